//! A folder of Markdown files, walked with gitignore rules; or one file.

use super::decode::{decode, too_large};
use super::{MAX_FILE_BYTES, Mark, Met, Reading, SourceError, Visitor};
use crate::report::{Rule, Warning};
use ignore::WalkBuilder;
use rayon::prelude::*;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

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
        let everything = Everything { read: Mutex::default(), tick };
        let mut warnings = self.visit(&everything)?;
        let read = everything.read.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut files = Vec::with_capacity(read.len());
        for met in read {
            files.push(met.file);
            warnings.extend(met.warning);
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        warnings.sort();
        Ok(Reading { files, warnings })
    }

    /// Goes through all Markdown files below.
    pub(super) fn visit(&self, visitor: &dyn Visitor) -> Result<Vec<Warning>, SourceError> {
        let (paths, mut warnings) = self.list()?;
        let met = paths.par_iter().filter_map(|path| self.meet(path, visitor).err());
        warnings.par_extend(met);
        Ok(warnings)
    }

    /// The text of a file; `None` where it cannot be read any more.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        let place = if self.root.is_file() { self.root.clone() } else { self.root.join(path) };
        decode(path, std::fs::read(place).ok()?).ok().map(|(file, _)| file.text)
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

    fn meet(&self, path: &Path, visitor: &dyn Visitor) -> Result<(), Warning> {
        let (name, plain) = self.relative(path);
        let unreadable = |error: std::io::Error| {
            Warning::new(
                &name,
                1,
                Rule::Unreadable,
                format!("cannot be read: {error}; check its permissions"),
            )
        };
        // The size is asked first: a file over the limit is never loaded.
        let about = std::fs::metadata(path).map_err(unreadable)?;
        if about.len() > MAX_FILE_BYTES {
            return Err(too_large(&name, about.len()));
        }
        // By a name that is not plain text the file would not be found again.
        let mark = mark(&about).filter(|_| plain);
        if mark.as_ref().is_some_and(|mark| visitor.knows(&name, mark)) {
            return Ok(());
        }
        let (file, warning) = decode(&name, std::fs::read(path).map_err(unreadable)?)?;
        visitor.file(Met { file, warning, mark });
        Ok(())
    }

    /// The path below the root, and whether it tells the place exactly.
    fn relative(&self, path: &Path) -> (String, bool) {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let below = if below.as_os_str().is_empty() {
            Path::new(path.file_name().unwrap_or_default())
        } else {
            below
        };
        let parts: Vec<String> =
            below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        (parts.join("/"), below.to_str().is_some())
    }
}

/// Who reads everything.
struct Everything<'a> {
    read: Mutex<Vec<Met>>,
    tick: &'a (dyn Fn() + Sync),
}

impl Visitor for Everything<'_> {
    fn knows(&self, _path: &str, _mark: &Mark) -> bool {
        false
    }

    fn file(&self, met: Met) {
        (self.tick)();
        self.read.lock().unwrap_or_else(PoisonError::into_inner).push(met);
    }
}

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
        Some(Mark { sign: format!("{size} {inode} {modified:?} {seconds} {nanos}"), changed })
    }
    #[cfg(not(unix))]
    Some(Mark { sign: format!("{size} {modified:?}"), changed: modified })
}

fn is_markdown(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str())
}
