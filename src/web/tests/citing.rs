//! Citing: a passage's own page, the page of ticked passages, references, and what a wrong address is answered with.

use super::{Reply, ask, config, get, site};
use crate::archive::Archive;
use crate::cite::issue::{Forge, Tracker};
use crate::web::{WebConfig, router};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use std::sync::Arc;
use tower::ServiceExt;

/// The permalink of the first answer to a query.
async fn permalink(query: &str) -> (String, String) {
    let hits = get(&format!("/api/v1/search?q={query}&limit=1")).await.json();
    let text = |key: &str| hits["hits"][0][key].as_str().unwrap().to_owned();
    (text("id"), text("permalink"))
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A reply to a request for a host.
async fn from_host(app: axum::Router, host: &str, path: &str) -> Reply {
    let request = Request::builder().uri(path).header("host", host).body(Body::empty()).unwrap();
    let (head, body) = app.oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Reply { status: head.status, headers: head.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

#[tokio::test]
async fn a_passage_has_a_page_with_all_that_is_known_of_it() {
    let (id, path) = permalink("kind:decision+adopt").await;
    assert!(
        path.starts_with(&format!("/entry/{id}/")) && path.contains("we-adopt-the-privacy-policy"),
        "{path}"
    );
    let page = get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    for wanted in [
        "<h1>Decision, <time datetime=\"2024-03-21\">",
        "we adopt the privacy policy",
        "the privacy policy needs a new page",
        &format!("href=\"/reports/community/2024-03-21#e-{}\"", id.rsplit('/').next().unwrap()),
        "https://example.org/blob/main/community/2024-03-21.md?plain=1#L",
        "<textarea id=\"text-bibtex\"",
        "href=\"https://github.com/heliograph-project/charts/issues/new?body=",
        &format!("<link rel=\"canonical\" href=\"https://minutes.example{path}\">"),
        "<meta property=\"og:site_name\" content=\"Heliograph &#60;minutes&#62;\">",
        "<meta property=\"article:published_time\" content=\"2024-03-21\">",
        "rel=\"prev\"",
        "rel=\"next\"",
    ] {
        assert!(page.body.contains(wanted), "{wanted}: {}", page.body);
    }
    // The id alone, and the id with other words, lead there as well.
    for other in [format!("/entry/{id}"), format!("/entry/{id}/other-words"), format!("/entry/{id}/")] {
        let same = get(&other).await;
        assert_eq!(same.status, StatusCode::OK, "{other}");
        assert!(same.body.contains(&format!("https://minutes.example{path}\"")), "{other}");
    }
}

#[tokio::test]
async fn an_edited_passage_is_found_by_the_words_of_its_address() {
    let page = get("/entry/community/2024-03-21/0123456789/we-adopt-the-old-privacy-policy").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("Nearest by its words"), "{}", page.body);
    let (_, path) = permalink("kind:decision+adopt").await;
    let first = page.body.split("class=\"nearest\"").nth(1).unwrap_or_default();
    assert!(first.contains(&format!("<li><a href=\"{path}\"")), "{first}");
    assert!(page.links().contains(&"/reports/community/2024-03-21".to_owned()));

    let bare = get("/entry/community/2024-03-21/0123456789").await;
    assert_eq!(bare.status, StatusCode::NOT_FOUND);
    assert!(!bare.body.contains("Nearest") && bare.body.contains("Its report is here"), "{}", bare.body);

    let moved = get("/entry/community/2024-04-30/0123456789/x").await;
    let near: Vec<String> = moved.links().into_iter().filter(|l| l.starts_with("/reports/")).collect();
    assert_eq!(near, ["/reports/community/2024-05-16", "/reports/community/2024-03-21"]);
}

#[tokio::test]
async fn ticked_passages_stand_on_one_page_in_all_forms() {
    let (one, path) = permalink("kind:decision+adopt").await;
    let (two, _) = permalink("kind:decision+federation").await;
    let page =
        get(&format!("/cite?id={}&id={}&id={}&id=gone/x", encoded(&one), encoded(&two), encoded(&one))).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Cite 2\u{a0}passages"), "{}", page.body);
    assert!(page.body.contains("Not in this archive: <a href=\"/entry/gone/x\""), "{}", page.body);
    assert!(page.body.contains(&format!("(https://minutes.example{path})")), "{}", page.body);
    assert!(page.links().contains(&format!("/cite?id={}", encoded(&two))), "{:?}", page.links());
    assert!(page.body.contains("noindex"));
    assert!(!page.body.contains("public_url"));
    let form = get("/search?q=privacy").await;
    assert!(form.body.contains("name=\"id\" value=\"") && form.body.contains("form=\"tray\""));
    assert!(form.body.contains("<form class=\"tray\" id=\"tray\" action=\"/cite\" method=\"get\""));
}

#[tokio::test]
async fn the_api_cites_in_each_form() {
    let (one, _) = permalink("kind:decision+adopt").await;
    let (two, _) = permalink("kind:decision+federation").await;
    for form in crate::cite::Form::ALL {
        let path = format!("/api/v1/cite?ids={},{}&format={form}", encoded(&one), encoded(&two));
        let answer = get(&path).await.json();
        assert_eq!(answer["format"], form.name());
        assert_eq!(answer["ids"], serde_json::json!([one, two]));
        let text = answer["text"].as_str().unwrap();
        assert!(
            text.contains("we adopt the privacy policy") && text.contains("federation stays small"),
            "{text}"
        );
        assert_eq!(answer["new_issue"]["filled"], true);
    }
    let answer = get("/api/v1/cite?id=gone").await.json();
    assert_eq!(answer["missing"], serde_json::json!(["gone"]));
    assert!(answer["new_issue"].is_null());
    let many = vec!["id=x"; 101].join("&");
    let reply = get(&format!("/api/v1/cite?{many}")).await;
    assert!(reply.body.contains("more than 100 times"), "{}", reply.body);
}

#[tokio::test]
async fn citations_that_are_too_long_for_an_address_are_to_be_pasted() {
    let hits = get("/api/v1/search?q=rota&limit=45").await.json();
    let ids: Vec<&str> =
        hits["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    let page = get(&crate::web::urls::cite(ids)).await;
    assert!(page.body.contains("too long for an address"), "{}", page.body);
    assert!(page.body.contains("Paste+the+citations+here"));
}

#[tokio::test]
async fn a_reference_lists_where_it_was_discussed() {
    let page = get("/ref/Heliograph-Project/charts/12").await;
    assert!(page.body.contains("<h1 dir=\"auto\">heliograph-project/<wbr>charts#12</h1>"), "{}", page.body);
    assert!(page.body.contains("class=\"hit ") && page.body.contains("Named in "), "{}", page.body);
    assert!(page.body.contains("https://github.com/heliograph-project/charts/issues/12"));
    assert!(!page.body.contains("noindex"));
    let unknown = get("/ref/heliograph-project/charts/999").await;
    assert_eq!(unknown.status, StatusCode::OK);
    assert!(unknown.body.contains("No passage of this archive names it") && unknown.body.contains("noindex"));
    assert!(
        unknown.links().contains(&"/ref/heliograph-project/charts/12".to_owned()),
        "{:?}",
        unknown.links()
    );
    let list = get("/ref").await;
    assert!(list.links().contains(&"/ref/heliograph-project/charts/12".to_owned()), "{:?}", list.links());
    let report = get("/reports/community/2024-03-21").await;
    assert!(report.links().contains(&"/ref/heliograph-project/charts/12".to_owned()));
    for typed in ["https://github.com/heliograph-project/charts/pull/12#x", "heliograph-project/charts#12"] {
        let reply = get(&format!("/ref?q={}", encoded(typed))).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        assert_eq!(reply.header("location"), "/ref/heliograph-project/charts/12");
    }
}

#[tokio::test]
async fn hostile_addresses_are_answered_and_never_executed() {
    let texts = [
        "<script>alert(1)</script>",
        "\"><script>alert(1)</script>",
        "'><svg onload=alert(1)>",
        "../../etc/passwd",
        "community/2024-03-21/é/%00/\u{202e}x",
        "//evil.example/x",
        "javascript:alert(1)",
        "a\r\nlocation: https://evil.example",
    ];
    for text in texts {
        let encoded = encoded(text).replace('+', "%20");
        for path in [
            format!("/entry/{encoded}"),
            format!("/entry/community/2024-03-21/{encoded}"),
            format!("/cite?id={encoded}"),
            format!("/ref/{encoded}"),
            format!("/ref/{encoded}/12"),
            format!("/ref?q={encoded}"),
            format!("/search.atom?q={encoded}"),
            format!("/reports.atom?series={encoded}"),
            format!("/api/v1/cite?id={encoded}&format=html"),
        ] {
            let reply = get(&path).await;
            assert!(!reply.status.is_server_error(), "{path}: {}", reply.status);
            assert!(!reply.header("location").contains("evil"), "{path}");
            let html = reply.header("content-type").starts_with("text/html");
            assert!(
                !html || !reply.body.contains("<script>") && !reply.body.contains("<svg onload"),
                "{path}"
            );
            assert!(
                !reply.body.contains("href=\"javascript:") && !reply.body.contains("href=\"//"),
                "{path}"
            );
        }
    }
    let long = "x".repeat(30_000);
    for path in [format!("/entry/{long}"), format!("/cite?id={long}"), format!("/ref/{long}")] {
        assert!(!get(&path).await.status.is_server_error());
    }
}

#[tokio::test]
async fn an_empty_archive_has_nothing_to_cite_and_says_so() {
    let app = router(Arc::new(Archive::in_memory().unwrap()), config());
    for (path, status) in [
        ("/entry/community/2024-03-21/0123456789/words", 404),
        ("/cite?id=x", 200),
        ("/ref", 200),
        ("/ref/a/b/1", 200),
        ("/search.atom", 200),
        ("/reports.atom", 200),
        ("/sitemap.xml", 200),
        ("/api/v1/cite?id=x", 200),
    ] {
        let reply = ask(app.clone(), Method::GET, path).await;
        assert_eq!(reply.status.as_u16(), status, "{path}: {}", reply.body);
    }
}

#[tokio::test]
async fn no_link_is_taken_from_an_unknown_host() {
    let (id, _) = permalink("kind:decision+adopt").await;
    let private = WebConfig { public_url: None, issues: None, ..config() };
    let app = router(super::archive(), private);
    let paths = [
        format!("/cite?id={}", encoded(&id)),
        "/search.atom".to_owned(),
        "/sitemap.xml".to_owned(),
        "/robots.txt".to_owned(),
        "/opensearch.xml".to_owned(),
    ];
    for path in &paths {
        let reply = from_host(app.clone(), "evil.example", path).await;
        assert!(
            !reply.body.contains("evil.example") && reply.body.contains("http://127.0.0.1:0/"),
            "{path}: {}",
            reply.body
        );
        let reply = from_host(app.clone(), "localhost:8123", path).await;
        assert!(reply.body.contains("http://localhost:8123/"), "{path}: {}", reply.body);
        let reply = from_host(site(), "localhost:8123", path).await;
        assert!(
            reply.body.contains("https://minutes.example/") && !reply.body.contains("localhost"),
            "{path}"
        );
    }
    let page = from_host(app, "localhost", &paths[0]).await;
    assert!(
        page.body.contains("<code>public_url</code>") && !page.body.contains("New issue"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("rel=\"canonical\""));
}

#[tokio::test]
async fn a_form_field_can_take_the_citations() {
    let tracker = Tracker::new(Forge::Github, "https://github.com/port/quay").unwrap();
    let issues = tracker.with_template(Some("note.yml".to_owned())).with_field(Some("notes".to_owned())).ok();
    let app = router(super::archive(), WebConfig { issues, ..config() });
    let (id, _) = permalink("kind:decision+adopt").await;
    let page = ask(app, Method::GET, &format!("/entry/{id}")).await;
    let wanted = "https://github.com/port/quay/issues/new?template=note.yml&#38;notes=";
    assert!(page.body.contains(wanted), "{}", page.body);
    assert!(page.body.contains("port/quay on GitHub"), "{}", page.body);
}
