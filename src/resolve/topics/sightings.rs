//! Where the words of subjects stand, and which of them are evidence.
//!
//! 1. A word that stands in more than half of all reports is no evidence, nor is a body (the committee that everyone sits
//!    on). The vocabulary's other words are: it knows that they tell a subject.
//! 2. One word that any team uses, which stands in many reports and hardly ever in a title, is manner of speaking.
//! 3. Initials of somebody named there, and labels (`AI:` for an action), are none.
//! 4. A passage has the few subjects that its heading or first line name, that come up most, that are rarest. One of few
//!    words, or one that answers, has those of the bullet above too.

use super::finder::Found;
use super::gather::{Gathered, Standing, Subject};
use super::passages::{Passages, Place, lines};
use super::spelling::Spelling;
use super::subjects::{everywhere, nearly_all};
use super::words::Word;
use crate::report::{Entry, Kind, Origin, Report, Topic};
use crate::resolve::maps::Map;
use crate::vocabulary::{Concepts, Reading, Role};
use rayon::prelude::*;
use std::collections::HashMap;

/// So many reports are looked at side by side before what they have is counted.
const AT_ONCE: usize = 256;
/// The most subjects of one passage.
const MOST: usize = 6;
/// A manner of speaking stands in so many reports …
const SPOKEN: u32 = 10;
/// … and in titles of fewer than one in so many of them.
const UNTITLED: u32 = 20;

/// A form in an entry.
#[derive(Debug, Clone, Copy)]
struct Seen {
    form: usize,
    count: u32,
    /// Whether the heading above or the first line has it.
    ahead: bool,
}

/// In how many reports and titles a form stands.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    reports: u32,
    titles: u32,
}

/// What one report has.
#[derive(Debug, Default)]
struct OfReport<'a> {
    entries: Vec<Vec<Seen>>,
    cited: Vec<Vec<usize>>,
    /// The forms in it, and whether a title has them.
    forms: Map<usize, bool>,
    /// How forms are written, with how often.
    written: Map<(usize, &'a str), u32>,
}

/// All places where subjects stand.
pub(super) struct Sightings<'a> {
    reports: usize,
    /// In the order of the entries.
    entries: Vec<Vec<Seen>>,
    cited: Vec<Vec<usize>>,
    /// The report of each entry.
    of_report: Vec<u32>,
    tally: Vec<Tally>,
    common: Vec<bool>,
    /// By form, whether it has a word that is mostly written with a capital.
    proper: Vec<bool>,
    titled: bool,
    spelling: Spelling<'a>,
}

impl<'a> Sightings<'a> {
    /// Looks for all forms in all entries.
    pub(super) fn of(
        reports: &'a [Report],
        gathered: &Gathered,
        passages: &Passages<'a>,
        concepts: &Concepts,
    ) -> Self {
        let common = gathered.forms.iter().map(|form| match form.words.as_slice() {
            [word] => concepts.is_common(passages.words.spelt(*word)),
            _ => false,
        });
        let mut sightings = Self {
            reports: reports.len(),
            entries: Vec::new(),
            cited: Vec::new(),
            of_report: Vec::new(),
            common: common.collect(),
            proper: gathered.forms.iter().map(|form| is_name(&form.words, passages)).collect(),
            tally: vec![Tally::default(); gathered.forms.len()],
            titled: has_titles(passages),
            spelling: Spelling::default(),
        };
        let by_repository: HashMap<&str, usize> = gathered
            .subjects
            .iter()
            .enumerate()
            .flat_map(|(at, subject)| subject.repositories.iter().map(move |name| (name.as_str(), at)))
            .collect();
        for (number, some) in reports.chunks(AT_ONCE).enumerate() {
            let look = |report| Look::at(report, (gathered, passages), &by_repository);
            let found: Vec<OfReport<'a>> = some.par_iter().map(look).collect();
            for (at, found) in found.into_iter().enumerate() {
                sightings.put(found, u32::try_from(number * AT_ONCE + at).unwrap_or(u32::MAX));
            }
        }
        sightings
    }

    /// Notes what the next report has.
    fn put(&mut self, found: OfReport<'a>, report: u32) {
        self.of_report.resize(self.of_report.len() + found.entries.len(), report);
        self.entries.extend(found.entries);
        self.cited.extend(found.cited);
        for (form, titled) in found.forms {
            if let Some(tally) = self.tally.get_mut(form) {
                tally.reports += 1;
                tally.titles += u32::from(titled);
            }
        }
        for ((form, written), count) in found.written {
            self.spelling.add(form, written, count);
        }
    }

    /// Which words are evidence.
    fn counts(&self, form: usize, gathered: &Gathered) -> bool {
        let (Some(tally), Some(subject)) = (self.tally.get(form), subject(gathered, form)) else {
            return false;
        };
        if subject.origin == Origin::Team {
            return true;
        }
        let known = subject.origin == Origin::Vocabulary;
        let body = gathered.forms.get(form).is_some_and(|form| form.body);
        let spoken = known && self.titled && self.common.get(form) == Some(&true) && is_untitled(tally);
        let tells = known && !body || !everywhere(tally.reports, self.reports);
        tells && !spoken
    }

