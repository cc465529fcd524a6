//! Reports → lines of words, told apart by what they are.
//!
//! 1. A heading, or a short line that gathers others below it, is a title: it says what is spoken of.
//! 2. A title that stands in many reports of a series is a form and speaks of nothing. This is learned from the
//!    archive; what the vocabulary knows as the heading of a roll call or of decisions is a form too.

use super::words::{BREAK, Piece, Word, Words, each_piece};
use crate::report::{Entry, Report};
use crate::resolve::maps::{Map, Set};
use crate::resolve::words::hash;
use crate::vocabulary::Reading;
use rayon::prelude::*;
use std::collections::HashMap;

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
    forms: Forms<'a>,
}

/// Lines and titles, by series.
type Forms<'a> = HashMap<&'a str, Set<&'a str>>;

/// The words of one report, numbered by themselves.
#[derive(Debug, Default)]
struct Part {
    words: Words,
    lines: Vec<Line>,
    tokens: Vec<Word>,
    joined: Vec<bool>,
    writing: Vec<Writing>,
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
    /// Alone before the colon with which a line begins: `Ada: …`.
    pub(super) label: u32,
    /// Right before a slash: `owner/name`.
    pub(super) slashed: u32,
}

impl Writing {
    fn add(&mut self, other: &Self) {
        self.inside += other.inside;
        self.capital += other.capital;
        self.odd += other.odd;
        self.all += other.all;
        self.label += other.label;
        self.slashed += other.slashed;
    }
}

impl<'a> Passages<'a> {
    /// Reads the passages of all reports.
    pub(super) fn of(reports: &'a [Report]) -> Self {
        let mut passages = Self { reports: reports.len(), forms: forms(reports), ..Self::default() };
        for (number, some) in reports.chunks(AT_ONCE).enumerate() {
            let parts: Vec<Part> = some
                .par_iter()
                .enumerate()
                .map(|(at, report)| {
                    Part::of(report, u32::try_from(number * AT_ONCE + at).unwrap_or(u32::MAX), &passages)
                })
                .collect();
            parts.into_iter().for_each(|part| passages.join(part));
        }
        passages
    }

    /// Adds what was read in the next report: its words get the numbers that they have in the archive.
    fn join(&mut self, part: Part) {
        let numbers = self.words.join(&part.words);
        let number = |word: &Word| numbers.get(*word as usize).copied().unwrap_or(BREAK);
        let before = self.tokens.len();
        self.tokens.extend(part.tokens.iter().map(number));
        self.joined.resize(before, false);
        self.joined.extend(part.joined);
        self.lines.extend(part.lines.into_iter().map(|line| Line {
            from: before + line.from,
            to: before + line.to,
            ..line
        }));
        self.writing.resize(self.words.len(), Writing::default());
        for (word, writing) in numbers.iter().zip(&part.writing) {
            self.writing.get_mut(*word as usize).into_iter().for_each(|sum| sum.add(writing));
        }
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

    /// By number, whether a word is one of these, in any of its forms.
    pub(super) fn set<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<bool> {
        let mut set = vec![false; self.words.len()];
        let mut lower = String::new();
        for word in words {
            let number = self.words.look_up(word, &mut lower).1;
            if let Some(place) = number.and_then(|number| set.get_mut(number as usize)) {
                *place = true;
            }
        }
        set
    }

    /// The words of all lines in their order, as singulars; [`BREAK`] between clauses.
    pub(super) fn tokens(&self) -> &[Word] {
        &self.tokens
    }

    /// Whether some words in a line have one side only of a hyphen: `wide rules` of `town-wide rules`.
    pub(super) fn is_cut(&self, line: &Line, at: usize, length: usize) -> bool {
        let joined = |at: usize| at < line.to && self.joined.get(at).is_some_and(|joined| *joined);
        joined(line.from + at) || joined(line.from + at + length)
    }
}

/// So many reports are read side by side before their words are numbered.
const AT_ONCE: usize = 256;

impl Part {
    /// Reads the passages of one report; `known` tells forms.
    fn of(report: &Report, number: u32, known: &Passages<'_>) -> Self {
        let mut part = Self::default();
        let mut headings: Set<&str> = Set::default();
        for entry in report.found() {
            for heading in &entry.section {
                if headings.insert(heading) && !known.is_form(&report.series, heading) {
                    part.read(heading, number, Place::Title);
                }
            }
            if is_root(report, entry) {
                for (line, place) in lines(&entry.text) {
                    if !known.is_form_line(&report.series, line) {
                        part.read(line, number, place);
                    }
                }
            }
        }
        part
    }

