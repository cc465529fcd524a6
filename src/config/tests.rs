//! Cases for settings.

use super::{Config, listen_address};
use crate::source::Place;
use std::path::{Path, PathBuf};

#[test]
fn a_file_overrides_defaults_and_its_paths_are_its_own() {
    let config = Config::read("sources = ['reports']\nlisten = '127.0.0.1:9000'", Path::new("etc")).unwrap();
    assert_eq!(config.sources[0].place, Place::Path(PathBuf::from("etc/reports")));
    assert_eq!(config.listen.port(), 9000);
    assert_eq!(config.index, PathBuf::from("index"));
}

#[test]
fn files_of_the_team_are_named_or_lie_beside() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let read = |text: &str| Config::read(text, folder.path()).unwrap();
    assert_eq!((read("").people, read("").topics), (vec![], vec![]));
    for name in ["people.toml", "topics.toml"] {
        std::fs::write(at(name), "").unwrap();
    }
    assert_eq!((read("").people, read("").topics), (vec![at("people.toml")], vec![at("topics.toml")]));
    let named = read("people = ['a.toml', 'b.yaml']\ntopics = 'c.toml'");
    assert_eq!((named.people, named.topics), (vec![at("a.toml"), at("b.yaml")], vec![at("c.toml")]));
    assert!(read("people = []").people.is_empty());
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    insta::assert_snapshot!(Config::read("titel = 'x'", Path::new("")).unwrap_err(), @r"
    TOML parse error at line 1, column 1
      |
    1 | titel = 'x'
      | ^^^^^
    unknown field `titel`, expected one of `sources`, `source`, `index`, `listen`, `title`, `source_base`, `public_url`, `issues`, `people`, `topics`, `updates`, `metrics`, `git`, `hooks`
    ");
    insta::assert_snapshot!(Config::read("listen = '8080'", Path::new("")).unwrap_err(), @r"
    TOML parse error at line 1, column 10
      |
    1 | listen = '8080'
      |          ^^^^^^
    give an address and a port up to 65535, such as 127.0.0.1:8080
    ");
}

#[test]
fn the_public_address_and_the_tracker_are_checked() {
    let read = |text: &str| Config::read(text, Path::new(""));
    let config = read(
        "public_url = 'https://minutes.example/'\n\
         [issues]\nforge = 'gitlab'\nurl = 'https://gitlab.example/port/quay'\nlabels = ['minutes']",
    );
    let config = config.unwrap();
    assert_eq!(config.public_url.as_deref(), Some("https://minutes.example"));
    assert_eq!(config.issues.unwrap().name(), "port/quay");
    for wrong in [
        "minutes.example",
        "https://a.example/minutes",
        "ftp://a.example",
        "https://x@a.example",
        "https://a.example?",
    ] {
        let said = read(&format!("public_url = '{wrong}'")).unwrap_err();
        assert!(said.contains("such as https://minutes.example"), "{said}");
    }
    insta::assert_snapshot!(read("[issues]\nforge = 'jira'\nurl = 'https://a.example/b/c'").unwrap_err());
    insta::assert_snapshot!(read("[issues]\nforge = 'github'\nurl = 'https://github.com/port'").unwrap_err());
    insta::assert_snapshot!(read("[issues]\nforge = 'github'").unwrap_err());
}

#[test]
fn an_interval_is_a_time_that_makes_sense() {
    let read = |text: &str| Config::read(&format!("[updates]\ninterval = '{text}'"), Path::new(""));
    for (text, seconds) in [("30s", 30), ("5m", 300), ("1h 30m", 5_400), ("5 minutes", 300)] {
        let interval = read(text).unwrap().updates.interval.unwrap();
        assert_eq!(interval.0.as_secs(), seconds, "{text}");
    }
    for wrong in ["", "5", "0s", "-5m", "30d", "soon"] {
        let said = read(wrong).unwrap_err();
        assert!(said.contains("such as 30s, 5m or 1h 30m") && said.contains("line 2"), "{said}");
    }
}

#[test]
fn sources_are_paths_addresses_and_tables() {
    let text = r#"
        sources = ["minutes", "https://github.com/harbour/lamps#drafts"]
        [[source]]
        name = "council"
        url = "git@git.harbour.example:harbour/council.git"
        branch = "main"
        include = "docs/meetings/**"
        exclude = ["**/template.md", "docs/meetings/old"]
        series = { "docs/meetings/**" = "council", "docs/meetings/budget/**" = "budget" }
        visibility = "public"
        forge = "forgejo"
        issues = "harbour/council"
        [[source]]
        path = "../crane"
        web = "https://gitlab.harbour.example/harbour/crane"
        series = "crane"
    "#;
    insta::assert_debug_snapshot!(Config::read(text, Path::new("etc")).unwrap().sources);
}

#[test]
fn what_is_wrong_with_a_source_is_said_with_its_place() {
    let cases = [
        "sources = ['minutes', 'http://forge.example/a/b']",
        "sources = ['https://ada:word@forge.example/a/b']",
        "[[source]]\nname = 'a'",
        "[[source]]\npath = 'a'\nurl = 'https://forge.example/a/b'",
        "[[source]]\npath = 'a'\nbrnch = 'main'",
        "[[source]]\npath = 'a'\nbranch = '-x'",
        "[[source]]\nurl = 'ext::sh -c true'",
        "[[source]]\npath = 'a'\nname = 'a/b'",
        "[[source]]\npath = 'a'\ninclude = ['docs/[a']",
        "[[source]]\npath = 'a'\ninclude = 7",
        "[[source]]\npath = 'a'\nseries = { 'a/**' = '' }",
        "[[source]]\npath = 'a'\nseries = 7",
        "[[source]]\npath = 'a'\nvisibility = 'members'",
        "[[source]]\nurl = 'https://forge.example/a/b'\nforge = 'svn'",
        "[[source]]\npath = 'a'\nforge = 'github'",
        "[[source]]\npath = 'a'\nweb = 'https://forge.example/a/b'",
        "[[source]]\npath = 'a'\nweb = 'forge.example/a'",
        "[[source]]\npath = 'a'\nissues = 'lamps'",
        "[[source]]\npath = 'a'\nname = 'x'\n[[source]]\npath = 'b'\nname = 'x'",
    ];
    let told = cases.map(|text| format!("{}\n", Config::read(text, Path::new("")).unwrap_err()));
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn localhost_is_an_address() {
    assert_eq!(listen_address("localhost:9000"), Ok(([127, 0, 0, 1], 9000).into()));
    assert_eq!(listen_address("[::1]:80").map(|address| address.port()), Ok(80));
    for wrong in ["", "localhost", "8080", ":8080", "127.0.0.1:80000", "localhost:"] {
        assert!(listen_address(wrong).is_err(), "{wrong}");
    }
}
