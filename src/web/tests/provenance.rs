//! What the site tells of a history: commits, days and lines at their forge.

use super::{Reply, ask, config};
use crate::archive::{Archive, Silent};
use crate::report::{Forge, Web};
use crate::source::git::tests::{Repo, nowhere};
use crate::source::{Place, SeriesRules, Settings, Source, Spec};
use crate::vocabulary::Team;
use axum::Router;
use axum::http::{Method, StatusCode};
use std::path::Path;
use std::sync::Arc;

const REPORT: &str =
    "# Council\n\nPresent: Ada Quill (@adaq), Ben Marsh (@benm)\n\n- Decision: the lamps stay, see #12.\n";

/// A report that was recorded under another name, and its first and last commit.
fn repository() -> Option<(Repo, [String; 2])> {
    let repo = Repo::new()?;
    let first = repo.write("old/2024-03-21.md", REPORT).commit("2024-03-22");
    repo.git(&["mv", "old", "minutes"]);
    let last = repo.write("minutes/2024-03-21.md", &REPORT.replace("stay,", "stay on,")).commit("2024-04-02");
    repo.write("readme.txt", "else").commit("2024-05-01");
    Some((repo, [first, last]))
}

fn settings(forge: Forge) -> Settings {
    Settings {
        series: SeriesRules::new([("minutes/**".to_owned(), "council".to_owned())]).unwrap(),
        web: Some(Web { forge, address: "https://forge.example/harbour/lamps".to_owned() }),
        issues: Some("harbour/work".to_owned()),
        ..Settings::default()
    }
}

fn source(path: &Path, branch: Option<&str>, settings: Settings) -> Source {
    let branch = branch.map(str::to_owned);
    Source::of(&Spec { place: Place::Path(path.to_owned()), branch, settings }, &nowhere()).unwrap()
}

/// A site without `source_base`.
fn site(sources: &[Source]) -> Router {
    let archive = Archive::in_memory().unwrap();
    archive.ingest(sources, &Team::default(), &Silent).unwrap();
    crate::web::router(Arc::new(archive), crate::web::WebConfig { source_base: None, ..config() })
}

async fn get(site: &Router, path: &str) -> Reply {
    let reply = ask(site.clone(), Method::GET, path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.body);
    reply
}

#[tokio::test]
async fn a_report_tells_its_commits_and_its_lines_at_them() {
    let Some((repo, [first, last])) = repository() else { return };
    let site = site(&[source(repo.root(), Some("main"), settings(Forge::Github))]);
    let page = get(&site, "/reports/council/2024-03-21").await.body;
    let web = "https://forge.example/harbour/lamps";
    for part in [
        format!("{web}/blob/{last}/minutes/2024-03-21.md?plain=1#L1-L5"),
        format!("{web}/commit/{first}"),
        format!("{web}/commit/{last}"),
        "First recorded <time datetime=\"2024-03-22T12:00:00Z\">22 March 2024</time>".to_owned(),
        "last changed <time datetime=\"2024-04-02T12:00:00Z\">2 April 2024</time>".to_owned(),
    ] {
        // Askama writes `#` and `&` of addresses in numbers.
        assert!(page.replace("&#35;", "#").contains(&part), "no {part} in {page}");
    }
    let report: serde_json::Value =
        serde_json::from_str(&get(&site, "/api/v1/reports/council/2024-03-21").await.body).unwrap();
    assert_eq!(report["provenance"]["first"]["commit"], first);
    assert_eq!(report["provenance"]["last"]["time"], "2024-04-02T12:00:00Z");
    let refs = report["entries"].as_array().unwrap().iter().map(|entry| &entry["refs"][0]);
    assert!(refs.clone().any(|named| named == "harbour/work#12"), "a bare number has a repository: {report}");
    let found: serde_json::Value =
        serde_json::from_str(&get(&site, "/api/v1/search?q=kind:decision").await.body).unwrap();
    assert_eq!(
        found["hits"][0]["source_url"],
        format!("{web}/blob/{last}/minutes/2024-03-21.md?plain=1#L5-L5")
    );
    for feed in ["/search.atom?q=kind:decision", "/reports.atom"] {
        let feed = get(&site, feed).await.body;
        assert!(
            feed.contains("<updated>2024-04-02T12:00:00Z</updated>\n<published>2024-03-21T00:00:00Z"),
            "{feed}"
        );
    }
}

#[tokio::test]
async fn lines_of_several_sources_lead_to_their_own_forges() {
    let (Some((one, [_, last])), Some((other, [_, twin]))) = (repository(), repository()) else { return };
    let named = |name: &str, forge| Settings { name: Some(name.to_owned()), ..settings(forge) };
    let sources = [
        source(one.root(), Some("main"), named("one", Forge::Gitlab)),
        // A folder of a work tree, with a file that is not as it was committed.
        source(
            &other.at("minutes"),
            None,
            Settings { series: SeriesRules::default(), ..named("two", Forge::Forgejo) },
        ),
    ];
    other.write("minutes/2024-04-18.md", REPORT);
    let site = site(&sources);
    let links = |body: &str| {
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let hits = body["hits"].as_array().unwrap().clone();
        let link = |hit: &serde_json::Value| {
            format!("{} {}", hit["path"].as_str().unwrap(), hit["source_url"].as_str().unwrap_or("-"))
        };
        let mut links: Vec<String> = hits.iter().map(link).collect();
        links.sort();
        links
    };
    let found = get(&site, "/api/v1/search?q=kind:decision").await.body;
    let web = "https://forge.example/harbour/lamps";
    assert_eq!(
        links(&found),
        [
            format!("one/minutes/2024-03-21.md {web}/-/blob/{last}/minutes/2024-03-21.md?plain=1#L5-5"),
            format!("two/2024-03-21.md {web}/src/commit/{twin}/minutes/2024-03-21.md?display=source#L5-L5"),
            "two/2024-04-18.md -".to_owned(),
        ]
    );
}
