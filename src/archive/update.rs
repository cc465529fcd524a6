//! Sources → what differs → engine: an update.
//!
//! 1. `intake` goes through the files. A file that its mark or its content tells is not read again: its facts lie on
//!    the `Shelf`. Where all is as it was the last time (`last`), that is all.
//! 2. Where a few files of a large archive changed, `at_once` shows what they say before all is known of it.
//! 3. `whole` makes one archive of all facts and compares its reports by hash with what is there. Where something newer
//!    is asked for, it is left.
//! 4. What differs is made into documents one after the other, as the engine takes them.
//! 5. The catalog is saved, the engine commits with its stamp, and readers switch.
//! 6. What the histories of new sources tell of former passages is remembered (`past`).

use super::facts::{Facts, Key, Shelf, hash, line_starts, part};
use super::intake::{Taken, facts, take_in, text};
use super::last::{self, Last, Marks};
use super::read::Read;
use super::snapshot::Base;
use super::told::Told;
use super::whole::{Asker, Made, Whole};
use super::{
    Archive, ArchiveError, Catalog, Ingested, Progress, Snapshot, at_once, health, look, past, seal,
};
use crate::report::{Lines, Report};
use crate::search::{Changes, Document, Puts, TantivyEngine};
use crate::source::Source;
use crate::vocabulary::Team;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

/// What is kept of files between two updates.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) shelf: Shelf,
    /// Files that are known by their mark.
    pub(super) known: Marks,
    /// What the last update was made from.
    pub(super) last: Option<Last>,
    /// A hash of what is kept of all this.
    pub(super) kept: Option<Key>,
}

pub(super) fn ingest(
    archive: &Archive,
    (sources, team): (&[Source], &Team),
    progress: &dyn Progress,
) -> Result<Ingested, ArchiveError> {
    let mut held = archive.reading.lock().unwrap_or_else(PoisonError::into_inner);
    let reading = &mut *held;
    let mut running = archive.running.lock().unwrap_or_else(PoisonError::into_inner);
    let writing = archive.store.begin()?;
    if !archive.anew.load(Ordering::Relaxed)
        && let Err(error) = archive.refresh()
    {
        begin_anew(archive, error)?;
    }
    let anew = archive.anew.load(Ordering::Relaxed);
    if let Some(path) = archive.store.place("facts") {
        // Without what was read before, everything is read again; it costs time only.
        if let Err(error) = reading.shelf.open(&path) {
            tracing::warn!(%error, path = %path.display(), "what was read before cannot be used");
        }
    }
    if anew {
        reading.last = None;
    } else {
        last::recall(archive, reading);
    }
    let again = !reading.known.is_empty();
    let mut take = || take_in(reading, sources, (&writing, progress));
    let (taken, warnings, told) = if again { archive.at_once(&mut take) } else { take() }?;
    let paths = taken.iter().map(|file| (file.path.clone(), file.key)).collect();
    let from = Last::of(paths, (&warnings, &told, team), &archive.now().stamp);
    let mut asker = Asker { progress, shown: false };
    if let Some(last) = &reading.last {
        if from.is_same(last) {
            let done = Ingested { changed: 0, removed: 0, ..last.done };
            running.leave();
            keep_facts(&reading.shelf, &taken);
            end(archive, reading, (sources, &told));
            return Ok(done);
        }
        let shelf = (&reading.shelf, sources, &told);
        let show = || at_once::show(archive, (&last.files, &taken), shelf, progress);
        match archive.at_once(show) {
            Ok(shown) => asker.shown = shown,
            Err(error) => tracing::warn!(%error, "what changed cannot be shown at once"),
        }
    }
    let stamp = format!("{} {anew}", archive.now().stamp);
    let key = from.key(&stamp);
    if !running.is_from(&key) {
        running.end(asker)?;
        progress.stage("reading facts", 0);
        let files = facts(&reading.shelf, &taken.iter().collect::<Vec<_>>(), (sources, asker))?;
        keep_facts(&reading.shelf, &taken);
        let read = Read { files, warnings, told: told.clone() };
        let before = if anew { Arc::default() } else { archive.catalog() };
        running.begin(Whole { read, team: team.clone(), before }, key);
    }
    let Made { catalog, differing, files, bytes } = running.wait(asker)?;
    let done = Ingested {
        files,
        bytes: usize::try_from(bytes).unwrap_or(usize::MAX),
        reports: catalog.reports.len(),
        entries: catalog.reports.iter().map(|report| report.entries as usize).sum(),
        changed: differing.put.len(),
        removed: differing.remove.len(),
    };
    let texts = Texts { sources, taken: taken.iter().map(|file| (file.path.as_str(), file)).collect() };
    let stamp = archive.store.save(&catalog)?;
    // The engine's threads have the rank of those that start them: nobody waits for this, so they give way as the
    // threads do that share the work.
    rayon::scope(|_| commit(archive, Commit { differing, catalog, stamp, base: None }, &texts, progress))?;
    reading.last = Some(from.done(done, &archive.now().stamp));
    end(archive, reading, (sources, &told));
    Ok(done)
}

