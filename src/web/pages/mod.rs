//! The pages, one file each: its values, its template, its handler. Parts that several pages print (a hit, a
//! facet, the bars of a histogram) have files of their own.

pub(crate) mod about;
pub(crate) mod cite;
pub(crate) mod entry;
pub(crate) mod failure;
pub(crate) mod help;
pub(crate) mod hit;
pub(crate) mod home;
pub(crate) mod people;
pub(crate) mod reference;
pub(crate) mod register;
pub(crate) mod report;
pub(crate) mod reports;
pub(crate) mod search;
pub(crate) mod series;
pub(crate) mod thread;
pub(crate) mod topics;
pub(crate) mod warnings;

mod calendar;
mod changed;
mod facets;
mod former;
mod forms;
mod gone;
mod grouped;
mod head;
mod histogram;
mod narrowed;
mod nothing;
mod pager;
mod person;
mod topic;
mod wrong;

use super::assets::{LINKS, Links};
use super::cache::CachePolicy;
use super::error::WebError;
use super::freshness::Moment;
use super::site::Site;
use super::urls;
use crate::archive::Page;
use crate::field::Field;
use crate::query::{Expr, Query, Sort};
use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use head::{Card, Head};

/// What stands around every page.
pub(crate) struct Frame {
    /// The name of the archive.
    site: String,
    /// The title of this page.
    title: String,
    /// Which part of the site this is, as the navigation names it.
    place: Place,
    /// What the search box holds.
    query: String,
    /// When the archive was last up to date.
    updated: Option<Moment>,
    /// What programs are told.
    head: Head,
    /// The addresses of style and script.
    assets: &'static Links,
}

/// A part of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The search page before a query.
    Home,
    /// Answers.
    Search,
    /// The register of decisions.
    Decisions,
    /// The register of actions.
    Actions,
    /// Reports and series.
    Reports,
    /// Topics.
    Topics,
    /// People.
    People,
    /// The query language.
    Help,
    /// None of the others.
    Elsewhere,
}

impl Frame {
    /// A frame with an empty search box.
    pub(crate) fn new(site: &Site, place: Place, title: impl Into<String>) -> Self {
        let updated = site.known().updated();
        let (site, title) = (site.title().to_owned(), title.into());
        Self { site, title, place, query: String::new(), updated, head: Head::default(), assets: &LINKS }
    }

    /// The frame with these words in the search box.
    #[must_use]
    pub(crate) fn asking(mut self, query: &str) -> Self {
        query.clone_into(&mut self.query);
        self
    }

    /// The frame of a page whose one address is this.
    #[must_use]
    pub(crate) fn at(mut self, site: &Site, path: &str) -> Self {
        self.head.canonical = site.public_url().map(|origin| format!("{origin}{path}"));
        self
    }

    /// The frame with a feed of what the page shows.
    #[must_use]
    pub(crate) fn feed(mut self, label: impl Into<String>, href: &str) -> Self {
        self.head.feeds.push(Link::new(label, href));
        self
    }

    /// The frame with what a preview of a link shows.
    #[must_use]
    pub(crate) fn card(mut self, card: Card) -> Self {
        self.head.card = Some(card);
        self
    }

    /// The frame of a page that search machines should leave out.
    #[must_use]
    pub(crate) fn unlisted(mut self) -> Self {
        self.head.unlisted = true;
        self
    }

    /// The parts of the site, each with whether this page belongs to it.
    fn parts(&self) -> [(Link, bool); 5] {
        let part = |place, label: &str, href: &str| (Link::new(label, href), self.place == place);
        [
            part(Place::Decisions, "Decisions", urls::DECISIONS),
            part(Place::Actions, "Actions", urls::ACTIONS),
            part(Place::Topics, "Topics", urls::TOPICS),
            part(Place::People, "People", urls::PEOPLE),
            part(Place::Reports, "Reports", urls::REPORTS),
        ]
    }
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// What it says.
    pub(crate) label: String,
    /// Where it leads.
    pub(crate) href: String,
}

impl Link {
    /// A link.
    pub(crate) fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// Prints a page.
pub(crate) fn print(page: &impl Template, policy: CachePolicy) -> Result<Response, WebError> {
    match page.render() {
        Ok(html) => {
            let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8");
            Ok(([policy.header()], [kind], html).into_response())
        }
        Err(failure) => {
            tracing::error!(%failure, "a page could not be printed");
            Err(WebError::Internal)
        }
    }
}

/// A query for one value of a field, newest first: the pages of people and topics are such stored queries.
pub(crate) fn stored(field: Field, value: &str) -> Query {
    let expr = Expr::Value { field, values: vec![value.to_owned()] };
    Query { expr, sort: Sort::Newest, expand: true }
}

/// The first hits of a query, without facets.
pub(crate) fn first(limit: usize) -> Page {
    Page { offset: 0, limit, facet_limit: 0 }
}
