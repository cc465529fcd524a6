//! What an entry is about: one issue, or the words of a heading or bullet.
//!
//! 1. The issue is the only one that its own words name, or the only one of a short entry. What stands deep below is not
//!    what a passage is about.
//! 2. Else it is what the entry above it is about; else the nearest title above: a bullet with something below it, or
//!    a heading.
//! 3. A title is its words without those that tell no matter (`Update on …`), names, days and numbers; at least two
//!    must be left. Titles are compared in one series.
//!    The title of a file of several reports is none.
//! 4. An issue without its repository, and an issue or a title that stands in many reports joins nothing.

use crate::report::{Entry, Reference, Report};
use crate::resolve::words;
use crate::vocabulary::{Reading, Recurring, fold};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Longer bullets are no title.
const TITLE_WORDS: usize = 14;
/// In so few lines an issue is what they are about, wherever it stands.
const SHORT_LINES: usize = 2;
/// A title of fewer words may be of any matter.
const MIN_WORDS: usize = 2;
/// Fewer words than these do not tell what an issue is about.
const TELLING: usize = 4;
/// What stands in at most so many reports may be one matter.
const MOST: usize = 8;
/// And so may a title that stands in this share of the reports …
const MOST_SHARE: f64 = 0.04;
/// … and an issue in this one: it is the same matter however long it takes.
const MOST_SHARE_ISSUE: f64 = 0.15;
/// What stands in so many reports and in half of those from the first to the last one is a standing item.
const STANDING: usize = 5;

/// What entries may have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Subject {
    /// An issue or pull request.
    Issue(Reference),
    /// The words of a title, in a series.
    Title(String, String),
}

/// The subjects of an archive that join entries of several reports.
pub(super) struct Subjects<'a> {
    titles: Titles<'a>,
    joining: HashSet<Subject>,
}

impl<'a> Subjects<'a> {
    /// Finds out which subjects join. Reports stand by series and date.
    pub(super) fn of(reports: &[Report], words: &'a Recurring) -> Self {
        let titles = Titles::of(reports, words);
        // By subject, the positions of the reports that name it.
        let mut named: BTreeMap<Subject, Vec<usize>> = BTreeMap::new();
        let mut size: HashMap<&str, usize> = HashMap::new();
        for (number, report) in reports.iter().enumerate() {
            *size.entry(&report.series).or_default() += 1;
            let mut subjects: BTreeSet<Subject> = BTreeSet::new();
            let mut headings: HashSet<&str> = HashSet::new();
            for entry in report.entries.iter().filter(|entry| !entry.boilerplate) {
                subjects.extend(entry.refs.iter().filter(|r| is_whole(r)).cloned().map(Subject::Issue));
                let above = titles.headings(report, entry).iter().chain(&entry.context);
                headings.extend(above.map(String::as_str).chain(own_title(entry)));
            }
            subjects.extend(headings.into_iter().filter_map(|title| titles.subject(&report.series, title)));
            for subject in subjects {
                named.entry(subject).or_default().push(number);
            }
        }
        let joining = named.into_iter().filter(|(subject, places)| {
            let all = match subject {
                Subject::Issue(_) => reports.len(),
                Subject::Title(series, _) => size.get(series.as_str()).copied().unwrap_or(0),
            };
            joins(subject, places, all)
        });
        Self { joining: joining.map(|(subject, _)| subject).collect(), titles }
    }

    /// What each entry of a report is about.
    pub(super) fn in_report(&self, report: &Report) -> Vec<Option<Subject>> {
        let mut subjects: Vec<Option<Subject>> = Vec::with_capacity(report.entries.len());
        let mut headings: HashMap<&[String], Option<Subject>> = HashMap::new();
        for entry in &report.entries {
            let title = |text: &str| self.title(&report.series, text);
            let above = || entry.parent.and_then(|parent| subjects.get(parent).cloned().flatten());
            let bullets = || entry.context.iter().rev().find_map(|text| title(text));
            let own = self.issue(entry).or_else(|| own_title(entry).and_then(title));
            let subject = own.or_else(above).or_else(bullets).or_else(|| {
                let found = headings.entry(&entry.section);
                found
                    .or_insert_with(|| {
                        self.titles.headings(report, entry).iter().rev().find_map(|text| title(text))
                    })
                    .clone()
            });
            // What names other issues is about those.
            let other = entry.refs.len() == 1
                && matches!(subject, Some(Subject::Title(..)))
                && entry.parent.is_some();
            subjects.push(if other { None } else { subject });
        }
        subjects
    }

