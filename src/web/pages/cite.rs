//! `GET /cite?id=…&id=…`: passages that were ticked, in all forms.

use super::forms::{Forms, Issue};
use super::{Frame, Link, Place, print};
use crate::web::cache::CachePolicy;
use crate::web::citing::{Found, find, new_issue};
use crate::web::error::WebError;
use crate::web::origin::Origin;
use crate::web::params::Params;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Template)]
#[template(path = "cite.html")]
struct CitePage {
    frame: Frame,
    summary: String,
    passages: Vec<Cited>,
    missing: Vec<Link>,
    forms: Option<Forms>,
    issue: Option<Issue>,
    /// Whether the links in the citations lead to the reader's own machine.
    private: bool,
}

/// A passage in the list, with the address of the page without it.
struct Cited {
    id: String,
    link: Link,
    note: String,
    without: String,
}

/// `GET /cite`
pub(crate) async fn get(
    State(site): State<Site>,
    origin: Origin,
    params: Params,
) -> Result<Response, WebError> {
    let ids = params.all("id").map(str::to_owned).collect();
    let found = find(&site, &origin, ids).await?;
    print(&page(&site, found), CachePolicy::Revalidate)
}

/// The title with the day, unless it ends with it.
fn note(citation: &crate::cite::Citation) -> String {
    let day = text::day(citation.date);
    let told = citation.title.ends_with(&day)
        || citation.date.is_some_and(|d| citation.title.ends_with(&d.to_string()));
    if told { citation.title.clone() } else { format!("{}, {day}", citation.title) }
}

fn page(site: &Site, found: Found) -> CitePage {
    let Found { citations, missing } = found;
    let cited = |citation: &crate::cite::Citation| Cited {
        id: citation.id.clone(),
        link: Link::new(&citation.quote, urls::passage(&citation.id, &citation.quote)),
        note: note(citation),
        without: urls::cite(citations.iter().map(|c| c.id.as_str()).filter(|id| *id != citation.id)),
    };
    CitePage {
        frame: Frame::new(site, Place::Elsewhere, "Cite").unlisted(),
        summary: text::count(citations.len(), "passage"),
        passages: citations.iter().map(cited).collect(),
        missing: missing
            .iter()
            .map(|id| Link::new(text::clip(id, 200), format!("/entry/{}", urls::in_path(id))))
            .collect(),
        issue: new_issue(site, &citations).and_then(|issue| Issue::new(site, issue)),
        forms: (!citations.is_empty()).then(|| Forms::of(&citations)),
        private: site.public_url().is_none(),
    }
}
