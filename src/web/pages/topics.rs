//! `GET /topics` and `GET /topics/{name}`.

use super::pager::{PAGES, Pager, ROWS};
use super::{Frame, Link, Place, print, topic};
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::params::{Id, Params};
use crate::web::site::Site;
use crate::web::{former, text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

/// How many other words for a topic the list shows.
const ALIASES: usize = 6;

#[derive(Template)]
#[template(path = "topics.html")]
struct TopicsPage {
    frame: Frame,
    total: String,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    link: Link,
    aliases: String,
    entries: String,
    reports: String,
    years: String,
}

/// `GET /topics`
pub(crate) async fn list(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    let page = params.number("page", PAGES)?;
    let catalog = site.catalog();
    let all = &catalog.directory.topics;
    let rows = all.iter().skip((page - 1) * ROWS).take(ROWS).map(|topic| Row {
        link: Link::new(&topic.name, urls::topic(&topic.name)),
        aliases: topic.aliases.iter().take(ALIASES).cloned().collect::<Vec<_>>().join(", "),
        entries: text::number(topic.entries as usize),
        reports: text::number(topic.reports as usize),
        years: text::years(topic.days),
    });
    let page = TopicsPage {
        frame: Frame::new(&site, Place::Topics, "Topics").at(&site, urls::TOPICS),
        total: text::count(all.len(), "topic"),
        rows: rows.collect(),
        pager: Pager::of_rows(page, all.len(), urls::TOPICS),
    };
    print(&page, CachePolicy::Revalidate)
}

/// `GET /topics/{name}`
pub(crate) async fn get(State(site): State<Site>, Id(name): Id) -> Result<Response, WebError> {
    let catalog = site.catalog();
    let Some(found) = catalog.directory.topic(&name) else {
        let called = catalog.directory.topic_called(&name).map(|topic| urls::topic(&topic.name));
        return former::renamed(called, ("topic", &name));
    };
    topic::page(&site, found).await
}
