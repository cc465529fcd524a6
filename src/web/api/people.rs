//! `GET /api/v1/people`

use crate::report::{Evidence, Person};
use crate::web::error::WebError;
use crate::web::params::Params;
use crate::web::site::Site;
use crate::web::urls;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

/// All people, most seen first.
#[derive(Serialize)]
struct Body<'a> {
    people: Vec<PersonBody<'a>>,
}

#[derive(Serialize)]
struct PersonBody<'a> {
    id: &'a str,
    name: &'a str,
    aliases: &'a [String],
    affiliations: &'a [String],
    meetings: u32,
    entries: u32,
    sure: &'static str,
    evidence: Vec<EvidenceBody<'a>>,
    url: String,
}

/// How a form of a name is known to mean the person.
#[derive(Serialize)]
struct EvidenceBody<'a> {
    form: &'a str,
    sure: &'static str,
    why: &'a str,
}

impl<'a> EvidenceBody<'a> {
    fn new(evidence: &'a Evidence) -> Self {
        Self { form: &evidence.form, sure: evidence.sure.name(), why: &evidence.why }
    }
}

/// `GET /api/v1/people`
pub(crate) async fn get(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    params.only(&[])?;
    let catalog = site.catalog();
    let people = catalog.directory.people.iter().map(PersonBody::new).collect();
    Ok(super::reply(&Body { people }))
}

impl<'a> PersonBody<'a> {
    fn new(person: &'a Person) -> Self {
        Self {
            id: &person.id,
            name: &person.name,
            aliases: &person.aliases,
            affiliations: &person.affiliations,
            meetings: person.meetings,
            entries: person.entries,
            sure: person.sure.name(),
            evidence: person.evidence.iter().map(EvidenceBody::new).collect(),
            url: urls::person(&person.id),
        }
    }
}
