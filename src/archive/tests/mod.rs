//! What an archive keeps, and that old and new programs never misread each other's.

mod at_once;

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

/// Whoever reads while the archive is written sees the old state or the new one, never some of both.
#[test]
fn readers_see_one_state_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let state = |name: &str, words: &str, count: usize| {
        let reports = folder.path().join(name).join("reports");
        fs::create_dir_all(&reports).unwrap();
        for day in 1..=count {
            let text =
                format!("# Tower, 2024-01-0{day}\n\n- the {words} is {words} on day {day}, said everyone\n");
            fs::write(reports.join(format!("2024-01-0{day}.md")), text).unwrap();
        }
        [Source::at(&reports).unwrap()]
    };
    let states = [state("old", "lamp", 3), state("new", "boat", 7)];
    let archive = Archive::create_or_open(&folder.path().join("index")).unwrap();
    archive.ingest(&states[0], &Team::default(), &Silent).unwrap();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = 0_usize;
                    while !done.load(std::sync::atomic::Ordering::Relaxed) {
                        let now = archive.now();
                        let reports = now.catalog().reports.len();
                        let found = |text: &str| now.search(text, PAGE, TODAY).unwrap().results.total;
                        let counts = (reports, found("lamp"), found("boat"));
                        assert!(matches!(counts, (3, 3, 0) | (7, 0, 7)), "{counts:?}");
                        let ids =
                            now.catalog().reports.iter().map(|report| report.id.clone()).collect::<Vec<_>>();
                        assert!(ids.iter().all(|id| now.report(id).unwrap().is_some()));
                        seen += 1;
                    }
                    seen
                })
            })
            .collect();
        for turn in 1..=20 {
            archive.ingest(&states[turn % 2], &Team::default(), &Silent).unwrap();
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(readers.into_iter().all(|reader| reader.join().unwrap() > 0));
    });
}

#[test]
fn what_another_process_writes_is_seen_after_a_refresh() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs::create_dir(&reports).unwrap();
    let write = |words: &str| {
        let text = format!("# Tower, 2024-01-02\n\n- {words}, said everyone\n");
        fs::write(reports.join("2024-01-02.md"), text).unwrap();
    };
    write("the lamp is dim");
    let (sources, index) = ([Source::at(&reports).unwrap()], folder.path().join("index"));
    let writer = Archive::create_or_open(&index).unwrap();
    writer.ingest(&sources, &Team::default(), &Silent).unwrap();
    let reader = Archive::open(&index).unwrap();
    write("the boat leaks");
    writer.ingest(&sources, &Team::default(), &Silent).unwrap();
    let found = |text: &str| reader.search(text, PAGE, TODAY).unwrap().results.total;
    assert_eq!((found("lamp"), found("boat")), (1, 0));
    assert!(reader.refresh().unwrap() && !reader.refresh().unwrap());
    assert_eq!((found("lamp"), found("boat")), (0, 1));
    // What the reader writes stands on what the writer wrote.
    write("the lamp is dim");
    assert_eq!(reader.ingest(&sources, &Team::default(), &Silent).unwrap().changed, 1);
    write("the boat leaks");
    assert_eq!(writer.ingest(&sources, &Team::default(), &Silent).unwrap().changed, 1);
}

#[test]
fn two_writers_refuse_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::create_or_open(folder.path()).unwrap();
    let other = Archive::create_or_open(folder.path()).unwrap();
    struct Meanwhile<'a>(&'a Archive, std::sync::atomic::AtomicUsize);
    impl super::Progress for Meanwhile<'_> {
        fn stage(&self, _name: &'static str, _steps: usize) {
            let error = self.0.ingest(&[Source::Sample], &Team::default(), &Silent).unwrap_err();
            assert!(error.to_string().contains("another process is writing this index"), "{error}");
            self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
        fn tick(&self) {}
    }
    let meanwhile = Meanwhile(&other, 0.into());
    archive.ingest(&[Source::Sample], &Team::default(), &meanwhile).unwrap();
    assert!(meanwhile.1.into_inner() > 0);
    assert_eq!(other.ingest(&[Source::Sample], &Team::default(), &Silent).unwrap().changed, 0);
}

