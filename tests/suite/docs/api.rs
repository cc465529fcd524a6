//! The description of the API: its addresses are those that are answered, its examples have the shape of the answers.

use super::tables::{archive, today};
use super::{Block, blocks, read};
use crate::support::program::sample;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use minutebook::archive::Archive;
use minutebook::web::{WebConfig, router};
use serde_json::Value;
use std::sync::Arc;
use tower::ServiceExt;

/// The addresses of `src/web/routes.rs`, as the document writes them.
fn routes() -> Vec<String> {
    let text = read("src/web/routes.rs");
    let routes = text.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
    routes.map(|route| route.replace("{*", "{")).collect()
}

#[test]
fn every_address_is_described() {
    let document = read("docs/api.md");
    let routes = routes();
    assert!(routes.len() > 15, "{routes:?}");
    for route in &routes {
        if route.starts_with("/hooks/") {
            assert!(document.contains(&format!("`POST {route}`")), "docs/api.md does not describe {route}");
            continue;
        }
        let programs = route.starts_with("/api/") || route.ends_with('z');
        let shown = match route.split_once("/{") {
            Some((page, _)) if !programs && page != "/assets" => page.to_owned(),
            _ => route.clone(),
        };
        let wanted = if programs { format!("`GET {shown}`") } else { format!("`{shown}") };
        assert!(document.contains(&wanted), "docs/api.md does not describe {wanted}");
    }
    for described in document.split("`GET ").skip(1).filter_map(|rest| rest.split('`').next()) {
        let plain = described.starts_with('/');
        assert!(!plain || routes.iter().any(|route| route == described), "{described} is not answered");
    }
}

/// What the server answers to a `GET`.
fn answer(address: &str) -> Value {
    let path = address.strip_prefix("http://127.0.0.1:8080").unwrap();
    let archive = Arc::new(Archive::open(&sample().path("index")).unwrap());
    let config = WebConfig {
        listen: ([127, 0, 0, 1], 0).into(),
        title: "Minutebook".to_owned(),
        source_base: None,
        public_url: None,
        issues: None,
        today,
        clock: || std::time::UNIX_EPOCH,
        updates: None,
        hooks: Vec::new(),
        metrics: None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let body = runtime.block_on(async {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let reply = router(archive, config).oneshot(request).await.unwrap();
        reply.into_body().collect().await.unwrap().to_bytes()
    });
    serde_json::from_slice(&body).unwrap()
}

/// Fails where the example has other keys than the answer. Lists are compared by their first values.
fn same_shape(place: &str, shown: &Value, real: &Value) {
    match (shown, real) {
        (Value::Object(shown), Value::Object(real)) => {
            let keys = |map: &serde_json::Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(shown), keys(real), "{place}");
            for (key, value) in shown {
                same_shape(&format!("{place}.{key}"), value, &real[key]);
            }
        }
        (Value::Array(shown), Value::Array(real)) => {
            if let (Some(shown), Some(real)) = (shown.first(), real.first()) {
                same_shape(&format!("{place}[0]"), shown, real);
            }
        }
        (Value::Null, _) | (_, Value::Null) => {}
        _ => {
            let kind = std::mem::discriminant::<Value>;
            assert_eq!(kind(shown), kind(real), "{place}: {shown} is not of the kind of {real}");
        }
    }
}

fn json(block: &Block) -> Value {
    serde_json::from_str(&block.text).unwrap_or_else(|error| panic!("{error}:\n{}", block.text))
}

#[test]
fn examples_have_the_shape_of_the_answers() {
    let blocks = blocks("docs/api.md");
    let mut compared = 0;
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.language == "sh") {
        let address = block.text.trim().trim_start_matches("curl ").trim_matches('\'');
        let real = answer(address);
        let Some(shown) = blocks.get(index + 1).filter(|next| next.language == "json") else {
            assert!(real.get("id").is_some(), "{address}: {real}");
            continue;
        };
        same_shape(address, &json(shown), &real);
        compared += 1;
    }
    assert!(compared >= 4, "only {compared} examples");
    for (address, first) in [("people", "\"people\""), ("topics", "\"topics\"")] {
        let shown = blocks
            .iter()
            .find(|b| b.language == "json" && b.text.trim_start_matches(['{', '\n', ' ']).starts_with(first));
        let real = answer(&format!("http://127.0.0.1:8080/api/v1/{address}"));
        same_shape(address, &json(shown.unwrap()), &real);
    }
}

#[test]
fn the_export_has_the_shape_that_the_guide_shows() {
    let shown = blocks("docs/user-guide.md").into_iter().find(|block| block.language == "json").unwrap();
    let shown = json(&shown);
    let output = sample().call(&["export"]).output().unwrap().stdout;
    let text = String::from_utf8(output).unwrap();
    let reports = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let real = reports.into_iter().find(|report| report["id"] == shown["id"]).unwrap();
    same_shape("export", &shown, &real);
    assert!(archive().report("operations/2024-10-02").unwrap().is_some());
}
