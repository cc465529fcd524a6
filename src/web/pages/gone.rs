//! A passage of which nothing is known: the address was never right, or it is older than all that is remembered
//! (`former` is for those that are remembered). The page says so and offers what is nearest: passages of the same report by the words in the address, the report, or reports
//! of the same series around that day.

use super::{Frame, Link, Place, print};
use crate::archive::{ArchiveError, Catalog, ReportSummary, Snapshot};
use crate::report::{Date, Report};
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::layers::Explained;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use std::collections::HashSet;

/// How many passages and reports are offered.
const OFFERED: usize = 3;
/// How many letters of a passage are shown.
const BRIEF: usize = 240;

#[derive(Template)]
#[template(path = "gone.html")]
struct GonePage {
    frame: Frame,
    wanted: String,
    report: Option<Link>,
    /// Passages that have most of the words in the address, with the day of their report.
    nearest: Vec<Link>,
    /// Reports of the same series, the nearest day first.
    reports: Vec<Link>,
    search: Option<Link>,
}

/// The page of a passage that is not there, with status 404.
pub(crate) async fn page(site: &Site, path: &str) -> Result<Response, WebError> {
    let catalog = site.catalog();
    let report = report_of(&catalog, path);
    let words = words_of(path, report);
    let nearest = near(site, report.map(|report| report.id.clone()), words.clone()).await?;
    let plain = words.join(" ");
    let page = GonePage {
        frame: Frame::new(site, Place::Elsewhere, "Not found").asking(&plain).unlisted(),
        wanted: text::clip(path, 200),
        report: report.map(|report| Link::new(&report.title, urls::report(&report.id))),
        nearest,
        reports: if report.is_some() { Vec::new() } else { near_reports(&catalog, path) },
        search: (!plain.is_empty()).then(|| Link::new(&plain, urls::search(&plain))),
    };
    let mut response = print(&page, CachePolicy::Never)?;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response.extensions_mut().insert(Explained);
    Ok(response)
}

/// The passages of a report that are nearest by some words.
pub(super) async fn near(
    site: &Site,
    report: Option<String>,
    words: Vec<String>,
) -> Result<Vec<Link>, WebError> {
    site.ask(move |archive| nearest(archive, report.as_deref(), &words)).await
}

/// The report whose id the path begins with.
fn report_of<'a>(catalog: &'a Catalog, path: &str) -> Option<&'a ReportSummary> {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    ends.collect::<Vec<_>>().into_iter().rev().find_map(|end| catalog.report(&path[..end]))
}

/// The words at the end of the path: what stands behind the hash.
fn words_of(path: &str, report: Option<&ReportSummary>) -> Vec<String> {
    let behind = report.and_then(|report| path.strip_prefix(report.id.as_str())).unwrap_or(path);
    let last = behind.trim_matches('/').split('/').next_back().unwrap_or_default();
    let mut words = text::words(last);
    // What is left of a bare id is no word.
    words.retain(|word| word.chars().all(char::is_alphabetic));
    words
}

fn nearest(archive: &Snapshot, id: Option<&str>, words: &[String]) -> Result<Vec<Link>, ArchiveError> {
    let Some(id) = id.filter(|_| !words.is_empty()) else { return Ok(Vec::new()) };
    let Some(document) = archive.report(id)? else { return Ok(Vec::new()) };
    Ok(closest(&document.report, words))
}

/// The passages that share at least half of the words, the most first.
fn closest(report: &Report, words: &[String]) -> Vec<Link> {
    let wanted: HashSet<&str> = words.iter().map(String::as_str).collect();
    let mut scored: Vec<(usize, usize, &crate::report::Entry)> = Vec::new();
    for entry in &report.entries {
        let has: HashSet<String> = text::words(entry.own_text()).into_iter().collect();
        let shared = wanted.iter().filter(|word| has.contains(**word)).count();
        if shared * 2 >= wanted.len() {
            scored.push((shared, has.len(), entry));
        }
    }
    // Of two that share as many words, the shorter has less besides.
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let link = |(_, _, entry): &(usize, usize, &crate::report::Entry)| {
        Link::new(text::clip(entry.own_text().trim(), BRIEF), urls::passage(&entry.id, entry.own_text()))
    };
    scored.iter().take(OFFERED).map(link).collect()
}

/// Reports of the series that the path begins with, the nearest to its day first.
fn near_reports(catalog: &Catalog, path: &str) -> Vec<Link> {
    let mut parts = path.split('/');
    let series = parts.next().unwrap_or_default();
    let prefix = format!("{series}/");
    let day = parts.next().and_then(|day| day.get(..10)).and_then(|day| day.parse::<Date>().ok());
    let mut reports: Vec<&ReportSummary> =
        catalog.summaries().filter(|report| report.id.starts_with(&prefix)).collect();
    if let Some(day) = day {
        reports.sort_by_key(|report| report.date.map_or(i32::MAX, |date| (date - day).get_days().abs()));
    }
    let link = |report: &&ReportSummary| {
        Link::new(format!("{}, {}", report.title, text::day(report.date)), urls::report(&report.id))
    };
    reports.iter().take(OFFERED).map(link).collect()
}
