//! Days on which heading and file name disagree: the weekday on which the series meets decides.

use crate::report::{Date, Draft};
use std::collections::HashMap;

/// How much oftener the other day's weekday must be met on.
const CLEARLY: u32 = 3;

/// Takes the other day where the series clearly meets on its weekday.
pub(super) fn settle(drafts: &mut [Draft]) {
    let mut weekdays: HashMap<(String, i8), u32> = HashMap::new();
    let key = |series: &str, date: Date| (series.to_owned(), date.weekday().to_monday_zero_offset());
    for draft in drafts.iter().filter(|draft| draft.other_date.is_none()) {
        if let Some(date) = draft.report.date {
            *weekdays.entry(key(&draft.report.series, date)).or_default() += 1;
        }
    }
    let met_on = |series: &str, date: Date| weekdays.get(&key(series, date)).copied().unwrap_or(0);
    for draft in drafts {
        let (Some(said), Some(other)) = (draft.report.date, draft.other_date) else { continue };
        if met_on(&draft.report.series, other) >= CLEARLY * met_on(&draft.report.series, said).max(1) {
            draft.report.date = Some(other);
            draft.other_date = Some(said);
        }
    }
}
