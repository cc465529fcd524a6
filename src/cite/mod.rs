//! A result as text that can be put into an issue.
//!
//! Nobody is pinged and nothing is cross-linked by a citation: `@name` gets an invisible word joiner behind the `@`, and so
//! does `#12`.

use crate::search::Hit;

/// The longest quotation; longer passages end in an ellipsis.
const MAX_QUOTE: usize = 400;

/// A hit as a Markdown list item: day, meeting, kind, quotation and place.
pub fn markdown(hit: &Hit) -> String {
    let date = hit.date.map(|date| format!("{date}, ")).unwrap_or_default();
    let kind =
        format!("{}{}", hit.entry.grade.map(|grade| format!("{grade} ")).unwrap_or_default(), hit.entry.kind);
    let quote = defused(&shortened(hit.entry.own_text()));
    let title = defused(&hit.title);
    format!("- **{date}{title}** ({kind}): “{quote}” — `{}:{}`", hit.path, hit.entry.lines)
}

fn shortened(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= MAX_QUOTE {
        return flat;
    }
    let cut: String = flat.chars().take(MAX_QUOTE).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

/// Markdown's own marks as text, and mentions that mention nobody.
fn defused(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~') {
            safe.push('\\');
        }
        safe.push(c);
        if matches!(c, '@' | '#') {
            safe.push('\u{2060}');
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{defused, shortened};

    #[test]
    fn a_citation_pings_nobody_and_keeps_its_words() {
        assert_eq!(defused("ask @ada about #12 *now*"), "ask @\u{2060}ada about #\u{2060}12 \\*now\\*");
        assert_eq!(shortened("a\n b"), "a b");
        assert!(shortened(&"word ".repeat(200)).ends_with("word …"));
    }
}
