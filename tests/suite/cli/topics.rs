//! `minutebook topics`, and the file in which a team says what its topics are.

use crate::support::program::Place;
use insta::assert_snapshot;

const REPORT: &[u8] = b"# Harbour meeting, 2024-03-21\n\n- The roses by the pier are in bloom.\n- Privacy was spoken of, and \"#1 A/B+\" too.\n";

#[test]
fn topics_are_listed_with_what_could_be_said_of_them() {
    let place = Place::with(&[("minutes/harbour/2024-03-21.md", REPORT)]);
    assert_snapshot!(place.transcript(&["topics", "minutes"]));
    assert_snapshot!(place.transcript(&["topics", "minutes", "--format", "json"]));
    assert_snapshot!(place.transcript(&["topics", "minutes", "--format", "csv"]));
}

#[test]
fn an_archive_without_topics_says_so_by_its_status() {
    let place =
        Place::with(&[("minutes/harbour/2024-03-21.md", b"# Harbour, 2024-03-21\n\n- all quiet here\n")]);
    let none = place.transcript(&["topics", "minutes"]);
    assert!(none.contains("status 1\n"), "{none}");
}

#[test]
fn an_index_keeps_what_the_team_says_of_its_topics() {
    let file = b"[[topic]]\nname = 'flowers \"A/B\"'\nsame = ['roses']\nrelated = ['bloom']\n\n[[topic]]\nname = 'privacy'\nhide = true\n";
    let place = Place::with(&[("minutes/harbour/2024-03-21.md", REPORT), ("topics.toml", file)]);
    place.call(&["index", "minutes", "--topics", "topics.toml"]).assert().success();
    std::fs::remove_file(place.path("topics.toml")).unwrap();
    let listed = place.transcript(&["topics", "--format", "csv"]);
    assert!(listed.contains("\"flowers \"\"A/B\"\"\",roses,,team,1,1,2024-03-21,2024-03-21"), "{listed}");
    assert!(!listed.contains("privacy"), "{listed}");
    let found = place.transcript(&["search", "topic:\"flowers \\\"A/B\\\"\""]);
    assert!(found.contains("1 found"), "{found}");
    // The word brings its equals along, though the file is gone.
    let found = place.transcript(&["search", "topic:roses"]);
    assert!(found.contains("1 found"), "{found}");
}

#[test]
fn a_mistake_in_the_file_is_said() {
    let wrong = b"[[topic]]\nname = 'roses'\nhidden = true\n";
    let place = Place::with(&[("minutes/harbour/2024-03-21.md", REPORT), ("topics.toml", wrong)]);
    assert_snapshot!(place.transcript(&["topics", "minutes", "--topics", "topics.toml"]));
}

#[test]
fn an_evaluation_knows_what_the_team_says_of_its_topics() {
    let file = b"[[topic]]\nname = 'flowers'\nsame = ['roses']\n";
    let questions = b"[[question]]\nquery = 'topic:flowers'\nanswers = ['harbour/2024-03-21.md:3']\n";
    let place = Place::with(&[
        ("minutes/harbour/2024-03-21.md", REPORT),
        ("topics.toml", file),
        ("questions.toml", questions),
    ]);
    let without = place.transcript(&["eval", "questions.toml", "minutes"]);
    assert!(without.contains("0.000      0.000"), "{without}");
    let with = place.transcript(&["eval", "questions.toml", "minutes", "--topics", "topics.toml"]);
    assert!(with.contains("1.000  3 "), "{with}");
}
