//! Any number of reports made of a few: each is one of them on another day, with some words changed for others.
//!
//! Kinds, people, subjects and references stay in proportion, since whole reports are taken. Words are changed for
//! words of the archive, as often as these occur, and now and then for one that was never said before, so that the
//! vocabulary grows with the archive as it does in life.

use minutebook::archive::Collection;
use minutebook::report::{Date, Report};
use minutebook::search::Document;
use std::fmt::Write;

/// Of so many words one is changed.
const CHANGED: usize = 6;
/// Of so many changed words one is new.
const NEW: usize = 60;
/// Reports are dated over so many days, from this one on.
const DAYS: usize = 20 * 365;
const FIRST: Date = Date::constant(2005, 1, 1);

/// Random numbers, the same in each run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// A number below another one.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }
}

/// Words in the order in which they stand in the reports: one taken at random is a frequent one more often.
pub(crate) fn words(base: &Collection) -> Vec<&str> {
    let entries = base.documents.iter().flat_map(|document| document.report.found());
    let words = entries.flat_map(|entry| entry.text.split_whitespace());
    words.filter(|word| word.chars().all(char::is_alphabetic)).collect()
}

/// Makes reports.
pub(crate) struct Resample<'a> {
    base: &'a Collection,
    words: Vec<&'a str>,
    dice: Dice,
    made: usize,
}

impl<'a> Resample<'a> {
    /// From the reports of an archive.
    pub(crate) fn new(base: &'a Collection) -> Self {
        Self { base, words: words(base), dice: Dice::new(), made: 0 }
    }

    /// The next report. Its text is left out: no search reads it.
    pub(crate) fn next(&mut self) -> Document {
        let at = self.dice.below(self.base.documents.len());
        let mut report: Report = self.base.documents[at].report.clone();
        self.made += 1;
        let days = self.dice.below(DAYS) as i64;
        let date = FIRST.checked_add(jiff::Span::new().days(days)).ok();
        report.date = report.date.and(date);
        report.id = format!("{}/resampled-{}", report.series, self.made);
        report.entries.retain(|entry| entry.is_found());
        for (number, entry) in report.entries.iter_mut().enumerate() {
            entry.id = format!("{}/{number}", report.id);
            entry.parent = None;
            let own = self.reworded(entry.own_text());
            let below = self.reworded(entry.text.get(entry.lead..).unwrap_or_default());
            entry.lead = own.len();
            entry.text = own + &below;
        }
        Document { report, markdown: String::new() }
    }

    /// A text with some words changed.
    pub(crate) fn reworded(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            let plain = !word.is_empty() && word.chars().all(char::is_alphabetic);
            if !plain || self.dice.below(CHANGED) > 0 {
                out.push_str(piece);
                continue;
            }
            out.push_str(self.words[self.dice.below(self.words.len())]);
            if self.dice.below(NEW) == 0 {
                self.invent(&mut out);
            }
            out.push_str(&piece[word.len()..]);
        }
        out
    }

    /// Ends a word as no other ends.
    fn invent(&mut self, out: &mut String) {
        let letters = (0..3).map(|_| char::from(b'a' + self.dice.below(26) as u8));
        let ending: String = letters.collect();
        // Writing to a text cannot fail.
        let _ = write!(out, "{ending}");
    }
}
