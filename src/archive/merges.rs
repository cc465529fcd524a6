//! Topics that may be one: what a person should look at, never done unasked.

use crate::report::{Origin, Topic};

/// More suggestions than anybody reads are none.
const MOST: usize = 20;
/// A shorter beginning of a word stands for anything.
const BEGINNING: usize = 3;
/// Shorter words differ by one letter and mean something else.
const LETTERS: usize = 7;

/// Pairs of topics that may be the same, those in most reports first; the first of a pair is the one to keep.
pub fn merges(topics: &[Topic]) -> Vec<(&Topic, &Topic)> {
    let mut pairs: Vec<(&Topic, &Topic)> = Vec::new();
    let plain: Vec<String> = topics.iter().map(|topic| letters(&topic.name)).collect();
    for (at, topic) in topics.iter().enumerate() {
        for (other_at, other) in topics.iter().enumerate().skip(at + 1) {
            let known = |topic: &Topic| matches!(topic.origin, Origin::Team | Origin::Vocabulary);
            if known(topic) && known(other) {
                continue;
            }
            let alike = plain[at] == plain[other_at]
                || shortened(&topic.name, &other.name)
                || slipped(&plain[at], &plain[other_at]);
            if alike {
                pairs.push(if known(other) { (other, topic) } else { (topic, other) });
            }
        }
    }
    pairs.truncate(MOST);
    pairs
}

/// Whether names differ by one letter that may be a slip: few slip in the first one, and another number is another thing.
fn slipped(a: &str, b: &str) -> bool {
    let digits = |name: &str| -> String { name.chars().filter(char::is_ascii_digit).collect() };
    a.len().min(b.len()) >= LETTERS
        && a.chars().next() == b.chars().next()
        && strsim::levenshtein(a, b) == 1
        && digits(a) == digits(b)
}

/// The letters and digits of a name, and the marks that tell it from others (`C++`, `C#`).
fn letters(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether each word of one name is the beginning of the word of the other: `collab space`, `collaboration space`.
fn shortened(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> { name.split([' ', '-', '_']).map(str::to_lowercase).collect() };
    let (a, b) = (words(a), words(b));
    let begins = |a: &str, b: &str| {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        short == long || short.len() >= BEGINNING && long.starts_with(short)
    };
    // One word that begins another is another word as often as not: `lamp`, `lampshade`.
    a.len() > 1 && a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| begins(a, b))
}

#[cfg(test)]
mod tests {
    use super::merges;
    use crate::report::{Origin, Topic};

    fn topic(name: &str, origin: Origin) -> Topic {
        Topic {
            name: name.to_owned(),
            aliases: Vec::new(),
            broader: Vec::new(),
            origin,
            entries: 3,
            reports: 3,
            days: None,
        }
    }

    #[test]
    fn names_that_may_be_one() {
        let names = [
            "collab space",
            "lamp.js",
            "collaboration space",
            "lampjs",
            "lamp",
            "lampshade",
            "privacy",
            "C++",
            "C#",
            "lantern12",
            "lantern14",
            "set wicks",
            "get wicks",
            "lighthouse",
            "lighthose",
        ];
        let topics = names.map(|name| topic(name, Origin::Heading));
        let pairs = merges(&topics);
        let pairs: Vec<String> = pairs.iter().map(|(a, b)| format!("{} = {}", a.name, b.name)).collect();
        assert_eq!(
            pairs,
            ["collab space = collaboration space", "lamp.js = lampjs", "lighthouse = lighthose"]
        );
    }

    #[test]
    fn what_the_vocabulary_tells_apart_stays_apart() {
        let topics = ["code review", "core review"].map(|name| topic(name, Origin::Vocabulary));
        assert!(merges(&topics).is_empty());
        let topics = [topic("core review", Origin::Phrase), topic("code review", Origin::Vocabulary)];
        assert_eq!(merges(&topics)[0].0.name, "code review");
    }
}
