//! What was read in each file, kept by its content, so that a file is read once.
//!
//! 1. The key is a hash of path and text. What decides otherwise what is read, program and vocabulary, stands at the
//!    head of the file; under another head nothing is found.
//! 2. A record is key, length, checksum and facts; new ones are put behind. What cannot be read is a miss.
//! 3. Records of files that are gone stay until they are the greater part, then the others are written anew.
//!
//! Who writes holds the lock of the store. An archive in memory keeps its records there too.

use crate::check::Own;
use crate::extract::extract;
use crate::report::{Cancelled, Draft, Lines, Rule, Warning};
use crate::source::SourceFile;
use crate::vocabulary::Reading as Words;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The hash of a file's path and text, or of a part of a text.
pub(super) type Key = [u8; 32];

/// The facts of one file: a function of its path, its text, the program and its vocabulary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts {
    /// Its reports.
    pub(super) drafts: Vec<Draft>,
    /// Hashes of the texts of these reports.
    pub(super) parts: Vec<Key>,
    /// What was odd.
    pub(super) warnings: Vec<Warning>,
    /// The meetings that did not happen, as JSON: the compact form below cannot hold a choice without names.
    cancelled: String,
    /// What the file shows by itself of how it is written.
    pub(super) own: Own,
    /// How many bytes its text has.
    pub(super) bytes: u64,
}

impl Facts {
    /// Reads a file.
    pub(super) fn of(file: &SourceFile, words: &Words) -> Self {
        let extraction = extract(file, words);
        let own = Own::of(file, &extraction.drafts, words);
        let starts = line_starts(&file.text);
        let part = |draft: &Draft| hash(&[part(&file.text, &starts, draft.report.lines).as_bytes()]);
        Self {
            parts: extraction.drafts.iter().map(part).collect(),
            drafts: extraction.drafts,
            warnings: extraction.warnings,
            cancelled: serde_json::to_string(&extraction.cancelled).unwrap_or_default(),
            own,
            bytes: file.text.len() as u64,
        }
    }

    /// The meetings that the file says did not happen.
    pub(super) fn cancelled(&self) -> Vec<Cancelled> {
        serde_json::from_str(&self.cancelled).unwrap_or_default()
    }

    /// Whether the file seems to hold no meeting at all.
    pub(super) fn has_no_meeting(&self) -> bool {
        self.warnings.iter().any(|warning| warning.rule == Rule::NoMeeting)
    }
}

/// The hash of some bytes.
pub(super) fn hash(parts: &[&[u8]]) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

/// Where each line of a text begins.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// Some lines of a text.
pub(super) fn part<'a>(text: &'a str, starts: &[usize], lines: Lines) -> &'a str {
    let start = usize::try_from(lines.first).unwrap_or(1).saturating_sub(1);
    let end = usize::try_from(lines.last).unwrap_or(1);
    let from = starts.get(start).copied().unwrap_or(0);
    let to = starts.get(end).copied().unwrap_or(text.len());
    text.get(from..to).unwrap_or_default()
}

/// What stands at the head: the form of the records, and by what files are read.
const HEAD: &[u8] =
    concat!("minutebook facts 1 ", env!("CARGO_PKG_VERSION"), " ", env!("MINUTEBOOK_READING"), "\n")
        .as_bytes();
/// Key, length and checksum.
const BEFORE: usize = 32 + 4 + 8;
/// A longer record is none: no file is so long.
const LONGEST: usize = 512 * 1024 * 1024;
/// Fewer bytes of what is gone are not worth writing the rest anew.
const FEW: u64 = 4 * 1024 * 1024;

/// All facts that are kept.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Inner>);

/// Where the facts of each key stand, and how long they are.
type Places = HashMap<Key, (u64, u32)>;

#[derive(Default)]
struct Inner {
    path: Option<PathBuf>,
    file: Option<File>,
    /// Without a file, all records.
    memory: Vec<u8>,
    places: Places,
    /// What waits to be written.
    waiting: Vec<u8>,
    /// Where the next record begins.
    end: u64,
}

/// So much is gathered before it is written.
const BUFFER: usize = 1024 * 1024;

impl Shelf {
    /// The shelf in a file; one that cannot be read begins anew.
    pub(super) fn open(&self, path: &Path) -> io::Result<()> {
        let mut inner = self.lock();
        let same = inner.path.as_deref() == Some(path);
        let length = std::fs::metadata(path).map(|about| about.len()).ok();
        // Whoever wrote meanwhile put something behind, or began anew.
        if same && inner.file.is_some() && length == Some(inner.end) {
            return Ok(());
        }
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let (places, end) = read_places(&mut file)?;
        file.set_len(end)?;
        *inner = Inner { path: Some(path.to_owned()), places, end, ..Inner::default() };
        if end == 0 {
            file.seek(SeekFrom::Start(0))?;
            file.write_all(HEAD)?;
            inner.end = HEAD.len() as u64;
        }
        inner.file = Some(file);
        Ok(())
    }

    /// Whether there are facts under a key.
    pub(super) fn has(&self, key: &Key) -> bool {
        self.lock().places.contains_key(key)
    }

