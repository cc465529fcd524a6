//! Stored documents → hits and reports. Only the documents of the page asked for are read.

use super::best::Candidate;
use super::schema::{Columns, REPORT};
use super::view::View;
use crate::report::{Date, Entry, Lines, Report};
use crate::search::rank::{Standing, diversify};
use crate::search::snippet::Highlighter;
use crate::search::{Document, Hit, SearchError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, TantivyDocument, Term};

/// An entry as stored, with what a hit tells of its report.
#[derive(Serialize)]
pub(super) struct StoredEntry<'a> {
    entry: &'a Entry,
    report: &'a str,
    title: &'a str,
    date: Option<Date>,
    series: &'a str,
    path: &'a str,
}

impl<'a> StoredEntry<'a> {
    pub(super) fn new(report: &'a Report, entry: &'a Entry) -> Self {
        Self {
            entry,
            report: &report.id,
            title: &report.title,
            date: report.date,
            series: &report.series,
            path: &report.path,
        }
    }
}

#[derive(Deserialize)]
struct ReadEntry {
    entry: Entry,
    report: String,
    title: String,
    date: Option<Date>,
    series: String,
    path: String,
}

/// A report as stored.
#[derive(Serialize)]
pub(super) struct StoredReport<'a> {
    pub(super) report: &'a Report,
}

#[derive(Deserialize)]
struct ReadReport {
    report: Report,
}

/// The hit of a candidate, with the score it is shown under.
pub(super) fn hit(
    view: &View,
    columns: &Columns,
    (address, score): (DocAddress, f32),
    highlighter: &Highlighter,
) -> Result<Hit, SearchError> {
    let stored: ReadEntry = json(columns, &load(view, address)?)?;
    let (snippet, related) = highlighter.highlight(&stored.entry, &stored.title);
    Ok(Hit {
        entry: stored.entry,
        report: stored.report,
        title: stored.title,
        date: stored.date,
        series: stored.series,
        path: stored.path,
        score,
        snippet,
        related,
    })
}

/// The document of a report.
pub(super) fn report(view: &View, columns: &Columns, address: DocAddress) -> Result<Document, SearchError> {
    let doc = load(view, address)?;
    let stored: ReadReport = json(columns, &doc)?;
    let markdown = doc.get_first(columns.markdown).and_then(|value| value.as_str().map(str::to_owned));
    Ok(Document { report: stored.report, markdown: markdown.unwrap_or_default() })
}

/// Where the document of a report lies; of every report, by id, where no id is given.
pub(super) fn reports(
    view: &View,
    columns: &Columns,
    id: Option<&str>,
) -> Result<Vec<DocAddress>, SearchError> {
    let term = |column, text| -> (Occur, Box<dyn Query>) {
        let query = TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::Basic);
        (Occur::Must, Box::new(query))
    };
    let mut clauses = vec![term(columns.shape, REPORT)];
    clauses.extend(id.map(|id| term(columns.report.column, id)));
    let found = view.searcher.search(&BooleanQuery::new(clauses), &DocSetCollector).map_err(engine)?;
    let mut found: Vec<DocAddress> = found.into_iter().collect();
    found.sort_by_key(|&address| view.report(address));
    Ok(found)
}

/// The ids of the entries whose words are those of an id.
pub(super) fn entries_worded(
    view: &View,
    columns: &Columns,
    words_hash: &str,
) -> Result<Vec<String>, SearchError> {
    let term = Term::from_field_text(columns.wording, words_hash);
    let query = TermQuery::new(term, IndexRecordOption::Basic);
    let found = view.searcher.search(&query, &DocSetCollector).map_err(engine)?;
    let entry = |address| json(columns, &load(view, address)?).map(|stored: ReadEntry| stored.entry.id);
    let mut ids = found.into_iter().map(entry).collect::<Result<Vec<String>, SearchError>>()?;
    ids.sort_unstable();
    Ok(ids)
}

fn json<T: DeserializeOwned>(columns: &Columns, doc: &TantivyDocument) -> Result<T, SearchError> {
    let json = doc.get_first(columns.json);
    let bytes = json.as_ref().and_then(|value| value.as_bytes()).unwrap_or_default();
    serde_json::from_slice(bytes).map_err(engine)
}

/// The order in which candidates are shown: near ones make room, those beyond the first pages stay as they are.
pub(super) fn order(view: &View, best: &[Candidate]) -> Vec<(DocAddress, f32)> {
    let (head, tail) = best.split_at(best.len().min(crate::search::rank::CANDIDATES));
    let standings: Vec<Standing> = head.iter().map(|candidate| standing(view, candidate)).collect();
    let mut order: Vec<(DocAddress, f32)> = diversify(&standings)
        .into_iter()
        .filter_map(|(at, score)| Some((head.get(at)?.address, score)))
        .collect();
    // What was held back may score below what follows it; a score never rises down the list.
    let last = order.last().map_or(f32::MAX, |&(_, score)| score);
    order.extend(tail.iter().map(|candidate| (candidate.address, candidate.score.min(last))));
    order
}

fn standing(view: &View, candidate: &Candidate) -> Standing {
    let doc = candidate.address.doc_id;
    let columns = view.segments.get(candidate.address.segment_ord as usize);
    let lines = columns.and_then(|columns| columns.own.lines.as_ref()?.first(doc)).unwrap_or_default();
    Standing {
        score: candidate.score,
        report: candidate.report.into(),
        section: columns.and_then(|columns| columns.own.section.as_ref()?.first(doc)).unwrap_or_default(),
        lines: Lines::new((lines >> 32) as u32, (lines & 0xffff_ffff) as u32),
    }
}

fn load(view: &View, address: DocAddress) -> Result<TantivyDocument, SearchError> {
    view.searcher.doc(address).map_err(engine)
}

/// What Tantivy says, as the caller hears it.
pub(super) fn engine(error: impl std::fmt::Display) -> SearchError {
    SearchError::Engine(error.to_string())
}
