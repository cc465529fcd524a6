//! Whatever happened to the files: an archive that followed it holds what one made from nothing holds, byte by byte.
//!
//! A history is a list of steps chosen at random. After some of them, reports, catalog, facets and suggestions of the
//! archive that follows are compared with those of an archive that reads the files for the first time; and every id
//! that a passage ever had goes on to tell something. A failure prints the history; the seed is printed always.

use crate::support::{long, seed};
use minutebook::archive::{Archive, ArchiveError, Fate, Page, Progress, Silent, Waits};
use minutebook::report::Date;
use minutebook::source::Source;
use minutebook::vocabulary::Team;
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_oneof, proptest};
use proptest::test_runner::{FileFailurePersistence, RngSeed};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What may happen between two updates.
#[derive(Debug, Clone)]
enum Step {
    /// A report is written, or written over.
    Write {
        file: usize,
        lines: Vec<usize>,
    },
    /// A line is put behind what stands there.
    Append {
        file: usize,
        line: usize,
    },
    Rename {
        file: usize,
        to: usize,
    },
    Delete {
        file: usize,
    },
    /// Bytes that are no text, as a broken editor leaves them.
    Break {
        file: usize,
    },
    /// The team changes what it says of its subjects.
    Team {
        words: usize,
    },
    /// The update after the next step is left for what comes then, before or while all is resolved.
    Leave {
        stage: usize,
    },
    /// The program ends and begins again.
    Restart,
    /// The index is deleted: it is a cache.
    Forget,
}

const FILES: [&str; 9] = [
    "forum/2031-01-07.md",
    "forum/2031-02-04.md",
    "forum/2031-03-04.md",
    "forum/2031-04-01.md",
    "garden/2031-01-09.md",
    "garden/2031-02-06.md",
    "garden/march.md",
    "garden/2031.md",
    "README.md",
];

/// Lines that meet: templates, copies, actions carried on, names in several forms, links, subjects.
const LINES: [&str; 18] = [
    "- Add your news here",
    "- The rose garden needs a new fence oakfield/garden#12",
    "- The rose garden needs a new fence, said Ada",
    "- [ ] Ada Quill: mend the pier",
    "- [x] Ada Quill: mend the pier",
    "- Decision: the pier is painted green",
    "- We agreed to paint the pier red oakfield/garden#12",
    "- See [the last one](2031-01-07.md)",
    "\n## Present\n\n- Ada Quill (@adaq)\n- Ben Marsh / Oakfield / @bmarsh\n",
    "\n## Present\n\n- Ada\n- B. Marsh\n- Cleo\n",
    "\n## Rose garden\n",
    "\n## Old pier\n\nWhat is to be done with the old pier?",
    "\n## Decisions needed\n\n- Who paints the pier?",
    "\n# Forum, 2031-05-06\n",
    "\n# Garden, 6 May 2031\n\nCancelled.",
    "- The pier, as ever, is old. Central Lamp Office (CLO) writes to us",
    "- CLO wants lamps by 2031-06-01",
    "- ACTION: Ben to ask the CLO about lamps and privacy",
];

const TEAMS: [&str; 3] = [
    "",
    "[[topic]]\nname = \"pier works\"\nsame = [\"old pier\", \"pier\"]\n",
    "[[topic]]\nname = \"fences\"\nsame = [\"fence\"]\n[[topic]]\nname = \"rose garden\"\nhide = true\n",
];

/// Stages of an update at which something comes for which it may be left.
const STAGES: [(&str, Waits); 3] = [
    ("reading facts", Waits::End),
    ("finding people and topics", Waits::Newer),
    ("finding people and topics", Waits::End),
];

/// From a stage on the update is to be left.
struct LeftAt(Option<usize>, AtomicBool);

impl LeftAt {
    fn stage(stage: Option<usize>) -> Self {
        Self(stage, AtomicBool::new(false))
    }
}

impl Progress for LeftAt {
    fn stage(&self, name: &'static str, _steps: usize) {
        if self.0.is_some_and(|stage| STAGES[stage].0 == name) {
            self.1.store(true, Ordering::Relaxed);
        }
    }

    fn tick(&self) {}

