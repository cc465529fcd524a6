//! Where files come from.
//!
//! 1. A [`Spec`] is a source as it is named (`spec`, in a file `written`), with what the team says of it (`settings`):
//!    which files count, what their series are called.
//! 2. A [`Source`] lists its Markdown files: `folder`, a walk with gitignore rules; `git`, the files of a branch;
//!    `bundled`, the sample.
//! 3. Each file is read and decoded into a [`SourceFile`]; one that cannot be is a
//!    [`Warning`](crate::report::Warning), and the others go on. A [`Visitor`] that has seen a file before knows it by
//!    its [`Mark`], and it is not read again. Where there is a history, it tells when each file was first and last
//!    changed.

mod bundled;
mod decode;
mod folder;
pub mod git;
mod settings;
mod spec;
mod visit;
mod written;

#[cfg(test)]
mod tests;

pub use folder::Folder;
pub use git::{Contents, Fetcher, Git, Refreshed};
pub use settings::{Patterns, Selection, SeriesRules, Settings, Visibility};
pub use spec::{Place, Spec};
pub use visit::{Known, Mark, Met, Reading, Visitor};
pub use written::{Item, Table};

use crate::report::{Change, SourceInfo};
use std::path::{Path, PathBuf};

/// Where reports come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A folder, or one file.
    Folder(Folder),
    /// A branch of a git repository.
    Git(Git),
    /// The sample archive that is built into the program.
    Sample,
}

impl Source {
    /// The folder (or file, or bare repository) at a path.
    ///
    /// # Errors
    /// Where nothing is at the path.
    pub fn at(path: &Path) -> Result<Self, SourceError> {
        Self::local(path, None, Settings::default())
    }

    /// The source that is named. What is elsewhere is not fetched yet: see [`Source::refresh`].
    ///
    /// # Errors
    /// Where nothing is at the path, or the address must not be fetched from.
    pub fn of(spec: &Spec, fetcher: &Fetcher) -> Result<Self, SourceError> {
        let said = (spec.branch.clone(), spec.settings.clone());
        match &spec.place {
            Place::Path(path) => Self::local(path, said.0, said.1),
            Place::Address(address) => Git::elsewhere(address, fetcher, said).map(Self::Git),
        }
    }

    /// A path: files as they lie there, unless it is a repository without any, or a branch is wanted.
    fn local(path: &Path, branch: Option<String>, settings: Settings) -> Result<Self, SourceError> {
        if branch.is_none() && !git::is_bare(path) {
            return Ok(Self::Folder(Folder::with(path, settings)?));
        }
        if !path.exists() {
            return Err(SourceError::Missing { path: path.to_owned() });
        }
        Ok(Self::Git(Git::at(path, branch, settings)))
    }

    /// Fetches what is new, where the source is elsewhere. This takes as long as the network does.
    ///
    /// # Errors
    /// Where it cannot be fetched, and was not before.
    pub fn refresh(&self) -> Result<Refreshed, SourceError> {
        match self {
            Self::Git(git) => git.refresh(),
            Self::Folder(_) | Self::Sample => Ok(Refreshed::Here),
        }
    }

    /// Goes through all files, and reads those that the visitor does not know. What comes back holds no files.
    ///
    /// # Errors
    /// Where the source cannot be listed at all.
    pub fn visit(&self, visitor: &dyn Visitor) -> Result<Reading, SourceError> {
        match self {
            Self::Folder(folder) => folder.visit(visitor),
            Self::Git(git) => git.visit(visitor),
            Self::Sample => {
                let mut reading = bundled::read(&|| {});
                reading.hand_over(visitor, |_| (None, None));
                Ok(reading)
            }
        }
    }

    /// The text of a file that came with a mark; `None` where it is not there any more.
    pub fn text(&self, path: &str, contents: Option<Contents>) -> Option<String> {
        match self {
            Self::Folder(folder) => folder.text(path),
            Self::Git(git) => git.text(path, contents?),
            Self::Sample => None,
        }
    }

    /// Goes through what files said before, as far as a history tells, the newest versions first. `visit` gets some at a
    /// time. Without a history there is nothing to visit.
    ///
    /// # Errors
    /// Where the repository cannot be opened, or has no such branch.
    pub fn past(&self, visit: &mut dyn FnMut(Vec<Past>)) -> Result<(), SourceError> {
        match self {
            Self::Folder(folder) => folder.past(visit),
            Self::Git(git) => git.past(visit)?,
            Self::Sample => {}
        }
        Ok(())
    }

    /// Reads all files, as they were fetched last where they come from elsewhere. `tick` is called once per file.
    ///
    /// # Errors
    /// Where the source cannot be listed at all.
    pub fn read(&self, tick: &(dyn Fn() + Sync)) -> Result<Reading, SourceError> {
        match self {
            Self::Folder(folder) => folder.read(tick),
            Self::Git(git) => git.read(tick),
            Self::Sample => Ok(bundled::read(tick)),
        }
    }

