//! A `<blockquote>` of HTML.

use super::Citation;
use super::defuse::defused;
use super::quote::{Part, address, parts};

/// The quotation with its source, each line a block of its own.
pub(super) fn write(citation: &Citation) -> String {
    let title = quotation(&citation.title);
    let title = match &citation.permalink {
        Some(link) => format!("<a href=\"{}\">{title}</a>", escaped(&address(link))),
        None => title,
    };
    let cite = citation.permalink.as_ref().map(|link| format!(" cite=\"{}\"", escaped(&address(link))));
    let source = match &citation.source {
        Some(link) => format!("<a href=\"{}\">source</a>", escaped(&address(link))),
        None => format!("<code>{}</code>", escaped(&citation.place())),
    };
    format!(
        "<blockquote{}>\n<p>“{}”</p>\n<footer>— <cite>{title}</cite>, {}, {source}</footer>\n</blockquote>\n",
        cite.unwrap_or_default(),
        quotation(&citation.quote),
        citation.facts()
    )
}

fn quotation(line: &str) -> String {
    let part = |part: &Part<'_>| match part {
        Part::Words(text) => words(text),
        Part::Literal(text) => format!("<code>{}</code>", escaped(text)),
    };
    parts(line).iter().map(part).collect()
}

fn words(text: &str) -> String {
    escaped(&defused(text))
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
