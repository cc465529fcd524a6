//! Queries in tables find something in the sample; rules in tables are those of the program.

use super::read;
use minutebook::archive::{Archive, Page, Silent};
use minutebook::report::{Date, Rule};
use minutebook::source::Source;
use minutebook::vocabulary::Team;
use std::sync::OnceLock;

/// The sample, indexed in memory once.
pub(crate) fn archive() -> &'static Archive {
    static ARCHIVE: OnceLock<Archive> = OnceLock::new();
    ARCHIVE.get_or_init(|| {
        let archive = Archive::in_memory().unwrap();
        archive.ingest(&[Source::Sample], &Team::default(), &Silent).unwrap();
        archive
    })
}

/// The day on which the documents are read.
pub(super) fn today() -> Date {
    Date::constant(2025, 10, 1)
}

/// The first cells, as code, of the tables whose head begins so.
fn first_cells(document: &str, head: &str) -> Vec<String> {
    let text = read(document);
    let mut inside = false;
    let mut cells = Vec::new();
    for line in text.lines() {
        if line.starts_with(head) {
            inside = true;
        } else if !line.starts_with('|') {
            inside = false;
        } else if let Some((cell, _)) =
            line.strip_prefix("| `").filter(|_| inside).and_then(|row| row.split_once("` |"))
        {
            cells.push(cell.to_owned());
        }
    }
    cells
}

#[test]
fn queries_in_the_documents_find_something() {
    let page = Page { offset: 0, limit: 1, facet_limit: 0 };
    for (document, least) in [("README.md", 6), ("docs/user-guide.md", 9), ("data/README.md", 9)] {
        let queries = first_cells(document, "| Query |");
        assert!(queries.len() >= least, "{document}: only {queries:?}");
        for query in queries {
            let answer = archive().search(&query, page, today());
            let answer = answer.unwrap_or_else(|error| panic!("{document}: {query}: {error}"));
            assert!(answer.results.total > 0, "{document}: nothing is found for {query}");
            assert!(!answer.results.partial, "{document}: no passage has all words of {query}");
        }
    }
}

#[test]
fn every_rule_of_a_warning_is_explained() {
    let text = read("docs/checks.md");
    let (_, table) = text.split_once("| Rule | Is | About |").unwrap();
    let written: Vec<&str> = table.lines().skip(2).take_while(|line| line.starts_with('|')).collect();
    let rows = Rule::ALL.iter().map(|rule| {
        let about = format!("{:?}", rule.area()).to_lowercase();
        format!("| `{rule}` | {} | {about} | {} | {} |", rule.severity(), rule.meaning(), rule.help())
    });
    assert_eq!(written, rows.collect::<Vec<_>>(), "the table of rules in docs/checks.md");
}

#[test]
fn every_setting_is_explained() {
    let config = read("src/config/mod.rs");
    let (_, keys) = config.split_once("struct File {").unwrap();
    let (keys, _) = keys.split_once('}').unwrap();
    for key in keys.lines().filter_map(|line| line.trim().split_once(':')).map(|(key, _)| key) {
        for document in ["README.md", "docs/user-guide.md"] {
            let text = read(document);
            let shown = [format!("\n{key} = "), format!("\n[{key}]"), format!("\n[[{key}]]")]
                .iter()
                .any(|line| text.contains(line));
            assert!(shown, "{document} does not explain `{key}`");
        }
    }
}

#[test]
fn every_key_of_a_source_is_explained() {
    let written = read("src/source/written.rs");
    let (_, keys) = written.split_once("struct Keys {").unwrap();
    let (keys, _) = keys.split_once('}').unwrap();
    let guide = read("docs/user-guide.md");
    let (_, shown) = guide.split_once("\n[[source]]\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    for key in keys.lines().filter_map(|line| line.trim().split_once(':')).map(|(key, _)| key) {
        let names = |line: &str| line.trim_start_matches("# ").starts_with(&format!("{key} = "));
        assert!(shown.lines().any(names), "docs/user-guide.md does not explain `{key}`");
    }
}
