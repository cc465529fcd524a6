//! What stays of an earlier view. An update of a few reports leaves most segments as they are but for documents that are
//! deleted: to read all columns again would take longer than to write what changed.
//!
//! 1. A segment that is still there is known by its name. What was deleted from it is taken out of its entries.
//! 2. The values that its living documents have are numbered again together with those of new segments.
//! 3. Its rows are written again with these numbers.

use super::bits::Bits;
use super::count::counts;
use super::numbering::Numbering;
use super::packed::{Packer, Place, Tally};
use super::view::{NOBODY, SegmentColumns, View};
use std::sync::Arc;
use tantivy::{Searcher, SegmentReader};

/// What stays of an earlier view.
pub(super) struct Kept<'v> {
    /// By segment of the later state.
    segments: Vec<Option<Segment<'v>>>,
    from: Option<From<'v>>,
}

/// A segment that stays.
struct Segment<'v> {
    columns: &'v SegmentColumns,
    alive: Bits,
}

/// The earlier view, and which of its values living documents of kept segments have.
struct From<'v> {
    view: &'v View,
    /// By facet and number.
    values: Vec<Vec<u32>>,
    /// By number.
    reports: Vec<bool>,
}

impl<'v> Kept<'v> {
    /// Nothing stays: all is to be read.
    pub(super) fn nothing(searcher: &Searcher) -> Self {
        Self { segments: searcher.segment_readers().iter().map(|_| None).collect(), from: None }
    }

    /// What stays of a view in a later state.
    pub(super) fn of(view: &'v View, searcher: &Searcher) -> Self {
        let segment = |reader: &SegmentReader| {
            let columns = view.segments.iter().find(|columns| columns.id == reader.segment_id())?;
            let mut alive = Bits::none(reader.max_doc());
            reader.doc_ids_alive().for_each(|doc| alive.insert(doc));
            Some(Segment { columns, alive })
        };
        let segments: Vec<Option<Segment<'_>>> = searcher.segment_readers().iter().map(segment).collect();
        let mut tally = Tally::new(&view.layout);
        let mut reports = vec![false; view.reports.len()];
        for Segment { columns, alive } in segments.iter().flatten() {
            columns.packed.count(alive, &mut tally);
            alive.each(|doc| {
                let number = columns.report.get(doc as usize);
                if let Some(used) = number.and_then(|&number| reports.get_mut(number as usize)) {
                    *used = true;
                }
            });
        }
        let values = (0..view.facets.len()).map(|facet| counts(&tally, view, facet)).collect();
        Self { segments, from: Some(From { view, values, reports }) }
    }

    /// The readers of segments that are new.
    pub(super) fn others<'s>(&self, searcher: &'s Searcher) -> Vec<&'s SegmentReader> {
        let readers = searcher.segment_readers().iter().zip(&self.segments);
        readers.filter(|(_, kept)| kept.is_none()).map(|(reader, _)| reader).collect()
    }

    /// The values of a facet that are still there, as key and as shown.
    pub(super) fn values(&self, facet: usize) -> impl Iterator<Item = (&String, &String)> {
        let values = self.from.iter().filter_map(move |from| {
            let (values, counts) = (from.view.facets.get(facet)?, from.values.get(facet)?);
            Some(values.keys.iter().zip(&values.shown).zip(counts))
        });
        values.flatten().filter(|(_, count)| **count > 0).map(|(value, _)| value)
    }

    /// The ids of reports that are still there, twice each.
    pub(super) fn reports(&self) -> impl Iterator<Item = (&String, &String)> {
        let reports = self.from.iter().flat_map(|from| from.view.reports.iter().zip(&from.reports));
        reports.filter(|(_, used)| **used).map(|(id, _)| (id, id))
    }

    /// Whether no document that is kept has more than one value of a facet, and rows say so.
    pub(super) fn is_single(&self, facet: usize) -> bool {
        let place = self.from.as_ref().and_then(|from| from.view.layout.places.get(facet));
        place.is_none_or(|place| matches!(place, Place::Profile(_)))
    }

    /// By segment, what is kept of it, with the numbers that values have now. `None` where another layout is needed.
    pub(super) fn moved(
        &self,
        packer: &mut Packer,
        facets: &[Numbering],
        reports: &Numbering,
    ) -> Option<Vec<Option<SegmentColumns>>> {
        let Some(From { view, .. }) = &self.from else {
            return Some(self.segments.iter().map(|_| None).collect());
        };
        let kinds = |places: &[Place]| {
            places.iter().map(|place| matches!(place, Place::Profile(_))).collect::<Vec<bool>>()
        };
        if kinds(&view.layout.places) != kinds(&packer.layout.places) {
            return None;
        }
        let numbers: Vec<Vec<u32>> =
            facets.iter().zip(&view.facets).map(|(now, before)| now.renumber(&before.keys)).collect();
        let moves = packer.moves(&view.layout, &numbers);
        let now = reports.renumber(&view.reports);
        let number = |before: &u32| now.get(*before as usize).copied().unwrap_or(NOBODY);
        let moved = |Segment { columns, alive }: &Segment<'_>| {
            let mut entries = columns.entries.clone();
            entries.keep(alive);
            SegmentColumns {
                id: columns.id,
                entries,
                packed: columns.packed.moved(&moves),
                report: columns.report.iter().map(number).collect(),
                own: Arc::clone(&columns.own),
            }
        };
        Some(self.segments.iter().map(|kept| kept.as_ref().map(moved)).collect())
    }
}
