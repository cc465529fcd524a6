//! Cases for the files of a commit.

use super::{Repo, git, nowhere};
use crate::source::{MAX_FILE_BYTES, Patterns, Place, Reading, Selection, Settings, Source, Spec};
use std::path::Path;

fn source(path: &Path, branch: Option<&str>, settings: Settings) -> Source {
    let place = Place::Path(path.to_owned());
    Source::of(&Spec { place, branch: branch.map(str::to_owned), settings }, &nowhere()).unwrap()
}

fn read(path: &Path, branch: Option<&str>) -> Result<Reading, String> {
    source(path, branch, Settings::default()).read(&|| {}).map_err(|error| error.to_string())
}

/// The paths and the first words of what is read.
fn shown(reading: &Reading) -> Vec<String> {
    reading.files.iter().map(|file| format!("{}: {}", file.path, file.text.trim())).collect()
}

fn harbour() -> Option<Repo> {
    let repo = Repo::new()?;
    repo.write("minutes/2024-01-04.md", "one").write("notes.txt", "none").commit("2024-01-04");
    repo.git(&["tag", "plain"]);
    repo.git(&["tag", "--annotate", "--message", "a tag", "v1"]);
    repo.write("minutes/2024-01-04.md", "two").write(".hidden/a.md", "hidden").commit("2024-02-01");
    repo.git(&["branch", "drafts/spring"]);
    repo.write("minutes/2024-03-07.MD", "three").commit("2024-03-07");
    Some(repo)
}

#[test]
fn a_branch_a_tag_and_a_commit_are_read_without_being_checked_out() {
    let Some(repo) = harbour() else { return };
    repo.write("minutes/2024-01-04.md", "not committed");
    let root = repo.root();
    let of = |branch| shown(&read(root, Some(branch)).unwrap());
    assert_eq!(of("main"), ["minutes/2024-01-04.md: two", "minutes/2024-03-07.MD: three"]);
    assert_eq!(of("drafts/spring"), ["minutes/2024-01-04.md: two"]);
    assert_eq!(of("plain"), ["minutes/2024-01-04.md: one"]);
    assert_eq!(of("v1"), ["minutes/2024-01-04.md: one"], "a tag with a message of its own");
    let id = repo.git(&["rev-parse", "plain"]);
    assert_eq!(of(&id), of("plain"));
    assert_eq!(of(&id[..9]), of("plain"));
    assert_eq!(source(root, Some("plain"), Settings::default()).head().unwrap(), Some(id));
    // Without a branch, the files as they lie there.
    assert_eq!(
        shown(&read(root, None).unwrap()),
        ["minutes/2024-01-04.md: not committed", "minutes/2024-03-07.MD: three"]
    );
    assert_eq!(source(root, None, Settings::default()).head().unwrap(), None);
}

#[test]
fn a_bare_repository_is_a_source_as_it_is() {
    let Some(repo) = harbour() else { return };
    let (_folder, bare) = repo.bare();
    let whole = source(&bare, None, Settings::default());
    assert_eq!(whole.name(), "harbour");
    assert_eq!(whole.folder(), "");
    let reading = whole.read(&|| {}).unwrap();
    assert_eq!(shown(&reading), ["minutes/2024-01-04.md: two", "minutes/2024-03-07.MD: three"]);
    assert_eq!(reading.head, Some(repo.git(&["rev-parse", "main"])));
    assert_eq!(shown(&read(&bare, Some("v1")).unwrap()), ["minutes/2024-01-04.md: one"]);
    // The inside of a work tree's `.git` is one too.
    assert_eq!(shown(&read(&repo.at(".git"), None).unwrap()), shown(&reading));
}

#[test]
fn a_folder_of_a_repository_is_a_source_at_any_branch() {
    let Some(repo) = harbour() else { return };
    let reading = read(&repo.at("minutes"), Some("v1")).unwrap();
    assert_eq!(shown(&reading), ["2024-01-04.md: one"]);
    assert_eq!(reading.below, "minutes");
    assert!(reading.history.contains_key("2024-01-04.md"));
}

