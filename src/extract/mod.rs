//! One file's outline → its reports, with facts as written.
//!
//! 1. `place` reads the path: date, series, name.
//! 2. `meetings` cuts the file into meetings and dates them (`date`, `dating`).
//! 3. `attendees` reads the roll call: `roll_region` finds it, `name_list` takes lists of names apart, `roll_call` reads
//!    one person; `roster` gathers every name the report uses, with `name_words`.
//! 4. `statements` cuts the text into statements (`opening` reads label and speaker, `groups` bullets that only gather); `decisions`, `actions` (with
//!    `owners` and `tables`) and `kinds` say what each is.
//! 5. `polls` counts votes, `due` reads until when something is to be done.
//! 6. `entries` makes the passages that can be found, with `wording` and `references`; `frame` knows the lines that are none.
//!
//! Pure: the same bytes and vocabulary give the same drafts. Nothing fails; what is odd becomes a [`Warning`].
//! Entry: [`extract`].

mod actions;
mod attendees;
mod date;
mod dating;
mod decisions;
mod due;
mod entries;
mod frame;
mod groups;
mod kinds;
mod meetings;
mod name_list;
mod name_words;
mod opening;
mod owners;
mod place;
mod polls;
mod references;
mod roll_call;
mod roll_region;
mod roster;
mod statements;
mod tables;
mod wording;

#[cfg(test)]
mod tests;

use crate::outline::{Outline, parse};
use crate::report::{Draft, Report, Rule, Warning};
use crate::source::SourceFile;
use crate::vocabulary::Reading;

/// What one file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extraction {
    /// Its reports, in the order of the file.
    pub drafts: Vec<Draft>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// Reads one file.
pub fn extract(file: &SourceFile, words: &Reading) -> Extraction {
    let outline = parse(&file.text);
    let place = place::read_path(&file.path, &words.dates);
    let mut warnings = Warnings { path: &file.path, list: Vec::new() };
    outline_warnings(&outline, &mut warnings);
    let reader = Reader { outline: &outline, words };
    let meetings = meetings::cut(reader, &place, &mut warnings);
    let drafts = meetings.into_iter().map(|meeting| draft(file, reader, &place, meeting)).collect();
    Extraction { drafts, warnings: warnings.list }
}

/// The tree of a file with the words by which it is read.
#[derive(Clone, Copy)]
struct Reader<'a> {
    outline: &'a Outline,
    words: &'a Reading,
}

/// Warnings of one file, as they come up.
struct Warnings<'a> {
    path: &'a str,
    list: Vec<Warning>,
}

impl Warnings<'_> {
    fn add(&mut self, line: u32, rule: Rule, message: String) {
        self.list.push(Warning { path: self.path.to_owned(), line, rule, message });
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

fn draft(file: &SourceFile, reader: Reader<'_>, place: &place::Place, meeting: meetings::Meeting) -> Draft {
    let attendees = attendees::read(reader, &meeting);
    let roster = roster::Roster::new(reader, &meeting, &attendees);
    let entries = entries::read(reader, &meeting, &roster);
    Draft {
        report: Report {
            id: String::new(),
            path: file.path.clone(),
            lines: meeting.lines,
            date: meeting.date,
            series: place.series.clone(),
            title: meeting.title,
            attendees: attendees.people,
            entries,
        },
        other_date: meeting.other_date,
        stem: place.stem.clone(),
    }
}
