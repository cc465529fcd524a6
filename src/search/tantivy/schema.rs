//! The index's columns, made from [`FIELDS`].
//!
//! 1. Every field of words is indexed stemmed and exact, and its pairs of short words (a [`Reader`](super::tokenizer::Reader)
//!    writes all three); every field of values once, folded.
//! 2. A field with a facet also has its values in a column, as they are shown.
//! 3. The rest is what ordering, ranking, replacing and showing need.
//!
//! An entry and a report are documents of one index, so that one commit covers both; what an entry has of words
//! and values no report has, and the other way round.

use super::tokenizer::WRITTEN;
use crate::field::{FIELDS, Field, Shape};
use tantivy::schema::{
    BytesOptions, Field as Column, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing,
    TextOptions,
};

/// Changes whenever an index written before could not be read as meant: columns, tokens or stored forms differ.
pub(super) const FORMAT: u32 = 4;

/// A column with its name, by which its fast values are opened.
pub(super) struct Named {
    pub(super) column: Column,
    pub(super) name: &'static str,
}

/// A field of words.
pub(super) struct WordsColumns {
    pub(super) field: Field,
    pub(super) stemmed: Column,
    pub(super) exact: Column,
    /// Short words side by side; how long the text is, `stemmed` tells.
    pub(super) pairs: Column,
}

/// A field of values.
pub(super) struct ValueColumns {
    pub(super) field: Field,
    /// The values, folded.
    pub(super) key: Column,
    /// The values as shown; `None` where the field has no facet.
    pub(super) shown: Option<Column>,
}

/// All columns of the index.
pub(super) struct Columns {
    pub(super) schema: Schema,
    pub(super) words: Vec<WordsColumns>,
    pub(super) values: Vec<ValueColumns>,
    /// The passage's own words once more, for the rank.
    pub(super) lead: Column,
    /// What a document is: [`ENTRY`] or [`REPORT`].
    pub(super) shape: Column,
    /// Names of the fields in which an entry has a value.
    pub(super) has: Column,
    /// The part of an entry's id that is made of its words.
    pub(super) wording: Column,
    /// The id of the report, on entries and reports.
    pub(super) report: Named,
    /// Days since 1970-01-01.
    pub(super) day: Named,
    /// Months since year 0.
    pub(super) month: Named,
    /// The entry's position in its report.
    pub(super) seq: Named,
    /// The entry's lines, first and last in one number.
    pub(super) lines: Named,
    /// Which section of its report the entry stands in.
    pub(super) section: Named,
    /// The part of the rank that is the same for every query, in thousandths.
    pub(super) quality: Named,
    /// The stored entry or report.
    pub(super) json: Column,
    /// The stored text of a report.
    pub(super) markdown: Column,
}

/// A document that is an entry.
pub(super) const ENTRY: &str = "entry";
/// A document that is a report.
pub(super) const REPORT: &str = "report";

impl Columns {
    /// The columns of this version of the index.
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let (mut words, mut values) = (Vec::new(), Vec::new());
        for row in FIELDS {
            match row.shape {
                Shape::Words => words.push(WordsColumns {
                    field: row.field,
                    stemmed: schema.add_text_field(row.name, text()),
                    exact: schema.add_text_field(&format!("{}_exact", row.name), text()),
                    pairs: schema.add_text_field(&format!("{}_pairs", row.name), pairs()),
                }),
                Shape::Value => values.push(ValueColumns {
                    field: row.field,
                    key: schema.add_text_field(row.name, raw()),
                    shown: row.facet.map(|_| {
                        schema.add_text_field(&shown_name(row.field), TextOptions::default().set_fast("raw"))
                    }),
                }),
            }
        }
        let fast = NumericOptions::default().set_fast();
        let mut number = |name| Named { column: schema.add_u64_field(name, fast.clone()), name };
        let (month, seq) = (number("_month"), number("_seq"));
        let (lines, section, quality) = (number("_lines"), number("_section"), number("_quality"));
        let lead = TextFieldIndexing::default()
            .set_tokenizer(WRITTEN)
            .set_index_option(IndexRecordOption::WithFreqs);
        Self {
            words,
            values,
            lead: schema.add_text_field("_lead", TextOptions::default().set_indexing_options(lead)),
            shape: schema.add_text_field("_shape", raw()),
            has: schema.add_text_field("_has", raw()),
            wording: schema.add_text_field("_wording", raw()),
            report: Named {
                column: schema.add_text_field("_report", raw().set_fast("raw")),
                name: "_report",
            },
            day: Named { column: schema.add_i64_field("_day", fast.set_indexed()), name: "_day" },
            month,
            seq,
            lines,
            section,
            quality,
            json: schema.add_bytes_field("_json", BytesOptions::from(STORED)),
            markdown: schema.add_text_field("_markdown", STORED),
            schema: schema.build(),
        }
    }

    /// The columns of a field of words.
    pub(super) fn words(&self, field: Field) -> Option<&WordsColumns> {
        self.words.iter().find(|columns| columns.field == field)
    }

    /// The column with a field's folded values.
    pub(super) fn key(&self, field: Field) -> Option<Column> {
        self.values.iter().find(|columns| columns.field == field).map(|columns| columns.key)
    }
}

/// The name of the column with a field's values as shown.
pub(super) fn shown_name(field: Field) -> String {
    format!("_shown_{}", field.name())
}

fn text() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WRITTEN)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

fn pairs() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WRITTEN)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqs);
    TextOptions::default().set_indexing_options(indexing)
}

fn raw() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(indexing)
}
