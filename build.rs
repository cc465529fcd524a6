//! Tells the program by what it reads files: a hash of the sources and words that decide what is read in a file.
//!
//! What was read in a file is kept with this hash (`src/archive/facts.rs`), so that a program that reads otherwise
//! reads again.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// What decides: the stages up to the facts of a file, the words they go by, and the libraries they use.
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

fn main() -> std::io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for place in DECIDES {
        println!("cargo::rerun-if-changed={place}");
        let mut files = Vec::new();
        list(Path::new(place), &mut files)?;
        files.sort();
        for file in files {
            file.to_string_lossy().hash(&mut hasher);
            fs::read(&file)?.hash(&mut hasher);
        }
    }
    println!("cargo::rustc-env=MINUTEBOOK_READING={:016x}", hasher.finish());
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
