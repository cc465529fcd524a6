//! `GET /warnings`: what could not be read well, so that silence is not taken for "never discussed".

use super::{Frame, Place, print};
use crate::report::{Lines, Warning};
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::text;
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
}

struct FileView {
    path: String,
    warnings: Vec<Row>,
}

struct Row {
    line: u32,
    source: Option<String>,
    rule: &'static str,
    message: String,
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
                message: warning.message.clone(),
            });
        }
    }
    let page = WarningsPage {
        frame: Frame::new(&site, Place::Elsewhere, "What could not be read"),
        total: text::count(warnings.len(), "warning"),
        left_out: warnings.len().saturating_sub(SHOWN),
        files,
    };
    print(&page, CachePolicy::Revalidate)
}
