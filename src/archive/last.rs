//! What the last update was made from, kept beside the index, so that a program that starts again knows it too.
//!
//! 1. Where the same would come of it again, an update ends before anything is resolved.
//! 2. Files that are known by their marks are not read.
//! 3. Of few changed files, what they say is shown at once (`at_once`).
//!
//! It is written behind the commit that it tells of, whole or not at all, and holds for that commit alone. One that is
//! broken, or of another program, is none: it costs time only.

use super::facts::{Key, hash};
use super::intake::Remembered;
use super::store::write_whole;
use super::told::Told;
use super::update::Reading;
use super::{Archive, Ingested};
use crate::report::Warning;
use crate::vocabulary::Team;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// What an update was made from, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Last {
    /// The keys of all files, by path.
    pub(super) files: BTreeMap<String, Key>,
    /// A hash of all else: what is odd about files, what is told of their sources, what the team says.
    else_from: Key,
    stamp: String,
    pub(super) done: Ingested,
}

/// Files that are known by their mark, by source and path there.
pub(super) type Marks = BTreeMap<String, BTreeMap<String, Remembered>>;

impl Last {
    /// What an update is to be made from.
    pub(super) fn of(
        files: BTreeMap<String, Key>,
        (warnings, told, team): (&[Warning], &Told, &Team),
        stamp: &str,
    ) -> Self {
        // Each is shown with all that it holds.
        let shown = [format!("{warnings:?}"), format!("{team:?}"), told.shown()];
        let else_from = hash(&shown.each_ref().map(|text| text.as_bytes()));
        Self { files, else_from, stamp: stamp.to_owned(), done: Ingested::default() }
    }

    /// Whether the same came of it before.
    pub(super) fn is_same(&self, before: &Self) -> bool {
        self.stamp == before.stamp && self.else_from == before.else_from && self.files == before.files
    }

    /// A hash of what the update is to be made from, in an archive that has a stamp.
    pub(super) fn key(&self, stamp: &str) -> Key {
        let files = postcard::to_stdvec(&self.files).unwrap_or_default();
        hash(&[&files, &self.else_from, stamp.as_bytes()])
    }

    /// The same, with what came of it and the stamp under which it was committed.
    pub(super) fn done(self, done: Ingested, stamp: &str) -> Self {
        Self { done, stamp: stamp.to_owned(), ..self }
    }
}

/// What stands at the head: by what program the archive was made.
const HEAD: &[u8] =
    concat!("minutebook last 1 ", env!("CARGO_PKG_VERSION"), " ", env!("MINUTEBOOK_MAKING"), "\n").as_bytes();

/// Remembers what the last update was made from, where this program has not made it itself.
pub(super) fn recall(archive: &Archive, reading: &mut Reading) {
    // What is shown at once is a change of what was made last.
    let stamp = &archive.now().base().stamp;
    if reading.last.as_ref().is_some_and(|last| last.stamp == *stamp) {
        return;
    }
    reading.last = None;
    let kept = archive.store.place("last").and_then(|place| std::fs::read(place).ok());
    let Some((last, known)) = kept.as_deref().and_then(open).filter(|(last, _)| last.stamp == *stamp) else {
        return;
    };
    reading.last = Some(last);
    if reading.known.is_empty() {
        reading.known = known;
    }
}

/// Keeps what the last update was made from, unless just that is kept.
pub(super) fn keep(archive: &Archive, reading: &mut Reading) {
    let (Some(last), Some(place)) = (&reading.last, archive.store.place("last")) else { return };
    let Ok(body) = postcard::to_stdvec(&(last, &reading.known)) else { return };
    let sum = hash(&[HEAD, &body]);
    if reading.kept == Some(sum) && place.exists() {
        return;
    }
    let bytes = [HEAD, &sum, &body].concat();
    match write_whole(place.parent().unwrap_or(&place), &place, &bytes) {
        Ok(()) => reading.kept = Some(sum),
        Err(error) => {
            tracing::warn!(%error, path = %place.display(), "what was done cannot be kept, and will be done again");
        }
    }
}

fn open(bytes: &[u8]) -> Option<(Last, Marks)> {
    let (head, body) = whole(bytes)?;
    postcard::from_bytes(body).ok().filter(|_| head == HEAD)
}

/// The head, and what stands behind it and the hash of both, if all is as it was written.
fn whole(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, rest) = bytes.split_at_checked(bytes.iter().position(|byte| *byte == b'\n')? + 1)?;
    let (sum, body) = rest.split_first_chunk::<32>()?;
    (hash(&[head, body]) == *sum).then_some((head, body))
}

/// Tells what is wrong with what is kept; `None` where nothing is.
pub(super) fn damage(place: &Path) -> Option<String> {
    match std::fs::read(place) {
        Ok(bytes) => whole(&bytes).is_none().then(|| "it is not as it was written".to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::damage;
    use crate::archive::Archive;
    use crate::archive::store::VERSION;
    use crate::source::Source;
    use crate::vocabulary::Team;
    use std::fs;
    use std::path::Path;

    fn ingest(index: &Path, reports: &Path, team: &Team) -> bool {
        let stages = Stages::default();
        Archive::create_or_open(index)
            .unwrap()
            .ingest(&[Source::at(reports).unwrap()], team, &stages)
            .unwrap();
        stages.0.into_inner().unwrap().contains(&"finding people and topics")
    }

    /// Which stages an update went through.
    #[derive(Default)]
    struct Stages(std::sync::Mutex<Vec<&'static str>>);

    impl crate::archive::Progress for Stages {
        fn stage(&self, name: &'static str, _steps: usize) {
            self.0.lock().unwrap().push(name);
        }

        fn tick(&self) {}
    }

    #[test]
    fn an_update_after_a_start_is_made_only_where_something_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (reports, index) = (folder.path().join("reports"), folder.path().join("index"));
        fs::create_dir(&reports).unwrap();
        let write = |name: &str, text: &str| fs::write(reports.join(name), text).unwrap();
        write("2024-01-02.md", "# Tower, 2024-01-02\n\n- the lamp is dim, said everyone\n");
        let last = index.join(VERSION).join("last");
        let team = Team { nobody: vec!["Lamp".to_owned()], ..Team::default() };
        let steps: [(&str, &dyn Fn(), &Team, bool); 8] = [
            ("first", &|| {}, &Team::default(), true),
            ("nothing changed", &|| {}, &Team::default(), false),
            (
                "a line more",
                &|| write("2024-01-02.md", "# Tower, 2024-01-02\n\n- it is mended, said Ada\n"),
                &Team::default(),
                true,
            ),
            ("a file of nothing", &|| write("readme.md", "About.\n"), &Team::default(), true),
            (
                "a file that cannot be read well",
                &|| fs::write(reports.join("readme.md"), b"About \xff.\n").unwrap(),
                &Team::default(),
                true,
            ),
            ("what the team says", &|| {}, &team, true),
            ("what was kept is gone", &|| fs::remove_file(&last).unwrap(), &team, true),
            ("nothing changed again", &|| {}, &team, false),
        ];
        for (step, change, team, made) in steps {
            change();
            assert_eq!(ingest(&index, &reports, team), made, "{step}");
            assert_eq!(Archive::check(&index).notes, [], "{step}");
        }
        let whole = fs::read(&last).unwrap();
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            fs::write(&last, bytes).unwrap();
            assert!(damage(&last).is_some(), "byte {at}");
        }
        fs::write(&last, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(Archive::check(&index).notes.len(), 1);
        assert!(ingest(&index, &reports, &team), "what is broken is none");
        assert_eq!(damage(&last), None);
    }
}
