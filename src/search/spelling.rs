//! Which word of the archive a mistyped word was meant to be.

use strsim::osa_distance;

/// Shorter words have too many neighbours.
const SHORTEST: usize = 4;
/// From this length on two slips are forgiven.
const LONG: usize = 7;
/// One person's slip is no suggestion.
const MIN_ENTRIES: usize = 2;

/// A word in as many entries is meant as it stands.
pub const FEW: usize = 3;
/// How much commoner the word must be that a rare one was meant to be.
const MANY: usize = 20;

/// The likeliest of some words with the number of entries they stand in: the same first letter, then the fewest
/// slips, then the most entries. A slip is a letter too many, too few, another, or two exchanged.
///
/// A word that stands in a few entries itself (`known`) may be somebody's slip all the same, where a word with one
/// slip less stands in very many.
pub fn meant<'a>(typed: &str, known: usize, words: impl Iterator<Item = (&'a str, usize)>) -> Option<String> {
    let length = typed.chars().count();
    let most = usize::from(most_slips(typed, known));
    let least = if known == 0 { MIN_ENTRIES } else { MANY * known };
    let candidates = words.filter(|(word, entries)| {
        *entries >= least
            && word.chars().count().abs_diff(length) <= most
            && word.chars().all(char::is_alphabetic)
    });
    let ranked = candidates.filter_map(|(word, entries)| {
        let slips = osa_distance(typed, word);
        let other_start = typed.chars().next() != word.chars().next();
        (0 < slips && slips <= most).then_some((other_start, slips, std::cmp::Reverse(entries), word))
    });
    ranked.min().map(|(.., word)| word.to_owned())
}

/// How many slips are forgiven in a word that stands in so many entries; 0 where it is taken as it stands.
pub fn most_slips(typed: &str, known: usize) -> u8 {
    match (typed.chars().count(), known) {
        (0..SHORTEST, _) | (_, FEW..) => 0,
        (LONG.., 0) => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn the_nearest_then_the_commonest_word_is_meant() {
        let words = [
            ("federation", 20),
            ("federations", 3),
            ("lamp", 50),
            ("lamps", 9),
            ("camp", 80),
            ("oncer", 1),
            ("v2", 9),
        ];
        let cases = [
            ("fedration", Some("federation")),
            ("fedreation", Some("federation")),
            ("federatoins", Some("federations")),
            ("lmap", Some("lamp")),
            ("lampe", Some("lamp")),
            ("once", None),
            ("lam", None),
            ("harbour", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(meant(typed, 0, words.into_iter()).as_deref(), expected, "{typed}");
        }
        // Words that occur: a rare one beside a very common one may be a slip.
        for (typed, known, expected) in
            [("lampe", 1, Some("lamp")), ("lampe", 3, None), ("fedreatoin", 1, None)]
        {
            assert_eq!(meant(typed, known, words.into_iter()).as_deref(), expected, "{typed} {known}");
        }
    }
}