/// Where the index was deleted or damaged while it is open it is made anew; readers go on with what they have open.
fn begin_anew(archive: &Archive, error: ArchiveError) -> Result<(), ArchiveError> {
    let store = &archive.store;
    if store.engine_folder().exists() && health::sealed(store).damage.is_empty() {
        return Err(error);
    }
    tracing::warn!(%error, "the index is gone or damaged and is made anew");
    let engine = TantivyEngine::create_or_open(&store.begin_anew()?)?;
    *archive.engine.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(engine);
    archive.anew.store(true, Ordering::Relaxed);
    Ok(())
}

/// Writes the facts that wait. Some may, though nothing changed: those that were lost and were read again.
fn keep_facts(shelf: &Shelf, taken: &[Taken]) {
    let living: HashSet<Key> = taken.iter().map(|file| file.key).collect();
    if let Err(error) = shelf.tidy(&living) {
        tracing::warn!(%error, "what was read cannot be kept, and will be read again");
    }
}

/// Keeps what the update was made from and what was said before, and puts right what an update that was killed had left
/// undone.
fn end(archive: &Archive, reading: &mut Reading, (sources, told): (&[Source], &Told)) {
    if let Err(error) = past::read(archive, sources, told) {
        tracing::warn!(%error, "what reports said before cannot be kept, and is looked for again with the next update");
    }
    let stamp = &archive.now().stamp;
    let found = archive.store.place("seal").map(|place| seal::read(&place));
    if matches!(found, Some(seal::Found::Nothing)) || !archive.store.left_over(stamp).is_empty() {
        finish(archive, (stamp, &seal::Seal::default()));
    }
    last::keep(archive, reading);
}

/// The hashes of the texts of all reports, by path and lines.
pub(super) fn part_hashes(files: &[(String, Facts)]) -> HashMap<(String, Lines), Key> {
    let parts = files.iter().flat_map(|(path, facts)| {
        let lines = facts.drafts.iter().map(|draft| draft.report.lines);
        lines.zip(&facts.parts).map(move |(lines, part)| ((path.clone(), lines), *part))
    });
    parts.collect()
}

/// A hash of all that the index holds of a report.
pub(super) fn report_hash(report: &Report, part: Option<&Key>) -> String {
    // A report always serialises; were it not to, the text alone would tell most changes.
    let report = postcard::to_stdvec(report).unwrap_or_default();
    let whole = hash(&[&report, part.map(Key::as_slice).unwrap_or_default()]);
    blake3::Hash::from_bytes(whole).to_hex().chars().take(32).collect()
}

/// The same of a report that the engine gives back.
pub(super) fn document_hash(document: &Document) -> String {
    report_hash(&document.report, Some(&hash(&[document.markdown.as_bytes()])))
}

