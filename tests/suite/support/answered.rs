//! What holds for whatever is asked. The tests and the fuzz target `query` (`fuzz/`) ask here, so both hold the same.

use minutebook::archive::{Archive, Page, Silent};
use minutebook::query::{Query, QueryError, Sort};
use minutebook::report::Date;
use minutebook::search::{Hit, SearchResults};
use minutebook::source::Source;
use minutebook::vocabulary::Team;
use pieces::PIECES;

#[path = "pieces.rs"]
mod pieces;

/// The day on which everything is asked.
pub(crate) const TODAY: Date = Date::constant(2026, 1, 1);

/// What the search page asks for.
const PAGE: Page = Page { offset: 0, limit: 10, facet_limit: 30 };

/// An archive in memory.
pub(crate) fn of(source: Source) -> Archive {
    let archive = Archive::in_memory().expect("an archive in memory");
    archive.ingest(&[source], &Team::default(), &Silent).expect("the reports are read");
    archive
}

/// A query of pieces, one for each byte.
pub(crate) fn pieces(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| PIECES[usize::from(byte) % PIECES.len()]).collect()
}

/// Asks anything: an answer that adds up, or an error that tells its place.
pub(crate) fn ask(archive: &Archive, text: &str) {
    match archive.now().understand(text, TODAY) {
        Err(error) => refused(archive, text, &error),
        Ok(query) => {
            let shown = query.to_string();
            let again = archive.now().understand(&shown, TODAY);
            assert_eq!(again.as_ref(), Ok(&query), "{text:?} is shown as {shown:?}");
            assert_eq!(again.map(|query| query.to_string()), Ok(shown), "{text:?}");
            let answer = archive.now().respond(query, PAGE, TODAY).expect("an answer");
            answered(&answer.query, &answer.results);
        }
    }
}

/// The place is in the text, and what is offered instead can be asked.
fn refused(archive: &Archive, text: &str, error: &QueryError) {
    assert!(text.get(error.span.clone()).is_some(), "{:?} of {text:?}", error.span);
    assert!(!error.message.is_empty() && error.render(text).contains('^'), "{text:?}");
    if let Some(repaired) = &error.repaired {
        assert!(archive.now().understand(repaired, TODAY).is_ok(), "{text:?} is repaired as {repaired:?}");
    }
}

/// Counts fit each other, and hits are in order and show what matched.
fn answered(query: &Query, results: &SearchResults) {
    let shown = results.hits.len() + results.near.len();
    assert!(results.hits.len() == results.total.min(PAGE.limit) && shown <= PAGE.limit, "{query:?}");
    let months: usize = results.histogram.iter().map(|bar| bar.count).sum();
    assert!(months <= results.total, "{query:?}");
    for facet in &results.facets {
        let chosen = facet.values.iter().any(|value| value.selected);
        let counts = facet.values.iter().map(|value| value.count);
        // Where no entry has all the words, a value keeps the count of those that have.
        assert!(chosen || counts.max().unwrap_or_default() <= results.total, "{query:?} {facet:?}");
        let sorted = facet.values.is_sorted_by(|a, b| (b.count, &a.value) <= (a.count, &b.value));
        assert!(sorted && facet.distinct >= facet.values.len(), "{query:?} {facet:?}");
    }
    if query.sort == Sort::Relevance {
        assert!(results.hits.is_sorted_by(|a, b| a.score >= b.score), "{query:?}");
    }
    results.hits.iter().chain(&results.near).for_each(|hit| snippet(query, hit));
}

/// What is marked stands in the text.
fn snippet(query: &Query, hit: &Hit) {
    for run in &hit.snippet.runs {
        assert!(
            !run.text.is_empty() && (!run.marked || hit.entry.text.contains(&run.text)),
            "{query:?} {run:?}"
        );
    }
}
