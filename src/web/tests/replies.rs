//! What holds for every reply.

use super::{Reply, archive, ask, config, get, send, site};
use crate::web::layers::{self, HEADERS};
use crate::web::site::Sites;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use axum::{Router, routing};
use std::collections::{BTreeSet, VecDeque};
use tower::ServiceExt;

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";
const ATOM: &str = "application/atom+xml; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// Every route, with the status and the content type of its reply.
const ROUTES: &[(&str, u16, &str)] = &[
    ("/", 200, HTML),
    ("/search", 200, HTML),
    ("/search?q=privacy", 200, HTML),
    ("/search?q=zyxwv", 200, HTML),
    ("/search?q=%28privacy", 400, HTML),
    ("/search?q=privacy&page=x", 400, HTML),
    ("/reports", 200, HTML),
    ("/reports/community/2024-03-21", 200, HTML),
    ("/reports/community/1999-01-01", 404, HTML),
    ("/entry/nothing", 404, HTML),
    ("/entry/%ff", 404, HTML),
    ("/ref", 200, HTML),
    ("/ref?q=nonsense", 200, HTML),
    ("/ref/heliograph-project/charts/12", 200, HTML),
    ("/ref/nobody/nothing/1", 200, HTML),
    ("/ref/nothing", 404, HTML),
    ("/cite", 200, HTML),
    ("/cite?id=nothing", 200, HTML),
    ("/search.atom", 200, ATOM),
    ("/search.atom?q=privacy", 200, ATOM),
    ("/search.atom?q=%28privacy", 400, HTML),
    ("/reports.atom", 200, ATOM),
    ("/reports.atom?series=community", 200, ATOM),
    ("/reports.atom?series=nothing", 404, HTML),
    ("/people", 200, HTML),
    ("/people/nobody", 404, HTML),
    ("/topics", 200, HTML),
    ("/topics/nothing", 404, HTML),
    ("/series/community", 200, HTML),
    ("/series/nothing", 404, HTML),
    ("/decisions", 200, HTML),
    ("/decisions?state=nothing", 400, HTML),
    ("/actions", 200, HTML),
    ("/about", 200, HTML),
    ("/warnings", 200, HTML),
    ("/help", 200, HTML),
    ("/no/such/page", 404, HTML),
    ("/reports/%ff", 404, HTML),
    ("/api/v1/search?q=privacy", 200, JSON),
    ("/api/v1/search?q=%28privacy", 400, PROBLEM),
    ("/api/v1/reports/community/2024-03-21", 200, JSON),
    ("/api/v1/reports/nothing", 404, PROBLEM),
    ("/api/v1/entries/nothing", 404, PROBLEM),
    ("/api/v1/cite?id=nothing", 200, JSON),
    ("/api/v1/cite", 400, PROBLEM),
    ("/api/v1/cite?id=x&format=word", 400, PROBLEM),
    ("/api/v1/people", 200, JSON),
    ("/api/v1/topics", 200, JSON),
    ("/api/v1/suggest?q=in", 200, JSON),
    ("/api/v1/nothing", 404, PROBLEM),
    ("/healthz", 200, PLAIN),
    ("/readyz", 200, PLAIN),
    ("/favicon.ico", 200, "image/svg+xml"),
    ("/robots.txt", 200, PLAIN),
    ("/opensearch.xml", 200, "application/opensearchdescription+xml"),
    ("/suggest?q=in", 200, "application/x-suggestions+json"),
    ("/sitemap.xml", 200, "application/xml"),
    ("/sitemap/1.xml", 200, "application/xml"),
    ("/sitemap/2.xml", 404, HTML),
    ("/sitemap/0.xml", 404, HTML),
    ("/assets/style.000000000000.css", 404, HTML),
];

#[tokio::test]
async fn every_route_answers_with_safe_headers() {
    for (path, status, kind) in ROUTES {
        let reply = get(path).await;
        assert_eq!(reply.status.as_u16(), *status, "{path}: {}", reply.body);
        assert_eq!(reply.header("content-type"), *kind, "{path}");
        assert!(!reply.header("cache-control").is_empty(), "{path} does not say how long it may be kept");
        check_headers(path, &reply);
    }
}

