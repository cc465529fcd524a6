//! Git repositories: the files of a branch, a tag or a commit, and what the history tells of each.
//!
//! 1. [`Address`] says which addresses are fetched from at all.
//! 2. `repository` opens a repository so that nothing in it is believed but its objects, and finds the commit.
//! 3. `tree` lists the Markdown files of that commit and reads them straight from the object database: nothing is
//!    checked out, no link is followed, no submodule entered, no filter or hook run.
//! 4. `history` goes back along the first parents, once for all files: which commit brought each, which changed it
//!    last; `renames` follows a file to its former name.
//! 5. `past` goes the same way for what files said before.
//! 6. A repository elsewhere is first copied (`mirror`) by the `git` program, within the bounds of `fetcher` and `run`;
//!    `said` puts its messages into words.
//! 7. `checkout` tells the same of a folder that lies in a work tree.

mod address;
mod checkout;
mod fetcher;
mod history;
mod mirror;
mod past;
mod renames;
mod repository;
mod run;
mod said;
#[cfg(test)]
pub(crate) mod tests;
mod tree;

pub use address::{Address, Scheme};
pub(super) use checkout::Checkout;
pub use checkout::Contents;
pub use fetcher::{Fetcher, PASSED};
pub use mirror::Refreshed;
pub(super) use repository::is_bare;

use super::settings::Settings;
use super::{Mark, Past, Reading, SourceError, Visitor};
use mirror::Mirror;
use repository::{Names, Opened};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A branch, a tag or a commit of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Git {
    place: At,
    branch: Option<String>,
    settings: Settings,
}

/// Where a repository is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum At {
    /// On this machine, at the path as it was given.
    Here(PathBuf),
    /// Elsewhere, with a copy here.
    Elsewhere(Mirror),
}

impl Git {
    /// A repository on this machine.
    pub(super) fn at(path: &Path, branch: Option<String>, settings: Settings) -> Self {
        Self { place: At::Here(path.to_owned()), branch, settings }
    }

    /// A repository elsewhere.
    ///
    /// # Errors
    /// Where it must not be fetched.
    pub(super) fn elsewhere(
        address: &Address,
        fetcher: &Fetcher,
        (branch, mut settings): (Option<String>, Settings),
    ) -> Result<Self, SourceError> {
        let wrong = |reason| SourceError::Repository { place: address.to_string(), reason };
        fetcher.allows(address).map_err(wrong)?;
        settings.web = settings.web.or_else(|| address.web(None));
        let mirror = Mirror::new(address.clone(), fetcher.clone());
        Ok(Self { place: At::Elsewhere(mirror), branch, settings })
    }

    /// Fetches what is new, where the repository is elsewhere.
    ///
    /// # Errors
    /// Where it cannot be fetched, and was not before.
    pub fn refresh(&self) -> Result<Refreshed, SourceError> {
        match &self.place {
            At::Here(_) => Ok(Refreshed::Here),
            At::Elsewhere(mirror) => {
                mirror.refresh(self.branch.as_deref()).map_err(|reason| self.wrong(reason))
            }
        }
    }

    /// Where the repository lies that is read, and whose files change with it.
    pub fn folder(&self) -> PathBuf {
        match &self.place {
            At::Here(path) => path.clone(),
            At::Elsewhere(mirror) => mirror.folder(),
        }
    }

    /// The address; `None` for a repository on this machine.
    pub fn address(&self) -> Option<&Address> {
        match &self.place {
            At::Here(_) => None,
            At::Elsewhere(mirror) => Some(&mirror.address),
        }
    }

    /// What is said of it.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// A short name: that of the repository.
    pub(super) fn name(&self) -> String {
        let path = match &self.place {
            At::Here(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
            At::Elsewhere(mirror) => return mirror.address.name(),
        };
        let named = |path: &Path| path.file_stem().map(|name| name.to_string_lossy().into_owned());
        let inner = path.file_name().is_some_and(|name| name == ".git");
        let path = if inner { path.parent().unwrap_or(&path) } else { &path };
        named(path).unwrap_or_else(|| "repository".to_owned())
    }

    /// The commit that would be read now.
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

    /// Goes through what files said before, the newest first.
    ///
    /// # Errors
    /// As of [`Git::read`].
    pub(super) fn past(&self, visit: &mut dyn FnMut(Vec<Past>)) -> Result<(), SourceError> {
        let opened = self.open()?;
        let listed = tree::list(&opened, &self.settings.files).map_err(|reason| self.wrong(reason))?;
        past::visit(&opened, (&listed, &self.settings.files), visit);
        Ok(())
    }

    /// The text of a file that was met, by its contents.
    pub(super) fn text(&self, path: &str, contents: Contents) -> Option<String> {
        tree::text(&self.open().ok()?.repository, path, contents)
    }

    /// The path, with the branch.
    pub(super) fn place(&self) -> String {
        format!("{}#{}", self.folder().display(), self.branch.as_deref().unwrap_or_default())
    }

    fn open(&self) -> Result<Opened, SourceError> {
        let names = match &self.place {
            At::Here(_) => Names::local(),
            At::Elsewhere(mirror) if !mirror.folder().exists() => {
                return Err(self.wrong("was not fetched yet; run `minutebook index`".to_owned()));
            }
            At::Elsewhere(_) => Names::mirror(),
        };
        Opened::at(&self.folder(), self.branch.as_deref(), &names).map_err(|reason| self.wrong(reason))
    }

    fn wrong(&self, reason: String) -> SourceError {
        match &self.place {
            At::Here(path) => SourceError::Repository { place: path.display().to_string(), reason },
            At::Elsewhere(mirror) => SourceError::Fetch { address: mirror.address.to_string(), reason },
        }
    }
}

/// What tells that a file is as it was: its contents never change under their id.
fn mark(file: &tree::Listed) -> Mark {
    Mark { sign: file.id.to_string(), changed: SystemTime::UNIX_EPOCH, costly: true }
}
