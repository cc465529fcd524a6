//! Where to go from an address that leads nowhere by itself any more.

use super::cache::CachePolicy;
use super::error::WebError;
use super::site::Site;
use crate::archive::ReportFate;
use axum::response::{IntoResponse, Redirect, Response};

/// The reply for a report that is not there: the way to what took its place, at an address made by `address`.
pub(crate) fn report(site: &Site, id: &str, address: fn(&str) -> String) -> Result<Response, WebError> {
    match site.report_fate(id) {
        ReportFate::Moved(report) => Ok(lasting_redirect(&address(&report.id))),
        ReportFate::Gone(former) => Err(WebError::gone("report", &former)),
        ReportFate::Unknown => Err(WebError::not_found("report", id)),
    }
}

/// A redirect that lasts, as far as we know: should what was moved come back, nobody's cache stands in the way.
pub(crate) fn lasting_redirect(address: &str) -> Response {
    ([CachePolicy::Revalidate.header()], Redirect::permanent(address)).into_response()
}
