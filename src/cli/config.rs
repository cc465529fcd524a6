//! `minutebook config`: the settings as they count, each with where it comes from.

use super::{Settings, last};
use crate::config::{Config, listen_address, places};
use crate::source::{Place, Spec};
use clap::ArgMatches;
use clap::parser::ValueSource;
use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Print the settings as they count, each with where it comes from.
///
/// What is printed can be kept as a file of settings.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Args {
    /// The address to serve on, as of `serve`
    #[arg(long, value_name = "ADDR:PORT", env = "MINUTEBOOK_LISTEN", value_parser = listen_address)]
    listen: Option<SocketAddr>,
    /// The address for figures, as of `serve`
    #[arg(long, value_name = "ADDR:PORT", env = "MINUTEBOOK_METRICS", value_parser = listen_address)]
    metrics: Option<SocketAddr>,
}

/// Runs the command; `matches` tell what was given by a flag and what by the environment.
pub(super) fn run(args: &Args, settings: &Settings, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let config = settings.load()?;
    let read_last = config.sources.is_empty();
    let config = last::over(&config)?;
    let file = settings.file();
    let lines = match &file {
        Some(file) => places(&std::fs::read_to_string(file)?),
        None => BTreeMap::new(),
    };
    let last = (read_last && !config.sources.is_empty()).then(|| last::place(&config));
    let from = From { file: file.as_deref(), lines, matches, last };
    let mut out = std::io::stdout().lock();
    for (key, value) in rows(args, &config) {
        writeln!(out, "{:<56} # {}", format!("{key} = {value}"), from.origin(key))?;
    }
    for spec in config.sources.iter().filter(|spec| spec.settings.name.is_some()) {
        let name = spec.settings.name.as_deref().unwrap_or_default();
        writeln!(out, "# source {}: {}", quoted(name), place(spec))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The settings, as TOML.
fn rows(args: &Args, config: &Config) -> Vec<(&'static str, String)> {
    let path = |path: &Path| quoted(&path.to_string_lossy());
    let list = |items: Vec<String>| format!("[{}]", items.join(", "));
    let sources = config.sources.iter().map(|spec| quoted(&place(spec))).collect();
    let mut rows = vec![
        ("sources", list(sources)),
        ("index", path(&config.index)),
        ("listen", quoted(&args.listen.unwrap_or(config.listen).to_string())),
        ("title", quoted(&config.title)),
        ("people", list(config.people.iter().map(|file| path(file)).collect())),
        ("topics", list(config.topics.iter().map(|file| path(file)).collect())),
        ("updates.watch", config.updates.watch.to_string()),
    ];
    let metrics = args.metrics.or(config.metrics).map(|address| address.to_string());
    let interval = config.updates.interval.map(|interval| format!("{}s", interval.0.as_secs()));
    let tracker = config.issues.as_ref().map(|tracker| tracker.name().to_owned());
    let optional = [
        ("source_base", config.source_base.clone()),
        ("public_url", config.public_url.clone()),
        ("metrics", metrics),
        ("updates.interval", interval),
    ];
    rows.extend(optional.into_iter().filter_map(|(key, value)| Some((key, quoted(&value?)))));
    rows.extend(tracker.map(|name| ("issues", format!("{{}} # {name}"))));
    // The names of the files, never what they hold.
    let hooks = config.hooks.iter().map(|(name, file)| format!("{} = {}", quoted(name), path(file)));
    let hooks: Vec<String> = hooks.collect();
    if !hooks.is_empty() {
        rows.push(("hooks", format!("{{ {} }}", hooks.join(", "))));
    }
    rows
}

fn place(spec: &Spec) -> String {
    let place = match &spec.place {
        Place::Path(path) => path.display().to_string(),
        Place::Address(address) => address.to_string(),
    };
    spec.branch.as_ref().map_or_else(|| place.clone(), |branch| format!("{place}#{branch}"))
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// What tells where a setting comes from.
struct From<'a> {
    file: Option<&'a Path>,
    lines: BTreeMap<String, usize>,
    matches: &'a ArgMatches,
    /// Where the sources are noted that were given last, if they count.
    last: Option<PathBuf>,
}

impl From<'_> {
    fn origin(&self, key: &str) -> String {
        let inner = self.matches.subcommand().map(|(_, matches)| matches);
        let given = [Some(self.matches), inner].into_iter().flatten().filter_map(|matches| {
            let known = matches.ids().any(|id| id.as_str() == key);
            known.then(|| matches.value_source(key)).flatten()
        });
        let given: Vec<ValueSource> = given.collect();
        if given.contains(&ValueSource::CommandLine) {
            return format!("--{key}");
        }
        if given.contains(&ValueSource::EnvVariable) {
            return format!("MINUTEBOOK_{}", key.to_uppercase());
        }
        if let Some(last) = self.last.as_ref().filter(|_| key == "sources") {
            return format!("{}, as `minutebook index` was given last", last.display());
        }
        let other = if key == "sources" { "source" } else { key };
        match (self.file, self.lines.get(key).or_else(|| self.lines.get(other))) {
            (Some(file), Some(line)) => format!("{}:{line}", file.display()),
            _ if matches!(key, "people" | "topics") => "found beside the settings, or default".to_owned(),
            _ => "default".to_owned(),
        }
    }
}
