//! Which issues and pull requests the archive names, how often and when.

use crate::archive::{Archive, ArchiveError, Catalog};
use crate::report::{Date, Reference};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

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

/// A state of the archive with its list.
type Counted = (Arc<Catalog>, Arc<Vec<Cited>>);

/// The list for the state of the archive that was counted last.
#[derive(Default)]
pub(crate) struct Index(Mutex<Option<Counted>>);

impl Index {
    /// The list, most reports first.
    pub(crate) fn of(&self, archive: &Archive) -> Result<Arc<Vec<Cited>>, ArchiveError> {
        let catalog = archive.catalog();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, list)) = kept.as_ref()
            && Arc::ptr_eq(of, &catalog)
        {
            return Ok(Arc::clone(list));
        }
        let list = Arc::new(count(archive)?);
        *kept = Some((catalog, Arc::clone(&list)));
        Ok(list)
    }
}

fn count(archive: &Archive) -> Result<Vec<Cited>, ArchiveError> {
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
