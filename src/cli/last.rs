//! What `minutebook index` was given last: kept beside the index, so that a server started later follows the same reports
//! where the settings name none.

use super::team::TeamFiles;
use crate::config::Config;
use crate::source::Spec;
use anyhow::{Context, anyhow};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The name of the file, in the folder of the index.
const NAME: &str = "read.toml";

/// What was given.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Last {
    sources: Vec<PathBuf>,
    people: Vec<PathBuf>,
    topics: Vec<PathBuf>,
}

/// Keeps what was given. Paths are kept in full, so that it does not matter where the next program is started.
pub(super) fn keep(config: &Config, sources: &[PathBuf], team: &TeamFiles) -> anyhow::Result<()> {
    let full = |files: &[PathBuf]| files.iter().map(std::path::absolute).collect::<Result<Vec<_>, _>>();
    let sources = sources.iter().map(|source| Spec::in_full(source)).collect();
    let last = Last { sources, people: full(&team.people)?, topics: full(&team.topics)? };
    let path = config.index.join(NAME);
    let text = toml::to_string(&last)?;
    if std::fs::read_to_string(&path).is_ok_and(|kept| kept == text) {
        return Ok(());
    }
    std::fs::write(&path, text).with_context(|| format!("{}: cannot be written", path.display()))
}

/// The settings, with the sources that were given last where they name none. Tells whether there were any.
pub(super) fn over(config: &Config) -> anyhow::Result<Config> {
    let mut config = config.clone();
    let path = config.index.join(NAME);
    if !config.sources.is_empty() {
        return Ok(config);
    }
    // Without it, or with one that somebody else wrote, nothing was given.
    let last: Last =
        std::fs::read_to_string(&path).ok().and_then(|text| toml::from_str(&text).ok()).unwrap_or_default();
    let specs: Result<Vec<Spec>, String> =
        last.sources.iter().map(|source| Spec::parse(source, Path::new(""))).collect();
    config.sources = specs.map_err(|wrong| anyhow!("{}: {wrong}", path.display()))?;
    if config.people.is_empty() {
        config.people = last.people;
    }
    if config.topics.is_empty() {
        config.topics = last.topics;
    }
    Ok(config)
}
