//! The files of all sources, one after the other, without reading what is known: the first step of an update.
//!
//! 1. A file that is known by its mark is not read at all.
//! 2. The facts of any other lie on the `Shelf` under its content, or are made and put there.

use super::facts::{Facts, Key, Shelf, hash};
use super::last::Marks;
use super::read::Prefixes;
use super::store::Writing;
use super::told::Told;
use super::update::Reading;
use super::whole::Asker;
use super::{ArchiveError, Progress};
use crate::report::Warning;
use crate::source::{Contents, Known, Mark, Met, Source, SourceError, SourceFile, Visitor};
use crate::vocabulary::Reading as Words;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// A file as it was when it was last read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Remembered {
    sign: String,
    /// The hash of its text.
    text: Key,
    /// Its contents, as its repository calls them.
    #[serde(with = "named")]
    contents: Option<Contents>,
    /// What is odd about its bytes.
    warning: Option<Warning>,
}

/// The name of contents, as it is written.
mod named {
    use crate::source::Contents;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(contents: &Option<Contents>, to: S) -> Result<S::Ok, S::Error> {
        contents.map(|contents| contents.to_string()).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Contents>, D::Error> {
        let name = Option::<String>::deserialize(from)?;
        name.map(|name| name.parse().map_err(serde::de::Error::custom)).transpose()
    }
}

/// A change within so short a time may leave no trace in the times of a file.
const SETTLED: Duration = Duration::from_secs(2);

/// A file that was taken in.
pub(super) struct Taken {
    /// Its path in the archive.
    pub(super) path: String,
    /// Which source it is of, and its path there.
    pub(super) source: usize,
    pub(super) own_path: String,
    pub(super) key: Key,
    pub(super) text: Key,
    pub(super) sign: Option<String>,
    pub(super) contents: Option<Contents>,
    pub(super) warning: Option<Warning>,
    /// Its text, where it cannot be had again, or not cheaply.
    pub(super) kept: Option<String>,
}

/// Goes through all sources.
pub(super) fn take_in(
    reading: &mut Reading,
    sources: &[Source],
    (writing, progress): (&Writing, &dyn Progress),
) -> Result<(Vec<Taken>, Vec<Warning>, Told), SourceError> {
    progress.stage("reading files", 0);
    let mut prefixes = Prefixes::default();
    let (mut taken, mut warnings, mut told) = (Vec::new(), Vec::new(), Told::default());
    for (number, source) in sources.iter().enumerate() {
        let prefix = if sources.len() > 1 { prefixes.next(&source.name()) } else { String::new() };
        let intake = Intake {
            source: number,
            known: reading.known.get(&source.place()),
            prefix: &prefix,
            reading,
            since: writing.since,
            progress,
            taken: Mutex::default(),
        };
        let mut reading = source.visit(&intake)?;
        taken.extend(intake.taken.into_inner().unwrap_or_else(PoisonError::into_inner));
        for warning in &mut reading.warnings {
            warning.path = format!("{prefix}{}", warning.path);
        }
        warnings.append(&mut reading.warnings);
        told.add(source, prefix, &mut reading);
    }
    taken.par_sort_unstable_by(|a: &Taken, b: &Taken| a.path.cmp(&b.path));
    warnings.extend(taken.iter().filter_map(|file| file.warning.clone()));
    reading.known = Marks::new();
    for (number, source) in sources.iter().enumerate() {
        reading.known.entry(source.place()).or_default().append(&mut marks(&taken, number));
    }
    Ok((taken, warnings, told))
}

/// The files of a source that may be known by their marks the next time, by path.
fn marks(taken: &[Taken], source: usize) -> BTreeMap<String, Remembered> {
    let own = taken.iter().filter(|file| file.source == source);
    let known = own.filter_map(|file| {
        let (sign, warning) = (file.sign.clone()?, file.warning.clone());
        Some((file.own_path.clone(), Remembered { sign, text: file.text, contents: file.contents, warning }))
    });
    known.collect()
}

/// Takes the files of one source in.
struct Intake<'a> {
    source: usize,
    known: Option<&'a BTreeMap<String, Remembered>>,
    prefix: &'a str,
    reading: &'a Reading,
    since: Option<SystemTime>,
    progress: &'a dyn Progress,
    taken: Mutex<Vec<Taken>>,
}

impl Intake<'_> {
    fn take(&self, taken: Taken) {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
    }

    /// The sign by which a file may be known the next time.
    fn settled(&self, mark: &Mark) -> Option<String> {
        let age = self.since?.duration_since(mark.changed).ok()?;
        (age >= SETTLED).then(|| mark.sign.clone())
    }
}

impl Visitor for Intake<'_> {
    fn knows(&self, path: &str, mark: &Mark) -> Option<Known> {
        let known = self.known?.get(path).filter(|known| known.sign == mark.sign)?;
        let full = format!("{}{path}", self.prefix);
        let key = hash(&[full.as_bytes(), &known.text]);
        if !self.reading.shelf.has(&key) {
            return None;
        }
        self.take(Taken {
            path: full,
            source: self.source,
            own_path: path.to_owned(),
            key,
            text: known.text,
            sign: Some(known.sign.clone()),
            contents: known.contents,
            warning: known.warning.clone(),
            kept: None,
        });
        Some(Known { contents: known.contents })
    }

    fn file(&self, met: Met) {
        self.progress.tick();
        let Met { file, warning, mark, contents } = met;
        let full = format!("{}{}", self.prefix, file.path);
        let text = hash(&[file.text.as_bytes()]);
        let key = hash(&[full.as_bytes(), &text]);
        let warning = warning.map(|warning| Warning { path: full.clone(), ..warning });
        let own_path = file.path;
        let file = SourceFile { path: full, text: file.text };
        if !self.reading.shelf.has(&key)
            && let Err(error) = self.reading.shelf.put(&key, &Facts::of(&file, Words::builtin()))
        {
            tracing::debug!(%error, path = %file.path, "what was read cannot be kept");
        }
        let sign = mark.as_ref().and_then(|mark| self.settled(mark));
        let kept = mark.is_none_or(|mark| mark.costly).then_some(file.text);
        let (path, source) = (file.path, self.source);
        self.take(Taken { path, source, own_path, key, text, sign, contents, warning, kept });
    }
}

/// The facts of all files, unless the update is left first; of one whose facts cannot be had, they are made again.
pub(super) fn facts(
    shelf: &Shelf,
    taken: &[&Taken],
    (sources, asker): (&[Source], Asker<'_>),
) -> Result<Vec<(String, Facts)>, ArchiveError> {
    let of = |file: &&Taken| {
        asker.go_on()?;
        let facts = shelf.get(&file.key).unwrap_or_else(|| facts_again(shelf, file, sources));
        Ok((file.path.clone(), facts))
    };
    taken.par_iter().map(of).collect()
}

/// The facts of a file whose record is broken; they are kept unless the file was changed meanwhile.
fn facts_again(shelf: &Shelf, file: &Taken, sources: &[Source]) -> Facts {
    let text = text(file, sources).unwrap_or_default();
    let same = hash(&[text.as_bytes()]) == file.text;
    let facts = Facts::of(&SourceFile { path: file.path.clone(), text }, Words::builtin());
    if same && let Err(error) = shelf.put(&file.key, &facts) {
        tracing::debug!(%error, path = %file.path, "what was read again cannot be kept");
    }
    facts
}

pub(super) fn text(file: &Taken, sources: &[Source]) -> Option<String> {
    file.kept.clone().or_else(|| sources.get(file.source)?.text(&file.own_path, file.contents))
}
