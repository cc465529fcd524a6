//! `GET /reports`: every report, by series and year, each as its day.

use super::{Frame, Link, Place, print};
use crate::archive::{Catalog, ReportSummary};
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Template)]
#[template(path = "reports.html")]
struct ReportsPage {
    frame: Frame,
    total: String,
    series: Vec<SeriesView>,
}

struct SeriesView {
    link: Link,
    count: String,
    years: Vec<YearView>,
}

struct YearView {
    year: String,
    reports: Vec<Dated>,
}

struct Dated {
    day: String,
    iso: String,
    title: String,
    href: String,
}

/// `GET /reports`
pub(crate) async fn get(State(site): State<Site>) -> Result<Response, WebError> {
    let catalog = site.catalog();
    let page = ReportsPage {
        frame: Frame::new(&site, Place::Reports, "Reports")
            .at(&site, urls::REPORTS)
            .feed("All reports", &urls::feed_of_reports("")),
        total: text::count(catalog.reports.len(), "report"),
        series: by_series(&catalog),
    };
    print(&page, CachePolicy::Revalidate)
}

fn by_series(catalog: &Catalog) -> Vec<SeriesView> {
    let mut all: Vec<SeriesView> = Vec::new();
    // The catalog is sorted by series and date, so each year of each series is one run; years are turned round.
    for report in &catalog.reports {
        if all.last().is_none_or(|series| series.link.label != report.series) {
            let link = Link::new(&report.series, urls::series(&report.series));
            all.push(SeriesView { link, count: String::new(), years: Vec::new() });
        }
        if let Some(series) = all.last_mut() {
            series.add(report);
        }
    }
    for series in &mut all {
        let count = series.years.iter().map(|year| year.reports.len()).sum();
        series.count = text::count(count, "report");
        series.years.reverse();
    }
    all
}

impl SeriesView {
    fn add(&mut self, report: &ReportSummary) {
        let year = report.date.map_or_else(|| "Undated".to_owned(), |date| date.year().to_string());
        if self.years.last().is_none_or(|last| last.year != year) {
            self.years.push(YearView { year, reports: Vec::new() });
        }
        let title = text::clip(&report.title, 80);
        let day = report.date.map_or_else(|| title.clone(), |date| date.strftime("%-d %b").to_string());
        let iso = report.date.map(|date| date.to_string()).unwrap_or_default();
        if let Some(year) = self.years.last_mut() {
            year.reports.push(Dated { day, iso, title, href: urls::report(&report.id) });
        }
    }
}
