//! Pages: what a reader sees and can do.

use super::get;
use axum::http::StatusCode;

#[tokio::test]
async fn what_is_typed_is_never_executed() {
    let texts = [
        "<script>alert(1)</script>",
        "\"><script>alert(1)</script>",
        "'><svg onload=alert(1)>",
        "(<script>alert(1)</script>",
        "kind:<script>alert(1)</script>",
    ];
    for text in texts {
        let encoded: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        for path in [
            format!("/search?q={encoded}"),
            format!("/search?page={encoded}"),
            format!("/{encoded}"),
            format!("/people/{encoded}"),
        ] {
            let body = get(&path).await.body;
            assert!(!body.contains("<script>") && !body.contains("<svg onload"), "{path}: {body}");
        }
    }
}

#[tokio::test]
async fn the_first_page_offers_queries_that_have_answers() {
    let home = get("/").await;
    let section = home.body.split("class=\"try\"").nth(1).unwrap_or_default();
    let section = section.split("</p>").next().unwrap_or_default();
    let offered: Vec<&str> =
        section.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(!offered.is_empty(), "{}", home.body);
    for href in offered {
        let page = get(href).await;
        assert!(page.body.contains("class=\"hit "), "{href} finds nothing");
    }
    assert!(home.body.contains("Heliograph &#60;minutes&#62;"));
}

#[tokio::test]
async fn a_facet_is_a_link_that_chooses_and_gives_up() {
    let page = get("/search?q=federation").await;
    assert!(page.body.contains("id=\"facet-series\""), "{}", page.body);
    let choose = "/search?q=federation+series%3Acommunity";
    assert!(page.links().contains(&choose.to_owned()), "{:?}", page.links());
    let chosen = get(choose).await;
    assert!(chosen.body.contains("class=\"chosen\""), "{}", chosen.body);
    assert!(chosen.body.contains("aria-label=\"Remove series:community\""));
    assert!(chosen.links().contains(&"/search?q=federation".to_owned()), "{:?}", chosen.links());
}

#[tokio::test]
async fn what_a_question_prefers_is_a_chip_that_can_be_removed() {
    let page = get("/search?q=Ines+privacy+2024").await;
    assert!(page.body.contains("person: Ines Vega (preferred)"), "{}", page.body);
    assert!(page.body.contains("on: 2024 (preferred)"), "{}", page.body);
    let plain = "/search?q=%22Ines%22+privacy+2024".to_owned();
    assert!(page.links().contains(&plain), "{:?}", page.links());
    let page = get(&plain).await;
    assert!(!page.body.contains("Ines Vega (preferred)"), "{}", page.body);
}

#[tokio::test]
async fn a_value_can_be_excluded() {
    let page = get("/search?q=federation").await;
    let not = "/search?q=federation+-kind%3Adecision".to_owned();
    assert!(page.links().contains(&not), "{:?}", page.links());
    assert!(!get(&not).await.body.contains("<span class=\"badge decision\">"));
}

#[tokio::test]
async fn answers_come_in_pages() {
    let first = get("/search?q=rota").await;
    assert_eq!(first.body.matches("<article class=\"hit").count(), 20);
    assert!(first.body.contains("Page 1 of 3"), "{}", first.body);
    assert!(!first.body.contains("rel=\"prev\""));
    let third = get("/search?q=rota&page=3").await;
    assert!(third.body.contains("rel=\"prev\"") && !third.body.contains("rel=\"next\""));
    assert!(third.body.contains("start=\"41\""));
    let beyond = get("/search?q=rota&page=9").await;
    assert_eq!(beyond.status, StatusCode::OK);
    assert!(beyond.body.contains("nothing more on this page"), "{}", beyond.body);
    let wrong = get("/search?q=rota&page=0").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.body.contains("whole number from 1 to 500"), "{}", wrong.body);
}

#[tokio::test]
async fn the_order_is_a_link_and_a_parameter() {
    let page = get("/search?q=community").await;
    assert!(page.links().iter().any(|l| l == "/search?q=community+sort%3Anewest"), "{:?}", page.links());
    let newest = get("/search?q=community&sort=newest").await;
    assert!(newest.body.contains(", newest first"), "{}", newest.body);
    let wrong = get("/search?q=community&sort=best").await;
    assert!(wrong.body.contains("must be one of: relevance, newest, oldest"), "{}", wrong.body);
}

#[tokio::test]
async fn a_wrong_query_shows_where_and_what_would_work() {
    let page = get("/search?q=%28privacy").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("class=\"wrong\""), "{}", page.body);
    assert!(page.links().contains(&"/search?q=%28privacy%29".to_owned()), "{:?}", page.links());
}

#[tokio::test]
async fn nothing_found_tells_which_words_there_are() {
    let page = get("/search?q=zyxwvut+kind%3Adecision").await;
    assert!(page.body.contains("Nothing found"), "{}", page.body);
    assert!(page.body.contains("<span class=\"quiet\">never</span>"));
    assert!(page.links().contains(&"/search?q=kind%3Adecision".to_owned()), "{:?}", page.links());
    assert!(page.links().contains(&"/topics".to_owned()));
}

