//! `minutebook serve`: the site and the API.

use super::clock;
use super::say::{Manner, say};
use crate::config::{Config, listen_address};
use crate::web::{self, WebConfig};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

/// Serve the index as a site and an API.
///
/// Stops at ctrl-c or SIGTERM, when running requests have ended.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Args {
    /// The address to serve on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR:PORT", env = "MINUTEBOOK_LISTEN", value_parser = listen_address)]
    pub(super) listen: Option<SocketAddr>,
}

/// Runs the command.
pub(super) fn run(args: &Args, config: &Config, manner: Manner) -> anyhow::Result<ExitCode> {
    let archive = Arc::new(super::open(config)?);
    let tries = archive.catalog().queries_worth_trying();
    // Made before anybody types, since the first to ask would wait for it.
    archive.catalog().suggester();
    let web = WebConfig {
        listen: args.listen.unwrap_or(config.listen),
        title: config.title.clone(),
        source_base: config.source_base.clone(),
        public_url: config.public_url.clone(),
        issues: config.issues.clone(),
        indexed: archive.written().and_then(clock::told),
        today: clock::today,
    };
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(web::serve(archive, web, |address| {
        if manner == Manner::Talkative {
            announce(address, &tries);
        }
    }))?;
    Ok(ExitCode::SUCCESS)
}

fn announce(address: SocketAddr, tries: &[String]) {
    say!("Serving on http://{address}/ (ctrl-c stops)");
    if !tries.is_empty() {
        say!("Try:");
    }
    for query in tries {
        say!("  {query:32} http://{address}{}", web::search_address(query));
    }
}
