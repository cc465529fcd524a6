//! The values of a column, numbered over all segments.
//!
//! Each segment numbers the values of a column by itself. Here they get numbers that all segments share, in the order
//! of their keys.

use super::packed::Numbers;
use super::unpack::unpack;
use super::view::NOBODY;
use std::collections::BTreeMap;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

/// A numbered column.
pub(super) struct Numbering {
    /// The values as they are compared, in order: the number of a value is its place.
    pub(super) keys: Vec<String>,
    /// The values as they are shown; those that differ by case alone share a number.
    pub(super) shown: Vec<String>,
    /// By segment, the numbers of each document; `None` where the segment has no such column.
    pub(super) numbers: Vec<Option<Numbers>>,
}

impl Numbering {
    /// Numbers what the documents of some segments have, and what is known to be in others, as key and as shown.
    pub(super) fn new<'a>(
        readers: &[&SegmentReader],
        (name, key): (&str, fn(&str) -> String),
        others: impl Iterator<Item = (&'a String, &'a String)>,
    ) -> tantivy::Result<Self> {
        let mut columns = Vec::new();
        let mut shown: BTreeMap<String, String> =
            others.map(|(key, shown)| (key.clone(), shown.clone())).collect();
        for reader in readers {
            let Some(column) = reader.fast_fields().str(name)? else {
                columns.push(None);
                continue;
            };
            let unpacked = unpack(column.ords());
            let values = living(reader, &unpacked, dictionary(&column)?);
            for value in values.iter().flatten() {
                let known = shown.entry(key(value)).or_insert_with(|| value.clone());
                // Of several ways to write a value the same one is shown whatever the order of the segments.
                if value < known {
                    known.clone_from(value);
                }
            }
            columns.push(Some((unpacked, values)));
        }
        let (keys, shown): (Vec<String>, Vec<String>) = shown.into_iter().unzip();
        let at = |value: &Option<String>| value.as_ref().map_or(NOBODY, |value| number(&keys, &key(value)));
        let numbers = columns
            .into_iter()
            .map(|column| {
                let (unpacked, values) = column?;
                let shared: Vec<u32> = values.iter().map(at).collect();
                Some(Numbers::new(unpacked, &shared))
            })
            .collect();
        Ok(Self { keys, shown, numbers })
    }

    /// The numbers of keys that another numbering has in this order; [`NOBODY`] for those that are gone.
    pub(super) fn renumber(&self, keys: &[String]) -> Vec<u32> {
        keys.iter().map(|key| number(&self.keys, key)).collect()
    }
}

fn number(keys: &[String], key: &String) -> u32 {
    keys.binary_search(key).map_or(NOBODY, |number| number as u32)
}

/// The values that a document still has; what only deleted ones had is not to be shown any more.
fn living(
    reader: &SegmentReader,
    (ends, numbers): &(Vec<u32>, Vec<u64>),
    values: Vec<String>,
) -> Vec<Option<String>> {
    if !reader.has_deletes() {
        return values.into_iter().map(Some).collect();
    }
    let mut used = vec![false; values.len()];
    let mut start = 0;
    for (doc, &end) in ends.iter().enumerate() {
        if !reader.is_deleted(doc as DocId) {
            for &number in numbers.get(start as usize..end as usize).unwrap_or_default() {
                if let Some(used) = used.get_mut(number as usize) {
                    *used = true;
                }
            }
        }
        start = end;
    }
    values.into_iter().zip(used).map(|(value, used)| used.then_some(value)).collect()
}

/// The values of a segment's column, by the segment's numbers.
fn dictionary(column: &StrColumn) -> tantivy::Result<Vec<String>> {
    // No room is made beforehand: in a damaged index the number of terms may be any.
    let mut values = Vec::new();
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        values.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(values)
}
