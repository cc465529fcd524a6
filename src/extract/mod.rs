//! One file's outline → its reports, with facts as written.
//!
//! 1. `place` reads the path: date, series, name.
//! 2. `meetings` cuts the file into meetings and dates them (`date`, `dating`).
//! 3. `attendees` reads the roll call: `roll_region` finds it, `roll_words` knows what is said around names, `name_list`
//!    takes lists of names apart, `roll_call` reads one person; `roster` gathers every name the report uses, with
//!    `name_words`.
//! 4. `statements` cuts the text into statements (`opening` reads label and speaker, `groups` bullets that only gather); `decisions`, `actions` (with
//!    `owners`, `behind`, `strangers`, `left_out`, `clauses`, `tables` and `done`) and `kinds` say what each is.
//! 5. `polls` counts votes, `ballots` takes the answer of a ballot line, `due` reads until when something is to be done.
//! 6. `entries` makes the passages that can be found, with `headed`, `wording` and `references`; `frame` knows the lines that are none.
//!
//! `bytes` passes over what none of these looks for.
//!
//! Pure: the same bytes and vocabulary give the same drafts. Nothing fails; what is odd becomes a [`Warning`].
//! Entry: [`extract`].

mod actions;
mod attendees;
mod ballots;
mod behind;
mod bytes;
mod clauses;
mod date;
mod dating;
mod decisions;
mod done;
mod due;
mod entries;
mod frame;
mod groups;
mod headed;
mod kinds;
mod left_out;
mod meetings;
mod name_list;
mod name_words;
mod opening;
mod over_tasks;
mod owners;
mod person_words;
mod place;
mod polls;
mod references;
mod roll_call;
mod roll_edges;
mod roll_lines;
mod roll_region;
mod roll_words;
mod roster;
mod small_names;
mod statements;
mod strangers;
mod tables;
mod unannounced;
mod wording;

#[cfg(test)]
mod tests;

use crate::outline::{Outline, parse};
use crate::report::{Cancelled, Draft, Report, Rule, Warning, When};
use crate::source::SourceFile;
use crate::vocabulary::{Reading, fold};
use std::cell::OnceCell;

/// What one file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extraction {
    /// Its reports, in the order of the file.
    pub drafts: Vec<Draft>,
    /// What was odd.
    pub warnings: Vec<Warning>,
    /// The meetings that it says did not happen.
    pub cancelled: Vec<Cancelled>,
}

/// Reads one file.
pub fn extract(file: &SourceFile, words: &Reading) -> Extraction {
    let outline = parse(&file.text);
    let place = place::read_path(&file.path, &words.dates);
    let mut warnings = Warnings::of(file, &place.series);
    outline_warnings(&outline, &mut warnings);
    let reader = Reader { outline: &outline, words };
    let meetings = meetings::cut(reader, &place, &mut warnings);
    let drafts = meetings.into_iter().map(|meeting| draft(reader, &place, meeting, &mut warnings)).collect();
    Extraction { drafts, warnings: warnings.list, cancelled: warnings.cancelled }
}

/// The tree of a file with the words by which it is read.
#[derive(Clone, Copy)]
struct Reader<'a> {
    outline: &'a Outline,
    words: &'a Reading,
}

/// What is to be told of one file beside its reports, as it comes up.
struct Warnings<'a> {
    file: &'a SourceFile,
    series: &'a str,
    list: Vec<Warning>,
    cancelled: Vec<Cancelled>,
    /// Where each line begins; looked up only where something is to be told.
    starts: OnceCell<Vec<usize>>,
}

impl<'a> Warnings<'a> {
    fn of(file: &'a SourceFile, series: &'a str) -> Self {
        Self { file, series, list: Vec::new(), cancelled: Vec::new(), starts: OnceCell::new() }
    }

    /// Tells of a line.
    fn add(&mut self, line: u32, rule: Rule, message: String) {
        self.list.push(Warning::new(&self.file.path, line, rule, message));
    }

