//! One state of the index with all that a search needs of it at hand.
//!
//! Each segment numbers the values of a column by itself. A view joins them into one list per column once, when
//! the index changes, so that a search counts by numbers and compares no strings. What an earlier view knows of segments
//! that are still there need not be read again (`kept`).

use super::bits::Bits;
use super::count::Collected;
use super::kept::Kept;
use super::numbering::Numbering;
use super::packed::{Layout, Numbers, Packed, Packer};
use super::pieces::insert;
use super::schema::{Columns, ENTRY, shown_name};
use super::unpack::firsts;
use crate::field::Field;
use crate::search::analyzer::fold_value;
use rayon::prelude::*;
use std::sync::{Arc, OnceLock};
use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocAddress, Searcher, SegmentReader, Term};

/// A state of the index.
pub(super) struct View {
    /// Tantivy's own view.
    pub(super) searcher: Searcher,
    /// One list per facet, in the order of `Field::facets`.
    pub(super) facets: Vec<Values>,
    /// The ids of reports, in order: the number of a report is its place.
    pub(super) reports: Vec<String>,
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
    pub(super) keys: Vec<String>,
}

impl Values {
    /// The number of a value.
    pub(super) fn number(&self, value: &str) -> Option<usize> {
        self.keys.binary_search(&fold_value(value)).ok()
    }
}

/// The columns of one segment, unpacked: a search that finds every entry reads them all.
pub(super) struct SegmentColumns {
    /// What Tantivy calls the segment: what is written under a name never changes, but for documents that are deleted.
    pub(super) id: SegmentId,
    /// The entries, those deleted left out.
    pub(super) entries: Bits,
    /// The facets and months.
    pub(super) packed: Packed,
    /// Numbers of reports by document, in the order of ids.
    pub(super) report: Vec<u32>,
    /// What says the same whatever other segments hold.
    pub(super) own: Arc<OwnColumns>,
}

/// The columns of a segment whose values mean the same in every segment.
pub(super) struct OwnColumns {
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
        report: Option<&Numbers>,
        packed: Packed,
    ) -> tantivy::Result<Self> {
        let mut entries = Bits::none(reader.max_doc());
        insert(reader, &Term::from_field_text(columns.shape, ENTRY), &mut entries)?;
        if reader.has_deletes() {
            entries.retain(|doc| !reader.is_deleted(doc));
        }
        let number = |doc| report.and_then(|numbers| numbers.of(doc).first().copied());
        Ok(Self {
            id: reader.segment_id(),
            entries,
            packed,
            report: (0..reader.max_doc()).map(|doc| number(doc).unwrap_or(NOBODY)).collect(),
            own: Arc::new(OwnColumns::new(reader, columns)?),
        })
    }
}

impl OwnColumns {
    fn new(reader: &SegmentReader, columns: &Columns) -> tantivy::Result<Self> {
        let (fast, docs) = (reader.fast_fields(), reader.max_doc());
        let days: Option<Column<i64>> = fast.column_opt(columns.day.name)?;
        let days = firsts(days.as_ref(), (docs, UNDATED.into()));
        let worth: Option<Column<u64>> = fast.column_opt(columns.quality.name)?;
        let worth = firsts(worth.as_ref(), (docs, 1_000));
        Ok(Self {
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
        let nothing = Kept::nothing(&searcher);
        Self::with(searcher, columns, &nothing)
    }

    /// A later state of the index, where few documents have come and gone since this one.
    pub(super) fn later(&self, searcher: Searcher, columns: &Columns) -> tantivy::Result<Self> {
        let kept = Kept::of(self, &searcher);
        Self::with(searcher, columns, &kept)
    }

    fn with(searcher: Searcher, columns: &Columns, kept: &Kept<'_>) -> tantivy::Result<Self> {
        let fresh = kept.others(&searcher);
        let fields: Vec<Field> = Field::facets().collect();
        let facets = || {
            let facets = fields.par_iter().enumerate().map(|(at, field)| {
                Numbering::new(&fresh, (&shown_name(*field), fold_value), kept.values(at))
            });
            facets.collect::<tantivy::Result<Vec<Numbering>>>()
        };
        let reports = || Numbering::new(&fresh, (columns.report.name, str::to_owned), kept.reports());
        let (facets, reports) = rayon::join(facets, reports);
        let (facets, reports) = (facets?, reports?);
        let single = |(at, facet): (usize, &Numbering)| {
            let of_each = facet.numbers.iter().flatten().all(Numbers::is_single);
            (facet.keys.len(), of_each && kept.is_single(at))
        };
        let mut packer = Packer::new(facets.iter().enumerate().map(single));
        let Some(mut taken) = kept.moved(&mut packer, &facets, &reports) else {
            return Self::new(searcher, columns);
        };
        let months: tantivy::Result<Vec<Vec<u32>>> =
            fresh.par_iter().map(|reader| months(reader, columns)).collect();
        let pack = |(at, months): (usize, Vec<u32>)| {
            let numbers = facets.iter().map(|facet| facet.numbers.get(at).and_then(Option::as_ref));
            packer.pack(&numbers.collect::<Vec<_>>(), &months)
        };
        let packed: Vec<Packed> = months?.into_iter().enumerate().map(pack).collect();
        let read =
            fresh.par_iter().zip(packed).zip(&reports.numbers).map(|((reader, packed), report)| {
                SegmentColumns::new(reader, columns, report.as_ref(), packed)
            });
        let mut read = read.collect::<tantivy::Result<Vec<_>>>()?.into_iter();
        // In the order of the readers.
        let segments = taken.iter_mut().filter_map(|kept| kept.take().or_else(|| read.next())).collect();
        let facets = fields.into_iter().zip(facets);
        let facets = facets.map(|(field, Numbering { keys, shown, .. })| Values { field, shown, keys });
        let (facets, layout) = (facets.collect(), packer.layout);
        Ok(Self { facets, reports: reports.keys, layout, segments, searcher, everything: OnceLock::new() })
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
