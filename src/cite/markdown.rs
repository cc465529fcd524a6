//! A list item of Markdown, as GitHub, GitLab and Forgejo read it.

use super::Citation;
use super::defuse::defused;
use super::quote::{Part, address, parts};

/// `- **[title](permalink)** (facts): “quotation” ([source](lines))`
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
    format!("- **{title}** ({}): “{}” ({source})\n", citation.facts(), quotation(&citation.quote))
}

/// A line with its literals as code.
pub(super) fn quotation(line: &str) -> String {
    let part = |part: &Part<'_>| match part {
        Part::Words(text) => words(text),
        Part::Literal(text) => code(text),
    };
    parts(line).iter().map(part).collect()
}

/// Words with every mark of Markdown as text.
fn words(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in defused(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '{' | '}') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// Code between as many backticks as it needs.
pub(super) fn code(text: &str) -> String {
    let mut longest = 0;
    for run in text.split(|c| c != '`') {
        longest = longest.max(run.len());
    }
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}
