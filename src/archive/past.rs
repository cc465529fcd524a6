//! What the history of a source tells of passages that were there before this archive was: so an address that another
//! index handed out tells something, too.
//!
//! 1. A source whose history was not gone through yet is gone through once, after its reports can be found.
//! 2. Each former version of a file is read as it would have been then, and compared with what its file says now. Newer
//!    versions come first, so an id is told of by the change that ended it last.
//! 3. What was gone through is noted beside the list (`memory`), in `former.histories`.

use super::facts::Facts;
use super::snapshot::Snapshot;
use super::store::{Store, unwritable, write_whole};
use super::told::Told;
use super::{Archive, ArchiveError};
use crate::former::{Former, compare};
use crate::report::{Change, Date, Directory, Draft, Report};
use crate::resolve::{Known, at_once};
use crate::source::{Past, Source, SourceFile};
use crate::vocabulary::Reading as Words;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

/// The name of the list of sources whose history is known.
const NAME: &str = "former.histories";

/// Goes through the histories that are not known yet. The caller writes.
pub(super) fn read(archive: &Archive, sources: &[Source], told: &Told) -> Result<(), ArchiveError> {
    let mut known = known(&archive.store);
    for (source, info) in sources.iter().zip(&told.sources) {
        let place = source.place().replace('\n', " ");
        if info.head.is_none() || known.contains(&place) {
            continue;
        }
        let now = archive.now();
        let mut lost = Lost::of(&now, &info.prefix, told);
        source.past(&mut |past| lost.add(past))?;
        let records = lost.records;
        tracing::debug!(source = place, former = records.len(), "history read");
        let memory = now.memory.add(&archive.store, records)?;
        archive.switch(Snapshot { memory, ..Snapshot::clone(&now) });
        known.push(place);
        note(&archive.store, &known)?;
    }
    Ok(())
}

/// The places of sources whose history is known.
fn known(store: &Store) -> Vec<String> {
    let noted = store.lasting(NAME).and_then(|path| std::fs::read_to_string(path).ok());
    noted.unwrap_or_default().lines().map(str::to_owned).collect()
}

fn note(store: &Store, known: &[String]) -> Result<(), ArchiveError> {
    let Some(path) = store.lasting(NAME) else { return Ok(()) };
    let lines: String = known.iter().map(|place| format!("{place}\n")).collect();
    let dir = path.parent().unwrap_or(Path::new("."));
    write_whole(dir, &path, lines.as_bytes()).map_err(|error| unwritable(&path, &error))
}

/// The ids that were lost in the history of a source.
struct Lost<'a> {
    now: &'a Snapshot,
    prefix: &'a str,
    told: &'a Told,
    /// Where reports of today stand in the catalog, by path and by day.
    by_path: HashMap<&'a str, Vec<usize>>,
    by_day: HashMap<Date, Vec<usize>>,
    /// Their ids.
    ids: HashSet<&'a str>,
    /// Those that were loaded.
    loaded: HashMap<usize, Option<Report>>,
    seen: HashSet<String>,
    records: Vec<Former>,
}

/// As many reports of today are kept in memory.
const LOADED: usize = 1_000;

impl<'a> Lost<'a> {
    fn of(now: &'a Snapshot, prefix: &'a str, told: &'a Told) -> Self {
        let mut by_path: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_day: HashMap<Date, Vec<usize>> = HashMap::new();
        for (at, report) in now.catalog.reports.iter().enumerate() {
            by_path.entry(&report.path).or_default().push(at);
            if let Some(date) = report.date {
                by_day.entry(date).or_default().push(at);
            }
        }
        let ids = now.catalog.reports.iter().map(|report| report.id.as_str()).collect();
        let (loaded, seen, records) = Default::default();
        Self { now, prefix, told, by_path, by_day, ids, loaded, seen, records }
    }

    /// Takes some versions of files.
    fn add(&mut self, past: Vec<Past>) {
        let read = |version: &Past| {
            let path = format!("{}{}", self.prefix, version.file.path);
            let file = SourceFile { path: path.clone(), text: version.file.text.clone() };
            let mut drafts = Facts::of(&file, Words::builtin()).drafts;
            self.told.put(&path, &mut drafts, &mut []);
            drafts
        };
        let drafts: Vec<Vec<Draft>> = past.par_iter().map(read).collect();
        for (version, drafts) in past.into_iter().zip(drafts) {
            let now = version.now.map(|path| format!("{}{path}", self.prefix));
            self.compare(drafts, now.as_deref(), &version.until);
        }
    }

