//! The sample archive that is built into the program: reports of an invented project.

use super::{Reading, SourceFile};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "data/archive"]
struct Files;

/// The sample's files.
pub(super) fn read(tick: &(dyn Fn() + Sync)) -> Reading {
    let mut files: Vec<SourceFile> = Files::iter()
        .filter(|path| path.ends_with(".md"))
        .filter_map(|path| {
            tick();
            let bytes = Files::get(&path)?.data;
            Some(SourceFile { text: String::from_utf8_lossy(&bytes).into_owned(), path: path.into_owned() })
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Reading { files, ..Reading::default() }
}
