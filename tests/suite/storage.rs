//! What an engine keeps: replacing, removing, stamps, reopening, folders that cannot be written.

use crate::support::queries::{query, value, word};
use crate::support::reports::{With, archive, entry, report};
use crate::support::{ask, change, contestants, ids, put};
use minutebook::field::Field;
use minutebook::query::Expr;
use minutebook::report::Kind;
use minutebook::search::{Changes, Document, SearchEngine, SearchError, TantivyEngine};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

fn count(engine: &dyn SearchEngine, expr: Expr) -> usize {
    ask(engine, &query(expr)).total
}

fn stamped(stamp: &str) -> Changes<'static> {
    Changes { stamp: stamp.to_owned(), ..Changes::default() }
}

#[test]
fn updates_replace_and_remove_whole_reports() {
    for contestant in contestants() {
        let engine = contestant.engine.as_ref();
        change(engine, &archive(), &[], "1");
        assert_eq!(count(engine, Expr::All), 12, "{}", contestant.name);
        // The same again changes nothing; a report put twice is there as it was put last.
        let twice = [report("operations/notes", "", "Notes", vec![]), archive()[3].clone()];
        change(engine, &archive(), &[], "2");
        change(engine, &twice, &[], "3");
        assert_eq!(count(engine, Expr::All), 12, "{}", contestant.name);
        let shorter = report("operations/notes", "2020-02-02", "Dated", vec![entry("x").topics(&["new"])]);
        change(engine, std::slice::from_ref(&shorter), &["community/2023-05-04", "nobody/knows"], "4");
        assert_eq!(count(engine, Expr::All), 8, "{}", contestant.name);
        assert_eq!(count(engine, word("gdpr")), 0);
        assert_eq!(ids(&ask(engine, &query(value(Field::Topic, &["new"])))), ["operations/notes/1"]);
        assert_eq!(engine.view().document("operations/notes").unwrap(), Some(shorter));
        assert_eq!(engine.view().document("community/2023-05-04").unwrap(), None);
        assert_eq!(engine.stamp().unwrap(), "4");
        // A report that is removed and put in one update is put.
        change(engine, &archive()[..1], &["community/2023-05-04"], "5");
        assert_eq!(count(engine, word("gdpr")), 1, "{}", contestant.name);
    }
}

#[test]
fn entries_are_found_by_the_hash_of_their_words() {
    for contestant in contestants() {
        let engine = contestant.engine.as_ref();
        let mut documents = archive();
        documents[0].report.entries[0].id = "community/2023-05-04/0123456789".to_owned();
        documents[1].report.entries[0].id = "operations/notes/0123456789-2".to_owned();
        put(engine, &documents);
        let found = engine.view().entries_worded("0123456789").unwrap();
        assert_eq!(found, ["community/2023-05-04/0123456789", "operations/notes/0123456789-2"]);
        assert_eq!(engine.view().entries_worded("0123").unwrap(), Vec::<String>::new());
        let gone = documents[0].report.id.clone();
        change(engine, &[], &[gone.as_str()], "gone");
        let found = engine.view().entries_worded("0123456789").unwrap();
        assert_eq!(found, ["operations/notes/0123456789-2"], "{}", contestant.name);
    }
}

#[test]
fn documents_come_back_as_they_were_put() {
    for contestant in contestants() {
        let engine = contestant.engine.as_ref();
        let mut documents = archive();
        documents[1].markdown = "zażółć 会議\r\n\0 and the rest\n".repeat(2_000);
        put(engine, &documents);
        for document in &documents {
            assert_eq!(engine.view().document(&document.report.id).unwrap().as_ref(), Some(document));
        }
        let mut seen: Vec<Document> = Vec::new();
        engine.view().each_document(&mut |document| seen.push(document)).unwrap();
        assert_eq!(seen, documents, "{} gives them by id", contestant.name);
        let hit = ask(engine, &query(word("gdpr"))).hits.remove(0);
        assert_eq!(hit.entry, documents[0].report.entries[0]);
        assert_eq!(
            (hit.report, hit.title),
            (documents[0].report.id.clone(), documents[0].report.title.clone())
        );
        assert_eq!((hit.date, hit.series), (documents[0].report.date, documents[0].report.series.clone()));
        assert_eq!(hit.path, documents[0].report.path);
    }
}

