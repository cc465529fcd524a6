//! Reports → lines of words, told apart by what they are.
//!
//! 1. A heading, or a short line that gathers others below it, is a title: it says what is spoken of.
//! 2. A title that stands in many reports of a series is a form and speaks of nothing. This is learned from the
//!    archive; what the vocabulary knows as the heading of a roll call or of decisions is a form too.

use super::words::{BREAK, Piece, Word, Words, pieces};
use crate::report::{Entry, Report};
use crate::vocabulary::Reading;
use std::collections::{HashMap, HashSet};

/// A title in at least so many reports of a series, and in this share of them, is a form.
const FORM_REPORTS: usize = 5;
const FORM_SHARE: f64 = 0.15;
/// A longer line is no title.
const TITLE_WORDS: usize = 10;

/// The words of an archive.
#[derive(Debug, Default)]
pub(super) struct Passages<'a> {
    pub(super) words: Words,
    pub(super) lines: Vec<Line>,
    tokens: Vec<Word>,
    /// Whether a hyphen joins each word to the one before.
    joined: Vec<bool>,
    /// By word (its singular): how it is written inside of clauses.
    pub(super) writing: Vec<Writing>,
    pub(super) reports: usize,
    /// Lines and titles that are forms, by series.
    forms: HashMap<&'a str, HashSet<&'a str>>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It says what is spoken of.
    Title,
    /// It speaks.
    Text,
}

/// Where a word stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    First,
    Inside,
}

/// What is gathered of a title over the reports of a series.
#[derive(Debug, Default)]
struct Titled<'a> {
    reports: usize,
    last: usize,
    spellings: HashSet<&'a str>,
}

/// A line of a passage, or a heading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) report: u32,
    pub(super) place: Place,
    from: usize,
    to: usize,
}

/// How a word is written where nothing but itself asks for a capital.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Writing {
    pub(super) inside: u32,
    pub(super) capital: u32,
    /// With a capital or a digit inside, or all in capitals.
    pub(super) odd: u32,
    pub(super) all: u32,
}

impl<'a> Passages<'a> {
    /// Reads the passages of all reports.
    pub(super) fn of(reports: &'a [Report]) -> Self {
        let mut passages = Self { reports: reports.len(), forms: forms(reports), ..Self::default() };
        for (number, report) in reports.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let mut headings: HashSet<&str> = HashSet::new();
            for entry in report.found() {
                for heading in &entry.section {
                    if headings.insert(heading) && !passages.is_form(&report.series, heading) {
                        passages.read(heading, number, Place::Title);
                    }
                }
                if is_root(report, entry) {
                    for (line, place) in lines(&entry.text) {
                        if !passages.is_form_line(&report.series, line) {
                            passages.read(line, number, place);
                        }
                    }
                }
            }
        }
        passages
    }

    /// Whether a heading is a form of its series.
    pub(super) fn is_form(&self, series: &str, heading: &str) -> bool {
        self.is_form_line(series, heading) || Reading::builtin().headings.role(heading).is_some()
    }

    /// Whether a line of a passage is a form of its series.
    pub(super) fn is_form_line(&self, series: &str, line: &str) -> bool {
        self.forms.get(series).is_some_and(|forms| forms.contains(line))
    }

    /// The words of a line, as singulars.
    pub(super) fn words_of(&self, line: &Line) -> &[Word] {
        self.tokens.get(line.from..line.to).unwrap_or_default()
    }

    /// Whether some words in a line have one side only of a hyphen: `wide rules` of `town-wide rules`.
    pub(super) fn is_cut(&self, line: &Line, at: usize, length: usize) -> bool {
        let joined = |at: usize| at < line.to && self.joined.get(at).is_some_and(|joined| *joined);
        joined(line.from + at) || joined(line.from + at + length)
    }

    fn read(&mut self, text: &str, report: u32, place: Place) {
        let from = self.tokens.len();
        let mut position = Position::First;
        let mut end = 0;
        for piece in pieces(text) {
            let Piece::Word(word, at) = piece else {
                if self.tokens.last() != Some(&BREAK) {
                    self.tokens.push(BREAK);
                }
                position = Position::First;
                continue;
            };
            let number = self.words.learn(word);
            let number = self.words.singular(number);
            // Titles have capitals of their own.
            let counts = if place == Place::Title { Position::First } else { position };
            self.note(number, word, counts);
            self.joined.resize(self.tokens.len(), false);
            self.joined.push(position == Position::Inside && text.get(end..at) == Some("-"));
            self.tokens.push(number);
            position = Position::Inside;
            end = at + word.len();
        }
        self.tokens.push(BREAK);
        self.lines.push(Line { report, place, from, to: self.tokens.len() });
    }

    fn note(&mut self, number: Word, word: &str, position: Position) {
        let at = number as usize;
        if self.writing.len() <= at {
            self.writing.resize(self.words.len(), Writing::default());
        }
        let Some(writing) = self.writing.get_mut(at) else { return };
        writing.all += 1;
        let odd = word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
        writing.odd += u32::from(odd);
        if position == Position::Inside {
            writing.inside += 1;
            writing.capital += u32::from(odd || word.chars().next().is_some_and(char::is_uppercase));
        }
    }
}

