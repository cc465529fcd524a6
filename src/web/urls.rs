//! Every link we print. Nothing else in this stage builds one.
//!
//! Ids hold slashes (`community/2018-02-08`), which stay readable in the address; all else that is not plain is
//! percent-encoded, so that an id can never close an attribute, start a query or leave its folder of addresses.

use crate::query::Query;
use crate::report::{Lines, Reference};
use std::fmt::Write;

/// The search page before a query.
pub(crate) const HOME: &str = "/";
/// The search page.
pub(crate) const SEARCH: &str = "/search";
/// All reports.
pub(crate) const REPORTS: &str = "/reports";
/// All people.
pub(crate) const PEOPLE: &str = "/people";
/// All topics.
pub(crate) const TOPICS: &str = "/topics";
/// What could not be read.
pub(crate) const WARNINGS: &str = "/warnings";
/// The query language.
pub(crate) const HELP: &str = "/help";

/// The answers as JSON.
pub(crate) const API_SEARCH: &str = "/api/v1/search";

/// The answers to a query as typed.
pub(crate) fn search(text: &str) -> String {
    format!("{SEARCH}?q={}", in_query(text))
}

/// The answers to a resolved query.
pub(crate) fn results(query: &Query) -> String {
    search(&query.to_string())
}

/// One page of the answers; the first has the plain address.
pub(crate) fn results_page(text: &str, page: usize) -> String {
    if page <= 1 { search(text) } else { format!("{}&page={page}", search(text)) }
}

/// The answers with every value of one facet.
pub(crate) fn results_all_values(text: &str, field: &str) -> String {
    format!("{}&more={field}#facet-{field}", search(text))
}

/// A report.
pub(crate) fn report(id: &str) -> String {
    format!("{REPORTS}/{}", in_path(id))
}

/// An entry in its report: a link that outlives the index.
pub(crate) fn entry(report_id: &str, entry_id: &str) -> String {
    format!("{}#{}", report(report_id), anchor(entry_id))
}

/// The `id` attribute of an entry in the page of its report: its hash, behind a prefix that no heading has.
pub(crate) fn anchor(entry_id: &str) -> String {
    let hash = entry_id.rsplit('/').next().unwrap_or(entry_id);
    let plain = hash.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    std::iter::once("e-".to_owned()).chain(plain.map(String::from)).collect()
}

/// A person.
pub(crate) fn person(id: &str) -> String {
    format!("{PEOPLE}/{}", in_path(id))
}

/// A topic.
pub(crate) fn topic(name: &str) -> String {
    format!("{TOPICS}/{}", in_path(name))
}

/// A matter or an action followed across reports.
pub(crate) fn thread(id: &str) -> String {
    format!("/thread/{}", in_path(id))
}

/// A series.
pub(crate) fn series(name: &str) -> String {
    format!("/series/{}", in_path(name))
}

/// An issue or pull request where it lives. Only the form `owner/name#1` tells enough: other forges have deeper
/// paths, whose host the reference does not say.
pub(crate) fn issue(reference: &Reference) -> Option<String> {
    let (repository, number) = reference.as_str().split_once('#')?;
    let (owner, name) = repository.split_once('/')?;
    if owner.is_empty() || name.is_empty() || name.contains('/') {
        return None;
    }
    Some(format!("https://github.com/{}/{}/issues/{}", in_path(owner), in_path(name), in_path(number)))
}

/// The lines of a file where it can be read on the web.
pub(crate) fn source(base: &str, path: &str, lines: Lines) -> String {
    let slash = if base.ends_with('/') { "" } else { "/" };
    format!("{base}{slash}{}?plain=1#L{}-L{}", in_path(path), lines.first, lines.last)
}

/// A value in the query part of an address.
fn in_query(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A value in the path of an address; `/` stays.
fn in_path(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_hold_any_text() {
        let cases = [
            (report("community/2018-02-08"), "/reports/community/2018-02-08"),
            (report("a b/\"><x>"), "/reports/a%20b/%22%3E%3Cx%3E"),
            (entry("c/2018-02-08", "c/2018-02-08/1f3a"), "/reports/c/2018-02-08#e-1f3a"),
            (entry("c", "c/\"x y"), "/reports/c#e-xy"),
            (person("josé"), "/people/jos%C3%A9"),
            (topic("ci?cd#1"), "/topics/ci%3Fcd%231"),
            (search("gdpr kind:decision & more"), "/search?q=gdpr+kind%3Adecision+%26+more"),
            (results_page("a", 1), "/search?q=a"),
            (results_page("a", 3), "/search?q=a&page=3"),
        ];
        for (link, wanted) in cases {
            assert_eq!(link, wanted);
        }
    }

    #[test]
    fn issues_link_only_where_the_repository_is_known() {
        let link = |repository, number| issue(&Reference::new(repository, number));
        assert_eq!(link("o/r", 7).as_deref(), Some("https://github.com/o/r/issues/7"));
        assert_eq!(link("", 7), None);
        assert_eq!(link("group/sub/r", 7), None);
    }

    #[test]
    fn source_links_name_the_lines() {
        let link = source("https://example.org/blob/main", "docs/a b.md", Lines::new(3, 9));
        assert_eq!(link, "https://example.org/blob/main/docs/a%20b.md?plain=1#L3-L9");
    }
}