fn check_headers(path: &str, reply: &Reply) {
    for (name, value) in HEADERS {
        assert_eq!(reply.header(name.as_str()), value, "{path}: {name}");
    }
    assert!(!reply.headers.contains_key("server"), "{path}");
    let policy = reply.header("content-security-policy");
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[tokio::test]
async fn head_has_the_headers_and_no_body() {
    for (path, status, kind) in ROUTES {
        let reply = send(Method::HEAD, path).await;
        assert_eq!(reply.status.as_u16(), *status, "{path}");
        assert_eq!(reply.header("content-type"), *kind, "{path}");
        assert_eq!(reply.body, "", "{path}");
        check_headers(path, &reply);
    }
}

#[tokio::test]
async fn other_methods_are_refused_with_a_reason() {
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::from_bytes(b"BREW").unwrap()] {
        let page = send(method.clone(), "/search").await;
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(page.header("allow"), "GET,HEAD");
        assert_eq!(page.header("content-type"), HTML);
        assert!(page.body.contains("takes no request of this kind"), "{}", page.body);
        let problem = send(method, "/api/v1/search").await;
        assert_eq!(problem.header("content-type"), PROBLEM);
        check_headers("/search", &problem);
    }
}

/// Follows every link of the site, so that no page prints one that leads nowhere.
#[tokio::test]
async fn every_link_leads_somewhere_and_no_page_holds_code() {
    let mut waiting =
        VecDeque::from(["/".to_owned(), "/search?q=privacy".to_owned(), "/warnings".to_owned()]);
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop_front() {
        if seen.len() >= 300 || !seen.insert(path.clone()) {
            continue;
        }
        let reply = get(&path).await;
        // The examples of the help page are written for another archive, in which their people exist.
        let example = reply.status == StatusCode::BAD_REQUEST && path.starts_with("/search");
        assert!(reply.status.is_success() || example, "{path}: {}", reply.status);
        if reply.header("content-type") == HTML {
            check_inert(&path, &reply.body);
            waiting.extend(reply.links());
        }
    }
    assert!(seen.len() > 30, "only {} pages were found", seen.len());
}

/// No inline script or style, which the policy would block, and no markup that came from a report.
fn check_inert(path: &str, html: &str) {
    let lower = html.to_lowercase();
    for banned in
        ["<script>", "<style", "<img", " style=", "href=\"javascript:", "<iframe", "<base", "<object"]
    {
        assert!(!lower.contains(banned), "{path} holds {banned}");
    }
    let tags = lower.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    for tag in tags {
        let outside_quotes = tag.split('"').step_by(2).collect::<String>();
        assert!(!outside_quotes.contains(" on"), "{path} holds an event attribute: <{tag}>");
    }
    // A report brings headings of its own, which are not ours to count.
    let ours = lower.split("class=\"record").next().unwrap_or_default();
    assert_eq!(ours.matches("<h1").count(), 1, "{path}: one heading of the first order");
}

#[tokio::test]
async fn a_panic_becomes_a_page_and_tells_nothing_of_itself() {
    async fn boom() -> &'static str {
        panic!("a secret reason")
    }
    let shared = Sites::new(archive(), config());
    let routes = Router::new().route("/boom", routing::get(boom)).route("/api/v1/boom", routing::get(boom));
    let app = layers::wrap(routes, &shared).with_state(shared);
    for (path, kind) in [("/boom", HTML), ("/api/v1/boom", PROBLEM)] {
        let reply = ask(app.clone(), Method::GET, path).await;
        assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(reply.header("content-type"), kind);
        assert!(!reply.body.contains("secret"), "{}", reply.body);
        check_headers(path, &reply);
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_names_that_hold_their_hash() {
    let home = get("/").await;
    let assets: Vec<String> =
        home.body.split('"').filter(|t| t.starts_with("/assets/")).map(str::to_owned).collect();
    assert_eq!(assets.len(), 8, "{assets:?}");
    for path in assets {
        let reply = get(&path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(reply.header("cache-control"), "public, max-age=31536000, immutable");
        let limit = if path.ends_with(".css") { 30_000 } else { 10_000 };
        assert!(reply.body.len() < limit, "{path} has {} bytes", reply.body.len());
    }
}

#[tokio::test]
async fn replies_are_compressed_for_those_who_ask() {
    let request =
        Request::builder().uri("/help").header("accept-encoding", "gzip").body(Body::empty()).unwrap();
    let response = site().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert!(response.headers()["vary"].to_str().unwrap().contains("accept-encoding"));
}