    /// The commit that [`Source::read`] would read now: while it is the same, so is all that is read. `None` for files
    /// on the disk, which may change at any time.
    ///
    /// # Errors
    /// Where the repository cannot be opened, or has no such branch.
    pub fn head(&self) -> Result<Option<String>, SourceError> {
        match self {
            Self::Git(git) => git.head().map(Some),
            Self::Folder(_) | Self::Sample => Ok(None),
        }
    }

    /// The address that it is fetched from; `None` for what is on this machine.
    pub fn address(&self) -> Option<&git::Address> {
        match self {
            Self::Git(git) => git.address(),
            Self::Folder(_) | Self::Sample => None,
        }
    }

    /// What changes on this machine when the source does: the folder or the repository. `None` for what is elsewhere, of
    /// which nothing here tells.
    pub fn watched(&self) -> Option<PathBuf> {
        match self {
            Self::Folder(_) => Some(PathBuf::from(self.folder())),
            Self::Git(git) => git.address().is_none().then(|| git.folder()),
            Self::Sample => None,
        }
    }

    /// What is said of it beside where it is.
    pub fn settings(&self) -> Option<&Settings> {
        match self {
            Self::Folder(folder) => Some(folder.settings()),
            Self::Git(git) => Some(git.settings()),
            Self::Sample => None,
        }
    }

    /// The folder that holds the files, as it was given; empty where there is none.
    pub fn folder(&self) -> String {
        let Self::Folder(folder) = self else { return String::new() };
        let root = folder.root();
        let folder = if root.is_file() { root.parent().unwrap_or(root) } else { root };
        folder.to_string_lossy().replace('\\', "/")
    }

    /// Where it is, as it was given: what tells it from all others.
    pub fn place(&self) -> String {
        match self {
            Self::Folder(folder) => folder.root().display().to_string(),
            Self::Git(git) => git.place(),
            Self::Sample => String::new(),
        }
    }

    /// A short name, by which files of several sources are told apart.
    pub fn name(&self) -> String {
        if let Some(name) = self.settings().and_then(|settings| settings.name.clone()) {
            return name;
        }
        match self {
            Self::Folder(folder) => {
                let root = folder.root().canonicalize().unwrap_or_else(|_| folder.root().to_owned());
                root.file_stem()
                    .map_or_else(|| "reports".to_owned(), |name| name.to_string_lossy().into_owned())
            }
            Self::Git(git) => git.name(),
            Self::Sample => "sample".to_owned(),
        }
    }

    /// What readers of its reports are to know of it, once it was read; `prefix` is what stands before its paths.
    pub fn info(&self, reading: &Reading, prefix: String) -> SourceInfo {
        SourceInfo {
            name: self.name(),
            prefix,
            folder: self.folder(),
            below: reading.below.clone(),
            head: reading.head.clone(),
            web: self.settings().and_then(|settings| settings.web.clone()).or_else(|| reading.web.clone()),
        }
    }
}

/// One file of reports, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path relative to the root of the source, with `/` between folders.
    pub path: String,
    /// The text; what was not UTF-8 stands as `U+FFFD`.
    pub text: String,
}

/// What a file said before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The file as it was.
    pub file: SourceFile,
    /// The path that it has now; `None` where it was deleted.
    pub now: Option<String>,
    /// The change that ended it.
    pub until: Change,
}

/// Larger files are no reports: ten times the largest one known.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Why a source cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// There is nothing at the path.
    #[error("{}: no such file or folder; give the folder that holds the reports", path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// The folder cannot be listed.
    #[error("{}: cannot be read: {reason}; check its permissions", path.display())]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A repository elsewhere cannot be fetched, or has not what is wanted.
    #[error("{address} {reason}")]
    Fetch {
        /// The address.
        address: String,
        /// What is wrong, and what to do, as a sentence that goes on from the address.
        reason: String,
    },
    /// A repository cannot be read, or has not what is wanted.
    #[error("{place}: {reason}")]
    Repository {
        /// The path.
        place: String,
        /// What is wrong, and what to do.
        reason: String,
    },
}

/// The endings of files that are read.
const ENDINGS: &[&[u8]] = &[b"md", b"markdown", b"mdown", b"mkd"];

/// Whether a file is Markdown by its name.
fn is_markdown(name: &[u8]) -> bool {
    let mut parts = name.rsplitn(2, |byte| *byte == b'.');
    let ending = parts.next().unwrap_or_default().to_ascii_lowercase();
    parts.next().is_some() && ENDINGS.contains(&ending.as_slice())
}

/// A path as it can be shown: without letters that break a line, turn the direction of writing, or cannot be seen.
fn plain(path: &str) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    path.chars().map(|c| if unseen(c) { '\u{fffd}' } else { c }).collect()
}
