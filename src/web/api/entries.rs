//! `GET /api/v1/entries/{id}`

use super::reports::{EntryBody, find};
use crate::report::Report;
use crate::web::error::WebError;
use crate::web::params::{Id, Params};
use crate::web::site::Site;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

/// One passage with its report.
#[derive(Serialize)]
struct Body {
    #[serde(flatten)]
    entry: EntryBody,
    report: ReportBody,
    path: String,
    date: Option<String>,
    series: String,
    source_url: Option<String>,
}

#[derive(Serialize)]
struct ReportBody {
    id: String,
    title: String,
}

/// `GET /api/v1/entries/{id}`
pub(crate) async fn get(State(site): State<Site>, Id(id): Id, params: Params) -> Result<Response, WebError> {
    params.only(&[])?;
    let missing = || WebError::not_found("entry", &id);
    let report = holder(&site, &id).await?.ok_or_else(missing)?;
    let entry = report.entries.iter().find(|entry| entry.id == id).ok_or_else(missing)?;
    Ok(super::reply(&Body {
        entry: EntryBody::new(&report.id, entry),
        source_url: site.source_url(&report.path, entry.lines),
        date: report.date.map(|date| date.to_string()),
        report: ReportBody { id: report.id.clone(), title: report.title.clone() },
        path: report.path.clone(),
        series: report.series.clone(),
    }))
}

/// The report that holds an entry. An entry's id begins with series and date, and so do the ids of all reports
/// that may hold it: two meetings of a series on one day differ only by a suffix.
async fn holder(site: &Site, id: &str) -> Result<Option<Report>, WebError> {
    let Some((stem, _)) = id.rsplit_once('/') else { return Ok(None) };
    let catalog = site.catalog();
    for summary in catalog.reports.iter().filter(|report| report.id.starts_with(stem)) {
        let report = find(site, &summary.id).await?;
        let holds = |report: &Report| report.entries.iter().any(|entry| entry.id == id);
        if let Some(report) = report.filter(holds) {
            return Ok(Some(report));
        }
    }
    Ok(None)
}
