//! Errors as problem documents (RFC 9457).

use crate::query::QueryError;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::text;
use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// A problem document.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    title: &'static str,
    status: u16,
    /// What is wrong, and what to change.
    detail: String,
    /// For a query that does not parse: where the wrong part begins, in bytes of UTF-8 from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
    /// For a query that does not parse: a query that would work, where one can be made.
    #[serde(skip_serializing_if = "Option::is_none")]
    repaired: Option<String>,
}

impl Problem {
    /// The document of an error.
    pub(crate) fn new(error: &WebError) -> Self {
        let mut problem = Self {
            title: error.heading(),
            status: error.status().as_u16(),
            detail: format!("{}.", text::capital(&error.to_string())),
            position: None,
            repaired: None,
        };
        if let WebError::Query(error) = error {
            problem.query(error);
        }
        problem
    }

    fn query(&mut self, error: &QueryError) {
        if !error.hint.is_empty() {
            self.detail = format!("{} {}", self.detail, sentence(&error.hint));
        }
        self.position = Some(error.span.start);
        self.repaired.clone_from(&error.repaired);
    }
}

/// The hint with its full stop.
fn sentence(hint: &str) -> String {
    if hint.ends_with(['.', '?', '!']) { hint.to_owned() } else { format!("{hint}.") }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = axum::http::StatusCode::from_u16(self.status).unwrap_or_default();
        let mut response = (status, [CachePolicy::Never.header()], Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}
