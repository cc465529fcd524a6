//! What an archive keeps, and that old and new programs never misread each other's.

use super::store::VERSION;
use super::{Archive, Page, Silent};
use crate::extract::extract;
use crate::report::Date;
use crate::resolve::resolve;
use crate::source::{Source, SourceFile};
use crate::vocabulary::{Reading, Team};
use std::fs;

const PAGE: Page = Page { offset: 0, limit: 10, facet_limit: 0 };
const TODAY: Date = Date::constant(2026, 1, 1);

/// The keys of a JSON value, nested ones indented.
fn keys(value: &serde_json::Value, depth: usize, out: &mut String) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, inner) in map {
                out.push_str(&format!("{}{key}\n", "  ".repeat(depth)));
                keys(inner, depth + 1, out);
            }
        }
        serde_json::Value::Array(items) => items.iter().take(1).for_each(|item| keys(item, depth, out)),
        _ => {}
    }
}

/// Where this snapshot changes, an index made before cannot be read any more: raise `store::VERSION`, so that it is
/// made again.
#[test]
fn a_change_of_what_is_stored_is_a_new_version() {
    let text = "# Tower, 2024-01-02\n\n## Present\n\n- Ada / Lamps / @ada\n\n## Notes\n\n- ACTION: Ada to add documentation o/r#12 https://x.example\n";
    let file = SourceFile { path: "tower/2024-01-02.md".into(), text: text.into() };
    let resolved = resolve(extract(&file, Reading::builtin()).drafts, &Team::default());
    let mut shape = format!("{VERSION}\n");
    keys(&serde_json::to_value(&resolved.reports).unwrap(), 0, &mut shape);
    keys(&serde_json::to_value(&resolved.directory).unwrap(), 0, &mut shape);
    insta::assert_snapshot!(shape);
}

#[test]
fn an_ingest_writes_only_what_differs_and_forgets_what_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs::create_dir(&reports).unwrap();
    let write = |name: &str, words: &str| {
        fs::write(reports.join(name), format!("# Tower, {}\n\n- {words}, said everyone\n", &name[..10]))
            .unwrap();
    };
    write("2024-01-02.md", "the lamp is dim");
    write("2024-02-06.md", "the boat leaks");
    let sources = [Source::at(&reports).unwrap()];
    let archive = Archive::create_or_open(&folder.path().join("index")).unwrap();
    let found = |archive: &Archive, text: &str| archive.search(text, PAGE, TODAY).unwrap().results.total;

    let first = archive.ingest(&sources, &Team::default(), &Silent).unwrap();
    assert_eq!((first.reports, first.changed, first.removed), (2, 2, 0));
    let second = archive.ingest(&sources, &Team::default(), &Silent).unwrap();
    assert_eq!((second.changed, second.removed), (0, 0), "nothing changed, nothing is written");

    write("2024-02-06.md", "the boat is mended");
    fs::remove_file(reports.join("2024-01-02.md")).unwrap();
    let third = archive.ingest(&sources, &Team::default(), &Silent).unwrap();
    assert_eq!((third.reports, third.changed, third.removed), (1, 1, 1));
    assert_eq!((found(&archive, "lamp"), found(&archive, "leaks"), found(&archive, "mended")), (0, 0, 1));

    drop(archive);
    let opened = Archive::open(&folder.path().join("index")).unwrap();
    assert_eq!(found(&opened, "mended"), 1);
    assert_eq!(opened.catalog().reports.len(), 1);
    let kept: Vec<String> = fs::read_dir(folder.path().join("index").join(VERSION))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("catalog"))
        .collect();
    assert_eq!(kept.len(), 1, "one catalog per commit: {kept:?}");
}

#[test]
fn a_source_that_is_gone_leaves_the_archive_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs::create_dir(&reports).unwrap();
    fs::write(reports.join("2024-01-02.md"), "# Tower, 2024-01-02\n\n- the lamp is dim, said everyone\n")
        .unwrap();
    let sources = [Source::at(&reports).unwrap()];
    let archive = Archive::in_memory().unwrap();
    archive.ingest(&sources, &Team::default(), &Silent).unwrap();
    fs::remove_dir_all(&reports).unwrap();
    assert!(archive.ingest(&sources, &Team::default(), &Silent).is_err());
    assert_eq!(archive.search("lamp", PAGE, TODAY).unwrap().results.total, 1);
}

#[test]
fn a_folder_given_by_mistake_does_not_empty_the_archive() {
    let archive = Archive::in_memory().unwrap();
    archive.ingest(&[Source::Sample], &Team::default(), &Silent).unwrap();
    let empty = tempfile::tempdir().unwrap();
    let error = archive.ingest(&[Source::at(empty.path()).unwrap()], &Team::default(), &Silent).unwrap_err();
    assert!(error.to_string().contains("stays as it was"), "{error}");
    assert!(archive.search("federation", PAGE, TODAY).unwrap().results.total > 3);
    assert!(!archive.catalog().reports.is_empty());
}

#[test]
fn a_misspelt_word_is_corrected_and_a_quoted_one_is_not() {
    let archive = Archive::in_memory().unwrap();
    archive.ingest(&[Source::Sample], &Team::default(), &Silent).unwrap();
    let answer = archive.search("fedration", PAGE, TODAY).unwrap();
    assert_eq!(answer.corrected.corrections[0].meant, "federation");
    assert!(answer.results.total > 3);
    let typed = archive.search(&answer.corrected.as_typed, PAGE, TODAY).unwrap();
    assert_eq!((typed.results.total, typed.corrected.corrections.len()), (0, 0));
}
