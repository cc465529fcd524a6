//! Updates come when they are asked for, together, and again after a failure.

use super::{Asker, Done, Freshness, Pace, Trigger, Updater, Waiting, Watched, Work};
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Nothing here takes nearly so long.
const LONG: Duration = Duration::from_secs(30);

fn clock() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

/// Work that tells of each update, waits until it may end it, and ends it as it is told.
struct Told {
    begun: Sender<Vec<Trigger>>,
    end: Receiver<Result<Done, String>>,
    places: Vec<PathBuf>,
}

impl Work for Told {
    fn update(&mut self, why: &[Trigger], _waiting: &Waiting) -> Result<Done, String> {
        self.begun.send(why.to_vec()).unwrap();
        self.end.recv_timeout(LONG).unwrap()
    }

    fn watched(&self) -> Watched {
        Watched { places: self.places.clone(), except: Vec::new() }
    }
}

struct Bench {
    updater: Updater,
    begun: Receiver<Vec<Trigger>>,
    end: Sender<Result<Done, String>>,
}

impl Bench {
    fn new(pace: Pace, places: Vec<PathBuf>) -> Self {
        let (tell, begun) = channel();
        let (end, told) = channel();
        let work = Box::new(Told { begun: tell, end: told, places });
        let updater = Updater::start(work, pace, clock, Freshness::default()).unwrap();
        Self { updater, begun, end }
    }

    fn asker(&self) -> Asker {
        self.updater.asker()
    }

    fn begun(&self) -> Vec<Trigger> {
        self.begun.recv_timeout(LONG).unwrap()
    }

    /// Ends the running update, and waits until that is noted.
    fn end(&self, outcome: Result<Done, &str>) -> Freshness {
        let ended = |freshness: &Freshness| freshness.updates + freshness.failures;
        let before = ended(&self.asker().freshness());
        self.end.send(outcome.map_err(str::to_owned)).unwrap();
        for _ in 0..3_000 {
            let freshness = self.asker().freshness();
            if ended(&freshness) > before {
                return freshness;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the update does not end");
    }
}

fn quick() -> Pace {
    Pace { settle: Duration::from_millis(20), retry: Duration::from_millis(10), ..Pace::default() }
}

#[test]
fn what_is_asked_for_at_once_is_done_once() {
    let bench = Bench::new(quick(), Vec::new());
    for trigger in [Trigger::Folder, Trigger::Hook("team".to_owned()), Trigger::Folder] {
        bench.asker().ask(trigger);
    }
    assert_eq!(bench.begun(), [Trigger::Folder, Trigger::Hook("team".to_owned())]);
    // What is asked for meanwhile waits, and is not lost.
    bench.asker().ask(Trigger::Signal);
    bench.asker().ask(Trigger::Signal);
    assert!(bench.end(Ok(Done::Updated)).checked.is_some());
    assert_eq!(bench.begun(), [Trigger::Signal]);
    let freshness = bench.end(Ok(Done::UpToDate));
    assert_eq!((freshness.updates, freshness.failures), (2, 0));
    bench.updater.stop();
    assert!(bench.begun.try_recv().is_err(), "nothing else was done");
}

#[test]
fn what_failed_is_tried_again_until_it_ends_well() {
    let bench = Bench::new(quick(), Vec::new());
    bench.asker().ask(Trigger::Start);
    assert_eq!(bench.begun(), [Trigger::Start]);
    let failed = bench.end(Err("the folder is gone")).failure.unwrap();
    assert_eq!((failed.reason.as_str(), failed.tries), ("the folder is gone", 1));
    assert_eq!(bench.begun(), [Trigger::Retry]);
    assert_eq!(bench.end(Err("still gone")).failure.unwrap().tries, 2);
    assert_eq!(bench.begun(), [Trigger::Retry]);
    let freshness = bench.end(Ok(Done::Updated));
    assert_eq!((freshness.failure, freshness.failures, freshness.changed), (None, 2, Some(clock())));
    bench.updater.stop();
}

#[test]
fn the_timer_asks_where_nobody_does() {
    let bench = Bench::new(Pace { interval: Some(Duration::from_millis(10)), ..quick() }, Vec::new());
    for _ in 0..3 {
        assert_eq!(bench.begun(), [Trigger::Timer]);
        bench.end(Ok(Done::UpToDate));
    }
    bench.end.send(Ok(Done::UpToDate)).unwrap();
    bench.updater.stop();
}

#[test]
fn a_changed_file_asks_and_a_hidden_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tower.md");
    let bench = Bench::new(quick(), vec![folder.path().to_owned()]);
    // The watch stands before the first update is begun.
    bench.asker().ask(Trigger::Start);
    assert_eq!(bench.begun(), [Trigger::Start]);
    fs::write(folder.path().join(".hidden"), "nothing").unwrap();
    assert_eq!(bench.end(Ok(Done::UpToDate)).updates, 1);
    fs::write(&file, "# Tower").unwrap();
    assert_eq!(bench.begun(), [Trigger::Folder]);
    assert_eq!(bench.end(Ok(Done::Updated)).updates, 2);
    bench.updater.stop();
    assert!(bench.begun.try_recv().is_err(), "the hidden file asked for nothing");
}

/// Work with a bug in it.
struct Broken(Sender<()>);

impl Work for Broken {
    fn update(&mut self, _why: &[Trigger], _waiting: &Waiting) -> Result<Done, String> {
        self.0.send(()).unwrap();
        panic!("a bug, as this test wants it");
    }

