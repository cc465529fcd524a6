//! The JSON that programs rely on.

use super::get;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The shape of a value: its keys with the names of their types; an array by its first element.
fn shape(value: &Value) -> Value {
    match value {
        Value::Null => json!("null"),
        Value::Bool(_) => json!("bool"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("string"),
        Value::Array(items) => items.first().map_or_else(|| json!([]), |first| json!([shape(first)])),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), shape(value))).collect(),
    }
}

#[tokio::test]
async fn the_answer_of_a_search_keeps_its_shape() {
    let answer = get("/api/v1/search?q=charts&limit=1").await.json();
    insta::assert_json_snapshot!("search", shape(&answer));
    assert_eq!(answer["query"], "charts");
}

#[tokio::test]
async fn reports_entries_and_lists_keep_their_shape() {
    let report = get("/api/v1/reports/community/2024-03-21").await.json();
    insta::assert_json_snapshot!("report", shape(&report));
    let id = report["entries"][0]["id"].as_str().unwrap();
    let entry = get(&format!("/api/v1/entries/{id}")).await.json();
    insta::assert_json_snapshot!("entry", shape(&entry));
    insta::assert_json_snapshot!("people", shape(&get("/api/v1/people").await.json()));
    insta::assert_json_snapshot!("topics", shape(&get("/api/v1/topics").await.json()));
}

#[tokio::test]
async fn snippets_are_escaped_with_the_hits_marked() {
    let answer = get("/api/v1/search?q=rota&limit=1").await.json();
    let snippet = answer["hits"][0]["snippet"].as_str().unwrap();
    assert!(snippet.contains("<mark>rota</mark>"), "{snippet}");
}

#[tokio::test]
async fn a_cursor_walks_through_all_hits_once() {
    let mut ids = BTreeSet::new();
    let mut path = "/api/v1/search?q=rota&limit=7".to_owned();
    let total = get(&path).await.json()["total"].as_u64().unwrap();
    for _ in 0..20 {
        let answer = get(&path).await.json();
        for hit in answer["hits"].as_array().unwrap() {
            assert!(ids.insert(hit["id"].as_str().unwrap().to_owned()), "{hit} came twice");
        }
        match answer["next"].as_str() {
            Some(next) => path = format!("/api/v1/search?q=rota&limit=7&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(ids.len() as u64, total);
    assert!(total >= 45, "{total}");
}

#[tokio::test]
async fn errors_say_what_to_change() {
    let cases = [
        ("/api/v1/search?q=%28privacy", 400),
        ("/api/v1/search?q=privacy&limit=0", 400),
        ("/api/v1/search?q=privacy&limit=101", 400),
        ("/api/v1/search?q=privacy&cursor=zzz", 400),
        ("/api/v1/search?query=privacy", 400),
        ("/api/v1/people?page=2", 400),
        ("/api/v1/reports/community/1999-01-01", 404),
        ("/api/v1/entries/x", 404),
        ("/api/v1/nothing", 404),
    ];
    let mut problems = Vec::new();
    for (path, status) in cases {
        let reply = get(path).await;
        assert_eq!(reply.status.as_u16(), status, "{path}: {}", reply.body);
        problems.push(json!({ "request": path, "answer": reply.json() }));
    }
    insta::assert_json_snapshot!("problems", problems);
}

#[tokio::test]
async fn suggestions_begin_with_what_was_typed() {
    let answer = get("/api/v1/suggest?q=comm").await.json();
    let series = answer["suggestions"].as_array().unwrap().iter().find(|s| s["kind"] == "series").unwrap();
    assert_eq!(
        *series,
        json!({
            "kind": "series", "label": "community", "query": "series:community", "count": 2,
            "url": "/series/community"
        })
    );
    assert_eq!(get("/api/v1/suggest?q=").await.json()["suggestions"], json!([]));
}
