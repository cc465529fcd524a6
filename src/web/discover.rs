//! What programs look for: `robots.txt`, `sitemap.xml`, `opensearch.xml` and what that leads to.

use super::cache::CachePolicy;
use super::error::WebError;
use super::feeds::xml;
use super::origin::Origin;
use super::params::{Id, Params};
use super::site::Site;
use super::{text, urls};
use crate::archive::{Catalog, Suggested, Suggestion};
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// How many addresses a sitemap may have.
const ADDRESSES: usize = 50_000;
/// How many suggestions a browser is sent.
const SUGGESTED: usize = 8;

#[derive(Template)]
#[template(path = "opensearch.xml")]
struct OpenSearch {
    /// At most sixteen letters are allowed.
    name: String,
    description: String,
    search: String,
    suggestions: String,
    feed: String,
    own: String,
}

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct Sitemap {
    /// `urlset` or `sitemapindex`.
    root: &'static str,
    /// `url` or `sitemap`.
    item: &'static str,
    /// The addresses, each with the day of its last change, or nothing.
    pages: Vec<(String, String)>,
}

/// `GET /robots.txt`: reports may be found by search machines; the endless combinations of filters need not.
pub(crate) async fn robots(origin: Origin) -> Response {
    let kind = (header::CONTENT_TYPE, "text/plain; charset=utf-8");
    let sitemap = origin.join("/sitemap.xml");
    let text = format!(
        "User-agent: *\nDisallow: /search\nDisallow: /cite\nDisallow: /suggest\nDisallow: /api/\n\nSitemap: {sitemap}\n"
    );
    ([CachePolicy::Revalidate.header()], [kind], text).into_response()
}

/// `GET /opensearch.xml`: how a browser asks this site.
pub(crate) async fn opensearch(State(site): State<Site>, origin: Origin) -> Result<Response, WebError> {
    let document = OpenSearch {
        name: site.title().chars().take(16).collect(),
        description: format!("Search {}", text::clip(site.title(), 900)),
        search: origin.join("/search?q={searchTerms}"),
        suggestions: origin.join("/suggest?q={searchTerms}"),
        feed: origin.join("/search.atom?q={searchTerms}"),
        own: origin.join(urls::OPENSEARCH),
    };
    reply("application/opensearchdescription+xml", &document)
}

/// `GET /suggest?q=`: what a browser offers while its reader types, in the form of OpenSearch: the words typed, the
/// queries, what each is, and where each leads.
pub(crate) async fn suggest(
    State(site): State<Site>,
    origin: Origin,
    params: Params,
) -> Result<Response, WebError> {
    let query = params.query()?;
    let found = site.catalog().suggester().suggest(&query, SUGGESTED);
    let told = |found: &Suggestion| match (found.kind, found.count as usize) {
        (_, 0) => found.kind.name().to_owned(),
        (Suggested::Series, count) => format!("series, {}", text::count(count, "report")),
        (kind, count) => format!("{}, {}", kind.name(), text::count(count, "passage")),
    };
    let queries: Vec<&str> = found.iter().map(|found| found.query.as_str()).collect();
    let told: Vec<String> = found.iter().map(told).collect();
    let addresses: Vec<String> = found.iter().map(|found| origin.join(&urls::search(&found.query))).collect();
    let body = serde_json::json!([query, queries, told, addresses]).to_string();
    let kind = (header::CONTENT_TYPE, "application/x-suggestions+json");
    Ok(([CachePolicy::Revalidate.header()], [kind], body).into_response())
}

/// `GET /sitemap.xml`: the pages that are worth finding, or the list of lists where they are too many for one.
pub(crate) async fn sitemap(State(site): State<Site>, origin: Origin) -> Result<Response, WebError> {
    let pages = pages(&site.catalog(), &origin);
    reply("application/xml", &list(pages, ADDRESSES, &origin))
}

/// `GET /sitemap/{part}`: one list of several.
pub(crate) async fn part(
    State(site): State<Site>,
    origin: Origin,
    Id(part): Id,
) -> Result<Response, WebError> {
    let number = part.strip_suffix(".xml").and_then(|number| number.parse::<usize>().ok());
    let pages = pages(&site.catalog(), &origin);
    let found = number.and_then(|number| pages.chunks(ADDRESSES).nth(number.checked_sub(1)?));
    let Some(pages) = found else { return Err(WebError::not_found("part of the sitemap", &part)) };
    reply("application/xml", &Sitemap { root: "urlset", item: "url", pages: pages.to_vec() })
}

fn list(pages: Vec<(String, String)>, most: usize, origin: &Origin) -> Sitemap {
    if pages.len() <= most {
        return Sitemap { root: "urlset", item: "url", pages };
    }
    let parts = 1..=pages.len().div_ceil(most);
    let parts = parts.map(|part| (origin.join(&format!("/sitemap/{part}.xml")), String::new()));
    Sitemap { root: "sitemapindex", item: "sitemap", pages: parts.collect() }
}

/// Reports, series and topics. A passage is found with its report, and a list of people is nothing to hand out.
fn pages(catalog: &Catalog, origin: &Origin) -> Vec<(String, String)> {
    let plain = |path: String| (origin.join(&path), String::new());
    let mut pages: Vec<(String, String)> = [
        urls::HOME,
        urls::DECISIONS,
        urls::ACTIONS,
        urls::REPORTS,
        urls::TOPICS,
        urls::REFERENCES,
        urls::ABOUT,
    ]
    .map(|path| plain(path.to_owned()))
    .into();
    pages.extend(catalog.directory.series.iter().map(|series| plain(urls::series(&series.name))));
    pages.extend(catalog.directory.topics.iter().map(|topic| plain(urls::topic(&topic.name))));
    pages.extend(catalog.reports.iter().map(|report| {
        let day = report.date.map(|date| date.to_string()).unwrap_or_default();
        (origin.join(&urls::report(&report.id)), day)
    }));
    pages
}

fn reply(kind: &'static str, document: &impl Template) -> Result<Response, WebError> {
    let text = xml(document)?;
    Ok(([CachePolicy::Revalidate.header()], [(header::CONTENT_TYPE, kind)], text).into_response())
}

#[cfg(test)]
mod tests {
    use super::super::origin::Origin;
    use super::list;

    #[test]
    fn many_pages_become_a_list_of_lists() {
        let pages: Vec<(String, String)> = (0..7).map(|n| (format!("/{n}"), String::new())).collect();
        let origin = Origin::of("https://minutes.example");
        assert_eq!(list(pages.clone(), 7, &origin).root, "urlset");
        let index = list(pages, 3, &origin);
        assert_eq!((index.root, index.pages.len()), ("sitemapindex", 3));
        assert_eq!(index.pages[2].0, "https://minutes.example/sitemap/3.xml");
    }
}
