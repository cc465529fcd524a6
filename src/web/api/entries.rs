//! `GET /api/v1/entries/{id}`

use super::reports::EntryBody;
use crate::archive::Fate;
use crate::web::error::WebError;
use crate::web::former;
use crate::web::params::{Id, Params};
use crate::web::site::Site;
use crate::web::urls;
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
    let (report, entry) = match site.ask(move |archive| archive.fate(&wanted)).await? {
        Fate::There { report, entry } => (report, entry),
        Fate::Moved { entry, .. } | Fate::Edited { entry, .. } => {
            return Ok(former::lasting_redirect(&urls::api_entry(&entry.id)));
        }
        Fate::Gone { former } => return Err(WebError::gone("entry", &former)),
        Fate::Unknown => return Err(WebError::not_found("entry", &id)),
    };
    Ok(super::reply(&Body {
        entry: EntryBody::new(&report.id, &entry),
        source_url: site.source_url(&report.path, entry.lines),
        date: report.date.map(|date| date.to_string()),
        report: ReportBody { id: report.id, title: report.title },
        path: report.path,
        series: report.series,
    }))
}
