//! A folder of Markdown files, walked with gitignore rules; or one file.
//!
//! The files are read as they lie there. Where the folder is in a git work tree, its history tells of those files that
//! are as they were committed.

use super::decode::{decode, too_large};
use super::git::{Checkout, Contents};
use super::{MAX_FILE_BYTES, Mark, Met, Past, Reading, Settings, SourceError, Visitor, is_markdown, plain};
use crate::report::{Rule, Warning};
use ignore::WalkBuilder;
use rayon::prelude::*;
use std::collections::HashMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A folder that holds reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    root: PathBuf,
    settings: Settings,
}

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
        Reading::all(tick, |everything| self.visit(everything))
    }

    /// Goes through all Markdown files below.
    pub(super) fn visit(&self, visitor: &dyn Visitor) -> Result<Reading, SourceError> {
        let (files, warnings) = self.list()?;
        let checkout = Checkout::around(&self.root);
        let hasher = checkout.as_ref().map(Checkout::hasher);
        let hash = |bytes: &[u8]| hasher.as_ref()?(bytes);
        let met: Vec<Result<Option<(String, Contents)>, Warning>> =
            files.par_iter().map(|file| self.meet(file, (visitor, &hash))).collect();
        let mut reading = Reading { warnings, ..Reading::default() };
        let mut contents = HashMap::new();
        for result in met {
            match result {
                Ok(known) => contents.extend(known),
                Err(warning) => reading.warnings.push(warning),
            }
        }
        reading.warnings.sort();
        if let Some(checkout) = checkout {
            reading.below = checkout.below().to_owned();
            reading.head = Some(checkout.head());
            reading.web = checkout.web();
            reading.history = checkout.history(&contents);
        }
        Ok(reading)
    }

    /// Goes through what files said before, where the folder lies in a work tree.
    pub(super) fn past(&self, visit: &mut dyn FnMut(Vec<Past>)) {
        if let Some(checkout) = Checkout::around(&self.root) {
            checkout.past(&self.settings.files, visit);
        }
    }

    /// The text of a file; `None` where it cannot be read any more.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        let place = if self.root.is_file() { self.root.clone() } else { self.root.join(path) };
        decode(path, std::fs::read(place).ok()?).ok().map(|(file, _)| file.text)
    }

    fn list(&self) -> Result<(Vec<Listed>, Vec<Warning>), SourceError> {
        if self.root.is_file() {
            return Ok((vec![self.listed(self.root.clone())], Vec::new()));
        }
        if let Err(error) = std::fs::read_dir(&self.root) {
            return Err(SourceError::Unreadable { path: self.root.clone(), reason: error.to_string() });
        }
        let mut files = Vec::new();
        let mut warnings = Vec::new();
        // Without `require_git` a .gitignore counts in a plain folder too; hidden files are left out.
        let walk = WalkBuilder::new(&self.root).require_git(false).follow_links(false).build();
        for found in walk {
            match found {
                Ok(entry)
                    if entry.file_type().is_some_and(|kind| kind.is_file())
                        && is_markdown(entry.file_name().as_encoded_bytes()) =>
                {
                    let file = self.listed(entry.into_path());
                    if self.settings.files.takes(&file.name) {
                        files.push(file);
                    }
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
        Ok((files, warnings))
    }

    /// Gives one file to the visitor, and tells what its contents are where `hash` can say so.
    fn meet(
        &self,
        Listed { path, name, exact }: &Listed,
        (visitor, hash): (&dyn Visitor, &Hash<'_>),
    ) -> Result<Option<(String, Contents)>, Warning> {
        let unreadable = |error: std::io::Error| {
            Warning::new(name, 1, Rule::Unreadable, format!("cannot be read: {error}; check its permissions"))
        };
        // The size is asked first: a file over the limit is never loaded.
        let about = std::fs::metadata(path).map_err(unreadable)?;
        if about.len() > MAX_FILE_BYTES {
            return Err(too_large(name, about.len()));
        }
        // By a name that is not shown as it is the file would not be found again.
        let mut mark = mark(&about).filter(|_| *exact);
        if let Some(mark) = mark.as_mut().filter(|_| hash(&[]).is_some()) {
            // Where a repository was begun around the folder, what its files are called there is to be found out.
            mark.sign.push_str(" named");
        }
        if let Some(known) = mark.as_ref().and_then(|mark| visitor.knows(name, mark)) {
            return Ok(known.contents.map(|contents| (name.clone(), contents)));
        }
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let contents = hash(&bytes);
        let (file, warning) = decode(name, bytes)?;
        visitor.file(Met { file, warning, mark, contents });
        Ok(contents.map(|contents| (name.clone(), contents)))
    }

    fn listed(&self, path: PathBuf) -> Listed {
        let below = path.strip_prefix(&self.root).unwrap_or(&path);
        let below = if below.as_os_str().is_empty() {
            Path::new(path.file_name().unwrap_or_default())
        } else {
            below
        };
        let parts: Vec<String> =
            below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        let joined = parts.join("/");
        let name = plain(&joined);
        let exact = below.to_str().is_some() && name == joined;
        Listed { path, name, exact }
    }
}

/// A file of the folder.
struct Listed {
    path: PathBuf,
    /// Its path below the root.
    name: String,
    /// Whether the name tells the place exactly.
    exact: bool,
}

/// Tells what contents are called in the repository around the folder; nothing where there is none.
type Hash<'a> = dyn Fn(&[u8]) -> Option<Contents> + Sync + 'a;

fn mark(about: &Metadata) -> Option<Mark> {
    let modified = about.modified().ok()?;
    let size = about.len();
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // The time of the last change of name or rights too: who sets the other one back cannot set this one.
        let (inode, seconds, nanos) = (about.ino(), about.ctime(), about.ctime_nsec());
        let since = Duration::new(u64::try_from(seconds).ok()?, u32::try_from(nanos).ok()?);
        let changed = modified.max(SystemTime::UNIX_EPOCH + since);
        let sign = format!("{size} {inode} {} {} {seconds} {nanos}", about.mtime(), about.mtime_nsec());
        Some(Mark { sign, changed, costly: false })
    }
    #[cfg(not(unix))]
    Some(Mark { sign: format!("{size} {modified:?}"), changed: modified, costly: false })
}
