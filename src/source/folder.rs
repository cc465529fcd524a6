//! A folder of Markdown files, walked with gitignore rules; or one file.

use super::decode::{decode, too_large};
use super::{MAX_FILE_BYTES, Reading, SourceError, SourceFile};
use crate::report::{Rule, Warning};
use ignore::WalkBuilder;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// A folder that holds reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    root: PathBuf,
}

/// The endings of files that are read.
const ENDINGS: &[&str] = &["md", "markdown", "mdown", "mkd"];

impl Folder {
    /// The folder (or single file) at a path.
    ///
    /// # Errors
    /// Where nothing is at the path.
    pub fn new(root: &Path) -> Result<Self, SourceError> {
        if root.exists() {
            Ok(Self { root: root.to_owned() })
        } else {
            Err(SourceError::Missing { path: root.to_owned() })
        }
    }

    /// The path it was made with.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads all Markdown files below. `tick` is called once per file.
    ///
    /// Links are not followed: what a link points to lies outside the folder, or is met by itself.
    ///
    /// # Errors
    /// Where the folder itself cannot be listed. A file that cannot be read is a warning.
    pub fn read(&self, tick: &(dyn Fn() + Sync)) -> Result<Reading, SourceError> {
        let (paths, mut warnings) = self.list()?;
        let read: Vec<Result<(SourceFile, Option<Warning>), Warning>> = paths
            .par_iter()
            .map(|path| {
                tick();
                self.read_file(path)
            })
            .collect();
        let mut files = Vec::new();
        for result in read {
            match result {
                Ok((file, warning)) => {
                    files.push(file);
                    warnings.extend(warning);
                }
                Err(warning) => warnings.push(warning),
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        warnings.sort();
        Ok(Reading { files, warnings })
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
                    if entry.file_type().is_some_and(|kind| kind.is_file()) && is_markdown(entry.path()) =>
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

    fn read_file(&self, path: &Path) -> Result<(SourceFile, Option<Warning>), Warning> {
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
        decode(&name, std::fs::read(path).map_err(unreadable)?)
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
        parts.join("/")
    }
}

fn is_markdown(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str())
}
