//! Watching folders. An event is only a hint that it is worth to look again: network folders and many containers send
//! none, so the timer stays the net.

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Component, Path, PathBuf};

/// What is watched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watched {
    /// Folders with all that is below them, and single files.
    pub places: Vec<PathBuf>,
    /// Folders whose changes do not count: what an update itself writes.
    pub except: Vec<PathBuf>,
}

/// Hidden files that decide which others are read.
const RULES: [&str; 2] = [".gitignore", ".ignore"];

/// A watch over folders and files; ends when it is dropped.
pub(super) struct Watch {
    over: Watched,
    /// What stood at each place when the watch began: a folder that is put in the place of another one is not watched.
    seen: Vec<Option<Identity>>,
    _watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Watches what exists of it, and calls `changed` at each change. What cannot be watched is said in the log.
    pub(super) fn over(over: Watched, changed: impl Fn() + Send + 'static) -> Self {
        let seen = identities(&over);
        if over.places.is_empty() {
            return Self { over, seen, _watcher: None };
        }
        let full = Watched {
            places: over.places.iter().map(|place| real(place)).collect(),
            except: over.except.iter().map(|place| real(place)).collect(),
        };
        let places = full.places.clone();
        let told = move |event: notify::Result<Event>| match event {
            Ok(event) if full.counts(&event) => changed(),
            Ok(_) => {}
            // Events were lost: everything may have changed.
            Err(_) => changed(),
        };
        let mut watcher = match notify::recommended_watcher(told) {
            Ok(watcher) => watcher,
            Err(error) => {
                tracing::warn!(%error, "folders cannot be watched here; changes are found by looking from time to time");
                return Self { over, seen, _watcher: None };
            }
        };
        for place in &places {
            // Editors save a file by putting another in its place, which only its folder is told of.
            let (folder, mode) = match place.parent() {
                Some(parent) if place.is_file() => (parent, RecursiveMode::NonRecursive),
                _ => (place.as_path(), RecursiveMode::Recursive),
            };
            if let Err(error) = watcher.watch(folder, mode) {
                tracing::warn!(
                    folder = %folder.display(), %error,
                    "this folder cannot be watched; its changes are found by looking from time to time"
                );
            }
        }
        Self { over, seen, _watcher: Some(watcher) }
    }

    /// Whether it is over just this, as it stands there now.
    pub(super) fn covers(&self, wanted: &Watched) -> bool {
        self.over == *wanted && self.seen == identities(wanted)
    }
}

/// What tells a file or folder from another one that takes its name.
type Identity = (u64, u64);

fn identities(watched: &Watched) -> Vec<Option<Identity>> {
    watched.places.iter().map(|place| identity(place)).collect()
}

/// `None` where nothing is there. A single file counts by its folder, which is what is watched.
fn identity(place: &Path) -> Option<Identity> {
    let folder = if place.is_file() { place.parent()? } else { place };
    let about = folder.metadata().ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((about.dev(), about.ino()))
    }
    #[cfg(not(unix))]
    {
        let since = about.created().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some((since.as_secs(), u64::from(since.subsec_nanos())))
    }
}

/// The path that events will name.
fn real(place: &Path) -> PathBuf {
    place.canonicalize().unwrap_or_else(|_| place.to_owned())
}

impl Watched {
    fn counts(&self, event: &Event) -> bool {
        let writes = match event.kind {
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        };
        writes && (event.paths.is_empty() || event.paths.iter().any(|path| self.matters(path)))
    }

    /// Whether a change at a path may change what is read. Hidden files are not read, such as those of git.
    fn matters(&self, path: &Path) -> bool {
        if self.except.iter().any(|except| path.starts_with(except)) {
            return false;
        }
        self.places.iter().filter_map(|place| path.strip_prefix(place).ok()).any(|below| {
            below.components().all(|part| match part {
                Component::Normal(name) => {
                    let name = name.to_string_lossy();
                    !name.starts_with('.') || RULES.contains(&name.as_ref())
                }
                _ => true,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_excepted_or_elsewhere_does_not_count() {
        let watched =
            Watched { places: vec!["/m".into(), "/p/people.toml".into()], except: vec!["/m/index".into()] };
        let cases = [
            ("/m/tower/2024-01-02.md", true),
            ("/m/tower", true),
            ("/m/.gitignore", true),
            ("/p/people.toml", true),
            ("/p/other.toml", false),
            ("/m/.git/HEAD", false),
            ("/m/tower/.2024-01-02.md.swp", false),
            ("/m/index/v1/catalog.json", false),
            ("/n/a.md", false),
        ];
        for (path, counts) in cases {
            assert_eq!(watched.matters(Path::new(path)), counts, "{path}");
        }
    }
}