#[tokio::test]
async fn a_partial_match_is_said_plainly() {
    let page = get("/search?q=zyxwvut+federation+stays+small").await;
    assert!(page.body.contains("No passage has all of these words; "), "{}", page.body);
}

#[tokio::test]
async fn a_missing_report_offers_its_words_and_its_series() {
    let page = get("/reports/community/1999-federation").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.links().contains(&"/search?q=community+federation".to_owned()), "{:?}", page.links());
    assert!(page.links().contains(&"/series/community".to_owned()));
}

#[tokio::test]
async fn each_passage_of_a_report_has_the_anchor_its_hit_links_to() {
    let hits = get("/search?q=privacy").await;
    let links = hits.body.split("href=\"/reports/").skip(1).filter_map(|rest| rest.split('"').next());
    let permalinks: Vec<&str> = links.filter(|link| link.contains('#')).collect();
    assert!(!permalinks.is_empty());
    for link in permalinks {
        let (report, anchor) = link.split_once('#').unwrap();
        let page = get(&format!("/reports/{report}")).await;
        assert!(page.body.contains(&format!("id=\"{anchor}\"")), "{link}");
    }
}

#[tokio::test]
async fn a_report_keeps_its_words_and_loses_its_code() {
    let page = get("/reports/community/2024-03-21").await;
    assert!(page.body.contains("the privacy policy needs a new page"), "{}", page.body);
    assert!(page.body.contains("https://example.org/blob/main/community/2024-03-21.md"));
    let other = get("/reports/operations/2023-06-07").await;
    assert!(!other.body.contains("href=\"javascript:"), "{}", other.body);
}

#[tokio::test]
async fn forms_lead_to_the_address_of_the_query() {
    for (form, leads) in [
        ("/search?q=federation&from=2024-01-01&to=2024-12-31", "/search?q=federation+on%3A2024"),
        // Backwards is meant all the same, and a day may be left open.
        ("/search?q=federation&from=2024-12-31&to=2024-01-01", "/search?q=federation+on%3A2024"),
        ("/search?q=federation+on:2023&from=&to=", "/search?q=federation"),
        (
            "/search?q=federation&from=2024-05-16&group=report&to=2024-05-16",
            "/search?q=federation+on%3A2024-05-16&group=report",
        ),
        (
            "/search?q=federation&report=community/2024-05-16",
            "/search?q=federation+series%3Acommunity+on%3A2024-05-16",
        ),
    ] {
        let reply = get(form).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{form}: {}", reply.body);
        assert_eq!(reply.header("location"), leads, "{form}");
        assert_eq!(get(leads).await.status, StatusCode::OK, "{leads}");
    }
    for (wrong, status) in [
        ("/search?q=federation&from=yesterday", StatusCode::BAD_REQUEST),
        ("/search?q=federation&report=nowhere/2024-01-01", StatusCode::NOT_FOUND),
        ("/search?q=knd:x&from=2024-01-01", StatusCode::BAD_REQUEST),
        ("/search?q=federation&group=moon", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(get(wrong).await.status, status, "{wrong}");
    }
}

#[tokio::test]
async fn answers_can_be_grouped_by_report() {
    let flat = get("/search?q=ines").await;
    let grouped = get("/search?q=ines&group=report").await;
    let hits = |body: &str| body.matches("class=\"hit ").count();
    assert!(hits(&flat.body) > 1, "{}", flat.body);
    assert_eq!(hits(&flat.body), hits(&grouped.body));
    assert_eq!(flat.body.matches("class=\"group\"").count(), 0);
    let reports = grouped.body.matches("class=\"group\"").count();
    assert!(reports > 1 && reports <= hits(&grouped.body), "{reports}");
    // Every link to other answers keeps the choice; one gives it up.
    let answers = grouped.links().into_iter().filter(|link| link.starts_with("/search?q="));
    let (kept, given): (Vec<String>, Vec<String>) = answers.partition(|link| link.contains("&group=report"));
    assert!(kept.iter().any(|link| link.contains("-kind%3A")), "{kept:?}");
    assert!(kept.contains(&"/search?q=&group=report".to_owned()), "the chip: {kept:?}");
    assert_eq!(given, ["/search?q=ines"], "{}", grouped.body);
}

#[tokio::test]
async fn a_name_written_otherwise_leads_to_what_is_so_called() {
    let directory = get("/api/v1/people").await.json();
    let ines = directory["people"].as_array().unwrap().iter().find(|person| person["id"] == "ines").unwrap();
    let name = ines["name"].as_str().unwrap().replace(' ', "-").to_uppercase();
    let cases = [
        ("/topics/FEDERATION".to_owned(), "/topics/federation"),
        (format!("/people/{name}"), "/people/ines"),
        ("/people/@Ines".to_owned(), "/people/ines"),
        ("/series/Community".to_owned(), "/series/community"),
    ];
    for (path, place) in cases {
        let reply = get(&path).await;
        assert_eq!(reply.status, StatusCode::PERMANENT_REDIRECT, "{path}: {}", reply.body);
        assert_eq!(reply.header("location"), place, "{path}");
    }
}
