//! A block quote with its attribution, for reStructuredText.

use super::Citation;
use super::defuse::defused;
use super::quote::{Part, address, parts};

/// The quotation, set in, and its attribution.
pub(super) fn write(citation: &Citation) -> String {
    let title = match &citation.permalink {
        Some(link) => anchor(&citation.title, link),
        None => quotation(&citation.title),
    };
    let source = match &citation.source {
        Some(link) => anchor("source", link),
        None => literal(&citation.place()),
    };
    format!("    “{}”\n\n    -- {title}, {}, {source}\n", quotation(&citation.quote), citation.facts())
}

fn quotation(line: &str) -> String {
    let part = |part: &Part<'_>| match part {
        Part::Words(text) => words(text),
        // Inline markup must stand between blanks; an escaped one is a blank that is not printed.
        Part::Literal(text) => format!("\\ {}\\ ", literal(text)),
    };
    parts(line).iter().map(part).collect()
}

/// Words with every mark of reStructuredText as text.
fn words(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in defused(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '|' | '<' | '>' | '[' | ']' | ':') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// A literal; one that ends in a backslash or holds backticks cannot be written so, and becomes words.
fn literal(text: &str) -> String {
    if text.contains('`') || text.ends_with('\\') { words(text) } else { format!("``{text}``") }
}

/// A link without a name, so that the same title may be linked twice.
fn anchor(text: &str, link: &str) -> String {
    format!("`{} <{}>`__", words(text), address(link).replace('_', "\\_"))
}
