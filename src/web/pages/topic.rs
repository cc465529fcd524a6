//! One topic: when it was spoken of, what was decided, what was said last, and where it came from.

use super::head::Card;
use super::hit::HitView;
use super::thread::settled;
use super::{Frame, Link, Place, facets, first, print, stored};
use crate::archive::{ArchiveError, Page, Snapshot};
use crate::field::Field;
use crate::query::{Expr, Query, Sort};
use crate::report::{Date, Directory, Origin, Topic};
use crate::search::{Bar, Hit, SearchResults};
use crate::web::cache::CachePolicy;
use crate::web::charts::{Layer, Strip};
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::response::Response;

/// How many passages of a sort are shown here; the rest is a search.
const PASSAGES: usize = 8;
/// So many silent years are named.
const SILENT: usize = 20;

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
    /// When it was spoken of, and what was decided and asked for.
    strip: Option<Strip>,
    /// First raised, and the silent years.
    course: Vec<String>,
    proposed: Vec<HitView>,
    all_proposed: Option<(usize, String)>,
    related: Vec<(Link, String)>,
    refs: Vec<(Link, String)>,
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
    proposed: SearchResults,
    origin: SearchResults,
}

/// The page of a topic.
pub(crate) async fn page(site: &Site, topic: &Topic) -> Result<Response, WebError> {
    let query = stored(Field::Topic, &topic.name);
    let of_kind = |kind: &str| Query {
        expr: Expr::And(vec![stored(Field::Kind, kind).expr, query.expr.clone()]),
        ..query.clone()
    };
    let kinds = [of_kind("decision"), of_kind("proposal")];
    let (asked, parts) = (query.clone(), kinds.clone());
    let Found { latest, decided, proposed, origin } =
        site.ask(move |archive| find(archive, &asked, &parts)).await?;
    let catalog = site.catalog();
    let beside = catalog.census.beside(&topic.name);
    let counted = |field, href: fn(&str) -> String| {
        let values = latest.facets.iter().filter(|f| f.field == field).flat_map(|f| f.values.iter().take(10));
        let link = |value: &str| Link::new(facets::label(field, value, &catalog.directory), href(value));
        values.map(|value| (link(&value.value), text::number(value.count))).collect::<Vec<_>>()
    };
    let reports = text::count(topic.reports as usize, "report");
    let more = |found: &SearchResults, kind: &Query| {
        (found.total > found.hits.len()).then(|| (found.total, urls::results(kind)))
    };
    let layers = layers([&latest, &decided, &proposed]);
    let summary =
        format!("{} in {reports}, {}", text::count(latest.total, "passage"), text::years(topic.days));
    let page = TopicPage {
        frame: Frame::new(site, Place::Topics, text::clip(&topic.name, 80))
            .at(site, &urls::topic(&topic.name))
            .card(Card { description: format!("{summary}."), iso: String::new() })
            .feed(format!("Passages on {}", topic.name), &urls::feed(&query)),
        name: topic.name.clone(),
        aliases: topic.aliases.clone(),
        broader: broader(topic, &catalog.directory),
        known: known(topic.origin),
        summary,
        search: urls::results(&query),
        course: course(&layers[0], origin.hits.first()),
        strip: Strip::new("Passages, decisions and proposals by year", &layers, |year| {
            let (from, to) = (Date::new(year, 1, 1).ok(), Date::new(year, 12, 31).ok());
            urls::results(&query.with_days(from, to))
        }),
        all_proposed: (proposed.total > 0).then(|| (proposed.total, urls::results(&kinds[1]))),
        proposed: still_asked(site, &proposed.hits),
        related: beside
            .topics
            .iter()
            .map(|(name, count)| (Link::new(name, urls::topic(name)), text::number(*count)))
            .collect(),
        refs: beside
            .refs
            .iter()
            .map(|(issue, count)| (Link::new(issue.as_str(), urls::reference(issue)), text::number(*count)))
            .collect(),
        people: counted(Field::Person, urls::person),
        series: counted(Field::Series, urls::series),
        all_decided: more(&decided, &kinds[0]),
        decided: HitView::list(site, &decided.hits),
        origin: if latest.total > PASSAGES { HitView::list(site, &origin.hits) } else { Vec::new() },
        latest: HitView::list(site, &latest.hits),
    };
    print(&page, CachePolicy::Revalidate)
}

/// What was asked for and not settled later.
fn still_asked(site: &Site, proposed: &[Hit]) -> Vec<HitView> {
    let catalog = site.catalog();
    let thread = |hit: &Hit| catalog.directory.thread(hit.entry.thread.as_deref()?);
    let is_open = |hit: &&Hit| thread(hit).is_none_or(|thread| settled(thread, hit.date).is_none());
    let open = proposed.iter().filter(is_open).take(PASSAGES / 2);
    open.map(|hit| HitView::new(site, hit, &catalog.directory)).collect()
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

/// What is drawn: all passages, and the decisions and proposals among them.
fn layers([all, decided, proposed]: [&SearchResults; 3]) -> [Layer; 3] {
    let days = |found: &SearchResults| {
        found.histogram.iter().map(|bar: &Bar| (bar.month, bar.count)).collect::<Vec<_>>()
    };
    [
        Layer::new("", "passage", days(all)),
        Layer::new("decision", "decision", days(decided)),
        Layer::new("proposal", "proposal", days(proposed)),
    ]
}

/// When it was first raised, and in which years between nobody spoke of it.
fn course(all: &Layer, first: Option<&Hit>) -> Vec<String> {
    let raised = first.and_then(|hit| Some((hit.date?, hit)));
    let raised =
        raised.map(|(day, hit)| format!("First raised on {} ({})", text::day(Some(day)), hit.series));
    let (from, to) = all.years().unwrap_or((1, 0));
    let silent: Vec<String> =
        (from..=to).filter(|year| all.year(*year) == 0).take(SILENT).map(|year| year.to_string()).collect();
    let silent = (!silent.is_empty()).then(|| format!("Silent in {}", silent.join(", ")));
    raised.into_iter().chain(silent).collect()
}

fn find(
    archive: &Snapshot,
    query: &Query,
    [decisions, proposals]: &[Query; 2],
) -> Result<Found, ArchiveError> {
    let oldest = Query { sort: Sort::Oldest, ..query.clone() };
    Ok(Found {
        latest: archive.answer(query, Page { facet_limit: 10, ..first(PASSAGES) })?,
        decided: archive.answer(decisions, first(PASSAGES))?,
        // Some of them are settled by now, and are left out.
        proposed: archive.answer(proposals, first(3 * PASSAGES))?,
        origin: archive.answer(&oldest, first(1))?,
    })
}
