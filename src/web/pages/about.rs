//! `GET /about`: what the archive covers, how fresh it is, what it could not read, and what it keeps of its readers.

use super::{Frame, Link, Place, print};
use crate::archive::Page;
use crate::check::SeriesCoverage;
use crate::field::Field;
use crate::query::Query;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::freshness::Moment;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    frame: Frame,
    /// `104 reports of 12 series in 98 files`.
    holds: String,
    /// The newest report and its day.
    newest: Option<(Link, String)>,
    /// When the archive was last up to date, when it last changed, and whether updates fail now.
    updated: Option<Moment>,
    changed: Option<Moment>,
    failing: bool,
    source: Option<String>,
    kinds: Vec<(Link, String)>,
    series: Vec<Covered>,
    cancelled: usize,
    silent: usize,
    warnings: String,
    undated: usize,
    version: &'static str,
}

struct Covered {
    link: Link,
    reports: String,
    days: String,
    rhythm: &'static str,
    missing: String,
}

/// `GET /about`
pub(crate) async fn get(State(site): State<Site>) -> Result<Response, WebError> {
    let counts = Page { offset: 0, limit: 0, facet_limit: 20 };
    let results = site.ask(move |archive| archive.answer(&Query::all(), counts)).await?;
    let catalog = site.catalog();
    let coverage = catalog.coverage();
    let files: BTreeSet<&str> = catalog.reports.iter().map(|report| report.path.as_str()).collect();
    let newest = catalog.reports.iter().filter(|report| report.date.is_some()).max_by_key(|r| r.date);
    let kinds = results.facets.iter().filter(|facet| facet.field == Field::Kind).flat_map(|f| &f.values);
    let known = site.known();
    let page = AboutPage {
        frame: Frame::new(&site, Place::Elsewhere, "About this archive").at(&site, urls::ABOUT),
        holds: format!(
            "{} of {}, from {}, with {}",
            text::count(catalog.reports.len(), "report"),
            text::count(coverage.series.len(), "series"),
            text::count(files.len(), "file"),
            text::count(results.total, "passage")
        ),
        newest: newest.map(|r| (Link::new(&r.title, urls::report(&r.id)), text::day(r.date))),
        updated: known.updated(),
        changed: known.changed(),
        failing: known.freshness.failure.is_some(),
        source: site.source_base().map(str::to_owned),
        kinds: kinds
            .map(|kind| {
                let query = Query::all().with_value(Field::Kind, &kind.value);
                (Link::new(text::capital(&kind.value), urls::results(&query)), text::number(kind.count))
            })
            .collect(),
        series: coverage.series.iter().map(covered).collect(),
        cancelled: coverage.cancelled.len(),
        silent: coverage.silent.len(),
        warnings: text::count(catalog.warnings.len(), "warning"),
        undated: catalog.reports.iter().filter(|report| report.date.is_none()).count(),
        version: env!("CARGO_PKG_VERSION"),
    };
    print(&page, CachePolicy::Revalidate)
}

fn covered(series: &SeriesCoverage) -> Covered {
    let runs = series.missing.iter();
    let runs = runs.map(|(from, to)| if from == to { from.clone() } else { format!("{from} to {to}") });
    Covered {
        link: Link::new(&series.name, urls::series(&series.name)),
        reports: text::number(series.reports),
        days: match series.days {
            None => "undated".to_owned(),
            Some((first, last)) => {
                format!("{} to {}", text::short_day(Some(first)), text::short_day(Some(last)))
            }
        },
        rhythm: series.rhythm.map(|rhythm| rhythm.name()).unwrap_or_default(),
        missing: runs.collect::<Vec<_>>().join(", "),
    }
}
