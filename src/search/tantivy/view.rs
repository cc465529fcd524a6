//! One state of the index with all that a search needs of it at hand.
//!
//! Each segment numbers the values of a column by itself. A view joins them into one list per column once, when
//! the index changes, so that a search counts by numbers and compares no strings.

use super::collect::Collected;
use super::schema::{Columns, shown_name};
use crate::field::Field;
use crate::search::analyzer::fold_value;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

/// A state of the index.
pub(super) struct View {
    /// Tantivy's own view.
    pub(super) searcher: Searcher,
    /// One list per facet, in the order of `Field::facets`.
    pub(super) facets: Vec<Values>,
    /// The columns of each segment.
    pub(super) segments: Vec<SegmentColumns>,
    /// The counts of all entries, made when they are first asked for.
    pub(super) everything: OnceLock<Arc<Collected>>,
}

/// The values of a column, in all segments.
pub(super) struct Values {
    /// The field.
    pub(super) field: Field,
    /// The values as shown, by number; those that differ by case alone share a number.
    pub(super) shown: Vec<String>,
    /// The folded values, in order.
    keys: Vec<String>,
}

impl Values {
    /// The number of a value.
    pub(super) fn number(&self, value: &str) -> Option<usize> {
        self.keys.binary_search(&fold_value(value)).ok()
    }
}

/// The numbers of a segment's documents, unpacked: a search that finds every entry reads them all.
pub(super) struct Numbers {
    /// Where the numbers of each document end.
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl Numbers {
    /// The numbers of a document.
    pub(super) fn of(&self, doc: DocId) -> &[u32] {
        let doc = doc as usize;
        let start = doc.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(doc).copied().unwrap_or(start);
        self.numbers.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Unpacks a column, from the segment's numbers to those that all segments share.
    fn new(column: &Column<u64>, shared: &[u32]) -> Self {
        let mut unpacked = Self { ends: Vec::new(), numbers: Vec::new() };
        for doc in 0..column.num_docs() {
            let numbers = column.values_for_doc(doc).filter_map(|own| shared.get(own as usize));
            unpacked.numbers.extend(numbers);
            unpacked.ends.push(unpacked.numbers.len() as u32);
        }
        unpacked
    }
}

/// The columns of one segment; one in which no entry has a value is `None`.
pub(super) struct SegmentColumns {
    pub(super) facets: Vec<Option<Numbers>>,
    pub(super) report: Option<Numbers>,
    pub(super) day: Option<Column<i64>>,
    pub(super) month: Option<Column<u64>>,
    pub(super) seq: Option<Column<u64>>,
    pub(super) lines: Option<Column<u64>>,
    pub(super) section: Option<Column<u64>>,
    /// By document.
    pub(super) quality: Vec<f32>,
}

/// The shared number of a value that only deleted documents have.
const NOBODY: u32 = u32::MAX;

impl SegmentColumns {
    fn new(reader: &SegmentReader, columns: &Columns) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        Ok(Self {
            facets: Vec::new(),
            report: None,
            day: fast.column_opt(columns.day.name)?,
            month: fast.column_opt(columns.month.name)?,
            seq: fast.column_opt(columns.seq.name)?,
            lines: fast.column_opt(columns.lines.name)?,
            section: fast.column_opt(columns.section.name)?,
            quality: unpacked(fast.column_opt(columns.quality.name)?, reader.max_doc()),
        })
    }
}

/// What each document is worth by itself.
fn unpacked(thousandths: Option<Column<u64>>, end: DocId) -> Vec<f32> {
    let Some(column) = thousandths else { return Vec::new() };
    (0..end).map(|doc| column.first(doc).unwrap_or(1_000) as f32 / 1_000.0).collect()
}

impl View {
    /// Reads the columns of a state of the index.
    pub(super) fn new(searcher: Searcher, columns: &Columns) -> tantivy::Result<Self> {
        let readers = searcher.segment_readers();
        let mut segments: Vec<SegmentColumns> =
            readers.iter().map(|reader| SegmentColumns::new(reader, columns)).collect::<Result<_, _>>()?;
        let (_, _, reports) = number(&searcher, columns.report.name, str::to_owned)?;
        for (segment, numbered) in segments.iter_mut().zip(reports) {
            segment.report = numbered;
        }
        let mut facets = Vec::new();
        for field in Field::facets() {
            let (keys, shown, numbered) = number(&searcher, &shown_name(field), fold_value)?;
            facets.push(Values { field, shown, keys });
            for (segment, numbered) in segments.iter_mut().zip(numbered) {
                segment.facets.push(numbered);
            }
        }
        Ok(Self { searcher, facets, segments, everything: OnceLock::new() })
    }

    /// Whether any document was deleted, and is still counted in the dictionaries.
    pub(super) fn has_deletes(&self) -> bool {
        self.searcher.segment_readers().iter().any(|reader| reader.has_deletes())
    }

    /// The number of the report that a document belongs to; numbers are in the order of ids.
    pub(super) fn report(&self, address: DocAddress) -> u32 {
        let number = self
            .segments
            .get(address.segment_ord as usize)
            .and_then(|segment| segment.report.as_ref()?.of(address.doc_id).first().copied());
        number.unwrap_or(NOBODY)
    }
}

type Numbering = (Vec<String>, Vec<String>, Vec<Option<Numbers>>);

/// Numbers the values of a column over all segments, in the order of their keys.
fn number(searcher: &Searcher, name: &str, key: fn(&str) -> String) -> tantivy::Result<Numbering> {
    let mut columns = Vec::new();
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    for reader in searcher.segment_readers() {
        let Some(column) = reader.fast_fields().str(name)? else {
            columns.push(None);
            continue;
        };
        let values = living(reader, &column, dictionary(&column)?);
        for value in values.iter().flatten() {
            let known = shown.entry(key(value)).or_insert_with(|| value.clone());
            // Of several ways to write a value the same one is shown whatever the order of the segments.
            if value < known {
                known.clone_from(value);
            }
        }
        columns.push(Some((column.ords().clone(), values)));
    }
    let (keys, shown): (Vec<String>, Vec<String>) = shown.into_iter().unzip();
    let at = |value: &Option<String>| {
        let number = value.as_ref().and_then(|value| keys.binary_search(&key(value)).ok());
        number.map_or(NOBODY, |number| number as u32)
    };
    let numbered = columns
        .into_iter()
        .map(|column| {
            let (column, values) = column?;
            let shared: Vec<u32> = values.iter().map(at).collect();
            Some(Numbers::new(&column, &shared))
        })
        .collect();
    Ok((keys, shown, numbered))
}

/// The values that a document still has; what only deleted ones had is not to be shown any more.
fn living(reader: &SegmentReader, column: &StrColumn, values: Vec<String>) -> Vec<Option<String>> {
    let mut used = vec![!reader.has_deletes(); values.len()];
    if reader.has_deletes() {
        for doc in reader.doc_ids_alive() {
            for number in column.term_ords(doc) {
                if let Some(used) = used.get_mut(number as usize) {
                    *used = true;
                }
            }
        }
    }
    values.into_iter().zip(used).map(|(value, used)| used.then_some(value)).collect()
}

/// The values of a segment's column, by the segment's numbers.
fn dictionary(column: &StrColumn) -> tantivy::Result<Vec<String>> {
    let mut values = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        values.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(values)
}
