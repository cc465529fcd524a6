//! A disk without room.

use super::{Dice, Place, assert_whole, files, held};
use crate::support::long;
use minutebook::archive::Archive;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

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
