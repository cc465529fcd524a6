//! What became of a passage or a report, whose address may lead nowhere by itself any more.
//!
//! 1. What is there under the id is what is meant.
//! 2. Else what is remembered is followed to what is there now.
//! 3. Where nothing is remembered, or nothing took its place, its words are looked for in the whole archive: an id tells
//!    a hash of them.

use super::snapshot::guarded;
use super::{ArchiveError, ReportSummary, Snapshot};
use crate::former::{Former, Trail};
use crate::report::{Date, Entry, Report, words_hash};
use std::sync::Arc;

/// What became of a passage.
#[derive(Debug, Clone)]
pub enum Fate {
    /// It is where it was.
    There {
        /// Its report.
        report: Report,
        /// The passage.
        entry: Entry,
    },
    /// The same words stand elsewhere.
    Moved {
        /// The report in which they stand.
        report: Report,
        /// The passage.
        entry: Entry,
    },
    /// Its words were edited.
    Edited {
        /// The report in which the passage stands that took its place.
        report: Report,
        /// That passage.
        entry: Entry,
        /// What it was when it had the id that was asked for.
        former: Arc<Former>,
    },
    /// Nothing took its place.
    Gone {
        /// What it was last.
        former: Arc<Former>,
    },
    /// Nobody knows of it.
    Unknown,
}

/// What became of a report.
#[derive(Debug, Clone)]
pub enum ReportFate {
    /// It has another id now, or another report has its passages.
    Moved(Box<ReportSummary>),
    /// Nothing took its place.
    Gone(Arc<Former>),
    /// Nobody knows of it.
    Unknown,
}

/// Passages of fewer words may be the same by chance, so that they are not followed to another day.
const TELLING: usize = 4;

impl Snapshot {
    /// What became of a passage that may be meant by one of several ids, the likeliest first.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn whereabouts(&self, ids: &[String]) -> Result<Fate, ArchiveError> {
        for id in ids {
            if let Some((report, entry)) = self.entry(id)? {
                return Ok(Fate::There { report, entry });
            }
        }
        for id in ids {
            match self.lost(id)? {
                Fate::Unknown => {}
                fate => return Ok(fate),
            }
        }
        Ok(Fate::Unknown)
    }

    /// What became of a passage.
    ///
    /// # Errors
    /// Where the engine fails.
    pub fn fate(&self, id: &str) -> Result<Fate, ArchiveError> {
        self.whereabouts(&[id.to_owned()])
    }

    fn lost(&self, id: &str) -> Result<Fate, ArchiveError> {
        let is_there = |id: &str| Ok::<bool, ArchiveError>(self.entry(id)?.is_some());
        let trail = self.memory.ledger().follow(id, is_there)?;
        // An id with words behind it may be that of a report with an id behind it.
        let trail = trail.filter(|trail| trail.first.kind.is_some());
        if let Some(trail) = &trail
            && let Some(living) = &trail.living
            && let Some((report, entry)) = self.entry(living)?
        {
            let former = Arc::clone(&trail.first);
            return Ok(if trail.edited {
                Fate::Edited { report, entry, former }
            } else {
                Fate::Moved { report, entry }
            });
        }
        let last = trail.as_ref().map_or(id, |trail| trail.last.id.as_str());
        let found = self.worded_as(last)?;
        Ok(match (found, trail) {
            (Some((report, entry)), None) => Fate::Moved { report, entry },
            (Some((report, entry)), Some(Trail { first, edited: true, .. })) => {
                Fate::Edited { report, entry, former: first }
            }
            (Some((report, entry)), Some(_)) => Fate::Moved { report, entry },
            (None, Some(trail)) => Fate::Gone { former: trail.last },
            (None, None) => Fate::Unknown,
        })
    }

    /// The passage that has the words of an id: of the same day, or the only one in the archive.
    fn worded_as(&self, id: &str) -> Result<Option<(Report, Entry)>, ArchiveError> {
        let Some(hash) = words_hash(id) else { return Ok(None) };
        let found = guarded(|| self.view.entries_worded(hash))?;
        let day = day_of(id);
        let same_day = found.iter().find(|other| day.is_some() && day_of(other) == day);
        if let Some(same) = same_day {
            return self.entry(same);
        }
        let [only] = found.as_slice() else { return Ok(None) };
        let telling = |(_, entry): &(Report, Entry)| entry.own_text().split_whitespace().count() >= TELLING;
        Ok(self.entry(only)?.filter(telling))
    }

    /// The ids that passages of a report had before their words were edited, each with the passage that it leads to.
    pub fn former_ids<'a>(&'a self, report: &'a Report) -> Vec<(&'a str, &'a Entry)> {
        let ledger = self.memory.ledger();
        let entry = |id: &str| report.entries.iter().find(|entry| entry.id == id);
        let is_there = |id: &str| Ok::<bool, std::convert::Infallible>(entry(id).is_some());
        let living = |id: &str| ledger.follow(id, is_there).ok().flatten()?.living;
        let lost = ledger.edited_in(&report.id).filter(|id| entry(id).is_none());
        lost.filter_map(|id| Some((id, entry(&living(id)?)?))).collect()
    }

    /// What became of a report that is not there under this id.
    pub fn report_fate(&self, id: &str) -> ReportFate {
        let is_there = |id: &str| Ok::<bool, std::convert::Infallible>(self.catalog.report(id).is_some());
        let Ok(Some(trail)) = self.memory.ledger().follow(id, is_there) else { return ReportFate::Unknown };
        let report = trail.living.as_ref().and_then(|id| self.catalog.report(id));
        report.map_or(ReportFate::Gone(trail.last), |report| ReportFate::Moved(Box::new(report.clone())))
    }
}

/// The day that an id tells: of `series/2018-02-08/…` the second part.
fn day_of(id: &str) -> Option<Date> {
    id.split('/').find_map(|part| part.get(..10)?.parse().ok())
}
