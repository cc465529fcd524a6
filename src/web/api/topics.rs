//! `GET /api/v1/topics`

use crate::report::Topic;
use crate::web::error::WebError;
use crate::web::params::Params;
use crate::web::site::Site;
use crate::web::urls;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

/// All topics, most seen first.
#[derive(Serialize)]
struct Body<'a> {
    topics: Vec<TopicBody<'a>>,
}

#[derive(Serialize)]
struct TopicBody<'a> {
    name: &'a str,
    aliases: &'a [String],
    broader: &'a [String],
    origin: &'static str,
    entries: u32,
    reports: u32,
    first: Option<String>,
    last: Option<String>,
    url: String,
}

/// `GET /api/v1/topics`
pub(crate) async fn get(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    params.only(&[])?;
    let catalog = site.catalog();
    let topics = catalog.directory.topics.iter().map(TopicBody::new).collect();
    Ok(super::reply(&Body { topics }))
}

impl<'a> TopicBody<'a> {
    fn new(topic: &'a Topic) -> Self {
        Self {
            name: &topic.name,
            aliases: &topic.aliases,
            broader: &topic.broader,
            origin: topic.origin.name(),
            entries: topic.entries,
            reports: topic.reports,
            first: topic.days.map(|(first, _)| first.to_string()),
            last: topic.days.map(|(_, last)| last.to_string()),
            url: urls::topic(&topic.name),
        }
    }
}