/// Whether a passage stands in no other that is read: each text is read once.
fn is_root(report: &Report, entry: &Entry) -> bool {
    let parent = entry.parent.and_then(|parent| report.entries.get(parent));
    parent.is_none_or(|parent| !parent.is_found())
}

/// A longer line is no title of any kind.
const LONGEST_TITLE: usize = 120;

/// The lines of a passage without their marks, and whether each is a title: short, with deeper lines below.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (&str, Place)> {
    let mut lines = text.lines().peekable();
    std::iter::from_fn(move || {
        let line = lines.next()?;
        let depth = depth(line);
        let gathers = lines.peek().is_some_and(|next| self::depth(next) > depth);
        let bare = line.trim_start().trim_start_matches("- ");
        let short = bare.len() <= LONGEST_TITLE && bare.split_whitespace().count() <= TITLE_WORDS;
        Some((bare, if gathers && short { Place::Title } else { Place::Text }))
    })
}

/// How deep a line stands: own words, then `- ` bullets by their indent.
fn depth(line: &str) -> usize {
    let indent = line.len() - line.trim_start().len();
    if line.trim_start().starts_with("- ") { indent + 1 } else { 0 }
}

/// A title as it is compared: its words without numbers and brackets.
fn folded(title: &str) -> String {
    let mut folded = String::with_capacity(title.len());
    let mut brackets = 0_u32;
    for c in title.chars() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            c if brackets == 0 && c.is_alphabetic() => folded.extend(c.to_lowercase()),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Titles and lines that stand in many reports of a series, as they are written.
fn forms(reports: &[Report]) -> HashMap<&str, HashSet<&str>> {
    let mut of_series: HashMap<&str, usize> = HashMap::new();
    let mut seen: HashMap<&str, HashMap<String, Titled<'_>>> = HashMap::new();
    for (number, report) in reports.iter().enumerate() {
        *of_series.entry(&report.series).or_default() += 1;
        let seen = seen.entry(&report.series).or_default();
        let mut raw: HashSet<&str> = HashSet::new();
        for entry in report.found() {
            let texts = entry.text.lines().map(|line| line.trim_start().trim_start_matches("- "));
            let texts = texts.filter(|_| is_root(report, entry));
            for text in entry.section.iter().map(String::as_str).chain(texts) {
                if text.len() <= LONGEST_TITLE && raw.insert(text) {
                    let titled = seen.entry(folded(text)).or_default();
                    titled.reports += usize::from(titled.last != number + 1);
                    titled.last = number + 1;
                    titled.spellings.insert(text);
                }
            }
        }
    }
    let mut forms: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (series, titles) in seen {
        let reports = of_series.get(series).copied().unwrap_or(0);
        let many = |count: usize| count >= FORM_REPORTS && count as f64 >= FORM_SHARE * reports as f64;
        let often = titles.into_iter().filter(|(title, titled)| !title.is_empty() && many(titled.reports));
        forms.insert(series, often.flat_map(|(_, titled)| titled.spellings).collect());
    }
    forms
}
