//! A query that cannot be read: the text with the wrong part marked, why, and what would work.

use super::{Frame, Link, Place, print};
use crate::query::QueryError;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::layers::Explained;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

#[derive(Template)]
#[template(path = "wrong.html")]
struct WrongPage {
    frame: Frame,
    /// The text before the wrong part, the wrong part, and the rest.
    parts: (String, String, String),
    /// Why, and what to do, in runs of words and of code.
    message: Vec<Run>,
    hint: Vec<Run>,
    repaired: Option<Link>,
}

/// The page of a wrong query.
pub(crate) fn page(site: &Site, typed: &str, error: QueryError) -> Result<Response, WebError> {
    let page = WrongPage {
        frame: Frame::new(site, Place::Search, "This query cannot be read").asking(typed),
        parts: split(typed, &error.span),
        message: runs(&text::capital(&error.message)),
        hint: runs(&error.hint),
        repaired: error.repaired.map(|text| Link::new(text.clone(), urls::search(&text))),
    };
    let mut response = print(&page, CachePolicy::Never)?;
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response.extensions_mut().insert(Explained);
    Ok(response)
}

/// Some words, or something to be typed.
pub(super) struct Run {
    /// The words.
    pub(super) text: String,
    /// Whether they are typed as they stand.
    pub(super) code: bool,
}

/// Cuts a sentence at its backticks, between which stands what can be typed.
pub(super) fn runs(sentence: &str) -> Vec<Run> {
    let runs =
        sentence.split('`').enumerate().map(|(i, text)| Run { text: text.to_owned(), code: i % 2 == 1 });
    runs.filter(|run| !run.text.is_empty()).collect()
}

/// The text in three parts; a span that does not fit the text marks nothing.
fn split(typed: &str, span: &std::ops::Range<usize>) -> (String, String, String) {
    let parts = (typed.get(..span.start), typed.get(span.clone()), typed.get(span.end..));
    match parts {
        (Some(before), Some(wrong), Some(after)) => (before.to_owned(), wrong.to_owned(), after.to_owned()),
        _ => (typed.to_owned(), String::new(), String::new()),
    }
}
