//! Bringing sources that are elsewhere to this machine, for every command that reads sources.

use super::say::say;
use crate::config::Config;
use crate::source::git::PASSED;
use crate::source::{Fetcher, Refreshed, Source};

/// Copies of repositories lie beside the index, which is a cache as they are.
const MIRRORS: &str = "sources";

/// How repositories are fetched, by the settings and the environment.
pub(super) fn fetcher(config: &Config) -> Fetcher {
    let mut fetcher = Fetcher::into_folder(&config.index.join(MIRRORS));
    let git = &config.git;
    if let Some(program) = &git.program {
        fetcher.program.clone_from(program);
    }
    if let Some(timeout) = git.timeout {
        fetcher.time = timeout.0;
    }
    if let Some(megabytes) = git.max_megabytes {
        fetcher.bytes = megabytes.get().saturating_mul(1_000_000);
    }
    if let Some(protocols) = &git.protocols {
        fetcher.schemes = protocols.iter().map(|protocol| protocol.0).collect();
    }
    let passed = PASSED.iter().filter_map(|name| Some(((*name).into(), std::env::var_os(name)?)));
    fetcher.environment = passed.collect();
    fetcher
}

/// Fetches what is new. Where that fails and an older state is here, it is said, and that state counts.
pub(super) fn refresh(sources: &[Source]) -> anyhow::Result<()> {
    for source in sources {
        if let Refreshed::Kept(reason) = source.refresh()? {
            let name = source.name();
            say!("warning: {name} {reason}. What was fetched before is used");
        }
    }
    Ok(())
}