    fn waits(&self) -> Waits {
        match self.0 {
            Some(stage) if self.1.load(Ordering::Relaxed) => STAGES[stage].1,
            _ => Waits::Nothing,
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    let file = || 0..FILES.len();
    prop_oneof![
        5 => (file(), vec(0..LINES.len(), 1..9)).prop_map(|(file, lines)| Step::Write { file, lines }),
        4 => (file(), 0..LINES.len()).prop_map(|(file, line)| Step::Append { file, line }),
        2 => (file(), file()).prop_map(|(file, to)| Step::Rename { file, to }),
        1 => file().prop_map(|file| Step::Delete { file }),
        1 => file().prop_map(|file| Step::Break { file }),
        1 => (0..TEAMS.len()).prop_map(|words| Step::Team { words }),
        3 => (0..STAGES.len()).prop_map(|stage| Step::Leave { stage }),
        1 => Just(Step::Restart),
        1 => Just(Step::Forget),
    ]
}

/// The files and the archive that follows them.
struct World {
    folder: tempfile::TempDir,
    archive: Option<Archive>,
    /// How many archives there were, one after the other.
    seen: usize,
    team: usize,
    /// Whether the next update is to be left, and where; and whether the last one was.
    leave: Option<usize>,
    left: bool,
    /// Every id that a passage ever had, since the index was deleted last.
    issued: BTreeSet<String>,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (leave, left) = (None, false);
        let world = Self { folder, archive: None, seen: 0, team: 0, leave, left, issued: BTreeSet::new() };
        for file in FILES {
            fs::create_dir_all(world.path(file).parent().unwrap()).unwrap();
        }
        fs::write(world.path(FILES[0]), "# Forum, 2031-01-07\n\n- The pier is old, said everyone\n").unwrap();
        world
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join("reports").join(file)
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn team(&self) -> Team {
        let mut team = Team::default();
        team.read_topics(TEAMS[self.team]).unwrap();
        team
    }

    fn sources(&self) -> [Source; 1] {
        [Source::at(&self.folder.path().join("reports")).unwrap()]
    }

    fn happen(&mut self, step: &Step) {
        match step {
            Step::Write { file, lines } => {
                let lines: Vec<&str> = lines.iter().map(|line| LINES[*line]).collect();
                let text = format!("# A meeting\n\n{}\n", lines.join("\n"));
                fs::write(self.path(FILES[*file]), text).unwrap();
            }
            Step::Append { file, line } => {
                let path = self.path(FILES[*file]);
                let before = fs::read(&path).unwrap_or_default();
                fs::write(path, [&before[..], LINES[*line].as_bytes(), b"\n"].concat()).unwrap();
            }
            Step::Rename { file, to } => {
                let _ = fs::rename(self.path(FILES[*file]), self.path(FILES[*to]));
            }
            Step::Delete { file } => {
                let _ = fs::remove_file(self.path(FILES[*file]));
            }
            Step::Break { file } => fs::write(self.path(FILES[*file]), b"\0\x01 no text").unwrap(),
            Step::Team { words } => self.team = *words,
            Step::Leave { stage } => self.leave = Some(*stage),
            Step::Restart => self.archive = None,
            Step::Forget => {
                self.archive = None;
                self.issued.clear();
                let _ = fs::remove_dir_all(self.index());
            }
        }
    }

    /// Updates the archive; whether there is anything in it.
    fn follow(&mut self) -> bool {
        let index = self.index();
        // Every second archive shows at once what changed, as large ones do; in the end it holds the same.
        let from = if self.seen.is_multiple_of(2) { 0 } else { usize::MAX };
        self.seen += usize::from(self.archive.is_none());
        let archive =
            self.archive.get_or_insert_with(|| Archive::create_or_open(&index).unwrap().at_once_from(from));
        let sources = [Source::at(&self.folder.path().join("reports")).unwrap()];
        let mut team = Team::default();
        team.read_topics(TEAMS[self.team]).unwrap();
        let leave = if self.left { None } else { self.leave.take() };
        self.left = leave.is_some();
        match archive.ingest(&sources, &team, &LeftAt::stage(leave)) {
            Ok(_) => {
                remember(archive, &mut self.issued);
                true
            }
            // What is shown is whole, though nothing is said of what it holds.
            Err(ArchiveError::Superseded) => {
                assert!(self.left, "only what is to be left is left");
                remember(archive, &mut self.issued);
                assert_eq!(Archive::check(&index).damage, vec![]);
                false
            }
            // Nothing is left: the archive keeps what it had.
            Err(ArchiveError::Nothing { .. }) => false,
            Err(error) => panic!("{error}"),
        }
    }

    fn compare(&self) {
        let fresh = Archive::in_memory().unwrap();
        fresh.ingest(&self.sources(), &self.team(), &Silent).unwrap();
        let followed = self.archive.as_ref().unwrap();
        assert_eq!(told(followed), told(&fresh));
        let health = Archive::check(&self.index());
        assert_eq!((health.damage, health.notes), (vec![], vec![]));
    }
}

/// Every id that was ever handed out still tells something; those of now are put to them.
fn remember(archive: &Archive, issued: &mut BTreeSet<String>) {
    let now = archive.now();
    for id in issued.iter() {
        assert!(!matches!(now.fate(id).unwrap(), Fate::Unknown), "{id} tells nothing any more");
    }
    now.each_report(&mut |report| issued.extend(report.entries.iter().map(|entry| entry.id.clone())))
        .unwrap();
}

/// All that an archive tells, a line each.
fn told(archive: &Archive) -> Vec<String> {
    let mut told = vec![serde_json::to_string(&*archive.catalog()).unwrap()];
    archive.each_report(&mut |report| told.push(serde_json::to_string(report).unwrap())).unwrap();
    for report in &archive.catalog().reports {
        told.push(archive.report(&report.id).unwrap().unwrap().markdown);
    }
    let page = Page { offset: 0, limit: 100, facet_limit: 100 };
    let today = Date::constant(2032, 1, 1);
    for query in ["*", "pier sort:newest", "kind:action", "topic:\"rose garden\""] {
        let results = archive.search(query, page, today).map(|answer| answer.results);
        let results = results.map(|found| (found.total, found.facets, found.histogram));
        told.push(format!("{results:?}"));
    }
    for typed in ["a", "pi", "ro", "clo", "#1", "old"] {
        told.push(format!("{:?}", archive.catalog().suggester().suggest(typed, 20)));
    }
    told
}

/// Runs a history; compares after every so many steps, and at the end.
fn run(steps: &[Step], every: usize) {
    let mut world = World::new();
    let mut there = world.follow();
    for (number, step) in steps.iter().enumerate() {
        world.happen(step);
        if matches!(step, Step::Leave { .. }) {
            continue;
        }
        there = world.follow();
        if there && (number + 1) % every == 0 {
            world.compare();
        }
    }
    if there || world.follow() {
        world.compare();
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: if long() { 200 } else { 12 },
        max_shrink_iters: 200,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        rng_seed: RngSeed::Fixed(seed()),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_history_gives_what_a_fresh_archive_gives(steps in vec(step(), 1..if long() { 60 } else { 14 })) {
        run(&steps, 4);
    }
}

/// What a history says of a file that is not read again.
#[test]
fn a_file_that_did_not_change_is_not_read_again() {
    use std::time::Duration;

    #[derive(Default)]
    struct Count(AtomicUsize);
    impl Progress for Count {
        fn stage(&self, _name: &'static str, _steps: usize) {}
        fn tick(&self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    let mut world = World::new();
    world.happen(&Step::Write { file: 1, lines: vec![1, 4, 8] });
    // What was changed a moment ago is read again, whatever its times say.
    std::thread::sleep(Duration::from_millis(2_300));
    world.follow();
    let archive = world.archive.as_ref().unwrap();
    let ingest = |path: &Path| {
        let count = Count::default();
        archive.ingest(&[Source::at(path).unwrap()], &Team::default(), &count).unwrap();
        count.0.into_inner()
    };
    let reports = world.folder.path().join("reports");
    assert_eq!(ingest(&reports), 0, "nothing is read, and nothing is written");
    let path = world.path(FILES[1]);
    let text = fs::read_to_string(&path).unwrap();
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, text.replace("fence", "gates")).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert_eq!(ingest(&reports), 2, "a file is read and a report written, though size and time are the same");
    world.compare();
}
