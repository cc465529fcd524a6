//! Opening a repository, and finding the commit that is wanted.
//!
//! A repository is opened as one that is not trusted: no setting outside of it is read, none inside that could name a
//! program, and no object larger than a limit is unpacked.

use gix::bstr::{BStr, ByteSlice};
use gix::{ObjectId, Repository};
use std::path::{Path, PathBuf};

/// The largest object that is unpacked: trees and commits stay far below, and files over their own limit are not read.
const LARGEST_OBJECT: usize = 64 * 1024 * 1024;

/// How many names are proposed for one that does not exist.
const PROPOSED: usize = 5;

/// Below this, a name is not like another.
const ALIKE: f64 = 0.72;

/// Where names stand in a repository.
pub(super) struct Names {
    head: &'static str,
    heads: &'static str,
    tags: &'static str,
}

impl Names {
    /// In one that people work with.
    pub(super) fn local() -> Self {
        Self { head: "HEAD", heads: "refs/heads/", tags: "refs/tags/" }
    }

    /// In the copy of one elsewhere.
    pub(super) fn mirror() -> Self {
        let (head, heads, tags) = super::mirror::NAMES;
        Self { head, heads, tags }
    }
}

/// A repository with the commit that is wanted.
pub(super) struct Opened {
    pub(super) repository: Repository,
    /// The commit.
    pub(super) tip: ObjectId,
    /// The folder in it that the source is; empty for all of it.
    pub(super) below: String,
}

impl Opened {
    /// The repository at a path, or around it, at a branch, a tag or a commit; at its `HEAD` where none is named.
    pub(super) fn at(path: &Path, branch: Option<&str>, names: &Names) -> Result<Self, String> {
        let (root, below) = if is_repository(path) {
            (path.to_owned(), String::new())
        } else {
            around(path).ok_or(
                "no git repository; give its folder, or leave the branch out to read the files as they are",
            )?
        };
        let repository = open(&root)?;
        let tip = find(&repository, branch, names)?;
        Ok(Self { repository, tip, below })
    }
}

/// Whether a path is a repository without files to work on: it is one itself, and has no `.git`.
pub(in crate::source) fn is_bare(path: &Path) -> bool {
    path.is_dir() && !path.join(".git").exists() && gix::discover::is_git(path).is_ok()
}

/// Whether a path is the root of a repository, with or without files to work on.
fn is_repository(path: &Path) -> bool {
    let inner = path.join(".git");
    inner.exists() && gix::discover::is_git(&inner).is_ok() || is_bare(path)
}

/// The root of the repository that a path lies in, and the path below it, with `/` between folders.
pub(super) fn around(path: &Path) -> Option<(PathBuf, String)> {
    let path = path.canonicalize().ok()?;
    let folder = if path.is_file() { path.parent()? } else { &path };
    let root = folder.ancestors().find(|folder| folder.join(".git").exists() && is_repository(folder))?;
    let below = folder.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    Some((root.to_owned(), parts?.join("/")))
}

/// Opens a repository, trusting nothing in it but its objects.
pub(super) fn open(root: &Path) -> Result<Repository, String> {
    let options = gix::open::Options::isolated().with(gix::sec::Trust::Reduced).config_overrides([
        // What a forge shows is shown here: replacements are for one's own use.
        "core.useReplaceRefs=false".to_owned(),
        format!("gitoxide.objects.allocLimit={LARGEST_OBJECT}"),
    ]);
    let opened = gix::open_opts(root, options);
    let mut repository = opened.map_err(|error| format!("the git repository cannot be opened: {error}"))?;
    repository.object_cache_size(16 * 1024 * 1024);
    Ok(repository)
}

/// The commit that a branch, a tag or an id names; that of `HEAD` where nothing is named.
pub(super) fn find(repository: &Repository, name: Option<&str>, names: &Names) -> Result<ObjectId, String> {
    let Some(name) = name else {
        let found = commit_of(repository, names.head)?;
        return found.ok_or_else(|| nothing(repository, names));
    };
    for place in [names.heads, names.tags, "refs/remotes/origin/"] {
        if let Some(commit) = commit_of(repository, &format!("{place}{name}"))? {
            return Ok(commit);
        }
    }
    if let Some(commit) = by_id(repository, name) {
        return Ok(commit);
    }
    let known = known(repository, names);
    if known.is_empty() {
        return Err(nothing(repository, names));
    }
    Err(format!("no branch, tag or commit “{name}”{}", proposals(name, &known)))
}

fn nothing(repository: &Repository, names: &Names) -> String {
    let known = known(repository, names);
    if known.is_empty() {
        return "the repository is empty: nothing was committed to it".to_owned();
    }
    format!("its HEAD names a branch that is not there; name one{}", proposals("", &known))
}

/// The commit behind a reference; `None` where there is no such reference.
fn commit_of(repository: &Repository, reference: &str) -> Result<Option<ObjectId>, String> {
    let broken = |error: &dyn std::fmt::Display| format!("{reference} cannot be read: {error}");
    let found = repository.try_find_reference(reference).map_err(|error| broken(&error))?;
    let Some(mut found) = found else { return Ok(None) };
    // A HEAD whose branch has no commit yet names nothing.
    let Ok(id) = found.peel_to_id() else { return Ok(None) };
    let object = repository.find_object(id.detach()).map_err(|error| broken(&error))?;
    let commit = object.peel_to_commit().map_err(|_| format!("{reference} names no commit"))?;
    Ok(Some(commit.id))
}

/// The commit with an id, in full or shortened to no fewer than seven digits.
fn by_id(repository: &Repository, name: &str) -> Option<ObjectId> {
    if name.len() < 7 || !name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let prefix = gix::hash::Prefix::from_hex(name).ok()?;
    let id = repository.objects.lookup_prefix(prefix, None).ok()??.ok()?;
    repository.find_object(id).ok()?.peel_to_commit().ok().map(|commit| commit.id)
}

/// The names of all branches and tags, branches first.
fn known(repository: &Repository, names: &Names) -> Vec<String> {
    let Ok(references) = repository.references() else { return Vec::new() };
    let mut found = Vec::new();
    for place in [names.heads, names.tags] {
        let Ok(all) = references.prefixed(place) else { continue };
        let short = |full: &BStr| full.to_str().ok()?.strip_prefix(place).map(str::to_owned);
        let mut here: Vec<String> =
            all.filter_map(Result::ok).filter_map(|reference| short(reference.name().as_bstr())).collect();
        here.sort();
        found.extend(here);
    }
    found
}

/// Names that may have been meant, to stand behind a message.
pub(super) fn proposals(name: &str, known: &[String]) -> String {
    let lower = name.to_lowercase();
    let mut alike: Vec<(f64, &String)> = known
        .iter()
        .map(|other| (strsim::jaro_winkler(&lower, &other.to_lowercase()), other))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let (lead, shown): (&str, Vec<&String>) = if alike.is_empty() {
        ("there are", known.iter().take(PROPOSED).collect())
    } else {
        ("did you mean", alike.into_iter().take(3).map(|(_, name)| name).collect())
    };
    let mut list: Vec<&str> = shown.iter().map(|name| name.as_str()).collect();
    if lead == "there are" && known.len() > list.len() {
        list.push("…");
    }
    let end = if lead == "there are" { "" } else { "?" };
    format!("; {lead} {}{end}", list.join(", "))
}
