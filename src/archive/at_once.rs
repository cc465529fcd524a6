//! What a few changed files say is shown at once, before all that follows from it is known.
//!
//! In a large archive it takes long to find out what a change means elsewhere: who is who, what it speaks of, which
//! passages are copies. So an update goes two steps. First the reports of the changed files are written as well as they
//! can be told by what is known (`resolve::at_once`), with a small record of what stands in the catalog instead. Then
//! all is resolved, as ever, and what differs is written again: what an archive holds in the end does not depend on it.
//! Where files change again before that is done, it is left, and the first step shows all that has changed since all was
//! resolved.

use super::facts::{Key, Shelf};
use super::intake::{Taken, facts};
use super::snapshot::Snapshot;
use super::told::Told;
use super::update::{Commit, Differing, Texts, commit, part_hashes, report_hash};
use super::whole::Asker;
use super::{Archive, ArchiveError, Catalog, Progress, ReportSummary, Silent};
use crate::report::{Report, SourceInfo};
use crate::resolve::{Known, at_once};
use crate::source::Source;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// In smaller archives all of it takes no time.
pub(super) const LARGE: usize = 300;
/// So many changed files are no longer a few.
const FEW: usize = 50;
/// So many reports tell what a series' template says.
const NEAR: usize = 2;

/// What stands in a catalog instead of what another one says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Change {
    /// The stamp of the other one.
    pub(super) base: String,
    /// Reports that are new or changed.
    put: Vec<Arc<ReportSummary>>,
    /// Ids of reports that are gone.
    remove: Vec<String>,
}

impl Change {
    /// The catalog with the change.
    pub(super) fn on(&self, base: &Catalog) -> Catalog {
        let mut catalog = base.clone();
        let put = self.put.iter().map(|report| report.id.as_str());
        let gone: HashSet<&str> = put.chain(self.remove.iter().map(String::as_str)).collect();
        catalog.reports.retain(|report| !gone.contains(report.id.as_str()));
        catalog.reports.extend(self.put.iter().cloned());
        catalog.reports.sort_by(|a, b| (&a.series, a.date, &a.id).cmp(&(&b.series, b.date, &b.id)));
        // What is made of the lists is made again. What was counted over all passages stays as it was, and is off by what
        // changed, until all is known.
        (catalog.concepts, catalog.suggester) = Default::default();
        catalog
    }
}

