//! `GET /people` and `GET /people/{id}`.

use super::pager::{PAGES, Pager, ROWS};
use super::{Frame, Link, Place, person, print};
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::params::{Id, Params};
use crate::web::site::Site;
use crate::web::{former, text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    frame: Frame,
    total: String,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    link: Link,
    id: String,
    affiliation: String,
    meetings: String,
    entries: String,
}

/// `GET /people`
pub(crate) async fn list(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    let page = params.number("page", PAGES)?;
    let catalog = site.catalog();
    let all = &catalog.directory.people;
    let rows = all.iter().skip((page - 1) * ROWS).take(ROWS).map(|person| Row {
        link: Link::new(&person.name, urls::person(&person.id)),
        id: person.id.clone(),
        affiliation: person.affiliations.first().cloned().unwrap_or_default(),
        meetings: text::number(person.meetings as usize),
        entries: text::number(person.entries as usize),
    });
    let page = PeoplePage {
        frame: Frame::new(&site, Place::People, "People"),
        total: text::count(all.len(), "person"),
        rows: rows.collect(),
        pager: Pager::of_rows(page, all.len(), urls::PEOPLE),
    };
    print(&page, CachePolicy::Revalidate)
}

/// `GET /people/{id}`
pub(crate) async fn get(State(site): State<Site>, Id(id): Id) -> Result<Response, WebError> {
    let catalog = site.catalog();
    let Some(found) = catalog.directory.person(&id) else {
        let called = catalog.directory.person_called(&id).map(|person| urls::person(&person.id));
        return former::renamed(called, ("person", &id));
    };
    person::page(&site, found).await
}
