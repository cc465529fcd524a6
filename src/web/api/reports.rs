//! `GET /api/v1/reports/{id}`

use crate::report::{Attendee, Change, Entry, Provenance};
use crate::web::error::WebError;
use crate::web::former;
use crate::web::params::{Id, Params};
use crate::web::site::Site;
use crate::web::urls;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

/// A report with its entries, in the words of the export.
#[derive(Serialize)]
struct Body {
    id: String,
    path: String,
    lines: [u32; 2],
    date: Option<String>,
    series: String,
    title: String,
    attendees: Vec<Present>,
    entries: Vec<EntryBody>,
    url: String,
    source_url: Option<String>,
    /// When its file was recorded and last changed.
    provenance: Option<ProvenanceBody>,
}

#[derive(Serialize)]
struct ProvenanceBody {
    first: Option<ChangeBody>,
    last: ChangeBody,
}

#[derive(Serialize)]
struct ChangeBody {
    commit: String,
    time: String,
}

#[derive(Serialize)]
struct Present {
    name: String,
    handle: Option<String>,
    affiliation: Option<String>,
    person: String,
}

/// One passage.
#[derive(Serialize)]
pub(super) struct EntryBody {
    id: String,
    kind: &'static str,
    grade: Option<&'static str>,
    lines: [u32; 2],
    section: Vec<String>,
    /// The words of the bullets above.
    context: Vec<String>,
    text: String,
    people: Vec<String>,
    owners: Vec<String>,
    status: Option<&'static str>,
    due: Option<String>,
    topics: Vec<String>,
    refs: Vec<String>,
    urls: Vec<String>,
    /// Where the same words stand too.
    also: Vec<Also>,
    /// The id of the passage that says the same in the report it belongs to; only that one is found.
    copy_of: Option<String>,
    /// Whether it is a line of a template, which is not found.
    boilerplate: bool,
    /// The matter or action that it is a part of.
    thread: Option<String>,
    url: String,
    /// The passage's own page.
    permalink: String,
}

#[derive(Serialize)]
struct Also {
    report: String,
    path: String,
    lines: [u32; 2],
}

/// `GET /api/v1/reports/{id}`
pub(crate) async fn get(State(site): State<Site>, Id(id): Id, params: Params) -> Result<Response, WebError> {
    params.only(&[])?;
    let wanted = id.clone();
    let document = site.ask(move |archive| archive.report(&wanted)).await?;
    let Some(document) = document else { return former::report(&site, &id, urls::api_report) };
    let report = document.report;
    let source_url = site.source_url(&report.path, report.lines);
    let entries = report.entries.iter().map(|entry| EntryBody::new(&report.id, entry)).collect();
    Ok(super::reply(&Body {
        url: urls::report(&report.id),
        id: report.id,
        path: report.path,
        lines: report.lines.into(),
        date: report.date.map(|date| date.to_string()),
        series: report.series,
        title: report.title,
        attendees: report.attendees.into_iter().map(Present::new).collect(),
        entries,
        source_url,
        provenance: report.provenance.map(ProvenanceBody::new),
    }))
}

impl ProvenanceBody {
    fn new(known: Provenance) -> Self {
        let change = |change: Change| ChangeBody { commit: change.commit, time: change.time.to_string() };
        Self { first: known.first.map(change), last: change(known.last) }
    }
}

impl Present {
    fn new(attendee: Attendee) -> Self {
        let Attendee { name, handle, affiliation, person, .. } = attendee;
        Self { name, handle, affiliation, person }
    }
}

impl EntryBody {
    /// The entry of a report.
    pub(super) fn new(report: &str, entry: &Entry) -> Self {
        let also = entry.also.iter().map(|at| Also {
            report: at.report.clone(),
            path: at.path.clone(),
            lines: at.lines.into(),
        });
        Self {
            id: entry.id.clone(),
            kind: entry.kind.name(),
            grade: entry.grade.map(|grade| grade.name()),
            lines: entry.lines.into(),
            section: entry.section.clone(),
            context: entry.context.clone(),
            text: entry.text.clone(),
            people: entry.people.clone(),
            owners: entry.owners.clone(),
            status: entry.status.map(|status| status.name()),
            due: entry.due.map(|day| day.to_string()),
            topics: entry.topics.clone(),
            refs: entry.refs.iter().map(ToString::to_string).collect(),
            urls: entry.urls.clone(),
            also: also.collect(),
            copy_of: entry.copy_of.clone(),
            boilerplate: entry.boilerplate,
            thread: entry.thread.clone(),
            url: urls::entry(report, &entry.id),
            permalink: urls::passage(&entry.id, entry.own_text()),
        }
    }
}
