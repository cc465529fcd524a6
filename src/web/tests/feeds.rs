//! Feeds, the sitemap and the description of the search: what programs read, read by an XML parser.

use super::{get, site};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use roxmltree::{Document, Node};
use tower::ServiceExt;

const ATOM: &str = "http://www.w3.org/2005/Atom";

fn texts<'a>(node: Node<'a, 'a>, name: &str) -> Vec<&'a str> {
    node.children()
        .filter(|child| child.has_tag_name((ATOM, name)))
        .map(|child| child.text().unwrap_or_default())
        .collect()
}

/// Fails where a feed lacks what RFC 4287 asks for.
fn check(path: &str, body: &str) -> usize {
    let document = Document::parse(body).unwrap_or_else(|error| panic!("{path}: {error}\n{body}"));
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")), "{path}");
    let entries: Vec<Node<'_, '_>> =
        feed.children().filter(|node| node.has_tag_name((ATOM, "entry"))).collect();
    let mut ids = std::collections::BTreeSet::new();
    for node in entries.iter().chain([&feed]) {
        for name in ["id", "title", "updated"] {
            assert_eq!(texts(*node, name).len(), 1, "{path}: one {name}");
        }
        let id = texts(*node, "id")[0];
        assert!(id.starts_with("https://minutes.example/") && ids.insert(id.to_owned()), "{path}: {id}");
        let time = texts(*node, "updated")[0];
        let day: jiff::civil::Date = time.strip_suffix("T00:00:00Z").unwrap().parse().unwrap();
        assert!(day <= jiff::civil::date(2024, 6, 1), "{path}: {time}");
        let link = |rel: &str| {
            node.children()
                .find(|child| child.has_tag_name((ATOM, "link")) && child.attribute("rel") == Some(rel))
        };
        let page = link("alternate").and_then(|link| link.attribute("href")).unwrap();
        assert!(page.starts_with("https://minutes.example/"), "{path}: {page}");
    }
    assert!(feed.children().any(|node| node.has_tag_name((ATOM, "author"))), "{path}");
    let times: Vec<&str> = entries.iter().map(|entry| texts(*entry, "updated")[0]).collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "{path}: newest first: {times:?}");
    if let Some(newest) = times.first() {
        assert_eq!(texts(feed, "updated"), [*newest], "{path}");
    }
    entries.len()
}

#[tokio::test]
async fn feeds_are_well_formed_and_tell_the_days_of_meetings() {
    let cases = [
        ("/search.atom", 10),
        ("/search.atom?q=privacy", 1),
        ("/search.atom?q=%3Cscript%3E+%26+%00%0b", 0),
        ("/search.atom?q=zyxwvut+federation+stays+small", 0),
        ("/search.atom?q=person%3Aines", 1),
        ("/search.atom?q=ref%3Aheliograph-project%2Fcharts%2312", 1),
        ("/reports.atom", 4),
        ("/reports.atom?series=operations", 2),
    ];
    for (path, least) in cases {
        let reply = get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.body);
        let entries = check(path, &reply.body);
        assert!(if least == 0 { entries == 0 } else { entries >= least }, "{path}: {entries} entries");
        assert_eq!(reply.body, get(path).await.body, "{path} is the same each time");
    }
}

#[tokio::test]
async fn a_feed_that_is_known_is_not_sent_again() {
    let tag = get("/reports.atom").await.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() > 10, "{tag}");
    for (sent, status) in [(tag.clone(), 304), (format!("W/{tag}, \"x\""), 304), ("\"x\"".to_owned(), 200)] {
        let request =
            Request::builder().uri("/reports.atom").header("if-none-match", &sent).body(Body::empty());
        let reply = site().oneshot(request.unwrap()).await.unwrap();
        assert_eq!(reply.status().as_u16(), status, "{sent}");
    }
}

#[tokio::test]
async fn pages_name_their_feeds() {
    let person = "/people/ines";
    for path in [
        "/",
        "/search?q=privacy",
        "/reports",
        "/reports/community/2024-03-21",
        "/series/community",
        person,
        "/ref/heliograph-project/charts/12",
    ] {
        let page = get(path).await;
        let (_, rest) = page
            .body
            .split_once("type=\"application/atom+xml\"")
            .unwrap_or_else(|| panic!("{path}: no feed"));
        let href = rest.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let feed = get(&href.replace("&#38;", "&")).await;
        assert_eq!(feed.status, StatusCode::OK, "{path}: {href}");
        assert!(check(href, &feed.body) > 0, "{path}: {href}");
    }
}

#[tokio::test]
async fn browsers_and_search_machines_are_told_where_to_look() {
    let opensearch = get("/opensearch.xml").await.body;
    let document = Document::parse(&opensearch).unwrap();
    let named = |name: &str| document.descendants().find(|node| node.tag_name().name() == name).unwrap();
    assert_eq!(named("ShortName").text(), Some("Heliograph <minu"));
    assert_eq!(named("Url").attribute("template"), Some("https://minutes.example/search?q={searchTerms}"));
    let offered = "https://minutes.example/suggest?q={searchTerms}";
    let offers = |node: &roxmltree::Node<'_, '_>| node.attribute("template") == Some(offered);
    let offer = document.descendants().find(offers).unwrap();
    assert_eq!(offer.attribute("type"), Some("application/x-suggestions+json"));
    let reply = get("/suggest?q=feder").await.json();
    let first = "https://minutes.example/search?q=topic%3Afederation";
    assert_eq!(
        (&reply[0], &reply[1][0], &reply[3][0]),
        (&"feder".into(), &"topic:federation".into(), &first.into())
    );
    let lengths: Vec<usize> = (1..4).map(|list| reply[list].as_array().unwrap().len()).collect();
    assert_eq!(lengths, [lengths[0]; 3]);
    assert_eq!(get("/suggest?q=%3Cscript%3E").await.json()[1], serde_json::json!([]));
    assert!(get("/").await.body.contains("type=\"application/opensearchdescription+xml\""));

    let sitemap = get("/sitemap.xml").await.body;
    let document = Document::parse(&sitemap).unwrap();
    let pages: Vec<&str> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "loc")
        .filter_map(|node| node.text())
        .collect();
    assert!(pages.contains(&"https://minutes.example/reports/community/2024-03-21"), "{pages:?}");
    assert!(!pages.iter().any(|page| page.contains("/people")), "{pages:?}");
    for page in pages {
        let path = page.strip_prefix("https://minutes.example").unwrap();
        assert_eq!(get(path).await.status, StatusCode::OK, "{path}");
    }
    let robots = get("/robots.txt").await.body;
    assert!(robots.contains("Sitemap: https://minutes.example/sitemap.xml"), "{robots}");
}
