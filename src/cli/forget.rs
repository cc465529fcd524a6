//! `minutebook forget`: what former passages said.

use super::say::say;
use crate::archive::{Archive, Fate};
use crate::config::Config;
use std::process::ExitCode;

/// Forget what a passage said that is no longer in the reports
///
/// Take the words out of the reports first and index them again; their old address then shows what was there last, until it
/// is forgotten by this command. That the passage was there, and when it was taken out, is still told. The exit status is 1
/// where an address is unknown, or its passage is still in a report.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The permalinks of the passages, or their ids
    #[arg(required = true, value_name = "PERMALINK")]
    addresses: Vec<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, config: &Config) -> anyhow::Result<ExitCode> {
    // Only an archive that is there has something to forget.
    drop(super::open(config)?);
    let archive = Archive::create_or_open(&config.index)?;
    let mut all = true;
    for given in &args.addresses {
        let ids = crate::web::passage_ids(given);
        let now = archive.now();
        if let Fate::There { report, entry } = now.whereabouts(&ids)? {
            all = false;
            say!("{given}: still at {}:{}; take it out there first", report.path, entry.lines);
            continue;
        }
        let forgotten = archive.forget(&ids)?;
        match forgotten.first() {
            Some(id) => say!("{given}: what it said is forgotten ({id})"),
            None => {
                all = false;
                say!("{given}: nothing is known of it");
            }
        }
    }
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
