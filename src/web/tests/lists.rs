//! Lists that are longer than a page, and addresses worth keeping.

use super::registers::site;
use super::{ask, get};
use axum::Router;
use axum::http::{Method, StatusCode};
use std::fmt::Write;

/// A meeting of so many people, each with an action and an issue.
fn crowd(people: usize) -> Router {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let name = |n: usize| format!("Ada{}{} Holm", letter(n / 26), letter(n));
    let mut text = "# Yard 2024-05-02\n\nPresent:\n\n".to_owned();
    for n in 0..people {
        writeln!(text, "- {} / Oak / @yard-{n}", name(n)).unwrap();
    }
    text.push_str("\n## Actions\n\n");
    for n in 0..people.min(20) {
        writeln!(text, "- [ ] @yard-{n}: mend https://github.com/yard/gate/issues/{}", n + 1).unwrap();
    }
    site(&[("yard/2024-05-02.md", &text)])
}

async fn body(app: &Router, path: &str) -> String {
    ask(app.clone(), Method::GET, path).await.body
}

#[tokio::test]
async fn a_long_list_is_cut_into_pages() {
    let app = crowd(520);
    for (path, rows, beside) in [
        ("/people", 200, "rel=\"next\" href=\"/people?page=2\""),
        ("/people?page=3", 120, "rel=\"prev\" href=\"/people?page=2\""),
        ("/people?page=9", 0, "nothing more on this page. <a href=\"/people?page=3\">"),
    ] {
        let page = body(&app, path).await;
        assert_eq!(page.matches("<th scope=\"row\">").count(), rows, "{path}");
        assert!(page.contains(beside) && page.contains(">520"), "{path}: {page}");
    }
    for path in ["/people?page=0", "/topics?page=x", "/people?page=99999999999999999999"] {
        assert_eq!(get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let topics = get("/topics?page=2").await.body;
    assert!(
        topics.contains("nothing more on this page") && !topics.contains("No topic was found"),
        "{topics}"
    );
}

#[tokio::test]
async fn a_report_tells_of_a_few_actions_and_folds_the_rest() {
    let page = body(&crowd(20), "/reports/yard/2024-05-02").await;
    let side = page.split("<aside").nth(1).and_then(|rest| rest.split("</aside>").next()).unwrap();
    assert_eq!(side.matches("<summary>14 more</summary>").count(), 2, "{side}");
    let actions = side.split("badge action").nth(1).unwrap();
    let (seen, folded) = actions.split_once("14 more").unwrap();
    assert_eq!(seen.matches("<li>").count(), 6, "{seen}");
    assert_eq!(folded.split("</details>").next().unwrap().matches("<li>").count(), 14, "{folded}");
    let few = body(&crowd(8), "/reports/yard/2024-05-02").await;
    assert!(!few.contains(" more</summary>"), "{few}");
}

#[tokio::test]
async fn a_place_that_is_written_in_two_ways_is_told_once() {
    let report = |place: &str| format!("# Yard\n\nPresent:\n\n- Ada Holm / {place} / @ada\n\n- the gate\n");
    let reports = [("yard/2024-05-02.md", report("Oakfield")), ("yard/2024-05-09.md", report("oakfield"))];
    let reports: Vec<(&str, &str)> = reports.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let page = body(&site(&reports), "/people/ada").await;
    assert_eq!(page.to_lowercase().matches(">oakfield<").count(), 1, "{page}");
}

#[tokio::test]
async fn a_person_has_the_questions_and_proposals_they_are_named_in() {
    let text = "# Yard 2024-05-02\n\nPresent:\n\n- Ada Holm / Oak / @ada\n\n## Gate\n\n\
                - @ada: should the gate be painted?\n- the gate is heavy, says @ada\n";
    let page = body(&site(&[("yard/2024-05-02.md", text)]), "/people/ada").await;
    let part = page.split("id=\"raised\"").nth(1).and_then(|rest| rest.split("</section>").next());
    let part = part.unwrap_or_else(|| panic!("{page}"));
    assert!(part.contains("should the gate") && !part.contains("heavy"), "{part}");
}

#[tokio::test]
async fn the_address_of_a_register_names_only_what_is_chosen() {
    for (sent, kept) in [
        ("/actions?state=open&owner=&series=harbour&year=&grade=&age=", "/actions?state=open&series=harbour"),
        ("/decisions?person=&series=&year=&grade=&age=", "/decisions"),
    ] {
        let reply = get(sent).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, kept), "{sent}");
        assert_eq!(get(kept).await.status, StatusCode::OK);
    }
}
