//! Patterns that tell what a statement is by its wording.
//!
//! Few statements hold the words that a pattern needs, so these are looked for first (`needs` tells which they are):
//! those of all patterns of all languages in one pass over a text. Only where they stand, the pattern itself is tried.
//! So neither a further pattern nor a further language makes reading slower, as long as its words are rare.

use super::fold;
use super::needles::{Fronts, Needle, Needles, Pairs};
use super::needs::{self, Need};
use regex::bytes::{Regex, RegexBuilder};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// Patterns over folded text that mean the same, a group of a `CueSet`.
#[derive(Debug, Default, Clone)]
pub struct Cues {
    set: Arc<CueSet>,
    patterns: Range<usize>,
    /// Those that are tried on every text.
    always: Vec<usize>,
    /// Whether some need words that may stand anywhere.
    inside: bool,
    /// With which letters the texts begin that others need.
    fronts: Pairs,
}

/// The patterns of several groups, with the words that they need.
#[derive(Debug, Default)]
struct CueSet {
    patterns: Vec<Pattern>,
    front: Fronts,
    inside: Needles,
    /// Whether all patterns behind a name tell how they begin.
    told: bool,
}

/// A pattern, made ready when it is first tried: most of them never are.
#[derive(Debug)]
struct Pattern {
    text: String,
    /// Marks without one of which it is not found.
    marks: Vec<u8>,
    /// A mark at the end, where that is all it asks for.
    ending: Option<u8>,
    ready: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Patterns are over bytes: with Unicode's word boundaries the fast matcher gives up at the first letter beyond
    /// ASCII, and folding has made the letters plain anyway.
    fn compile(&self) -> Result<Regex, regex::Error> {
        RegexBuilder::new(&self.text).unicode(false).build()
    }

    fn found(&self, text: &str) -> bool {
        if let Some(mark) = self.ending {
            let said = text.trim_end_matches(|c: char| matches!(c, '\t'..='\r' | ' '));
            return said.as_bytes().last() == Some(&mark);
        }
        let marked = match *self.marks.as_slice() {
            [one] => memchr::memchr(one, text.as_bytes()),
            [one, two] => memchr::memchr2(one, two, text.as_bytes()),
            [one, two, three] => memchr::memchr3(one, two, three, text.as_bytes()),
            _ => Some(0),
        };
        if marked.is_none() {
            return false;
        }
        let ready = self.ready.get_or_init(|| self.compile().ok());
        ready.as_ref().is_some_and(|regex| regex.is_match(text.as_bytes()))
    }
}

/// A folded text of which several things are asked.
#[derive(Debug, Default)]
pub struct Folded {
    text: String,
    seen: OnceCell<Seen>,
}

/// The patterns whose words stand in a text.
#[derive(Debug, Default)]
struct Seen {
    /// A bit for each.
    bits: Vec<u64>,
    /// Where the words of those stand that follow a name.
    places: Vec<usize>,
    /// Where the set lies to which they belong.
    set: usize,
}

impl Folded {
    /// The text as [`fold`] makes it.
    pub fn new(text: &str) -> Self {
        Self { text: fold(text).into_owned(), seen: OnceCell::new() }
    }
}

impl Deref for Folded {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Seen {
    fn of(text: &str, set: &CueSet) -> Self {
        let mut seen = Self { set: std::ptr::from_ref(set).addr(), ..Self::default() };
        for (needle, at) in set.inside.hits(text) {
            if needle.behind && seen.places.last() != Some(&at) {
                seen.places.push(at);
            }
            if seen.bits.is_empty() && !needle.patterns.is_empty() {
                seen.bits.resize(set.patterns.len().div_ceil(64), 0);
            }
            for pattern in &needle.patterns {
                if let Some(word) = seen.bits.get_mut(pattern / 64) {
                    *word |= 1 << (pattern % 64);
                }
            }
        }
        seen
    }

    /// Whether a pattern of a range is seen of which something holds.
    fn any(&self, range: &Range<usize>, mut holds: impl FnMut(usize) -> bool) -> bool {
        let first = range.start / 64;
        let words = self.bits.get(first..range.end.div_ceil(64).min(self.bits.len())).unwrap_or_default();
        for (at, &word) in words.iter().enumerate() {
            let mut bits = word;
            while bits != 0 {
                let pattern = (first + at) * 64 + usize::try_from(bits.trailing_zeros()).unwrap_or(0);
                if range.contains(&pattern) && holds(pattern) {
                    return true;
                }
                bits &= bits - 1;
            }
        }
        false
    }
}

impl Cues {
    /// Makes the groups of a set out of their patterns; the error names the pattern that is wrong. The patterns of the
    /// first `named` groups begin where a name ends.
    pub(super) fn groups<const N: usize>(groups: [&[String]; N], named: usize) -> Result<[Self; N], String> {
        let mut set = CueSet { told: true, ..CueSet::default() };
        let mut inside = BTreeMap::<_, Needle>::new();
        let mut made: [Self; N] = std::array::from_fn(|_| Self::default());
        for (at, (patterns, cues)) in groups.into_iter().zip(&mut made).enumerate() {
            cues.patterns.start = set.patterns.len();
            for pattern in patterns {
                let text = fold(pattern).into_owned();
                let number = set.patterns.len();
                let need = needs::of(&text)?;
                let ending = if let Need::Ending(mark) = need { Some(mark) } else { None };
                let mut marks = Vec::new();
                set.told &= at >= named || matches!(need, Need::Front(_));
                match need {
                    Need::Front(words) => {
                        for word in words {
                            cues.fronts.add(&word);
                            if at < named {
                                inside.entry(word.clone()).or_default().behind = true;
                            }
                            set.front.add(word, number);
                        }
                    }
                    Need::Inside(words) => {
                        cues.inside = true;
                        words
                            .into_iter()
                            .for_each(|word| inside.entry(word).or_default().patterns.push(number));
                    }
                    Need::Marks(own) => {
                        marks = own;
                        cues.always.push(number);
                    }
                    Need::Ending(_) | Need::Nothing => cues.always.push(number),
                }
                set.patterns.push(Pattern { text, marks, ending, ready: OnceLock::new() });
            }
            cues.patterns.end = set.patterns.len();
        }
        set.inside = Needles::new(inside);
        let set = Arc::new(set);
        Ok(made.map(|cues| Self { set: Arc::clone(&set), ..cues }))
    }

