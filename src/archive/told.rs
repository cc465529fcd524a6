//! What is told of a source, put over what its files say: the names of series, the repository that a bare `#12` means,
//! and what the history says of each file.
//!
//! Facts of a file stay a function of the file alone; this comes after them.

use crate::report::{Cancelled, Draft, Provenance, Reference, Report, SourceInfo};
use crate::source::{Reading, Settings, Source};
use std::collections::{BTreeMap, HashMap};

/// What is told of the files of all sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// The sources, in the order in which they were given.
    pub(super) sources: Vec<SourceInfo>,
    settings: Vec<Settings>,
    history: HashMap<String, Provenance>,
}

impl Told {
    /// Takes notice of a source; its paths have their prefix already.
    pub(super) fn add(&mut self, source: &Source, prefix: String, reading: &mut Reading) {
        let info = source.info(reading, prefix);
        let settings = source.settings();
        let history = std::mem::take(&mut reading.history);
        self.history
            .extend(history.into_iter().map(|(path, known)| (format!("{}{path}", info.prefix), known)));
        self.settings.push(settings.cloned().unwrap_or_default());
        self.sources.push(info);
    }

    /// Puts it over what a file says.
    pub(super) fn put(&self, path: &str, drafts: &mut [Draft], cancelled: &mut [Cancelled]) {
        let told = self.sources.iter().zip(&self.settings);
        let mut of = told.filter_map(|(source, settings)| Some((source.own_path(path)?, settings)));
        let Some((own, settings)) = of.next() else { return };
        if let Some(series) = settings.series.of(own) {
            drafts.iter_mut().for_each(|draft| rename(draft, series));
            cancelled.iter_mut().for_each(|meeting| series.clone_into(&mut meeting.series));
        }
        if let Some(repository) = &settings.issues {
            let entries = drafts.iter_mut().flat_map(|draft| &mut draft.report.entries);
            entries.for_each(|entry| complete(&mut entry.refs, repository));
        }
    }

    /// All of it as a text, by which two can be compared.
    pub(super) fn shown(&self) -> String {
        let history: BTreeMap<&String, &Provenance> = self.history.iter().collect();
        format!("{:?} {:?} {history:?}", self.sources, self.settings)
    }

    /// Adds what the history says.
    pub(super) fn date(&self, report: &mut Report) {
        report.provenance = self.history.get(&report.path).cloned();
    }
}

/// Gives a report another series, and the title that is made of it.
fn rename(draft: &mut Draft, series: &str) {
    let report = &mut draft.report;
    if let Some(date) = report.date.filter(|date| report.title == format!("{}, {date}", report.series)) {
        report.title = format!("{series}, {date}");
    }
    series.clone_into(&mut report.series);
}

/// Gives issues without a repository one. What then stands there twice is named once.
fn complete(refs: &mut Vec<Reference>, repository: &str) {
    for reference in refs.iter_mut().filter(|reference| reference.repository().is_none()) {
        if let Some(number) = reference.as_str().strip_prefix('#').and_then(|number| number.parse().ok()) {
            *reference = Reference::new(repository, number);
        }
    }
    let mut seen = Vec::new();
    refs.retain(|reference| {
        !seen.contains(reference) && {
            seen.push(reference.clone());
            true
        }
    });
}
