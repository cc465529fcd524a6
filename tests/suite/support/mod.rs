//! What the tests of several modules share.

pub(crate) mod answered;
pub(crate) mod program;
pub(crate) mod queries;
pub(crate) mod referee;
pub(crate) mod reports;
pub(crate) mod server;
pub(crate) mod sound;

use minutebook::query::Query;
use minutebook::search::{
    Changes, Document, Parts, SearchEngine, SearchRequest, SearchResults, TantivyEngine,
};

/// An engine under test, with its name and what has to live as long as it.
pub(crate) struct Contestant {
    pub(crate) name: &'static str,
    pub(crate) engine: Box<dyn SearchEngine>,
    _folder: Option<tempfile::TempDir>,
}

/// Every engine the conformance list is run on, empty. To try another one, add it here.
pub(crate) fn contestants() -> Vec<Contestant> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let on_disk = TantivyEngine::create_or_open(folder.path()).expect("an index in an empty folder");
    vec![
        Contestant { name: "referee", engine: Box::new(referee::Referee::default()), _folder: None },
        Contestant {
            name: "tantivy in memory",
            engine: Box::new(TantivyEngine::in_memory().expect("an index in memory")),
            _folder: None,
        },
        Contestant { name: "tantivy on disk", engine: Box::new(on_disk), _folder: Some(folder) },
    ]
}

/// Puts documents.
pub(crate) fn put(engine: &dyn SearchEngine, documents: &[Document]) {
    change(engine, documents, &[], "");
}

/// Puts and removes documents.
pub(crate) fn change(engine: &dyn SearchEngine, documents: &[Document], remove: &[&str], stamp: &str) {
    let changes = Changes {
        put: documents.to_vec().into(),
        remove: remove.iter().map(ToString::to_string).collect(),
        stamp: stamp.to_owned(),
        hurry: false,
    };
    engine.update(changes, &|| {}).expect("an update");
}

/// The whole answer to a query.
pub(crate) fn ask(engine: &dyn SearchEngine, query: &Query) -> SearchResults {
    page(engine, query, 0, 1_000)
}

/// A part of the answer to a query, with all facets.
pub(crate) fn page(engine: &dyn SearchEngine, query: &Query, offset: usize, limit: usize) -> SearchResults {
    let request =
        SearchRequest { query: query.clone(), offset, limit, facet_limit: 1_000, parts: Parts::default() };
    engine.view().search(&request).expect("an answer")
}

/// The ids of the hits, in order.
pub(crate) fn ids(results: &SearchResults) -> Vec<String> {
    results.hits.iter().map(|hit| hit.entry.id.clone()).collect()
}

/// Whether the long forms of tests are wanted, which take minutes.
pub(crate) fn long() -> bool {
    std::env::var_os("MINUTEBOOK_LONG").is_some_and(|value| value == "1")
}

/// The seed of what is left to chance: `MINUTEBOOK_SEED`, or the same each time. Printed, to run the same again.
pub(crate) fn seed() -> u64 {
    let given = std::env::var_os("MINUTEBOOK_SEED").and_then(|seed| seed.to_str()?.parse().ok());
    let seed = given.unwrap_or(20_311_107);
    println!("seed: MINUTEBOOK_SEED={seed}");
    seed
}
