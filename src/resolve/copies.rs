//! The same passage in several reports: each names the other places.

use crate::report::{Place, Report};
use std::collections::HashMap;

/// Shorter passages stand in many reports without being copies.
const MIN_BYTES: usize = 60;
/// A passage in more places is a template's, not a copy.
const MAX_PLACES: usize = 5;

/// Notes on every entry where else its words stand.
pub(super) fn fold(reports: &mut [Report]) {
    let mut places: HashMap<blake3::Hash, Vec<(usize, usize)>> = HashMap::new();
    for (number, report) in reports.iter().enumerate() {
        for (index, entry) in
            report.entries.iter().enumerate().filter(|(_, entry)| entry.text.len() >= MIN_BYTES)
        {
            places
                .entry(blake3::hash(entry.text.to_lowercase().as_bytes()))
                .or_default()
                .push((number, index));
        }
    }
    for copies in places.into_values().filter(|copies| (2..=MAX_PLACES).contains(&copies.len())) {
        for &(number, index) in &copies {
            let others = copies.iter().filter(|(other, _)| *other != number);
            let also: Vec<Place> = others
                .map(|&(other, at)| Place {
                    report: reports[other].id.clone(),
                    path: reports[other].path.clone(),
                    lines: reports[other].entries[at].lines,
                })
                .collect();
            reports[number].entries[index].also = also;
        }
    }
}
