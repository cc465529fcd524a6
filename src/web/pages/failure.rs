//! A request without an answer, as a page.

use super::{Frame, Link, Place, print};
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::urls;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage {
    frame: Frame,
    status: StatusCode,
    heading: &'static str,
    detail: String,
    /// A search for the words of what was asked for.
    search: Option<Link>,
    /// For a report that is not there: the series it would be in.
    series: Option<Link>,
}

/// The page of a failure. Should even that fail, the bare status is all that is left to say.
pub(crate) fn page(site: &Site, error: &WebError) -> Response {
    let words = error.words();
    let (status, heading) = (error.status(), error.heading());
    let page = FailurePage {
        frame: Frame::new(site, Place::Elsewhere, heading).asking(&words),
        status,
        heading,
        detail: error.to_string(),
        series: series(site, error),
        search: (!words.is_empty()).then(|| Link::new(words.clone(), urls::search(&words))),
    };
    match print(&page, CachePolicy::Never) {
        Ok(mut response) => {
            *response.status_mut() = status;
            response
        }
        Err(_) => status.into_response(),
    }
}

/// The series that the id of a missing report names, if there is one.
fn series(site: &Site, error: &WebError) -> Option<Link> {
    let WebError::NotFound { what: "report", wanted } = error else { return None };
    let (name, _) = wanted.rsplit_once('/')?;
    let known = site.catalog().directory.series.iter().any(|series| series.name == name);
    known.then(|| Link::new(name, urls::series(name)))
}

/// Any address that is not ours.
pub(crate) async fn no_page(uri: Uri) -> WebError {
    WebError::NoPage { path: uri.path().to_owned() }
}
