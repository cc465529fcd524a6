//! A report → the documents that the engine keeps of it.
//!
//! They are made by the thread that indexes them, and only then: what waits to be indexed is the report alone. Its words
//! are read once, for all columns that have them (`tokenizer`).

use super::lower::day_number;
use super::read::{StoredEntry, StoredReport};
use super::schema::{Columns, ENTRY, REPORT, WordsColumns};
use super::tokenizer::Reader;
use crate::field::{FIELDS, Field};
use crate::report::{Entry, Report, words_hash};
use crate::search::Document;
use crate::search::analyzer::fold_value;
use crate::search::plan::value_keys;
use crate::search::rank::quality;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::TantivyDocument;
use tantivy::schema::document::Document as Indexed;

/// What the documents of an update are made with.
pub(super) struct Maker {
    columns: Arc<Columns>,
    /// Readers that nobody has just now: as many as there are threads.
    readers: Mutex<Vec<Reader>>,
}

impl Maker {
    pub(super) fn new(columns: &Arc<Columns>) -> Arc<Self> {
        Arc::new(Self { columns: Arc::clone(columns), readers: Mutex::default() })
    }

    fn reader(&self) -> Reader {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, reader: Reader) {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
    }
}

/// The documents of a report: its entries that can be found, then itself.
pub(super) fn documents(maker: &Arc<Maker>, document: Document) -> impl Iterator<Item = Late> {
    let report = Arc::new(document.report);
    let mut sections: HashMap<&[String], usize> = HashMap::new();
    let mut parts: Vec<Part> = Vec::with_capacity(report.entries.len() + 1);
    for (seq, entry) in report.entries.iter().enumerate().filter(|(_, entry)| entry.is_found()) {
        let section = *sections.entry(entry.section.as_slice()).or_insert(seq);
        parts.push(Part::Entry { seq, section });
    }
    parts.push(Part::Report { markdown: document.markdown });
    let maker = Arc::clone(maker);
    parts.into_iter().map(move |part| {
        let (maker, report) = (Arc::clone(&maker), Arc::clone(&report));
        Late { maker, report, part, made: OnceLock::new() }
    })
}

/// A document that is made when it is indexed.
pub(super) struct Late {
    maker: Arc<Maker>,
    report: Arc<Report>,
    part: Part,
    made: OnceLock<TantivyDocument>,
}

/// What a document is of.
enum Part {
    /// An entry, by its position in the report, with that of the first one of its section.
    Entry { seq: usize, section: usize },
    /// The report itself.
    Report { markdown: String },
}

impl Late {
    fn made(&self) -> &TantivyDocument {
        self.made.get_or_init(|| match &self.part {
            Part::Entry { seq, section } => {
                let (seq, section) = (*seq, *section as u64);
                let entry = self.report.entries.get(seq);
                entry.map(|entry| self.entry(entry, (seq as u64, section))).unwrap_or_default()
            }
            Part::Report { markdown } => self.whole(markdown),
        })
    }

    fn entry(&self, entry: &Entry, (seq, section): (u64, u64)) -> TantivyDocument {
        let columns = &self.maker.columns;
        let mut doc = facts(columns, &self.report, entry);
        let mut reader = self.maker.reader();
        for words in &columns.words {
            add_words(&mut doc, (&mut reader, columns), words, (&self.report, entry));
        }
        self.maker.give_back(reader);
        doc.add_u64(columns.seq.column, seq);
        doc.add_u64(columns.section.column, section);
        // What consists of texts and numbers always serialises.
        let stored = serde_json::to_vec(&StoredEntry::new(&self.report, entry)).unwrap_or_default();
        doc.add_bytes(columns.json, &stored);
        doc
    }

    fn whole(&self, markdown: &str) -> TantivyDocument {
        let (columns, report) = (&self.maker.columns, &*self.report);
        let mut doc = TantivyDocument::new();
        doc.add_text(columns.shape, REPORT);
        doc.add_text(columns.report.column, &report.id);
        doc.add_bytes(columns.json, &serde_json::to_vec(&StoredReport { report }).unwrap_or_default());
        doc.add_text(columns.markdown, markdown);
        doc
    }
}

impl Indexed for Late {
    type Value<'a> = <TantivyDocument as Indexed>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Indexed>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.made().iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.made();
        self.made.into_inner().unwrap_or_default()
    }
}

/// What an entry is found, filtered and ordered by.
fn facts(columns: &Columns, report: &Report, entry: &Entry) -> TantivyDocument {
    let mut doc = TantivyDocument::new();
    doc.add_text(columns.shape, ENTRY);
    doc.add_text(columns.report.column, &report.id);
    if let Some(wording) = words_hash(&entry.id) {
        doc.add_text(columns.wording, wording);
    }
    for row in FIELDS {
        let values = row.field.values(report, entry);
        if !values.is_empty() {
            doc.add_text(columns.has, row.name);
        }
        let Some(column) = columns.values.iter().find(|column| column.field == row.field) else { continue };
        let mut seen = HashSet::new();
        for value in &values {
            // Values that differ by case alone are one, and an entry has it once.
            if values.len() > 1 && !seen.insert(fold_value(value)) {
                continue;
            }
            for key in value_keys(row.field, value) {
                doc.add_text(column.key, key);
            }
            if let Some(shown) = column.shown {
                doc.add_text(shown, value);
            }
        }
    }
    if let Some(date) = report.date {
        doc.add_i64(columns.day.column, i64::from(day_number(date)));
        doc.add_u64(columns.month.column, month_number(date));
    }
    doc.add_u64(columns.lines.column, u64::from(entry.lines.first) << 32 | u64::from(entry.lines.last));
    doc.add_u64(columns.quality.column, (quality(entry) * 1_000.0).round() as u64);
    doc
}

/// The words of a field, and with those of the text the passage's own ones once more.
fn add_words(
    doc: &mut TantivyDocument,
    (reader, columns): (&mut Reader, &Columns),
    words: &WordsColumns,
    (report, entry): (&Report, &Entry),
) {
    let lead = if words.field == Field::Text { entry.own_text().len() } else { 0 };
    for value in words.field.values(report, entry) {
        let led = reader.read(&value, lead);
        doc.add_text(words.stemmed, &reader.stemmed);
        doc.add_text(words.exact, &reader.exact);
        doc.add_text(words.pairs, &reader.paired);
        if words.field != Field::Text {
            continue;
        }
        // Before white space a word ends as it does at the end of a text.
        if value.as_bytes().get(lead).is_none_or(u8::is_ascii_whitespace) {
            doc.add_text(columns.lead, reader.stemmed.get(..led).unwrap_or_default());
        } else {
            reader.read(entry.own_text(), lead);
            doc.add_text(columns.lead, &reader.stemmed);
        }
    }
}

/// Months since the first one that a date can have.
fn month_number(date: crate::report::Date) -> u64 {
    (i64::from(date.year()) + 10_000).unsigned_abs() * 12 + i64::from(date.month()).unsigned_abs() - 1
}
