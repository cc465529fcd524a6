//! Addresses that last: whatever becomes of a passage, its old address tells something.
//!
//! Each story writes files, indexes them, changes them, indexes again, and asks for a passage of the first state by the
//! id that it had then.

use minutebook::archive::{Archive, Fate, ReportFate, Silent};
use minutebook::report::Report;
use minutebook::source::Source;
use minutebook::vocabulary::Team;
use std::fs;
use std::path::PathBuf;

/// A folder of reports with an index beside it.
struct Desk {
    folder: tempfile::TempDir,
}

/// A file with what it says.
struct File(&'static str, String);

fn file(name: &'static str, text: impl Into<String>) -> File {
    File(name, text.into())
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    /// Makes the folder hold these files and no others, and indexes it.
    fn write(&self, files: &[File]) -> Archive {
        let reports = self.folder.path().join("reports");
        let _ = fs::remove_dir_all(&reports);
        for File(name, text) in files {
            let path = reports.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let archive = Archive::create_or_open(&self.index()).unwrap();
        archive.ingest(&[Source::at(&reports).unwrap()], &Team::default(), &Silent).unwrap();
        archive
    }
}

/// All reports of an archive.
fn reports(archive: &Archive) -> Vec<Report> {
    let mut reports = Vec::new();
    archive.each_report(&mut |report| reports.push(report.clone())).unwrap();
    reports
}

/// The id of the passage that says something.
fn id_of(archive: &Archive, words: &str) -> String {
    let reports = reports(archive);
    // The innermost of those that stand in each other comes last.
    let entries = reports.iter().flat_map(|report| &report.entries);
    entries.rev().find(|entry| entry.own_text().contains(words)).unwrap().id.clone()
}

/// What an archive tells of an id: what became of it, and the words that are shown for it.
fn told(archive: &Archive, id: &str) -> (&'static str, String) {
    match archive.now().fate(id).unwrap() {
        Fate::There { entry, .. } => ("there", entry.own_text().to_owned()),
        Fate::Moved { entry, .. } => ("moved", entry.own_text().to_owned()),
        Fate::Edited { entry, .. } => ("edited", entry.own_text().to_owned()),
        Fate::Gone { former } => ("gone", former.text.clone().unwrap_or_default()),
        Fate::Unknown => ("unknown", String::new()),
    }
}

const JANUARY: &str = "# Tower, 2031-01-07\n\n## Present\n\n- Ada Quill (@adaq)\n\n## Lamp\n\n- The lamp needs two \
    barrels of oil before the spring storms\n  - Ada asks the merchants for a price\n- We paint the peir green\n\n## Boats\n\n\
    - The old boat leaks at the stern and is to be sold\n";
const FEBRUARY: &str = "# Tower, 2031-02-04\n\n- The gate is stuck again, says Ben\n";

fn with(before: &str, after: &str) -> String {
    assert!(JANUARY.contains(before), "{before}");
    JANUARY.replace(before, after)
}

/// A story: what it is called, words of the passage, the files afterwards, what became of it, and words that are shown.
type Story = (&'static str, &'static str, Vec<File>, &'static str, &'static str);

fn stories() -> Vec<Story> {
    let (first, second) = ("tower/2031-01-07.md", "tower/2031-02-04.md");
    let oil = "two barrels of oil";
    let joined = format!("{JANUARY}\n{FEBRUARY}");
    vec![
        ("nothing changed", oil, vec![file(first, JANUARY), file(second, FEBRUARY)], "there", "barrels"),
        (
            "a moved file",
            oil,
            vec![file("notes/2031-01-07.md", JANUARY), file(second, FEBRUARY)],
            "moved",
            "barrels",
        ),
        (
            "another day",
            oil,
            vec![file("tower/2031-01-08.md", with("2031-01-07", "2031-01-08"))],
            "moved",
            "barrels",
        ),
        ("a yearly file", oil, vec![file("yearly/2031.md", joined)], "moved", "barrels"),
        (
            "another mark, another case",
            oil,
            vec![file(first, with("- The lamp needs two barrels", "* **the lamp** needs two  barrels"))],
            "there",
            "barrels",
        ),
        (
            "a corrected word",
            "peir",
            vec![file(first, with("peir", "pier"))],
            "edited",
            "We paint the pier green",
        ),
        (
            "a passage that went to another meeting",
            "old boat",
            vec![
                file(first, with("- The old boat leaks at the stern and is to be sold\n", "- Nothing\n")),
                file(second, format!("{FEBRUARY}- The old boat leaks at the stern and is to be sold\n")),
            ],
            "moved",
            "old boat",
        ),
        (
            "one passage made two",
            "old boat",
            vec![file(first, with("at the stern and is to be sold", "at the stern\n- It is to be sold"))],
            "edited",
            "The old boat leaks at the stern",
        ),
        (
            "two passages made one",
            "peir",
            vec![file(first, with("storms\n  - Ada asks the merchants for a price\n- We", "storms, and we"))],
            "edited",
            "spring storms, and we paint",
        ),
        (
            "a passage taken out",
            "old boat",
            vec![file(first, with("- The old boat leaks at the stern and is to be sold\n", ""))],
            "gone",
            "The old boat leaks at the stern and is to be sold",
        ),
        ("a file deleted", "old boat", vec![file(second, FEBRUARY)], "gone", "The old boat leaks"),
    ]
}

#[test]
fn an_old_address_tells_what_became_of_its_passage() {
    let (first, second) = ("tower/2031-01-07.md", "tower/2031-02-04.md");
    for (story, passage, after, became, words) in stories() {
        let desk = Desk::new();
        let archive = desk.write(&[file(first, JANUARY), file(second, FEBRUARY)]);
        let id = id_of(&archive, passage);
        drop(archive);
        let archive = desk.write(&after);
        let (found, text) = told(&archive, &id);
        assert_eq!(found, became, "{story}: {text:?}");
        assert!(text.contains(words), "{story}: {text:?}");
        // Another program, started later, tells the same.
        drop(archive);
        assert_eq!(told(&Archive::open(&desk.index()).unwrap(), &id), (found, text), "{story}");
    }
}

#[test]
fn a_passage_is_followed_through_many_changes() {
    let desk = Desk::new();
    let first = desk.write(&[file("tower/2031-01-07.md", JANUARY)]);
    let before = id_of(&first, "peir");
    drop(first);
    let mut ids = vec![before];
    let states = [
        ("tower/2031-01-07.md", with("peir green", "pier green")),
        ("tower/2031-01-07.md", with("peir green", "pier green, and the gate")),
        ("keep/2031-01-07.md", with("peir green", "pier green, and the gate")),
        ("keep/2031-01-07.md", with("peir green", "pier green, and the gate red")),
    ];
    for (name, text) in &states {
        let archive = desk.write(&[file(name, text.as_str())]);
        let now = id_of(&archive, "We paint");
        for id in &ids {
            let (found, words) = told(&archive, id);
            assert!(found == "edited" || found == "moved", "{name}: {id} is {found}");
            assert!(words.contains("We paint the pier green"), "{words}");
        }
        ids.push(now);
    }
    // It comes back as it was: its first address is its own again.
    let archive = desk.write(&[file("tower/2031-01-07.md", JANUARY)]);
    assert_eq!(told(&archive, &ids[0]).0, "there");
    assert_eq!(told(&archive, &ids[4]).1, "We paint the peir green");
    drop(archive);
    let archive = desk.write(&[file("tower/2031-02-04.md", FEBRUARY)]);
    for id in &ids {
        assert_eq!(told(&archive, id), ("gone", "We paint the peir green".to_owned()), "{id}");
    }
}

#[test]
fn words_are_found_where_nothing_is_remembered() {
    let desk = Desk::new();
    let archive = desk.write(&[file("tower/2031-01-07.md", JANUARY), file("tower/2031-02-04.md", FEBRUARY)]);
    let (oil, gate) = (id_of(&archive, "barrels"), id_of(&archive, "gate"));
    drop(archive);
    fs::remove_dir_all(desk.index()).unwrap();
    let archive = desk.write(&[
        file("minutes/january.md", JANUARY),
        file("minutes/other.md", "# Minutes, 2031-03-04\n\n- New\n"),
    ]);
    assert_eq!(told(&archive, &oil).0, "moved");
    assert_eq!(told(&archive, &gate).0, "unknown");
    assert_eq!(told(&archive, "tower/2031-01-07/0123456789").0, "unknown");
    assert_eq!(told(&archive, "").0, "unknown");
}

#[test]
fn reports_are_followed_too() {
    let desk = Desk::new();
    drop(desk.write(&[file("tower/2031-01-07.md", JANUARY), file("tower/2031-02-04.md", FEBRUARY)]));
    let archive = desk.write(&[file("keep/2031-01-07.md", JANUARY)]);
    let now = archive.now();
    assert!(
        matches!(now.report_fate("tower/2031-01-07"), ReportFate::Moved(to) if to.id == "keep/2031-01-07")
    );
    assert!(
        matches!(now.report_fate("tower/2031-02-04"), ReportFate::Gone(former) if former.title.contains("2031-02-04"))
    );
    assert!(matches!(now.report_fate("tower/2031-03-04"), ReportFate::Unknown));
}

#[test]
fn what_a_passage_said_can_be_forgotten() {
    let desk = Desk::new();
    let archive = desk.write(&[file("tower/2031-01-07.md", JANUARY)]);
    let boat = id_of(&archive, "old boat");
    drop(archive);
    let without = with("- The old boat leaks at the stern and is to be sold\n", "");
    let archive = desk.write(&[file("tower/2031-01-07.md", without.as_str())]);
    assert_eq!(told(&archive, &boat).0, "gone");
    let forgotten = archive.forget(&[boat.clone(), "tower/2031-01-07/0123456789".to_owned()]).unwrap();
    assert_eq!(forgotten, [boat.as_str()]);
    assert_eq!(told(&archive, &boat), ("gone", String::new()));
    let kept = fs::read_to_string(desk.index().join("former")).unwrap();
    assert!(kept.contains(&boat) && !kept.contains("leaks at the stern"), "{kept}");
    drop(archive);
    // It comes and goes again: what was forgotten stays forgotten.
    drop(desk.write(&[file("tower/2031-01-07.md", JANUARY)]));
    let archive = desk.write(&[file("tower/2031-01-07.md", without.as_str())]);
    assert_eq!(told(&archive, &boat), ("gone", String::new()));
}

#[test]
fn a_source_that_is_taken_out_is_not_remembered() {
    let desk = Desk::new();
    let archive = desk.write(&[file("tower/2031-01-07.md", JANUARY)]);
    let boat = id_of(&archive, "old boat");
    let other = desk.folder.path().join("other");
    fs::create_dir_all(other.join("hall")).unwrap();
    fs::write(other.join("hall/2031-05-06.md"), "# Hall, 2031-05-06\n\n- The roof is new\n").unwrap();
    archive.ingest(&[Source::at(&other).unwrap()], &Team::default(), &Silent).unwrap();
    assert_eq!(told(&archive, &boat).0, "unknown");
}

#[test]
fn a_list_that_is_damaged_is_told_of_and_mended() {
    let desk = Desk::new();
    let archive = desk.write(&[file("tower/2031-01-07.md", JANUARY)]);
    let (boat, pier) = (id_of(&archive, "old boat"), id_of(&archive, "peir"));
    drop(archive);
    let without = with("- The old boat leaks at the stern and is to be sold\n", "");
    drop(desk.write(&[file("tower/2031-01-07.md", without.as_str())]));
    let list = desk.index().join("former");
    let text = fs::read_to_string(&list).unwrap();
    fs::write(&list, text.replace("leaks", "leeks")).unwrap();
    let health = Archive::check(&desk.index());
    assert!(health.damage.is_empty(), "the index is whole");
    assert!(health.notes[0].what.contains("line"), "{:?}", health.notes);
    let archive = desk.write(&[file("tower/2031-01-07.md", without.replace("peir", "pier"))]);
    assert_eq!(told(&archive, &boat).0, "unknown");
    assert_eq!(told(&archive, &pier).0, "edited");
    assert_eq!(Archive::check(&desk.index()).notes, vec![]);
    assert!(fs::read_to_string(desk.index().join("former.damaged")).unwrap().contains("leeks"));
}
