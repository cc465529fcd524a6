//! Lines that a series' template says, and lines that say nothing: learned from the archive itself.
//!
//! 1. Passages of a series with the same words, below the same heading and bullet, are one line of a form. Names,
//!    days, numbers and addresses do not count: they are what is filled in.
//! 2. Such a line is boilerplate where it stands in a good share of the reports between its first and its last one,
//!    for the better part of a year: a subject may stay on the agenda for months. Short wording of templates
//!    ([`Recurring`]) needs less.
//! 3. What settles, asks for or promises something never is, nor what always names the same issue. The same outcome
//!    below several headings (`No objections.`) has as many meanings.
//! 4. A passage of nothing but `n/a`, `TBD`, a blank to be filled in (`Add item here`) and the like is boilerplate
//!    wherever it stands.
//!
//! Such an entry stays on the page of its report, and is neither found nor counted.

use super::maps::Map;
use super::words;
use crate::report::{Entry, Kind, Reference, Report};
use crate::vocabulary::{Reading, Recurring, fold};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Longer passages are no line of a form.
const MAX_BYTES: usize = 700;
/// Longer ones say something beside their wording of templates.
const MAX_WORDS: usize = 14;

/// How often a line must come back.
struct Enough {
    /// In how many reports.
    reports: usize,
    /// In which share of the reports from the first to the last one.
    share: f64,
    /// Over how many days.
    days: i32,
}

/// For short wording of templates.
const WORDED: Enough = Enough { reports: 3, share: 0.15, days: 14 };
/// For longer wording of templates.
const LONG: Enough = Enough { reports: 5, share: 0.25, days: 60 };
/// For any words.
const ANY: Enough = Enough { reports: 15, share: 0.3, days: 300 };
/// For a line that always names the same issue.
const CITING: Enough = Enough { reports: 20, share: 0.6, days: 300 };

/// Marks the boilerplate of all reports, which stand by series and date.
pub(super) fn mark(reports: &mut [Report], words: &Recurring) {
    let reading = Reading::builtin();
    for series in reports.chunk_by_mut(|a, b| a.series == b.series) {
        let forms: Vec<Vec<(usize, Form)>> =
            series.par_iter_mut().map(|report| forms(report, (words, reading))).collect();
        let mut lines: Map<Form, Vec<(usize, usize)>> = Map::default();
        for (number, forms) in forms.into_iter().enumerate() {
            for (index, form) in forms {
                lines.entry(form).or_default().push((number, index));
            }
        }
        for (form, places) in lines {
            if is_template(&form, &places, series, words) {
                for (number, index) in places {
                    series[number].entries[index].boilerplate = true;
                }
            }
        }
    }
}

/// Marks what says nothing in a report, and gives the forms of what may be a line of a template.
fn forms(report: &mut Report, (words, reading): (&Recurring, &Reading)) -> Vec<(usize, Form)> {
    let entries = report.entries.iter_mut().enumerate();
    let forms = entries.filter_map(|(index, entry)| {
        entry.boilerplate = says_nothing(entry, words);
        may_be(entry).then(|| (index, Form::of(entry, reading)))
    });
    forms.collect()
}

/// What must agree.
#[derive(PartialEq, Eq, Hash)]
struct Form {
    words: String,
    heading: String,
    above: String,
}

impl Form {
    fn of(entry: &Entry, reading: &Reading) -> Self {
        let last = |texts: &[String]| texts.last().map(|text| words::heading(text)).unwrap_or_default();
        Self {
            words: words::form(entry, reading),
            heading: last(&entry.section),
            above: last(&entry.context),
        }
    }
}

pub(super) fn says_nothing(entry: &Entry, words: &Recurring) -> bool {
    entry.text.len() <= 40 && {
        let said = words::words(&entry.text).join(" ");
        let bare =
            said.is_empty() && entry.refs.is_empty() && entry.urls.is_empty() && entry.names.is_empty();
        // A mark (`+1`, a thumb) where a decision is expected is an answer.
        bare && entry.kind == Kind::Discussion && entry.text.is_ascii() || words.empty.contains(&said)
    }
}

fn may_be(entry: &Entry) -> bool {
    let kind = match entry.kind {
        Kind::Decision | Kind::Proposal | Kind::Action => false,
        Kind::Question | Kind::Update | Kind::Thanks | Kind::Discussion => true,
    };
    kind && !entry.boilerplate && entry.owners.is_empty() && entry.text.len() <= MAX_BYTES
}

fn is_template(form: &Form, places: &[(usize, usize)], series: &[Report], words: &Recurring) -> bool {
    if places.len() < WORDED.reports {
        return false;
    }
    let standing: HashSet<usize> = places.iter().map(|(number, _)| *number).collect();
    let (Some(first), Some(last)) = (standing.iter().min(), standing.iter().max()) else { return false };
    let days = match (series[*first].date, series[*last].date) {
        (Some(first), Some(last)) => last.since(first).map_or(0, |span| span.get_days()),
        _ => 0,
    };
    let share = standing.len() as f64 / (last - first + 1) as f64;
    let reaches =
        |enough: &Enough| standing.len() >= enough.reports && share >= enough.share && days >= enough.days;
    let entries = || places.iter().map(|&(number, index)| &series[number].entries[index]);
    let cited = blanks_cite(entries(), places.len());
    let count = form.words.split(' ').filter(|word| !word.is_empty()).count();
    if cited == Cited::Same {
        return reaches(&CITING) && !is_outcome(entries());
    }
    // Lines of links below one heading are what the meeting spoke of.
    let listed = cited == Cited::Other && (places.len() * 10 > standing.len() * 12 || count < 2);
    let worded = words.template.found(&form.words) || words.nothing.found(&form.words);
    let enough = reaches(&ANY) || worded && reaches(if count <= MAX_WORDS { &WORDED } else { &LONG });
    enough && !listed && !is_outcome(entries())
}

