//! The files that a team keeps of itself, read from disk.

use crate::config::Config;
use crate::vocabulary::Team;
use anyhow::Context;
use std::path::{Path, PathBuf};

/// Which files those are.
#[derive(Debug, Default, clap::Args)]
pub(super) struct TeamFiles {
    /// The team's file of people: who is who [default: `people` of the settings, or people.toml beside them]
    #[arg(long, value_name = "FILE")]
    pub(super) people: Vec<PathBuf>,
    /// The team's file of subjects [default: `topics` of the settings, or topics.toml beside them]
    #[arg(long, value_name = "FILE")]
    pub(super) topics: Vec<PathBuf>,
}

/// Reads the files that are given, else those of the settings.
pub(super) fn read(given: &TeamFiles, config: &Config) -> anyhow::Result<Team> {
    let mut team = Team::default();
    for path in named(&given.people, &config.people) {
        // The message names file and line itself.
        team.read_people(&path.display().to_string(), &text(path)?)?;
    }
    for path in named(&given.topics, &config.topics) {
        team.read_topics(&text(path)?).with_context(|| path.display().to_string())?;
    }
    Ok(team)
}

fn named<'a>(given: &'a [PathBuf], configured: &'a [PathBuf]) -> &'a [PathBuf] {
    if given.is_empty() { configured } else { given }
}

fn text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
}
