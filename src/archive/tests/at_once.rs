//! What changed in a few files is shown at once, and updates are left for newer ones.

use super::{PAGE, TODAY};
use crate::archive::{Archive, ArchiveError, Progress, Silent, Waits};
use crate::source::Source;
use crate::vocabulary::Team;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// In a large archive what a few files say is found before all that follows from it is known.
#[test]
fn a_small_change_is_shown_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("tower");
    fs::create_dir(&reports).unwrap();
    let write = |day: &str, words: &str| {
        let head =
            format!("# Tower, {day}\n\n## Present\n\n- Ada Quill (@adaq)\n- Ben Marsh\n\n## Notes\n\n");
        let template = "- Add your news here\n- The lamp oil of the tower is old, said Ada Quill\n";
        fs::write(reports.join(format!("{day}.md")), format!("{head}{template}{words}\n")).unwrap();
    };
    for month in 1..=6 {
        write(&format!("2024-{month:02}-02"), &format!("- The lamp oil number {month} is here"));
    }
    let (sources, index) =
        ([Source::at(folder.path().join("tower").as_path()).unwrap()], folder.path().join("index"));
    let archive = Archive::create_or_open(&index).unwrap().at_once_from(0);
    archive.ingest(&sources, &Team::default(), &Silent).unwrap();
    // What is seen when all is about to be resolved.
    struct Looking<'a>(&'a Archive, Mutex<Vec<(bool, usize, usize, String)>>, PathBuf);
    impl Progress for Looking<'_> {
        fn stage(&self, name: &'static str, _steps: usize) {
            if name != "finding people and topics" {
                return;
            }
            let now = self.0.now();
            let found = |text: &str| now.search(text, PAGE, TODAY).unwrap().results;
            let told = found("person:adaq \"changeling\"").hits;
            let who = told.first().map(|hit| format!("{:?} {:?}", hit.entry.people, hit.entry.assignees));
            let counts = (found("\"changeling\"").total, found("\"add your news\"").total);
            assert_eq!(Archive::check(&self.2).damage, [], "what is shown is whole");
            assert_eq!(Archive::open(&self.2).unwrap().catalog().reports.len(), now.catalog().reports.len());
            self.1.lock().unwrap().push((now.is_change(), counts.0, counts.1, who.unwrap_or_default()));
        }
        fn tick(&self) {}
    }
    let looking = Looking(&archive, Mutex::default(), index.clone());
    write("2024-06-02", "- [ ] Ada Quill: paint the changeling");
    write("2024-07-02", "- A changeling of lamp oil");
    fs::remove_file(reports.join("2024-02-02.md")).unwrap();
    let done = archive.ingest(&sources, &Team::default(), &looking).unwrap();
    let seen = looking.1.into_inner().unwrap();
    assert_eq!(seen, [(true, 2, 0, "[\"adaq\"] [\"adaq\"]".to_owned())]);
    assert!(!archive.now().is_change() && done.reports == 6);
    assert_eq!((Archive::check(&index).damage, Archive::check(&index).notes), (vec![], vec![]));
    // Nothing is done where nothing changed.
    let idle = Looking(&archive, Mutex::default(), index.clone());
    assert_eq!(archive.ingest(&sources, &Team::default(), &idle).unwrap().changed, 0);
    assert!(idle.1.into_inner().unwrap().is_empty());
}

/// Where something newer is asked for, what is resolved is left; what changed meanwhile is shown with what had changed.
#[test]
fn an_update_is_left_for_what_changes_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (reports, index) = (folder.path().join("tower"), folder.path().join("index"));
    fs::create_dir(&reports).unwrap();
    let path = |month: u32| reports.join(format!("2024-{month:02}-02.md"));
    let write = |month: u32, words: &str| {
        let head = format!("# Tower, 2024-{month:02}-02\n\n## Present\n\n- Ada Quill\n\n## Notes\n\n");
        fs::write(path(month), format!("{head}- The lamp is dim this month\n- {words}\n")).unwrap();
    };
    (1..=6).for_each(|month| write(month, "Nothing else was said"));
    let open = || Archive::create_or_open(&index).unwrap().at_once_from(0);
    let sources = [Source::at(&reports).unwrap()];
    let ingest = |archive: &Archive, waits| archive.ingest(&sources, &Team::default(), &Hurry::of(waits));
    let archive = open();
    ingest(&archive, Waits::Nothing).unwrap();
    let before = fs::read_to_string(path(3)).unwrap();
    type Step<'a> = (&'a str, &'a dyn Fn(), [usize; 4]);
    let steps: [Step<'_>; 6] = [
        ("one changes", &|| write(3, "A first oar is carved"), [1, 0, 0, 6]),
        ("another one too", &|| write(4, "A second oar is carved"), [1, 1, 0, 6]),
        (
            "the first again, and a new one",
            &|| [3, 7].into_iter().for_each(|month| write(month, "A third oar")),
            [0, 1, 2, 7],
        ),
        ("the first is as it was", &|| fs::write(path(3), &before).unwrap(), [0, 1, 1, 7]),
        (
            "the new one goes, and an old one",
            &|| [1, 7].into_iter().for_each(|month| fs::remove_file(path(month)).unwrap()),
            [0, 1, 0, 5],
        ),
        ("nothing changes", &|| {}, [0, 1, 0, 5]),
    ];
    let told = |archive: &Archive| {
        let found = |text: &str| archive.search(text, PAGE, TODAY).unwrap().results.total;
        [
            found("\"first oar\""),
            found("\"second oar\""),
            found("\"third oar\""),
            archive.catalog().reports.len(),
        ]
    };
    // The same program goes on, or another one that was started in between.
    for restarted in [false, true] {
        for (step, change, expected) in &steps {
            change();
            let again;
            let now = if restarted {
                again = open();
                &again
            } else {
                &archive
            };
            let left = ingest(now, Waits::Newer);
            // Where nothing changed, what was begun is right after all, and is waited for.
            let ends = *step == "nothing changes" && !restarted;
            assert_eq!(matches!(left, Err(ArchiveError::Superseded)), !ends, "{step}: {left:?}");
            assert_eq!(now.now().is_change(), !ends, "{step}");
            assert_eq!(told(now), *expected, "{step}");
            assert_eq!(Archive::check(&index).damage, [], "{step}");
        }
        ingest(&archive, Waits::Nothing).unwrap();
        assert_eq!((told(&archive), archive.now().is_change()), ([0, 1, 0, 5], false));
        let fresh = Archive::in_memory().unwrap();
        ingest(&fresh, Waits::Nothing).unwrap();
        let catalog = |archive: &Archive| serde_json::to_string(&*archive.catalog()).unwrap();
        assert_eq!(catalog(&archive), catalog(&fresh));
        (1..=6).for_each(|month| write(month, "Nothing else was said"));
        ingest(&archive, Waits::Nothing).unwrap();
    }
}