    fn read(&mut self, text: &str, report: u32, place: Place) {
        let from = self.tokens.len();
        let mut position = Position::First;
        let mut end = 0;
        each_piece(text, |piece| {
            let Piece::Word(word, at) = piece else {
                if self.tokens.last() != Some(&BREAK) {
                    self.tokens.push(BREAK);
                }
                position = Position::First;
                return;
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
            if text.as_bytes().get(end) == Some(&b'/') {
                self.writing.get_mut(number as usize).into_iter().for_each(|writing| writing.slashed += 1);
            }
        });
        if let Some(label) = label(text) {
            let number = self.words.learn(label);
            let number = self.words.singular(number);
            self.writing.get_mut(number as usize).into_iter().for_each(|writing| writing.label += 1);
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

/// The lone word before the colon with which a line begins, a remark in brackets left out: `Ada (late): …`.
fn label(line: &str) -> Option<&str> {
    let (head, behind) = line.split_once(':')?;
    let head = head.trim_end_matches(['*', '_']).trim_start_matches(['*', '_', '@']);
    let head =
        head.split_once(" (").filter(|(_, remark)| remark.ends_with(')')).map_or(head, |(head, _)| head);
    let told = behind.is_empty() || behind.starts_with(|c: char| c.is_whitespace() || c == '*');
    (told && !head.is_empty() && head.chars().all(char::is_alphanumeric)).then_some(head)
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
fn forms(reports: &[Report]) -> Forms<'_> {
    let mut of_series: HashMap<&str, Vec<&Report>> = HashMap::new();
    for report in reports {
        of_series.entry(&report.series).or_default().push(report);
    }
    let of_series: Vec<(&str, Vec<&Report>)> = of_series.into_iter().collect();
    of_series.into_par_iter().map(|(series, reports)| (series, forms_of(&reports))).collect()
}

/// The same of one series.
fn forms_of<'a>(reports: &[&'a Report]) -> Set<&'a str> {
    let lines: Vec<Vec<(u64, &str)>> = reports.par_iter().map(|report| short_lines(report)).collect();
    // By title: in how many reports it stands, and the last of these.
    let mut counts: Map<u64, (usize, usize)> = Map::default();
    for (number, lines) in lines.iter().enumerate() {
        for (title, _) in lines {
            let (count, last) = counts.entry(*title).or_default();
            *count += usize::from(*last != number + 1);
            *last = number + 1;
        }
    }
    let many = |count: usize| count >= FORM_REPORTS && count as f64 >= FORM_SHARE * reports.len() as f64;
    counts.retain(|_, (count, _)| many(*count));
    lines
        .into_iter()
        .flatten()
        .filter(|(title, _)| counts.contains_key(title))
        .map(|(_, line)| line)
        .collect()
}

/// What may be a title in a report, each once: a hash of it as it is compared, and the line.
fn short_lines(report: &Report) -> Vec<(u64, &str)> {
    let mut raw: Set<&str> = Set::default();
    let mut short = Vec::new();
    for entry in report.found() {
        let texts = entry.text.lines().map(|line| line.trim_start().trim_start_matches("- "));
        let texts = texts.filter(|_| is_root(report, entry));
        for text in entry.section.iter().map(String::as_str).chain(texts) {
            if text.len() <= LONGEST_TITLE && raw.insert(text) {
                let title = folded(text);
                if !title.is_empty() {
                    short.push((hash(&title), text));
                }
            }
        }
    }
    short
}
