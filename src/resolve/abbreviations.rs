//! Short forms that the archive itself explains.
//!
//! 1. In brackets: `Central Lamp Office (CLO)`.
//! 2. By the initials of a repository's name, where a passage that links it has them as a word: `lamp-oil-proxy` is
//!    `lop`, `tar2glass` is `t2g`, and `zero-to-tower` is `z2t`.

use super::maps::Set;
use crate::report::{Abbreviation, Entry, Report};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Shorter ones stand for anything.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=6;
/// A short form beside its repository in fewer entries is chance.
const MIN_BESIDE: usize = 2;

/// Finds the short forms of an archive, by short form.
pub(super) fn find(reports: &[Report]) -> Vec<Abbreviation> {
    let compounds = compounds(reports);
    let told: Vec<Told> = reports.par_iter().map(|report| Told::of(report, &compounds)).collect();
    let mut found: BTreeSet<Pair> = BTreeSet::new();
    let mut beside: BTreeMap<Pair, usize> = BTreeMap::new();
    for told in told {
        found.extend(told.explained);
        told.beside.into_iter().for_each(|pair| *beside.entry(pair).or_default() += 1);
    }
    let often = beside.into_iter().filter(|(_, count)| *count >= MIN_BESIDE).map(|(pair, _)| pair);
    found.extend(often);
    found.into_iter().map(|(short, long)| Abbreviation { short, long }).collect()
}

/// A short form, and what it stands for.
type Pair = (String, String);

/// What one report tells of short forms.
#[derive(Default)]
struct Told {
    explained: Vec<Pair>,
    /// Those that an entry has beside their repositories, once for each entry.
    beside: Vec<Pair>,
}

impl Told {
    fn of(report: &Report, compounds: &HashMap<String, Vec<String>>) -> Self {
        let mut told = Self::default();
        for entry in &report.entries {
            let explained = explained(&entry.text).into_iter();
            told.explained.extend(explained.map(|(short, long)| (short.to_lowercase(), long.to_lowercase())));
            told.note(entry, compounds);
        }
        told
    }

    /// The repositories of an entry whose short forms it has as words.
    fn note(&mut self, entry: &Entry, compounds: &HashMap<String, Vec<String>>) {
        let names = entry.refs.iter().filter_map(|reference| reference.repository());
        let links = entry.urls.iter().filter_map(|url| repository_of(url));
        let repositories: HashSet<String> =
            names.chain(links).filter_map(|name| name.rsplit('/').next()).map(str::to_lowercase).collect();
        let mut pairs: Vec<Pair> = repositories.iter().flat_map(|name| initials(name, compounds)).collect();
        pairs.retain(|(short, _)| LENGTH.contains(&short.len()));
        if !pairs.is_empty() {
            let words: HashSet<String> = said(&entry.text).map(str::to_lowercase).collect();
            pairs.retain(|(short, _)| words.contains(short));
            self.beside.append(&mut pairs);
        }
    }
}

/// The words of a text without those of its addresses.
fn said(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace().filter(|word| !word.contains("://") && !word.contains('/'));
    words.flat_map(|word| word.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty())
}

/// Words written with capitals inside, in lower case, with their parts.
fn compounds(reports: &[Report]) -> HashMap<String, Vec<String>> {
    let of_reports = reports.par_iter().map(|report| {
        let words = report.entries.iter().flat_map(|entry| said(&entry.text));
        let mut seen: Set<&str> = Set::default();
        let mut found = words
            .filter(|word| word.chars().skip(1).any(char::is_uppercase) && seen.insert(word))
            .map(|word| (word.to_lowercase(), humps(word)))
            .collect::<Vec<_>>();
        found.retain(|(_, parts)| parts.len() > 1);
        found
    });
    // Of words that differ by capitals alone the first one counts.
    let mut compounds = HashMap::new();
    for (word, parts) in of_reports.collect::<Vec<_>>().into_iter().flatten() {
        compounds.entry(word).or_insert(parts);
    }
    compounds
}

/// `Long Form (LF)`: the capitals in brackets are the initials of the words before.
fn explained(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('(') {
        let Some(short) = text.get(at + 1..).and_then(|rest| rest.split(')').next()) else { continue };
        if !LENGTH.contains(&short.len())
            || !short.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        {
            continue;
        }
        let before = text.get(..at).unwrap_or_default();
        let words: Vec<&str> =
            before.split(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty()).collect();
        let Some(long) = words.len().checked_sub(short.len()).and_then(|from| words.get(from..)) else {
            continue;
        };
        let fits = long
            .iter()
            .zip(short.chars())
            .all(|(word, c)| word.chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&c)));
        if fits {
            found.push((short.to_owned(), long.join(" ")));
        }
    }
    found
}

/// `owner/name` of an address on a forge.
fn repository_of(url: &str) -> Option<&str> {
    let path = url.split("://").nth(1)?.split_once('/')?.1;
    let end = path.match_indices('/').nth(1).map_or(path.len(), |(at, _)| at);
    path.get(..end).filter(|name| name.contains('/') && url.contains("git"))
}

/// The short forms of a repository's name, and the words they stand for. The last part may be a platform that
/// nobody says (`zero-to-tower-k8s`), so shorter beginnings count too.
fn initials(name: &str, compounds: &HashMap<String, Vec<String>>) -> Vec<(String, String)> {
    let parts: Vec<&str> = name.split(['-', '_', '.']).filter(|part| !part.is_empty()).collect();
    let mut found = Vec::new();
    for end in (1..=parts.len()).rev().take(2) {
        let Some(parts) = parts.get(..end) else { continue };
        let mut short = String::new();
        for part in parts {
            match (*part, compounds.get(*part)) {
                ("to", _) => short.push('2'),
                ("for", _) => short.push('4'),
                (_, Some(humps)) => short.extend(humps.iter().filter_map(|hump| hump.chars().next())),
                (_, None) => short.extend(humps(part).iter().filter_map(|hump| hump.chars().next())),
            }
        }
        let plain: String = parts.iter().filter_map(|part| part.chars().next()).collect();
        let long = parts.join(" ");
        for short in [short.to_lowercase(), plain] {
            if short != name {
                found.push((short, long.clone()));
            }
        }
    }
    found
}

/// The parts of a word by capitals and digits: `TowerHub` is `Tower`, `Hub`; `tar2glass` is `tar`, `2`, `glass`.
fn humps(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in word.chars() {
        let cut = before
            .is_none_or(|b| b.is_lowercase() && c.is_uppercase() || b.is_ascii_digit() != c.is_ascii_digit());
        match parts.last_mut() {
            Some(part) if !cut => part.push(c),
            _ => parts.push(c.to_string()),
        }
        before = Some(c);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{explained, humps, initials};
    use std::collections::HashMap;

    #[test]
    fn brackets_explain() {
        assert_eq!(
            explained("the Central Lamp Office (CLO) said"),
            [("CLO".to_owned(), "Central Lamp Office".to_owned())]
        );
        assert!(explained("Ada Brown (TSC), (HTTP), a (b)").is_empty());
    }

    #[test]
    fn names_of_repositories_have_initials() {
        let compounds = HashMap::from([("towerhub".to_owned(), humps("TowerHub"))]);
        let cases = [
            ("lamp-oil-proxy", "lop"),
            ("tar2glass", "t2g"),
            ("zero-to-towerhub-k8s", "z2th"),
            ("the-small-towerhub", "tsth"),
        ];
        for (name, short) in cases {
            assert!(
                initials(name, &compounds).iter().any(|(found, _)| found == short),
                "{name}: {:?}",
                initials(name, &compounds)
            );
        }
    }
}
