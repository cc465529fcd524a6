//! All facts → what the archive is to hold, and what differs from what it holds: the long part of an update.
//!
//! It runs beside the thread that asks for it, among those that give way to readers where they are told to (`live`).
//! Where something newer is asked for, the asker goes on at once, and what was begun ends when it next looks.

use super::facts::Key;
use super::read::{Read, Sum, sum_up};
use super::update::{Differing, part_hashes, report_hash};
use super::{ArchiveError, Catalog, Progress, Waits};
use crate::report::{Lines, Report};
use crate::vocabulary::Team;
use rayon::prelude::*;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
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

/// What comes of it: what the archive is to hold, and what is to be written for that.
type Resolved = Result<(Catalog, Differing), ArchiveError>;

/// Work that may still run, though nobody waits for it. It holds as much memory as the archive needs.
#[derive(Default)]
pub(super) struct Running(Weak<()>);

impl Running {
    /// Waits for its end, unless the update is left first.
    pub(super) fn end(&self, asker: Asker<'_>) -> Result<(), ArchiveError> {
        while self.0.strong_count() > 0 {
            asker.go_on()?;
            thread::sleep(LOOK);
        }
        Ok(())
    }
}

/// What is heard of the work.
enum News {
    Stage(&'static str, usize),
    Ended(thread::Result<Box<Resolved>>),
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

impl Whole {
    /// Resolves all of it, unless the update is left first. Until it has ended it is told to be running.
    pub(super) fn resolve(self, running: &mut Running, asker: Asker<'_>) -> Resolved {
        let (tell, news) = channel();
        let runs = Arc::new(());
        *running = Running(Arc::downgrade(&runs));
        let left = Arc::new(AtomicBool::new(false));
        let relay = Relay { news: tell, left: Arc::clone(&left) };
        rayon::spawn(move || {
            let ended = catch_unwind(AssertUnwindSafe(|| Box::new(self.work(&relay))));
            let _nobody_listens = relay.news.send(News::Ended(ended));
            drop(runs);
        });
        loop {
            match news.recv_timeout(LOOK) {
                Ok(News::Stage(name, steps)) => asker.progress.stage(name, steps),
                Ok(News::Ended(Ok(resolved))) => return *resolved,
                // A mistake in the program is told where it was asked for.
                Ok(News::Ended(Err(mistake))) => resume_unwind(mistake),
                Err(RecvTimeoutError::Timeout) => {}
                // It always tells how it ended; were it not to, nothing came of it.
                Err(RecvTimeoutError::Disconnected) => return Err(ArchiveError::Superseded),
            }
            if let Err(superseded) = asker.go_on() {
                left.store(true, Ordering::Relaxed);
                return Err(superseded);
            }
        }
    }

    fn work(self, progress: &dyn Progress) -> Resolved {
        let Self { read, team, before } = self;
        let parts = part_hashes(&read.files);
        let files = read.files.len();
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
        Ok((catalog, differing))
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
