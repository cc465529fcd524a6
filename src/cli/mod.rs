//! The command line: one file per command.

mod export;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Minutebook: a searchable archive of meeting reports.
#[derive(Debug, Parser)]
#[command(name = "minutebook", version, about, long_about = None)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print every report with its entries, one JSON object per line.
    Export(export::Args),
}

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Some(Command::Export(args)) => export::run(&args),
        None => Ok(ExitCode::SUCCESS),
    };
    result.unwrap_or_else(|error| {
        eprintln!("minutebook: {error:#}");
        ExitCode::from(2)
    })
}
