//! `GET /series/{name}`: the reports of one series, newest first.

use super::calendar::{self, YearRow};
use super::{Frame, Link, Place, print, stored};
use crate::archive::{Catalog, ReportSummary};
use crate::field::Field;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::params::Id;
use crate::web::site::Site;
use crate::web::{former, text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use std::collections::{HashMap, HashSet};

/// How many attendees are named.
const USUAL: usize = 16;

#[derive(Template)]
#[template(path = "series.html")]
struct SeriesPage {
    frame: Frame,
    name: String,
    summary: String,
    search: String,
    feed: String,
    years: Vec<(String, Vec<Row>)>,
    calendar: Vec<YearRow>,
    /// How often it meets.
    rhythm: String,
    /// Those who are there most often.
    usual: Vec<(Link, String)>,
    /// The series before and after, by name.
    previous: Option<Link>,
    next: Option<Link>,
}

struct Row {
    link: Link,
    iso: String,
    day: String,
    facts: String,
}

/// `GET /series/{name}`
pub(crate) async fn get(State(site): State<Site>, Id(name): Id) -> Result<Response, WebError> {
    let catalog = site.catalog();
    let info = catalog.directory.series.iter().find(|series| series.name == name);
    let Some(info) = info else {
        let called = catalog.directory.series_called(&name).map(|series| urls::series(&series.name));
        return former::renamed(called, ("series", &name));
    };
    let mut years: Vec<(String, Vec<Row>)> = Vec::new();
    // Undated reports stand first in the catalog, so they come last here.
    for report in catalog.reports.iter().rev().filter(|report| report.series == name) {
        let year = report.date.map_or_else(|| "Undated".to_owned(), |date| date.year().to_string());
        match years.last_mut() {
            Some((last, rows)) if *last == year => rows.push(Row::new(report)),
            _ => years.push((year, vec![Row::new(report)])),
        }
    }
    let at = catalog.directory.series.iter().position(|series| series.name == name).unwrap_or(0);
    let beside = |at: Option<usize>| {
        let series = at.and_then(|at| catalog.directory.series.get(at));
        series.map(|series| Link::new(&series.name, urls::series(&series.name)))
    };
    let coverage = catalog.coverage();
    let covered = coverage.series.iter().find(|series| series.name == name);
    let rhythm = covered.and_then(|series| series.rhythm).map(|rhythm| format!(", {rhythm}"));
    let summary = format!("{}, {}", text::count(info.reports as usize, "report"), text::years(info.days));
    let feed = urls::feed_of_reports(&name);
    let page = SeriesPage {
        frame: Frame::new(&site, Place::Reports, &name)
            .at(&site, &urls::series(&name))
            .feed(format!("Reports of {name}"), &feed),
        search: urls::results(&stored(Field::Series, &name)),
        feed,
        calendar: calendar::of(&catalog, &name),
        rhythm: rhythm.unwrap_or_default(),
        usual: usual(&catalog, &name),
        previous: beside(at.checked_sub(1)),
        next: beside(at.checked_add(1)),
        summary: summary.trim_end_matches(", ").to_owned(),
        name,
        years,
    };
    print(&page, CachePolicy::Revalidate)
}

/// Those who are there most often, with how often.
fn usual(catalog: &Catalog, series: &str) -> Vec<(Link, String)> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for report in catalog.reports.iter().filter(|report| report.series == series) {
        // A roll call may name somebody twice.
        for id in report.attendees.iter().map(String::as_str).collect::<HashSet<_>>() {
            *times.entry(id).or_default() += 1;
        }
    }
    let mut times: Vec<(&str, usize)> = times.into_iter().filter(|(_, times)| *times > 1).collect();
    times.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let named = times.into_iter().take(USUAL).filter_map(|(id, times)| {
        let person = catalog.directory.person(id)?;
        Some((Link::new(&person.name, urls::person(id)), text::number(times)))
    });
    named.collect()
}

impl Row {
    fn new(report: &ReportSummary) -> Self {
        Self {
            link: Link::new(&report.title, urls::report(&report.id)),
            iso: report.date.map(|date| date.to_string()).unwrap_or_default(),
            day: text::short_day(report.date),
            facts: facts(report),
        }
    }
}

/// `2 decisions, 5 actions, 14 present`, as far as there are any.
pub(crate) fn facts(report: &ReportSummary) -> String {
    let mut facts = Vec::new();
    if report.decisions > 0 {
        facts.push(text::count(report.decisions as usize, "decision"));
    }
    if report.actions > 0 {
        facts.push(text::count(report.actions as usize, "action"));
    }
    if !report.attendees.is_empty() {
        facts.push(format!("{}\u{a0}present", report.attendees.len()));
    }
    facts.join(", ")
}