/// Shows what changed since the last update, where that is little and the archive is large. Tells whether it is shown.
pub(super) fn show(
    archive: &Archive,
    (before, taken): (&BTreeMap<String, Key>, &[Taken]),
    (shelf, sources, told): (&Shelf, &[Source], &Told),
    progress: &dyn Progress,
) -> Result<bool, ArchiveError> {
    let now = archive.now();
    // A step stands on what was resolved as a whole: one that follows another shows what both change.
    let base = now.base();
    if before.is_empty() || base.catalog.reports.len() < archive.at_once_from {
        return Ok(false);
    }
    // What a source said that is taken out is not gone.
    let stays = |source: &SourceInfo| {
        told.sources.iter().any(|other| (&other.name, &other.prefix) == (&source.name, &source.prefix))
    };
    if !base.catalog.sources.iter().all(stays) {
        return Ok(false);
    }
    let shown = otherwise(&now.catalog, &base.catalog);
    let changed: Vec<&Taken> = taken
        .iter()
        .filter(|file| before.get(&file.path) != Some(&file.key) || shown.contains(file.path.as_str()))
        .collect();
    let living: HashSet<&str> = taken.iter().map(|file| file.path.as_str()).collect();
    let gone = before.keys().map(String::as_str).chain(shown).filter(|path| !living.contains(path));
    let paths: HashSet<&str> = changed.iter().map(|file| file.path.as_str()).chain(gone).collect();
    if paths.is_empty() || paths.len() > FEW {
        return Ok(false);
    }
    let mut files = facts(shelf, &changed, (sources, Asker { progress: &Silent, shown: false }))?;
    files.iter_mut().for_each(|(path, facts)| told.put(path, &mut facts.drafts, &mut []));
    let parts = part_hashes(&files);
    let (old, others): (Vec<&ReportSummary>, Vec<&ReportSummary>) =
        now.catalog.summaries().partition(|report| paths.contains(report.path.as_str()));
    let earlier = load(&now, old.iter().copied())?;
    let series: HashSet<&str> =
        files.iter().flat_map(|(_, facts)| &facts.drafts).map(|draft| draft.report.series.as_str()).collect();
    let near: Vec<&ReportSummary> = series
        .iter()
        .flat_map(|name| others.iter().rev().filter(move |report| report.series == **name).take(NEAR))
        .copied()
        .collect();
    let near = load(&now, near.into_iter())?;
    let ids: HashSet<&str> = others.iter().map(|report| report.id.as_str()).collect();
    let known = Known { directory: &now.catalog.directory, taken: &ids, before: &earlier, near: &near };
    let reports = at_once(files.into_iter().flat_map(|(_, facts)| facts.drafts).collect(), known);
    let hashed = reports.into_iter().map(|mut report| {
        told.date(&mut report);
        let hash = report_hash(&report, parts.get(&(report.path.clone(), report.lines)));
        (Arc::new(ReportSummary::of(&report, &hash)), report)
    });
    let (put, mut reports): (Vec<Arc<ReportSummary>>, Vec<Report>) = hashed.unzip();
    let hashes: HashMap<&str, &str> = old.iter().map(|old| (old.id.as_str(), old.hash.as_str())).collect();
    let mut differ = put.iter().map(|report| hashes.get(report.id.as_str()) != Some(&report.hash.as_str()));
    reports.retain(|_| differ.next().unwrap_or(true));
    let kept: HashSet<&str> = put.iter().map(|report| report.id.as_str()).collect();
    let gone = |catalog: &Catalog| {
        let own = catalog.summaries().filter(|report| paths.contains(report.path.as_str()));
        let gone = own.filter(|report| !kept.contains(report.id.as_str()));
        gone.map(|report| report.id.clone()).collect::<Vec<String>>()
    };
    let differing = Differing { put: reports, remove: gone(&now.catalog) };
    if differing.put.is_empty() && differing.remove.is_empty() {
        return Ok(true);
    }
    let remove = gone(&base.catalog);
    let change = Change { base: base.stamp.clone(), put, remove };
    let catalog = change.on(&base.catalog);
    if catalog.reports.is_empty() {
        // A folder given by mistake must not empty an archive.
        return Ok(false);
    }
    let stamp = archive.store.save_change(&change)?;
    let texts = Texts { sources, taken: changed.iter().map(|file| (file.path.as_str(), *file)).collect() };
    commit(archive, Commit { differing, catalog, stamp, base: Some(base) }, &texts, progress)?;
    Ok(true)
}

/// The files whose reports a change shows otherwise than what it changes; the two share the reports that are the same.
fn otherwise<'a>(now: &'a Catalog, base: &'a Catalog) -> HashSet<&'a str> {
    let all = |catalog: &Catalog| catalog.reports.iter().map(Arc::as_ptr).collect::<HashSet<_>>();
    let (shown, resolved) = (all(now), all(base));
    let shown_only = now.reports.iter().filter(|report| !resolved.contains(&Arc::as_ptr(report)));
    let resolved_only = base.reports.iter().filter(|report| !shown.contains(&Arc::as_ptr(report)));
    shown_only.chain(resolved_only).map(|report| report.path.as_str()).collect()
}

/// The reports of some summaries.
fn load<'a>(
    now: &Snapshot,
    summaries: impl Iterator<Item = &'a ReportSummary>,
) -> Result<Vec<Report>, ArchiveError> {
    let mut reports = Vec::new();
    for summary in summaries {
        reports.extend(now.report(&summary.id)?.map(|document| document.report));
    }
    Ok(reports)
}