    /// Whether any pattern is found in a text that [`fold`] has made plain.
    pub fn found(&self, folded: &str) -> bool {
        self.found_in_front(folded)
            || self.inside
                && self.set.inside.hits(folded).any(|(needle, _)| {
                    let mut own = needle.patterns.iter().filter(|pattern| self.patterns.contains(pattern));
                    own.any(|&pattern| self.holds(pattern, folded))
                })
    }

    /// Whether any pattern is found in a part of a text; what the text holds is looked for once for all groups.
    pub fn found_in(&self, part: &str, text: &Folded) -> bool {
        let front = self.found_in_front(part);
        if front || !self.inside {
            return front;
        }
        match self.seen(text) {
            Some(seen) => seen.any(&self.patterns, |pattern| self.holds(pattern, part)),
            None => self.found(part),
        }
    }

    /// Whether a text holds the words that a pattern needs.
    pub fn may_stand_in(&self, text: &Folded) -> bool {
        let seen = self.seen(text).filter(|_| self.always.is_empty() && self.fronts.is_empty());
        seen.is_none_or(|seen| seen.any(&self.patterns, |_| true))
    }

    /// Where a text holds words that a pattern behind a name begins with; nothing where that cannot be told.
    pub fn places_behind_names<'a>(&self, text: &'a Folded) -> Option<&'a [usize]> {
        self.seen(text).filter(|_| self.set.told).map(|seen| seen.places.as_slice())
    }

    fn seen<'a>(&self, text: &'a Folded) -> Option<&'a Seen> {
        let seen = text.seen.get_or_init(|| Seen::of(text, &self.set));
        // A text that was first asked about by another set.
        Some(seen).filter(|seen| seen.set == Arc::as_ptr(&self.set).addr())
    }

    fn found_in_front(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        self.fronts.may_begin(bytes)
            && self.set.front.hits(bytes, &self.patterns).any(|pattern| self.holds(pattern, text))
            || self.always.iter().any(|&pattern| self.holds(pattern, text))
    }

    fn holds(&self, pattern: usize, text: &str) -> bool {
        self.set.patterns.get(pattern).is_some_and(|pattern| pattern.found(text))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cues, Folded};
    use crate::vocabulary::{Reading, Recurring};
    use regex::bytes::RegexSetBuilder;

    /// The same patterns without any shortcut.
    fn plainly(cues: &Cues, text: &str) -> bool {
        let patterns = cues.set.patterns[cues.patterns.clone()].iter().map(|pattern| &pattern.text);
        RegexSetBuilder::new(patterns).unicode(false).build().unwrap().is_match(text.as_bytes())
    }

    #[test]
    fn every_builtin_pattern_can_be_compiled() {
        for cues in [&Reading::builtin().decided, &Recurring::builtin().template] {
            for pattern in &cues.set.patterns {
                assert!(pattern.compile().is_ok(), "{}", pattern.text);
            }
        }
    }

    #[test]
    fn a_wrong_pattern_is_told() {
        let wrong = Cues::groups([&["(roses".to_owned()]], 0).unwrap_err();
        assert!(wrong.contains("(roses"), "{wrong}");
    }

    #[test]
    fn shortcuts_find_what_the_patterns_find() {
        let groups: [&[&str]; 4] = [
            &["^,? ?(will|shall) ", "^ to [a-z]+", "^'ll "],
            &[r"\bred roses?\b", r"\bno (wind|rain)\b.*\btoday\b", r"[a-z]+ing\b[^.]*\band will "],
            &[r"\?\s*$", "^(who|what)\\b", "^a+$"],
            &[],
        ];
        let groups =
            groups.map(|patterns| patterns.iter().map(|&pattern| pattern.to_owned()).collect::<Vec<_>>());
        let made = Cues::groups(groups.each_ref().map(Vec::as_slice), 1).unwrap();
        let texts = [
            "",
            " ",
            " will paint",
            ", shall rain",
            "'ll do",
            "willow",
            " to  ",
            " to do",
            "the red rose",
            "red rosemary",
            "no rain is seen today",
            "no rain tomorrow",
            "painting roses, and will water",
            "who knows",
            "whole?",
            "is it?  ",
            "aaa",
            "aab",
            "a",
            "no wind today; the red roses, will they bloom?",
        ];
        let another = Cues::groups([&["red".to_owned()]], 0).unwrap();
        for text in texts {
            let folded = Folded::new(text);
            for cues in &made {
                let wanted = plainly(cues, text);
                assert_eq!(cues.found(text), wanted, "{text:?}");
                assert_eq!(cues.found_in(&folded, &folded), wanted, "{text:?}");
                assert!(!wanted || cues.may_stand_in(&folded), "{text:?}");
            }
            assert_eq!(another[0].found_in(&folded, &folded), text.contains("red"), "{text:?}");
        }
        let places = Folded::new("ada will go, and ben to stay");
        assert_eq!(made[1].places_behind_names(&places), Some(&[3, 4, 20][..]));
    }
}
