//! One hit, as a list of answers shows it.

use super::Link;
use crate::report::{Directory, Kind, Reference};
use crate::search::Hit;
use crate::web::markup::Markup;
use crate::web::site::Site;
use crate::web::{text, urls};

/// How many characters of the bullet above are shown.
const CONTEXT: usize = 140;
/// How many people of one passage are named; a roll call has dozens.
const PEOPLE: usize = 8;

/// How many other places of a passage are named.
const PLACES: usize = 5;

/// One hit, as a list of answers shows it.
pub(crate) struct HitView {
    /// The passage's id.
    pub(crate) id: String,
    /// The passage in its report.
    pub(crate) href: String,
    /// The permalink.
    pub(crate) permalink: String,
    /// The report's title.
    pub(crate) title: String,
    /// The day in machine form, empty where there is none.
    pub(crate) iso: String,
    /// The day to be read.
    pub(crate) day: String,
    /// The series.
    pub(crate) series: Link,
    /// What the passage is.
    pub(crate) badge: Badge,
    /// The headings above.
    pub(crate) section: Vec<String>,
    /// The bullet right above, without which a short one means little.
    pub(crate) under: String,
    /// The text with what matched.
    pub(crate) snippet: Markup,
    /// Who is in it.
    pub(crate) people: Vec<Link>,
    /// How many more people are in it.
    pub(crate) more_people: usize,
    /// What it is about.
    pub(crate) topics: Vec<Link>,
    /// Which issues it names.
    pub(crate) refs: Vec<RefView>,
    /// Where the same words stand too.
    pub(crate) also: Vec<Link>,
    /// How many more places there are.
    pub(crate) more_also: usize,
    /// The matter or action that it is a part of, where there is one.
    pub(crate) thread: Option<Link>,
    /// Words that matched though they were not typed.
    pub(crate) related: Vec<String>,
    /// The lines at their source, where known.
    pub(crate) source: Option<String>,
    /// The file and lines.
    pub(crate) place: String,
}

/// The mark that tells what a passage is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Badge {
    /// The kind's name, which the style knows.
    pub(crate) class: &'static str,
    /// `Decision`, `Open action`.
    pub(crate) label: String,
    /// `due 3 Mar 2024`, where it is open and has a day.
    pub(crate) due: String,
    /// How it is known, as a reader says it; empty where there is nothing to say.
    pub(crate) grade: &'static str,
}

/// An issue with its two links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefView {
    /// Every passage that names it.
    pub(crate) mentions: Link,
    /// The issue itself, where its host is known.
    pub(crate) outside: Option<String>,
}

impl Badge {
    /// The mark of an entry.
    pub(crate) fn of(entry: &crate::report::Entry) -> Self {
        use crate::report::Status;
        let kind = entry.kind.name();
        let label = match (entry.kind, entry.standing()) {
            (Kind::Action, None) if entry.carried => "Action, carried over".to_owned(),
            (Kind::Action, Some(Status::Open)) => "Open action".to_owned(),
            (Kind::Action, Some(Status::Done)) => "Action done".to_owned(),
            (
                Kind::Action
                | Kind::Decision
                | Kind::Proposal
                | Kind::Question
                | Kind::Update
                | Kind::Thanks
                | Kind::Discussion,
                _,
            ) => text::capital(kind),
        };
        let grade = entry.grade.map(super::facets::known).unwrap_or_default();
        let open = entry.kind == Kind::Action && entry.standing() == Some(Status::Open);
        let due = entry.due.filter(|_| open).map(|day| format!("due {}", text::short_day(Some(day))));
        Self { class: kind, label, due: due.unwrap_or_default(), grade }
    }
}

impl RefView {
    /// The links of a reference.
    pub(crate) fn of(reference: &Reference) -> Self {
        let mentions = Link::new(reference.as_str(), urls::reference(reference));
        Self { mentions, outside: urls::issue(reference) }
    }
}

/// Another place of a passage: its report, at the first of its lines.
fn place_link(at: &crate::report::Place) -> Link {
    Link::new(&at.report, urls::report(&at.report))
}

impl HitView {
    /// A hit with names from the directory.
    pub(crate) fn new(site: &Site, hit: &Hit, directory: &Directory) -> Self {
        let entry = &hit.entry;
        let name = |id: &str| directory.person(id).map_or_else(|| id.to_owned(), |p| p.name.clone());
        let people = entry.people.iter().take(PEOPLE);
        Self {
            id: entry.id.clone(),
            href: urls::entry(&hit.report, &entry.id),
            permalink: urls::passage(&entry.id, entry.own_text()),
            title: hit.title.clone(),
            iso: hit.date.map(|date| date.to_string()).unwrap_or_default(),
            day: text::short_day(hit.date),
            series: Link::new(&hit.series, urls::series(&hit.series)),
            badge: Badge::of(entry),
            section: entry.section.iter().filter(|heading| **heading != hit.title).cloned().collect(),
            under: entry.above().map(|above| text::clip(above, CONTEXT)).unwrap_or_default(),
            snippet: Markup::passage(&hit.snippet),
            people: people.map(|id| Link::new(name(id), urls::person(id))).collect(),
            more_people: entry.people.len().saturating_sub(PEOPLE),
            topics: entry.topics.iter().map(|topic| Link::new(topic, urls::topic(topic))).collect(),
            refs: entry.refs.iter().map(RefView::of).collect(),
            also: entry.also.iter().take(PLACES).map(place_link).collect(),
            more_also: entry.also.len().saturating_sub(PLACES),
            thread: entry.thread.as_deref().and_then(|id| directory.thread(id)).map(super::thread::link),
            related: hit.related.clone(),
            source: site.source_url(&hit.path, entry.lines),
            place: format!("{}:{}", hit.path, entry.lines),
        }
    }

    /// All hits of an answer.
    pub(crate) fn list(site: &Site, hits: &[Hit]) -> Vec<Self> {
        let catalog = site.catalog();
        hits.iter().map(|hit| Self::new(site, hit, &catalog.directory)).collect()
    }
}