    fn watched(&self) -> Watched {
        Watched::default()
    }
}

#[test]
fn a_bug_in_the_work_is_a_failure_and_not_the_end() {
    let (begun, told) = channel();
    let updater = Updater::start(Box::new(Broken(begun)), quick(), clock, Freshness::default()).unwrap();
    updater.asker().ask(Trigger::Start);
    told.recv_timeout(LONG).unwrap();
    told.recv_timeout(LONG).unwrap();
    let failure = updater.asker().freshness().failure.unwrap();
    assert!(failure.reason.contains("mistake in the program"), "{}", failure.reason);
    updater.stop();
}

/// Work that goes on until it is told to end, and is left as soon as something waits.
struct Leaving {
    begun: Sender<Vec<Trigger>>,
    end: Receiver<()>,
}

impl Work for Leaving {
    fn update(&mut self, why: &[Trigger], waiting: &Waiting) -> Result<Done, String> {
        self.begun.send(why.to_vec()).unwrap();
        while waiting.what().is_none() {
            if self.end.recv_timeout(Duration::from_millis(1)).is_ok() {
                return Ok(Done::Updated);
            }
        }
        Ok(Done::Left)
    }

    fn watched(&self) -> Watched {
        Watched::default()
    }
}

#[test]
fn an_update_may_be_left_for_a_newer_one_but_not_for_ever() {
    let cases = [("for a while", Duration::from_secs(900), false), ("once", Duration::ZERO, true)];
    for (name, longest_left, bound) in cases {
        let ((tell, begun), (end, told)) = (channel(), channel());
        let pace = Pace { longest_left, ..quick() };
        let work = Box::new(Leaving { begun: tell, end: told });
        let updater = Updater::start(work, pace, clock, Freshness::default()).unwrap();
        let asker = updater.asker();
        let begun = || begun.recv_timeout(LONG).unwrap();
        asker.ask(Trigger::Start);
        assert_eq!(begun(), [Trigger::Start]);
        asker.ask(Trigger::Folder);
        assert_eq!(begun(), [Trigger::Folder], "{name}: the first one is left");
        asker.ask(Trigger::Signal);
        if bound {
            end.send(()).unwrap();
        }
        assert_eq!(begun(), [Trigger::Signal], "{name}");
        let freshness = asker.freshness();
        assert_eq!((freshness.updates, freshness.failures), (u64::from(bound), 0), "{name}");
        // Whoever ends the program does not wait for what may be left.
        updater.stop();
        assert_eq!(asker.freshness().updates, u64::from(bound), "{name}");
    }
}

/// A folder that is put in the place of another one, as copying programs do, and one that was away for a while.
#[test]
fn a_folder_in_the_place_of_another_is_watched() {
    let all = tempfile::tempdir().unwrap();
    let (folder, other) = (all.path().join("tower"), all.path().join("other"));
    fs::create_dir(&folder).unwrap();
    fs::create_dir(&other).unwrap();
    let bench = Bench::new(quick(), vec![folder.clone()]);
    let update = |outcome| {
        bench.begun();
        bench.end(outcome)
    };
    bench.asker().ask(Trigger::Start);
    bench.begun();
    fs::rename(&folder, all.path().join("before")).unwrap();
    fs::rename(&other, &folder).unwrap();
    bench.end(Ok(Done::Updated));
    // It is looked at once more, since it was not watched before.
    assert_eq!(bench.begun(), [Trigger::Folder]);
    bench.end(Ok(Done::UpToDate));
    let settled = || {
        while bench.begun.recv_timeout(Duration::from_millis(300)).is_ok() {
            bench.end(Ok(Done::UpToDate));
        }
    };
    settled();
    fs::write(folder.join("2024-01-02.md"), "# Tower").unwrap();
    update(Ok(Done::Updated));
    settled();
    fs::rename(&folder, all.path().join("away")).unwrap();
    update(Err("the folder is gone"));
    fs::rename(all.path().join("away"), &folder).unwrap();
    update(Ok(Done::Updated));
    settled();
    fs::write(folder.join("2024-01-03.md"), "# Tower").unwrap();
    update(Ok(Done::Updated));
    settled();
    bench.updater.stop();
}
