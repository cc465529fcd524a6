//! Cases for repositories. They are made with the `git` program, in folders of their own; where there is none, the cases
//! say so and pass.

mod addresses;
mod fetching;
mod history;
mod reading;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A repository with files to work on.
pub(crate) struct Repo {
    folder: TempDir,
}

/// Runs the `git` program in a folder, on a day; gives what it says.
#[expect(clippy::disallowed_methods, reason = "tests make repositories with the program that people use")]
pub(crate) fn git(folder: &Path, day: &str, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for (name, value) in [
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_AUTHOR_NAME", "Ada Quill"),
        ("GIT_AUTHOR_EMAIL", "ada@harbour.example"),
        ("GIT_COMMITTER_NAME", "Ada Quill"),
        ("GIT_COMMITTER_EMAIL", "ada@harbour.example"),
        ("GIT_AUTHOR_DATE", &format!("{day}T12:00:00Z")),
        ("GIT_COMMITTER_DATE", &format!("{day}T12:00:00Z")),
    ] {
        command.env(name, value);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A fetcher for sources that need none.
pub(crate) fn nowhere() -> crate::source::Fetcher {
    crate::source::Fetcher::into_folder(Path::new("/no/such/folder"))
}

/// Whether there is a `git` program; says so where there is none.
#[expect(clippy::disallowed_methods, reason = "tests make repositories with the program that people use")]
pub(crate) fn has_git() -> bool {
    let found = Command::new("git").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !found {
        eprintln!("skipped: there is no git program");
    }
    found
}

impl Repo {
    /// An empty repository; `None` where there is no `git` program.
    pub(crate) fn new() -> Option<Self> {
        Self::with(&[])
    }

    pub(crate) fn with(options: &[&str]) -> Option<Self> {
        if !has_git() {
            return None;
        }
        let repo = Self { folder: tempfile::tempdir().unwrap() };
        let init = ["init", "--quiet", "--initial-branch=main"];
        git(repo.root(), "2020-01-01", &init.iter().chain(options).copied().collect::<Vec<_>>());
        Some(repo)
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Commits all that is there; gives the commit's id.
    pub(crate) fn commit(&self, day: &str) -> String {
        git(self.root(), day, &["add", "--all"]);
        git(self.root(), day, &["commit", "--quiet", "--allow-empty", "--message", "a change"]);
        self.git(&["rev-parse", "HEAD"])
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(self.root(), "2020-01-01", arguments)
    }

    /// A copy without files to work on.
    pub(crate) fn bare(&self) -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("harbour.git");
        let (from, to) = (self.root().display().to_string(), path.display().to_string());
        git(folder.path(), "2020-01-01", &["clone", "--quiet", "--bare", &from, &to]);
        (folder, path)
    }
}