    /// Compares the reports of a version with those of its file as it is, or with those of the same days where the file
    /// is gone.
    fn compare(&mut self, drafts: Vec<Draft>, now: Option<&str>, until: &Change) {
        let days: BTreeSet<Date> = drafts.iter().filter_map(|draft| draft.report.date).collect();
        let meant: Vec<usize> = match now {
            Some(path) => self.by_path.get(path).cloned().unwrap_or_default(),
            None => days.iter().filter_map(|day| self.by_day.get(day)).flatten().copied().collect(),
        };
        let before = self.named(drafts, &meant);
        let after: Vec<Report> = meant.iter().filter_map(|at| self.load(*at)).collect();
        for former in compare(&before, &after) {
            let is_told = self.now.memory.ledger().get(&former.id).is_some() || self.is_there(&former.id);
            if self.seen.insert(former.id.clone()) && !is_told {
                let (when, commit) = (Some(until.time), Some(until.commit.clone()));
                self.records.push(Former { when, commit, ..former });
            }
        }
    }

    /// The reports under the ids that they would have had beside all others.
    fn named(&mut self, drafts: Vec<Draft>, meant: &[usize]) -> Vec<Report> {
        let catalog = &self.now.catalog;
        let own: Vec<&str> =
            meant.iter().filter_map(|at| Some(catalog.reports.get(*at)?.id.as_str())).collect();
        own.iter().for_each(|id| {
            self.ids.remove(id);
        });
        let directory = Directory::default();
        let reports =
            at_once(drafts, Known { directory: &directory, taken: &self.ids, before: &[], near: &[] });
        self.ids.extend(own);
        reports
    }

    fn load(&mut self, at: usize) -> Option<Report> {
        if self.loaded.len() >= LOADED {
            self.loaded.clear();
        }
        let load = || {
            let id = &self.now.catalog.reports.get(at)?.id;
            Some(self.now.report(id).ok()??.report)
        };
        self.loaded.entry(at).or_insert_with(load).clone()
    }

    /// Whether an id is that of a report or a passage of today.
    fn is_there(&self, id: &str) -> bool {
        let report = id.rsplit_once('/').is_some_and(|(report, _)| self.ids.contains(report));
        self.ids.contains(id) || report && self.now.entry(id).is_ok_and(|found| found.is_some())
    }
}

#[cfg(test)]
mod tests {
    use crate::archive::{Archive, Fate, Silent};
    use crate::source::Source;
    use crate::source::git::tests::Repo as Repository;
    use crate::vocabulary::Team;

    const FIRST: &str =
        "# Tower, 2031-01-07\n\n- We paint the peir green, said Ada\n- The old boat is to be sold\n";
    const SECOND: &str = "# Tower, 2031-01-07\n\n- We paint the pier green, said Ada\n";

    /// The ids that an archive of the folder hands out.
    fn ids(folder: &std::path::Path) -> Vec<String> {
        let archive = Archive::in_memory().unwrap();
        archive.ingest(&[Source::at(folder).unwrap()], &Team::default(), &Silent).unwrap();
        let mut ids = Vec::new();
        archive
            .each_report(&mut |report| ids.extend(report.entries.iter().map(|entry| entry.id.clone())))
            .unwrap();
        ids
    }

    #[test]
    fn a_new_index_knows_what_the_history_tells() {
        let Some(repository) = Repository::new() else { return };
        repository
            .write("tower/2031-01-07.md", FIRST)
            .write("tower/2031-02-04.md", "# Tower, 2031-02-04\n\n- The gate is stuck again, says Ben\n");
        repository.commit("2031-01-08");
        let issued = ids(repository.root());
        let [pier, boat, gate] = issued.as_slice() else { panic!("{issued:?}") };
        repository.write("tower/2031-01-07.md", SECOND);
        let edited = repository.commit("2031-02-09");
        repository.git(&["mv", "tower", "keep"]);
        repository.git(&["rm", "--quiet", "-f", "keep/2031-02-04.md"]);
        let removed = repository.commit("2031-03-10");

        let (_folder, bare) = repository.bare();
        for place in [repository.root(), bare.as_path()] {
            let archive = Archive::in_memory().unwrap();
            archive.ingest(&[Source::at(place).unwrap()], &Team::default(), &Silent).unwrap();
            let now = archive.now();
            let Fate::Edited { entry, former, .. } = now.fate(pier).unwrap() else { panic!("{pier}") };
            assert_eq!(entry.own_text(), "We paint the pier green, said Ada");
            assert_eq!(former.text.as_deref(), Some("We paint the peir green, said Ada"));
            assert_eq!(former.commit.as_deref(), Some(edited.as_str()));
            let Fate::Gone { former } = now.fate(boat).unwrap() else { panic!("{boat}") };
            assert_eq!(
                (former.text.as_deref(), former.commit.as_deref()),
                (Some("The old boat is to be sold"), Some(edited.as_str()))
            );
            let Fate::Gone { former } = now.fate(gate).unwrap() else { panic!("{gate}") };
            assert_eq!(former.commit.as_deref(), Some(removed.as_str()));
        }
    }
}