    /// The words that name a subject, where it begins; of an issue, where its steps say its number first.
    pub(super) fn words_of(&self, subject: &Subject, steps: &[(&Report, &Entry)]) -> String {
        let says = |(_, entry): &&(&Report, &Entry)| match subject {
            Subject::Issue(issue) => self.titles.says_number(first_line(entry), issue),
            Subject::Title(..) => false,
        };
        if let Subject::Issue(issue) = subject
            && !steps.iter().any(|step| says(&step))
            && let Some(named) = self.named(steps, issue)
        {
            return named.to_owned();
        }
        let Some(&(report, entry)) = steps.iter().find(says).or(steps.first()) else { return String::new() };
        let above = || self.titles.headings(report, entry).iter().chain(&entry.context).rev();
        let own = first_line(entry);
        let is_it = |text: &&String| self.titles.subject(&report.series, text).as_ref() == Some(subject);
        let found = match subject {
            Subject::Title(..) => {
                let own_is = self.titles.subject(&report.series, own).as_ref() == Some(subject);
                if own_is { None } else { above().find(is_it) }
            }
            // `PR` and a link tell less than the heading.
            Subject::Issue(_) if own.split_whitespace().count() < TELLING => entry.section.last(),
            Subject::Issue(_) => None,
        };
        found.map_or_else(|| own.to_owned(), String::clone)
    }

    /// The heading or bullet above a step that names an issue, with words beside it; else the line of a step that does,
    /// where the first one says nothing of it.
    fn named<'e>(&self, steps: &[(&Report, &'e Entry)], issue: &Reference) -> Option<&'e str> {
        let cites = |line: &str| self.titles.cites(line, issue);
        let names = |line: &&str| {
            cites(line)
                && line.split_whitespace().nth(TITLE_WORDS).is_none()
                && spoken(line).filter(|word| !self.titles.words.generic.contains(word)).count() >= MIN_WORDS
        };
        let above = steps.iter().flat_map(|&(report, entry)| {
            self.titles.headings(report, entry).iter().chain(&entry.context).rev().map(String::as_str)
        });
        let told = steps.first().is_some_and(|(_, entry)| cites(first_line(entry)));
        let own = steps.iter().map(|(_, entry)| first_line(entry)).filter(|_| !told);
        above.chain(own).find(names)
    }

    fn issue(&self, entry: &Entry) -> Option<Subject> {
        let own = entry.own_text();
        let named = |reference: &&Reference| {
            let number = reference.as_str().rsplit('#').next().unwrap_or_default();
            own.split(|c: char| !c.is_ascii_digit()).any(|digits| digits == number)
        };
        let mut in_words = entry.refs.iter().filter(named).filter(|r| is_whole(r));
        let short = entry.text.lines().count() <= SHORT_LINES;
        let reference = match (entry.refs.as_slice(), in_words.next(), in_words.next()) {
            (_, Some(only), None) => only,
            ([only], None, None) if short && is_whole(only) => only,
            _ => return None,
        };
        Some(Subject::Issue(reference.clone())).filter(|subject| self.joining.contains(subject))
    }

    fn title(&self, series: &str, text: &str) -> Option<Subject> {
        self.titles.subject(series, text).filter(|subject| self.joining.contains(subject))
    }
}

fn joins(subject: &Subject, places: &[usize], all: usize) -> bool {
    let (count, share) = (places.len(), places.len() as f64 / all.max(1) as f64);
    let most = if matches!(subject, Subject::Issue(_)) { MOST_SHARE_ISSUE } else { MOST_SHARE };
    if count < 2 || count > MOST && share > most || count >= STANDING && share > 0.5 {
        return false;
    }
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return false };
    let standing = count >= STANDING && count * 2 > last - first + 1;
    matches!(subject, Subject::Issue(_)) || !standing
}

/// Whether a reference names its repository: a bare `#12` may be of any.
fn is_whole(reference: &Reference) -> bool {
    reference.repository().is_some()
}

fn first_line(entry: &Entry) -> &str {
    entry.own_text().trim().lines().next().unwrap_or_default()
}

/// What a line says around the digits of a number, wherever they stand in it.
fn around<'l>(line: &'l str, number: &'l str) -> impl Iterator<Item = (&'l str, &'l str)> {
    line.match_indices(number).filter_map(move |(at, _)| {
        let (before, behind) = (line.get(..at)?, line.get(at + number.len()..)?);
        let whole = !before.ends_with(|c: char| c.is_ascii_digit())
            && !behind.starts_with(|c: char| c.is_ascii_digit());
        (whole && !number.is_empty()).then_some((before, behind))
    })
}

/// Whether what stands before a number in an address leads to an issue of a repository, and nothing but a place on the
/// page or marks stand behind it.
fn is_address_of(before: &str, behind: &str, repository: &str) -> bool {
    let path = before.to_lowercase();
    let ends = !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '%'));
    path.ends_with('/') && path.contains(&format!("/{repository}/")) && ends
}

/// The words of a line without addresses and numbers.
fn spoken(line: &str) -> impl Iterator<Item = String> {
    let plain = line.split_whitespace().filter(|word| !word.contains('#'));
    plain.flat_map(words::words).filter(|word| !words::is_number(word))
}

/// The own words of a bullet that has something below it.
fn own_title(entry: &Entry) -> Option<&str> {
    let own = entry.own_text();
    let title = entry.text.len() > entry.lead && own.split_whitespace().count() <= TITLE_WORDS;
    title.then_some(own)
}

/// Makes subjects of titles.
struct Titles<'a> {
    words: &'a Recurring,
    reading: &'static Reading,
    /// Words of the names of all who were present.
    names: HashSet<String>,
    /// The heading above all that a file of several reports says, by path: its title.
    files: HashMap<String, String>,
}

