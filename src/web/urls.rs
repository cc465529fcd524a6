//! Every link we print. Nothing else in this stage builds one.
//!
//! Ids hold slashes (`community/2018-02-08`), which stay readable in the address; all else that is not plain is
//! percent-encoded, so that an id can never close an attribute, start a query or leave its folder of addresses.

use crate::archive::Standing;
use crate::query::Query;
use crate::report::{Forge, Lines, Reference, Web};
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
/// What was decided.
pub(crate) const DECISIONS: &str = "/decisions";
/// What is to be done.
pub(crate) const ACTIONS: &str = "/actions";
/// What the archive covers, and what it does not.
pub(crate) const ABOUT: &str = "/about";
/// What could not be read.
pub(crate) const WARNINGS: &str = "/warnings";
/// The query language.
pub(crate) const HELP: &str = "/help";

/// Passages in all forms of citation.
pub(crate) const CITE: &str = "/cite";
/// Issues and pull requests that are named.
pub(crate) const REFERENCES: &str = "/ref";
/// How a browser asks this site.
pub(crate) const OPENSEARCH: &str = "/opensearch.xml";

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

/// A report as JSON.
pub(crate) fn api_report(id: &str) -> String {
    format!("/api/v1/reports/{}", in_path(id))
}

/// An entry as JSON.
pub(crate) fn api_entry(id: &str) -> String {
    format!("/api/v1/entries/{}", in_path(id))
}

/// A report.
pub(crate) fn report(id: &str) -> String {
    format!("{REPORTS}/{}", in_path(id))
}

/// An entry in its report: a link that outlives the index.
pub(crate) fn entry(report_id: &str, entry_id: &str) -> String {
    format!("{}#{}", report(report_id), anchor(entry_id))
}

/// A passage's own page, with some of its words in the address: should they be edited one day, the words still tell
/// which passage was meant.
pub(crate) fn passage(entry_id: &str, words: &str) -> String {
    let slug = super::text::slug(words, SLUG);
    let slug = if slug.is_empty() { slug } else { format!("/{slug}") };
    format!("/entry/{}{}", in_path(entry_id), in_path(&slug))
}

/// The longest part of an address that is made of words, in bytes.
const SLUG: usize = 60;

/// The ids that may be meant by an id, by a permalink or by its path, the likeliest first: the words at the end of a
/// permalink look like a part of the id.
pub(crate) fn passage_ids(given: &str) -> Vec<String> {
    let path = match url::Url::parse(given) {
        Ok(url) => decoded(url.path()),
        Err(_) => given.to_owned(),
    };
    let id = path.trim_start_matches('/');
    let id = id.strip_prefix("entry/").unwrap_or(id).trim_end_matches('/').to_owned();
    let without = id.rsplit_once('/').map(|(id, _)| id.to_owned());
    std::iter::once(id).chain(without).collect()
}

/// A path without its percent signs.
fn decoded(path: &str) -> String {
    let text = path.replace('+', "%2B");
    url::form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

/// Every passage that names an issue or a pull request.
pub(crate) fn reference(reference: &Reference) -> String {
    format!("{REFERENCES}/{}", in_path(&reference.as_str().replace('#', "/")).trim_start_matches('/'))
}

/// The passages in all forms of citation.
pub(crate) fn cite<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(ids.into_iter().map(|id| ("id", id)));
    format!("{CITE}?{}", query.finish())
}

/// A page with parameters, of which those without a value are left out.
pub(crate) fn with_parameters(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters.iter().filter(|(_, value)| !value.is_empty()));
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The feed of a query.
pub(crate) fn feed(query: &Query) -> String {
    format!("/search.atom?q={}", in_query(&query.to_string()))
}

/// The feed of a text as typed.
pub(crate) fn feed_of(text: &str) -> String {
    format!("/search.atom?q={}", in_query(text))
}

