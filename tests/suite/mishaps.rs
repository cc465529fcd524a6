//! Mishaps: a program that is killed, a disk that is full, bits that change. What was kept is there afterwards, or the
//! next update makes it again; nothing is lost, doubled or left lying about.
//!
//! Short forms run with all tests. `MINUTEBOOK_LONG=1` runs the long ones, which take minutes; `MINUTEBOOK_SEED` runs
//! another course of chance. `tests/README.md` tells how.

#![expect(clippy::disallowed_methods, reason = "programs are killed here, and disks mounted")]

use crate::support::program::PROGRAM;
use crate::support::{long, seed};
use minutebook::archive::{Archive, Silent, collect};
use minutebook::source::Source;
use minutebook::vocabulary::Team;
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

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

#[test]
fn a_program_that_is_killed_loses_nothing() {
    let times = if long() { 200 } else { 10 };
    let mut dice = Dice::new();
    let place = Place::new(60, &mut dice);
    let index = place.folder.path().join("index");
    let start = Instant::now();
    assert!(place.index(&index).status.success());
    // The first run does everything, so no later one takes longer.
    let longest = start.elapsed();
    let (mut before, mut old, mut new, mut none) = (place.expected(), 0, 0, 0);
    for time in 0..times {
        if time % 10 == 7 {
            fs::remove_dir_all(&index).unwrap();
            before.clear();
        }
        place.change(&mut dice);
        let after = place.expected();
        let mut running = place.index_command(&index).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(longest.mul_f64(dice.below(1_000) as f64 / 1_000.0));
        running.kill().unwrap();
        running.wait().unwrap();
        match held(&index) {
            None => {
                assert!(before.is_empty(), "kill {time}: an index that was there is gone");
                none += 1;
            }
            Some(held) if held == before => old += 1,
            Some(held) => {
                assert!(held == after, "kill {time}: neither the old state nor the new one");
                new += 1;
            }
        }
        let damage = Archive::check(&index).damage;
        assert!(damage.is_empty() || before.is_empty() && held(&index).is_none(), "kill {time}: {damage:?}");
        let output = place.index(&index);
        assert!(output.status.success(), "kill {time}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(held(&index).as_ref() == Some(&after), "kill {time}: the next update makes it right");
        assert_whole(&index, &format!("kill {time}"));
        before = after;
    }
    println!(
        "{times} kills: {old} left the old state, {new} the new one, {none} none where none was; 0 lost, 0 doubled, 0 corrupt"
    );
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

/// Changes a bit of a file, in its place.
fn flip(path: &Path, at: u64, bit: u8) {
    let mut file = fs::File::options().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[byte[0] ^ 1 << bit]).unwrap();
}

/// Asks an index this and that, as pages do; whatever it says, the program goes on.
fn ask_about(index: &Path) -> &'static str {
    use minutebook::archive::Page;
    let today = minutebook::report::Date::constant(2026, 1, 1);
    let Ok(archive) = Archive::open(index) else { return "not opened" };
    let page = Page { offset: 0, limit: 20, facet_limit: 20 };
    let asked = catch_unwind(AssertUnwindSafe(|| {
        let mut failed = false;
        for query in
            ["*", "lamp boat", "kind:action lamp", "\"rose tower\"", "gardn", "ref:o/r#7 sort:oldest"]
        {
            failed |= archive.search(query, page, today).is_err();
        }
        failed |= archive.each_report(&mut |_| {}).is_err();
        if failed { "an error" } else { "an answer" }
    }));
    asked.unwrap_or("a caught panic")
}

