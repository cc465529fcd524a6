//! What handlers share: the archive, the settings, and the way to ask the one without blocking the server.

use super::WebConfig;
use super::error::WebError;
use super::freshness::Known;
use super::hooks::{Arrived, Hook};
use super::metrics::Requests;
use crate::archive::{Archive, ArchiveError, Catalog, ReportFate, Snapshot};
use crate::cite::issue::Tracker;
use crate::live::{Asker, Freshness};
use crate::report::{Date, Entry, Lines, Report};
use axum::extract::FromRef;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a question waits for its turn before the reader is asked to come back.
const PATIENCE: Duration = Duration::from_secs(3);

/// The site from one request to the next.
#[derive(Clone)]
pub(crate) struct Sites(Arc<Shared>);

impl FromRef<Sites> for Site {
    fn from_ref(sites: &Sites) -> Self {
        sites.now()
    }
}

impl Sites {
    /// A site over one archive.
    pub(crate) fn new(archive: Arc<Archive>, config: WebConfig) -> Self {
        // Searching is work for a processor: more questions at once than there are processors only make each
        // of them slower. Twice as many keep all busy while some wait for the disk.
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self(Arc::new(Shared {
            archive,
            config,
            turns: Semaphore::new(2 * processors),
            arrived: Arrived::default(),
            requests: Requests::default(),
        }))
    }

    /// The site as it is for a request that begins now.
    pub(crate) fn now(&self) -> Site {
        Site(Arc::clone(&self.0), self.0.archive.now())
    }
}

/// What the handlers of one request share: all they ask is asked of one state of the archive, whatever is written
/// meanwhile. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Site(Arc<Shared>, Arc<Snapshot>);

struct Shared {
    archive: Arc<Archive>,
    config: WebConfig,
    turns: Semaphore,
    arrived: Arrived,
    requests: Requests,
}

impl Site {
    /// The name of the archive.
    pub(crate) fn title(&self) -> &str {
        &self.0.config.title
    }

    /// Today's date.
    pub(crate) fn today(&self) -> Date {
        (self.0.config.today)()
    }

    /// What the archive holds.
    pub(crate) fn catalog(&self) -> Arc<Catalog> {
        self.1.catalog()
    }

    /// What became of a report that is not there.
    pub(crate) fn report_fate(&self, id: &str) -> ReportFate {
        self.1.report_fate(id)
    }

    /// The ids that passages of a report had before, each with the id that they have.
    pub(crate) fn former_ids<'a>(&'a self, report: &'a Report) -> Vec<(&'a str, &'a Entry)> {
        self.1.former_ids(report)
    }

    /// Lines of a file where it can be read on the web, if that is known.
    pub(crate) fn source_url(&self, path: &str, lines: Lines) -> Option<String> {
        super::source_address(&self.catalog(), self.source_base(), (path, lines))
    }

    /// Where the files can be read on the web, if that is known.
    pub(crate) fn source_base(&self) -> Option<&str> {
        self.0.config.source_base.as_deref()
    }

    /// Where readers reach the site, as the settings say.
    pub(crate) fn public_url(&self) -> Option<&str> {
        self.0.config.public_url.as_deref()
    }

    /// The address that is listened on.
    pub(crate) fn listen(&self) -> SocketAddr {
        self.0.config.listen
    }

    /// Where new issues go.
    pub(crate) fn tracker(&self) -> Option<&Tracker> {
        self.0.config.issues.as_ref()
    }

    /// How fresh the archive is now: as its updates tell, or else as its files do.
    pub(crate) fn known(&self) -> Known {
        let freshness = self.updates().map(Asker::freshness).unwrap_or_default();
        // What is shown already counts, though the update that shows it may not have ended.
        let changed = freshness.changed.max(self.1.written());
        let freshness = Freshness { changed, ..freshness };
        Known { freshness, now: (self.0.config.clock)() }
    }

    /// The way to ask for updates, where the archive is kept up to date.
    pub(crate) fn updates(&self) -> Option<&Asker> {
        self.0.config.updates.as_ref()
    }

    /// A source that forges may call for.
    pub(crate) fn hook(&self, source: &str) -> Option<&Hook> {
        self.0.config.hooks.iter().find(|hook| hook.source == source)
    }

    /// What forges have sent.
    pub(crate) fn arrived(&self) -> &Arrived {
        &self.0.arrived
    }

    /// How requests were answered.
    pub(crate) fn requests(&self) -> &Requests {
        &self.0.requests
    }

    /// How many reports, passages and warnings the archive holds.
    pub(crate) fn holds(&self) -> [usize; 3] {
        let catalog = self.catalog();
        let passages = catalog.reports.iter().map(|report| report.entries as usize).sum();
        [catalog.reports.len(), passages, catalog.warnings.len()]
    }

    /// Asks the archive on a thread where waiting is allowed.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Snapshot) -> Result<T, ArchiveError> + Send + 'static,
    ) -> Result<T, WebError> {
        let turn = tokio::time::timeout(PATIENCE, self.0.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(WebError::Busy) };
        let archive = Arc::clone(&self.1);
        let answer = tokio::task::spawn_blocking(move || question(&archive)).await;
        match answer {
            Ok(answer) => answer.map_err(WebError::from),
            Err(failure) => {
                tracing::error!(%failure, "a question to the archive did not end");
                Err(WebError::Internal)
            }
        }
    }
}
