//! Which issues and pull requests the archive names, how often and when.

use crate::archive::{ArchiveError, Snapshot};
use crate::report::{Date, Reference};
use std::collections::{HashMap, HashSet};

/// An issue or pull request that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cited {
    /// The issue.
    pub(crate) reference: Reference,
    /// How many passages name it; what is inside another counts with it.
    pub(crate) passages: usize,
    /// In how many reports.
    pub(crate) reports: usize,
    /// The first and the last day on which it was named.
    pub(crate) days: Option<(Date, Date)>,
}

/// All of them, most reports first.
pub(crate) fn count(archive: &Snapshot) -> Result<Vec<Cited>, ArchiveError> {
    let mut found: HashMap<Reference, Cited> = HashMap::new();
    archive.each_report(&mut |report| {
        let mut here = HashSet::new();
        for reference in report.entries.iter().flat_map(|entry| &entry.refs) {
            let cited = found.entry(reference.clone()).or_insert_with(|| Cited {
                reference: reference.clone(),
                passages: 0,
                reports: 0,
                days: None,
            });
            cited.passages += 1;
            if here.insert(reference) {
                cited.reports += 1;
            }
            if let Some(day) = report.date {
                let (first, last) = cited.days.unwrap_or((day, day));
                cited.days = Some((first.min(day), last.max(day)));
            }
        }
    })?;
    let mut list: Vec<Cited> = found.into_values().collect();
    list.sort_by(|a, b| {
        (b.reports, b.passages).cmp(&(a.reports, a.passages)).then_with(|| a.reference.cmp(&b.reference))
    });
    Ok(list)
}
