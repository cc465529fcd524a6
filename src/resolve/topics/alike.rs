//! Rows of words that are one subject spelt in several ways.
//!
//! 1. The same letters, whatever stands between them and whatever accents they have: `Harbour Café`, `harbour-cafe`,
//!    `harbourcafe`.
//! 2. Of several words, the first cut short: `collab day`, `collaborator day`.

use super::words::{Word, Words};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Fewer letters are of any word.
const LETTERS: usize = 4;
/// A shorter beginning may be of any word.
const BEGINNING: usize = 5;

/// Subjects by how their words are spelt.
#[derive(Debug, Default)]
pub(super) struct Alike {
    by_letters: HashMap<String, usize>,
    /// By the beginning of the first word, and the letters of the others: the first word, and the subject.
    by_beginning: HashMap<(String, String), Vec<(String, usize)>>,
}

impl Alike {
    /// Notes how a subject is spelt.
    pub(super) fn add(&mut self, form: &[Word], words: &Words, subject: usize) {
        if let Some(letters) = telling(form, words) {
            self.by_letters.entry(letters).or_insert(subject);
        }
        if let Some((first, place)) = beginning(form, words) {
            self.by_beginning.entry(place).or_default().push((first, subject));
        }
    }

    /// The subject that is spelt so in another way.
    pub(super) fn find(&self, form: &[Word], words: &Words) -> Option<usize> {
        let same = telling(form, words).and_then(|letters| self.by_letters.get(&letters).copied());
        same.or_else(|| {
            let (first, place) = beginning(form, words)?;
            let cut = |other: &str| other.starts_with(&first) || first.starts_with(other);
            self.by_beginning.get(&place)?.iter().find(|(other, _)| cut(other)).map(|(_, subject)| *subject)
        })
    }
}

/// The letters of a row of words, where they are enough to tell it.
fn telling(form: &[Word], words: &Words) -> Option<String> {
    letters(form, words).filter(|letters| letters.chars().count() >= LETTERS)
}

/// The letters and digits of a row of words; `None` where a mark may tell it from others, such as `C++`.
fn letters(form: &[Word], words: &Words) -> Option<String> {
    let mut letters = String::new();
    for word in form {
        let spelt = words.spelt(*word);
        if spelt.contains(['+', '#']) {
            return None;
        }
        // Accents are signs of their own in this form, and no letters.
        letters.extend(spelt.nfkd().filter(|c| c.is_alphanumeric()));
    }
    Some(letters)
}

/// The first word, and where forms meet whose first words may be one.
fn beginning(form: &[Word], words: &Words) -> Option<(String, (String, String))> {
    let (first, rest) = form.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let first = words.spelt(*first).to_owned();
    let begun: String = first.chars().take(BEGINNING).collect();
    let place = (begun, letters(rest, words)?);
    (first.chars().count() >= BEGINNING).then_some((first, place))
}

#[cfg(test)]
mod tests {
    use super::Alike;
    use crate::resolve::topics::words::{Piece, Words, pieces};

    #[test]
    fn spellings_of_one_subject() {
        let cases = [
            ("Harbour Café", "harbour cafe", true),
            ("lamp.oil", "lampoil", true),
            ("collaborator day", "collab day", true),
            ("collab day", "collaborator day", true),
            ("collab day", "collab night", false),
            ("lamps day", "lampoon day", false),
            ("lamp day", "lam day", false),
            ("C++", "C#", false),
            ("oil", "o.i.l", false),
        ];
        for (known, asked, wanted) in cases {
            let mut words = Words::default();
            let mut row = |text: &str| {
                let mut row = Vec::new();
                for piece in pieces(text) {
                    if let Piece::Word(word, _) = piece {
                        row.push(words.learn(word));
                    }
                }
                row
            };
            let (known_row, asked_row) = (row(known), row(asked));
            let mut alike = Alike::default();
            alike.add(&known_row, &words, 7);
            assert_eq!(alike.find(&asked_row, &words).is_some(), wanted, "{known}, {asked}");
        }
    }
}
