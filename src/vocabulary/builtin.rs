//! The files below `data/vocabulary/`, one folder per language, built into the program.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "data/vocabulary"]
struct Files;

/// The language whose words go first where two languages claim one.
const FIRST: &str = "en";

/// The texts of the files of one name, by language; a folder is all that a language needs.
pub(super) fn builtin(name: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Files::iter()
        .filter_map(|path| {
            let language = path.strip_suffix(name)?.strip_suffix('/')?.to_owned();
            let text = String::from_utf8_lossy(&Files::get(&path)?.data).into_owned();
            Some((language, text))
        })
        .collect();
    files.sort_by(|(a, _), (b, _)| (a != FIRST, a).cmp(&(b != FIRST, b)));
    files
}
