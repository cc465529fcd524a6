//! An archive that is kept up to date: what readers are told, what forges may ask for, and what operators see.

use super::{Reply, archive, ask, clock, config};
use crate::live::{Done, Failure, Freshness, Pace, Trigger, Updater, Waiting, Watched, Work};
use crate::web::hooks::Secret;
use crate::web::site::Sites;
use crate::web::{Hook, WebConfig, around, metrics};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, StatusCode};
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::BodyExt;
use sha2::Sha256;
use std::fmt::Write;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use tower::ServiceExt;

const SECRET: &str = "a lamp in the harbour";

/// Work that only tells why it was asked for.
struct Told(Sender<Vec<Trigger>>);

impl Work for Told {
    fn update(&mut self, why: &[Trigger], _waiting: &Waiting) -> Result<Done, String> {
        let _nobody_listens = self.0.send(why.to_vec());
        Ok(Done::UpToDate)
    }

    fn watched(&self) -> Watched {
        Watched::default()
    }
}

/// A site that is kept up to date, its figures, and what is asked of its updates.
fn living(known: Freshness) -> (Router, Router, Receiver<Vec<Trigger>>) {
    let (tell, told) = channel();
    let pace = Pace { settle: Duration::from_millis(1), retry: Duration::from_secs(900), ..Pace::default() };
    let updater = Updater::start(Box::new(Told(tell)), pace, clock, known).unwrap();
    let hook = Hook { source: "harbour".to_owned(), secret: Secret::new(SECRET).unwrap() };
    let config = WebConfig { updates: Some(updater.asker()), hooks: vec![hook], ..config() };
    let sites = Sites::new(archive(), config);
    (around(&sites), metrics::router(&sites), told)
}

fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    mac.finalize().into_bytes().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

