//! `GET /thread/{id}`: a matter or an action followed across reports, step by step.

use super::head::Card;
use super::hit::Badge;
use super::{Frame, Link, Place, print};
use crate::report::{About, Date, State, Step, Thread, What};
use crate::search::{Run, Snippet};
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::markup::Markup;
use crate::web::params::Id;
use crate::web::site::Site;
use crate::web::{former, text, urls};
use askama::Template;
use axum::extract::State as From;
use axum::response::Response;

#[derive(Template)]
#[template(path = "thread.html")]
struct ThreadPage {
    frame: Frame,
    /// What it is: `Matter`, `Action`.
    about: &'static str,
    title: String,
    summary: String,
    badge: Badge,
    steps: Vec<StepView>,
}

struct StepView {
    what: String,
    /// The kind that lends its colour.
    class: &'static str,
    iso: String,
    day: String,
    series: Link,
    /// The report, at the lines of the entry.
    report: Link,
    id: String,
    permalink: String,
    text: Markup,
    place: String,
    source: Option<String>,
}

/// `GET /thread/{id}`
pub(crate) async fn get(From(site): From<Site>, Id(id): Id) -> Result<Response, WebError> {
    let catalog = site.catalog();
    let Some(thread) = catalog.directory.thread(&id) else {
        return former::thread(&site, &id, (urls::thread, |id| urls::passage(id, ""))).await;
    };
    let title =
        |step: &Step| catalog.report(&step.report).map_or(&step.report, |report| &report.title).clone();
    let page = ThreadPage {
        frame: Frame::new(&site, Place::Elsewhere, text::clip(&thread.title, 80))
            .at(&site, &urls::thread(&thread.id))
            .card(Card { description: text::capital(&format!("{}.", summary(thread))), iso: String::new() }),
        about: match thread.about {
            About::Matter => "A matter of several meetings",
            About::Action => "An action of several reports",
        },
        title: thread.title.clone(),
        summary: summary(thread),
        badge: badge(thread),
        steps: thread.steps.iter().map(|step| StepView::new(&site, step, title(step))).collect(),
    };
    print(&page, CachePolicy::Revalidate)
}

impl StepView {
    fn new(site: &Site, step: &Step, title: String) -> Self {
        Self {
            what: text::capital(step.what.name()),
            class: class(step.what),
            iso: step.date.map(|date| date.to_string()).unwrap_or_default(),
            day: text::short_day(step.date),
            series: Link::new(&step.series, urls::series(&step.series)),
            report: Link::new(title, urls::entry(&step.report, &step.entry)),
            id: step.entry.clone(),
            permalink: urls::passage(&step.entry, &step.text),
            text: Markup::passage(&Snippet { runs: vec![Run { text: step.text.clone(), marked: false }] }),
            place: format!("{}:{}", step.path, step.lines),
            source: site.source_url(&step.path, step.lines),
        }
    }
}

/// A thread in a few words, which lead to its page.
pub(super) fn link(thread: &Thread) -> Link {
    Link::new(summary(thread), urls::thread(&thread.id))
}

/// `raised 6 May 2031, settled 1 Jul 2031 · 4 steps`; `settled 6 May 2031, again 1 Jul 2031 · 2 steps`.
pub(super) fn summary(thread: &Thread) -> String {
    let told = |what: &str, step: &Step| format!("{what} {}", told_day(step.date));
    let turn = thread.steps.iter().rev().find(|step| match thread.state {
        State::Settled => step.what == What::Settled,
        State::Reopened => step.what == What::Reopened,
        State::Done => step.what == What::Done,
        State::Open => true,
    });
    let first = thread.steps.first();
    let turn = turn.filter(|turn| first.is_some_and(|first| first.entry != turn.entry));
    let again = |turn: &Step| first.is_some_and(|first| first.what == turn.what);
    let first_told = first.map(|step| told(step.what.name(), step));
    let turn_told = turn.map(|step| told(if again(step) { "again" } else { step.what.name() }, step));
    let told: Vec<String> = first_told.into_iter().chain(turn_told).collect();
    format!("{} · {}", told.join(", "), text::count(thread.steps.len(), "step"))
}

/// A day within a sentence.
pub(super) fn told_day(date: Option<Date>) -> String {
    if date.is_some() { text::short_day(date) } else { "without a day".to_owned() }
}

/// The day on which the matter of a passage was settled for good, where it was: not before the passage.
pub(super) fn settled(thread: &Thread, asked: Option<Date>) -> Option<Date> {
    let settled = thread.steps.iter().rev().find(|step| step.what == What::Settled)?.date?;
    (thread.state == State::Settled && asked.is_none_or(|asked| asked <= settled)).then_some(settled)
}

fn badge(thread: &Thread) -> Badge {
    let class = match (thread.about, thread.state) {
        (About::Action, _) => "action",
        (About::Matter, State::Settled) => "decision",
        (About::Matter, State::Reopened) => "proposal",
        (About::Matter, State::Open | State::Done) => "discussion",
    };
    Badge { class, label: text::capital(thread.state.name()), due: String::new(), grade: "" }
}

fn class(what: What) -> &'static str {
    match what {
        What::Raised | What::Discussed => "discussion",
        What::Proposed | What::Reopened => "proposal",
        What::Settled => "decision",
        What::Promised | What::CarriedOver | What::Done => "action",
    }
}
