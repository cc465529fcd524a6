//! Going through the files of a source: what is known by its mark is not read again.

use super::{Contents, SourceError, SourceFile};
use crate::report::{Provenance, Warning, Web};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// What tells that a file is as it was, without reading it: size, times and number of a file in a folder, the id of its
/// contents in a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// It is the same where this is the same.
    pub sign: String,
    /// When the file was last changed, as its folder tells: what was changed a moment ago may be changed once more
    /// without a trace.
    pub changed: SystemTime,
    /// Whether it costs much to have the text again.
    pub costly: bool,
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
    /// Its contents as its repository calls them; `None` where there is none.
    pub contents: Option<Contents>,
}

/// What a visitor knows of a file that it has met before.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Its contents, as they came with it.
    pub contents: Option<Contents>,
}

/// Who goes through the files of a source.
pub trait Visitor: Sync {
    /// What is known of a file by its mark; where anything is, the file is not read.
    fn knows(&self, path: &str, mark: &Mark) -> Option<Known>;
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
    /// When files were first and last changed, by path, as far as a history tells.
    pub history: HashMap<String, Provenance>,
    /// The commit that was read, or that the work tree stands at.
    pub head: Option<String>,
    /// The folder of the repository that paths begin in; empty for its root.
    pub below: String,
    /// Where the repository can be read on the web, as far as the repository itself tells.
    pub web: Option<Web>,
}

/// Who reads everything.
struct Everything<'a> {
    met: Mutex<Vec<Met>>,
    tick: &'a (dyn Fn() + Sync),
}

impl Visitor for Everything<'_> {
    fn knows(&self, _path: &str, _mark: &Mark) -> Option<Known> {
        None
    }

    fn file(&self, met: Met) {
        (self.tick)();
        self.met.lock().unwrap_or_else(PoisonError::into_inner).push(met);
    }
}

impl Reading {
    /// All that a source holds, with its files in order; `visit` goes through them.
    pub(super) fn all(
        tick: &(dyn Fn() + Sync),
        visit: impl FnOnce(&dyn Visitor) -> Result<Self, SourceError>,
    ) -> Result<Self, SourceError> {
        let everything = Everything { met: Mutex::default(), tick };
        let mut reading = visit(&everything)?;
        for met in everything.met.into_inner().unwrap_or_else(PoisonError::into_inner) {
            reading.files.push(met.file);
            reading.warnings.extend(met.warning);
        }
        reading.files.sort_by(|a, b| a.path.cmp(&b.path));
        reading.warnings.sort();
        Ok(reading)
    }

    /// Gives all files to a visitor, each with its own warning, and with what tells it from others.
    pub(super) fn hand_over(
        &mut self,
        visitor: &dyn Visitor,
        told: impl Fn(&str) -> (Option<Mark>, Option<Contents>),
    ) {
        for file in self.files.drain(..) {
            let own = self.warnings.iter().position(|warning| warning.path == file.path);
            let warning = own.map(|at| self.warnings.remove(at));
            let (mark, contents) = told(&file.path);
            visitor.file(Met { file, warning, mark, contents });
        }
    }
}
