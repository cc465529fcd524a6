//! Old addresses: moved, edited, gone, forgotten.

use super::{Reply, ask, config};
use crate::archive::{Archive, Silent};
use crate::source::Source;
use crate::vocabulary::Team;
use crate::web::router;
use axum::http::{Method, StatusCode};
use std::sync::Arc;

const BEFORE: &str = "# Tower, 2024-01-02\n\n- We paint the peir 1 < 2\n- The old boat leaks at the stern\n\
    - Lamp oil is ordered for the whole winter\n";
const AFTER: &str = "# Tower, 2024-01-02\n\n- We paint the pier 1 < 2\n";
const OTHER: &str = "# Tower, 2024-02-06\n\n- Lamp oil is ordered for the whole winter\n";

/// An archive that followed a change, with the addresses of the passages before it.
struct Followed {
    _folder: tempfile::TempDir,
    archive: Arc<Archive>,
    /// Of the pier, the boat and the oil.
    ids: Vec<String>,
}

fn followed() -> Followed {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("tower");
    std::fs::create_dir_all(&reports).unwrap();
    let archive = Archive::in_memory().unwrap();
    let ingest = || {
        archive.ingest(&[Source::at(folder.path()).unwrap()], &Team::default(), &Silent).unwrap();
    };
    std::fs::write(reports.join("2024-01-02.md"), BEFORE).unwrap();
    std::fs::write(reports.join("2024-03-05.md"), OTHER.replace("02-06", "03-05").replace("oil", "glass"))
        .unwrap();
    ingest();
    let report = archive.report("tower/2024-01-02").unwrap().unwrap().report;
    let ids = report.entries.iter().map(|entry| entry.id.clone()).collect();
    std::fs::write(reports.join("2024-01-02.md"), AFTER).unwrap();
    std::fs::write(reports.join("2024-02-06.md"), OTHER).unwrap();
    std::fs::remove_file(reports.join("2024-03-05.md")).unwrap();
    ingest();
    Followed { _folder: folder, archive: Arc::new(archive), ids }
}

impl Followed {
    async fn get(&self, path: &str) -> Reply {
        ask(router(Arc::clone(&self.archive), config()), Method::GET, path).await
    }
}

#[tokio::test]
async fn an_edited_passage_shows_the_difference() {
    let site = followed();
    for path in [format!("/entry/{}", site.ids[0]), format!("/entry/{}/we-paint-the-peir-green", site.ids[0])]
    {
        let page = site.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for part in ["Edited since this address was made", "<del>peir</del><ins>pier</ins>", "1 &#60; 2"] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
        let now = &site.archive.report("tower/2024-01-02").unwrap().unwrap().report.entries[0].id;
        assert!(page.links().iter().any(|link| link.starts_with(&format!("/entry/{now}/"))));
    }
}

#[tokio::test]
async fn a_thread_that_began_otherwise_is_where_its_first_passage_is() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::in_memory().unwrap();
    let ingest = |first: &str| {
        let files = [("2024-01-02", first), ("2024-02-06", "- Decision: whale oil is banned.")];
        for (day, line) in files {
            let text = format!("# Tower, {day}\n\n## New lamp oil\n\n{line}\n");
            std::fs::write(folder.path().join(format!("{day}.md")), text).unwrap();
        }
        archive.ingest(&[Source::at(folder.path()).unwrap()], &Team::default(), &Silent).unwrap();
        archive.catalog().directory.threads.iter().map(|thread| thread.id.clone()).collect::<Vec<String>>()
    };
    let before = ingest("- It smells of fihs, and of whale too.");
    let now = ingest("- It smells of fish, and of whale too.");
    let ([before], [now]) = (before.as_slice(), now.as_slice()) else { panic!("{before:?} {now:?}") };
    assert_ne!(before, now);
    let app = router(Arc::new(archive), config());
    for path in ["/thread", "/api/v1/threads"] {
        let reply = ask(app.clone(), Method::GET, &format!("{path}/{before}")).await;
        assert_eq!(reply.status, StatusCode::PERMANENT_REDIRECT, "{path}: {}", reply.body);
        assert_eq!(reply.header("location"), format!("{path}/{now}"));
    }
}

