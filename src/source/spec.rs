//! Sources as they are named: `minutes`, `~/team/minutes.git#v2`, `https://forge.example/team/minutes#drafts`.

use super::git::Address;
use super::settings::Settings;
use std::path::{Path, PathBuf};

/// A source as the settings or the command line name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// Where it is.
    pub place: Place,
    /// The branch, tag or commit that is wanted.
    pub branch: Option<String>,
    /// What else is said of it.
    pub settings: Settings,
}

/// Where a source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder, a file or a repository on this machine.
    Path(PathBuf),
    /// A repository elsewhere.
    Address(Address),
}

impl Spec {
    /// Reads a source as it is typed; paths are relative to `folder`. What stands behind `#` is a branch, a tag or a
    /// commit, unless the whole is a path.
    ///
    /// # Errors
    /// Where it is an address that is not fetched from; the message says what to give instead.
    pub fn parse(text: &Path, folder: &Path) -> Result<Self, String> {
        let plain = |path: &Path| Self {
            place: Place::Path(folder.join(path)),
            branch: None,
            settings: Settings::default(),
        };
        let Some(words) = text.to_str() else { return Ok(plain(text)) };
        if folder.join(text).exists() {
            return Ok(plain(text));
        }
        let (before, branch) = match words.rsplit_once('#') {
            Some((before, branch)) if !before.is_empty() => (before, Some(branch)),
            _ => (words, None),
        };
        let place = if Address::is_meant_by(before) {
            Place::Address(Address::parse(before)?)
        } else if branch.is_some() && !folder.join(before).exists() {
            // Nothing is there, and the whole may as well be a path: the message names it as it was typed.
            return Ok(plain(text));
        } else {
            Place::Path(folder.join(before))
        };
        let branch = branch.map(checked_branch).transpose()?;
        Ok(Self { place, branch, settings: Settings::default() })
    }
}

/// The name of a branch, a tag or a commit as git allows it.
///
/// # Errors
/// Where it is none.
pub(super) fn checked_branch(name: &str) -> Result<String, String> {
    let parts_are_good = name.split('/').all(|part| {
        !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.ends_with(".lock")
    });
    let letters_are_good = !name.chars().any(|c| c.is_control() || " ~^:?*[\\".contains(c));
    let good = parts_are_good
        && letters_are_good
        && !name.starts_with('-')
        && !name.contains("..")
        && !name.contains("@{")
        && name != "@"
        && name.len() <= 250;
    if good {
        return Ok(name.to_owned());
    }
    let shown: String = name.chars().filter(|c| !c.is_control()).take(120).collect();
    Err(format!("“{shown}” cannot be the name of a branch, a tag or a commit; give one such as main"))
}
