//! `GET /api/v1/threads/{id}`

use crate::report::{Step, What};
use crate::web::error::WebError;
use crate::web::params::{Id, Params};
use crate::web::site::Site;
use crate::web::{former, urls};
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

/// A matter or an action followed across reports.
#[derive(Serialize)]
struct Body<'a> {
    id: &'a str,
    title: &'a str,
    /// `matter` or `action`.
    about: &'static str,
    /// `open`, `settled`, `reopened` or `done`.
    status: &'static str,
    steps: Vec<StepBody<'a>>,
    url: String,
}

#[derive(Serialize)]
struct StepBody<'a> {
    what: &'static str,
    date: Option<String>,
    entry: &'a str,
    report: &'a str,
    series: &'a str,
    path: &'a str,
    lines: [u32; 2],
    /// The beginning of the passage.
    text: &'a str,
    url: String,
}

/// `GET /api/v1/threads/{id}`
pub(crate) async fn get(State(site): State<Site>, Id(id): Id, params: Params) -> Result<Response, WebError> {
    params.only(&[])?;
    let catalog = site.catalog();
    let Some(thread) = catalog.directory.thread(&id) else {
        return former::thread(&site, &id, (urls::api_thread, urls::api_entry)).await;
    };
    Ok(super::reply(&Body {
        id: &thread.id,
        title: &thread.title,
        about: thread.about.name(),
        status: thread.state.name(),
        steps: thread.steps.iter().map(StepBody::new).collect(),
        url: urls::thread(&thread.id),
    }))
}

impl<'a> StepBody<'a> {
    fn new(step: &'a Step) -> Self {
        Self {
            what: match step.what {
                What::CarriedOver => "carried-over",
                what => what.name(),
            },
            date: step.date.map(|date| date.to_string()),
            entry: &step.entry,
            report: &step.report,
            series: &step.series,
            path: &step.path,
            lines: step.lines.into(),
            text: &step.text,
            url: urls::entry(&step.report, &step.entry),
        }
    }
}