/// What is to be written.
pub(super) struct Differing {
    /// Reports to put, by path.
    pub(super) put: Vec<Report>,
    /// Ids of reports to remove.
    pub(super) remove: Vec<String>,
}

/// What is to be written, with the lists that go with it.
pub(super) struct Commit {
    pub(super) differing: Differing,
    pub(super) catalog: Catalog,
    /// The name under which the lists are saved.
    pub(super) stamp: String,
    /// What it is a change of, where it is one: readers wait for those.
    pub(super) base: Option<Base>,
}

/// The texts of files, had again one after the other.
pub(super) struct Texts<'a> {
    pub(super) sources: &'a [Source],
    pub(super) taken: HashMap<&'a str, &'a Taken>,
}

impl Texts<'_> {
    /// Reports, which stand by path, with their texts.
    fn documents(&self, reports: Vec<Report>) -> impl Iterator<Item = Document> {
        let mut open: (String, String, Vec<usize>) = Default::default();
        reports.into_iter().map(move |report| {
            if open.0 != report.path {
                // A file that is gone or changed meanwhile will be met by the next update.
                let text = self.taken.get(report.path.as_str()).and_then(|file| text(file, self.sources));
                let text = text.unwrap_or_default();
                let starts = line_starts(&text);
                open = (report.path.clone(), text, starts);
            }
            Document { markdown: part(&open.1, &open.2, report.lines).to_owned(), report }
        })
    }
}

/// Writes, and lets readers see it.
pub(super) fn commit(
    archive: &Archive,
    commit: Commit,
    texts: &Texts<'_>,
    progress: &dyn Progress,
) -> Result<(), ArchiveError> {
    let Commit { differing: Differing { put, remove }, catalog, stamp, base } = commit;
    let store = &archive.store;
    let before = archive.now();
    progress.stage("writing the index", put.len());
    let place = store.place("seal");
    if stamp == before.stamp && put.is_empty() && remove.is_empty() {
        return Ok(());
    }
    let anew = archive.anew.load(Ordering::Relaxed);
    // Kept before it is so: that an id is lost which is still there does no harm.
    let memory = before.memory.remember(store, (&before, &catalog), (&put, &remove));
    // What is damaged may not tell any more what it held.
    let memory = if anew { memory.unwrap_or_else(|_| before.memory.clone()) } else { memory? };
    let sealed = place.as_deref().and_then(|place| seal::take(place).ok()).unwrap_or_default();
    let put = Puts::new(texts.documents(put));
    let engine = archive.engine();
    let written = engine
        .update(Changes { put, remove, stamp: stamp.clone(), hurry: base.is_some() }, &|| progress.tick());
    if let Err(error) = written {
        if !anew {
            finish(archive, (&before.stamp, &sealed));
        }
        return Err(error.into());
    }
    let catalog = Arc::new(catalog);
    let written = store.written(&stamp);
    let parts = before.parts.clone();
    if anew {
        store.exchange()?;
        let engine = Arc::new(TantivyEngine::open(&store.engine_folder())?);
        let snapshot = look(engine.as_ref(), store)?;
        *archive.engine.write().unwrap_or_else(PoisonError::into_inner) = engine;
        archive.anew.store(false, Ordering::Relaxed);
        archive.switch(Snapshot { parts, ..snapshot });
    } else {
        let (view, identity) = (engine.view(), store.identity());
        let stamp = stamp.clone();
        archive.switch(Snapshot { view, catalog, base, parts, written, stamp, identity, memory });
    }
    finish(archive, (&stamp, &sealed));
    Ok(())
}

/// Sweeps, and seals what was committed. Where this fails the next update does it.
fn finish(archive: &Archive, (stamp, sealed): (&str, &seal::Seal)) {
    archive.store.sweep(stamp);
    if let Some(place) = archive.store.place("seal")
        && !stamp.is_empty()
        && let Err(error) = seal::set(&place, &archive.store.engine_folder(), (stamp, sealed))
    {
        tracing::warn!(%error, path = %place.display(), "the index cannot be sealed");
    }
}
