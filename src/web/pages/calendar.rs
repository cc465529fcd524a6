//! The reports of a series by year and month, with the months that have none and the meetings that were called off.

use crate::archive::{Catalog, ReportSummary};
use crate::report::Cancelled;
use crate::web::{text, urls};
use std::collections::{BTreeMap, BTreeSet};

/// The longest run of years without a report that is drawn; a longer one is a mistake in a date.
const EMPTY: i16 = 20;

/// One year of a series.
pub(super) struct YearRow {
    /// The year.
    pub(super) year: i16,
    /// January to December.
    pub(super) months: Vec<Cell>,
}

/// One month of a series.
#[derive(Default)]
pub(super) struct Cell {
    /// The month in full: `March 2024`.
    pub(super) name: String,
    /// The reports: day of the month, whole day, address.
    pub(super) reports: Vec<(String, String, String)>,
    /// How many meetings were called off.
    pub(super) cancelled: usize,
    /// Whether the series would have met, by its rhythm.
    pub(super) missing: bool,
}

/// The calendar of a series, newest year first; years without a report are there too.
pub(super) fn of(catalog: &Catalog, series: &str) -> Vec<YearRow> {
    let mut cells: BTreeMap<(i16, i8), Cell> = BTreeMap::new();
    for report in catalog.reports.iter().filter(|report| report.series == series) {
        note(&mut cells, report);
    }
    let coverage = catalog.coverage();
    let ours = |meeting: &&Cancelled| meeting.series == series;
    for month in coverage.cancelled.iter().filter(ours).filter_map(|meeting| meeting.when.month()) {
        cells.entry(month).or_default().cancelled += 1;
    }
    let runs = coverage.series.iter().filter(|other| other.name == series).flat_map(|other| &other.missing);
    let missing: Vec<_> = runs.filter_map(|(first, last)| Some((month(first)?, month(last)?))).collect();
    let with: BTreeSet<i16> = cells.keys().map(|(year, _)| *year).collect();
    let mut years: Vec<i16> = Vec::new();
    for year in with {
        if let Some(last) = years.last().copied().filter(|last| year - last <= EMPTY) {
            years.extend(last + 1..year);
        }
        years.push(year);
    }
    let row = |year: i16| YearRow {
        year,
        months: (1..=12)
            .map(|month| {
                let mut cell = cells.remove(&(year, month)).unwrap_or_default();
                cell.missing = missing.iter().any(|(first, last)| (*first..=*last).contains(&(year, month)));
                cell.name = crate::report::Date::new(year, month, 1)
                    .map(|day| day.strftime("%B %Y").to_string())
                    .unwrap_or_default();
                cell
            })
            .collect(),
    };
    years.into_iter().rev().map(row).collect()
}

fn note(cells: &mut BTreeMap<(i16, i8), Cell>, report: &ReportSummary) {
    let Some(day) = report.date else { return };
    let cell = cells.entry((day.year(), day.month())).or_default();
    cell.reports.push((day.day().to_string(), text::day(report.date), urls::report(&report.id)));
}

/// `2023-07` as numbers.
fn month(name: &str) -> Option<(i16, i8)> {
    let (year, month) = name.rsplit_once('-')?;
    Some((year.parse().ok()?, month.parse().ok()?))
}