    /// Tells of some words of a line.
    fn quote(&mut self, line: u32, quoted: &str, (rule, message): (Rule, String)) {
        let warning = Warning::new(&self.file.path, line, rule, message).at(self.line(line), quoted);
        self.list.push(warning);
    }

    fn did_not_happen(&mut self, line: u32, when: When) {
        let path = self.file.path.clone();
        self.cancelled.push(Cancelled { series: self.series.to_owned(), when, path, line });
    }

    fn line(&self, line: u32) -> &'a str {
        let text = self.file.text.as_str();
        let starts = self.starts.get_or_init(|| {
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        });
        let start = usize::try_from(line).ok().and_then(|line| starts.get(line.checked_sub(1)?));
        start.and_then(|&start| text.get(start..)?.lines().next()).unwrap_or_default()
    }
}

fn outline_warnings(outline: &Outline, warnings: &mut Warnings<'_>) {
    if let Some((line, reason)) = outline.front_matter.as_ref().and_then(|head| head.problem.clone()) {
        let message =
            format!("the front matter is not valid YAML ({reason}); its lines were read one by one");
        warnings.add(line, Rule::FrontMatter, message);
    }
    if let Some(line) = outline.too_deep {
        let message =
            format!("blocks nested deeper than {} levels were read as plain text", crate::outline::MAX_DEPTH);
        warnings.add(line, Rule::TooDeep, message);
    }
}

fn draft(
    reader: Reader<'_>,
    place: &place::Place,
    meeting: meetings::Meeting,
    warnings: &mut Warnings<'_>,
) -> Draft {
    let attendees = attendees::read(reader, &meeting);
    unread_names(reader, &attendees, warnings);
    let roster = roster::Roster::new(reader, &meeting, &attendees);
    let entries = entries::read(reader, &meeting, &roster);
    Draft {
        report: Report {
            id: String::new(),
            path: warnings.file.path.clone(),
            lines: meeting.lines,
            date: meeting.date,
            series: place.series.clone(),
            title: meeting.title,
            attendees: attendees.people,
            provenance: None,
            entries,
        },
        other_date: meeting.other_date,
        stem: place.stem.clone(),
        tags: tags(reader),
    }
}

/// More tags than anybody reads are no tags; a longer one is a sentence.
const MOST_TAGS: usize = 20;
const LONGEST_TAG: usize = 40;

/// What the head of a file gives as its subjects: a list, or words with commas between.
fn tags(reader: Reader<'_>) -> Vec<String> {
    let values = reader
        .outline
        .front_matter
        .iter()
        .flat_map(|head| reader.words.tags.iter().filter_map(|key| head.values.get(key)));
    let tags = values.flatten().flat_map(|value| value.split(',')).map(str::trim);
    tags.filter(|tag| !tag.is_empty() && tag.len() <= LONGEST_TAG)
        .take(MOST_TAGS)
        .map(str::to_owned)
        .collect()
}

/// Tells which lines among the names of a roll call were read as nobody's. One line among many is a slip; many are
/// no roll call.
fn unread_names(reader: Reader<'_>, roll: &attendees::RollCall, warnings: &mut Warnings<'_>) {
    if roll.odd.len() * 3 > roll.people.len() {
        return;
    }
    for &index in &roll.odd {
        let node = &reader.outline.nodes[index];
        let text = node.inline.flat();
        let short = text.split_whitespace().count() <= MAX_UNREAD_NAME;
        // `None` is nobody, and a remark begins small.
        let named = text.starts_with(|c: char| c.is_uppercase() || c == '@') && !text.contains("://");
        if short && named && node.children.is_empty() && !reader.words.void.found(&fold(text)) {
            let message = format!("`{text}` stands in the roll call and was not read as a person");
            warnings.quote(node.lines.first, text, (Rule::UnreadName, message));
        }
    }
}

/// More words are a remark below a roll call, no name.
const MAX_UNREAD_NAME: usize = 8;
