//! `GET /`: the search page before a query.

use super::hit::HitView;
use super::{Frame, Link, Place, first, print, stored};
use crate::archive::{Catalog, ReportSummary};
use crate::field::Field;
use crate::report::Date;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

/// How many decisions and reports are shown.
const LATEST: usize = 6;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    suggestions: Vec<Link>,
    /// `104 reports of 12 series, 2018–2026`
    holds: String,
    series: Vec<(Link, String, String)>,
    topics: Vec<(Link, String)>,
    decisions: Vec<HitView>,
    all_decisions: String,
    recent: Vec<Recent>,
}

struct Recent {
    link: Link,
    iso: String,
    day: String,
    series: String,
    facts: String,
}

/// `GET /`
pub(crate) async fn get(State(site): State<Site>) -> Result<Response, WebError> {
    let query = stored(Field::Kind, "decision");
    let all_decisions = urls::results(&query);
    let decisions = site.ask(move |archive| archive.answer(&query, first(LATEST))).await?;
    let catalog = site.catalog();
    let directory = &catalog.directory;
    let series = directory.series.iter().map(|s| {
        let link = Link::new(&s.name, urls::series(&s.name));
        (link, text::number(s.reports as usize), text::years(s.days))
    });
    let topics = directory.topics.iter().take(12);
    let page = HomePage {
        frame: Frame::new(&site, Place::Home, "Search")
            .at(&site, urls::HOME)
            .feed("All reports", &urls::feed_of_reports("")),
        suggestions: catalog
            .queries_worth_trying()
            .into_iter()
            .map(|text| Link::new(text.clone(), urls::search(&text)))
            .collect(),
        holds: holds(&catalog),
        series: series.collect(),
        topics: topics
            .map(|t| (Link::new(&t.name, urls::topic(&t.name)), text::number(t.entries as usize)))
            .collect(),
        decisions: HitView::list(&site, &decisions.hits),
        all_decisions,
        recent: recent(&catalog).into_iter().map(Recent::new).collect(),
    };
    print(&page, CachePolicy::Revalidate)
}

/// What the archive holds, in one sentence.
fn holds(catalog: &Catalog) -> String {
    if catalog.reports.is_empty() {
        return "This archive holds no reports yet.".to_owned();
    }
    let entries: usize = catalog.summaries().map(|report| report.entries as usize).sum();
    let dates = || catalog.summaries().filter_map(|report| report.date);
    let days: Option<(Date, Date)> = dates().min().zip(dates().max());
    let mut holds = format!(
        "{} of {}, {}",
        text::count(catalog.reports.len(), "report"),
        text::count(catalog.directory.series.len(), "series"),
        text::count(entries, "passage"),
    );
    if days.is_some() {
        holds = format!("{holds}, {}", text::years(days));
    }
    holds
}

fn recent(catalog: &Catalog) -> Vec<&ReportSummary> {
    let mut reports: Vec<&ReportSummary> = catalog.summaries().filter(|r| r.date.is_some()).collect();
    let order = |a: &&ReportSummary, b: &&ReportSummary| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id));
    // Of many thousands only the first few are put in order.
    if reports.len() > LATEST {
        reports.select_nth_unstable_by(LATEST, order);
        reports.truncate(LATEST);
    }
    reports.sort_by(order);
    reports
}

impl Recent {
    fn new(report: &ReportSummary) -> Self {
        Self {
            link: Link::new(&report.title, urls::report(&report.id)),
            iso: report.date.map(|d| d.to_string()).unwrap_or_default(),
            day: text::short_day(report.date),
            series: report.series.clone(),
            facts: super::series::facts(report),
        }
    }
}