impl<'a> Titles<'a> {
    fn of(reports: &[Report], words: &'a Recurring) -> Self {
        let attendees = reports.iter().flat_map(|report| &report.attendees);
        let names = attendees.flat_map(|attendee| words::words(&attendee.name)).collect();
        let mut files: HashMap<&str, (usize, BTreeMap<&String, usize>)> = HashMap::new();
        for report in reports.iter().filter(|report| !report.entries.is_empty()) {
            let (held, titles) = files.entry(&report.path).or_default();
            *held += 1;
            let first: BTreeSet<&String> =
                report.entries.iter().filter_map(|entry| entry.section.first()).collect();
            first.into_iter().for_each(|title| *titles.entry(title).or_default() += 1);
        }
        // In a report of its own a line may stand below another heading.
        let files = files.into_iter().filter_map(|(path, (held, titles))| {
            let (title, of) = titles.into_iter().max_by_key(|(_, of)| *of)?;
            (of > 1 && of == held || of > 2 && of * 2 >= held).then(|| (path.to_owned(), title.clone()))
        });
        Self { words, reading: Reading::builtin(), names, files: files.collect() }
    }

    /// The headings above an entry, without the title of its file.
    fn headings<'e>(&self, report: &Report, entry: &'e Entry) -> &'e [String] {
        let titled = self.files.get(&report.path).is_some_and(|title| entry.section.first() == Some(title));
        entry.section.get(usize::from(titled)..).unwrap_or_default()
    }

    /// Whether a line names an issue: `#7`, an address that ends so, `PR 7`. Any other number may be of anything.
    fn cites(&self, line: &str, issue: &Reference) -> bool {
        let number = issue.as_str().rsplit('#').next().unwrap_or_default();
        let repository = issue.repository().unwrap_or_default();
        around(line, number).any(|(before, behind)| {
            let token = before.rsplit(char::is_whitespace).next().unwrap_or_default();
            if token.contains("://") {
                return is_address_of(token, behind, repository);
            }
            let Some(named) = token.strip_suffix('#') else {
                return self.is_counted(before);
            };
            let named = named.rsplit(|c: char| !c.is_alphanumeric() && !"/._-".contains(c)).next();
            let named = fold(named.unwrap_or_default());
            let ends =
                repository.strip_suffix(&*named).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
            named.is_empty() || ends || self.reading.issues.has(&named)
        })
    }

    /// Whether a number behind this is the number of an issue: `PR `, `pull/`. Of several (`tickets `) it counts them.
    fn is_counted(&self, before: &str) -> bool {
        let said = before.trim_end_matches([' ', ':', '/', '-']);
        let word = fold(said.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
        let several = word.ends_with('s') && !before.ends_with('/');
        said.len() < before.len() && !several && self.reading.issues.has(&word)
    }

    /// Whether a line says the number of an issue, and what that is about.
    fn says_number(&self, line: &str, issue: &Reference) -> bool {
        let said: Vec<&str> = line.split_whitespace().filter(|word| !word.contains("://")).collect();
        self.cites(&said.join(" "), issue)
            && words::words(line).iter().filter(|word| !words::is_number(word)).count() >= TELLING
    }

    fn subject(&self, series: &str, title: &str) -> Option<Subject> {
        let dates = &self.reading.dates;
        let tells = |word: &String| {
            !words::is_number(word)
                && !self.words.generic.contains(word)
                && !self.names.contains(word)
                && !dates.months.contains(word)
                && !dates.weekdays.contains(word)
        };
        if self.words.rooms.found(&fold(title)) {
            return None;
        }
        let told: BTreeSet<String> = words::words(title).into_iter().filter(tells).collect();
        let enough = (MIN_WORDS..=TITLE_WORDS).contains(&told.len());
        enough.then(|| {
            let told: Vec<String> = told.into_iter().collect();
            Subject::Title(series.to_owned(), told.join(" "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Recurring, Reference, Titles};

    #[test]
    fn a_line_names_an_issue_by_more_than_a_number() {
        let titles = Titles::of(&[], Recurring::builtin());
        let issue = Reference::new("tower/boats", 7);
        let names = [
            "Pier #7",
            "Pier (Tower/boats#7)",
            "boats#7: pier",
            "PR#7",
            "Pier, issue 7",
            "pull request: 7",
            "see pull/7",
            "[pier](https://github.com/Tower/boats/issues/7)",
            "https://github.com/tower/boats/pull/7/files",
        ];
        names.iter().for_each(|line| assert!(titles.cites(line, &issue), "{line}"));
        let other = [
            "Fresh paint needs 7 cans",
            "Pier #71",
            "Pier #17",
            "other/roofs#7",
            "floats#7",
            "https://github.com/other/roofs/issues/7",
            "https://github.com/tower/boats/issues/71",
            "https://tower.example/7/boats",
            "two tickets, 7 dollars",
            "tickets 7 to 9",
            "7",
            "",
        ];
        other.iter().for_each(|line| assert!(!titles.cites(line, &issue), "{line}"));
    }
}