    /// The facts under a key.
    pub(super) fn get(&self, key: &Key) -> Option<Facts> {
        let bytes = self.lock().read(key).ok()?;
        postcard::from_bytes(bytes.get(BEFORE..)?).ok()
    }

    /// Keeps facts.
    pub(super) fn put(&self, key: &Key, facts: &Facts) -> io::Result<()> {
        let Ok(body) = postcard::to_stdvec(facts) else { return Ok(()) };
        let Ok(length) = u32::try_from(body.len()) else { return Ok(()) };
        let mut inner = self.lock();
        if inner.places.contains_key(key) {
            return Ok(());
        }
        let at = inner.end;
        inner.places.insert(*key, (at, length));
        inner.end += (BEFORE + body.len()) as u64;
        let checksum = checksum(key, &body);
        for bytes in [key.as_slice(), &length.to_le_bytes(), &checksum, &body] {
            inner.waiting.extend_from_slice(bytes);
        }
        if inner.waiting.len() >= BUFFER { inner.flush() } else { Ok(()) }
    }

    /// Writes what waits, and forgets what no file has any more where that is the greater part.
    pub(super) fn tidy(&self, living: &HashSet<Key>) -> io::Result<()> {
        let mut inner = self.lock();
        inner.flush()?;
        let size = |(_, length): &(u64, u32)| BEFORE as u64 + u64::from(*length);
        let alive: u64 =
            inner.places.iter().filter(|(key, _)| living.contains(*key)).map(|(_, at)| size(at)).sum();
        if inner.end < 2 * alive + FEW { Ok(()) } else { inner.rewrite(living) }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// The record of a key, if it is as it was written.
    fn read(&mut self, key: &Key) -> io::Result<Vec<u8>> {
        let (at, length) = *self.places.get(key).ok_or(io::ErrorKind::NotFound)?;
        self.flush()?;
        let mut record = vec![0; BEFORE + length as usize];
        match &mut self.file {
            Some(file) => {
                file.seek(SeekFrom::Start(at))?;
                file.read_exact(&mut record)?;
            }
            None => {
                let at = usize::try_from(at).unwrap_or(usize::MAX);
                let kept = self.memory.get(at..).and_then(|rest| rest.get(..record.len()));
                record.copy_from_slice(kept.ok_or(io::ErrorKind::UnexpectedEof)?);
            }
        }
        let body = record.get(BEFORE..).unwrap_or_default();
        if record.get(..32) == Some(key.as_slice()) && record.get(36..BEFORE) == Some(&checksum(key, body)) {
            return Ok(record);
        }
        self.places.remove(key);
        Err(io::ErrorKind::InvalidData.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.waiting);
        let Some(file) = &mut self.file else {
            self.memory.extend_from_slice(&waiting);
            return Ok(());
        };
        let start = self.end - waiting.len() as u64;
        let written = file.seek(SeekFrom::Start(start)).and_then(|_| file.write_all(&waiting));
        if written.is_err() {
            // What was not written is not there; the next one begins where the last whole record ends.
            let _ = file.set_len(start);
            self.end = start;
            self.places.retain(|_, (at, _)| *at < start);
        }
        written
    }

    fn rewrite(&mut self, living: &HashSet<Key>) -> io::Result<()> {
        let mut keys: Vec<Key> = self.places.keys().filter(|key| living.contains(*key)).copied().collect();
        keys.sort_by_key(|key| self.places.get(key).copied());
        let Some(path) = self.path.clone() else {
            let records: Vec<Vec<u8>> = keys.iter().filter_map(|key| self.read(key).ok()).collect();
            *self = Self::default();
            for (key, record) in keys.iter().zip(records) {
                let length = u32::try_from(record.len() - BEFORE).unwrap_or(u32::MAX);
                self.places.insert(*key, (self.end, length));
                self.end += record.len() as u64;
                self.memory.extend(record);
            }
            return Ok(());
        };
        let temporary = path.with_extension("tmp");
        let mut out = io::BufWriter::new(File::create(&temporary)?);
        out.write_all(HEAD)?;
        let (mut places, mut end) = (HashMap::new(), HEAD.len() as u64);
        for key in keys {
            if let Ok(record) = self.read(&key) {
                out.write_all(&record)?;
                let length = u32::try_from(record.len() - BEFORE).unwrap_or(u32::MAX);
                places.insert(key, (end, length));
                end += record.len() as u64;
            }
        }
        out.into_inner().map_err(io::IntoInnerError::into_error)?;
        std::fs::rename(&temporary, &path)?;
        let file = OpenOptions::new().read(true).write(true).open(&path)?;
        *self = Self { path: Some(path), file: Some(file), places, end, ..Self::default() };
        Ok(())
    }
}

fn checksum(key: &Key, body: &[u8]) -> [u8; 8] {
    let whole = hash(&[key, body]);
    let mut short = [0; 8];
    short.copy_from_slice(whole.get(..8).unwrap_or(&[0; 8]));
    short
}

/// Where the facts of each key stand, and where the last whole record ends; 0 where the head is another.
fn read_places(file: &mut File) -> io::Result<(Places, u64)> {
    let whole = file.metadata()?.len();
    let mut places = HashMap::new();
    let mut reader = BufReader::new(file);
    let mut head = vec![0; HEAD.len()];
    if reader.read_exact(&mut head).is_err() || head != HEAD {
        return Ok((places, 0));
    }
    let mut end = HEAD.len() as u64;
    let mut before = [0; BEFORE];
    while reader.read_exact(&mut before).is_ok() {
        let (Some(key), Some(length)) = (before.first_chunk::<32>(), before.get(32..36)) else { break };
        let length = u32::from_le_bytes(length.try_into().unwrap_or_default());
        let next = end + BEFORE as u64 + u64::from(length);
        if next > whole || length as usize > LONGEST || reader.seek_relative(i64::from(length)).is_err() {
            break;
        }
        places.insert(*key, (end, length));
        end = next;
    }
    Ok((places, end))
}

/// Tells what is wrong with the file of a shelf, reading all of it; `None` where nothing is.
pub(super) fn damage(path: &Path) -> Option<String> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => return Some(error.to_string()),
    };
    let whole = file.metadata().map(|about| about.len()).unwrap_or_default();
    let Ok((places, end)) = read_places(&mut file) else { return Some("it cannot be read".to_owned()) };
    let shelf = Shelf(Mutex::new(Inner { file: Some(file), places, end, ..Inner::default() }));
    let keys: Vec<Key> = shelf.lock().places.keys().copied().collect();
    let broken = keys.iter().filter(|key| shelf.get(key).is_none()).count();
    match (end == whole, broken) {
        (true, 0) => None,
        (false, 0) => Some("its end, or its head, is not as it was written".to_owned()),
        (_, broken) => Some(format!("{broken} of its {} records are not as they were written", keys.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, HEAD, Shelf, damage, hash};
    use crate::source::SourceFile;
    use crate::vocabulary::Reading;
    use std::collections::HashSet;

    const TEXT: &str = "# Tower, 2024-01-02\n\n## Present\n\n- Ada (@ada)\n\n## Notes\n\n- ACTION: Ada to paint o/r#12 by 2024-02-01\n\n# Tower, 2024-02-06\n\nCancelled.\n";

    fn facts(path: &str) -> Facts {
        let file = SourceFile { path: path.to_owned(), text: TEXT.to_owned() };
        Facts::of(&file, Reading::builtin())
    }

    #[test]
    fn facts_come_back_as_they_were_put_and_broken_ones_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facts");
        let (one, two) = (facts("tower/notes.md"), facts("tower/2024-01-02.md"));
        assert!(!one.drafts.is_empty());
        let keys = [hash(&[b"one"]), hash(&[b"two"])];
        let shelf = Shelf::default();
        shelf.open(&path).unwrap();
        for shelf in [&shelf, &Shelf::default()] {
            shelf.put(&keys[0], &one).unwrap();
            shelf.put(&keys[1], &two).unwrap();
            assert_eq!((shelf.get(&keys[0]), shelf.get(&keys[1])), (Some(one.clone()), Some(two.clone())));
            assert_eq!(shelf.get(&hash(&[b"three"])), None);
            shelf.tidy(&HashSet::from(keys)).unwrap();
        }
        drop(shelf);
        assert_eq!(damage(&path), None);
        let whole = std::fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            std::fs::write(&path, bytes).unwrap();
            assert!(damage(&path).is_some(), "byte {at}");
            let shelf = Shelf::default();
            shelf.open(&path).unwrap();
            for (key, facts) in keys.iter().zip([&one, &two]) {
                assert!(shelf.get(key).is_none_or(|found| found == *facts), "byte {at}");
            }
        }
        // A record that was not written to its end is none, and the next one is whole again.
        std::fs::write(&path, &whole[..whole.len() - 3]).unwrap();
        let shelf = Shelf::default();
        shelf.open(&path).unwrap();
        assert_eq!((shelf.has(&keys[0]), shelf.has(&keys[1])), (true, false));
        shelf.put(&keys[1], &two).unwrap();
        shelf.tidy(&HashSet::from(keys)).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), whole);
        assert!(whole.starts_with(HEAD));
    }

    #[test]
    fn what_no_file_has_any_more_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facts");
        let on_disk = Shelf::default();
        on_disk.open(&path).unwrap();
        let mut long = facts("tower/notes.md");
        long.warnings.truncate(0);
        long.parts = vec![[7; 32]; 40_000];
        let keys: Vec<_> = (0..6_u8).map(|number| hash(&[&[number]])).collect();
        for shelf in [&on_disk, &Shelf::default()] {
            for key in &keys {
                shelf.put(key, &long).unwrap();
            }
            shelf.tidy(&keys[..1].iter().copied().collect()).unwrap();
            let left: Vec<bool> = keys.iter().map(|key| shelf.has(key)).collect();
            assert_eq!(left, [true, false, false, false, false, false]);
            assert_eq!(shelf.get(&keys[0]).as_ref(), Some(&long));
        }
        assert_eq!(damage(&path), None);
    }
}
