//! All facts → what the archive is to hold, and what differs from what it holds: the long part of an update.
//!
//! It runs beside the thread that asks for it, among those that give way to readers where they are told to (`live`).
//! Where something newer is asked for, the asker goes on at once. What was begun goes on too, until it is known that it
//! would not be right any more; then it ends when it next looks, between two steps.

use super::facts::Key;
use super::read::{Read, Sum, sum_up};
use super::update::{Differing, part_hashes, report_hash};
use super::{ArchiveError, Catalog, Progress, Waits};
use crate::report::{Lines, Report};
use crate::vocabulary::Team;
use rayon::prelude::*;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// How often it is looked whether something newer is asked for.
const LOOK: Duration = Duration::from_millis(20);

/// Who is told of an update, and whether what it shows already makes it one that may be left for a newer one.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    pub(super) progress: &'a dyn Progress,
    pub(super) shown: bool,
}

impl Asker<'_> {
    /// Fails where the update is to be left.
    pub(super) fn go_on(&self) -> Result<(), ArchiveError> {
        match self.progress.waits() {
            Waits::Newer if !self.shown => Ok(()),
            Waits::Nothing => Ok(()),
            Waits::Newer | Waits::End => Err(ArchiveError::Superseded),
        }
    }
}

/// All that an archive is made from.
pub(super) struct Whole {
    pub(super) read: Read,
    pub(super) team: Team,
    /// What the archive holds.
    pub(super) before: Arc<Catalog>,
}

/// What comes of it.
pub(super) struct Made {
    /// What the archive is to hold.
    pub(super) catalog: Catalog,
    /// What is to be written for that.
    pub(super) differing: Differing,
    /// How many files were read, and how many bytes they have.
    pub(super) files: usize,
    pub(super) bytes: u64,
}

type Outcome = Result<Made, ArchiveError>;

/// What is heard of the work.
enum News {
    Stage(&'static str, usize),
    Ended(thread::Result<Box<Outcome>>),
}

/// Tells of the work, and learns whether it is to go on.
struct Relay {
    news: Sender<News>,
    left: Arc<AtomicBool>,
}

impl Progress for Relay {
    fn stage(&self, name: &'static str, steps: usize) {
        let _nobody_listens = self.news.send(News::Stage(name, steps));
    }

    fn tick(&self) {}

    fn waits(&self) -> Waits {
        if self.left.load(Ordering::Relaxed) { Waits::End } else { Waits::Nothing }
    }
}

/// Work that was begun. It goes on though its update was left: where nothing has changed after all, the next one waits
/// for it.
struct Work {
    /// What it is made from.
    from: Key,
    news: Receiver<News>,
    left: Arc<AtomicBool>,
}

impl Work {
    fn leave(&self) {
        self.left.store(true, Ordering::Relaxed);
    }

    /// What comes of it, unless the update is left first.
    fn wait(&self, asker: Asker<'_>) -> Result<thread::Result<Box<Outcome>>, ArchiveError> {
        loop {
            match self.news.recv_timeout(LOOK) {
                Ok(News::Stage(name, steps)) => asker.progress.stage(name, steps),
                Ok(News::Ended(outcome)) => return Ok(outcome),
                Err(RecvTimeoutError::Timeout) => {}
                // It always tells how it ended; were it not to, nothing came of it.
                Err(RecvTimeoutError::Disconnected) => {
                    return Ok(Ok(Box::new(Err(ArchiveError::Superseded))));
                }
            }
            asker.go_on()?;
        }
    }
}

/// The work that runs, at most one: it holds as much memory as the archive needs.
#[derive(Default)]
pub(super) struct Running(Option<Work>);

impl Running {
    /// Whether it is made from this, and is to go on.
    pub(super) fn is_from(&self, from: &Key) -> bool {
        self.0.as_ref().is_some_and(|work| work.from == *from && !work.left.load(Ordering::Relaxed))
    }

    /// Lets go of it: it ends when it next looks.
    pub(super) fn leave(&self) {
        self.0.iter().for_each(Work::leave);
    }

    /// Lets go of it and waits for its end, unless the update is left first.
    pub(super) fn end(&mut self, asker: Asker<'_>) -> Result<(), ArchiveError> {
        if let Some(work) = &self.0 {
            work.leave();
            let _nobody_wants_it = work.wait(asker)?;
            self.0 = None;
        }
        Ok(())
    }

    /// Begins it.
    pub(super) fn begin(&mut self, whole: Whole, from: Key) {
        let (tell, news) = channel();
        let left = Arc::new(AtomicBool::new(false));
        let relay = Relay { news: tell, left: Arc::clone(&left) };
        let work = move || {
            let ended = catch_unwind(AssertUnwindSafe(|| Box::new(whole.make(&relay))));
            drop(relay.news.send(News::Ended(ended)));
        };
        // Whoever is one of the threads that share the work would wait for itself.
        if rayon::current_thread_index().is_some() {
            work()
        } else {
            rayon::spawn(work)
        }
        self.0 = Some(Work { from, news, left });
    }

    /// What comes of it, unless the update is left first.
    pub(super) fn wait(&mut self, asker: Asker<'_>) -> Outcome {
        let Some(work) = &self.0 else { return Err(ArchiveError::Superseded) };
        let outcome = work.wait(asker).inspect_err(|_| {
            if asker.progress.waits() == Waits::End {
                work.leave();
            }
        })?;
        self.0 = None;
        // A mistake in the program is told where it was asked for.
        outcome.map_or_else(|mistake| resume_unwind(mistake), |outcome| *outcome)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Whole {
    fn make(self, progress: &dyn Progress) -> Outcome {
        let Self { read, team, before } = self;
        let parts = part_hashes(&read.files);
        let files = read.files.len();
        let bytes = read.files.iter().map(|(_, facts)| facts.bytes).sum();
        let sum = sum_up(read, (&team, Some(None)), progress)?;
        if sum.reports.is_empty() {
            // A folder given by mistake must not empty an archive.
            return Err(ArchiveError::Nothing { files, warnings: sum.warnings });
        }
        let hashes = hashes(&sum.reports, &parts);
        if progress.waits() != Waits::Nothing {
            return Err(ArchiveError::Superseded);
        }
        let catalog = Catalog::of(&sum, &hashes, &team);
        let differing = differing(&before, &catalog, sum);
        Ok(Made { catalog, differing, files, bytes })
    }
}

fn hashes(reports: &[Report], parts: &HashMap<(String, Lines), Key>) -> Vec<String> {
    let hash = |report: &Report| report_hash(report, parts.get(&(report.path.clone(), report.lines)));
    reports.par_iter().map(hash).collect()
}

/// What differs from what the archive holds.
fn differing(before: &Catalog, catalog: &Catalog, sum: Sum) -> Differing {
    let mut known: HashMap<&str, &str> =
        before.reports.iter().map(|report| (report.id.as_str(), report.hash.as_str())).collect();
    let reports = sum.reports.into_iter().zip(&catalog.reports);
    let differ =
        reports.filter(|(_, summary)| known.remove(summary.id.as_str()) != Some(summary.hash.as_str()));
    let mut put: Vec<Report> = differ.map(|(report, _)| report).collect();
    put.sort_by(|a, b| (&a.path, a.lines).cmp(&(&b.path, b.lines)));
    Differing { put, remove: known.into_keys().map(str::to_owned).collect() }
}
