//! What a server does to keep its archive up to date: with the sources where it writes the index itself, else with
//! the index that another program writes.

use super::say::count;
use super::team::{self, TeamFiles};
use super::{Settings, clock, index, last};
use crate::archive::{Archive, ArchiveError, Progress, Waits};
use crate::config::Config;
use crate::live::{Done, Freshness, Pace, Trigger, Updater, Wait, Waiting, Watched, Work};
use crate::source::{Refreshed, Source};
use anyhow::bail;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often sources are looked at where nothing tells of a change, unless the settings say otherwise.
const INTERVAL: Duration = Duration::from_secs(300);
/// How often the index of another program is looked at where nothing tells of a change.
const LOOK: Duration = Duration::from_secs(60);

/// Keeps an archive up to date with its sources, beginning at once.
pub(super) fn sources(archive: &Arc<Archive>, settings: Settings) -> anyhow::Result<Updater> {
    let config = settings.load()?;
    let interval = config.updates.interval.map_or(INTERVAL, |interval| interval.0);
    let mut work =
        Follow { archive: Arc::clone(archive), settings, config, folders: Vec::new(), owed: Vec::new() };
    if let Err(error) = work.sources() {
        // The first update tells it, with all that is to be done.
        tracing::debug!(%error, "nothing is watched yet");
    }
    let updater = start(archive, Box::new(work), interval)?;
    updater.asker().ask(Trigger::Start);
    Ok(updater)
}

/// Keeps an archive up to date with its folder.
pub(super) fn folder(archive: &Arc<Archive>, config: &Config) -> anyhow::Result<Updater> {
    let work = Reread { archive: Arc::clone(archive), folder: config.index.clone() };
    start(archive, Box::new(work), LOOK)
}

fn start(archive: &Archive, work: Box<dyn Work>, interval: Duration) -> anyhow::Result<Updater> {
    let known = Freshness { changed: archive.now().written(), ..Freshness::default() };
    let pace = Pace { interval: Some(interval), ..Pace::default() };
    Ok(Updater::start(work, pace, clock::now, known)?)
}

/// Makes the archive what its sources say.
struct Follow {
    archive: Arc<Archive>,
    settings: Settings,
    /// The settings as they were read last.
    config: Config,
    /// Where the sources lie.
    folders: Vec<PathBuf>,
    /// Why an update was asked for that was left though a source could not be reached: it is tried again.
    owed: Vec<Trigger>,
}

impl Follow {
    /// The sources that the settings name. These are read again each time: what is added there counts at once. The folder
    /// of the index stays.
    fn sources(&mut self) -> anyhow::Result<Vec<Source>> {
        let config = last::over(&Config { index: self.config.index.clone(), ..self.settings.load()? })?;
        let sources = index::named(&[], &config)?;
        self.folders = sources.iter().filter_map(Source::watched).collect();
        self.config = config;
        Ok(sources)
    }

    fn follow(&mut self, why: &[Trigger], waiting: &Waiting) -> anyhow::Result<Done> {
        let sources = self.sources()?;
        let team = team::read(&TeamFiles::default(), &self.config)?;
        let why = [why, &std::mem::take(&mut self.owed)].concat();
        let unreached = refresh(&sources, &why)?;
        let before = self.archive.catalog();
        match self.archive.ingest(&sources, &team, &Patience(waiting)) {
            Err(ArchiveError::Superseded) => {
                self.owed = if unreached.is_some() { why } else { Vec::new() };
                return Ok(Done::Left);
            }
            done => done?,
        };
        if let Some(reason) = unreached {
            bail!("{reason}; what was fetched before is shown");
        }
        let same = Arc::ptr_eq(&before, &self.archive.catalog());
        Ok(if same { Done::UpToDate } else { Done::Updated })
    }
}

/// Work goes on until something else waits.
struct Patience<'a>(&'a Waiting);

impl Progress for Patience<'_> {
    fn stage(&self, _name: &'static str, _steps: usize) {}

    fn tick(&self) {}

    fn waits(&self) -> Waits {
        match self.0.what() {
            None => Waits::Nothing,
            Some(Wait::Newer) => Waits::Newer,
            Some(Wait::End) => Waits::End,
        }
    }
}

/// Fetches the sources that there is a reason to fetch. Tells why one of them cannot be reached whose older state is
/// here.
fn refresh(sources: &[Source], why: &[Trigger]) -> anyhow::Result<Option<String>> {
    let mut unreached = None;
    for source in sources {
        let name = source.name();
        let wanted = why.iter().any(|trigger| match trigger {
            // A change on this machine says nothing of what is elsewhere.
            Trigger::Folder => false,
            Trigger::Hook(called) => *called == name,
            Trigger::Start | Trigger::Signal | Trigger::Timer | Trigger::Retry => true,
        });
        if wanted && let Refreshed::Kept(reason) = source.refresh()? {
            unreached = Some(format!("{name} {reason}"));
        }
    }
    Ok(unreached)
}

impl Work for Follow {
    fn update(&mut self, why: &[Trigger], waiting: &Waiting) -> Result<Done, String> {
        let start = Instant::now();
        let outcome = self.follow(why, waiting).map_err(|error| format!("{error:#}"));
        log(why, &outcome, start.elapsed(), &self.archive);
        outcome
    }

    fn watched(&self) -> Watched {
        let mut places = self.folders.clone();
        places.extend(self.config.people.iter().chain(&self.config.topics).cloned());
        places.extend(self.settings.file());
        Watched { places, except: vec![self.config.index.clone()] }
    }
}

/// Sees what another program wrote.
struct Reread {
    archive: Arc<Archive>,
    folder: PathBuf,
}

impl Work for Reread {
    fn update(&mut self, why: &[Trigger], _waiting: &Waiting) -> Result<Done, String> {
        let start = Instant::now();
        let outcome = self.archive.refresh().map_err(|error| error.to_string());
        let outcome = outcome.map(|new| if new { Done::Reread } else { Done::NothingNew });
        log(why, &outcome, start.elapsed(), &self.archive);
        outcome
    }

    fn watched(&self) -> Watched {
        Watched { places: vec![self.folder.clone()], except: Vec::new() }
    }
}

/// A line in the log for each update that did something, or could not.
fn log(why: &[Trigger], outcome: &Result<Done, String>, took: Duration, archive: &Archive) {
    let took = format!("{:.2} s", took.as_secs_f64());
    match outcome {
        Ok(Done::Updated | Done::Reread) => {
            let reports = count(archive.catalog().reports.len(), "report");
            tracing::info!(?why, took, "the archive was updated; it holds {reports}");
        }
        Ok(Done::Left) => {
            tracing::info!(
                ?why,
                took,
                "something else is asked for; what this update has not done is done with it"
            );
        }
        Ok(_) => tracing::debug!(?why, took, "nothing has changed"),
        Err(reason) => {
            tracing::error!(?why, took, reason, "the archive could not be updated; it stays as it was");
        }
    }
}