#[test]
fn every_document_ticks() {
    for contestant in contestants() {
        let ticks = AtomicUsize::new(0);
        let changes = Changes { put: archive().into(), ..stamped("") };
        let tick = || {
            ticks.fetch_add(1, Ordering::Relaxed);
        };
        contestant.engine.update(changes, &tick).unwrap();
        assert_eq!(ticks.into_inner(), archive().len(), "{}", contestant.name);
    }
}

#[test]
fn an_index_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/index");
    assert!(matches!(TantivyEngine::open(&path), Err(SearchError::NoIndex { .. })));
    let engine = TantivyEngine::create_or_open(&path).unwrap();
    change(&engine, &archive(), &[], "stamp \"1\"");
    drop(engine);
    fs::write(path.join(".tmpLeftOver"), "").unwrap();
    for engine in [TantivyEngine::open(&path).unwrap(), TantivyEngine::create_or_open(&path).unwrap()] {
        assert_eq!(count(&engine, Expr::All), 12);
        assert_eq!(engine.stamp().unwrap(), "stamp \"1\"");
        assert!(engine.view().document("operations/notes").unwrap().is_some());
    }
    // What another one commits is seen after a refresh, its stamp at once.
    let (reader, writer) =
        (TantivyEngine::open(&path).unwrap(), TantivyEngine::create_or_open(&path).unwrap());
    change(&writer, &[], &["operations/notes"], "2");
    assert!(!path.join(".tmpLeftOver").exists(), "left-over files are swept");
    assert_eq!((count(&reader, Expr::All), reader.stamp().unwrap()), (12, "2".to_owned()));
    reader.refresh().unwrap();
    assert_eq!(count(&reader, Expr::All), 11);
}

#[test]
fn an_index_of_another_version_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    type Spoil = dyn Fn(&str) -> String;
    let spoil: [(&str, &Spoil); 3] = [
        ("another format", &|meta| meta.replace("\\\"format\\\":", "\\\"format\\\":9")),
        ("another schema", &|meta| meta.replace("\"_lead\"", "\"_lede\"")),
        ("not an index", &|_| "{".to_owned()),
    ];
    fs::write(path.join("mine.txt"), "not an index's").unwrap();
    for (name, spoil) in spoil {
        put(&TantivyEngine::create_or_open(path).unwrap(), &archive());
        let meta = fs::read_to_string(path.join("meta.json")).unwrap();
        assert_ne!(spoil(&meta), meta, "{name}");
        fs::write(path.join("meta.json"), spoil(&meta)).unwrap();
        assert!(matches!(TantivyEngine::open(path), Err(SearchError::NoIndex { .. })), "{name}");
        let engine = TantivyEngine::create_or_open(path).unwrap();
        assert_eq!((count(&engine, Expr::All), engine.stamp().unwrap()), (0, String::new()), "{name}");
        assert!(path.join("mine.txt").exists(), "{name}");
    }
}

#[test]
fn one_writer_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TantivyEngine::create_or_open(folder.path()).unwrap();
    let other = TantivyEngine::create_or_open(folder.path()).unwrap();
    let refused = AtomicUsize::new(0);
    let tick = || {
        let result = other.update(stamped("other"), &|| {});
        assert!(matches!(result, Err(SearchError::Locked { .. })), "{result:?}");
        refused.fetch_add(1, Ordering::Relaxed);
    };
    engine.update(Changes { put: archive().into(), ..stamped("one") }, &tick).unwrap();
    assert_eq!(refused.into_inner(), archive().len());
    assert_eq!(engine.stamp().unwrap(), "one");
    other.update(stamped("other"), &|| {}).unwrap();
    assert_eq!(engine.stamp().unwrap(), "other");
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    put(&TantivyEngine::create_or_open(&path).unwrap(), &archive());
    for file in fs::read_dir(&path).unwrap().flatten() {
        set_mode(&file.path(), 0o444);
    }
    set_mode(&path, 0o555);
    if fs::write(path.join("probe"), "").is_ok() {
        println!("skipped: this user may write to any folder");
        set_mode(&path, 0o755);
        return;
    }
    let engine = TantivyEngine::open(&path).unwrap();
    assert_eq!(count(&engine, Expr::All), 12);
    engine.refresh().unwrap();
    let refused = engine.update(stamped("2"), &|| {});
    assert!(matches!(refused, Err(SearchError::Unwritable { .. })), "{refused:?}");
    assert_eq!(count(&engine, Expr::All), 12);
    let below = TantivyEngine::create_or_open(&path.join("below")).map(|_| ());
    assert!(matches!(below, Err(SearchError::Unwritable { .. })), "{below:?}");
    set_mode(&path, 0o755);
}

