//! `GET /ref` and `GET /ref/{repository}/{number}`: where an issue or pull request was discussed.

use super::head::Card;
use super::hit::HitView;
use super::pager::{PAGES, Pager, ROWS};
use super::{Frame, Link, Place, print};
use crate::archive::{Cited, Page};
use crate::field::Field;
use crate::query::{self, Expr, Query, Sort};
use crate::report::Reference;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::params::{Id, Params};
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

/// How many passages a page shows; the rest is a search.
const PASSAGES: usize = 200;
/// How many other numbers of a repository are offered.
const OTHERS: usize = 24;

#[derive(Template)]
#[template(path = "reference.html")]
struct ReferencePage {
    frame: Frame,
    name: String,
    summary: String,
    outside: Option<String>,
    feed: String,
    search: String,
    hits: Vec<HitView>,
    more: bool,
    /// The same number where no repository is named, with how many passages.
    bare: Option<(Link, String)>,
    others: Vec<(Link, String)>,
}

#[derive(Template)]
#[template(path = "references.html")]
struct ReferencesPage {
    frame: Frame,
    typed: String,
    /// What is wrong with what was typed.
    wrong: String,
    total: String,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    link: Link,
    outside: Option<String>,
    reports: String,
    passages: String,
    years: String,
}

/// `GET /ref?q=`
pub(crate) async fn list(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    let typed = params.query()?;
    if let Some(reference) = read(&typed) {
        return Ok(Redirect::to(&urls::reference(&reference)).into_response());
    }
    let wrong = if typed.is_empty() {
        ""
    } else {
        "That names no issue; type a number with its repository, or paste its address."
    };
    let page = params.number("page", PAGES)?;
    let catalog = site.catalog();
    let cited = &catalog.census.cited;
    let page = ReferencesPage {
        frame: Frame::new(&site, Place::Elsewhere, "Issues and pull requests").at(&site, urls::REFERENCES),
        wrong: wrong.to_owned(),
        typed,
        total: text::count(cited.len(), "reference"),
        rows: cited.iter().skip((page - 1) * ROWS).take(ROWS).map(Row::new).collect(),
        pager: Pager::of_rows(page, cited.len(), urls::REFERENCES),
    };
    print(&page, CachePolicy::Revalidate)
}

/// `GET /ref/{repository}/{number}`
pub(crate) async fn get(State(site): State<Site>, Id(path): Id) -> Result<Response, WebError> {
    let Some(reference) = read(&path) else { return Err(WebError::not_found("issue", &path)) };
    let query = Query {
        expr: Expr::Value { field: Field::Ref, values: vec![reference.to_string()] },
        sort: Sort::Oldest,
        expand: true,
    };
    let asked = query.clone();
    let wanted = Page { offset: 0, limit: PASSAGES, facet_limit: 0 };
    let results = site.ask(move |archive| archive.answer(&asked, wanted)).await?;
    let catalog = site.catalog();
    let cited = &catalog.census.cited;
    let reports: std::collections::HashSet<&str> =
        results.hits.iter().map(|hit| hit.report.as_str()).collect();
    let days: Vec<_> = results.hits.iter().filter_map(|hit| hit.date).collect();
    let summary =
        summary(results.total, reports.len(), &text::years(days.first().copied().zip(days.last().copied())));
    let feed = urls::feed(&query.with_sort(Sort::Newest));
    let name = reference.to_string();
    let mut frame = Frame::new(&site, Place::Elsewhere, format!("{name} in the minutes"))
        .at(&site, &urls::reference(&reference))
        .card(Card { description: format!("Where {name} was discussed. {summary}."), iso: String::new() })
        .feed(format!("Passages that name {name}"), &feed);
    if results.total == 0 {
        frame = frame.unlisted();
    }
    let page = ReferencePage {
        frame,
        summary,
        outside: urls::issue(&reference),
        feed,
        search: urls::results(&query),
        more: results.total > results.hits.len(),
        hits: HitView::list(&site, &results.hits),
        bare: bare(cited, &reference),
        others: others(cited, &reference),
        name,
    };
    print(&page, CachePolicy::Revalidate)
}

fn summary(passages: usize, reports: usize, years: &str) -> String {
    if passages == 0 {
        return "No passage of this archive names it".to_owned();
    }
    let years = if years.is_empty() { String::new() } else { format!(", {years}") };
    format!("Named in {} of {}{years}", text::count(passages, "passage"), text::count(reports, "report"))
}

/// The reference that a path or a reader names: what `query` reads, and `owner/name/12`, `owner/name 12`, `owner/name!12`.
fn read(given: &str) -> Option<Reference> {
    let text = given.trim().trim_matches('/');
    if let Some(reference) = query::reference(text) {
        return Some(reference);
    }
    if text.contains("://") {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return query::reference(&format!("#{text}"));
    }
    let (repository, number) = text.rsplit_once(['/', ' ', '!'])?;
    // An address without its scheme.
    let pasted = || query::reference(&format!("https://{text}"));
    let repository = repository.trim();
    if repository.split('/').count() >= 4 && repository.contains('.') {
        return pasted().or_else(|| query::reference(&format!("{repository}#{number}")));
    }
    query::reference(&format!("{repository}#{number}"))
}

/// The number alone, where passages name it without a repository: it may be this issue.
fn bare(cited: &[Cited], reference: &Reference) -> Option<(Link, String)> {
    reference.repository()?;
    let (_, number) = reference.as_str().split_once('#')?;
    let alone = format!("#{number}");
    let found = cited.iter().find(|cited| cited.reference.as_str() == alone)?;
    let link = Link::new(&alone, urls::reference(&found.reference));
    Some((link, text::count(found.passages, "passage")))
}

/// Other issues of the same repository, the most discussed first.
fn others(cited: &[Cited], reference: &Reference) -> Vec<(Link, String)> {
    let Some(repository) = reference.repository() else { return Vec::new() };
    let same = cited.iter().filter(|other| other.reference.repository() == Some(repository));
    let rest = same.filter(|other| other.reference != *reference).take(OTHERS);
    rest.map(|other| {
        let number = other.reference.as_str().rsplit('#').next().unwrap_or_default();
        (Link::new(format!("#{number}"), urls::reference(&other.reference)), text::number(other.reports))
    })
    .collect()
}

impl Row {
    fn new(cited: &Cited) -> Self {
        Self {
            link: Link::new(cited.reference.as_str(), urls::reference(&cited.reference)),
            outside: urls::issue(&cited.reference),
            reports: text::number(cited.reports),
            passages: text::number(cited.passages),
            years: text::years(cited.days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn issues_are_read_however_they_are_named() {
        let cases = [
            ("port/quay/12", Some("port/quay#12")),
            ("Port/Quay#12", Some("port/quay#12")),
            ("port/quay 12", Some("port/quay#12")),
            ("port/sub/quay!12", Some("port/sub/quay#12")),
            ("quay/12", Some("quay#12")),
            ("12", Some("#12")),
            ("#12", Some("#12")),
            (" https://github.com/port/quay/pull/12/files#r3 ", Some("port/quay#12")),
            ("https://gitlab.example/port/sub/quay/-/merge_requests/12", Some("port/sub/quay#12")),
            ("github.com/port/quay/issues/12", Some("port/quay#12")),
            ("https://github.com/port/quay", None),
            ("javascript:alert(1)", None),
            ("port/quay/x", None),
            ("port/quay/99999999999999999999", None),
            ("../../etc/12x", None),
            ("", None),
        ];
        for (given, wanted) in cases {
            assert_eq!(read(given).map(|reference| reference.to_string()).as_deref(), wanted, "{given}");
        }
    }
}
