//! What the engine's files were like after the last commit, so that a changed bit is found.
//!
//! The seal is broken before an update and set again behind it. Without one, an update was cut off: then only what the
//! engine itself can tell is known. Most files of the engine are written once, so that an update looks at new ones only.

use super::facts::hash;
use super::store::write_whole;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What is known of the files of a commit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seal {
    /// The stamp of the commit.
    pub(super) stamp: String,
    /// Length and hash of each file, by name.
    files: BTreeMap<String, (u64, String)>,
}

/// What is found where the seal lies.
pub(super) enum Found {
    /// None: an update was cut off.
    Nothing,
    /// One that was changed itself.
    Broken,
    Whole(Seal),
}

impl Seal {
    /// Looks at the files of an engine. Those that `before` knows and that are never changed are not read again.
    fn of(engine: &Path, stamp: &str, before: &Self) -> io::Result<Self> {
        let files: io::Result<BTreeMap<String, (u64, String)>> = list(engine)?
            .into_par_iter()
            .map(|(name, length)| {
                let known =
                    before.files.get(&name).filter(|(known, _)| *known == length && !is_rewritten(&name));
                let known = known.cloned();
                Ok((
                    name.clone(),
                    known.map_or_else(|| Ok((length, digest(&engine.join(&name))?)), io::Result::Ok)?,
                ))
            })
            .collect();
        Ok(Self { stamp: stamp.to_owned(), files: files? })
    }

    /// The files that are not as they were, with what is wrong.
    pub(super) fn damaged(&self, engine: &Path) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = self
            .files
            .par_iter()
            .filter_map(|(name, (length, known))| {
                let path = engine.join(name);
                let wrong = match fs::metadata(&path).map(|about| about.len()) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => "it is gone".to_owned(),
                    Err(error) => error.to_string(),
                    Ok(now) if now != *length => format!("it has {now} bytes instead of {length}"),
                    Ok(_) => match digest(&path) {
                        Ok(now) if now == *known => return None,
                        Ok(_) => "it is not as it was written".to_owned(),
                        Err(error) => error.to_string(),
                    },
                };
                Some((name.clone(), wrong))
            })
            .collect();
        found.sort();
        found
    }
}

/// Sets the seal of a commit.
pub(super) fn set(place: &Path, engine: &Path, (stamp, before): (&str, &Seal)) -> io::Result<()> {
    let seal = Seal::of(engine, stamp, before)?;
    let json = serde_json::to_string(&seal).map_err(io::Error::other)?;
    let text = format!("{json}\n{}\n", hex(&hash(&[json.as_bytes()])));
    write_whole(place.parent().unwrap_or(place), place, text.as_bytes())
}

/// Breaks the seal, and tells what it said.
pub(super) fn take(place: &Path) -> io::Result<Seal> {
    let seal = match read(place) {
        Found::Whole(seal) => seal,
        Found::Nothing | Found::Broken => Seal::default(),
    };
    match fs::remove_file(place) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(seal),
    }
}

/// Reads the seal.
pub(super) fn read(place: &Path) -> Found {
    let Ok(text) = fs::read(place) else { return Found::Nothing };
    let seal = || {
        let text = std::str::from_utf8(&text).ok()?;
        let (json, rest) = text.split_once('\n')?;
        let whole = rest == format!("{}\n", hex(&hash(&[json.as_bytes()])));
        serde_json::from_str(json).ok().filter(|_| whole)
    };
    seal().map_or(Found::Broken, Found::Whole)
}

/// Files that the engine writes again under the same name.
fn is_rewritten(name: &str) -> bool {
    name.ends_with(".json")
}

/// The engine's files, without locks and what is being written.
fn list(engine: &Path) -> io::Result<Vec<(String, u64)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(engine)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let passing = name.starts_with(".tmp") || name.ends_with(".lock");
        if !passing && entry.file_type()?.is_file() {
            files.push((name, entry.metadata()?.len()));
        }
    }
    Ok(files)
}

fn digest(path: &PathBuf) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut fs::File::open(path)?, &mut hasher)?;
    Ok(hasher.finalize().to_hex().to_string())
}

fn hex(bytes: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*bytes).to_hex().to_string()
}
