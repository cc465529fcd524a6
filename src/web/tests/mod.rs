//! The site as its readers and its programs meet it: requests go to the router, without a socket.

mod api;
mod citing;
mod feeds;
mod former;
mod lists;
mod living;
mod pages;
mod permalinks;
mod provenance;
mod registers;
mod replies;
mod threads;

use super::{WebConfig, router};
use crate::archive::{Archive, Silent};
use crate::cite::issue::{Forge, Tracker};
use crate::report::Date;
use crate::source::Source;
use crate::vocabulary::Team;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tower::ServiceExt;

/// Reports with what can go wrong in them: markup in a heading and a name, long words, text from right to left.
const REPORTS: [(&str, &str); 6] = [
    (
        "community/2024-03-21.md",
        "# Community meeting <script>alert(1)</script>\n\nAttendees:\n\n\
         - Ines Vega / Heliograph / @ines\n- \"><img src=x onerror=alert(2)> / Nowhere / @mallory\n\n\
         ## Privacy\n\n- Ines: the privacy policy needs a new page\n  - Decision: we adopt the privacy policy\n  \
         - see https://github.com/heliograph-project/charts/issues/12 for the privacy text\n\
         - **Action**: @ines to publish the privacy page\n- شرح سياسة privacy\n",
    ),
    (
        "community/2024-05-16.md",
        "# Community meeting\n\n## Federation\n\n- The federation was discussed again\n  \
         - Agreed: the federation stays small\n- Should the federation charge for its work?\n",
    ),
    (
        "operations/2023-06-07.md",
        "# Operations\n\n## Log\n\n- javascript:alert(3) is not a link [x](javascript:alert(4))\n",
    ),
    (
        "harbour/2024-02-01.md",
        "# Harbour of February\n\n## New lamp oil\n\n- It smells of <b>fish</b>, said the keepers.\n\n\
         ## Actions\n\n- [ ] Ines: paint the north door\n- TBD\n",
    ),
    (
        "harbour/2024-03-01.md",
        "# Harbour of March\n\n## Update on the lamp oil\n\n- Decision: whale oil is banned.\n\n\
         ## Actions\n\n- [x] Ines: paint the north door\n",
    ),
    ("operations/2024-01-10.md", "# Operations\n\n## Rota\n\n"),
];

/// A reply, read to its end.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// The links of a page that stay on the site, without their fragments.
    fn links(&self) -> Vec<String> {
        let hrefs = self.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let ours = hrefs.filter(|href| href.starts_with('/'));
        // Escaped characters hold a `#` too, so they are read first.
        ours.map(|href| href.replace("&#38;", "&").replace("&amp;", "&").replace("&#39;", "'"))
            .map(|href| href.split('#').next().unwrap_or(&href).to_owned())
            .collect()
    }
}

/// The site over the reports above, made once.
fn site() -> Router {
    static SITE: OnceLock<Router> = OnceLock::new();
    SITE.get_or_init(|| router(archive(), config())).clone()
}

/// Noon of the first of June 2024.
fn clock() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_717_243_200)
}

fn config() -> WebConfig {
    fn today() -> Date {
        jiff::civil::date(2024, 6, 1)
    }
    WebConfig {
        listen: ([127, 0, 0, 1], 0).into(),
        title: "Heliograph <minutes>".to_owned(),
        source_base: Some("https://example.org/blob/main/".to_owned()),
        public_url: Some("https://minutes.example".to_owned()),
        issues: Tracker::new(Forge::Github, "https://github.com/heliograph-project/charts").ok(),
        today,
        clock,
        updates: None,
        hooks: Vec::new(),
        metrics: None,
    }
}

async fn send(method: Method, path: &str) -> Reply {
    ask(site(), method, path).await
}

async fn ask(app: Router, method: Method, path: &str) -> Reply {
    let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let response = app.oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Reply { status: head.status, headers: head.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

async fn get(path: &str) -> Reply {
    send(Method::GET, path).await
}

/// The files of the archive: those above, and one with more entries than a page of answers holds.
fn files() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        REPORTS.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let rota: Vec<String> = (1..=45).map(|n| format!("- rota turn number {n} is taken by team{n}")).collect();
    if let Some((_, text)) = files.last_mut() {
        text.push_str(&rota.join("\n"));
    }
    files
}

fn archive() -> Arc<Archive> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files() {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let archive = Archive::in_memory().unwrap();
    archive.ingest(&[Source::at(folder.path()).unwrap()], &Team::default(), &Silent).unwrap();
    Arc::new(archive)
}
