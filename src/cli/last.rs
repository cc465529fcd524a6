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
    /// The folder in which the program was started: paths are relative to it.
    from: PathBuf,
    sources: Vec<PathBuf>,
    people: Vec<PathBuf>,
    topics: Vec<PathBuf>,
}

/// Keeps what was given.
pub(super) fn keep(config: &Config, sources: &[PathBuf], team: &TeamFiles) -> anyhow::Result<()> {
    let (people, topics) = (team.people.clone(), team.topics.clone());
    let last = Last { from: std::env::current_dir()?, sources: sources.to_vec(), people, topics };
    let path = place(config);
    let text = sealed(&toml::to_string(&last)?);
    if std::fs::read_to_string(&path).is_ok_and(|kept| kept == text) {
        return Ok(());
    }
    std::fs::write(&path, text).with_context(|| format!("{}: cannot be written", path.display()))
}

/// Where it is kept.
pub(super) fn place(config: &Config) -> PathBuf {
    config.index.join(NAME)
}

/// The settings, with the sources that were given last where they name none.
pub(super) fn over(config: &Config) -> anyhow::Result<Config> {
    let mut config = config.clone();
    let path = place(&config);
    if !config.sources.is_empty() {
        return Ok(config);
    }
    let last = read(&path)?;
    // Where it is started again in the same folder, paths stay as they were given.
    let here = std::env::current_dir().is_ok_and(|here| here == last.from);
    let folder = if here { Path::new("") } else { last.from.as_path() };
    let specs: Result<Vec<Spec>, String> =
        last.sources.iter().map(|source| Spec::parse(source, folder)).collect();
    config.sources = specs.map_err(|wrong| anyhow!("{}: {wrong}", path.display()))?;
    if config.people.is_empty() {
        config.people = last.people.iter().map(|file| folder.join(file)).collect();
    }
    if config.topics.is_empty() {
        config.topics = last.topics.iter().map(|file| folder.join(file)).collect();
    }
    Ok(config)
}

/// What was given; nothing where there is no file. One that is not as it was written might name anything.
fn read(path: &Path) -> anyhow::Result<Last> {
    let Ok(bytes) = std::fs::read(path) else { return Ok(Last::default()) };
    let text = String::from_utf8(bytes).unwrap_or_default();
    let body = text.split_inclusive('\n').skip(1).collect::<String>();
    let last = (sealed(&body) == text).then(|| toml::from_str(&body).ok()).flatten();
    last.with_context(|| {
        let path = path.display();
        format!("{path}: it is not as it was written, so it does not tell what was indexed last; name the sources: minutebook index FOLDER")
    })
}

/// The text below a line that tells its hash.
fn sealed(text: &str) -> String {
    format!("# {}\n{text}", blake3::hash(text.as_bytes()).to_hex())
}

#[cfg(test)]
mod tests {
    use super::{keep, over, read};
    use crate::cli::team::TeamFiles;
    use crate::config::Config;
    use std::path::PathBuf;

    #[test]
    fn what_was_given_is_read_again_or_refused() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { index: folder.path().to_owned(), ..Config::default() };
        assert_eq!(over(&config).unwrap(), config, "nothing was given yet");
        let sources = [folder.path().to_owned(), PathBuf::from("https://forge.example/team/minutes#drafts")];
        keep(&config, &sources, &TeamFiles::default()).unwrap();
        assert_eq!(over(&config).unwrap().sources.len(), 2);
        let path = folder.path().join("read.toml");
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 2;
            std::fs::write(&path, bytes).unwrap();
            assert!(read(&path).is_err(), "byte {at} was changed, and nobody noticed");
        }
    }
}
