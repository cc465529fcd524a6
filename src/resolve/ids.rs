//! Names for life: made of series, date and words, never of numbers handed out.

use crate::report::{Draft, Entry, Report};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Names all reports and entries. Drafts stand in the order of their paths.
pub(super) fn name(drafts: &mut [Draft]) {
    let mut taken: HashMap<String, u32> = HashMap::new();
    for draft in &mut *drafts {
        draft.report.id = free(&mut taken, &draft.report, &draft.stem);
    }
    drafts.par_iter_mut().for_each(|draft| name_entries(&draft.report.id, &mut draft.report.entries));
}

/// Names the reports and entries of a few files, beside those of all others.
pub(super) fn name_beside(drafts: &mut [Draft], others: &HashSet<&str>) {
    let mut taken: HashMap<String, u32> = others.iter().map(|id| ((*id).to_owned(), 1)).collect();
    for draft in drafts {
        let mut id = free(&mut taken, &draft.report, &draft.stem);
        while others.contains(id.as_str()) {
            id = free(&mut taken, &draft.report, &draft.stem);
        }
        name_entries(&id, &mut draft.report.entries);
        draft.report.id = id;
    }
}

/// `series/date`; where that is taken, the file's name tells the meetings of one day apart, then a number.
fn free(taken: &mut HashMap<String, u32>, report: &Report, stem: &str) -> String {
    let series = slug(&report.series);
    let plain = match report.date {
        Some(date) => format!("{series}/{date}"),
        None => format!("{series}/{}", slug(stem)),
    };
    let with_stem = format!("{plain}-{}", slug(stem));
    for id in [plain.clone(), with_stem] {
        if !taken.contains_key(&id) {
            taken.insert(id.clone(), 1);
            return id;
        }
    }
    let count = taken.entry(plain.clone()).or_insert(1);
    *count += 1;
    format!("{plain}-{count}")
}

fn name_entries(report: &str, entries: &mut [Entry]) {
    let mut taken: HashMap<String, u32> = HashMap::new();
    for entry in entries {
        let hash = words_hash(entry);
        let count = taken.entry(hash.clone()).or_default();
        *count += 1;
        entry.id = if *count == 1 { format!("{report}/{hash}") } else { format!("{report}/{hash}-{count}") };
    }
}

/// A hash of the passage's own words: case, marks and white space do not count, so that reformatting keeps it.
fn words_hash(entry: &Entry) -> String {
    let mut words = String::with_capacity(entry.lead + 1);
    for word in entry.own_text().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.is_ascii() {
            let from = words.len();
            words.push_str(word);
            words.get_mut(from..).into_iter().for_each(str::make_ascii_lowercase);
        } else {
            words.push_str(&word.to_lowercase());
        }
        words.push(' ');
    }
    blake3::hash(words.as_bytes()).to_hex().chars().take(10).collect()
}

/// Lower case, with hyphens for what is no letter, digit, dot or underscore.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.to_lowercase().chars() {
        let kept = if c.is_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
        if kept != '-' || !slug.is_empty() && !slug.ends_with('-') {
            slug.push(kept);
        }
    }
    let slug = slug.trim_end_matches('-').trim_matches('.');
    if slug.is_empty() { "untitled".to_owned() } else { slug.to_owned() }
}
