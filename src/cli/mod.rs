//! The command line: one file per command.
//!
//! Results go to standard output, all else to standard error. Exit status: 0 done; 1 done, but nothing was found, or a check found errors; 2
//! the call, the query or the configuration is wrong, or the work failed.

mod cells;
mod check;
mod cite;
mod clock;
mod config;
mod eval;
mod export;
mod fetching;
mod follow;
mod forget;
mod index;
mod last;
mod people;
mod progress;
mod say;
mod search;
mod serve;
mod team;
#[cfg(test)]
mod tests;
mod topics;

use crate::archive::{Archive, ArchiveError};
use crate::config::{Config, FILE_NAME, listen_address};
use crate::search::SearchError;
use anyhow::anyhow;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use say::{Manner, say};
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// A searchable archive of meeting reports.
///
/// Reads a folder of Markdown, finds the reports in it, who was there, what was decided and who is to do what, and
/// serves all of it as a site that can be searched. Without a command it indexes what minutebook.toml names (or the
/// bundled sample) and serves it.
#[derive(Debug, Parser)]
#[command(name = "minutebook", version, after_help = EXAMPLES, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// The address to serve on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR:PORT", env = "MINUTEBOOK_LISTEN", value_parser = listen_address)]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    global: Global,
}

/// Options of every command.
#[derive(Debug, Clone, clap::Args)]
struct Global {
    /// The folder of the index; it can be made again at any time, but for what it remembers of former passages [default: index]
    #[arg(long, global = true, value_name = "DIR", env = "MINUTEBOOK_INDEX")]
    index: Option<PathBuf>,
    /// The file of settings [default: minutebook.toml, where there is one]
    #[arg(long, global = true, value_name = "FILE", env = "MINUTEBOOK_CONFIG")]
    config: Option<PathBuf>,
    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    quiet: bool,
    /// How the log is written, on standard error; what it holds is set by MINUTEBOOK_LOG, such as `debug`
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text", env = "MINUTEBOOK_LOG_FORMAT")]
    log_format: LogFormat,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum LogFormat {
    /// Lines to be read.
    Text,
    /// An object a line, for programs.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::Args),
    Serve(serve::Args),
    Search(search::Args),
    Cite(cite::Args),
    Export(export::Args),
    Topics(topics::Args),
    Check(check::Args),
    Eval(eval::Args),
    People(people::Args),
    Forget(forget::Args),
    Config(config::Args),
}

const EXAMPLES: &str = "\
Examples:
  minutebook                                   index what is configured, or the sample, and serve it
  minutebook index ~/team/minutes              read a folder of reports
  minutebook search 'kind:decision privacy'    what was decided on privacy?
  minutebook serve --listen 127.0.0.1:9000     serve the index
  minutebook export ~/team/minutes > all.jsonl everything, a report a line
  minutebook check ~/team/minutes              what could not be read well, and what is missing

The query language is described in docs/query-language.md, and on the site under Help.";

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let matches = Cli::command().get_matches();
    // What clap has matched is what it was derived from.
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    start_log(&cli);
    dispatch(&cli, &matches).unwrap_or_else(|error| {
        if say::nobody_reads(&error) {
            return ExitCode::SUCCESS;
        }
        say!("minutebook: {error:#}");
        ExitCode::from(2)
    })
}

/// Starts the log. Servers tell of their updates unless they are to be quiet; other commands only of what is wrong.
fn start_log(cli: &Cli) {
    let serves = matches!(cli.command, None | Some(Command::Serve(_)));
    let usual = if serves && !cli.global.quiet { "warn,minutebook=info" } else { "warn" };
    let filter = EnvFilter::try_from_env("MINUTEBOOK_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match cli.global.log_format {
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

/// Opens the index that the settings name, to read it.
fn open(config: &Config) -> anyhow::Result<Archive> {
    Archive::open(&config.index).map_err(|error| match error {
        ArchiveError::Search(SearchError::NoIndex { .. }) => {
            let dir = config.index.display();
            anyhow!(
                "{dir}: no index that this version can read; build it with `minutebook index --index {dir}`"
            )
        }
        other => other.into(),
    })
}

/// The settings, which a server reads more than once.
#[derive(Debug, Clone)]
struct Settings {
    global: Global,
    listen: Option<SocketAddr>,
}

impl Settings {
    /// The settings as they stand now: those of the file, and over them what the call says.
    fn load(&self) -> anyhow::Result<Config> {
        let mut config = Config::load(self.global.config.as_deref())?;
        if let Some(index) = &self.global.index {
            config.index.clone_from(index);
        }
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        Ok(config)
    }

    /// The file of settings, where there is one.
    fn file(&self) -> Option<PathBuf> {
        let named = self.global.config.clone();
        named.or_else(|| Some(PathBuf::from(FILE_NAME))).filter(|file| file.is_file())
    }
}

fn dispatch(cli: &Cli, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let settings = Settings { global: cli.global.clone(), listen: cli.listen };
    let config = settings.load()?;
    let manner = if cli.global.quiet { Manner::Quiet } else { Manner::Talkative };
    match &cli.command {
        Some(Command::Index(args)) => index::run(args, &config, manner),
        Some(Command::Serve(args)) => serve::run(args, &settings, manner),
        Some(Command::Search(args)) => search::run(args, &config),
        Some(Command::Cite(args)) => cite::run(args, &config),
        Some(Command::Export(args)) => export::run(args, &config),
        Some(Command::Topics(args)) => topics::run(args, &config),
        Some(Command::Check(args)) => check::run(args, &config, manner),
        Some(Command::Eval(args)) => eval::run(args, &config, manner),
        Some(Command::People(args)) => people::run(args, &config),
        Some(Command::Forget(args)) => forget::run(args, &config),
        Some(Command::Config(args)) => config::run(args, &settings, matches),
        None => {
            index::run(&index::Args::default(), &config, manner)?;
            serve::run(&serve::Args::default(), &settings, manner)
        }
    }
}
