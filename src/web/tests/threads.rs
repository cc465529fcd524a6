//! What is followed across reports, as pages and programs see it.

use super::get;
use axum::http::StatusCode;
use serde_json::{Value, json};

/// The thread that the first hit of a query is a part of.
async fn thread_of(query: &str) -> String {
    let answer = get(&format!("/api/v1/search?q={query}")).await.json();
    answer["hits"][0]["thread"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

#[tokio::test]
async fn a_thread_tells_its_steps_oldest_first() {
    let id = thread_of("smells").await;
    let thread = get(&format!("/api/v1/threads/{id}")).await.json();
    let steps: Vec<Value> = thread["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| json!([step["what"], step["date"], step["lines"], step["path"]]))
        .collect();
    let wanted = [
        json!(["raised", "2024-02-01", [5, 5], "harbour/2024-02-01.md"]),
        json!(["settled", "2024-03-01", [5, 5], "harbour/2024-03-01.md"]),
    ];
    assert_eq!(steps, wanted);
    assert_eq!(
        (&thread["title"], &thread["about"], &thread["status"]),
        (&json!("New lamp oil"), &json!("matter"), &json!("settled"))
    );
    let page = get(thread["url"].as_str().unwrap()).await;
    let at = |text: &str| page.body.find(text).unwrap_or_else(|| panic!("{text}: {}", page.body));
    assert!(at(">Raised<") < at("whale oil") && at("Harbour of February") < at("Harbour of March"));
    assert!(page.links().contains(&"/reports/harbour/2024-02-01".to_owned()), "{:?}", page.links());
    assert!(!page.body.contains("<b>fish"), "{}", page.body);
    // Each step can be cited and has its own page.
    assert_eq!(page.body.matches("form=\"tray\"> cite").count(), 2, "{}", page.body);
    assert!(
        page.links().iter().any(|link| link.starts_with("/entry/harbour/2024-02-01/")),
        "{:?}",
        page.links()
    );
}

#[tokio::test]
async fn hits_and_reports_lead_to_the_thread() {
    let id = thread_of("whale").await;
    for path in ["/search?q=whale", "/reports/harbour/2024-02-01", "/reports/harbour/2024-03-01"] {
        let page = get(path).await;
        assert!(page.links().contains(&format!("/thread/{id}")), "{path}: {:?}", page.links());
        assert!(page.body.contains("raised 1 Feb 2024, settled 1 Mar 2024"), "{path}: {}", page.body);
    }
    assert_eq!(get("/thread/harbour/2024-02-01/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get("/api/v1/threads/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn any_passage_of_a_thread_leads_to_it() {
    let id = thread_of("whale").await;
    let thread = get(&format!("/api/v1/threads/{id}")).await.json();
    let last = thread["steps"][1]["entry"].as_str().unwrap();
    for path in ["/thread", "/api/v1/threads"] {
        let reply = get(&format!("{path}/{last}")).await;
        assert_eq!(reply.status, StatusCode::PERMANENT_REDIRECT, "{path}");
        assert_eq!(reply.header("location"), format!("{path}/{id}"));
    }
}

#[tokio::test]
async fn an_action_is_open_where_its_last_report_says_so() {
    let found = |answer: &Value| -> Vec<Value> {
        let hits = answer["hits"].as_array().unwrap().iter();
        hits.map(|hit| json!([hit["date"], hit["status"]])).collect()
    };
    let all = get("/api/v1/search?q=series:harbour+kind:action&sort=oldest").await.json();
    assert_eq!(found(&all), [json!(["2024-02-01", null]), json!(["2024-03-01", "done"])]);
    let open = get("/api/v1/search?q=series:harbour+is:open").await.json();
    assert_eq!(open["total"], 0);
    let page = get("/search?q=series:harbour+kind:action").await;
    assert!(page.body.contains("Action, carried over"), "{}", page.body);
}
