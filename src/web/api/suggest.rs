//! `GET /api/v1/suggest?q=`: topics, people, series, references, headings and fields with a word that begins like the
//! text.

use crate::archive;
use crate::archive::Suggested;
use crate::web::error::WebError;
use crate::web::params::{Bounds, Params};
use crate::web::site::Site;
use crate::web::urls;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

/// How many suggestions come.
const LIMIT: Bounds = Bounds { min: 1, max: 50, default: 10 };

/// The suggestions: those whose name begins so first, then the most frequent.
#[derive(Serialize)]
struct Body {
    query: String,
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Suggestion {
    /// `topic`, `person`, `series`, `reference`, `heading` or `field`.
    kind: &'static str,
    label: String,
    /// The query that finds it.
    query: String,
    /// How many passages have it (reports, of a series); 0 for fields.
    count: u32,
    /// Its page, or the answers to its query.
    url: String,
}

/// `GET /api/v1/suggest`
pub(crate) async fn get(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    params.only(&["q", "limit"])?;
    let query = params.query()?;
    let limit = params.number("limit", LIMIT)?;
    let found = site.catalog().suggester().suggest(&query, limit);
    Ok(super::reply(&Body { query, suggestions: found.into_iter().map(Suggestion::new).collect() }))
}

impl Suggestion {
    fn new(found: archive::Suggestion) -> Self {
        let url = match found.kind {
            Suggested::Topic => urls::topic(&found.value),
            Suggested::Person => urls::person(&found.value),
            Suggested::Series => urls::series(&found.value),
            Suggested::Reference | Suggested::Heading | Suggested::Field => urls::search(&found.query),
        };
        Self { kind: found.kind.name(), label: found.text, query: found.query, count: found.count, url }
    }
}