/// What a folder that is away would take from an archive is not shown, nor what a source said that is taken out.
#[test]
fn what_is_away_is_not_shown_as_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (index, all) =
        (folder.path().join("index"), ["one", "two", "three"].map(|name| folder.path().join(name)));
    for (number, reports) in all.iter().enumerate() {
        fs::create_dir(reports).unwrap();
        for day in 1..=3 {
            let says = ["The lamp is dim", "A rope was sold", "Boats are painted blue"][number];
            let text = format!("# Tower\n\n- {says}, number {day}\n");
            fs::write(reports.join(format!("202{number}-0{day}-02.md")), text).unwrap();
        }
    }
    let archive = Archive::create_or_open(&index).unwrap().at_once_from(0);
    let ingest = |of: &[usize]| {
        let sources: Vec<Source> = of.iter().map(|at| Source::at(&all[*at]).unwrap()).collect();
        archive.ingest(&sources, &Team::default(), &Silent)
    };
    let former = || fs::read_to_string(index.join("former")).unwrap_or_default();
    ingest(&[0, 1]).unwrap();
    ingest(&[0, 2]).unwrap();
    assert_eq!(former(), "", "what the second one said is not lost");
    ingest(&[0]).unwrap();
    let before = former();
    fs::read_dir(&all[0]).unwrap().for_each(|file| fs::remove_file(file.unwrap().path()).unwrap());
    assert!(matches!(ingest(&[0]), Err(ArchiveError::Nothing { .. })));
    assert_eq!((archive.catalog().reports.len(), former()), (3, before));
}

/// Nobody waits for ever, even one of the threads that share the work.
#[test]
fn a_thread_of_the_pool_may_update() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("2024-01-02.md"), "# Tower\n\n- The lamp is dim\n").unwrap();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let ingest = || {
        let archive = Archive::in_memory().unwrap();
        archive.ingest(&[Source::at(folder.path()).unwrap()], &Team::default(), &Silent).unwrap().reports
    };
    assert_eq!(pool.install(ingest), 1);
}

/// In a small archive nothing is shown before all is resolved: a newer update would only be later.
#[test]
fn what_is_not_shown_is_not_left() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str| fs::write(folder.path().join(name), "# Tower\n\n- The lamp is dim\n").unwrap();
    let sources = [Source::at(folder.path()).unwrap()];
    let archive = Archive::in_memory().unwrap();
    let ingest = |waits| archive.ingest(&sources, &Team::default(), &Hurry::of(waits));
    write("2024-01-02.md");
    let steps = [(Waits::Newer, true), (Waits::End, false), (Waits::Newer, true)];
    for (day, (waits, done)) in (3..).zip(steps) {
        write(&format!("2024-01-0{day}.md"));
        assert_eq!(ingest(waits).is_ok(), done, "{waits:?}");
    }
    assert_eq!(archive.catalog().reports.len(), 4);
    // What was left at the end is begun anew, though it is made from the same.
    write("2024-01-09.md");
    assert!(ingest(Waits::End).is_err());
    assert_eq!(ingest(Waits::Nothing).unwrap().reports, 5);
}

/// Something waits as soon as all is about to be resolved.
struct Hurry(Waits, AtomicBool);

impl Hurry {
    fn of(waits: Waits) -> Self {
        Self(waits, AtomicBool::new(false))
    }
}

impl Progress for Hurry {
    fn stage(&self, name: &'static str, _steps: usize) {
        self.1.fetch_or(name == "finding people and topics", Ordering::Relaxed);
    }

    fn tick(&self) {}

    fn waits(&self) -> Waits {
        if self.1.load(Ordering::Relaxed) { self.0 } else { Waits::Nothing }
    }
}
