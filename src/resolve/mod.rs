//! All reports → what only the whole archive can tell.
//!
//! 1. `dates` settles days on which a file contradicts itself, by the names of other files and the rhythm of its series.
//! 2. `ids` gives reports and entries their names for life.
//! 3. `references` gives each issue one name.
//! 4. `boilerplate` finds lines of templates, and `copies` passages that stand in several reports: what is neither
//!    found nor counted by all that follows.
//! 5. `people` finds who is who.
//! 6. `abbreviations` finds short forms that the archive explains, `topics` what it speaks of.
//! 7. `agenda` finds lines that only announce others.
//! 8. `threads` follows matters and actions across reports.
//!
//! A pure function of all drafts. Entry: [`resolve`]. What a few reports look like until all of that is done: [`at_once`].

mod abbreviations;
mod agenda;
mod at_once;
mod boilerplate;
mod copies;
mod dates;
mod ids;
mod maps;
mod people;
mod references;
mod threads;
mod topics;
mod words;

#[cfg(test)]
mod tests;

pub use at_once::{Known, at_once};

use crate::report::{Date, Directory, Draft, Report, SeriesInfo, Warning};
use crate::vocabulary::{Concepts, Recurring, Team};
use std::collections::{BTreeMap, BTreeSet};

/// A whole archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// All reports, by series, date and id.
    pub reports: Vec<Report>,
    /// People, topics and series.
    pub directory: Directory,
    /// What the team's own files say that no report bears out, and reports that got another day than their text says.
    pub warnings: Vec<Warning>,
}

/// Finishes all reports of an archive; `team` is what its own files say beside them.
pub fn resolve(drafts: Vec<Draft>, team: &Team) -> Resolved {
    resolve_unless(&|| false, drafts, team).unwrap_or_default()
}

/// The same, unless it is left: that is asked before each step.
pub fn resolve_unless(left: &dyn Fn() -> bool, mut drafts: Vec<Draft>, team: &Team) -> Option<Resolved> {
    let go_on = || (!left()).then_some(());
    drafts.sort_by(|a, b| (&a.report.path, a.report.lines).cmp(&(&b.report.path, b.report.lines)));
    let redated = dates::settle(&mut drafts);
    ids::name(&mut drafts);
    let tags = tags(&mut drafts);
    let mut reports: Vec<Report> = drafts.into_iter().map(|draft| draft.report).collect();
    reports.sort_by(|a, b| (&a.series, a.date, &a.id).cmp(&(&b.series, b.date, &b.id)));
    go_on()?;
    references::complete(&mut reports);
    boilerplate::mark(&mut reports, Recurring::builtin());
    go_on()?;
    copies::fold(&mut reports);
    go_on()?;
    let people::Found { people, ambiguous, merges, mut warnings } = people::identify(&mut reports, team);
    warnings.extend(redated);
    go_on()?;
    let abbreviations = abbreviations::find(&reports);
    go_on()?;
    let concepts = Concepts::builtin().with(&team.topics);
    let known =
        topics::Known { people: &people, abbreviations: &abbreviations, concepts: &concepts, tags: &tags };
    let topics::Topics { topics, candidates } = topics::find(&mut reports, known);
    go_on()?;
    agenda::mark(&mut reports);
    let threads = threads::follow(&mut reports, Recurring::builtin());
    let series = series(&reports);
    let directory =
        Directory { people, topics, candidates, series, ambiguous, merges, abbreviations, threads };
    Some(Resolved { reports, directory, warnings })
}

/// What heads of files give as subjects, each once.
fn tags(drafts: &mut [Draft]) -> Vec<String> {
    let tags: BTreeSet<String> =
        drafts.iter_mut().flat_map(|draft| std::mem::take(&mut draft.tags)).collect();
    tags.into_iter().collect()
}

fn series(reports: &[Report]) -> Vec<SeriesInfo> {
    let mut by_name: BTreeMap<&str, (u32, Days)> = BTreeMap::new();
    for report in reports {
        let (count, days) = by_name.entry(&report.series).or_default();
        *count += 1;
        days.add(report.date);
    }
    let infos = by_name.into_iter().map(|(name, (reports, days))| SeriesInfo {
        name: name.to_owned(),
        reports,
        days: days.0,
    });
    infos.collect()
}

/// The first and last of some days.
#[derive(Debug, Clone, Copy, Default)]
struct Days(Option<(Date, Date)>);

impl Days {
    fn add(&mut self, date: Option<Date>) {
        if let Some(date) = date {
            self.0 = Some(self.0.map_or((date, date), |(first, last)| (first.min(date), last.max(date))));
        }
    }
}
