//! `GET /reports/{id}`: one report as it was written, with its passages marked and linked.

use super::changed::Changed;
use super::head::Card;
use super::hit::{Badge, RefView};
use super::{Frame, Link, Place, print};
use crate::archive::Catalog;
use crate::outline::{self, Anchor};
use crate::report::{Change, Directory, Entry, Kind, Lines, Report};
use crate::search::Document;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::former;
use crate::web::markup::Markup;
use crate::web::params::Id;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

/// How many characters of a passage the side column shows.
const BRIEF: usize = 160;
/// How many decisions, actions or issues are told of at once, where there are more than `MANY`.
const SHOWN: usize = 6;
/// See above.
const MANY: usize = 8;

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    frame: Frame,
    title: String,
    iso: String,
    day: String,
    series: Link,
    attendees: Vec<Present>,
    groups: Vec<Group>,
    /// What stands below which heading.
    contents: Vec<Heading>,
    /// Matters and actions of this report that other reports tell more of.
    threads: Vec<Fact>,
    refs: Vec<RefView>,
    more_refs: Vec<RefView>,
    /// The report's id, which the tick boxes of its passages need.
    id: String,
    body: Markup,
    /// Whether the text begins with the title, which then is not shown twice.
    titled: bool,
    previous: Option<Link>,
    next: Option<Link>,
    place: String,
    source: Option<String>,
    history: Vec<Recorded>,
}

/// A change of the report's file.
struct Recorded {
    what: &'static str,
    change: Changed,
}

/// Somebody who was there.
struct Present {
    link: Link,
    affiliation: String,
}

/// The decisions, or the actions, of the report.
struct Group {
    kind: &'static str,
    heading: &'static str,
    count: usize,
    facts: Vec<Fact>,
    /// Those that are folded away where there are many.
    rest: Vec<Fact>,
}

/// A heading of the report.
struct Heading {
    link: Link,
    /// How many headings stand above it.
    depth: usize,
}

struct Fact {
    link: Link,
    note: String,
}

/// `GET /reports/{id}`
pub(crate) async fn get(State(site): State<Site>, Id(id): Id) -> Result<Response, WebError> {
    let wanted = id.clone();
    let document = site.ask(move |archive| archive.report(&wanted)).await?;
    let Some(document) = document else { return former::report(&site, &id, urls::report) };
    print(&ReportPage::new(&site, &document), CachePolicy::Revalidate)
}

impl ReportPage {
    fn new(site: &Site, document: &Document) -> Self {
        let report = &document.report;
        let catalog = site.catalog();
        let (before, after) = catalog.neighbours(&report.id);
        let (refs, more_refs) = folded(refs(report));
        let link = |r: &crate::archive::ReportSummary| Link::new(text::day(r.date), urls::report(&r.id));
        Self {
            frame: frame(site, report),
            title: report.title.clone(),
            iso: report.date.map(|date| date.to_string()).unwrap_or_default(),
            day: text::day(report.date),
            series: Link::new(&report.series, urls::series(&report.series)),
            attendees: attendees(report, &catalog.directory),
            groups: groups(report),
            contents: contents(report),
            threads: threads(report, &catalog.directory),
            refs,
            more_refs,
            id: report.id.clone(),
            titled: begins_with_title(&document.markdown, &report.title),
            body: outline::render(&document.markdown, &anchors(site, report)).into(),
            previous: before.map(link),
            next: after.map(link),
            place: format!("{}, lines {}", report.path, report.lines),
            source: site.source_url(&report.path, report.lines),
            history: history(&catalog, report),
        }
    }
}

/// The first and the last change of the report's file, as one where they are the same.
fn history(catalog: &Catalog, report: &Report) -> Vec<Recorded> {
    let Some(known) = &report.provenance else { return Vec::new() };
    let recorded = |what, change: &Change| Recorded {
        what,
        change: Changed::of(catalog, &report.path, (change.time, Some(&change.commit))),
    };
    match &known.first {
        Some(first) if *first != known.last => {
            vec![recorded("First recorded", first), recorded("last changed", &known.last)]
        }
        Some(first) => vec![recorded("Recorded", first)],
        None => vec![recorded("Last changed", &known.last)],
    }
}

fn frame(site: &Site, report: &Report) -> Frame {
    let series = &report.series;
    let counted = |kind, word| text::count(report.count(kind), word);
    let description = format!(
        "{series}, {}: {}, {}, {} present.",
        text::day(report.date),
        counted(Kind::Decision, "decision"),
        counted(Kind::Action, "action"),
        report.attendees.len()
    );
    let iso = report.date.map(|date| date.to_string()).unwrap_or_default();
    Frame::new(site, Place::Reports, text::clip(&report.title, 80))
        .at(site, &urls::report(&report.id))
        .card(Card { description, iso })
        .feed(format!("Reports of {series}"), &urls::feed_of_reports(series))
}

