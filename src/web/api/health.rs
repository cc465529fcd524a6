//! `GET /healthz` and `GET /readyz`: for whoever runs the site.

use crate::web::cache::CachePolicy;
use crate::web::site::Site;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// `GET /healthz`: the program runs.
pub(crate) async fn live() -> Response {
    plain(StatusCode::OK, "ok\n".to_owned())
}

/// `GET /readyz`: the archive can be asked.
pub(crate) async fn ready(State(site): State<Site>) -> Response {
    let told = site.known().told();
    match site.ask(|archive| Ok(archive.catalog().reports.len())).await {
        Err(_) => {
            plain(StatusCode::SERVICE_UNAVAILABLE, format!("not ready: too many questions at once\n{told}"))
        }
        Ok(0) => plain(StatusCode::SERVICE_UNAVAILABLE, format!("not ready: no reports yet\n{told}")),
        Ok(1) => plain(StatusCode::OK, format!("ready: 1 report\n{told}")),
        Ok(reports) => plain(StatusCode::OK, format!("ready: {reports} reports\n{told}")),
    }
}

fn plain(status: StatusCode, text: String) -> Response {
    let kind = (header::CONTENT_TYPE, "text/plain; charset=utf-8");
    let mut response = (status, [CachePolicy::Never.header()], [kind], text).into_response();
    response.extensions_mut().insert(crate::web::layers::Explained);
    response
}