    /// The topics (with whether they are kept), and the positions of those of each entry.
    pub(super) fn decide(self, gathered: &Gathered) -> (Vec<(Topic, bool)>, Vec<Vec<usize>>) {
        let counts: Vec<bool> = (0..gathered.forms.len()).map(|form| self.counts(form, gathered)).collect();
        let reports: Vec<u32> = (0..gathered.subjects.len())
            .map(|at| {
                let forms = gathered.forms.iter().zip(&self.tally).filter(|(form, _)| form.subject == at);
                forms.map(|(_, tally)| tally.reports).max().unwrap_or(0)
            })
            .collect();
        let of_entry = |(seen, cited): (&Vec<Seen>, &Vec<usize>)| {
            let mut subjects: Map<usize, (bool, u32)> = Map::default();
            for seen in seen.iter().filter(|seen| counts.get(seen.form) == Some(&true)) {
                if let Some(form) = gathered.forms.get(seen.form) {
                    let (ahead, count) = subjects.entry(form.subject).or_default();
                    *ahead |= seen.ahead;
                    *count += seen.count;
                }
            }
            for at in cited {
                subjects.entry(*at).or_default().1 += 1;
            }
            let mut ranked: Vec<(usize, (bool, u32))> = subjects.into_iter().collect();
            ranked.sort_by_key(|(at, (ahead, count))| {
                (!*ahead, std::cmp::Reverse((*count).min(3)), reports.get(*at).copied(), *at)
            });
            pick(&ranked, gathered)
        };
        let mut of_entries: Vec<Vec<usize>> =
            self.entries.par_iter().zip(&self.cited).map(of_entry).collect();
        let kept = self.tell_apart(&mut of_entries, gathered);
        let mut proper = vec![false; gathered.subjects.len()];
        for (form, is_name) in gathered.forms.iter().zip(&self.proper) {
            proper.get_mut(form.subject).into_iter().for_each(|proper| *proper |= *is_name);
        }
        let names = self.spelling.names(gathered, &proper);
        let topics =
            gathered.subjects.iter().zip(names).zip(kept).map(|((subject, (name, aliases)), kept)| {
                let topic = Topic {
                    name,
                    aliases,
                    broader: subject.broader.clone(),
                    origin: subject.origin,
                    entries: 0,
                    reports: 0,
                    days: None,
                };
                (topic, kept)
            });
        (topics.collect(), of_entries)
    }
}

impl Sightings<'_> {
    /// Takes the subjects out that nearly all reports have, and tells which are kept.
    fn tell_apart(&self, of_entries: &mut [Vec<usize>], gathered: &Gathered) -> Vec<bool> {
        // In how many reports each stands, and the last of these.
        let mut tally: Vec<(u32, Option<u32>)> = vec![(0, None); gathered.subjects.len()];
        for (subjects, report) in of_entries.iter().zip(&self.of_report) {
            for at in subjects {
                if let Some((count, last)) = tally.get_mut(*at).filter(|(_, last)| *last != Some(*report)) {
                    (*count, *last) = (*count + 1, Some(*report));
                }
            }
        }
        let kept: Vec<bool> = gathered
            .subjects
            .iter()
            .zip(&tally)
            .map(|(subject, &(count, _))| {
                let all = match subject.origin {
                    Origin::Team => false,
                    Origin::Vocabulary => nearly_all(count, self.reports),
                    _ => everywhere(count, self.reports),
                };
                subject.standing == Standing::Kept && !all
            })
            .collect();
        let candidate = |at: usize| {
            gathered.subjects.get(at).is_some_and(|subject| subject.standing == Standing::Candidate)
        };
        for subjects in of_entries {
            subjects.retain(|at| kept.get(*at) == Some(&true) || candidate(*at));
        }
        kept
    }
}

/// Whether a word stands in many reports, and hardly ever in a title.
fn is_untitled(tally: &Tally) -> bool {
    tally.reports >= SPOKEN && tally.titles * UNTITLED < tally.reports
}

/// The best kept subjects, and all candidates, which are only counted.
fn pick(ranked: &[(usize, (bool, u32))], gathered: &Gathered) -> Vec<usize> {
    let standing = |at: usize| gathered.subjects.get(at).map(|subject| subject.standing);
    let kept = ranked.iter().filter(|(at, _)| standing(*at) == Some(Standing::Kept)).take(MOST);
    let rest = ranked.iter().filter(|(at, _)| standing(*at) == Some(Standing::Candidate));
    kept.chain(rest).map(|(at, _)| *at).collect()
}

fn subject(gathered: &Gathered, form: usize) -> Option<&Subject> {
    gathered.subjects.get(gathered.forms.get(form)?.subject)
}

/// Whether one of some words is mostly written with a capital where nothing but itself asks for it.
fn is_name(words: &[Word], passages: &Passages<'_>) -> bool {
    words.iter().any(|word| {
        let writing = passages.writing.get(passages.words.singular(*word) as usize);
        writing.is_some_and(|writing| writing.inside >= 2 && writing.capital * 2 > writing.inside)
    })
}

