//! Repositories that passages cite, as subjects.
//!
//! 1. A repository is a subject where enough passages cite it, and not in half of all reports.
//! 2. It is called by its own name, whoever owns it: repositories move. A word that many of an archive's
//!    repositories begin with is no part of the name. A name that any team's repository may have says nothing.

use super::subjects::everywhere;
use crate::report::Report;
use std::collections::{BTreeMap, BTreeSet};

/// A repository that fewer entries cite is no subject of the archive.
const MIN_CITED: usize = 3;
/// A word that so many repositories begin with is no part of their names.
const FAMILY: usize = 4;

/// Repositories (`owner/name`) by their common name.
pub(super) type Cited = BTreeMap<String, BTreeSet<String>>;

/// The names of cited repositories, with the repositories (`owner/name`) of each.
pub(super) fn cited(reports: &[Report], is_common: &dyn Fn(&str) -> bool) -> Cited {
    let mut count: BTreeMap<&str, (usize, BTreeSet<usize>)> = BTreeMap::new();
    for (number, report) in reports.iter().enumerate() {
        for entry in report.found() {
            for repository in entry.refs.iter().filter_map(|reference| reference.repository()) {
                let (all, of) = count.entry(repository).or_default();
                *all += 1;
                of.insert(number);
            }
        }
    }
    let often: Vec<&str> = count
        .iter()
        .filter(|(_, (all, of))| {
            *all >= MIN_CITED && !everywhere(u32::try_from(of.len()).unwrap_or(u32::MAX), reports.len())
        })
        .map(|(name, _)| *name)
        .collect();
    let mut families: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &often {
        if let Some((first, _)) = short(name).split_once('-') {
            *families.entry(first).or_default() += 1;
        }
    }
    let own = own_name(reports);
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for repository in &often {
        let name = short(repository);
        let bare = name
            .split_once('-')
            .filter(|(first, _)| is_common(first) && families.get(first).is_some_and(|many| *many >= FAMILY));
        let name = bare.map_or(name, |(_, bare)| bare);
        let own = own.is_some_and(|own| is_called(own, name));
        if !own && !name.split(['-', '_']).all(is_common) {
            names.entry(name.to_owned()).or_default().insert((*repository).to_owned());
        }
    }
    names
}

/// The owner of most of the citations: the archive's own project, which is no subject of it.
pub(super) fn own_name(reports: &[Report]) -> Option<&str> {
    let most = owners(reports).into_iter().max_by_key(|(owner, count)| (*count, std::cmp::Reverse(*owner)));
    most.map(|(owner, _)| owner)
}

/// Who owns cited repositories, with how often these are cited.
pub(super) fn owners(reports: &[Report]) -> BTreeMap<&str, u32> {
    let mut count: BTreeMap<&str, u32> = BTreeMap::new();
    for reference in reports.iter().flat_map(Report::found).flat_map(|entry| &entry.refs) {
        if let Some((owner, _)) = reference.repository().and_then(|name| name.split_once('/')) {
            *count.entry(owner).or_default() += 1;
        }
    }
    count
}

/// Whether the project's own name is that of a repository: `lamp` of `lamp` or `lamp-lang`.
fn is_called(own: &str, name: &str) -> bool {
    let (first, behind) = own.split_at_checked(name.len()).unwrap_or_default();
    first.eq_ignore_ascii_case(name) && (behind.is_empty() || behind.starts_with('-'))
}

fn short(repository: &str) -> &str {
    repository.rsplit('/').next().unwrap_or(repository)
}
