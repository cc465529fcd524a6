//! Words by which passages are compared across reports.

use crate::report::Entry;
use crate::vocabulary::{Reading, fold};

/// The words of a text, in lower case and without accents: addresses and accounts are none.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let told = text.split_whitespace().filter(|word| !is_address(word) && !word.starts_with('@'));
    for word in told {
        let folded = fold(word);
        let parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        words.extend(parts.map(str::to_owned));
    }
    words
}

/// The letters of a heading, without numbers and marks.
pub(super) fn heading(text: &str) -> String {
    words(text).into_iter().filter(|word| !is_number(word)).collect::<Vec<_>>().join(" ")
}

/// The words of a passage that stay the same when a form is filled in again: without names, days and numbers.
pub(super) fn form(entry: &Entry, reading: &Reading) -> String {
    let names: Vec<String> = entry.names.iter().flat_map(|name| words(name)).collect();
    let dates = &reading.dates;
    let mut form = String::with_capacity(entry.text.len());
    for word in entry.text.split_whitespace() {
        if is_address(word) || word.starts_with('@') {
            continue;
        }
        if is_version(word) {
            push(&mut form, word);
            continue;
        }
        let folded = fold(word);
        for part in folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
            let day = dates.months.contains(part) || dates.weekdays.contains(part);
            if !day && !is_number(part) && !names.iter().any(|name| name == part) {
                push(&mut form, part);
            }
        }
    }
    form
}

fn push(form: &mut String, word: &str) {
    if !form.is_empty() {
        form.push(' ');
    }
    form.push_str(word);
}

/// `12`, `3rd`, `10am`: what differs from day to day.
pub(super) fn is_number(word: &str) -> bool {
    let behind = word.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.len() < word.len() && behind.len() <= 2
}

/// `1.22.3`, `v4.0`: which release it is, is what a passage says. `2024.03.21` is a day.
fn is_version(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches(['v', 'V']);
    let mut parts = 0;
    let numbers = word.split('.').all(|part| {
        parts += 1;
        !part.is_empty() && part.len() < 4 && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    numbers && parts >= 2
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.")
}

/// Hashes of the words of a text in turn, whatever their case; marks and white space do not count.
pub(super) fn hashes(text: &str) -> Vec<u64> {
    let mut hashes = Vec::with_capacity(text.len() / 6);
    let mut hash = None;
    for c in text.chars() {
        if c.is_alphanumeric() {
            let lower =
                if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
            hash = Some(mix(hash.unwrap_or(SEED), u64::from(u32::from(lower))));
        } else {
            hashes.extend(hash.take());
        }
    }
    hashes.extend(hash);
    hashes
}

/// Where a hash begins.
pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// A hash with one more value in it (FNV, with a turn so that the high bits take part).
pub(super) fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0x0000_0100_0000_01b3)
}

/// A hash of one word.
pub(super) fn hash(word: &str) -> u64 {
    word.bytes().fold(SEED, |hash, byte| mix(hash, u64::from(byte)))
}
