//! `minutebook cite`: passages as quotations.

use super::say::say;
use crate::archive::{Catalog, Fate};
use crate::cite::{Citation, Form};
use crate::config::Config;
use crate::report::{Entry, Report, day};
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::io::Write;
use std::process::ExitCode;

/// Quote passages so that they can go into an issue
///
/// The id of a passage is in its permalink, in the answers of `search --format json`, and in the export. Nobody is
/// pinged by a quotation. The exit status is 1 where a passage is not there.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The ids, such as community/2024-03-21/e55a8f87e1; a permalink works as well
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// The form
    #[arg(long, value_enum, default_value_t = Form::Markdown)]
    format: Form,
}

impl ValueEnum for Form {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, config: &Config) -> anyhow::Result<ExitCode> {
    let archive = super::open(config)?;
    let mut citations = Vec::new();
    let mut missing = false;
    for given in &args.ids {
        let mut cite = |report: &Report, entry: &Entry| {
            citations.push(linked(Citation::of(report, entry), &archive.catalog(), config));
        };
        match archive.now().whereabouts(&crate::web::passage_ids(given))? {
            Fate::There { report, entry } | Fate::Moved { report, entry } => cite(&report, &entry),
            Fate::Edited { report, entry, .. } => {
                say!("{given}: its words were edited since; this is how they stand now, as {}", entry.id);
                cite(&report, &entry);
            }
            Fate::Gone { former } => {
                missing = true;
                let since = former.when.map(|when| format!(" since {}", day(when))).unwrap_or_default();
                say!("{given}: it stood at {}:{} and is gone{since}", former.path, former.lines);
            }
            Fate::Unknown => {
                missing = true;
                say!("{given}: no passage of this id in the index; its words may have changed since");
            }
        }
    }
    write!(std::io::stdout().lock(), "{}", args.format.write(&citations))?;
    Ok(if missing { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// A citation with the addresses that the settings tell.
pub(super) fn linked(citation: Citation, catalog: &Catalog, config: &Config) -> Citation {
    let permalink =
        config.public_url.as_ref().map(|site| format!("{site}{}", crate::web::passage_address(&citation)));
    let base = config.source_base.as_deref();
    let source = crate::web::source_address(catalog, base, (&citation.path, citation.lines));
    citation.at(permalink, source)
}
