//! Git repositories as sources, as users name them.

use crate::support::program::Place;
use assert_cmd::Command;

/// Runs the `git` program in a folder of a place; `None` where there is none.
fn git(place: &Place, folder: &str, arguments: &[&str]) -> Option<()> {
    let mut command = Command::new("git");
    command.current_dir(place.path(folder)).args(arguments);
    for (name, value) in [
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_AUTHOR_NAME", "Ada Quill"),
        ("GIT_AUTHOR_EMAIL", "ada@harbour.example"),
        ("GIT_AUTHOR_DATE", "2024-03-22T12:00:00Z"),
        ("GIT_COMMITTER_NAME", "Ada Quill"),
        ("GIT_COMMITTER_EMAIL", "ada@harbour.example"),
        ("GIT_COMMITTER_DATE", "2024-03-22T12:00:00Z"),
    ] {
        command.env(name, value);
    }
    let Ok(output) = command.output() else {
        eprintln!("skipped: there is no git program");
        return None;
    };
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(())
}

/// A repository below `team` with one report, in a place whose settings let it be fetched from the disk.
fn harbour() -> Option<Place> {
    let place = Place::with(&[
        (
            "team/council/2024-03-21.md",
            b"# Council\n\nPresent: Ada Quill (@adaq)\n\n- Decision: the lamps stay.\n",
        ),
        ("minutebook.toml", b"[git]\nprotocols = ['https', 'ssh', 'file']\n"),
    ]);
    git(&place, "team", &["init", "--quiet", "--initial-branch=main"])?;
    git(&place, "team", &["add", "--all"])?;
    git(&place, "team", &["commit", "--quiet", "--message", "minutes"])?;
    Some(place)
}

/// What is said, without times.
fn told(place: &Place, arguments: &[&str]) -> String {
    let said = place.transcript(arguments).replace(&place.path("").display().to_string(), "HERE/");
    let mut words = said.split(" in ");
    let first = words.next().unwrap_or_default().to_owned();
    let rest = words.map(|part| match part.split_once(" s: ") {
        Some((time, rest)) if time.parse::<f64>().is_ok() => format!(" in TIME: {rest}"),
        _ => format!(" in {part}"),
    });
    std::iter::once(first).chain(rest).collect()
}

#[test]
fn a_repository_is_fetched_read_and_kept() {
    let Some(place) = harbour() else { return };
    let address = format!("file://{}#main", place.path("team").display());
    insta::assert_snapshot!("fetched", told(&place, &["index", &address]));
    insta::assert_snapshot!("no_branch", told(&place, &["index", &address.replace("main", "mian")]));
    std::fs::rename(place.path("team"), place.path("gone")).unwrap();
    insta::assert_snapshot!("kept", told(&place, &["index", &address]));
    let export = place.call(&["export"]).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&export.stdout).unwrap();
    assert_eq!(report["id"], "council/2024-03-21");
    assert_eq!(report["provenance"]["first"]["time"], "2024-03-22T12:00:00Z");
}

#[test]
fn an_address_that_is_not_fetched_from_ends_with_a_message() {
    let place = Place::empty();
    for (name, address) in [
        ("helper", "ext::sh -c touch% x"),
        ("plain_http", "http://forge.example/team/minutes"),
        ("on_this_machine", "file:///srv/minutes.git"),
        ("password", "https://ada:secret@forge.example/team/minutes"),
        ("odd_branch", "https://forge.example/team/minutes#--upload-pack=x"),
    ] {
        insta::assert_snapshot!(format!("refused_{name}"), told(&place, &["index", address]));
        assert!(!place.path("x").exists() && !place.path("index/sources").exists());
    }
}

#[test]
fn a_bare_repository_and_two_sources_with_one_file_name_are_read() {
    let Some(place) = harbour() else { return };
    git(&place, "", &["clone", "--quiet", "--bare", "team", "other.git"]).unwrap();
    let settings = "sources = ['other.git']\n[[source]]\npath = 'team'\nname = 'first'\nseries = 'harbour'\n";
    std::fs::write(place.path("minutebook.toml"), settings).unwrap();
    place.call(&["index", "--quiet"]).assert().success();
    let export = String::from_utf8(place.call(&["export"]).output().unwrap().stdout).unwrap();
    let reports: Vec<serde_json::Value> =
        export.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let places: Vec<(&str, &str)> = reports
        .iter()
        .map(|report| (report["id"].as_str().unwrap(), report["path"].as_str().unwrap()))
        .collect();
    assert_eq!(
        places,
        [
            ("council/2024-03-21", "other/council/2024-03-21.md"),
            ("harbour/2024-03-21", "first/council/2024-03-21.md")
        ]
    );
}
