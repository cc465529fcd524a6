//! The registers, and what pages tell of a topic, a person, a series and the archive.

use super::{ask, config, get};
use crate::archive::{Archive, Silent};
use crate::source::Source;
use crate::vocabulary::Team;
use crate::web::router;
use axum::Router;
use axum::http::{Method, StatusCode};
use std::sync::Arc;

/// A site over some reports; over none where the list is empty.
pub(super) fn site(reports: &[(&str, &str)]) -> Router {
    let archive = Archive::in_memory().unwrap();
    if !reports.is_empty() {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in reports {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        archive.ingest(&[Source::at(folder.path()).unwrap()], &Team::default(), &Silent).unwrap();
    }
    router(Arc::new(archive), config())
}

/// How many rows a page of a register has.
fn rows(body: &str) -> usize {
    body.matches("<article class=\"hit ").count()
}

#[tokio::test]
async fn a_register_counts_what_the_same_search_counts() {
    let cases = [
        ("/decisions", "kind:decision"),
        ("/decisions?series=harbour", "kind:decision+series:harbour"),
        ("/decisions?year=2024&grade=explicit", "kind:decision+year:2024+grade:explicit"),
        ("/decisions?age=3m", "kind:decision+on:2024-03-01..2100"),
        ("/decisions?state=asked", "kind:proposal"),
        ("/actions", "kind:action"),
        ("/actions?state=open", "kind:action+is:open"),
        ("/actions?state=done&series=harbour", "kind:action+is:done+series:harbour"),
        ("/actions?owner=ines", "kind:action+owner:ines"),
        ("/actions?age=1y", "kind:action+before:2023-06-02"),
    ];
    for (page, search) in cases {
        let total = get(&format!("/api/v1/search?q={search}")).await.json()["total"].as_u64().unwrap();
        let body = get(page).await.body;
        assert_eq!(rows(&body), usize::try_from(total).unwrap(), "{page}: {body}");
        let said = body.split("<strong>").nth(1).unwrap_or_default();
        assert!(said.starts_with(&total.to_string()), "{page}: {said}");
    }
}

#[tokio::test]
async fn a_row_tells_line_owner_thread_and_how_it_stands() {
    let decisions = get("/decisions").await;
    assert!(decisions.body.contains("whale oil is banned"), "{}", decisions.body);
    assert!(decisions.body.contains("raised 1 Feb 2024, settled 1 Mar 2024"), "{}", decisions.body);
    let newest = decisions.body.find("<h2>May 2024</h2>").unwrap();
    assert!(newest < decisions.body.find("<h2>March 2024</h2>").unwrap());
    let done = get("/actions?state=done").await;
    assert!(done.body.contains("Action done") && done.body.contains("form=\"tray\""), "{}", done.body);
    assert!(done.links().contains(&"/people/ines".to_owned()), "{:?}", done.links());
}

#[tokio::test]
async fn a_day_that_has_passed_is_said_in_words() {
    let text = "# Yard 2024-05-02\n\n## Actions\n\n- [ ] Ada Holm: sweep the yard by 2024-05-20\n\
                - [ ] Ada Holm: paint the gate by 2024-07-20\n- [x] Ada Holm: oil the lock by 2024-05-10\n";
    let app = site(&[("yard/2024-05-02.md", text)]);
    let page = ask(app.clone(), Method::GET, "/actions").await.body;
    let late = "due 20 May 2024</span> <strong class=\"late\">overdue</strong>";
    assert_eq!((page.matches(late).count(), page.matches("overdue").count()), (1, 1), "{page}");
    assert!(page.contains("due 20 Jul 2024") && !page.contains("due 10 May"), "{page}");
    // The passage's own page says the same.
    let entries = page.split("href=\"").filter_map(|rest| rest.split('"').next());
    let mut said = Vec::new();
    for path in entries.filter(|href| href.starts_with("/entry/")) {
        let page = ask(app.clone(), Method::GET, path).await.body;
        let due = page.split("<h2>Due</h2><p>").nth(1).and_then(|rest| rest.split("</p>").next());
        said.push(due.unwrap_or_default().to_owned());
    }
    let late = "20 May 2024 <strong class=\"late\">overdue</strong>";
    for due in ["10 May 2024", late, "20 July 2024"] {
        assert!(said.iter().any(|said| said == due), "{due}: {said:?}");
    }
}

#[tokio::test]
async fn what_was_asked_for_and_settled_later_says_so() {
    let asked = "# Yard 2024-04-04\n\n## New gate of oak\n\n- Proposal: buy the oak gate\n\n\
                 ## Fence\n\n- Proposal: move the fence\n";
    let settled = "# Yard 2024-05-02\n\n## New gate of oak\n\n- Decision: the oak gate is bought\n";
    let app = site(&[("yard/2024-04-04.md", asked), ("yard/2024-05-02.md", settled)]);
    let page = ask(app.clone(), Method::GET, "/decisions?state=asked").await;
    assert_eq!(
        (rows(&page.body), page.body.matches("settled 2 May 2024</span>").count()),
        (2, 1),
        "{}",
        page.body
    );
    // A line that says little stands below its heading.
    assert!(page.body.contains("<p class=\"path\" dir=\"auto\"><span>Fence</span></p>"), "{}", page.body);
    let entry = page.links().into_iter().find(|link| link.contains("buy-the-oak-gate")).unwrap();
    let entry = ask(app, Method::GET, &entry).await;
    assert!(
        entry.body.contains("raised 4 Apr 2024, settled 2 May 2024")
            || entry.body.contains("proposed 4 Apr 2024, settled 2 May 2024"),
        "{}",
        entry.body
    );
    assert!(entry.links().iter().any(|link| link.starts_with("/thread/yard/")), "{:?}", entry.links());
}

#[tokio::test]
async fn the_overview_by_owner_leads_to_as_many_actions() {
    let page = get("/actions").await;
    let table = page.body.split("class=\"owners\"").nth(1).unwrap_or_default();
    let row = table.split("<tbody><tr>").nth(1).unwrap_or_default();
    let href = row.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let open = row.split("class=\"num\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
    let theirs = get(&href.replace("&#38;", "&")).await;
    assert_eq!(rows(&theirs.body).to_string(), open, "{href}: {}", theirs.body);
    assert!(row.contains("2024"), "{row}");
}

#[tokio::test]
async fn filters_keep_what_is_chosen_and_refuse_what_is_not_known() {
    let page = get("/decisions?series=harbour&year=2024").await;
    assert!(page.body.contains("<option value=\"harbour\" selected>"), "{}", page.body);
    let asked = "/decisions?state=asked&series=harbour&year=2024".to_owned();
    assert!(page.links().contains(&asked), "{:?}", page.links());
    for (path, wanted) in [
        ("/decisions?state=open", "must be one of: asked"),
        ("/actions?age=7", "must be one of: 3m, 12m, 1y, 3y"),
        ("/actions?page=0", "whole number from 1"),
        (&format!("/actions?owner={}", "x".repeat(300)), "is longer than 200 bytes"),
    ] {
        let page = get(path).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(page.body.contains(wanted), "{path}: {}", page.body);
    }
    let beyond = get("/actions?page=9").await;
    assert!(beyond.body.contains("nothing more on this page"), "{}", beyond.body);
}

#[tokio::test]
async fn what_an_address_says_is_never_executed() {
    let bad = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for path in [
        format!("/decisions?series={bad}&year={bad}&person={bad}&grade={bad}"),
        format!("/actions?owner={bad}"),
        format!("/actions?state={bad}"),
    ] {
        let page = get(&path).await;
        assert!(!page.body.contains("<script>"), "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn registers_have_pages() {
    let lines: Vec<String> =
        (1..=120).map(|n| format!("- Decision: rule number {n} of the kiln stands")).collect();
    let text = format!("# Kiln 2024-05-02\n\n{}\n", lines.join("\n"));
    let app = site(&[("kiln/2024-05-02.md", &text)]);
    let first = ask(app.clone(), Method::GET, "/decisions?series=kiln").await;
    assert_eq!(rows(&first.body), 50, "{}", first.body);
    assert!(first.links().contains(&"/decisions?series=kiln&page=2".to_owned()), "{:?}", first.links());
    let third = ask(app, Method::GET, "/decisions?page=3").await;
    assert_eq!(rows(&third.body), 20, "{}", third.body);
    assert!(third.body.contains("Page 3 of 3") && !third.body.contains("rel=\"next\""));
}

#[tokio::test]
async fn an_empty_archive_has_all_pages() {
    let app = site(&[]);
    let nothing = [
        ("/", "holds no reports yet"),
        ("/search", "holds no passages yet"),
        ("/search?q=gate", "No passage in this archive"),
        ("/reports", "There are no reports yet"),
        ("/people", "names anybody"),
        ("/topics", "No topic was found"),
        ("/ref", "No report of this archive names an issue"),
        ("/decisions", "Nothing here"),
        ("/decisions?state=asked", "Nothing here"),
        ("/actions", "Nothing here"),
        ("/warnings", "without doubt"),
        ("/about", "There are no reports yet"),
        ("/cite", "Tick passages"),
    ];
    for (path, said) in nothing {
        let page = ask(app.clone(), Method::GET, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        assert!(page.body.contains(said), "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn odd_reports_have_all_pages() {
    let long = format!(
        "# {} 2024-05-02\n\nPresent: <script>alert(1)</script> Ada, Ben Oak\n\n- Decision: the kiln is shut\n",
        "Long ".repeat(100)
    );
    let undated =
        "# Kiln\n\nPresent: Ada Holm, Ben Oak\n\n- Decision: no day for it\n- [ ] Ada Holm: find the day\n";
    let rtl = "# اجتماع 2024-05-02\n\nPresent: ليلى حداد, Ada Holm\n\n- Decision: شرح سياسة الخصوصية\n";
    for text in [long.as_str(), undated, rtl] {
        let app = site(&[("kiln/notes.md", text)]);
        let mut paths: Vec<String> =
            ["/decisions", "/actions", "/about", "/series/kiln"].map(str::to_owned).into();
        let people = ask(app.clone(), Method::GET, "/people").await;
        paths.extend(people.links().into_iter().filter(|link| link.starts_with("/people/")));
        for path in paths {
            let page = ask(app.clone(), Method::GET, &path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(!page.body.contains("<script>alert"), "{path}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn a_topic_tells_its_course_and_a_person_their_attendance() {
    let topics = get("/topics").await;
    let topic = topics.links().into_iter().find(|link| link == "/topics/federation").unwrap();
    let page = get(&topic).await;
    assert!(page.body.contains("First raised on 16 May 2024 (community)"), "{}", page.body);
    assert!(page.body.contains("role=\"img\" aria-label=\"2024: "), "{}", page.body);
    assert!(page.body.contains("<rect class=\"decision\""), "{}", page.body);
    let page = get("/people/ines").await;
    assert!(page.body.contains("1\u{a0}meeting attended"), "{}", page.body);
    assert!(page.body.contains("Speaks of"), "{}", page.body);
}

#[tokio::test]
async fn a_series_has_a_calendar_with_gaps_and_cancelled_meetings() {
    let report = "# Yard\n\nPresent: Ada Holm, Ben Oak\n\n- we swept\n";
    let cancelled = "# Yard\n\nThe meeting was cancelled.\n";
    let months = ["2024-01-05", "2024-02-02", "2024-03-01", "2024-04-05", "2024-08-02"];
    let mut files: Vec<(String, &str)> = months.map(|day| (format!("yard/{day}.md"), report)).into();
    files.push(("yard/2024-06-07.md".to_owned(), cancelled));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let page = ask(site(&files), Method::GET, "/series/yard").await;
    assert!(page.body.contains("aria-label=\"2 February 2024\">2</a>"), "{}", page.body);
    assert!(page.body.contains("May 2024: no report"), "{}", page.body);
    assert!(page.body.contains("June 2024: a meeting was called off"), "{}", page.body);
    assert!(page.body.contains("monthly") && page.body.contains("Usually there"), "{}", page.body);
}

#[tokio::test]
async fn the_archive_says_what_it_covers_and_what_it_keeps() {
    let page = get("/about").await;
    for wanted in
        ["16 May 2024", "No cookies", "href=\"/warnings\"", "href=\"/series/harbour\"", "Minutebook "]
    {
        assert!(page.body.contains(wanted), "{wanted}: {}", page.body);
    }
}
