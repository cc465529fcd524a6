//! One person: the names they go by, the meetings they were at, the passages they are in.

use super::hit::HitView;
use super::{Frame, Link, Place, first, print, stored};
use crate::archive::{Catalog, Page, ReportSummary};
use crate::field::Field;
use crate::query::Expr;
use crate::report::{Directory, Person, Sure};
use crate::search::SearchResults;
use crate::web::cache::CachePolicy;
use crate::web::charts::{Layer, Strip};
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::response::Response;
use std::collections::HashSet;

/// How many passages are shown here; the rest is a search.
const PASSAGES: usize = 12;
/// How many decisions and open actions are shown.
const FEW: usize = 5;
/// How many topics are named.
const TOPICS: usize = 12;
/// How many unclear names are listed.
const UNCLEAR: usize = 5;
/// How many meetings are listed at once.
const MEETINGS: usize = 24;

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    frame: Frame,
    name: String,
    id: String,
    aliases: Vec<String>,
    /// What is known of the name, and how: (form, reason).
    evidence: Vec<(String, String)>,
    sure: &'static str,
    /// Short names that may mean this person or another.
    unclear: Vec<String>,
    affiliations: Vec<String>,
    meetings: Vec<(Link, String)>,
    /// How many meetings are not listed.
    earlier: usize,
    total: usize,
    passages: String,
    search: String,
    actions: Option<(usize, String)>,
    hits: Vec<HitView>,
    /// Attendance over time, beside the meetings of the same series.
    strip: Option<Strip>,
    topics: Vec<(Link, String)>,
    decided: Vec<HitView>,
    /// The questions and proposals that name the person, newest first.
    raised: Vec<HitView>,
    all_raised: Option<(usize, String)>,
    all_decided: Option<(usize, String)>,
    todo: Vec<HitView>,
}

/// What is asked of the archive.
struct Found {
    passages: SearchResults,
    decided: SearchResults,
    raised: SearchResults,
    todo: SearchResults,
}

/// The page of a person.
pub(crate) async fn page(site: &Site, person: &Person) -> Result<Response, WebError> {
    let query = stored(Field::Person, &person.id);
    let mut todo = stored(Field::Owner, &person.id);
    todo.expr =
        Expr::And(vec![stored(Field::Kind, "action").expr, stored(Field::Status, "open").expr, todo.expr]);
    let feed = urls::feed(&query);
    let mut settled = query.clone();
    settled.expr = Expr::And(vec![stored(Field::Kind, "decision").expr, settled.expr]);
    let mut asked = query.clone();
    let kinds = vec!["question".to_owned(), "proposal".to_owned()];
    asked.expr = Expr::And(vec![Expr::Value { field: Field::Kind, values: kinds }, asked.expr]);
    let (search, open, decisions) = (urls::results(&query), urls::results(&todo), urls::results(&settled));
    let questions = urls::results(&asked);
    let ask = move |archive: &crate::archive::Snapshot| {
        Ok(Found {
            passages: archive.answer(&query, Page { facet_limit: TOPICS, ..first(PASSAGES) })?,
            decided: archive.answer(&settled, first(FEW))?,
            raised: archive.answer(&asked, first(FEW))?,
            todo: archive.answer(&todo, first(FEW))?,
        })
    };
    let Found { passages: found, decided, raised, todo } = site.ask(ask).await?;
    let actions = todo.total;
    let catalog = site.catalog();
    let mut at: Vec<_> = catalog.summaries().filter(|r| r.attendees.contains(&person.id)).collect();
    at.sort_by_key(|report| std::cmp::Reverse(report.date));
    let listed = at.iter().take(MEETINGS);
    let page = PersonPage {
        frame: Frame::new(site, Place::People, text::clip(&person.name, 80))
            .at(site, &urls::person(&person.id))
            .feed(format!("Passages with {}", person.name), &feed),
        name: person.name.clone(),
        id: person.id.clone(),
        aliases: person.aliases.iter().filter(|alias| **alias != person.name).cloned().collect(),
        evidence: person.evidence.iter().map(|e| (e.form.clone(), e.why.clone())).collect(),
        sure: sureness(person.sure),
        unclear: unclear(&catalog.directory, person),
        affiliations: affiliations(person),
        meetings: listed
            .map(|r| (Link::new(text::short_day(r.date), urls::report(&r.id)), r.series.clone()))
            .collect(),
        earlier: at.len().saturating_sub(MEETINGS),
        total: at.len(),
        passages: text::count(found.total, "passage"),
        search,
        actions: (actions > 0).then_some((actions, open)),
        hits: HitView::list(site, &found.hits),
        strip: attendance(&catalog, person),
        topics: topics(&found),
        all_decided: (decided.total > decided.hits.len()).then_some((decided.total, decisions)),
        decided: HitView::list(site, &decided.hits),
        all_raised: (raised.total > raised.hits.len()).then_some((raised.total, questions)),
        raised: HitView::list(site, &raised.hits),
        todo: HitView::list(site, &todo.hits),
    };
    print(&page, CachePolicy::Revalidate)
}