#[test]
fn what_is_not_there_is_said_with_what_is() {
    let Some(repo) = harbour() else { return };
    let at = |branch: &str| read(repo.root(), Some(branch)).unwrap_err();
    let without_place = |said: String| said.replace(&repo.root().display().to_string(), "harbour");
    insta::assert_snapshot!(without_place(at("mian")), @"harbour: no branch, tag or commit “mian”; did you mean main?");
    insta::assert_snapshot!(without_place(at("drafts/sprnig")), @"harbour: no branch, tag or commit “drafts/sprnig”; did you mean drafts/spring?");
    insta::assert_snapshot!(without_place(at("0123456789")), @"harbour: no branch, tag or commit “0123456789”; there are drafts/spring, main, plain, v1");
    let empty = Repo::new().unwrap();
    let said = read(&empty.at(".git"), None).unwrap_err();
    assert!(said.ends_with("the repository is empty: nothing was committed to it"), "{said}");
    let said = read(empty.root(), Some("main")).unwrap_err();
    assert!(said.ends_with("the repository is empty: nothing was committed to it"), "{said}");
    let folder = tempfile::tempdir().unwrap();
    let said = read(folder.path(), Some("main")).unwrap_err();
    assert!(said.contains("no git repository; give its folder"), "{said}");
    let tree = repo.git(&["rev-parse", "HEAD^{tree}"]);
    repo.git(&["tag", "no-commit", &tree]);
    let said = at("no-commit");
    assert!(said.ends_with("refs/tags/no-commit names no commit"), "{said}");
}

#[test]
fn neither_links_nor_submodules_lead_out_of_it() {
    let Some(repo) = Repo::new() else { return };
    let Some(other) = harbour() else { return };
    repo.write("a.md", "one");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/passwd", repo.at("passwd.md")).unwrap();
        std::os::unix::fs::symlink("..", repo.at("up")).unwrap();
        std::os::unix::fs::symlink("a.md", repo.at("same.md")).unwrap();
    }
    let inner = other.root().display().to_string();
    repo.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &inner, "inner.md"]);
    repo.commit("2024-01-04");
    let reading = read(repo.root(), Some("main")).unwrap();
    assert_eq!(shown(&reading), ["a.md: one"]);
    assert!(reading.warnings.is_empty());
}

#[cfg(unix)]
#[test]
fn odd_names_are_shown_plainly() {
    use std::os::unix::ffi::OsStrExt;
    let Some(repo) = Repo::new() else { return };
    let names: [&[u8]; 5] = [
        b"line\nbreak.md",
        b"broken \xff\xfe.md",
        "right \u{202e}to left.md".as_bytes(),
        b"-rf.md",
        b"a\x1b[2J.md",
    ];
    for name in names {
        std::fs::write(repo.root().join(std::ffi::OsStr::from_bytes(name)), "words").unwrap();
    }
    repo.commit("2024-01-04");
    let wanted = [
        "-rf.md",
        "a\u{fffd}[2J.md",
        "broken \u{fffd}\u{fffd}.md",
        "line\u{fffd}break.md",
        "right \u{fffd}to left.md",
    ];
    for branch in [Some("main"), None] {
        let reading = read(repo.root(), branch).unwrap();
        let mut paths: Vec<&str> = reading.files.iter().map(|file| file.path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths, wanted, "{branch:?}");
        assert_eq!(reading.history.len(), 5, "{branch:?}: their history is known all the same");
    }
}

