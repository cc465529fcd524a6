//! One topic: when it was spoken of, what was decided, what was said last, and where it came from.

use super::histogram::Histogram;
use super::hit::HitView;
use super::{Frame, Link, Place, facets, first, print, stored};
use crate::archive::{Archive, ArchiveError, Page};
use crate::field::Field;
use crate::query::{Expr, Query, Sort};
use crate::report::{Directory, Origin, Topic};
use crate::search::SearchResults;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::response::Response;

/// How many passages of a sort are shown here; the rest is a search.
const PASSAGES: usize = 8;

#[derive(Template)]
#[template(path = "topic.html")]
struct TopicPage {
    frame: Frame,
    name: String,
    aliases: Vec<String>,
    broader: Vec<Link>,
    known: &'static str,
    summary: String,
    search: String,
    histogram: Option<Histogram>,
    decided: Vec<HitView>,
    all_decided: Option<(usize, String)>,
    latest: Vec<HitView>,
    origin: Vec<HitView>,
    people: Vec<(Link, String)>,
    series: Vec<(Link, String)>,
}

/// What the archive says of a topic.
struct Found {
    latest: SearchResults,
    decided: SearchResults,
    origin: SearchResults,
}

/// The page of a topic.
pub(crate) async fn page(site: &Site, topic: &Topic) -> Result<Response, WebError> {
    let query = stored(Field::Topic, &topic.name);
    let decisions = Query {
        expr: Expr::And(vec![stored(Field::Kind, "decision").expr, query.expr.clone()]),
        ..query.clone()
    };
    let (asked, settled) = (query.clone(), decisions.clone());
    let found = site.ask(move |archive| find(archive, &asked, &settled)).await?;
    let Found { latest, decided, origin } = found;
    let catalog = site.catalog();
    let counted = |field, href: fn(&str) -> String| {
        let values = latest.facets.iter().filter(|f| f.field == field).flat_map(|f| f.values.iter().take(10));
        let link = |value: &str| Link::new(facets::label(field, value, &catalog.directory), href(value));
        values.map(|value| (link(&value.value), text::number(value.count))).collect::<Vec<_>>()
    };
    let reports = text::count(topic.reports as usize, "report");
    let more = decided.total > decided.hits.len();
    let page = TopicPage {
        frame: Frame::new(site, Place::Topics, text::clip(&topic.name, 80))
            .at(site, &urls::topic(&topic.name))
            .feed(format!("Passages on {}", topic.name), &urls::feed(&query)),
        name: topic.name.clone(),
        aliases: topic.aliases.clone(),
        broader: broader(topic, &catalog.directory),
        known: known(topic.origin),
        summary: format!(
            "{} in {reports}, {}",
            text::count(latest.total, "passage"),
            text::years(topic.days)
        ),
        search: urls::results(&query),
        histogram: Histogram::new(&query, &latest.histogram),
        people: counted(Field::Person, urls::person),
        series: counted(Field::Series, urls::series),
        all_decided: more.then(|| (decided.total, urls::results(&decisions))),
        decided: HitView::list(site, &decided.hits),
        origin: if latest.total > PASSAGES { HitView::list(site, &origin.hits) } else { Vec::new() },
        latest: HitView::list(site, &latest.hits),
    };
    print(&page, CachePolicy::Revalidate)
}

/// The wider subjects that are topics here, with their pages.
fn broader(topic: &Topic, directory: &Directory) -> Vec<Link> {
    let named = topic.broader.iter().filter_map(|name| directory.topic(name));
    named.map(|wider| Link::new(&wider.name, urls::topic(&wider.name))).collect()
}

/// How it is known that this is a topic.
fn known(origin: Origin) -> &'static str {
    match origin {
        Origin::Team => "The team lists it as a topic.",
        Origin::Vocabulary => "A topic of the built-in vocabulary.",
        Origin::Repository => "A topic, since passages cite the repository.",
        Origin::Heading => "A topic, since it stands in titles of several reports.",
        Origin::FrontMatter => "A topic, since the head of a report names it.",
        Origin::Phrase => "A topic, since the reports use the words so often.",
    }
}

fn find(archive: &Archive, query: &Query, decisions: &Query) -> Result<Found, ArchiveError> {
    let oldest = Query { sort: Sort::Oldest, ..query.clone() };
    Ok(Found {
        latest: archive.answer(query, Page { facet_limit: 10, ..first(PASSAGES) })?,
        decided: archive.answer(decisions, first(PASSAGES))?,
        origin: archive.answer(&oldest, first(1))?,
    })
}
