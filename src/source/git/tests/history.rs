//! Cases for what the history tells.

use super::{Repo, git, nowhere};
use crate::source::{Place, Settings, Source, Spec};
use std::collections::BTreeMap;
use std::path::Path;

/// The first and the last day of each file, and the last commit.
fn told(path: &Path, branch: Option<&str>) -> BTreeMap<String, (String, String, String)> {
    let place = Place::Path(path.to_owned());
    let spec = Spec { place, branch: branch.map(str::to_owned), settings: Settings::default() };
    let reading = Source::of(&spec, &nowhere()).unwrap().read(&|| {}).unwrap();
    let day = |change: &crate::report::Change| change.day().to_string();
    let known = reading.history.into_iter().map(|(path, known)| {
        let first = known.first.as_ref().map(day).unwrap_or_default();
        (path, (first, day(&known.last), known.last.commit))
    });
    known.collect()
}

fn days(told: &BTreeMap<String, (String, String, String)>, path: &str) -> (String, String) {
    let (first, last, _) = &told[path];
    (first.clone(), last.clone())
}

fn pair(first: &str, last: &str) -> (String, String) {
    (first.to_owned(), last.to_owned())
}

const LONG: &str =
    "# Meeting\n\nWe spoke of lamps.\n\nWe spoke of the quay.\n\nWe spoke of the crane.\n\nAda will ask.\n";

#[test]
fn the_first_and_the_last_change_are_found() {
    let Some(repo) = Repo::new() else { return };
    let first = repo.write("a.md", "one").write("b.md", LONG).commit("2024-01-04");
    let second = repo.write("a.md", "two").commit("2024-02-01");
    repo.write("c.txt", "else").commit("2024-03-01");
    let found = told(repo.root(), Some("main"));
    assert_eq!(days(&found, "a.md"), pair("2024-01-04", "2024-02-01"));
    assert_eq!(days(&found, "b.md"), pair("2024-01-04", "2024-01-04"));
    assert_eq!((&found["a.md"].2, &found["b.md"].2), (&second, &first));
    assert_eq!(days(&told(repo.root(), Some(&first)), "a.md"), pair("2024-01-04", "2024-01-04"));
}

#[test]
fn a_file_is_followed_to_its_former_names() {
    let Some(repo) = Repo::new() else { return };
    repo.write("old/a.md", LONG).write("old/b.md", "other words\nof another meeting").commit("2024-01-04");
    repo.git(&["mv", "old", "new"]);
    repo.commit("2024-02-01");
    // Moved and edited at once, beside a file that is quite new and one that is gone.
    repo.git(&["mv", "new/a.md", "2024-01-04.md"]);
    repo.write("2024-01-04.md", &LONG.replace("crane", "tower"))
        .write("fresh.md", "nothing like it")
        .commit("2024-03-01");
    let found = told(repo.root(), Some("main"));
    assert_eq!(days(&found, "2024-01-04.md"), pair("2024-01-04", "2024-03-01"));
    assert_eq!(days(&found, "new/b.md"), pair("2024-01-04", "2024-02-01"));
    assert_eq!(days(&found, "fresh.md"), pair("2024-03-01", "2024-03-01"));
}

#[test]
fn a_file_that_comes_back_begins_anew() {
    let Some(repo) = Repo::new() else { return };
    repo.write("a.md", LONG).write("b.md", "b").commit("2024-01-04");
    repo.git(&["rm", "--quiet", "a.md"]);
    repo.commit("2024-02-01");
    repo.write("a.md", "quite other words").commit("2024-03-01");
    assert_eq!(days(&told(repo.root(), Some("main")), "a.md"), pair("2024-03-01", "2024-03-01"));
}

#[test]
fn whether_a_file_may_be_run_is_no_change_of_it() {
    let Some(repo) = Repo::new() else { return };
    repo.write("a.md", "one").commit("2024-01-04");
    repo.git(&["update-index", "--chmod=+x", "a.md"]);
    git(repo.root(), "2024-02-01", &["commit", "--quiet", "--message", "run it"]);
    assert_eq!(days(&told(repo.root(), Some("main")), "a.md"), pair("2024-01-04", "2024-01-04"));
}

