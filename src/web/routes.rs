//! Every address we answer.

use super::site::Sites;
use super::{api, assets, discover, feeds, hooks, pages};
use axum::Router;
use axum::routing::{get, post};
use tower_http::limit::RequestBodyLimitLayer;

/// How large a body may be where none is read.
const BODY_LIMIT: usize = 64 * 1024;

/// All addresses with their handlers.
pub(crate) fn routes() -> Router<Sites> {
    let told = Router::new()
        .route("/hooks/{source}", post(hooks::post))
        .layer(RequestBodyLimitLayer::new(hooks::BODY_LIMIT));
    shown().layer(RequestBodyLimitLayer::new(BODY_LIMIT)).merge(told)
}

/// The addresses that only show.
fn shown() -> Router<Sites> {
    Router::new()
        // Pages, for readers
        .route("/", get(pages::home::get))
        .route("/search", get(pages::search::get))
        .route("/reports", get(pages::reports::get))
        .route("/reports/{*id}", get(pages::report::get))
        .route("/entry/{*id}", get(pages::entry::get))
        .route("/ref", get(pages::reference::list))
        .route("/ref/{*reference}", get(pages::reference::get))
        .route("/cite", get(pages::cite::get))
        .route("/people", get(pages::people::list))
        .route("/people/{*id}", get(pages::people::get))
        .route("/topics", get(pages::topics::list))
        .route("/topics/{*name}", get(pages::topics::get))
        .route("/series/{*name}", get(pages::series::get))
        .route("/thread/{*id}", get(pages::thread::get))
        .route("/decisions", get(pages::register::decisions))
        .route("/actions", get(pages::register::actions))
        .route("/about", get(pages::about::get))
        .route("/warnings", get(pages::warnings::get))
        .route("/help", get(pages::help::get))
        // Feeds
        .route("/search.atom", get(feeds::search))
        .route("/reports.atom", get(feeds::reports))
        // JSON, for programs
        .route("/api/v1/search", get(api::search::get))
        .route("/api/v1/reports/{*id}", get(api::reports::get))
        .route("/api/v1/entries/{*id}", get(api::entries::get))
        .route("/api/v1/cite", get(api::cite::get))
        .route("/api/v1/people", get(api::people::get))
        .route("/api/v1/topics", get(api::topics::get))
        .route("/api/v1/threads/{*id}", get(api::threads::get))
        .route("/api/v1/suggest", get(api::suggest::get))
        // For whoever runs the site
        .route("/healthz", get(api::health::live))
        .route("/readyz", get(api::health::ready))
        // Files
        .route("/assets/{file}", get(assets::get))
        .route("/favicon.ico", get(assets::favicon))
        .route("/robots.txt", get(discover::robots))
        .route("/opensearch.xml", get(discover::opensearch))
        .route("/suggest", get(discover::suggest))
        .route("/sitemap.xml", get(discover::sitemap))
        .route("/sitemap/{part}", get(discover::part))
        .fallback(pages::failure::no_page)
}
