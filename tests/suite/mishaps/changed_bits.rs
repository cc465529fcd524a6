//! Files of an index that are not as they were written.

use super::{Dice, Place, assert_whole, files, held};
use crate::support::long;
use crate::support::program::PROGRAM;
use minutebook::archive::Archive;
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

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

#[test]
fn facts_that_are_lost_are_read_and_kept_again() {
    let mut dice = Dice::new();
    let place = Place::new(20, &mut dice);
    let index = place.folder.path().join("index");
    assert!(place.index(&index).status.success());
    let (facts, _) =
        files(&index).into_iter().find(|(path, _)| path.ends_with("facts")).expect("there are facts");
    let whole = fs::read(&facts).unwrap();
    // In the facts of the last record, not in its head: of a record with another key nobody knows what is missing.
    let last = whole.len() - 10;
    let changed = [&whole[..last], &[whole[last] ^ 1], &whole[last + 1..]].concat();
    let cases: [(&str, &[u8]); 4] = [
        ("without its end", &whole[..whole.len() - 3]),
        ("with half a record more", &[&whole[..], &whole[100..300]].concat()),
        ("with another head", b"of another version\n"),
        ("with a changed bit", &changed),
    ];
    for (what, bytes) in cases {
        fs::write(&facts, bytes).unwrap();
        assert_ne!(Archive::check(&index).notes, [], "{what}");
        // What is broken within is met only where the facts are asked for: with the next change.
        if what == "with a changed bit" {
            place.write(20, &mut dice);
        }
        assert!(place.index(&index).status.success(), "{what}");
        assert_whole(&index, what);
        assert!(held(&index) == Some(place.expected()), "{what}");
        let length = fs::metadata(&facts).unwrap().len();
        assert!(length >= whole.len() as u64, "{what}: {length} of {} bytes were kept", whole.len());
    }
}
