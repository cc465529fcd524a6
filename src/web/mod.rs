//! Pages, JSON and assets.
//!
//! [`router`] answers requests without a socket; [`serve`] puts it behind one. A request takes these steps:
//!
//! 1. `layers` adds what holds for every reply: safe headers, compression, limits, and a readable answer to
//!    each failure, whoever failed.
//! 2. `routes` names every address and the handler behind it; `params` reads what the address says.
//! 3. A handler in `pages` or `api` asks the archive through `site`, off the threads that serve sockets.
//! 4. Pages become finished values, which `templates/` prints; the API has structs of its own, so that a change
//!    of the domain does not change the JSON that scripts rely on.
//!
//! `urls` is the only place that builds a link, `markup` the only one that makes HTML that is not escaped.

mod api;
mod assets;
mod cache;
mod charts;
mod citing;
mod discover;
mod error;
mod feeds;
mod former;
mod freshness;
mod hooks;
mod layers;
mod markup;
mod metrics;
mod origin;
mod pages;
mod params;
mod routes;
mod server;
mod site;
mod text;
mod urls;

#[cfg(test)]
mod tests;

pub use hooks::{Hook, Secret};
pub use server::{ServeError, serve};

use crate::archive::{Answer, Archive, Catalog};
use crate::cite::Citation;
use crate::cite::issue::Tracker;
use crate::live::{Asker, Clock};
use crate::report::{Date, Lines};
use site::Sites;
use std::net::SocketAddr;
use std::sync::Arc;

/// What the web stage has to be told.
#[derive(Debug, Clone)]
pub struct WebConfig {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The name of the archive, shown at the head of every page.
    pub title: String,
    /// Where the files can be read on the web: the address before a file's path, for instance
    /// `https://github.com/o/r/blob/<commit>/`. Links to lines are left out where there is none.
    pub source_base: Option<String>,
    /// Where readers reach the site, such as `https://minutes.example`, without a slash at the end.
    pub public_url: Option<String>,
    /// Where new issues go.
    pub issues: Option<Tracker>,
    /// Today's date, which words such as `last year` need.
    pub today: fn() -> Date,
    /// The time, by which the age of the archive is told.
    pub clock: Clock,
    /// The way to ask for updates, where the archive is kept up to date.
    pub updates: Option<Asker>,
    /// The sources that forges may call for.
    pub hooks: Vec<Hook>,
    /// The address for figures about the running site; none where they are not wanted.
    pub metrics: Option<SocketAddr>,
}

/// Everything the site answers, without a socket.
pub fn router(archive: Arc<Archive>, config: WebConfig) -> axum::Router {
    around(&Sites::new(archive, config))
}

/// All addresses with their layers.
fn around(sites: &Sites) -> axum::Router {
    layers::wrap(routes::routes(), sites).with_state(sites.clone())
}

/// Writes an answer as the API gives it, with the time it took; `source` tells where lines of a file can be read.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_json(
    out: &mut impl std::io::Write,
    answer: (Answer, f64),
    source: &dyn Fn(&str, Lines) -> Option<String>,
) -> std::io::Result<()> {
    api::search::write(out, answer, source)
}

/// The path and query under which the site answers a text.
pub fn search_address(text: &str) -> String {
    urls::search(text)
}

/// The path of a passage's own page.
pub fn passage_address(citation: &Citation) -> String {
    urls::passage(&citation.id, &citation.quote)
}

/// The ids that a person may mean by an id, a permalink or the path of one, the likeliest first.
pub fn passage_ids(given: &str) -> Vec<String> {
    urls::passage_ids(given)
}

/// Lines of a file where it can be read on the web: at their commit, where that is known, else behind `base`, the
/// address before a file's path.
pub fn source_address(catalog: &Catalog, base: Option<&str>, (path, lines): (&str, Lines)) -> Option<String> {
    let standing = || catalog.standing(path).map(|standing| urls::source_at(&standing, lines));
    let behind = || base.map(|base| urls::source(base, path, lines));
    // Of files on the disk it is for the team to say where they can be read, if it does.
    let on_disk = catalog.source_of(path).is_some_and(|source| !source.folder.is_empty());
    if on_disk { behind().or_else(standing) } else { standing().or_else(behind) }
}
