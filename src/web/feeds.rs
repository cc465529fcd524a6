//! `GET /search.atom` and `GET /reports.atom`: what is new, for feed readers.
//!
//! Pages of people, topics, references and series are stored queries, so a feed of any search is a feed of each. What is
//! newest stands first by its meeting, whose day is when an entry was published; it was updated when its file was last
//! changed, where a history tells that. No time is that of the request: a reader program must not take an old passage
//! for a new one. Undated reports have no such time and are left out.

use super::cache::CachePolicy;
use super::error::WebError;
use super::markup::Markup;
use super::origin::Origin;
use super::pages::first;
use super::pages::hit::Badge;
use super::params::Params;
use super::site::Site;
use super::{text, urls};
use crate::archive::{Catalog, ReportSummary};
use crate::query::Sort;
use crate::report::Date;
use crate::search::Hit;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// How many entries a feed has.
const ENTRIES: usize = 50;
/// How many letters of a passage its title has.
const TITLE: usize = 100;

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    id: String,
    title: String,
    subtitle: String,
    author: String,
    /// The address of the feed.
    own: String,
    /// The page that shows the same.
    page: String,
    updated: String,
    /// How many passages a search finds, of which the feed has the newest.
    total: Option<usize>,
    entries: Vec<FeedEntry>,
}

struct FeedEntry {
    id: String,
    title: String,
    link: String,
    source: Option<String>,
    /// When its file was last changed, where that is known; else the day of the meeting.
    updated: String,
    /// The day of the meeting.
    published: String,
    categories: Vec<String>,
    /// HTML, which the template escapes once more.
    content: String,
}

/// `GET /search.atom?q=`
pub(crate) async fn search(
    State(site): State<Site>,
    origin: Origin,
    headers: HeaderMap,
    params: Params,
) -> Result<Response, WebError> {
    let typed = params.query()?;
    let today = site.today();
    let asked = typed.clone();
    let (query, results) = site
        .ask(move |archive| {
            let query = archive.understand(&asked, today)?.with_sort(Sort::Newest);
            let results = archive.answer(&query, first(ENTRIES))?;
            Ok((query, results))
        })
        .await?;
    // Passages that have only some of the words are a help for a person, but no news.
    let hits: &[Hit] = if results.partial { &[] } else { &results.hits };
    let makers = Makers { site: &site, origin: &origin };
    let own = urls::feed_of(&typed);
    let feed = Feed {
        title: if typed.is_empty() {
            format!("{}: all passages", site.title())
        } else {
            format!("{}: {typed}", site.title())
        },
        subtitle: "Passages of meeting reports, dated by their meetings".to_owned(),
        page: origin.join(&urls::results(&query)),
        total: Some(if results.partial { 0 } else { results.total }),
        entries: hits.iter().filter_map(|hit| makers.passage(hit)).collect(),
        ..makers.feed(&own)
    };
    reply(feed, &headers)
}

/// `GET /reports.atom?series=`
pub(crate) async fn reports(
    State(site): State<Site>,
    origin: Origin,
    headers: HeaderMap,
    params: Params,
) -> Result<Response, WebError> {
    let catalog = site.catalog();
    let series = params.get("series").unwrap_or_default();
    if !series.is_empty() && !catalog.directory.series.iter().any(|known| known.name == series) {
        return Err(WebError::not_found("series", series));
    }
    let makers = Makers { site: &site, origin: &origin };
    let own = urls::feed_of_reports(series);
    let page = if series.is_empty() { urls::REPORTS.to_owned() } else { urls::series(series) };
    let feed = Feed {
        title: if series.is_empty() {
            format!("{}: reports", site.title())
        } else {
            format!("{}: {series}", site.title())
        },
        subtitle: "Meeting reports, dated by their meetings".to_owned(),
        page: origin.join(&page),
        entries: makers.reports(&catalog, series),
        ..makers.feed(&own)
    };
    reply(feed, &headers)
}

