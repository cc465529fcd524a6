//! From when to when each series reaches, and what is not there.

use super::rhythm::{Rhythm, days_between};
use crate::report::{Cancelled, Date, NoReport};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What an archive covers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Each series, by name.
    pub series: Vec<SeriesCoverage>,
    /// Meetings that did not happen, by series and day.
    pub cancelled: Vec<Cancelled>,
    /// Files that gave no report, by path.
    pub silent: Vec<NoReport>,
}

/// What one series covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesCoverage {
    /// Its name.
    pub name: String,
    /// How many reports it has.
    pub reports: usize,
    /// The first and the last day.
    pub days: Option<(Date, Date)>,
    /// How often it meets; `None` where there are too few days to tell.
    pub rhythm: Option<Rhythm>,
    /// Months without a report, as the rhythm would have them, first and last of each run: `["2023-07", "2023-08"]`.
    pub missing: Vec<(String, String)>,
}

/// A month, counted from the year 0.
type Month = i32;

impl Coverage {
    /// The coverage of reports, each with its series and day.
    pub fn of<'a>(
        reports: impl Iterator<Item = (&'a str, Option<Date>)>,
        cancelled: &[Cancelled],
        silent: &[NoReport],
    ) -> Self {
        let mut by_series: BTreeMap<&str, Vec<Option<Date>>> = BTreeMap::new();
        for (series, date) in reports {
            by_series.entry(series).or_default().push(date);
        }
        let series = by_series.into_iter().map(|(name, dates)| {
            let called_off = cancelled.iter().filter(|meeting| meeting.series == name);
            let excused = called_off.filter_map(|meeting| meeting.when.month()).map(month).collect();
            series(name, &dates, &excused)
        });
        let mut cancelled = cancelled.to_vec();
        cancelled.sort();
        Self { series: series.collect(), cancelled, silent: silent.to_vec() }
    }
}

fn series(name: &str, dates: &[Option<Date>], excused: &BTreeSet<Month>) -> SeriesCoverage {
    let days: BTreeSet<Date> = dates.iter().flatten().copied().collect();
    let days: Vec<Date> = days.into_iter().collect();
    let rhythm = Rhythm::of(&days);
    SeriesCoverage {
        name: name.to_owned(),
        reports: dates.len(),
        days: days.first().copied().zip(days.last().copied()),
        rhythm,
        missing: rhythm.map(|rhythm| missing(&days, rhythm, excused)).unwrap_or_default(),
    }
}

/// Runs of whole months in gaps that the rhythm does not allow, without those for which a meeting was called off.
fn missing(days: &[Date], rhythm: Rhythm, excused: &BTreeSet<Month>) -> Vec<(String, String)> {
    let mut runs: Vec<(Month, Month)> = Vec::new();
    for pair in days.windows(2) {
        let [from, to] = pair else { continue };
        if !rhythm.misses(days_between(*from, *to)) {
            continue;
        }
        let whole = month((from.year(), from.month())) + 1..month((to.year(), to.month()));
        for silent in whole.filter(|month| !excused.contains(month)) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == silent => *last = silent,
                _ => runs.push((silent, silent)),
            }
        }
    }
    runs.into_iter().map(|(first, last)| (name_of(first), name_of(last))).collect()
}

fn month((year, month): (i16, i8)) -> Month {
    i32::from(year) * 12 + i32::from(month) - 1
}

fn name_of(month: Month) -> String {
    format!("{}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}