/// Whether what is filled in names issues.
#[derive(PartialEq, Eq)]
enum Cited {
    Nothing,
    /// Always the same one: the line is about it.
    Same,
    Other,
}

fn blanks_cite<'a>(entries: impl Iterator<Item = &'a Entry>, count: usize) -> Cited {
    let mut often: HashMap<&Reference, usize> = HashMap::new();
    for reference in entries.flat_map(|entry| &entry.refs) {
        *often.entry(reference).or_default() += 1;
    }
    match often.values().max() {
        None => Cited::Nothing,
        Some(most) if most * 2 > count => Cited::Same,
        Some(_) => Cited::Other,
    }
}

/// Whether a line says an outcome, though the reader took it for something else.
fn is_outcome<'a>(mut entries: impl Iterator<Item = &'a Entry>) -> bool {
    let reading = Reading::builtin();
    entries.next().is_some_and(|entry| {
        let said = fold(&entry.text);
        reading.decided_plainly.found(&said) && !reading.not_decided.found(&said)
    })
}

#[cfg(test)]
mod tests {
    use crate::report::Entry;
    use crate::resolve::Resolved;
    use crate::resolve::tests::archive;

    /// Monthly meetings, `year` by `year` from 2030 on, each with what `body` says of its number and day.
    fn meetings(count: usize, body: &dyn Fn(usize, &str) -> String) -> Resolved {
        let days = (0..count).map(|at| format!("{}-{:02}-04", 2030 + at / 12, at % 12 + 1));
        let files: Vec<(String, String)> = days
            .enumerate()
            .map(|(at, day)| (format!("club/{day}.md"), format!("# Club of {day}\n\n{}", body(at, &day))))
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
        archive(&files)
    }

    /// Another word for each number.
    fn word(at: usize) -> String {
        format!("boat{}", char::from(b'a' + u8::try_from(at).unwrap()))
    }

    fn marked(archive: &Resolved, words: &str) -> (usize, usize) {
        let with: Vec<&Entry> = archive
            .reports
            .iter()
            .flat_map(|report| &report.entries)
            .filter(|entry| entry.own_text().contains(words))
            .collect();
        (with.iter().filter(|entry| entry.boilerplate).count(), with.len())
    }

    #[test]
    fn what_a_template_says_is_learned_from_the_archive() {
        // What stands in each of some monthly reports, the words to look for, and how many of them are boilerplate.
        let cases: [(usize, &str, &str, usize); 12] = [
            (4, "## News\n\n- Add item here\n", "Add item", 4),
            (4, "## News\n\n- **Name:** your update of the month\n", "your update", 4),
            (2, "## News\n\n- Add your news below\n", "Add your", 0),
            // Nothing but a blank of a form.
            (2, "## News\n\n- Add item here\n", "Add item", 2),
            (16, "Seats by the window are for those who hear badly\n", "Seats", 16),
            (16, "The lamp room was opened at {at}:30 on {day}, as ever\n", "lamp room", 16),
            (16, "Lamp glue {at}.{at}.0 went to all towers\n", "Lamp glue", 0),
            (16, "## Board\n\n- Decision: no objections\n", "no objections", 0),
            (16, "## Tasks\n\n- Ada to order candles\n", "order candles", 0),
            (16, "## Boats\n\n- See tower/boats#7 for the state of the pier\n", "state of the pier", 0),
            (16, "## Talk of {word}\n\n- Nobody spoke against the plan of the pier\n", "Nobody spoke", 0),
            (1, "## Boats\n\n- Nothing to report\n", "Nothing to", 1),
        ];
        for (count, body, words, wanted) in cases {
            let archive = meetings(count, &|at, day| {
                let number = (at + 1).to_string();
                body.replace("{at}", &number).replace("{day}", day).replace("{word}", &word(at))
            });
            let (boilerplate, all) = marked(&archive, words);
            assert_eq!((boilerplate, all), (wanted, count), "{body}");
        }
    }

    #[test]
    fn a_subject_of_some_months_is_no_template() {
        let archive = meetings(24, &|at, _| {
            let body = "- The old pier\n";
            if (6..15).contains(&at) { body.to_owned() } else { format!("- Word {at} of the day\n") }
        });
        assert_eq!(marked(&archive, "old pier"), (0, 9));
    }

    #[test]
    fn boilerplate_is_neither_counted_nor_a_topic() {
        let archive = meetings(4, &|_, _| {
            "## News\n\n- Please add your name and news on privacy here\n- The privacy page is out now\n"
                .to_owned()
        });
        let report = &archive.reports[0];
        assert_eq!((report.entries.len(), report.found().count()), (2, 1));
        assert!(report.entries[0].topics.is_empty() && report.entries[0].boilerplate);
        let topic = archive.directory.topics.iter().find(|topic| topic.name.contains("privacy"));
        assert_eq!(topic.map(|topic| topic.entries), Some(4), "{:?}", archive.directory.topics);
    }

    #[test]
    fn a_line_with_something_below_is_found_while_that_differs() {
        let archive =
            meetings(16, &|at, _| format!("- Please add your news here\n  - {} came in\n", word(at)));
        assert_eq!(marked(&archive, "add your news"), (0, 16));
    }
}
