//! `GET /search?q=`: the answers to a query, with the ways to narrow and to widen it.

use super::facets::{self, FacetView};
use super::histogram::Histogram;
use super::hit::HitView;
use super::pager::Pager;
use super::{Frame, Link, Place, grouped, narrowed, nothing, print, wrong};
use crate::archive::{Answer, Corrected, Correction, Page};
use crate::field::Field;
use crate::query::{Asked, Expr, Part, Query, Sort};
use crate::report::Directory;
use crate::search::Hit;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::params::{Bounds, MAX_OFFSET, Params};
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

/// How many hits stand on a page.
const PER_PAGE: usize = 20;
/// How many of the best answers tell a day.
const DAYS: usize = 5;
/// The pages that can be asked for.
const PAGES: Bounds = Bounds { min: 1, max: MAX_OFFSET / PER_PAGE, default: 1 };

/// The values of `sort=`.
pub(crate) const SORTS: [(&str, Sort); 3] =
    [("relevance", Sort::Relevance), ("newest", Sort::Newest), ("oldest", Sort::Oldest)];

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    /// What was found, in one sentence.
    summary: String,
    /// Said where no passage has all words.
    corrected: Option<Correcting>,
    partial: String,
    chips: Vec<Chip>,
    sorts: Vec<SortLink>,
    /// Where the question asks for a day: those of the best answers, the latest first.
    days: Vec<Link>,
    /// The query without related words, where such words matched.
    exact: Option<String>,
    facets: Vec<FacetView>,
    /// How many values are chosen.
    chosen: usize,
    histogram: Option<Histogram>,
    /// The hits: one run of them, or one per report.
    groups: Vec<grouped::Group>,
    /// The same answers grouped, or as one list.
    other_grouping: Link,
    /// Passages that have most of the words, where few have all.
    near: Vec<HitView>,
    near_summary: String,
    pager: Pager,
}

/// One part of the query as it was understood.
pub(crate) struct Chip {
    /// The part in canonical form.
    pub(crate) label: String,
    /// The query without it.
    pub(crate) without: String,
}

struct SortLink {
    link: Link,
    current: bool,
}

/// One word that was corrected.
struct CorrectedWord {
    typed: String,
    meant: String,
    found: &'static str,
    instead: &'static str,
}

/// What was corrected, and the way back.
struct Correcting {
    /// What is said of each word.
    words: Vec<CorrectedWord>,
    as_typed: Link,
}

impl Correcting {
    fn new(corrected: &Corrected) -> Option<Self> {
        let word = |c: &Correction| CorrectedWord {
            typed: c.typed.clone(),
            meant: c.meant.clone(),
            found: if c.rare { "Hardly anything has" } else { "Nothing has" },
            instead: if c.rare { "these are also for" } else { "these are for" },
        };
        let words: Vec<CorrectedWord> = corrected.corrections.iter().map(word).collect();
        let as_typed = Link::new(corrected.as_typed.clone(), urls::search(&corrected.as_typed));
        (!words.is_empty()).then_some(Self { words, as_typed })
    }
}

/// `GET /search`
pub(crate) async fn get(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    let typed = params.query()?;
    let page = params.number("page", PAGES)?;
    let sort = params.choice("sort", &SORTS)?;
    let by = params.choice("group", &grouped::NAMES)?.unwrap_or_default();
    let all = params.get("more").and_then(Field::named).map(Field::name).unwrap_or_default();
    let values = facets::Wanted { all, like: params.get("like").unwrap_or_default() };
    let wanted = Page { offset: (page - 1) * PER_PAGE, limit: PER_PAGE, facet_limit: values.fetched() };

    match narrowed::query(&site, &typed, &params).await {
        Ok(Some(query)) => {
            let address = grouped::keep(urls::results(&query), by);
            return Ok(Redirect::to(&address).into_response());
        }
        Ok(None) => {}
        Err(WebError::Query(error)) => return wrong::page(&site, &typed, *error),
        Err(error) => return Err(error),
    }
    let (asked, today) = (typed.clone(), site.today());
    let answer = site.ask(move |archive| ask(archive, (&asked, sort), wanted, today)).await;
    match answer {
        Ok(answer) if answer.results.total == 0 => nothing::page(&site, &typed, answer.query).await,
        Ok(answer) => {
            let page = SearchPage::new(&site, &typed, (answer, page, values), by);
            print(&page, CachePolicy::Revalidate)
        }
        Err(WebError::Query(error)) => wrong::page(&site, &typed, *error),
        Err(error) => Err(error),
    }
}

