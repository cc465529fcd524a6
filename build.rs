//! Tells the program by what it reads files, and by what it makes an archive of them: hashes of the sources and words
//! that decide it.
//!
//! What was read in a file is kept with the first (`src/archive/facts.rs`), what an archive was made from with the second
//! (`src/archive/last.rs`), so that a program that does otherwise does it again.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// What decides what is read: the stages up to the facts of a file, the words they go by, and the libraries they use.
const DECIDES: [&str; 8] = [
    "src/report",
    "src/vocabulary",
    "src/source",
    "src/outline",
    "src/extract",
    "src/check",
    "data/vocabulary",
    "Cargo.lock",
];

/// What decides beside these what is made of it.
const MAKES: [&str; 4] = ["src/resolve", "src/archive", "src/field.rs", "src/search"];

fn main() -> std::io::Result<()> {
    let mut hasher = DefaultHasher::new();
    take(&DECIDES, &mut hasher)?;
    println!("cargo::rustc-env=MINUTEBOOK_READING={:016x}", hasher.finish());
    take(&MAKES, &mut hasher)?;
    println!("cargo::rustc-env=MINUTEBOOK_MAKING={:016x}", hasher.finish());
    Ok(())
}

/// Hashes all files of some places.
fn take(places: &[&str], hasher: &mut DefaultHasher) -> std::io::Result<()> {
    for place in places {
        println!("cargo::rerun-if-changed={place}");
        let mut files = Vec::new();
        list(Path::new(place), &mut files)?;
        files.sort();
        for file in files {
            file.to_string_lossy().hash(hasher);
            fs::read(&file)?.hash(hasher);
        }
    }
    Ok(())
}

fn list(place: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if place.is_dir() {
        for entry in fs::read_dir(place)? {
            list(&entry?.path(), files)?;
        }
    } else if place.is_file() {
        files.push(place.to_owned());
    }
    Ok(())
}
