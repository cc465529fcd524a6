//! `minutebook serve`: the site and the API.

use super::say::{Manner, say};
use super::{Settings, clock, follow, index};
use crate::archive::Archive;
use crate::config::{Config, listen_address};
use crate::source::Source;
use crate::web::{self, Hook, Secret, WebConfig};
use anyhow::{Context, anyhow, bail};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Serve the index as a site and an API.
///
/// Shows at once what `minutebook index` writes meanwhile; with --watch the server reads the sources itself and follows
/// their changes. Stops at ctrl-c or SIGTERM, when running requests have ended; SIGHUP makes it look at once.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Args {
    /// The address to serve on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR:PORT", env = "MINUTEBOOK_LISTEN", value_parser = listen_address)]
    pub(super) listen: Option<SocketAddr>,
    /// Read the sources, and read them again whenever they change
    #[arg(long)]
    pub(super) watch: bool,
    /// An address for figures about the running site, in the format of Prometheus [default: none]
    #[arg(long, value_name = "ADDR:PORT", env = "MINUTEBOOK_METRICS", value_parser = listen_address)]
    pub(super) metrics: Option<SocketAddr>,
}

/// Runs the command.
pub(super) fn run(args: &Args, settings: &Settings, manner: Manner) -> anyhow::Result<ExitCode> {
    let config = settings.load()?;
    let watch = args.watch || config.updates.watch;
    if !watch && !config.hooks.is_empty() {
        bail!(
            "webhooks are heard only by a server that reads the sources itself: add --watch, or `watch = true` under [updates]"
        );
    }
    let hooks = hooks(&config)?;
    let archive =
        Arc::new(if watch { Archive::create_or_open(&config.index)? } else { super::open(&config)? });
    let tries = archive.catalog().queries_worth_trying();
    // Made before anybody types, since the first to ask would wait for it.
    archive.catalog().suggester();
    let updater =
        if watch { follow::sources(&archive, settings.clone())? } else { follow::folder(&archive, &config)? };
    let web = WebConfig {
        listen: args.listen.unwrap_or(config.listen),
        metrics: args.metrics.or(config.metrics),
        updates: Some(updater.asker()),
        hooks,
        ..site(config)
    };
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(web::serve(archive, web, |address| {
        if manner == Manner::Talkative {
            announce(address, &tries);
        }
    }))?;
    updater.stop();
    Ok(ExitCode::SUCCESS)
}

fn site(config: Config) -> WebConfig {
    WebConfig {
        listen: config.listen,
        title: config.title,
        source_base: config.source_base,
        public_url: config.public_url,
        issues: config.issues,
        today: clock::today,
        clock: clock::now,
        updates: None,
        hooks: Vec::new(),
        metrics: None,
    }
}

/// The sources that forges may call for, with the secrets from their files.
fn hooks(config: &Config) -> anyhow::Result<Vec<Hook>> {
    if config.hooks.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<String> = index::named(&[], config)?.iter().map(Source::name).collect();
    let hook = |(source, file): (&String, &PathBuf)| {
        if !names.contains(source) {
            let known = names.join(", ");
            bail!("[hooks] names the source “{source}”, which there is not; there are: {known}");
        }
        let text = std::fs::read_to_string(file).with_context(|| {
            format!("{}: cannot be read; it is to hold the secret of the webhook", file.display())
        })?;
        let secret = Secret::new(&text).map_err(|wrong| anyhow!("{}: the secret {wrong}", file.display()))?;
        Ok(Hook { source: source.clone(), secret })
    };
    config.hooks.iter().map(hook).collect()
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
