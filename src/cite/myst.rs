//! A block quote with its origin, for MyST Markdown.

use super::Citation;
use super::markdown::{code, quotation};
use super::quote::address;

/// The quotation, and below it where it stands. MyST's own marks (roles, substitutions, formulas) are escaped with
/// those of Markdown.
pub(super) fn write(citation: &Citation) -> String {
    let title = quotation(&citation.title);
    let title = match &citation.permalink {
        Some(link) => format!("[{title}]({})", address(link)),
        None => title,
    };
    let source = match &citation.source {
        Some(link) => format!("[source]({})", address(link)),
        None => code(&citation.place()),
    };
    format!("> “{}”\n>\n> — {title}, {}, {source}\n", quotation(&citation.quote), citation.facts())
}
