//! The documents say what the program does: their commands, queries, examples, tables and links are compared with it.

mod api;
mod examples;
mod links;
pub(crate) mod tables;

use std::fs;
use std::path::{Path, PathBuf};

/// The documents, from the root of the project.
const DOCUMENTS: [&str; 13] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "data/README.md",
    "docs/api.md",
    "docs/checks.md",
    "docs/query-language.md",
    "docs/ranking.md",
    "docs/report-format.md",
    "docs/user-guide.md",
    "index/README.md",
    "tests/README.md",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn path(document: &str) -> PathBuf {
    root().join(document)
}

fn read(document: &str) -> String {
    fs::read_to_string(path(document)).unwrap_or_else(|error| panic!("{document}: {error}"))
}

/// A block of code: the line before its fence, its language, its text.
struct Block {
    before: String,
    language: String,
    text: String,
}

/// The blocks of code of a document.
fn blocks(document: &str) -> Vec<Block> {
    let text = read(document);
    let mut blocks = Vec::new();
    let mut before = "";
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let text = inside.join("\n") + "\n";
            blocks.push(Block { before: before.to_owned(), language: language.to_owned(), text });
        }
        if !line.trim().is_empty() {
            before = line;
        }
    }
    blocks
}

#[test]
fn blocks_are_read_with_what_stands_before() {
    let shell = blocks("docs/api.md").into_iter().find(|block| block.language == "sh").unwrap();
    assert!(shell.text.starts_with("curl '") && shell.before.starts_with('|'));
}
