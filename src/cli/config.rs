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
    let text = file.as_ref().map(std::fs::read_to_string).transpose()?.unwrap_or_default();
    let (lines, tables) = (places(&text), tables(&text, file.as_deref())?);
    let last = (read_last && !config.sources.is_empty()).then(|| last::place(&config));
    let beside = [("people", &config.people), ("topics", &config.topics)];
    let beside = beside.into_iter().filter(|(_, files)| !files.is_empty()).map(|(key, _)| key).collect();
    let from = From { file: file.as_deref(), lines, matches, beside, last };
    let mut out = std::io::stdout().lock();
    // Those of the file's tables stand in the tables.
    let named = tables.get("source").and_then(toml::Value::as_array).map_or(0, Vec::len);
    let listed = config.sources.iter().take(config.sources.len() - named.min(config.sources.len()));
    if named == 0 || listed.len() > 0 {
        let sources: Vec<String> = listed.map(|spec| quoted(&place(spec))).collect();
        writeln!(out, "{}", row("sources", &list(&sources), &from))?;
    }
    for (key, value) in rows(args, &config) {
        writeln!(out, "{}", row(key, &value, &from))?;
    }
    for (key, value) in tables {
        writeln!(out, "\n# {}", from.origin(&key))?;
        write!(out, "{}", toml::Table::from_iter([(key, value)]))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Settings that are tables.
const TABLES: [&str; 4] = ["source", "issues", "git", "hooks"];

/// The tables of a file, with the paths in them as seen from here.
fn tables(text: &str, file: Option<&Path>) -> anyhow::Result<toml::Table> {
    let mut tables: toml::Table = toml::from_str(text)?;
    tables.retain(|key, _| TABLES.contains(&key));
    let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
    let below = |value: &mut toml::Value| {
        if let toml::Value::String(path) = value {
            *path = folder.join(&*path).to_string_lossy().into_owned();
        }
    };
    for source in tables.get_mut("source").and_then(toml::Value::as_array_mut).into_iter().flatten() {
        source.get_mut("path").into_iter().for_each(below);
    }
    if let Some(hooks) = tables.get_mut("hooks").and_then(toml::Value::as_table_mut) {
        hooks.iter_mut().for_each(|(_, file)| below(file));
    }
    if let Some(git) = tables.get_mut("git") {
        // A mere name is looked for as by a shell.
        let program = git.get_mut("program");
        program.filter(|program| program.as_str().is_some_and(|name| name.contains('/'))).map(below);
    }
    Ok(tables)
}

fn row(key: &str, value: &str, from: &From<'_>) -> String {
    format!("{:<56} # {}", format!("{key} = {value}"), from.origin(key))
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.join(", "))
}

/// The settings that are no tables, as TOML, but for the sources.
fn rows(args: &Args, config: &Config) -> Vec<(&'static str, String)> {
    let path = |path: &Path| quoted(&path.to_string_lossy());
    let files = |files: &[PathBuf]| list(&files.iter().map(|file| path(file)).collect::<Vec<_>>());
    let mut rows = vec![
        ("index", path(&config.index)),
        ("listen", quoted(&args.listen.unwrap_or(config.listen).to_string())),
        ("title", quoted(&config.title)),
        ("people", files(&config.people)),
        ("topics", files(&config.topics)),
        ("updates.watch", config.updates.watch.to_string()),
    ];
    let metrics = args.metrics.or(config.metrics).map(|address| address.to_string());
    let interval = config.updates.interval.map(|interval| format!("{}s", interval.0.as_secs()));
    let optional = [
        ("source_base", config.source_base.clone()),
        ("public_url", config.public_url.clone()),
        ("metrics", metrics),
        ("updates.interval", interval),
    ];
    rows.extend(optional.into_iter().filter_map(|(key, value)| Some((key, quoted(&value?)))));
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
    /// Settings that are files which lie beside the file of settings.
    beside: Vec<&'a str>,
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
        match (self.file, self.lines.get(key)) {
            (Some(file), Some(line)) => format!("{}:{line}", file.display()),
            _ if self.beside.contains(&key) => "found beside the settings".to_owned(),
            _ => "default".to_owned(),
        }
    }
}