/// The answer to a delivery.
async fn deliver(app: &Router, source: &str, header: (&str, &str), body: impl Into<Body>) -> Reply {
    let request = Request::builder().method(Method::POST).uri(format!("/hooks/{source}"));
    let request = request.header(header.0, header.1).body(body.into()).unwrap();
    let (head, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Reply { status: head.status, headers: head.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

#[tokio::test]
async fn a_push_that_is_signed_is_looked_at_once() {
    let (app, _, told) = living(Freshness::default());
    let sha = |body: &str| format!("sha256={}", signature(SECRET, body.as_bytes()));
    let pushed = r#"{"ref": "refs/heads/main", "repository": {"clone_url": "https://evil.example/x"}}"#;
    let reply = deliver(&app, "harbour", ("x-hub-signature-256", &sha(pushed)), pushed).await;
    assert_eq!(reply.status, StatusCode::ACCEPTED, "{}", reply.body);
    let asked = told.recv_timeout(Duration::from_secs(30)).unwrap();
    assert_eq!(asked, [Trigger::Hook("harbour".to_owned())]);
    // The same delivery again is nothing new, whoever sends it.
    let again = deliver(&app, "harbour", ("x-hub-signature-256", &sha(pushed)), pushed).await;
    assert_eq!((again.status, again.body.contains("before")), (StatusCode::OK, true), "{}", again.body);
    // Other forges sign in their own ways.
    let gitea = signature(SECRET, b"second");
    assert_eq!(deliver(&app, "harbour", ("x-gitea-signature", &gitea), "second").await.status, 202);
    let forgejo = signature(SECRET, b"third");
    assert_eq!(deliver(&app, "harbour", ("x-forgejo-signature", &forgejo), "third").await.status, 202);
    assert_eq!(deliver(&app, "harbour", ("x-gitlab-token", SECRET), "fourth").await.status, 202);
}

#[tokio::test]
async fn what_is_not_signed_right_asks_for_nothing() {
    let (app, _, told) = living(Freshness::default());
    let right = signature(SECRET, b"pushed");
    let cases: [(&str, &str, &str); 9] = [
        ("harbour", "x-hub-signature-256", "sha256="),
        ("harbour", "x-hub-signature-256", "sha256=zz"),
        ("harbour", "x-hub-signature-256", &right[..62]),
        ("harbour", "x-hub-signature-256", &signature("another secret of some length", b"pushed")),
        ("harbour", "x-hub-signature-256", &signature(SECRET, b"pushed ")),
        ("harbour", "x-hub-signature", &right),
        ("harbour", "x-gitlab-token", "a lamp in the harbou"),
        ("harbour", "x-gitlab-token", ""),
        ("tower", "x-hub-signature-256", &right),
    ];
    for (source, name, value) in cases {
        let reply = deliver(&app, source, (name, value), "pushed").await;
        let wanted = if source == "harbour" { 403 } else { 404 };
        assert_eq!(reply.status, wanted, "{name}: {value}");
        assert_eq!(reply.header("content-type"), "application/problem+json", "{}", reply.body);
        assert!(!reply.body.contains(SECRET));
    }
    assert!(told.recv_timeout(Duration::from_millis(100)).is_err());
    // A site that is not kept up to date takes none at all.
    let still = crate::web::router(archive(), config());
    let reply = deliver(&still, "harbour", ("x-hub-signature-256", &right), "pushed").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert_eq!(ask(app, Method::GET, "/hooks/harbour").await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_delivery_that_is_too_long_is_refused() {
    let (app, _, _told) = living(Freshness::default());
    // Without a length in its head, so that only reading it shows how long it is.
    let body = Bytes::from(vec![b'x'; 26 * 1024 * 1024]);
    let reply = deliver(&app, "harbour", ("x-hub-signature-256", &signature(SECRET, b"")), body).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", reply.body);
    let long = Request::builder().method(Method::POST).uri("/hooks/harbour");
    let long = long.header("content-length", "104857600").body(Body::empty()).unwrap();
    assert_eq!(app.oneshot(long).await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn readers_and_operators_are_told_how_fresh_the_archive_is() {
    let known = Freshness {
        checked: Some(clock() - Duration::from_secs(180)),
        changed: Some(clock() - Duration::from_secs(7_200)),
        ..Freshness::default()
    };
    let (app, _, _told) = living(known.clone());
    let home = ask(app.clone(), Method::GET, "/").await.body;
    assert!(home.contains("Updated <time datetime=\"2024-06-01T11:57:00Z\""), "{home}");
    assert!(home.contains(">3\u{a0}minutes ago</time>"), "{home}");
    let about = ask(app.clone(), Method::GET, "/about").await.body;
    assert!(about.contains("changed last") && about.contains(">2\u{a0}hours ago</time>"), "{about}");
    let ready = ask(app, Method::GET, "/readyz").await;
    assert_eq!(
        ready.body.replace('\u{a0}', " "),
        "ready: 6 reports\nupdated 3 minutes ago (2024-06-01T11:57:00Z)\n"
    );

    let failure = Failure { at: clock(), reason: "the disk is full".to_owned(), tries: 2 };
    let (app, _, _told) = living(Freshness { failure: Some(failure), ..known });
    let ready = ask(app.clone(), Method::GET, "/readyz").await;
    assert_eq!(ready.status, StatusCode::OK, "the last good archive is served");
    assert!(ready.body.contains("the disk is full"), "{}", ready.body);
    let about = ask(app, Method::GET, "/about").await.body;
    assert!(about.contains("cannot be updated") && !about.contains("disk"), "{about}");
}

#[tokio::test]
async fn figures_are_counted_by_route_and_never_by_what_was_looked_for() {
    let (app, figures, _told) = living(Freshness { updates: 3, ..Freshness::default() });
    for path in ["/search?q=secretword", "/reports/community/2024-03-21", "/wp-login.php", "/search?q=%28"] {
        ask(app.clone(), Method::GET, path).await;
    }
    let text = ask(figures.clone(), Method::GET, "/metrics").await.body;
    for line in [
        "minutebook_http_requests_total{route=\"/search\",status=\"200\"} 1",
        "minutebook_http_requests_total{route=\"/search\",status=\"400\"} 1",
        "minutebook_http_requests_total{route=\"/reports/{*id}\",status=\"200\"} 1",
        "minutebook_http_requests_total{route=\"none\",status=\"404\"} 1",
        "minutebook_http_request_duration_seconds_count{route=\"/search\"} 2",
        "minutebook_reports 6.0",
        "minutebook_updates_total 3",
        "minutebook_update_failing 0.0",
        "# EOF",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("secretword") && !text.contains("wp-login"), "{text}");
    // They are not on the site's own address.
    assert_eq!(ask(app, Method::GET, "/metrics").await.status, StatusCode::NOT_FOUND);
}