/// An index that is deleted while it is open is made anew by the next update, whether or not anything else changed.
#[test]
fn an_index_that_is_deleted_while_it_is_open_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (index, reports) = (folder.path().join("index"), folder.path().join("reports"));
    fs::create_dir(&reports).unwrap();
    let write = |day: usize| {
        fs::write(reports.join(format!("2024-01-0{day}.md")), "# Tower\n\n- the lamp is dim\n").unwrap();
    };
    let sources = [Source::at(&reports).unwrap()];
    let told = |archive: &Archive| archive.search("lamp", PAGE, TODAY).unwrap().results.total;
    write(1);
    let archive = Archive::create_or_open(&index).unwrap();
    let update = || archive.ingest(&sources, &Team::default(), &Silent).unwrap();
    update();
    let mut day = 1;
    for gone in ["", VERSION, &format!("{VERSION}/engine")] {
        for changes in [false, true] {
            let name = format!("{gone:?} gone, a report more: {changes}");
            fs::remove_dir_all(index.join(gone)).unwrap();
            assert_eq!(told(&archive), day, "{name}: who has it open goes on");
            if changes {
                day += 1;
                write(day);
            }
            update();
            assert_eq!((told(&archive), told(&Archive::open(&index).unwrap())), (day, day), "{name}");
            let health = Archive::check(&index);
            assert_eq!((health.damage, health.notes), (vec![], vec![]), "{name}");
            assert_eq!(update().changed, 0, "{name}");
        }
    }
}

/// A damaged index is made anew, and what has it open goes on with it until then.
#[test]
fn a_damaged_index_is_made_anew() {
    type Spoil = fn(&std::path::Path);
    fn each(folder: &std::path::Path, ending: &str, spoil: fn(&std::path::Path)) {
        for file in fs::read_dir(folder).unwrap().flatten() {
            if file.file_name().to_string_lossy().ends_with(ending) {
                spoil(&file.path());
            }
        }
    }
    fn flip(path: &std::path::Path) {
        // In its place: a file that is cut while it is mapped ends the program that reads it.
        use std::io::{Read, Seek, SeekFrom, Write};
        let mut file = fs::File::options().read(true).write(true).open(path).unwrap();
        let middle = file.metadata().unwrap().len() / 2;
        let mut byte = [0];
        file.seek(SeekFrom::Start(middle)).unwrap();
        file.read_exact(&mut byte).unwrap();
        file.seek(SeekFrom::Start(middle)).unwrap();
        file.write_all(&[byte[0] ^ 4]).unwrap();
    }
    fn cut(path: &std::path::Path) {
        let length = fs::metadata(path).unwrap().len();
        fs::File::options().write(true).open(path).unwrap().set_len(length / 2).unwrap();
    }
    fn remove(path: &std::path::Path) {
        fs::remove_file(path).unwrap();
    }
    let spoils: [(&str, Spoil); 8] = [
        ("catalog flipped", |index| each(index, ".json", flip)),
        ("catalog gone", |index| each(index, ".json", remove)),
        ("seal flipped", |index| flip(&index.join("seal"))),
        ("list of segments flipped", |index| flip(&index.join("engine/meta.json"))),
        ("list of segments gone", |index| remove(&index.join("engine/meta.json"))),
        ("postings flipped", |index| each(&index.join("engine"), ".idx", flip)),
        ("store cut", |index| each(&index.join("engine"), ".store", cut)),
        ("engine gone", |index| fs::remove_dir_all(index.join("engine")).unwrap()),
    ];
    let folder = tempfile::tempdir().unwrap();
    let (index, reports) = (folder.path().join("index"), folder.path().join("reports"));
    let index = index.as_path();
    fs::create_dir(&reports).unwrap();
    for day in 1..=4 {
        let text = format!("# Tower, 2024-01-0{day}\n\n- the lamp of day {day} is dim, said everyone\n");
        fs::write(reports.join(format!("2024-01-0{day}.md")), text).unwrap();
    }
    let sources = [Source::at(&reports).unwrap()];
    let told = |archive: &Archive| archive.search("lamp", PAGE, TODAY).unwrap().results.total;
    for (name, spoil) in spoils {
        let archive = Archive::create_or_open(index).unwrap();
        archive.ingest(&sources, &Team::default(), &Silent).unwrap();
        assert_eq!(Archive::check(index).damage, [], "{name}");
        let before = told(&archive);
        let archive = if name == "store cut" { Archive::in_memory().unwrap() } else { archive };
        spoil(&index.join(VERSION));
        assert_ne!(Archive::check(index).damage, [], "{name}");
        if matches!(name, "catalog gone" | "list of segments gone" | "engine gone") {
            assert_eq!(told(&archive), before, "{name}: who has it open goes on");
        }
        let again = Archive::create_or_open(index).unwrap();
        again.ingest(&sources, &Team::default(), &Silent).unwrap();
        assert_eq!(told(&again), before, "{name}");
        assert_eq!((Archive::check(index).damage, Archive::check(index).notes), (vec![], vec![]), "{name}");
        // What was open before sees the new one.
        archive.ingest(&sources, &Team::default(), &Silent).unwrap();
        assert_eq!(told(&archive), before, "{name}");
        assert!(told(&Archive::open(index).unwrap()) == before, "{name}");
    }
    for left in ["engine-new", "engine-old"] {
        assert!(!index.join(VERSION).join(left).exists());
    }
}