#[test]
fn a_large_file_is_left_out_before_it_is_unpacked() {
    let Some(repo) = Repo::new() else { return };
    let large = std::fs::File::create(repo.at("large.md")).unwrap();
    large.set_len(MAX_FILE_BYTES * 6).unwrap();
    repo.write("small.md", "words").commit("2024-01-04");
    let reading = read(repo.root(), Some("main")).unwrap();
    assert_eq!(shown(&reading), ["small.md: words"]);
    let warnings: Vec<String> = reading.warnings.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(warnings.join("\n"), @"large.md:1:1: error[too-large]: the file has 100 MB, more than the limit of 16 MB, and was left out; split it by year");
}

#[test]
fn a_repository_with_other_hashes_is_read_too() {
    let Some(repo) = Repo::with(&["--object-format=sha256"]) else { return };
    let commit = repo.write("a.md", "words").commit("2024-01-04");
    assert_eq!(commit.len(), 64);
    let reading = read(repo.root(), Some("main")).unwrap();
    assert_eq!(shown(&reading), ["a.md: words"]);
    assert_eq!(reading.history["a.md"].last.commit, commit);
    assert_eq!(read(repo.root(), None).unwrap().history["a.md"].last.commit, commit);
}

#[test]
fn files_are_chosen_by_patterns() {
    let Some(repo) = harbour() else { return };
    repo.write("minutes/template.md", "t").write("a.md", "a").commit("2024-04-04");
    let patterns = |one: &str| Patterns::new(&[one.to_owned()]).unwrap();
    let files = Selection { include: patterns("minutes/"), exclude: patterns("**/template.md") };
    let settings = Settings { files, ..Settings::default() };
    for branch in [Some("main"), None] {
        let reading = source(repo.root(), branch, settings.clone()).read(&|| {}).unwrap();
        let paths: Vec<&str> = reading.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["minutes/2024-01-04.md", "minutes/2024-03-07.MD"], "{branch:?}");
    }
}

#[test]
fn settings_of_a_repository_start_no_program() {
    let Some(repo) = harbour() else { return };
    let trap = repo.root().join("trap");
    let command = format!("touch {}", trap.display());
    repo.write(".gitattributes", "*.md filter=trap diff=trap");
    for (key, value) in [
        ("filter.trap.smudge", command.as_str()),
        ("filter.trap.clean", &command),
        ("filter.trap.process", &command),
        ("diff.trap.textconv", &command),
        ("core.fsmonitor", &command),
        ("core.sshCommand", &command),
        ("core.hooksPath", "/nowhere"),
        ("include.path", "/etc/passwd"),
    ] {
        repo.git(&["config", key, value]);
    }
    for branch in [Some("main"), None] {
        read(repo.root(), branch).unwrap();
        assert!(!trap.exists(), "{branch:?}");
    }
}

/// A few small trees that hold each other name ten thousand million files.
#[test]
fn trees_that_hold_each_other_are_an_error_and_no_endless_work() {
    let Some(repo) = Repo::new() else { return };
    repo.write("a.md", "words").commit("2024-01-04");
    let mut object = repo.git(&["rev-parse", "HEAD:a.md"]);
    let mut kind = "100644 blob";
    for _ in 0..10 {
        let lines: String = (0..10).map(|at| format!("{kind} {object}\t{at}.md\n")).collect();
        std::fs::write(repo.at("lines"), lines).unwrap();
        let script = "git mktree --missing < lines";
        object = sh(repo.root(), script);
        kind = "040000 tree";
    }
    let commit = git(repo.root(), "2024-01-05", &["commit-tree", "-m", "much", &object]);
    repo.git(&["branch", "much", &commit]);
    let start = std::time::Instant::now();
    let said = read(repo.root(), Some("much")).unwrap_err();
    assert!(said.contains("more than 1000000 files"), "{said}");
    assert!(start.elapsed().as_secs() < 60);
}

#[expect(clippy::disallowed_methods, reason = "tests make repositories with the program that people use")]
fn sh(folder: &Path, script: &str) -> String {
    let output = std::process::Command::new("sh").args(["-c", script]).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