/// Asks, with the order that the address names put before the one in the query.
pub(crate) fn ask(
    archive: &crate::archive::Snapshot,
    (typed, sort): (&str, Option<Sort>),
    wanted: Page,
    today: crate::report::Date,
) -> Result<Answer, crate::archive::ArchiveError> {
    let mut query = archive.understand(typed, today)?;
    if let Some(sort) = sort {
        query = query.with_sort(sort);
    }
    archive.respond(query, wanted, today)
}

impl SearchPage {
    fn new(
        site: &Site,
        typed: &str,
        (answer, page, wanted): (Answer, usize, facets::Wanted<'_>),
        by: grouped::By,
    ) -> Self {
        let Answer { query, corrected, results } = answer;
        let catalog = site.catalog();
        let canonical = query.to_string();
        let facets = facets::list(&query, &results.facets, (&catalog.directory, wanted));
        let related = results.hits.iter().any(|hit| !hit.related.is_empty());
        let keep = |address: &mut String| *address = grouped::keep(std::mem::take(address), by);
        let mut facets = facets;
        for facet in &mut facets {
            for link in facet.values.iter_mut().chain(&mut facet.rest) {
                keep(&mut link.href);
                link.not.iter_mut().for_each(keep);
            }
            facet.all.iter_mut().for_each(|(_, address)| keep(address));
        }
        let mut chips = chips(&query, &catalog.directory);
        chips.iter_mut().for_each(|chip| keep(&mut chip.without));
        let mut exact = related.then(|| urls::results(&Query { expand: false, ..query.clone() }));
        exact.iter_mut().for_each(keep);
        let mut histogram = Histogram::new(&query, &results.histogram);
        if let Some(histogram) = &mut histogram {
            histogram.grouped = by == grouped::By::Report;
            for column in &mut histogram.columns {
                keep(&mut column.href);
            }
        }
        let mut sorts = sorts(&query);
        for sort in &mut sorts {
            keep(&mut sort.link.href);
        }
        let pages = results.total.div_ceil(PER_PAGE).clamp(1, PAGES.max);
        let mut pager = Pager::new(page, pages, |page| urls::results_page(&canonical, page));
        pager.addresses().for_each(keep);
        let title = if typed.is_empty() { "Everything".to_owned() } else { text::clip(typed, 60) };
        Self {
            summary: summary(&query, results.total, results.near_total),
            corrected: Correcting::new(&corrected),
            partial: if results.partial { partial(results.total) } else { String::new() },
            chips,
            days: if page == 1 { days(&query, &results.hits) } else { Vec::new() },
            sorts,
            exact,
            chosen: facets.iter().flat_map(|f| f.values.iter().chain(&f.rest)).filter(|v| v.selected).count(),
            facets,
            histogram,
            groups: grouped::groups(HitView::list(site, &results.hits), (page - 1) * PER_PAGE + 1, by),
            other_grouping: grouped::other(&query, by),
            near: HitView::list(site, &results.near),
            near_summary: near(results.near_total, results.near.len()),
            pager,
            frame: Frame::new(site, Place::Search, title)
                .asking(typed)
                .feed("New passages of this search", &urls::feed(&query)),
        }
    }
}

fn summary(query: &Query, total: usize, near: usize) -> String {
    let verb = if total == 1 { "matches" } else { "match" };
    let found = match near {
        0 => text::count(total, "passage"),
        _ => format!(
            "{} {verb} all words; {} more match most",
            text::count(total, "passage"),
            text::number(near)
        ),
    };
    let order = match query.sort {
        Sort::Relevance => "",
        Sort::Newest => ", newest first",
        Sort::Oldest => ", oldest first",
    };
    let all = if query.expr == Expr::All { "All " } else { "" };
    format!("{all}{found}{order}")
}

/// The heading over passages that have most of the words.
fn near(total: usize, shown: usize) -> String {
    let have = if total == 1 { "has" } else { "have" };
    let all = if total > shown { format!("; the best {shown}") } else { String::new() };
    format!("{} {have} most of these words{all}", text::count(total, "more passage"))
}

fn partial(total: usize) -> String {
    let have = if total == 1 { "has" } else { "have" };
    format!("No passage has all of these words; {} {have} most of them.", text::number(total))
}

/// The parts of the query as it was understood, each of which can be taken away.
pub(crate) fn chips(query: &Query, directory: &Directory) -> Vec<Chip> {
    // A word that may be missing narrows nothing, so there is nothing to take away.
    let narrows = |part: &Part| !matches!(&part.expr, Expr::Text(term) if term.optional);
    let parts = query.parts().into_iter().filter(narrows);
    let parts = parts.map(|part| Chip { label: part.text, without: urls::results(&part.rest) });
    let asked = query.asked().into_iter().map(|asked| Chip {
        label: format!("{} (preferred)", preferred(&asked, directory)),
        without: urls::results(&asked.plain),
    });
    let when = query
        .asks_when()
        .map(|(words, rest)| Chip { label: format!("{words} (days first)"), without: urls::results(&rest) });
    when.into_iter().chain(asked).chain(parts).collect()
}

/// The days of the best answers to a question that asks for one, the latest first: of those that are of the kind asked
/// for, where there are any.
fn days(query: &Query, hits: &[Hit]) -> Vec<Link> {
    if query.asks_when().is_none() || query.sort != Sort::Relevance {
        return Vec::new();
    }
    let asked = query.asked();
    let kinds = asked.iter().filter_map(|asked| match &asked.expr {
        Expr::Value { field: Field::Kind, values } => Some(values.as_slice()),
        _ => None,
    });
    let kinds: Vec<&String> = kinds.flatten().collect();
    let dated = || hits.iter().filter(|hit| hit.date.is_some());
    let of_kind: Vec<&Hit> =
        dated().filter(|hit| kinds.iter().any(|kind| *kind == hit.entry.kind.name())).collect();
    let mut best = if of_kind.is_empty() { dated().collect() } else { of_kind };
    best.truncate(DAYS);
    best.sort_by_key(|hit| std::cmp::Reverse(hit.date));
    best.dedup_by_key(|hit| hit.date);
    best.iter().map(|hit| Link::new(text::day(hit.date), urls::entry(&hit.report, &hit.entry.id))).collect()
}

/// What is preferred, with people by name.
fn preferred(asked: &Asked, directory: &Directory) -> String {
    match &asked.expr {
        Expr::Value { field, values } => {
            let name = |value: &String| match directory.person(value) {
                Some(person) if *field == Field::Person => person.name.clone(),
                _ => value.clone(),
            };
            let names: Vec<String> = values.iter().map(name).collect();
            format!("{}: {}", field.name(), names.join(", "))
        }
        Expr::All
        | Expr::Text(_)
        | Expr::Days { .. }
        | Expr::Has(_)
        | Expr::And(_)
        | Expr::Or(_)
        | Expr::Not(_) => asked.text.replacen(':', ": ", 1),
    }
}

fn sorts(query: &Query) -> Vec<SortLink> {
    let names = [("Best match", Sort::Relevance), ("Newest", Sort::Newest), ("Oldest", Sort::Oldest)];
    let link = |(name, sort)| SortLink {
        link: Link::new(name, urls::results(&query.with_sort(sort))),
        current: query.sort == sort,
    };
    names.into_iter().map(link).collect()
}
