//! The values of a column, of all documents at once: a document after the other, each would be looked for anew.

use std::fmt::Debug;
use tantivy::DocId;
use tantivy::columnar::column_index::{MultiValueIndex, OptionalIndex};
use tantivy::columnar::{Column, ColumnIndex, ColumnValues};

/// So many values are read at once. No room is made for all of them beforehand: in a damaged index their number may be any.
const CHUNK: u32 = 4_096;

/// Where the values of each document end, and the values.
pub(super) fn unpack<T>(column: &Column<T>) -> (Vec<u32>, Vec<T>)
where
    T: PartialOrd + Copy + Debug + Default + Send + Sync + 'static,
{
    let docs = column.num_docs() as usize;
    let ends = match &column.index {
        ColumnIndex::Empty { .. } => vec![0; docs],
        ColumnIndex::Full => (1..=column.num_docs()).collect(),
        ColumnIndex::Optional(index) => ends(docs, having(index).into_iter().map(|doc| (doc, 1))),
        ColumnIndex::Multivalued(MultiValueIndex::MultiValueIndexV1(index)) => {
            read(&*index.start_index_column).split_off(1)
        }
        ColumnIndex::Multivalued(MultiValueIndex::MultiValueIndexV2(index)) => {
            let starts = read(&*index.start_index_column);
            let counts =
                starts.iter().zip(starts.iter().skip(1)).map(|(start, end)| end.saturating_sub(*start));
            ends(docs, having(&index.optional_index).into_iter().zip(counts))
        }
    };
    (ends, read(&*column.values))
}

/// The first value of each document, or `none`.
pub(super) fn firsts<T>(column: Option<&Column<T>>, (docs, none): (u32, T)) -> Vec<T>
where
    T: PartialOrd + Copy + Debug + Default + Send + Sync + 'static,
{
    let (ends, values) = column.map(unpack).unwrap_or_default();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let found = starts.zip(&ends).map(|(start, end)| {
        let value = values.get(start as usize).filter(|_| start < *end);
        value.copied().unwrap_or(none)
    });
    found.chain(std::iter::repeat(none)).take(docs as usize).collect()
}

/// The documents that have a value. To ask whether each has one is faster than to ask for the next that has.
fn having(index: &OptionalIndex) -> Vec<DocId> {
    let (docs, mut found, mut rows) = (index.num_docs(), Vec::new(), Vec::new());
    let mut chunk = Vec::new();
    for start in (0..docs).step_by(CHUNK as usize) {
        chunk.clear();
        chunk.extend(start..docs.min(start.saturating_add(CHUNK)));
        rows.clear();
        index.rank_if_exists_batch(&chunk, &mut found, &mut rows);
    }
    found
}

/// Where the values of each document end; `counts` tells how many those have that have any.
fn ends(docs: usize, counts: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
    let mut ends = vec![0; docs];
    for (doc, count) in counts {
        if let Some(end) = ends.get_mut(doc as usize) {
            *end = count;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    ends
}

fn read<T>(values: &dyn ColumnValues<T>) -> Vec<T>
where
    T: PartialOrd + Copy + Debug + Default + Send + Sync + 'static,
{
    let (mut all, count) = (Vec::new(), values.num_vals());
    let mut chunk = [T::default(); CHUNK as usize];
    let mut start = 0;
    while start < count {
        let length = CHUNK.min(count - start);
        if let Some(chunk) = chunk.get_mut(..length as usize) {
            values.get_range(u64::from(start), chunk);
            all.extend_from_slice(chunk);
        }
        start += length;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, firsts, unpack};
    use tantivy::columnar::{Cardinality, Column};
    use tantivy::schema::{FAST, Schema};
    use tantivy::{Index, IndexWriter, TantivyDocument};

    #[test]
    fn all_values_are_those_of_each_document() {
        let docs = 2 * u64::from(CHUNK) + 100;
        // How many values a document has by the rest of its number by four, and how many the last one has.
        let cases = [
            ("one each", [1, 1, 1, 1], 1, Cardinality::Full),
            ("some have one", [0, 1, 0, 0], 1, Cardinality::Optional),
            ("the last has one", [0, 0, 0, 0], 1, Cardinality::Optional),
            ("some have several", [0, 1, 2, 3], 0, Cardinality::Multivalued),
            ("each has several", [1, 2, 1, 2], 3, Cardinality::Multivalued),
        ];
        for (what, counts, at_last, cardinality) in cases {
            let mut schema = Schema::builder();
            let field = schema.add_u64_field("number", FAST);
            let index = Index::create_in_ram(schema.build());
            let mut writer: IndexWriter = index.writer_with_num_threads(1, 50_000_000).unwrap();
            for doc in 0..docs {
                let mut document = TantivyDocument::new();
                let count = if doc + 1 == docs { at_last } else { counts[(doc % 4) as usize] };
                (0..count).for_each(|value| document.add_u64(field, doc * 7 % 1_000 + value));
                writer.add_document(document).unwrap();
            }
            writer.commit().unwrap();
            let searcher = index.reader().unwrap().searcher();
            let reader = searcher.segment_reader(0);
            let column: Column<u64> = reader.fast_fields().u64("number").unwrap();
            assert_eq!((column.get_cardinality(), reader.max_doc()), (cardinality, docs as u32), "{what}");
            let (ends, values) = unpack(&column);
            let of = |doc: u32| column.values_for_doc(doc).collect::<Vec<u64>>();
            let mut start = 0;
            for doc in 0..reader.max_doc() {
                let end = ends[doc as usize] as usize;
                assert_eq!(values[start..end], of(doc), "{what}: {doc}");
                start = end;
            }
            assert_eq!((start, ends.len()), (values.len(), docs as usize), "{what}");
            let wanted: Vec<u64> =
                (0..reader.max_doc()).map(|doc| column.first(doc).unwrap_or(u64::MAX)).collect();
            assert!(firsts(Some(&column), (reader.max_doc(), u64::MAX)) == wanted, "{what}");
        }
        assert_eq!(firsts(None::<&Column<u64>>, (3, 5)), [5, 5, 5]);
    }
}
