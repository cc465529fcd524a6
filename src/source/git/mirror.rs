//! The copy of a repository elsewhere.
//!
//! 1. [`Mirror::refresh`] asks what is there (`ls-remote`), and finds the branch, tag or commit that is wanted. Where
//!    the copy has it already, that is all.
//! 2. Else it is fetched into the copy, which is bare and holds what was asked for under names of its own. A copy
//!    that is new is made beside its place, and put there when it is whole.
//! 3. What does not work leaves the copy as it was.

use super::address::Address;
use super::fetcher::Fetcher;
use super::repository::{self, proposals};
use super::run::Outcome;
use super::said::reason;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A repository elsewhere with its copy here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mirror {
    pub(super) address: Address,
    fetcher: Fetcher,
}

/// What became of an attempt to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refreshed {
    /// There was nothing to fetch: it is on this machine.
    Here,
    /// It is as it was.
    Unchanged,
    /// Something new came.
    Fetched,
    /// It could not be fetched, for this reason; what came before stays.
    Kept(String),
}

/// Where names stand in a copy.
pub(super) const NAMES: (&str, &str, &str) =
    ("refs/minutebook/HEAD", "refs/minutebook/heads/", "refs/minutebook/tags/");

/// With more packs than this, a copy is put in order.
const MOST_PACKS: usize = 40;

/// A name at the other side and what it stands for, and the name here.
struct Wanted {
    from: String,
    id: String,
    to: String,
}

impl Mirror {
    pub(super) fn new(address: Address, fetcher: Fetcher) -> Self {
        Self { address, fetcher }
    }

    /// Where the copy is.
    pub(super) fn folder(&self) -> PathBuf {
        let hash = blake3::hash(self.address.as_str().as_bytes()).to_hex();
        self.fetcher.mirrors.join(format!("{}-{}.git", self.address.name(), &hash[..10]))
    }

    /// Brings the copy up to date.
    pub(super) fn refresh(&self, branch: Option<&str>) -> Result<Refreshed, String> {
        self.fetcher.allows(&self.address)?;
        let deadline = self.fetcher.deadline();
        let wanted = match self.look(branch, deadline) {
            Ok(wanted) => wanted,
            Err(reason) => return self.kept(branch, reason),
        };
        if self.has(&wanted) {
            return Ok(Refreshed::Unchanged);
        }
        match self.fetch(&wanted, deadline) {
            Ok(()) => Ok(Refreshed::Fetched),
            Err(reason) => self.kept(branch, reason),
        }
    }

    /// A failure, which is less of one where a copy has what is wanted.
    fn kept(&self, branch: Option<&str>, reason: String) -> Result<Refreshed, String> {
        let names = repository::Names::mirror();
        let opened = repository::Opened::at(&self.folder(), branch, &names);
        if opened.is_ok() { Ok(Refreshed::Kept(reason)) } else { Err(reason) }
    }

    /// What the other side has of what is wanted.
    fn look(&self, branch: Option<&str>, deadline: Instant) -> Result<Wanted, String> {
        let arguments =
            ["ls-remote", "--quiet", "--", self.address.as_str(), "HEAD", "refs/heads/*", "refs/tags/*"];
        let output = self.ended(self.fetcher.run(None, &arguments, deadline))?;
        let lines = output.lines().filter_map(|line| line.split_once('\t'));
        let all: Vec<(&str, &str)> = lines.filter(|(id, name)| is_id(id) && !name.ends_with("^{}")).collect();
        let id_of = |name: &str| all.iter().find(|(_, known)| *known == name).map(|(id, _)| (*id).to_owned());
        let (head, heads, tags) = NAMES;
        let Some(name) = branch else {
            return match id_of("HEAD") {
                Some(id) => Ok(Wanted { from: "HEAD".to_owned(), id, to: head.to_owned() }),
                None if all.is_empty() => Err("is empty: nothing was committed to it".to_owned()),
                None => Err(format!("has no branch by default; name one{}", proposals("", &short(&all)))),
            };
        };
        for (there, here) in [("refs/heads/", heads), ("refs/tags/", tags)] {
            let from = format!("{there}{name}");
            if let Some(id) = id_of(&from) {
                return Ok(Wanted { from, id, to: format!("{here}{name}") });
            }
        }
        if is_id(name) {
            let id = name.to_ascii_lowercase();
            return Ok(Wanted { to: format!("refs/minutebook/commits/{id}"), from: id.clone(), id });
        }
        if all.is_empty() {
            return Err("is empty: nothing was committed to it".to_owned());
        }
        Err(format!("has no branch, tag or commit “{name}”{}", proposals(name, &short(&all))))
    }

