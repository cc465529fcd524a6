//! Mishaps: a program that is killed, a disk that is full, bits that change. What was kept is there afterwards, or the
//! next update makes it again; nothing is lost, doubled or left lying about.
//!
//! Short forms run with all tests. `MINUTEBOOK_LONG=1` runs the long ones, which take minutes; `MINUTEBOOK_SEED` runs
//! another course of chance. `tests/README.md` tells how.

#![expect(clippy::disallowed_methods, reason = "programs are killed here, and disks mounted")]

mod changed_bits;
mod full_disk;
mod killed;

use crate::support::program::PROGRAM;
use crate::support::seed;
use minutebook::archive::{Archive, Silent, collect};
use minutebook::source::Source;
use minutebook::vocabulary::Team;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Chance, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        Self(seed().wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }
}

const WORDS: [&str; 12] =
    ["lamp", "boat", "pier", "garden", "fence", "rose", "tower", "glass", "oil", "paint", "gate", "harbour"];

/// A folder of reports with an index beside it.
struct Place {
    folder: tempfile::TempDir,
    files: usize,
}

impl Place {
    fn new(files: usize, dice: &mut Dice) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap(), files };
        for series in ["forum", "garden"] {
            fs::create_dir_all(place.reports().join(series)).unwrap();
        }
        for file in 0..files {
            place.write(file, dice);
        }
        place
    }

    fn reports(&self) -> PathBuf {
        self.folder.path().join("reports")
    }

    fn file(&self, file: usize) -> PathBuf {
        let series = ["forum", "garden"][file % 2];
        let name = format!("{}-{:02}-{:02}.md", 2020 + file / 240, file / 20 % 12 + 1, file % 20 + 1);
        self.reports().join(series).join(name)
    }

    /// Writes a report of some random words.
    fn write(&self, file: usize, dice: &mut Dice) {
        let mut text =
            "# Meeting\n\n## Present\n\n- Ada Quill (@adaq)\n- Ben Marsh\n\n## Notes\n\n".to_owned();
        for _ in 0..3 + dice.below(20) {
            let words: Vec<&str> = (0..8).map(|_| WORDS[dice.below(WORDS.len())]).collect();
            let mark = ["", "Decision: ", "ACTION: Ada to see to the "][dice.below(3)];
            text.push_str(&format!("- {mark}{} o/r#{}\n", words.join(" "), dice.below(90)));
        }
        fs::write(self.file(file), text).unwrap();
    }

    /// Changes some reports, and removes or adds one.
    fn change(&self, dice: &mut Dice) {
        for _ in 0..1 + dice.below(6) {
            let file = dice.below(self.files);
            if dice.below(4) == 0 {
                let _ = fs::remove_file(self.file(file));
            } else {
                self.write(file, dice);
            }
        }
    }

    /// What an archive of the reports holds, a line each.
    fn expected(&self) -> Vec<String> {
        let sources = [Source::at(&self.reports()).unwrap()];
        let documents = collect(&sources, &Team::default(), &Silent).unwrap().documents;
        documents.iter().map(|document| line(&document.report, &document.markdown)).collect()
    }

    fn index_command(&self, index: &Path) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(["index", "--quiet", "--index"]).arg(index).arg(self.reports());
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    fn index(&self, index: &Path) -> Output {
        self.index_command(index).output().unwrap()
    }
}

fn line(report: &minutebook::report::Report, markdown: &str) -> String {
    format!("{} {markdown}", serde_json::to_string(report).unwrap())
}

/// What an index holds; nothing where there is none.
fn held(index: &Path) -> Option<Vec<String>> {
    let archive = Archive::open(index).ok()?;
    let mut held = Vec::new();
    for summary in &archive.catalog().reports {
        let document = archive.report(&summary.id).unwrap().expect("what the catalog tells of is there");
        held.push(line(&document.report, &document.markdown));
    }
    let mut count = 0;
    archive.each_report(&mut |_| count += 1).unwrap();
    assert_eq!(count, held.len(), "none is there twice");
    Some(held)
}

fn assert_whole(index: &Path, context: &str) {
    let health = Archive::check(index);
    assert_eq!((health.damage, health.notes), (vec![], vec![]), "{context}");
}

/// The files of an index, with their lengths; not the lock, whose contents mean nothing.
fn files(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_none_or(|ending| ending != "lock")
            && path.file_name().unwrap() != "lock"
        {
            found.push((path, entry.metadata().unwrap().len()));
        }
    }
    found.retain(|(_, length)| *length > 0);
    found.sort();
    found
}