#[test]
fn a_merge_counts_on_its_day() {
    let Some(repo) = Repo::new() else { return };
    repo.write("a.md", "one").commit("2024-01-04");
    repo.git(&["switch", "--quiet", "--create", "side"]);
    repo.write("b.md", "side").commit("2024-02-01");
    repo.git(&["switch", "--quiet", "main"]);
    repo.write("a.md", "two").commit("2024-02-02");
    git(repo.root(), "2024-03-01", &["merge", "--quiet", "--no-ff", "--message", "a merge", "side"]);
    let found = told(repo.root(), Some("main"));
    assert_eq!(days(&found, "b.md"), pair("2024-03-01", "2024-03-01"));
    assert_eq!(days(&found, "a.md"), pair("2024-01-04", "2024-02-02"));
}

#[test]
fn a_history_that_was_written_anew_is_read_as_it_is_now() {
    let Some(repo) = Repo::new() else { return };
    repo.write("a.md", "one").commit("2024-01-04");
    let before = repo.write("a.md", "secret").commit("2024-02-01");
    repo.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    repo.write("b.md", "b").commit("2024-03-01");
    let found = told(repo.root(), Some("main"));
    assert_eq!(days(&found, "a.md"), pair("2024-01-04", "2024-01-04"));
    assert!(found.values().all(|(_, _, commit)| *commit != before));
}

#[test]
fn of_a_history_that_was_cut_off_only_what_is_there_is_told() {
    let Some(repo) = Repo::new() else { return };
    repo.write("a.md", "one").write("b.md", "b").commit("2024-01-04");
    repo.write("a.md", "two").commit("2024-02-01");
    repo.write("a.md", "three").commit("2024-03-01");
    let folder = tempfile::tempdir().unwrap();
    let from = format!("file://{}", repo.root().display());
    git(folder.path(), "2024-03-01", &["clone", "--quiet", "--depth", "2", &from, "shallow"]);
    let found = told(&folder.path().join("shallow"), Some("main"));
    assert_eq!(days(&found, "a.md"), pair("", "2024-03-01"));
    assert!(!found.contains_key("b.md"), "{found:?}");
}

#[test]
fn a_file_on_the_disk_has_a_history_as_long_as_it_is_as_it_was_committed() {
    let Some(repo) = Repo::new() else { return };
    repo.write("minutes/a.md", "one").write("minutes/b.md", "b").commit("2024-01-04");
    repo.write("minutes/b.md", "changed").write("minutes/c.md", "new");
    let found = told(&repo.at("minutes"), None);
    assert_eq!(found.keys().collect::<Vec<_>>(), ["a.md"]);
    assert_eq!(days(&found, "a.md"), pair("2024-01-04", "2024-01-04"));
}

#[test]
fn clocks_may_say_anything() {
    let Some(repo) = Repo::new() else { return };
    repo.write("a.md", "one");
    repo.git(&["add", "--all"]);
    let tree = repo.git(&["write-tree"]);
    for (at, time) in ["-99999999999 +0000", "99999999999999999999 +0000", "nonsense"].iter().enumerate() {
        let text = format!("tree {tree}\nauthor A <a> {time}\ncommitter A <a> {time}\n\nodd\n");
        std::fs::write(repo.at("odd"), text).unwrap();
        let commit = repo.git(&["hash-object", "-t", "commit", "-w", "--literally", "odd"]);
        repo.git(&["update-ref", &format!("refs/heads/odd-{at}"), &commit]);
        // Neither a panic nor an error: the files are read, with a day between 1970 and 2100 or none.
        for (first, ..) in told(repo.root(), Some(&format!("odd-{at}"))).values() {
            assert!(first.as_str() >= "1970-01-01" && first.as_str() <= "2100-01-01", "{first}");
        }
    }
}
