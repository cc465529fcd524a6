//! `GET /warnings`: what could not be read well and what is not there, so that silence is not taken for "never
//! discussed".

use super::wrong::{Run, runs};
use super::{Frame, Place, print};
use crate::check::{Coverage, SeriesCoverage};
use crate::report::{Lines, Warning};
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

/// How many warnings are shown: a folder of broken files should not break this page too.
const SHOWN: usize = 1000;

#[derive(Template)]
#[template(path = "warnings.html")]
struct WarningsPage {
    frame: Frame,
    total: String,
    left_out: usize,
    files: Vec<FileView>,
    coverage: CoverageView,
}

/// What the archive covers, in brief.
struct CoverageView {
    series: Vec<SeriesView>,
    cancelled: Vec<String>,
    silent: Vec<String>,
}

struct SeriesView {
    name: String,
    href: String,
    first: String,
    last: String,
    rhythm: &'static str,
    missing: String,
}

struct FileView {
    path: String,
    warnings: Vec<Row>,
}

struct Row {
    line: u32,
    source: Option<String>,
    rule: &'static str,
    message: Vec<Run>,
    help: Vec<Run>,
}

/// `GET /warnings`
pub(crate) async fn get(State(site): State<Site>) -> Result<Response, WebError> {
    let catalog = site.catalog();
    let mut warnings: Vec<&Warning> = catalog.warnings.iter().collect();
    warnings.sort();
    let mut files: Vec<FileView> = Vec::new();
    for warning in warnings.iter().take(SHOWN) {
        if files.last().is_none_or(|file| file.path != warning.path) {
            files.push(FileView { path: warning.path.clone(), warnings: Vec::new() });
        }
        if let Some(file) = files.last_mut() {
            file.warnings.push(Row {
                line: warning.line,
                source: site.source_url(&warning.path, Lines::new(warning.line, warning.line)),
                rule: warning.rule.name(),
                message: runs(&warning.message),
                help: runs(warning.help()),
            });
        }
    }
    let page = WarningsPage {
        frame: Frame::new(&site, Place::Elsewhere, "What could not be read"),
        total: text::count(warnings.len(), "warning"),
        left_out: warnings.len().saturating_sub(SHOWN),
        files,
        coverage: covered(&catalog.coverage()),
    };
    print(&page, CachePolicy::Revalidate)
}

fn covered(coverage: &Coverage) -> CoverageView {
    let cancelled = coverage.cancelled.iter().take(SHOWN);
    let silent = coverage.silent.iter().take(SHOWN);
    CoverageView {
        series: coverage.series.iter().map(series).collect(),
        cancelled: cancelled.map(|meeting| format!("{}, {}", meeting.series, meeting.when)).collect(),
        silent: silent.map(|file| format!("{}: {}", file.path, file.why)).collect(),
    }
}

fn series(series: &SeriesCoverage) -> SeriesView {
    let runs = series
        .missing
        .iter()
        .map(|(first, last)| if first == last { first.clone() } else { format!("{first} to {last}") });
    SeriesView {
        href: urls::series(&series.name),
        name: series.name.clone(),
        first: text::short_day(series.days.map(|(first, _)| first)),
        last: text::short_day(series.days.map(|(_, last)| last)),
        rhythm: series.rhythm.map(|rhythm| rhythm.name()).unwrap_or_default(),
        missing: runs.collect::<Vec<_>>().join(", "),
    }
}
