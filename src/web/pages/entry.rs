//! `GET /entry/{id}`: one passage with all that is known of it.
//!
//! The address may end in words of the passage. Where the id is gone, the address leads to where the same words stand
//! now, or shows the passage that took their place with the difference, or tells what it said last; only where nothing
//! is known of it do the words in the address count.

use super::former::{self, Edited};
use super::forms::{Forms, Issue};
use super::head::Card;
use super::hit::{Badge, RefView};
use super::{Frame, Link, Place, gone, print};
use crate::archive::Fate;
use crate::cite::Citation;
use crate::report::{Entry, Report, Status};
use crate::web::cache::CachePolicy;
use crate::web::citing::{linked, new_issue};
use crate::web::error::WebError;
use crate::web::former::lasting_redirect;
use crate::web::markup::Markup;
use crate::web::origin::Origin;
use crate::web::params::Id;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

/// How many letters of a neighbour are shown.
const BRIEF: usize = 140;

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    frame: Frame,
    id: String,
    /// That it is another passage than the address was made for.
    edited: Option<Edited>,
    iso: String,
    day: String,
    series: Link,
    report: Link,
    badge: Badge,
    /// The day by which it is to be done, and whether that has passed.
    due: Option<(String, bool)>,
    thread: Option<Link>,
    section: Vec<String>,
    context: Vec<String>,
    passage: Markup,
    owners: Vec<Link>,
    people: Vec<Link>,
    topics: Vec<Link>,
    refs: Vec<RefView>,
    also: Vec<Link>,
    before: Option<Link>,
    after: Option<Link>,
    place: String,
    source: Option<String>,
    forms: Forms,
    issue: Option<Issue>,
}

/// `GET /entry/{id}`
pub(crate) async fn get(
    State(site): State<Site>,
    origin: Origin,
    Id(path): Id,
) -> Result<Response, WebError> {
    let ids = urls::passage_ids(&path);
    match site.ask(move |archive| archive.whereabouts(&ids)).await? {
        Fate::There { report, entry } => {
            print(&page(&site, &origin, &report, &entry), CachePolicy::Revalidate)
        }
        Fate::Moved { entry, .. } => Ok(lasting_redirect(&urls::passage(&entry.id, entry.own_text()))),
        Fate::Edited { report, entry, former } => {
            let edited = Some(Edited::of(&site, &former, &entry));
            let page = EntryPage { edited, ..page(&site, &origin, &report, &entry) };
            print(&page, CachePolicy::Revalidate)
        }
        Fate::Gone { former } => former::page(&site, &former).await,
        Fate::Unknown => gone::page(&site, &path).await,
    }
}

fn page(site: &Site, origin: &Origin, report: &Report, entry: &Entry) -> EntryPage {
    let catalog = site.catalog();
    let person = |id: &String| match catalog.directory.person(id) {
        Some(known) => Link::new(&known.name, urls::person(&known.id)),
        None => Link::new(id, ""),
    };
    let citation = linked(site, origin, Citation::of(report, entry));
    let badge = Badge::of(entry);
    let at = report.entries.iter().position(|other| other.id == entry.id).unwrap_or_default();
    let neighbour = |at: Option<usize>| at.and_then(|at| report.entries.get(at)).map(neighbour);
    let heading = format!("{}, {}", badge.label, text::day(report.date));
    let cited = std::slice::from_ref(&citation);
    let card = Card {
        description: format!("{heading}, {}: {}", report.title, citation.quote),
        iso: report.date.map(|date| date.to_string()).unwrap_or_default(),
    };
    let title = text::clip(&citation.quote, 70);
    EntryPage {
        frame: Frame::new(site, Place::Reports, format!("{title} ({heading})"))
            .at(site, &urls::passage(&entry.id, &citation.quote))
            .card(card),
        id: entry.id.clone(),
        edited: None,
        iso: report.date.map(|date| date.to_string()).unwrap_or_default(),
        day: text::day(report.date),
        series: Link::new(&report.series, urls::series(&report.series)),
        report: Link::new(&report.title, urls::entry(&report.id, &entry.id)),
        badge,
        due: entry.due.map(|day| {
            let open = entry.standing() == Some(Status::Open);
            (text::day(Some(day)), open && day < site.today())
        }),
        thread: entry.thread.as_deref().and_then(|id| catalog.directory.thread(id)).map(super::thread::link),
        section: entry.section.iter().filter(|heading| **heading != report.title).cloned().collect(),
        context: entry.context.clone(),
        passage: Markup::words(&entry.text),
        owners: entry.assignees.iter().map(person).collect(),
        people: entry.people.iter().filter(|id| !entry.assignees.contains(id)).map(person).collect(),
        topics: entry.topics.iter().map(|topic| Link::new(topic, urls::topic(topic))).collect(),
        refs: entry.refs.iter().map(RefView::of).collect(),
        also: entry
            .also
            .iter()
            .map(|at| Link::new(format!("{} ({})", at.report, at.lines), urls::report(&at.report)))
            .collect(),
        before: neighbour(at.checked_sub(1)),
        after: neighbour(at.checked_add(1)),
        place: format!("{}:{}", report.path, entry.lines),
        source: site.source_url(&report.path, entry.lines),
        issue: new_issue(site, cited).and_then(|issue| Issue::new(site, issue)),
        forms: Forms::of(cited),
    }
}

fn neighbour(entry: &Entry) -> Link {
    Link::new(text::clip(entry.own_text().trim(), BRIEF), urls::passage(&entry.id, entry.own_text()))
}
