//! A `@misc` record of BibTeX and biblatex. Nothing is defused: a bibliography pings nobody, and TeX would stumble over
//! invisible letters.

use super::Citation;
use super::quote::address;

/// One record, under a key made of the passage's id.
pub(super) fn write(citation: &Citation) -> String {
    let mut fields = vec![("title", format!("{{{}}}", escaped(&citation.title)))];
    if let Some(date) = citation.date {
        fields.push(("year", date.year().to_string()));
        fields.push(("month", date.month().to_string()));
        fields.push(("date", date.to_string()));
    }
    fields.push(("howpublished", escaped(&format!("Minutes, {}", citation.series))));
    if let Some(link) = citation.permalink.as_ref().or(citation.source.as_ref()) {
        fields.push(("url", address(link)));
    }
    let place = escaped(&citation.place());
    fields.push((
        "note",
        format!("{}: ``{}'' ({place})", capital(citation.kind.name()), escaped(&citation.quote)),
    ));
    let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@misc{{{},\n{fields}}}\n", key(&citation.id))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn key(id: &str) -> String {
    let key: String = id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') { c } else { '-' })
        .collect();
    if key.is_empty() { "passage".to_owned() } else { key }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => safe.push_str("\\textbackslash{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            // Two of them open a quotation.
            '`' => safe.push_str("\\textasciigrave{}"),
            '<' => safe.push_str("\\textless{}"),
            '>' => safe.push_str("\\textgreater{}"),
            // A brace that is not closed would swallow the rest of the file, even an escaped one: BibTeX counts them.
            '{' => safe.push_str("\\textbraceleft{}"),
            '}' => safe.push_str("\\textbraceright{}"),
            '&' | '%' | '$' | '#' | '_' => safe.extend(['\\', c]),
            c => safe.push(c),
        }
    }
    safe
}