    /// Whether the copy has it already.
    fn has(&self, wanted: &Wanted) -> bool {
        let Ok(repository) = repository::open(&self.folder()) else { return false };
        let found = repository.try_find_reference(&wanted.to).ok().flatten();
        found.and_then(|found| found.try_id().map(|id| id.to_string())) == Some(wanted.id.clone())
    }

    fn fetch(&self, wanted: &Wanted, deadline: Instant) -> Result<(), String> {
        let place = self.folder();
        let broken = |error: std::io::Error| {
            format!("could not be kept in {}: {error}; check permissions and free space", place.display())
        };
        fs::create_dir_all(&self.fetcher.mirrors).map_err(broken)?;
        self.sweep(self.fetcher.time);
        let fresh = repository::open(&place).is_err();
        let folder =
            if fresh { place.with_extension(format!("part-{}", std::process::id())) } else { place.clone() };
        if fresh {
            let _ = fs::remove_dir_all(&folder);
            let kind = if wanted.id.len() == 64 { "sha256" } else { "sha1" };
            let format = format!("--object-format={kind}");
            let arguments = ["init", "--quiet", "--bare", "--template=", &format];
            self.ended(self.fetcher.run(Some(&folder), &arguments, deadline))?;
        }
        let spec = format!("+{}:{}", wanted.from, wanted.to);
        let arguments = [
            "fetch",
            "--quiet",
            "--force",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-recurse-submodules",
            "--",
            self.address.as_str(),
            &spec,
        ];
        let outcome = self.fetcher.run(Some(&folder), &arguments, deadline);
        let ended_by_us = matches!(outcome, Outcome::Late | Outcome::Large);
        let fetched = self.ended(outcome);
        if fresh {
            let placed = fetched.and_then(|_| {
                // What is there cannot be opened.
                let _ = fs::remove_dir_all(&place);
                fs::rename(&folder, &place).map_err(broken)
            });
            let _ = fs::remove_dir_all(&folder);
            return placed;
        }
        if ended_by_us {
            self.sweep(Duration::ZERO);
        }
        fetched?;
        if packs(&place) > MOST_PACKS {
            // Order is a comfort: what was fetched is there either way.
            let _ = self.fetcher.run(Some(&place), &["gc", "--quiet"], deadline);
        }
        Ok(())
    }

    /// Removes what killed programs left behind. Younger things may be those of another program at work.
    fn sweep(&self, older_than: Duration) {
        let place = self.folder();
        let own =
            place.file_stem().map(|name| format!("{}.part-", name.to_string_lossy())).unwrap_or_default();
        let left = |name: &str| name.ends_with(".lock") || name.starts_with("tmp_");
        remove(&self.fetcher.mirrors, &|name| !own.is_empty() && name.starts_with(&own), older_than);
        for folder in ["", "objects/pack", "refs/minutebook", "refs/minutebook/heads", "refs/minutebook/tags"]
        {
            remove(&place.join(folder), &left, older_than);
        }
    }

    /// What a program that ended well printed.
    fn ended(&self, outcome: Outcome) -> Result<String, String> {
        match outcome {
            Outcome::Ended(ended) if ended.good => Ok(String::from_utf8_lossy(&ended.output).into_owned()),
            other => Err(reason(&other, self.fetcher.time, self.fetcher.bytes)),
        }
    }
}

/// Whether a text is an id in full.
fn is_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Names without what stands before all of their kind, branches first.
fn short(all: &[(&str, &str)]) -> Vec<String> {
    let of = |kind: &str| {
        let names = all.iter().filter_map(|(_, name)| name.strip_prefix(kind)).map(crate::source::plain);
        names.collect::<Vec<String>>()
    };
    [of("refs/heads/"), of("refs/tags/")].concat()
}

fn packs(mirror: &Path) -> usize {
    let files = fs::read_dir(mirror.join("objects/pack")).into_iter().flatten().flatten();
    files.filter(|file| file.path().extension().is_some_and(|ending| ending == "pack")).count()
}

/// Removes files and folders by their names and age.
fn remove(folder: &Path, which: &dyn Fn(&str) -> bool, older_than: Duration) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age =
            entry.metadata().and_then(|known| known.modified()).ok().and_then(|time| time.elapsed().ok());
        let old = age.is_some_and(|age| age >= older_than);
        if !old || !which(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let _ = if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
    }
}