/// The issues that the report names, each once, in order.
fn refs(report: &Report) -> Vec<RefView> {
    let mut seen = std::collections::HashSet::new();
    let named = report.entries.iter().flat_map(|entry| &entry.refs);
    named.filter(|reference| seen.insert(*reference)).map(RefView::of).collect()
}

/// Whether the first heading of a text is its title.
fn begins_with_title(markdown: &str, title: &str) -> bool {
    let heading = markdown.lines().find(|line| line.starts_with('#'));
    heading.is_some_and(|line| line.starts_with("# ") && line.trim_matches('#').trim() == title)
}

fn attendees(report: &Report, directory: &Directory) -> Vec<Present> {
    let present = report.attendees.iter().map(|attendee| {
        let known = directory.person(&attendee.person);
        let name = known.map_or(&attendee.name, |person| &person.name);
        Present {
            link: Link::new(name, known.map(|p| urls::person(&p.id)).unwrap_or_default()),
            affiliation: attendee.affiliation.clone().unwrap_or_default(),
        }
    });
    present.collect()
}

fn groups(report: &Report) -> Vec<Group> {
    let wanted =
        [(Kind::Decision, "Decisions"), (Kind::Proposal, "To be decided"), (Kind::Action, "Actions")];
    let groups = wanted.into_iter().map(|(kind, heading)| {
        let entries = report.entries.iter().filter(|entry| entry.kind == kind && !entry.boilerplate);
        let facts = entries.map(|entry| {
            let badge = Badge::of(entry);
            let status = if entry.carried { Some("carried over") } else { entry.status.map(|s| s.name()) };
            let status = status.map(str::to_owned);
            let mut notes: Vec<String> = entry.owners.clone();
            notes.extend(status);
            notes.extend(entry.due.map(|day| format!("due {}", text::short_day(Some(day)))));
            notes.extend((!badge.grade.is_empty()).then(|| badge.grade.to_owned()));
            let label = text::clip(entry.own_text().trim(), BRIEF);
            Fact { link: Link::new(label, format!("#{}", urls::anchor(&entry.id))), note: notes.join(" · ") }
        });
        let (facts, rest) = folded(facts.collect());
        Group { kind: kind.name(), heading, count: facts.len() + rest.len(), facts, rest }
    });
    groups.filter(|group| !group.facts.is_empty()).collect()
}

/// What is in sight, and what is folded away where there is much more.
fn folded<T>(mut all: Vec<T>) -> (Vec<T>, Vec<T>) {
    let rest = if all.len() > MANY { all.split_off(SHOWN) } else { Vec::new() };
    (all, rest)
}

/// The headings that have passages below them, each with the place of the first.
fn contents(report: &Report) -> Vec<Heading> {
    let mut seen = std::collections::HashSet::new();
    let mut headings = Vec::new();
    for entry in &report.entries {
        let section: Vec<&String> = entry.section.iter().filter(|h| **h != report.title).collect();
        for (depth, heading) in section.iter().enumerate() {
            if seen.insert(section[..=depth].to_vec()) {
                let place = format!("#{}", urls::anchor(&entry.id));
                headings.push(Heading { link: Link::new(text::clip(heading, BRIEF), place), depth });
            }
        }
    }
    headings
}

/// The threads that this report has a part in, in the order of its lines.
fn threads(report: &Report, directory: &Directory) -> Vec<Fact> {
    let mut ids: Vec<&str> = Vec::new();
    for id in report.entries.iter().filter_map(|entry| entry.thread.as_deref()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let threads = ids.into_iter().filter_map(|id| directory.thread(id));
    let facts = threads.map(|thread| Fact {
        link: Link::new(text::clip(&thread.title, BRIEF), urls::thread(&thread.id)),
        note: super::thread::summary(thread),
    });
    facts.collect()
}

/// Where each passage starts in the text, whose first line is the report's first.
fn anchors(site: &Site, report: &Report) -> Vec<Anchor> {
    let shift = report.lines.first.saturating_sub(1);
    let anchor = |id: &str, entry: &Entry, class| {
        let lines = Lines::new(entry.lines.first.checked_sub(shift)?, entry.lines.last.saturating_sub(shift));
        (lines.first > 0).then(|| Anchor { lines, id: urls::anchor(id), class })
    };
    let entries = report.entries.iter().filter_map(|entry| anchor(&entry.id, entry, entry.kind.name()));
    let former = site.former_ids(report).into_iter().filter_map(|(id, entry)| anchor(id, entry, "former"));
    entries.chain(former).collect()
}