/// Whether at least half of the reports have titles that are no forms, so that their absence tells something.
fn has_titles(passages: &Passages<'_>) -> bool {
    let mut titled: Vec<u32> =
        passages.lines.iter().filter(|line| line.place == Place::Title).map(|line| line.report).collect();
    titled.dedup();
    titled.len() * 2 >= passages.reports
}

/// One report that is looked at.
struct Look<'l, 'a> {
    gathered: &'l Gathered,
    passages: &'l Passages<'a>,
    /// What stands in each line: passages have the lines of those inside them.
    lines: Map<&'a str, Vec<Found<'a>>>,
    found: OfReport<'a>,
}

impl<'l, 'a> Look<'l, 'a> {
    fn at(
        report: &'a Report,
        (gathered, passages): (&'l Gathered, &'l Passages<'a>),
        by_repository: &HashMap<&str, usize>,
    ) -> OfReport<'a> {
        let mut look = Self { gathered, passages, lines: Map::default(), found: OfReport::default() };
        let mut headings: Map<&str, Vec<usize>> = Map::default();
        for entry in &report.entries {
            let (mut seen, mut cited) = (Vec::new(), Vec::new());
            if entry.is_found() {
                let repositories = entry.refs.iter().filter_map(|reference| reference.repository());
                cited.extend(repositories.filter_map(|name| by_repository.get(name).copied()));
                cited.dedup();
                seen = look.entry(report, entry, &mut headings);
            }
            look.found.entries.push(seen);
            look.found.cited.push(cited);
        }
        look.found
    }

    fn entry(
        &mut self,
        report: &'a Report,
        entry: &'a Entry,
        headings: &mut Map<&'a str, Vec<usize>>,
    ) -> Vec<Seen> {
        let mut seen: Vec<Seen> = Vec::new();
        for heading in &entry.section {
            let forms = headings.entry(heading).or_insert_with(|| {
                let form = self.passages.is_form(&report.series, heading);
                if form { Vec::new() } else { self.line(heading, Place::Title, &[]) }
            });
            forms.iter().for_each(|form| note(&mut seen, Seen { form: *form, count: 1, ahead: true }));
        }
        if let Some(above) = above(entry).filter(|above| !self.passages.is_form_line(&report.series, above)) {
            // It was counted where it stands.
            for found in self.found_in(above, &[]) {
                note(&mut seen, Seen { form: found.form, count: 1, ahead: above.len() <= AHEAD });
            }
        }
        for (at, (line, place)) in lines(&entry.text).enumerate() {
            if !self.passages.is_form_line(&report.series, line) {
                for form in self.line(line, place, &entry.names) {
                    let ahead = at == 0 && line.len() <= AHEAD;
                    note(&mut seen, Seen { form, count: 1, ahead });
                }
            }
        }
        seen
    }

    /// The forms in a line, which are counted.
    fn line(&mut self, line: &'a str, place: Place, names: &[String]) -> Vec<usize> {
        let all = self.found_in(line, names);
        for found in &all {
            *self.found.forms.entry(found.form).or_default() |= place == Place::Title;
            *self.found.written.entry((found.form, found.written)).or_default() += 1;
        }
        all.iter().map(|found| found.form).collect()
    }

    /// What stands in a line.
    fn found_in(&mut self, line: &'a str, names: &[String]) -> Vec<Found<'a>> {
        let all = self.lines.entry(line).or_insert_with(|| {
            let mut found: Vec<Found<'a>> = Vec::new();
            self.gathered.finder.find(line, &self.passages.words, &mut found);
            let label =
                |found: &Found<'_>| found.label && Reading::builtin().labels.role(found.written).is_some();
            found.retain(|found| !label(found));
            found
        });
        let named = |found: &&Found<'_>| names.iter().any(|name| name.eq_ignore_ascii_case(found.written));
        // `AI Ada Quill write to them`: a label of tasks and who it names.
        let marks = |found: &&Found<'_>| {
            let behind = line.strip_prefix(found.written).and_then(|rest| rest.strip_prefix(' '));
            behind.is_some_and(|rest| names.iter().any(|name| rest.starts_with(name.as_str())))
                && Reading::builtin().labels.role(found.written) == Some(Role::Actions)
        };
        all.iter().filter(|found| !named(found) && !marks(found)).copied().collect()
    }
}

/// The bullet above that tells what a passage is about which is an answer to it or of few words.
fn above(entry: &Entry) -> Option<&str> {
    let about = entry.about().filter(|about| entry.context.iter().any(|above| above == about));
    let answers = matches!(entry.kind, Kind::Decision | Kind::Proposal | Kind::Action | Kind::Question);
    about.or_else(|| entry.above().filter(|above| answers && above.len() <= AHEAD))
}

/// A longer first line says more than what it is about.
const AHEAD: usize = 160;

fn note(seen: &mut Vec<Seen>, new: Seen) {
    match seen.iter_mut().find(|seen| seen.form == new.form) {
        Some(seen) => {
            seen.count += new.count;
            seen.ahead |= new.ahead;
        }
        None => seen.push(new),
    }
}
