//! Words of subjects → where they stand in a text.

use super::words::{Piece, Word, Words, each_piece};
use crate::resolve::maps::Map;

/// Finds forms of subjects: rows of words.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// By the first word of a form: the further words, and the number of the form.
    forms: Map<Word, Vec<(Vec<Word>, usize)>>,
    count: usize,
}

/// A place where a form stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    /// The number of the form.
    pub(super) form: usize,
    /// The words as written.
    pub(super) written: &'a str,
    /// Whether it is the first of its line, with a colon or a bracket behind.
    pub(super) label: bool,
}

impl Finder {
    /// Adds a form and gives its number.
    pub(super) fn add(&mut self, words: &[Word]) -> usize {
        let number = self.count;
        self.count += 1;
        if let Some((first, rest)) = words.split_first() {
            self.forms.entry(*first).or_default().push((rest.to_vec(), number));
        }
        number
    }

    /// Whether a row of words is a form.
    pub(super) fn has(&self, words: &[Word]) -> bool {
        let Some((first, rest)) = words.split_first() else { return false };
        self.forms.get(first).is_some_and(|forms| forms.iter().any(|(form, _)| form == rest))
    }

    /// All forms in a line.
    pub(super) fn find<'a>(&self, line: &'a str, words: &Words, found: &mut Vec<Found<'a>>) {
        let mut clause = Clause { line, row: Vec::new(), first: true };
        let mut lower = String::new();
        let mut visit = |piece| match piece {
            Piece::Word(word, at) => clause.row.push((words.look_up(word, &mut lower), word, at)),
            Piece::End => {
                self.find_in(&clause, found);
                clause.first &= clause.row.is_empty();
                clause.row.clear();
            }
        };
        each_piece(line, &mut visit);
        visit(Piece::End);
    }

    fn find_in<'a>(&self, clause: &Clause<'a>, found: &mut Vec<Found<'a>>) {
        for (place, ((word, single), written, at)) in clause.row.iter().enumerate() {
            let whole = word.and_then(|word| self.forms.get(&word));
            let single = single.filter(|single| Some(*single) != *word);
            let single = single.and_then(|single| self.forms.get(&single));
            for (rest, form) in whole.into_iter().chain(single).flatten() {
                let Some(behind) = clause.row.get(place + 1..place + 1 + rest.len()) else { continue };
                let fits = |(((word, single), ..), wanted): (&Seen<'_>, &Word)| {
                    *word == Some(*wanted) || *single == Some(*wanted)
                };
                if behind.iter().zip(rest).all(fits) {
                    let (last, from) =
                        behind.last().map_or((*written, *at), |(_, last, from)| (*last, *from));
                    let end = from + last.len();
                    // `API: …`, `AI(Ada) …`, `AI[Ada] …`.
                    let colon = clause.line.get(end..).is_some_and(|rest| rest.starts_with([':', '(', '[']));
                    let label = clause.first && place == 0 && colon;
                    let written = clause.line.get(*at..end).unwrap_or_default();
                    found.push(Found { form: *form, written, label });
                }
            }
        }
    }
}

/// A word and its singular, where they are known, as written, and its place in the line.
type Seen<'a> = ((Option<Word>, Option<Word>), &'a str, usize);

/// A clause of a line.
struct Clause<'a> {
    line: &'a str,
    row: Vec<Seen<'a>>,
    /// Whether no words of the line stand before it.
    first: bool,
}
