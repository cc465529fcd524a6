//! Git repositories: the files of a branch, a tag or a commit, and what the history tells of each.
//!
//! 1. [`Address`] says which addresses are fetched from at all.
//! 2. `repository` opens a repository so that nothing in it is believed but its objects, and finds the commit.
//! 3. `tree` lists the Markdown files of that commit and reads them straight from the object database: nothing is
//!    checked out, no link is followed, no submodule entered, no filter or hook run.
//! 4. `history` goes back along the first parents, once for all files: which commit brought each, which changed it
//!    last; `renames` follows a file to its former name.
//! 5. `checkout` tells the same of a folder that lies in a work tree.

mod address;
mod checkout;
mod history;
mod renames;
mod repository;
#[cfg(test)]
pub(crate) mod tests;
mod tree;

pub use address::{Address, Scheme};
pub(super) use checkout::Checkout;
pub use checkout::Contents;
pub(super) use repository::is_bare;

use super::settings::Settings;
use super::{Mark, Reading, SourceError, Visitor};
use repository::{Names, Opened};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A branch, a tag or a commit of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Git {
    /// The path as it was given.
    path: PathBuf,
    branch: Option<String>,
    settings: Settings,
}

impl Git {
    /// A repository on this machine.
    pub(super) fn at(path: &Path, branch: Option<String>, settings: Settings) -> Self {
        Self { path: path.to_owned(), branch, settings }
    }

    /// What is said of it.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// A short name: that of the repository.
    pub(super) fn name(&self) -> String {
        let path = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let named = |path: &Path| path.file_stem().map(|name| name.to_string_lossy().into_owned());
        let inner = path.file_name().is_some_and(|name| name == ".git");
        let path = if inner { path.parent().unwrap_or(&path) } else { &path };
        named(path).unwrap_or_else(|| "repository".to_owned())
    }

    /// The commit that [`Git::read`] would read now.
    ///
    /// # Errors
    /// Where the repository cannot be opened, or has no such branch.
    pub fn head(&self) -> Result<String, SourceError> {
        Ok(self.open()?.tip.to_string())
    }

    /// Reads the Markdown files of the commit. `tick` is called once per file.
    ///
    /// # Errors
    /// Where the repository cannot be opened, has no such branch, or its files cannot be listed. A file that cannot
    /// be read is a warning.
    pub(super) fn read(&self, tick: &(dyn Fn() + Sync)) -> Result<Reading, SourceError> {
        Reading::all(tick, |everything| self.visit(everything))
    }

    /// Goes through the Markdown files of the commit. What comes back holds no files.
    ///
    /// # Errors
    /// As of [`Git::read`].
    pub(super) fn visit(&self, visitor: &dyn Visitor) -> Result<Reading, SourceError> {
        let mut opened = self.open()?;
        let head = opened.tip.to_string();
        let listed = tree::list(&opened, &self.settings.files).map_err(|reason| self.wrong(reason))?;
        let history = history::of(&mut opened, listed.iter().map(|file| file.place.clone()).collect());
        let below = opened.below.clone();
        let unknown: Vec<&tree::Listed> =
            listed.iter().filter(|file| visitor.knows(&file.path, &mark(file)).is_none()).collect();
        let mut reading = tree::read(opened.repository, &unknown, &|| {});
        let by_path: HashMap<&str, &tree::Listed> =
            unknown.into_iter().map(|file| (file.path.as_str(), file)).collect();
        reading.hand_over(visitor, |path| {
            let file = by_path.get(path);
            (file.map(|file| mark(file)), file.map(|file| file.id))
        });
        let told =
            listed.iter().filter_map(|file| Some((file.path.clone(), history.get(&file.place)?.clone())));
        reading.history = told.collect();
        (reading.head, reading.below) = (Some(head), below);
        Ok(reading)
    }

    /// The text of a file that was met, by its contents.
    pub(super) fn text(&self, path: &str, contents: Contents) -> Option<String> {
        tree::text(&self.open().ok()?.repository, path, contents)
    }

    /// The path, with the branch.
    pub(super) fn place(&self) -> String {
        format!("{}#{}", self.path.display(), self.branch.as_deref().unwrap_or_default())
    }

    fn open(&self) -> Result<Opened, SourceError> {
        let names = Names::local();
        Opened::at(&self.path, self.branch.as_deref(), &names).map_err(|reason| self.wrong(reason))
    }

    fn wrong(&self, reason: String) -> SourceError {
        SourceError::Repository { place: self.path.display().to_string(), reason }
    }
}

/// What tells that a file is as it was: its contents never change under their id.
fn mark(file: &tree::Listed) -> Mark {
    Mark { sign: file.id.to_string(), changed: SystemTime::UNIX_EPOCH, costly: true }
}