#[test]
fn a_changed_bit_is_found_and_ends_no_reader() {
    let flips = if long() { 1_000 } else { 40 };
    let mut dice = Dice::new();
    let place = Place::new(if long() { 400 } else { 40 }, &mut dice);
    let index = place.folder.path().join("index");
    assert!(place.index(&index).status.success());
    place.change(&mut dice);
    assert!(place.index(&index).status.success(), "with a file of deleted documents too");
    assert_whole(&index, "before any change");
    // What was indexed last is looked at by whoever reads it (`src/cli/last.rs`).
    let files: Vec<_> = files(&index).into_iter().filter(|(path, _)| !path.ends_with("read.toml")).collect();
    let (mut damage, mut facts) = (0, 0);
    let mut seen = std::collections::BTreeMap::new();
    for number in 0..flips {
        // Half of them anywhere, half in a file at random, so that small files have their turn.
        let (path, length) = if number % 2 == 0 {
            let all: u64 = files.iter().map(|(_, length)| length).sum();
            let mut at = dice.below(all as usize) as u64;
            files
                .iter()
                .find(|(_, length)| {
                    let here = at < *length;
                    at = at.saturating_sub(*length);
                    here
                })
                .unwrap()
        } else {
            &files[dice.below(files.len())]
        };
        let (at, bit) = (dice.below(*length as usize) as u64, dice.below(8) as u8);
        flip(path, at, bit);
        let health = Archive::check(&index);
        let of_facts = ["facts", "last", "former"].iter().any(|name| path.ends_with(name));
        assert!(
            !health.damage.is_empty() || of_facts && !health.notes.is_empty(),
            "bit {bit} of byte {at} of {} was not found",
            path.display()
        );
        damage += usize::from(!health.damage.is_empty());
        facts += usize::from(of_facts);
        *seen.entry(ask_about(&index)).or_insert(0) += 1;
        flip(path, at, bit);
    }
    assert_whole(&index, "after all were put back");
    println!(
        "{flips} changed bits, all found: {damage} damage, {facts} in what was read and remembered; readers said {seen:?}"
    );
    // And one that stays is made good.
    let (path, length) = files.iter().find(|(path, _)| path.iter().any(|part| part == "engine")).unwrap();
    flip(path, length / 2, 1);
    let check =
        Command::new(PROGRAM).args(["check", "--format", "json", "--index"]).arg(&index).output().unwrap();
    assert_eq!(check.status.code(), Some(1), "{}", String::from_utf8_lossy(&check.stdout));
    assert!(place.index(&index).status.success());
    assert!(held(&index) == Some(place.expected()));
    assert_whole(&index, "after the next update");
    let check = Command::new(PROGRAM).args(["check", "--index"]).arg(&index).output().unwrap();
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stdout));
}

/// A small disk of its own, which goes away with it.
struct Disk(tempfile::TempDir);

impl Disk {
    fn new(kilobytes: u64) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={kilobytes}k,mode=755");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "minutebook-test"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then(|| Self(folder))
    }

    fn resize(&self, kilobytes: u64) {
        let options = format!("remount,size={kilobytes}k");
        assert!(Command::new("mount").args(["-o", &options]).arg(self.0.path()).status().unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

fn kilobytes(folder: &Path) -> u64 {
    files(folder).iter().map(|(_, length)| length.div_ceil(4_096) * 4).sum()
}

#[test]
fn a_full_disk_is_told_and_costs_nothing() {
    let sizes = if long() { 20 } else { 4 };
    let mut dice = Dice::new();
    let place = Place::new(if long() { 300 } else { 80 }, &mut dice);
    let (few, all) = (place.folder.path().join("few"), place.reports());
    // First a quarter of the reports, then all of them.
    let spare = place.folder.path().join("index");
    assert!(place.index(&spare).status.success());
    let whole = kilobytes(&spare);
    fs::rename(&all, &few).unwrap();
    fs::create_dir_all(&all).unwrap();
    for (number, (path, _)) in files(&few).into_iter().enumerate() {
        if number % 4 == 0 {
            let to = all.join(path.strip_prefix(&few).unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(path, to).unwrap();
        }
    }
    let some = place.folder.path().join("some");
    fs::rename(&all, &some).unwrap();
    let show = |shown: &Path, back: &Path| {
        if all.exists() {
            fs::rename(&all, back).unwrap();
        }
        fs::rename(shown, &all).unwrap();
    };
    let (mut refused, mut done) = (0, 0);
    for size in 0..sizes {
        show(&some, &few);
        let Some(disk) = Disk::new(4 * whole) else {
            println!("skipped: no disk can be mounted here");
            return;
        };
        let index = disk.0.path().join("index");
        assert!(place.index(&index).status.success());
        let before = place.expected();
        show(&few, &some);
        // From no room at all to enough for all of it.
        let used = kilobytes(&index);
        disk.resize(used + 8 + (2 * whole) * size / sizes);
        let output = place.index(&index);
        if output.status.success() {
            done += 1;
            assert!(held(&index) == Some(place.expected()), "size {size}");
        } else {
            refused += 1;
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "size {size}: {said}");
            assert!(said.contains("free space") && said.contains("index"), "size {size}: {said}");
            assert!(held(&index) == Some(before), "size {size}: the archive is as it was; {said}");
            assert_eq!(Archive::check(&index).damage, [], "size {size}");
        }
        disk.resize(4 * whole);
        let output = place.index(&index);
        assert!(output.status.success(), "size {size}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(held(&index) == Some(place.expected()), "size {size}: it recovers");
        assert_whole(&index, &format!("size {size}"));
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(refused > 0 && done > 0, "{refused} refused, {done} done");
    println!("{sizes} sizes of a disk: {refused} refused with a message, {done} large enough; all recovered");
}
