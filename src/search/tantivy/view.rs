//! One state of the index with all that a search needs of it at hand.
//!
//! Each segment numbers the values of a column by itself. A view joins them into one list per column once, when
//! the index changes, so that a search counts by numbers and compares no strings.

use super::bits::Bits;
use super::count::Collected;
use super::packed::{Layout, Numbers, Packed, pack};
use super::pieces::insert;
use super::schema::{Columns, ENTRY, shown_name};
use super::unpack::firsts;
use crate::field::Field;
use crate::search::analyzer::fold_value;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, Searcher, SegmentReader, Term};

/// A state of the index.
pub(super) struct View {
    /// Tantivy's own view.
    pub(super) searcher: Searcher,
    /// One list per facet, in the order of `Field::facets`.
    pub(super) facets: Vec<Values>,
    /// How facets and months are packed.
    pub(super) layout: Layout,
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

/// The columns of one segment, unpacked: a search that finds every entry reads them all.
pub(super) struct SegmentColumns {
    /// The entries, those deleted left out.
    pub(super) entries: Bits,
    /// The facets and months.
    pub(super) packed: Packed,
    /// Numbers of reports by document, in the order of ids.
    pub(super) report: Vec<u32>,
    /// Days since 1970-01-01, or [`UNDATED`], by document.
    pub(super) days: Vec<i32>,
    pub(super) seq: Option<Column<u64>>,
    pub(super) lines: Option<Column<u64>>,
    pub(super) section: Option<Column<u64>>,
    /// What each document is worth by itself.
    pub(super) quality: Vec<f32>,
}

/// The shared number of a value that only deleted documents have, and of no value at all.
pub(super) const NOBODY: u32 = u32::MAX;

/// The day of an entry that has none.
pub(super) const UNDATED: i32 = i32::MAX;

impl SegmentColumns {
    fn new(
        reader: &SegmentReader,
        columns: &Columns,
        report: Option<Numbers>,
        packed: Packed,
    ) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let mut entries = Bits::none(reader.max_doc());
        insert(reader, &Term::from_field_text(columns.shape, ENTRY), &mut entries)?;
        if reader.has_deletes() {
            entries.retain(|doc| !reader.is_deleted(doc));
        }
        let docs = reader.max_doc();
        let number = |doc| report.as_ref().and_then(|numbers| numbers.of(doc).first().copied());
        let days: Option<Column<i64>> = fast.column_opt(columns.day.name)?;
        let days = firsts(days.as_ref(), (docs, UNDATED.into()));
        let worth: Option<Column<u64>> = fast.column_opt(columns.quality.name)?;
        let worth = firsts(worth.as_ref(), (docs, 1_000));
        Ok(Self {
            entries,
            packed,
            report: (0..docs).map(|doc| number(doc).unwrap_or(NOBODY)).collect(),
            days: days.into_iter().map(|day| i32::try_from(day).unwrap_or(UNDATED)).collect(),
            seq: fast.column_opt(columns.seq.name)?,
            lines: fast.column_opt(columns.lines.name)?,
            section: fast.column_opt(columns.section.name)?,
            quality: worth.into_iter().map(|thousandths| thousandths as f32 / 1_000.0).collect(),
        })
    }
}

impl View {
    /// Reads the columns of a state of the index.
    pub(super) fn new(searcher: Searcher, columns: &Columns) -> tantivy::Result<Self> {
        let (_, _, reports) = number(&searcher, columns.report.name, str::to_owned)?;
        let fields: Vec<Field> = Field::facets().collect();
        let numbers = fields.par_iter().map(|field| number(&searcher, &shown_name(*field), fold_value));
        let (mut facets, mut numbered) = (Vec::new(), Vec::new());
        for (field, numbering) in fields.iter().zip(numbers.collect::<Vec<_>>()) {
            let (keys, shown, numbers) = numbering?;
            facets.push(Values { field: *field, shown, keys });
            numbered.push(numbers);
        }
        let months: Result<Vec<Vec<u32>>, _> =
            searcher.segment_readers().iter().map(|reader| months(reader, columns)).collect();
        let sizes: Vec<usize> = facets.iter().map(|values| values.shown.len()).collect();
        let (layout, packed) = pack(&sizes, &numbered, &months?);
        let readers = searcher.segment_readers().par_iter();
        let segments: tantivy::Result<Vec<SegmentColumns>> = readers
            .zip(reports)
            .zip(packed)
            .map(|((reader, report), packed)| SegmentColumns::new(reader, columns, report, packed))
            .collect();
        Ok(Self { facets, layout, segments: segments?, searcher, everything: OnceLock::new() })
    }

    /// Whether any document was deleted, and is still counted in the dictionaries.
    pub(super) fn has_deletes(&self) -> bool {
        self.searcher.segment_readers().iter().any(|reader| reader.has_deletes())
    }

    /// How many entries there are.
    pub(super) fn entries(&self) -> usize {
        self.segments.iter().map(|segment| segment.entries.count()).sum()
    }

    /// The segments with their columns.
    pub(super) fn places(&self) -> impl Iterator<Item = (&SegmentReader, &SegmentColumns)> {
        self.searcher.segment_readers().iter().zip(&self.segments)
    }

    /// The number of the report that a document belongs to; numbers are in the order of ids.
    pub(super) fn report(&self, address: DocAddress) -> u32 {
        let segment = self.segments.get(address.segment_ord as usize);
        segment.and_then(|segment| segment.report.get(address.doc_id as usize)).copied().unwrap_or(NOBODY)
    }
}

/// The month of each document of a segment, or [`NOBODY`].
fn months(reader: &SegmentReader, columns: &Columns) -> tantivy::Result<Vec<u32>> {
    let months: Option<Column<u64>> = reader.fast_fields().column_opt(columns.month.name)?;
    let months = firsts(months.as_ref(), (reader.max_doc(), NOBODY.into()));
    Ok(months.into_iter().map(|month| u32::try_from(month).unwrap_or(NOBODY)).collect())
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
    // No room is made beforehand: in a damaged index the number of terms may be any.
    let mut values = Vec::new();
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        values.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(values)
}