/// How many meetings of a person's series there were by quarter, and at how many of them the person was.
fn attendance(catalog: &Catalog, person: &Person) -> Option<Strip> {
    let there = |report: &&ReportSummary| report.attendees.contains(&person.id);
    let at: Vec<&ReportSummary> = catalog.summaries().filter(there).collect();
    let series: HashSet<&str> = at.iter().map(|report| report.series.as_str()).collect();
    let days = |report: &ReportSummary| report.date.map(|day| (day, 1));
    let (first, last) = (at.iter().filter_map(|r| r.date).min()?, at.iter().filter_map(|r| r.date).max()?);
    let held = catalog.summaries().filter(|report| {
        series.contains(report.series.as_str())
            && report.date.is_some_and(|day| (first.year()..=last.year()).contains(&day.year()))
    });
    let layers = [
        Layer::new("", "meeting held", held.filter_map(days)),
        Layer::new("action", "meeting attended", at.iter().copied().filter_map(days)),
    ];
    let mut strip = Strip::new("Meetings held and attended by year", &layers, |_| String::new())?;
    for column in strip.columns.iter_mut().filter(|column| layers[0].year(column.year) > 0) {
        column.n = format!("{} of {}", layers[1].year(column.year), layers[0].year(column.year));
    }
    Some(strip)
}

/// What the passages with a person are about.
fn topics(found: &SearchResults) -> Vec<(Link, String)> {
    let values = found.facets.iter().filter(|facet| facet.field == Field::Topic).flat_map(|f| &f.values);
    values.take(TOPICS).map(|v| (Link::new(&v.value, urls::topic(&v.value)), text::number(v.count))).collect()
}

/// Where a person is from, each place once however it is written.
fn affiliations(person: &Person) -> Vec<String> {
    let mut seen = HashSet::new();
    person.affiliations.iter().filter(|place| seen.insert(place.to_lowercase())).cloned().collect()
}

fn sureness(sure: Sure) -> &'static str {
    match sure {
        Sure::Certain => "Known by an account, or by the team's own file.",
        Sure::Likely => "Known by the full name.",
        Sure::Guess => "Known by a short name only, so this may be several people.",
    }
}

/// `Sam: Sam Adler or Sam Birch? in 12 passages`, where it may be this person, or where this is such a name.
fn unclear(directory: &Directory, person: &Person) -> Vec<String> {
    let name = |id: &String| directory.person(id).map_or_else(|| id.clone(), |other| other.name.clone());
    let concerned = directory.ambiguous.iter().filter(|ambiguity| {
        ambiguity.people.contains(&person.id) || person.sure == Sure::Guess && ambiguity.name == person.name
    });
    let sentence = |ambiguity: &crate::report::Ambiguity| {
        let names: Vec<String> = ambiguity.people.iter().map(name).collect();
        let mut places = Vec::new();
        if ambiguity.entries > 0 {
            places.push(format!("in {}", text::count(ambiguity.entries as usize, "passage")));
        }
        if ambiguity.meetings > 0 {
            places.push(format!("at {}", text::count(ambiguity.meetings as usize, "meeting")));
        }
        format!("{}: {}? {}", ambiguity.name, names.join(" or "), places.join(", "))
    };
    concerned.take(UNCLEAR).map(sentence).collect()
}
