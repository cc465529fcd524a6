//! Words that stand between a name and what is said of it.

use aho_corasick::{AhoCorasick, MatchKind};

/// Small words with a space on either side, as they stand behind a name (`Ada will …`, `Ada to …`); in small letters.
#[derive(Debug, Default)]
pub struct Between {
    list: Vec<String>,
    search: Option<AhoCorasick>,
}

impl Between {
    /// What stands behind the word with which a text begins, the space before it included: `paint it` in ` will paint it`.
    pub fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        // Nearly all that is asked begins with something else than a space.
        if !text.starts_with(' ') {
            return None;
        }
        self.list.iter().find_map(|word| text.strip_prefix(word.as_str()))
    }

    /// Where one of them stands in a text, each place once and from its space on.
    pub fn places(&self, text: &str) -> impl Iterator<Item = usize> {
        self.search.iter().flat_map(move |search| search.find_iter(text)).map(|found| found.start())
    }

    /// Whether one of them stands in a text.
    pub fn stands_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }
}

impl Extend<String> for Between {
    fn extend<T: IntoIterator<Item = String>>(&mut self, words: T) {
        self.list.extend(words.into_iter().map(|word| format!(" {word} ")));
        self.search = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(&self.list).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::Between;

    #[test]
    fn words_are_found_with_their_spaces() {
        let mut words = Between::default();
        words.extend(["will", "va a"].map(str::to_owned));
        words.extend(["to".to_owned()]);
        for (text, behind, places) in [
            (" will paint it", Some("paint it"), &[0][..]),
            (" va a pintar", Some("pintar"), &[0]),
            ("Ada will ask Ben to write", None, &[3, 16]),
            (" willow", None, &[]),
            (" to", None, &[]),
            ("", None, &[]),
        ] {
            assert_eq!(words.behind(text), behind, "{text:?}");
            assert_eq!(words.places(text).collect::<Vec<_>>(), places, "{text:?}");
            assert_eq!(words.stands_in(text), !places.is_empty(), "{text:?}");
        }
        assert!(!Between::default().stands_in(" to ") && Between::default().behind(" to ").is_none());
    }
}
