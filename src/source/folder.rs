//! A folder of Markdown files, walked with gitignore rules; or one file.
//!
//! The files are read as they lie there. Where the folder is in a git work tree, its history tells of those files that
//! are as they were committed.

use super::decode::{decode, too_large};
use super::git::{Checkout, Contents};
use super::{MAX_FILE_BYTES, Reading, Settings, SourceError, SourceFile, is_markdown, plain};
use crate::report::{Rule, Warning};
use ignore::WalkBuilder;
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A folder that holds reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    root: PathBuf,
    settings: Settings,
}

/// A file as read, with what is odd about it, and what git would call its contents.
type Found = (SourceFile, Option<Warning>, Option<Contents>);

impl Folder {
    /// The folder (or single file) at a path.
    ///
    /// # Errors
    /// Where nothing is at the path.
    pub fn new(root: &Path) -> Result<Self, SourceError> {
        Self::with(root, Settings::default())
    }

    /// The same, with what is said of it.
    pub(super) fn with(root: &Path, settings: Settings) -> Result<Self, SourceError> {
        if root.exists() {
            Ok(Self { root: root.to_owned(), settings })
        } else {
            Err(SourceError::Missing { path: root.to_owned() })
        }
    }

    /// The path it was made with.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What is said of it.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Reads all Markdown files below. `tick` is called once per file.
    ///
    /// Links are not followed: what a link points to lies outside the folder, or is met by itself.
    ///
    /// # Errors
    /// Where the folder itself cannot be listed. A file that cannot be read is a warning.
    pub fn read(&self, tick: &(dyn Fn() + Sync)) -> Result<Reading, SourceError> {
        let (paths, mut warnings) = self.list()?;
        let checkout = Checkout::around(&self.root);
        let hasher = checkout.as_ref().map(Checkout::hasher);
        let read: Vec<Result<Found, Warning>> = paths
            .par_iter()
            .map(|path| {
                tick();
                self.read_file(path, &|bytes| hasher.as_ref()?(bytes))
            })
            .collect();
        let (mut files, mut contents) = (Vec::new(), HashMap::new());
        for result in read {
            match result {
                Ok((file, warning, known)) => {
                    contents.extend(known.map(|known| (file.path.clone(), known)));
                    files.push(file);
                    warnings.extend(warning);
                }
                Err(warning) => warnings.push(warning),
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        warnings.sort();
        let mut reading = Reading { files, warnings, ..Reading::default() };
        if let Some(checkout) = checkout {
            reading.below = checkout.below().to_owned();
            reading.head = Some(checkout.head());
            reading.web = checkout.web();
            reading.history = checkout.history(&contents);
        }
        Ok(reading)
    }

    fn list(&self) -> Result<(Vec<PathBuf>, Vec<Warning>), SourceError> {
        if self.root.is_file() {
            return Ok((vec![self.root.clone()], Vec::new()));
        }
        if let Err(error) = std::fs::read_dir(&self.root) {
            return Err(SourceError::Unreadable { path: self.root.clone(), reason: error.to_string() });
        }
        let mut paths = Vec::new();
        let mut warnings = Vec::new();
        // Without `require_git` a .gitignore counts in a plain folder too; hidden files are left out.
        let walk = WalkBuilder::new(&self.root).require_git(false).follow_links(false).build();
        for found in walk {
            match found {
                Ok(entry)
                    if entry.file_type().is_some_and(|kind| kind.is_file())
                        && is_markdown(entry.file_name().as_encoded_bytes())
                        && self.settings.files.takes(&self.relative(entry.path())) =>
                {
                    paths.push(entry.into_path());
                }
                Ok(_) => {}
                Err(error) => {
                    let root = self.root.display().to_string();
                    warnings.push(Warning::new(
                        &root,
                        1,
                        Rule::Unreadable,
                        format!("cannot be listed: {error}"),
                    ));
                }
            }
        }
        Ok((paths, warnings))
    }

    fn read_file(&self, path: &Path, hash: &dyn Fn(&[u8]) -> Option<Contents>) -> Result<Found, Warning> {
        let name = self.relative(path);
        let unreadable = |error: std::io::Error| {
            Warning::new(
                &name,
                1,
                Rule::Unreadable,
                format!("cannot be read: {error}; check its permissions"),
            )
        };
        // The size is asked first: a file over the limit is never loaded.
        let size = std::fs::metadata(path).map_err(unreadable)?.len();
        if size > MAX_FILE_BYTES {
            return Err(too_large(&name, size));
        }
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let contents = hash(&bytes);
        let (file, warning) = decode(&name, bytes)?;
        Ok((file, warning, contents))
    }

    fn relative(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let below = if below.as_os_str().is_empty() {
            Path::new(path.file_name().unwrap_or_default())
        } else {
            below
        };
        let parts: Vec<String> =
            below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        plain(&parts.join("/"))
    }
}
