//! What can be wrong with the call, the files and the folder: each has a message that says what to do.

use crate::support::program::{Place, sample, writes_anyway};
use insta::assert_snapshot;
use std::fs::File;

const GOOD: &[u8] = b"# Harbour meeting, 21 March 2024\n\n- the bridge is painted green\n";

/// Without the time that it took.
fn timeless(transcript: &str) -> String {
    let mut text = String::new();
    for line in transcript.lines() {
        let timed =
            line.split_once(" MB) in ").and_then(|(before, rest)| Some((before, rest.split_once(" s: ")?.1)));
        match timed {
            Some((before, rest)) => text.push_str(&format!("{before} MB) in TIME s: {rest}\n")),
            None => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

#[test]
fn files_that_are_no_reports_cost_nothing_else() {
    let place = Place::with(&[
        ("in/2024-03-21.md", GOOD),
        ("in/binary.md", b"\x00\x01\x02\x03"),
        ("in/broken.md", b"# Meeting of 3 May 2024\n\n- a byte \xff that is no text\n"),
        ("in/empty.md", b""),
        ("in/words.md", b"These are words about nothing.\n"),
        ("in/picture.png", b"\x89PNG"),
    ]);
    File::create(place.path("in/large.md")).unwrap().set_len(50_000_000).unwrap();
    assert_snapshot!(timeless(&place.transcript(&["index", "in"])));
    // The broken byte is shown as such, and the words around it are found.
    place.call(&["search", "byte"]).assert().success();
}

#[test]
fn many_warnings_are_counted_unless_all_are_wanted() {
    let place = Place::with(&[("in/2024-03-21.md", GOOD)]);
    for number in 0..20 {
        std::fs::write(place.path(&format!("in/{number:02}.md")), "").unwrap();
    }
    let some = place.transcript(&["index", "in"]);
    assert_eq!(some.matches("warning[empty]").count(), 12, "{some}");
    assert!(some.contains("… and 8 more warnings; `minutebook index --warnings` prints all"), "{some}");
    let all = place.transcript(&["index", "in", "--warnings"]);
    assert_eq!(all.matches("warning[empty]").count(), 20, "{all}");
}

#[test]
fn folders_without_reports_say_so() {
    let place = Place::with(&[("words/words.md", b"These are words about nothing.\n"), ("text/a.txt", GOOD)]);
    std::fs::create_dir(place.path("nothing")).unwrap();
    for folder in ["nothing", "text", "words"] {
        assert_snapshot!(format!("index_{folder}"), timeless(&place.transcript(&["index", folder])));
    }
}

#[test]
fn what_is_not_there_is_named() {
    let place = Place::with(&[("a.md", GOOD)]);
    for (name, call) in [
        ("missing_source", &["index", "a.md", "no/such/folder"] as &[&str]),
        ("missing_export", &["export", "no/such/folder"]),
        ("missing_config", &["index", "--config", "no.toml"]),
        ("missing_index_search", &["search", "bridge"]),
        ("missing_index_serve", &["serve", "--index", "elsewhere"]),
        ("missing_index_export", &["export"]),
    ] {
        assert_snapshot!(name, place.transcript(call));
    }
    assert!(!place.path("index").exists() && !place.path("elsewhere").exists(), "nothing is made by asking");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let place = Place::with(&[("a.md", GOOD), ("file", b"no folder")]);
    assert_snapshot!("index_in_a_file", place.transcript(&["index", "a.md", "--index", "file"]));

    let locked = place.path("locked");
    std::fs::create_dir(&locked).unwrap();
    let mut permissions = std::fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&locked, permissions).unwrap();
    if writes_anyway(&locked) {
        println!("skipped: a read-only folder for the index (this user may write everywhere)");
        return;
    }
    let said = place.transcript(&["index", "a.md", "--index", "locked"]);
    assert!(
        said.contains("status 2\n") && said.contains("locked/v3/engine: cannot write the index"),
        "{said}"
    );
}

#[test]
fn wrong_settings_tell_the_place() {
    for (name, text) in [
        ("config_key", "sources = ['a']\ntitel = 'x'\n"),
        ("config_address", "listen = '8080'\n"),
        ("config_syntax", "sources = ['a'\n"),
    ] {
        let place = Place::with(&[("minutebook.toml", text.as_bytes())]);
        assert_snapshot!(name, place.transcript(&["index"]));
    }
}

#[test]
fn wrong_calls_tell_what_would_be_right() {
    let sample = sample();
    for (name, call) in [
        ("call_command", &["serch", "x"] as &[&str]),
        ("call_flag", &["index", "--warning"]),
        ("call_format", &["search", "x", "--format", "xml"]),
        ("call_limit", &["search", "x", "--limit", "0"]),
        ("call_listen", &["serve", "--listen", "8080"]),
        ("call_minus", &["search", "-x"]),
        ("call_no_query", &["search"]),
    ] {
        assert_snapshot!(name, sample.transcript(call));
    }
}

#[test]
fn wrong_queries_tell_the_place_and_a_way_out() {
    let sample = sample();
    for (name, query) in [
        ("query_field", "federation knd:decision"),
        ("query_value", "kind:decidion federation"),
        ("query_bracket", "(federation"),
        ("query_nothing", "xyzzyplugh"),
    ] {
        assert_snapshot!(name, sample.transcript(&["search", query]));
    }
}