/// A report whose entries have other values for each number that they are made of.
fn dealt(name: u8, numbers: &[u8]) -> Document {
    let entries = numbers.iter().map(|&number| {
        let topic = |of: u8| format!("{}opic {}", if of.is_multiple_of(2) { "T" } else { "t" }, of % 23);
        let topics: Vec<String> = (0..number % 9).map(|more| topic(number.wrapping_mul(more + 1))).collect();
        let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
        let people = [["ines", "mei", "tomasz"][usize::from(number % 3)]];
        let made = entry(&format!("word{} was dealt", number % 7)).topics(&topics);
        match number % 5 {
            0 => made,
            1 => made.people(&people).kind(Kind::Decision),
            _ => made.people(&people),
        }
    });
    let date = format!("20{:02}-0{}-11", 10 + name % 7, 1 + name % 9);
    report(&format!("s{}/{name}", name % 4), &date, &format!("Report {name}"), entries.collect())
}

/// All that a page may show of an answer, with every count.
fn told(engine: &dyn SearchEngine, expr: Expr) -> String {
    let mut results = ask(engine, &query(expr));
    for facet in &mut results.facets {
        // Of two ways to write a value that which was shown stays for a while.
        facet.values.iter_mut().for_each(|value| value.value = value.value.to_lowercase());
        facet.values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    }
    let hits: Vec<_> = results.hits.iter().map(|hit| (&hit.entry, hit.date)).collect();
    format!("{} {hits:?} {:?} {:?}", results.total, results.facets, results.histogram)
}

#[test]
fn an_update_in_a_hurry_may_be_the_first_with_several_values() {
    let folder = tempfile::tempdir().unwrap();
    let engine = TantivyEngine::create_or_open(folder.path()).unwrap();
    let one = |id: &str, topics: &[&str]| report(id, "2024-05-06", id, vec![entry("a lamp").topics(topics)]);
    put(&engine, &[one("tower/1", &["oil"]), one("tower/2", &["rope"]), one("tower/3", &[])]);
    for (at, topics) in [&["oil", "rope", "wick"][..], &["rope"], &[]].into_iter().enumerate() {
        let put = vec![one("tower/3", topics)].into();
        engine
            .update(Changes { put, remove: Vec::new(), stamp: at.to_string(), hurry: true }, &|| {})
            .unwrap();
        let anew = TantivyEngine::open(folder.path()).unwrap();
        for expr in [Expr::All, value(Field::Topic, &["rope"])] {
            assert_eq!(told(&engine, expr.clone()), told(&anew, expr), "{topics:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    /// What stays of the view before an update in a hurry is told as if all had been read again.
    #[test]
    fn an_update_in_a_hurry_shows_what_an_index_opened_anew_shows(
        first in vec((0u8..40, vec(any::<u8>(), 0..12)), 1..12),
        updates in vec((vec((0u8..40, vec(any::<u8>(), 0..6)), 0..3), vec(0u8..40, 0..3)), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let engine = TantivyEngine::create_or_open(folder.path()).unwrap();
        let documents: Vec<Document> = first.iter().map(|(name, numbers)| dealt(*name, numbers)).collect();
        put(&engine, &documents);
        for (at, (puts, removes)) in updates.iter().enumerate() {
            let put: Vec<Document> = puts.iter().map(|(name, numbers)| dealt(*name, numbers)).collect();
            let remove = removes.iter().map(|name| format!("s{}/{name}", name % 4)).collect();
            let changes = Changes { put: put.into(), remove, stamp: at.to_string(), hurry: true };
            engine.update(changes, &|| {}).unwrap();
            let anew = TantivyEngine::open(folder.path()).unwrap();
            let chosen = Expr::And(vec![word("dealt"), value(Field::Topic, &["topic 4"])]);
            for expr in [Expr::All, word("word3"), chosen, value(Field::Person, &["mei"])] {
                prop_assert_eq!(told(&engine, expr.clone()), told(&anew, expr));
            }
            let ids = |engine: &TantivyEngine| {
                let mut ids = Vec::new();
                engine.view().each_document(&mut |document| ids.push(document.report.id)).unwrap();
                ids
            };
            prop_assert_eq!(ids(&engine), ids(&anew));
        }
    }
}
