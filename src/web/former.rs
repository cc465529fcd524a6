//! Where to go from an address that leads nowhere by itself any more.

use super::cache::CachePolicy;
use super::error::WebError;
use super::site::Site;
use crate::archive::{Fate, ReportFate};
use axum::response::{IntoResponse, Redirect, Response};

/// Makes the address of something with an id.
type Address = fn(&str) -> String;

/// The reply for a report that is not there: the way to what took its place, at an address made by `address`.
pub(crate) fn report(site: &Site, id: &str, address: Address) -> Result<Response, WebError> {
    match site.report_fate(id) {
        ReportFate::Moved(report) => Ok(lasting_redirect(&address(&report.id))),
        ReportFate::Gone(former) => Err(WebError::gone("report", &former)),
        ReportFate::Unknown => Err(WebError::not_found("report", id)),
    }
}

/// The reply for a thread that does not begin with this passage, or not any more: the way to the thread in which the
/// passage stands now, or to the passage, at addresses made of their ids.
pub(crate) async fn thread(
    site: &Site,
    id: &str,
    (thread, passage): (Address, Address),
) -> Result<Response, WebError> {
    let wanted = id.to_owned();
    let address = match site.ask(move |archive| archive.fate(&wanted)).await? {
        Fate::There { entry, .. } | Fate::Moved { entry, .. } | Fate::Edited { entry, .. } => {
            entry.thread.as_deref().map_or_else(|| passage(&entry.id), thread)
        }
        Fate::Gone { former } => passage(&former.id),
        Fate::Unknown => return Err(WebError::not_found("thread", id)),
    };
    Ok(lasting_redirect(&address))
}

/// The reply for a name that nothing bears just so: the way to what else is so called, if anything is.
pub(crate) fn renamed(
    address: Option<String>,
    (what, name): (&'static str, &str),
) -> Result<Response, WebError> {
    address.map_or_else(|| Err(WebError::not_found(what, name)), |address| Ok(lasting_redirect(&address)))
}

/// A redirect that lasts, as far as we know: should what was moved come back, nobody's cache stands in the way.
pub(crate) fn lasting_redirect(address: &str) -> Response {
    ([CachePolicy::Revalidate.header()], Redirect::permanent(address)).into_response()
}
