//! `GET /series/{name}`: the reports of one series, newest first.

use super::{Frame, Link, Place, print, stored};
use crate::archive::ReportSummary;
use crate::field::Field;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::params::Id;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Template)]
#[template(path = "series.html")]
struct SeriesPage {
    frame: Frame,
    name: String,
    summary: String,
    search: String,
    feed: String,
    years: Vec<(String, Vec<Row>)>,
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
    let Some(info) = info else { return Err(WebError::not_found("series", &name)) };
    let mut years: Vec<(String, Vec<Row>)> = Vec::new();
    // Undated reports stand first in the catalog, so they come last here.
    for report in catalog.reports.iter().rev().filter(|report| report.series == name) {
        let year = report.date.map_or_else(|| "Undated".to_owned(), |date| date.year().to_string());
        match years.last_mut() {
            Some((last, rows)) if *last == year => rows.push(Row::new(report)),
            _ => years.push((year, vec![Row::new(report)])),
        }
    }
    let summary = format!("{}, {}", text::count(info.reports as usize, "report"), text::years(info.days));
    let feed = urls::feed_of_reports(&name);
    let page = SeriesPage {
        frame: Frame::new(&site, Place::Reports, &name)
            .at(&site, &urls::series(&name))
            .feed(format!("Reports of {name}"), &feed),
        search: urls::results(&stored(Field::Series, &name)),
        feed,
        summary: summary.trim_end_matches(", ").to_owned(),
        name,
        years,
    };
    print(&page, CachePolicy::Revalidate)
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
