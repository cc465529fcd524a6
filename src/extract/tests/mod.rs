//! Cases for reading, one file per set of rules; this one holds what they ask with. All names and texts are invented.

mod actions;
mod announced;
mod dates;
mod decisions;
mod entries;
mod habits;
mod languages;
mod meetings;
mod outcomes;
mod properties;
mod report;
mod roll_calls;
mod tasks;

use super::{Extraction, extract};
use crate::report::{Entry, Kind, Report, Status};
use crate::source::SourceFile;
use crate::vocabulary::Reading;

/// Reads a file.
fn read(path: &str, text: &str) -> Extraction {
    let file = SourceFile { path: path.to_owned(), text: text.to_owned() };
    extract(&file, Reading::builtin())
}

/// The reports of a file.
fn reports(path: &str, text: &str) -> Vec<Report> {
    read(path, text).drafts.into_iter().map(|draft| draft.report).collect()
}

/// A meeting with four people, before the text of a case.
const HEAD: &str = "# Notes of 2031-05-06\n\n## Present\n\n- Ada Quill (@adaq)\n- Ben Marsh\n- Cleo Tanaka / Oakfield / @cleot\n- Dov Ilan (DI)\n\n## Garden\n\n";

/// The report of a text in the meeting of [`HEAD`].
fn held(text: &str) -> Report {
    let mut reports = reports("forum/2031-05-06.md", &format!("{HEAD}{text}"));
    assert_eq!(reports.len(), 1, "{text}");
    reports.remove(0)
}

/// What is decided, proposed or to be done in a text, by its own lines: `3 decision`, `4-5 action Ada+Ben done`.
fn found(text: &str) -> String {
    let head = u32::try_from(HEAD.matches('\n').count()).unwrap();
    let report = held(text);
    let special = report.entries.iter().filter(|entry| is_special(entry.kind));
    special.map(|entry| shown(entry, head)).collect::<Vec<_>>().join("; ")
}

fn is_special(kind: Kind) -> bool {
    matches!(kind, Kind::Decision | Kind::Proposal | Kind::Action)
}

fn shown(entry: &Entry, head: u32) -> String {
    let (first, last) = (entry.lines.first - head, entry.lines.last - head);
    let mut shown = if first == last { first.to_string() } else { format!("{first}-{last}") };
    shown = format!("{shown} {}", entry.kind);
    if !entry.owners.is_empty() {
        shown = format!("{shown} {}", entry.owners.join("+"));
    }
    if entry.status == Some(Status::Done) {
        shown.push_str(" done");
    }
    shown
}

/// Compares all cases of a table and tells all that are wrong at once.
fn check<'a>(cases: impl IntoIterator<Item = (&'a str, &'a str)>, ask: impl Fn(&str) -> String) {
    let wrong: Vec<String> = cases
        .into_iter()
        .filter_map(|(text, wanted)| {
            let found = ask(text);
            (found != wanted).then(|| format!("{text}\n    wanted: {wanted}\n    found:  {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