/// The feed of reports, of one series where it is named.
pub(crate) fn feed_of_reports(series: &str) -> String {
    let query = if series.is_empty() { String::new() } else { format!("?series={}", in_query(series)) };
    format!("/reports.atom{query}")
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

/// A thread, as JSON.
pub(crate) fn api_thread(id: &str) -> String {
    format!("/api/v1/threads/{}", in_path(id))
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

/// The lines of a file at a commit, as its forge has them.
pub(crate) fn source_at(standing: &Standing<'_>, lines: Lines) -> String {
    let Standing { web, commit, path } = standing;
    let (address, commit, path) = (&web.address, in_path(commit), in_path(path));
    let Lines { first, last } = lines;
    match web.forge {
        Forge::Github => format!("{address}/blob/{commit}/{path}?plain=1#L{first}-L{last}"),
        Forge::Gitlab => format!("{address}/-/blob/{commit}/{path}?plain=1#L{first}-{last}"),
        Forge::Forgejo => format!("{address}/src/commit/{commit}/{path}?display=source#L{first}-L{last}"),
    }
}

/// A commit, as its forge shows it.
pub(crate) fn commit(web: &Web, id: &str) -> String {
    let dash = if web.forge == Forge::Gitlab { "/-" } else { "" };
    format!("{}{dash}/commit/{}", web.address, in_path(id))
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
pub(crate) fn in_path(text: &str) -> String {
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
    fn passages_are_found_by_whatever_names_them() {
        let link = passage(
            "c/2024-03-21/1f3a",
            "We adopt the \"policy\", at last; and all that follows from it for us",
        );
        assert_eq!(
            link,
            "/entry/c/2024-03-21/1f3a/we-adopt-the-policy-at-last-and-all-that-follows-from-it-for"
        );
        assert_eq!(passage("c/1f3a", "?!"), "/entry/c/1f3a");
        let ids = passage_ids("https://minutes.example/entry/%C3%A9/2024-03-21/1f3a/we-adopt?x#y");
        assert_eq!(ids, ["é/2024-03-21/1f3a/we-adopt", "é/2024-03-21/1f3a"]);
        assert_eq!(passage_ids("c/1f3a"), ["c/1f3a", "c"]);
        assert_eq!(passage_ids(""), [""]);
    }

    #[test]
    fn references_have_pages() {
        let page = |repository, number| reference(&Reference::new(repository, number));
        assert_eq!(page("o/r", 7), "/ref/o/r/7");
        assert_eq!(page("", 7), "/ref/7");
        assert_eq!(page("group/sub/r", 7), "/ref/group/sub/r/7");
        assert_eq!(cite(["a/b", "c&d"]), "/cite?id=a%2Fb&id=c%26d");
    }

    #[test]
    fn issues_link_only_where_the_repository_is_known() {
        let link = |repository, number| issue(&Reference::new(repository, number));
        assert_eq!(link("o/r", 7).as_deref(), Some("https://github.com/o/r/issues/7"));
        assert_eq!(link("", 7), None);
        assert_eq!(link("group/sub/r", 7), None);
    }

    #[test]
    fn each_forge_has_addresses_of_its_own() {
        let web = |forge| Web { forge, address: "https://forge.example/port/quay".to_owned() };
        let links = [Forge::Github, Forge::Gitlab, Forge::Forgejo].map(|forge| {
            let web = web(forge);
            let standing = Standing { web: &web, commit: "1f3a", path: "docs/a b#.md".to_owned() };
            (source_at(&standing, Lines::new(3, 9)), commit(&web, "1f3a"))
        });
        let place = "https://forge.example/port/quay";
        let file = "docs/a%20b%23.md";
        assert_eq!(
            links,
            [
                (format!("{place}/blob/1f3a/{file}?plain=1#L3-L9"), format!("{place}/commit/1f3a")),
                (format!("{place}/-/blob/1f3a/{file}?plain=1#L3-9"), format!("{place}/-/commit/1f3a")),
                (
                    format!("{place}/src/commit/1f3a/{file}?display=source#L3-L9"),
                    format!("{place}/commit/1f3a")
                ),
            ]
        );
    }

    #[test]
    fn source_links_name_the_lines() {
        let link = source("https://example.org/blob/main", "docs/a b.md", Lines::new(3, 9));
        assert_eq!(link, "https://example.org/blob/main/docs/a%20b.md?plain=1#L3-L9");
    }
}
