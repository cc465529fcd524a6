//! Days on which heading and file name disagree.
//!
//! 1. Where another file of the series is named by the day that the heading says, the heading was copied from there.
//! 2. Else the weekday on which the series meets decides.

use crate::report::{Date, Draft, Rule, Warning};
use std::collections::{HashMap, HashSet};

/// How much oftener the other day's weekday must be met on.
const CLEARLY: u32 = 3;

/// Takes the other day where another file has the first one in its name, or where the series clearly meets on its
/// weekday; tells of each.
pub(super) fn settle(drafts: &mut [Draft]) -> Vec<Warning> {
    let mut weekdays: HashMap<(String, i8), u32> = HashMap::new();
    let mut named: HashSet<(String, Date)> = HashSet::new();
    let key = |series: &str, date: Date| (series.to_owned(), date.weekday().to_monday_zero_offset());
    for draft in drafts.iter().filter(|draft| draft.other_date.is_none()) {
        if let Some(date) = draft.report.date {
            *weekdays.entry(key(&draft.report.series, date)).or_default() += 1;
            if names(&draft.report.path, date) {
                named.insert((draft.report.series.clone(), date));
            }
        }
    }
    let met_on = |series: &str, date: Date| weekdays.get(&key(series, date)).copied().unwrap_or(0);
    let mut told = Vec::new();
    for draft in drafts {
        let (Some(said), Some(other)) = (draft.report.date, draft.other_date) else { continue };
        let series = &draft.report.series;
        let taken = |date: Date| named.contains(&(series.clone(), date));
        let copied = taken(said) && !taken(other);
        if !copied && met_on(series, other) < CLEARLY * met_on(series, said).max(1) {
            continue;
        }
        let why = if copied {
            "another file has the latter in its name"
        } else {
            "the series meets on its weekday"
        };
        let message = format!("{other} was taken after all, not {said}: {why}");
        let (path, line) = (&draft.report.path, draft.report.lines.first);
        told.push(Warning::new(path, line, Rule::DateConflict, message));
        draft.report.date = Some(other);
        draft.other_date = Some(said);
    }
    told
}

/// Whether a path has a day in it.
fn names(path: &str, date: Date) -> bool {
    let figures: String = path.chars().filter(char::is_ascii_digit).collect();
    figures.contains(&date.strftime("%Y%m%d").to_string())
}