struct Makers<'a> {
    site: &'a Site,
    origin: &'a Origin,
}

impl Makers<'_> {
    /// A feed without entries.
    fn feed(&self, own: &str) -> Feed {
        Feed {
            id: Origin::fixed(self.site).join(own),
            title: String::new(),
            subtitle: String::new(),
            author: self.site.title().to_owned(),
            own: self.origin.join(own),
            page: String::new(),
            updated: String::new(),
            total: None,
            entries: Vec::new(),
        }
    }

    /// When a report's file was last changed; where no history tells, the day of its meeting.
    fn updated(&self, path: &str, date: Date) -> String {
        let catalog = self.site.catalog();
        catalog.provenance(path).map_or_else(|| time(date), |known| known.last.time.to_string())
    }

    fn passage(&self, hit: &Hit) -> Option<FeedEntry> {
        let date = hit.date?;
        let entry = &hit.entry;
        let own = entry.own_text().trim();
        let heading = entry.below(&text::clip(own, TITLE), TITLE);
        Some(FeedEntry {
            // Without the words, which change with the next edit elsewhere in the passage's line.
            id: Origin::fixed(self.site).join(&urls::passage(&entry.id, "")),
            title: format!("{}: {heading}", Badge::of(entry).label),
            link: self.origin.join(&urls::passage(&entry.id, entry.own_text())),
            source: self.site.source_url(&hit.path, entry.lines),
            updated: self.updated(&hit.path, date),
            published: time(date),
            categories: std::iter::once(entry.kind.name().to_owned())
                .chain(entry.topics.iter().cloned())
                .collect(),
            content: Markup::paragraphs(&format!("{}, {}\n{}", hit.title, text::day(hit.date), entry.text))
                .into_string(),
        })
    }

    fn reports(&self, catalog: &Catalog, series: &str) -> Vec<FeedEntry> {
        let wanted = |report: &&ReportSummary| series.is_empty() || report.series == series;
        let mut dated: Vec<(Date, &ReportSummary)> =
            catalog.summaries().filter(wanted).filter_map(|report| Some((report.date?, report))).collect();
        dated.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        dated.into_iter().take(ENTRIES).map(|(date, report)| self.report(date, report)).collect()
    }

    fn report(&self, date: Date, report: &ReportSummary) -> FeedEntry {
        let path = urls::report(&report.id);
        let facts = super::pages::series::facts(report);
        let facts = if facts.is_empty() { String::new() } else { format!(": {facts}") };
        FeedEntry {
            id: Origin::fixed(self.site).join(&path),
            title: report.title.clone(),
            link: self.origin.join(&path),
            source: self.site.source_url(&report.path, report.lines),
            updated: self.updated(&report.path, date),
            published: time(date),
            categories: vec![report.series.clone()],
            content: Markup::paragraphs(&format!("{}, {}{facts}", report.series, text::day(report.date)))
                .into_string(),
        }
    }
}

/// The day of a meeting as the moment that Atom asks for.
fn time(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// A feed, or the short answer that the reader has it already.
fn reply(mut feed: Feed, headers: &HeaderMap) -> Result<Response, WebError> {
    // Of a feed without entries nothing has changed since the beginning of time.
    feed.updated = feed
        .entries
        .iter()
        .map(|entry| entry.updated.clone())
        .max()
        .unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned());
    let text = xml(&feed)?;
    let tag = format!("\"{}\"", &blake3::hash(text.as_bytes()).to_hex()[..16]);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same =
        known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response()
    };
    let (name, value) = CachePolicy::Revalidate.header();
    response.headers_mut().insert(name, value);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// A template as XML, without the letters that XML cannot hold, however they are written.
pub(crate) fn xml(template: &impl Template) -> Result<String, WebError> {
    let text = template.render().map_err(|failure| {
        tracing::error!(%failure, "a document could not be printed");
        WebError::Internal
    })?;
    let holds = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    Ok(text.chars().filter(holds).collect())
}
