//! What holds for every reply.
//!
//! From the outside in: counted and timed · safe headers · compression · an explanation for every failure · caught panics · a time
//! limit. The explanation stands outside of all that can fail, so that a reader never meets
//! a bare line of text.

use super::api::problem;
use super::error::WebError;
use super::metrics;
use super::pages::failure;
use super::site::{Site, Sites};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::time::Duration;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// How long a reply may take.
const TIME_LIMIT: Duration = Duration::from_secs(10);
/// Nothing a report or a query holds is executed: no inline script or style, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers of every reply.
pub(crate) const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    ),
];

/// A reply that already explains itself, such as the page of a wrong query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Explained;

/// Puts all layers around the routes.
pub(crate) fn wrap(routes: Router<Sites>, sites: &Sites) -> Router<Sites> {
    routes
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIME_LIMIT))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(sites.clone(), explain))
        // Pages are made anew for each reader, who waits for it: the quickest way saves nearly as much.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(map_response(secure))
        .layer(from_fn_with_state(sites.clone(), metrics::measure))
        .layer(TraceLayer::new_for_http())
}

async fn secure(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Writes a failure out as a page, or as a problem document below `/api/`.
async fn explain(State(site): State<Site>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut reply = next.run(request).await;
    let for_programs = path.starts_with("/api/") || path.starts_with("/hooks/");
    let failed = reply.status().is_client_error() || reply.status().is_server_error();
    if !failed || reply.extensions().get::<Explained>().is_some() {
        return reply;
    }
    let error = reply.extensions_mut().remove().unwrap_or(WebError::Refused(reply.status()));
    let mut explained = if for_programs {
        problem::Problem::new(&error).into_response()
    } else {
        failure::page(&site, &error)
    };
    keep(reply.headers(), explained.headers_mut());
    if matches!(error, WebError::Busy) {
        explained.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    explained
}

/// What the bare reply said that its explanation must say too.
fn keep(from: &HeaderMap, to: &mut HeaderMap) {
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = from.get(&name) {
            to.insert(name, value.clone());
        }
    }
}

/// A panic is a bug of ours; the reader gets a page, the log gets the reason.
fn panicked(reason: Box<dyn Any + Send + 'static>) -> Response {
    let text = reason.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| reason.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
    tracing::error!(reason = text, "a request handler panicked");
    WebError::Internal.into_response()
}
