//! What files said before: every version that a commit replaced or removed.
//!
//! The same walk as in `history`, to the first commit, within bounds: the newest versions come first, so what is left out
//! is what is oldest.

use super::history::{Files, How, Steps};
use super::repository::Opened;
use super::tree::{Listed, read_one};
use crate::report::Change;
use crate::source::settings::Selection;
use crate::source::{Past, plain};
use gix::ObjectId;
use gix::bstr::{BString, ByteSlice};
use rayon::prelude::*;

/// Further back nothing is looked for.
const MOST_COMMITS: usize = 50_000;
/// As many versions are read at most,
const MOST_VERSIONS: usize = 20_000;
/// and as many bytes of them.
const MOST_BYTES: usize = 128 * 1024 * 1024;
/// As many are given at a time.
const AT_ONCE: usize = 64;

/// A version of a file.
struct Version {
    listed: Listed,
    now: Option<String>,
    until: Change,
}

/// Goes through the versions of files that the source is to give; `listed` are those of today.
pub(super) fn visit(
    opened: &Opened,
    (listed, wanted): (&[Listed], &Selection),
    visit: &mut dyn FnMut(Vec<Past>),
) {
    let mut files = Files::of(listed.iter().map(|file| file.place.clone()).collect());
    let mut steps = Steps::new(&opened.repository);
    let mut at = Some(opened.tip);
    let (mut versions, mut count, mut bytes) = (Vec::new(), 0, 0);
    for _ in 0..MOST_COMMITS {
        let Some(step) = at.and_then(|id: ObjectId| steps.take(id)) else { break };
        files.met(&step, &mut steps.renames);
        for altered in step.changes.iter().filter(|altered| altered.how != How::Added) {
            let Some((path, id)) = own_path(opened, &altered.path).zip(altered.before()) else { continue };
            if !wanted.takes(&path) {
                continue;
            }
            let now = files.wanted.get(&altered.path).and_then(|file| listed.get(*file));
            versions.push(Version {
                listed: Listed { place: altered.path.clone(), path, id },
                now: now.map(|file| file.path.clone()),
                until: step.change.clone(),
            });
        }
        at = step.parent;
        if versions.len() >= AT_ONCE || at.is_none() {
            count += versions.len();
            let past = read(opened, std::mem::take(&mut versions));
            bytes += past.iter().map(|past| past.file.text.len()).sum::<usize>();
            visit(past);
            if count >= MOST_VERSIONS || bytes >= MOST_BYTES {
                tracing::info!(versions = count, "older versions of files are not looked at");
                return;
            }
        }
    }
    visit(read(opened, versions));
}

/// A path of the repository as it is called below the root of the source; `None` where it is not below it, or hidden.
fn own_path(opened: &Opened, place: &BString) -> Option<String> {
    let path = plain(&place.to_str_lossy());
    let own = match opened.below.as_str() {
        "" => path.as_str(),
        below => path.strip_prefix(below)?.strip_prefix('/')?,
    };
    let hidden = own.split('/').any(|part| part.starts_with('.'));
    (!hidden).then(|| own.to_owned())
}

/// Reads versions. What cannot be read is left out: nobody can do anything about it now.
fn read(opened: &Opened, versions: Vec<Version>) -> Vec<Past> {
    let shared = opened.repository.clone().into_sync();
    let read: Vec<Option<Past>> = versions
        .into_par_iter()
        .map_init(
            || shared.to_thread_local(),
            |repository, version| {
                let (file, _) = read_one(repository, &version.listed).ok()?;
                Some(Past { file, now: version.now, until: version.until })
            },
        )
        .collect();
    read.into_iter().flatten().collect()
}
