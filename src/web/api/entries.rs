//! `GET /api/v1/entries/{id}`

use super::reports::EntryBody;
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
    let wanted = id.clone();
    let found = site.ask(move |archive| archive.entry(&wanted)).await?;
    let (report, entry) = found.ok_or_else(|| WebError::not_found("entry", &id))?;
    Ok(super::reply(&Body {
        entry: EntryBody::new(&report.id, &entry),
        source_url: site.source_url(&report.path, entry.lines),
        date: report.date.map(|date| date.to_string()),
        report: ReportBody { id: report.id, title: report.title },
        path: report.path,
        series: report.series,
    }))
}
