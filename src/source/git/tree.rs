//! The Markdown files of a commit.

use super::repository::Opened;
use crate::report::Warning;
use crate::source::decode::{decode, too_large};
use crate::source::settings::Selection;
use crate::source::{MAX_FILE_BYTES, Reading, SourceFile, is_markdown, plain};
use gix::bstr::{BString, ByteSlice};
use gix::{ObjectId, Repository};
use rayon::prelude::*;

/// More entries than this are no team's files: a few small trees that hold each other name any number of them.
const MOST_ENTRIES: usize = 1_000_000;

/// Paths longer than this are left out.
const LONGEST_PATH: usize = 4_096;

/// A file of a commit.
pub(super) struct Listed {
    /// Its path in the repository, as it is there.
    pub(super) place: BString,
    /// Its path below the root of the source, to be shown.
    pub(super) path: String,
    /// Its contents.
    pub(super) id: ObjectId,
}

/// The Markdown files that the source is to give, by path. Links and submodules are passed over, and so is what is
/// hidden, as in a folder.
pub(super) fn list(opened: &Opened, wanted: &Selection) -> Result<Vec<Listed>, String> {
    let repository = &opened.repository;
    let broken = |error: &dyn std::fmt::Display| {
        format!("the files of commit {} cannot be listed: {error}", opened.tip)
    };
    let commit = repository.find_commit(opened.tip).map_err(|error| broken(&error))?;
    let root = commit.tree_id().map_err(|error| broken(&error))?.detach();
    let mut waiting = vec![(BString::default(), start(opened, root)?)];
    let (mut listed, mut seen) = (Vec::new(), 0_usize);
    while let Some((folder, id)) = waiting.pop() {
        let tree = repository.find_tree(id).map_err(|error| broken(&error))?;
        for entry in tree.iter() {
            let entry = entry.map_err(|error| broken(&error))?;
            seen += 1;
            if seen > MOST_ENTRIES {
                return Err(format!(
                    "the commit names more than {MOST_ENTRIES} files; that is no archive of reports"
                ));
            }
            let name = entry.filename();
            if name.starts_with(b".") || name.contains(&b'/') || folder.len() + name.len() >= LONGEST_PATH {
                continue;
            }
            let mut place = folder.clone();
            if !place.is_empty() {
                place.push(b'/');
            }
            place.extend_from_slice(name);
            if entry.mode().is_tree() {
                waiting.push((place, entry.object_id()));
            } else if entry.mode().is_blob() && is_markdown(name) {
                let path = plain(&place.to_str_lossy());
                if wanted.takes(&path) {
                    listed.push(Listed { place: rooted(&opened.below, &place), path, id: entry.object_id() });
                }
            }
        }
    }
    listed.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.place.cmp(&b.place)));
    // Two names that differ only in what cannot be shown are one path.
    listed.dedup_by(|a, b| a.path == b.path);
    Ok(listed)
}

/// The tree of the folder that the source is.
fn start(opened: &Opened, root: ObjectId) -> Result<ObjectId, String> {
    if opened.below.is_empty() {
        return Ok(root);
    }
    let missing = || format!("the commit {} has no folder {}", opened.tip, opened.below);
    let tree = opened.repository.find_tree(root).map_err(|_| missing())?;
    let entry = tree.lookup_entry_by_path(&opened.below).ok().flatten().ok_or_else(missing)?;
    if entry.mode().is_tree() { Ok(entry.object_id()) } else { Err(missing()) }
}

/// A path below a folder.
fn rooted(below: &str, path: &BString) -> BString {
    if below.is_empty() {
        return path.clone();
    }
    let mut place = BString::from(below);
    place.push(b'/');
    place.extend_from_slice(path);
    place
}

/// Reads files, as many at once as there are processors.
pub(super) fn read(repository: Repository, listed: &[&Listed], tick: &(dyn Fn() + Sync)) -> Reading {
    let shared = repository.into_sync();
    let read: Vec<Result<(SourceFile, Option<Warning>), Warning>> = listed
        .par_iter()
        .map_init(
            || shared.to_thread_local(),
            |repository, file| {
                tick();
                read_one(repository, file)
            },
        )
        .collect();
    let mut reading = Reading::default();
    for result in read {
        match result {
            Ok((file, warning)) => {
                reading.files.push(file);
                reading.warnings.extend(warning);
            }
            Err(warning) => reading.warnings.push(warning),
        }
    }
    reading.warnings.sort();
    reading
}

/// The text with these contents; `None` where it is not in the repository any more.
pub(super) fn text(repository: &Repository, path: &str, id: ObjectId) -> Option<String> {
    let mut blob = repository.find_blob(id).ok()?;
    decode(path, blob.take_data()).ok().map(|(file, _)| file.text)
}

pub(super) fn read_one(
    repository: &Repository,
    file: &Listed,
) -> Result<(SourceFile, Option<Warning>), Warning> {
    let unreadable = |error: &dyn std::fmt::Display| {
        let message = format!("cannot be read from the repository: {error}");
        Warning::new(&file.path, 1, crate::report::Rule::Unreadable, message)
    };
    // The size stands before the contents: what is over the limit is never unpacked.
    let size = repository.find_header(file.id).map_err(|error| unreadable(&error))?.size();
    if size > MAX_FILE_BYTES {
        return Err(too_large(&file.path, size));
    }
    let mut blob = repository.find_blob(file.id).map_err(|error| unreadable(&error))?;
    decode(&file.path, blob.take_data())
}
