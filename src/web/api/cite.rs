//! `GET /api/v1/cite?id=&format=`

use crate::cite::Form;
use crate::web::citing::{find, new_issue};
use crate::web::error::WebError;
use crate::web::origin::Origin;
use crate::web::params::Params;
use crate::web::site::Site;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

/// Passages as a text.
#[derive(Serialize)]
struct Body {
    format: &'static str,
    text: String,
    /// The ids of the passages in it.
    ids: Vec<String>,
    /// What was asked for and is not there.
    missing: Vec<String>,
    new_issue: Option<IssueBody>,
}

#[derive(Serialize)]
struct IssueBody {
    url: String,
    /// Whether the address brings the citations along.
    filled: bool,
}

/// `GET /api/v1/cite`
pub(crate) async fn get(
    State(site): State<Site>,
    origin: Origin,
    params: Params,
) -> Result<Response, WebError> {
    params.only(&["id", "ids", "format"])?;
    let names: Vec<(&str, Form)> = Form::ALL.iter().map(|form| (form.name(), *form)).collect();
    let form = params.choice("format", &names)?.unwrap_or(Form::Markdown);
    let listed = params.all("ids").flat_map(|ids| ids.split(',')).map(str::trim).filter(|id| !id.is_empty());
    let ids: Vec<String> = params.all("id").chain(listed).map(str::to_owned).collect();
    if ids.is_empty() {
        return Err(WebError::parameter("id", "is missing; name a passage, or several"));
    }
    let found = find(&site, &origin, ids).await?;
    Ok(super::reply(&Body {
        format: form.name(),
        text: form.write(&found.citations),
        new_issue: new_issue(&site, &found.citations)
            .map(|issue| IssueBody { url: issue.address, filled: issue.filled }),
        ids: found.citations.into_iter().map(|citation| citation.id).collect(),
        missing: found.missing,
    }))
}
