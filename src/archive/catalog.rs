//! What the archive holds, kept in memory: the lists behind pages that are no search.

use crate::report::{Date, Directory, Lines, Warning};
use serde::{Deserialize, Serialize};

/// What the archive holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Catalog {
    /// All reports, by series, date and id.
    pub reports: Vec<ReportSummary>,
    /// People, topics and series.
    pub directory: Directory,
    /// What could not be read well, by path and line.
    pub warnings: Vec<Warning>,
}

impl Catalog {
    /// The report with this id.
    pub fn report(&self, id: &str) -> Option<&ReportSummary> {
        self.reports.iter().find(|report| report.id == id)
    }

    /// The reports before and after one of the same series, by date.
    pub fn neighbours(&self, id: &str) -> (Option<&ReportSummary>, Option<&ReportSummary>) {
        let Some(at) = self.reports.iter().position(|report| report.id == id) else { return (None, None) };
        let series = &self.reports[at].series;
        let before = at.checked_sub(1).and_then(|i| self.reports.get(i)).filter(|r| &r.series == series);
        let after = self.reports.get(at + 1).filter(|r| &r.series == series);
        (before, after)
    }
}

/// A report without its entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSummary {
    /// The report's id.
    pub id: String,
    /// Its file.
    pub path: String,
    /// Its part of the file.
    pub lines: Lines,
    /// Its date.
    pub date: Option<Date>,
    /// Its series.
    pub series: String,
    /// Its title.
    pub title: String,
    /// Ids of the people present.
    pub attendees: Vec<String>,
    /// How many entries it has.
    pub entries: u32,
    /// How many of them are decisions.
    pub decisions: u32,
    /// How many of them are actions.
    pub actions: u32,
    /// The hash of the report as indexed, by which an update tells what changed.
    pub hash: String,
}