#[tokio::test]
async fn a_thread_that_is_none_any_more_leads_to_the_passage() {
    let site = followed();
    let now = &site.archive.report("tower/2024-01-02").unwrap().unwrap().report.entries[0].id;
    // The pier was edited, the boat is gone.
    for (id, place) in [(&site.ids[0], now), (&site.ids[1], &site.ids[1])] {
        for (thread, entry) in [("/thread", "/entry"), ("/api/v1/threads", "/api/v1/entries")] {
            let reply = site.get(&format!("{thread}/{id}")).await;
            assert_eq!(reply.status, StatusCode::PERMANENT_REDIRECT, "{thread}/{id}");
            assert_eq!(reply.header("location"), format!("{entry}/{place}"));
        }
    }
    let gone = site.get(&format!("/entry/{}", site.ids[1])).await;
    assert!(gone.body.contains("The old boat leaks"), "{}", gone.body);
}

#[tokio::test]
async fn a_report_can_be_entered_by_the_former_id_of_a_passage() {
    let site = followed();
    let page = site.get("/reports/tower/2024-01-02").await;
    let hash = site.ids[0].rsplit('/').next().unwrap();
    assert!(page.body.contains(&format!("<span id=\"e-{hash}\" class=\"entry former\"")), "{}", page.body);
}

#[tokio::test]
async fn a_moved_passage_is_where_its_words_are() {
    let site = followed();
    let page = site.get(&format!("/entry/{}/lamp-oil", site.ids[2])).await;
    assert_eq!(page.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(page.header("cache-control"), "no-cache");
    assert!(page.header("location").starts_with("/entry/tower/2024-02-06/"), "{}", page.header("location"));
    assert_eq!(site.get(page.header("location")).await.status, StatusCode::OK);
    let program = site.get(&format!("/api/v1/entries/{}", site.ids[2])).await;
    assert_eq!(program.status, StatusCode::PERMANENT_REDIRECT);
    let entry = site.get(program.header("location")).await.json();
    assert_eq!(entry["text"], "Lamp oil is ordered for the whole winter");
    let cited = site.get(&format!("/api/v1/cite?id={}", site.ids[2])).await.json();
    assert_eq!(cited["missing"], serde_json::json!([]));
}

#[tokio::test]
async fn a_passage_that_is_gone_tells_what_it_said() {
    let site = followed();
    let page = site.get(&format!("/entry/{}", site.ids[1])).await;
    assert_eq!(page.status, StatusCode::GONE);
    for part in ["is no longer there", "The old boat leaks at the stern", "tower/2024-01-02.md:4", "noindex"]
    {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert!(page.links().contains(&"/reports/tower/2024-01-02".to_owned()));
    let program = site.get(&format!("/api/v1/entries/{}", site.ids[1])).await;
    assert_eq!(
        (program.status, program.header("content-type")),
        (StatusCode::GONE, "application/problem+json")
    );
    assert!(program.json()["detail"].as_str().unwrap_or_default().contains("is no longer there"));

    site.archive.forget(&site.ids).unwrap();
    let page = site.get(&format!("/entry/{}", site.ids[1])).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("What it said is not kept") && !page.body.contains("leaks"), "{}", page.body);
    let edited = site.get(&format!("/entry/{}", site.ids[0])).await;
    assert!(edited.body.contains("What it said before is not kept") && !edited.body.contains("peir"));
}

#[tokio::test]
async fn a_report_that_is_gone_says_so() {
    let site = followed();
    let page = site.get("/reports/tower/2024-03-05").await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("is no longer there"), "{}", page.body);
    assert_eq!(site.get("/api/v1/reports/tower/2024-03-05").await.status, StatusCode::GONE);
    assert_eq!(site.get("/reports/tower/2024-04-05").await.status, StatusCode::NOT_FOUND);
}
