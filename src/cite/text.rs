//! Plain text, for mail and chat. Addresses stay as they are, since there they are what can be followed.

use super::Citation;
use super::defuse::defused;
use super::quote::{Part, address, parts};

/// The quotation, its origin, and the addresses on lines of their own.
pub(super) fn write(citation: &Citation) -> String {
    let part = |part: &Part<'_>| match part {
        Part::Words(text) => defused(text),
        Part::Literal(text) => (*text).to_owned(),
    };
    let quote: String = parts(&citation.quote).iter().map(part).collect();
    let mut text = format!("“{quote}”\n— {}, {}\n", defused(&citation.title), citation.facts());
    if let Some(link) = &citation.permalink {
        text.push_str(&format!("  {}\n", address(link)));
    }
    match &citation.source {
        Some(link) => text.push_str(&format!("  source: {}\n", address(link))),
        None => text.push_str(&format!("  {}\n", citation.place())),
    }
    text
}
