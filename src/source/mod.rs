//! Where files come from.
//!
//! 1. A [`Source`] lists its Markdown files (`folder`: a walk with gitignore rules; `bundled`: the sample).
//! 2. Each file is read and decoded into a [`SourceFile`]; one that cannot be is a [`Warning`], and the others go
//!    on. A [`Visitor`] that has seen a file before knows it by its [`Mark`], and it is not read again.

mod bundled;
mod decode;
mod folder;

#[cfg(test)]
mod tests;

pub use folder::Folder;

use crate::report::Warning;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where reports come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A folder, or one file.
    Folder(Folder),
    /// The sample archive that is built into the program.
    Sample,
}

impl Source {
    /// The folder (or file) at a path.
    ///
    /// # Errors
    /// Where nothing is at the path.
    pub fn at(path: &Path) -> Result<Self, SourceError> {
        Ok(Self::Folder(Folder::new(path)?))
    }

    /// Goes through all files, and reads those that the visitor does not know; tells of those that cannot be read.
    ///
    /// # Errors
    /// Where the source cannot be listed at all.
    pub fn visit(&self, visitor: &dyn Visitor) -> Result<Vec<Warning>, SourceError> {
        if let Self::Folder(folder) = self {
            return folder.visit(visitor);
        }
        let reading = self.read(&|| {})?;
        let mut warnings = reading.warnings;
        for file in reading.files {
            let own = warnings.iter().position(|warning| warning.path == file.path);
            let warning = own.map(|at| warnings.remove(at));
            visitor.file(Met { file, warning, mark: None });
        }
        Ok(warnings)
    }

    /// The text of a file that came with a mark; `None` where it is not there any more.
    pub fn text(&self, path: &str) -> Option<String> {
        if let Self::Folder(folder) = self { folder.text(path) } else { None }
    }

    /// Reads all files. `tick` is called once per file.
    ///
    /// # Errors
    /// Where the source cannot be listed at all.
    pub fn read(&self, tick: &(dyn Fn() + Sync)) -> Result<Reading, SourceError> {
        match self {
            Self::Folder(folder) => folder.read(tick),
            Self::Sample => Ok(bundled::read(tick)),
        }
    }

    /// The folder that holds the files, as it was given; empty where there is none.
    pub fn folder(&self) -> String {
        let Self::Folder(folder) = self else { return String::new() };
        let root = folder.root();
        let folder = if root.is_file() { root.parent().unwrap_or(root) } else { root };
        folder.to_string_lossy().replace('\\', "/")
    }

    /// A short name, by which files of several sources are told apart.
    pub fn name(&self) -> String {
        match self {
            Self::Folder(folder) => {
                let root = folder.root().canonicalize().unwrap_or_else(|_| folder.root().to_owned());
                root.file_stem()
                    .map_or_else(|| "reports".to_owned(), |name| name.to_string_lossy().into_owned())
            }
            Self::Sample => "sample".to_owned(),
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

/// What tells that a file is as it was, without reading it: size, times and number of a file in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// It is the same where this is the same.
    pub sign: String,
    /// When the file was last changed, as its folder tells: what was changed a moment ago may be changed once more
    /// without a trace.
    pub changed: SystemTime,
}

/// A file that was read.
#[derive(Debug)]
pub struct Met {
    /// The file.
    pub file: SourceFile,
    /// What is odd about its bytes.
    pub warning: Option<Warning>,
    /// By what it is known the next time, and can be read again; `None` where it can only be read with all others.
    pub mark: Option<Mark>,
}

/// Who goes through the files of a source.
pub trait Visitor: Sync {
    /// Whether a file is known by its mark; it is then not read.
    fn knows(&self, path: &str, mark: &Mark) -> bool;
    /// A file that was not known. Files come in any order, several at a time.
    fn file(&self, met: Met);
}

/// What a source holds.
#[derive(Debug, Default)]
pub struct Reading {
    /// The files that could be read, by path.
    pub files: Vec<SourceFile>,
    /// Those that could not, or not well, by path.
    pub warnings: Vec<Warning>,
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
}
