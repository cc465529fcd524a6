//! `minutebook check`: what it prints in every form, and what its exit status says.

use crate::support::program::Place;
use insta::assert_snapshot;
use serde_json::Value;

/// Reports with something to tell: a year that slipped, a task that is nobody's, a dead link, a form, a cancelled month.
fn minutes() -> Place {
    let files: [(&str, &str); 7] = [
        (
            "minutes/forum/2022-01-06.md",
            "# Forum\n\nDate: January 6, 2021\n\nPresent: Ada Quill, Ben Marsh\n\n- See [the last one](2021-12-02.md).\n",
        ),
        (
            "minutes/forum/2022-02-03.md",
            "# Forum\n\n## Present\n\n- name / institution / @handle\n- Ada Quill\n\n## Action items\n\n- [ ] paint the shed\n",
        ),
        (
            "minutes/forum/2022-03-03.md",
            "# Forum\n\nDate: Friday, 3 March 2022\n\nPresent: Ada Quill\n\n- Añadir rosas\n",
        ),
        (
            "minutes/forum/2022-04-07.md",
            "# Forum of 7 April 2022\n\nPresent: Ada Quill\n\n- **Decision:** oak.\n",
        ),
        ("minutes/forum/2022-05-05.md", "# Forum\n\nThe meeting was cancelled.\n"),
        ("minutes/forum/2022-09-01.md", "# Forum\n\nPresent: Ada Quill\n\n- Ada will call the town.\n"),
        ("minutes/words.md", "These are words about nothing.\n"),
    ];
    Place::with(&files.map(|(path, text)| (path, text.as_bytes())))
}

#[test]
fn diagnostics_in_every_form() {
    let place = minutes();
    for format in ["text", "short", "json", "github"] {
        assert_snapshot!(
            format!("check_{format}"),
            place.transcript(&["check", "minutes", "--format", format])
        );
    }
    let coverage = place.transcript(&["check", "minutes", "--coverage"]);
    assert_snapshot!("check_coverage", coverage);
}

#[test]
fn the_exit_status_says_whether_there_are_errors() {
    let place = minutes();
    let status = |arguments: &[&str]| {
        let all: Vec<&str> = ["check", "minutes"].iter().chain(arguments).copied().collect();
        place.call(&all).output().unwrap().status.code()
    };
    assert_eq!(status(&[]), Some(0), "warnings are no errors");
    assert_eq!(status(&["--deny", "warnings"]), Some(1));
    assert_eq!(status(&["--deny", "no-owner"]), Some(1), "one rule");
    assert_eq!(
        status(&["--deny", "no-owner", "--allow", "no-owner"]),
        Some(0),
        "what is allowed is not looked at"
    );
    assert_eq!(status(&["--rule", "no-owner", "--deny", "warnings"]), Some(0), "a note is no warning");
    assert_eq!(status(&["--rule", "no-owner", "--deny", "notes"]), Some(1));
    assert_eq!(status(&["--deny", "warnings", "--coverage"]), Some(1), "whatever is printed");
    std::fs::write(place.path("minutes/picture.md"), b"\x00\x01\x02").unwrap();
    assert_eq!(status(&[]), Some(1), "a file that is lost is an error");
    assert_eq!(status(&["--allow", "binary"]), Some(0));
    assert_eq!(place.call(&["check", "nowhere"]).output().unwrap().status.code(), Some(2));
    assert_snapshot!("check_no_rule", place.transcript(&["check", "--deny", "nothing"]));
}

#[test]
fn rules_are_chosen() {
    let place = minutes();
    let only = place.transcript(&["check", "minutes", "--rule", "no-owner", "--format", "short"]);
    assert!(only.contains("note[no-owner]") && only.matches('[').count() == 2, "{only}");
    let without = place.transcript(&["check", "minutes", "--allow", "no-owner", "--format", "short"]);
    assert!(!without.contains("no-owner]") && without.contains("[dead-link]"), "{without}");
}

#[test]
fn one_report_and_several_sources_are_looked_at_too() {
    let place = minutes();
    // Nothing is known of the neighbours of a single file, so nothing is said of its links.
    let one = place.transcript(&["check", "minutes/forum/2022-01-06.md", "--format", "short"]);
    assert!(one.contains("2022-01-06.md:3:7: warning[date-conflict]") && !one.contains("dead-link"), "{one}");
    let both = place.call(&["check", "minutes", "minutes/forum", "--format", "json"]).output().unwrap();
    let both: Value = serde_json::from_slice(&both.stdout).unwrap();
    let names: Vec<&str> =
        both["sources"].as_array().unwrap().iter().map(|source| source["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["minutes", "forum"]);
    let annotated =
        place.transcript(&["check", "./minutes/forum", "--format", "github", "--rule", "no-owner"]);
    assert!(annotated.contains("::notice file=minutes/forum/2022-02-03.md,line=10,col=3"), "{annotated}");
}

#[test]
fn nothing_a_report_says_reaches_the_terminal_or_the_ci() {
    let text = "# Forum\n\nPresent: Ada Quill\n\n- \u{1b}[2J[x](a\u{1b}]0;b.md)\n- [y](%0A::error::z.md)\n- \u{202e}[z](q.md)\n";
    let long = format!("# Forum\n\nPresent: Ada Quill\n\n- [x](no.md) {}\n", "word ".repeat(200_000));
    let place = Place::with(&[
        ("in/forum/2022-01-06.md", text.as_bytes()),
        ("in/forum/2022-02-03.md", long.as_bytes()),
        ("in/forum/2022-03-03.md", b"# Forum\n\n- \xff\xfe [x](no.md)\n"),
        ("in/forum/::error::2022-04-07,x.md", b"# Forum\n\n- [x](no.md)\n"),
    ]);
    for format in ["text", "short", "github", "json"] {
        let output = place.call(&["check", "in", "--format", format]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.len() < 20_000, "{format}: {} bytes", said.len());
        assert!(!said.contains(['\u{1b}', '\u{202e}']) || format == "github", "{format}: {said}");
        assert!(format != "github" || said.lines().all(|line| !line.starts_with("::error")), "{said}");
    }
}

#[test]
fn the_sample_is_looked_at_where_nothing_is_named() {
    let place = Place::empty();
    let told = place.transcript(&["check"]);
    assert!(told.contains("status 0\n") && told.contains("0 errors, 1 warning, "), "{told}");
    assert!(!place.path("index").exists(), "nothing is written");
}

#[test]
fn a_folder_without_markdown_is_no_success() {
    let place = Place::empty();
    std::fs::create_dir(place.path("in")).unwrap();
    std::fs::write(place.path("in/notes.odt"), "no Markdown").unwrap();
    let told = place.transcript(&["check", "in"]);
    assert!(told.contains("no Markdown file there") && !told.contains("status 0\n"), "{told}");
}

#[test]
fn the_index_that_counts_is_looked_at_where_none_is_named() {
    let place = Place::empty();
    place.call(&["index"]).assert().success();
    let told = place.transcript(&["check", "--index"]);
    assert!(told.contains("status 0\n") && told.contains("index: whole, with "), "{told}");
}
