//! `GET /decisions`, `GET /actions`: the registers. One search underneath each, so that its counts are those of the
//! search; `filter` reads the address, `row` makes a row of a hit, and rows are grouped by month, newest first.

mod filter;
mod row;

use super::pager::Pager;
use super::{Frame, Link, Place, print};
use crate::archive::{Owner, Page};
use crate::field::Field;
use crate::query::Query;
use crate::report::{Date, Directory};
use crate::search::SearchResults;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::params::{Bounds, MAX_OFFSET, Params};
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use filter::{Filter, Select};
use row::Row;

/// How many rows stand on a page.
const PER_PAGE: usize = 50;
/// The pages that can be asked for.
const PAGES: Bounds = Bounds { min: 1, max: MAX_OFFSET / PER_PAGE, default: 1 };
/// How many values a filter offers.
const VALUES: usize = 300;
/// How many owners the overview names.
const OWNERS: usize = 8;

/// Which register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Register {
    /// What was decided, or asks for a decision.
    Decisions,
    /// What somebody is to do.
    Actions,
}

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    frame: Frame,
    title: &'static str,
    path: &'static str,
    /// `12 decisions, newest first`.
    summary: String,
    /// What the rows are and are not.
    note: &'static str,
    /// The same question as a search.
    search: String,
    feed: String,
    /// The states, each with whether it is shown.
    states: Vec<(Link, bool)>,
    state: &'static str,
    selects: Vec<Select>,
    /// The register without filters, where any is set.
    clear: Option<String>,
    owners: Vec<OwnerView>,
    months: Vec<(String, Vec<Row>)>,
    pager: Pager,
}

/// Somebody with open actions, in the overview.
struct OwnerView {
    link: Link,
    open: String,
    oldest: String,
}

impl Register {
    fn path(self) -> &'static str {
        match self {
            Self::Decisions => urls::DECISIONS,
            Self::Actions => urls::ACTIONS,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Decisions => "Decisions",
            Self::Actions => "Actions",
        }
    }

    fn place(self) -> Place {
        match self {
            Self::Decisions => Place::Decisions,
            Self::Actions => Place::Actions,
        }
    }

    fn note(self) -> &'static str {
        match self {
            Self::Decisions => {
                "Found by rules in reports as people wrote them; the grade says how each is known. \
                 What no report says plainly is not here."
            }
            Self::Actions => {
                "An action that several reports list is shown where it stands last. Open means that the last \
                 report that lists it does not mark it as done."
            }
        }
    }
}

/// `GET /decisions`
pub(crate) async fn decisions(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    page(&site, Register::Decisions, &params).await
}

/// `GET /actions`
pub(crate) async fn actions(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    page(&site, Register::Actions, &params).await
}

async fn page(site: &Site, register: Register, params: &Params) -> Result<Response, WebError> {
    let number = params.number("page", PAGES)?;
    let filter = Filter::read(register, params)?;
    // A form sends its empty fields too; the address to keep has none of them.
    if params.has_empty() {
        return Ok(Redirect::to(&filter.address(number)).into_response());
    }
    let today = site.today();
    let query = filter.query(today);
    let wanted = Page { offset: (number - 1) * PER_PAGE, limit: PER_PAGE, facet_limit: VALUES };
    let asked = query.clone();
    let results = site.ask(move |archive| archive.answer(&asked, wanted)).await?;
    let catalog = site.catalog();
    let owners: &[Owner] = match register {
        Register::Decisions => &[],
        Register::Actions => &catalog.census.owners,
    };
    let page = RegisterPage::new((site, today), (&filter, &query, number), &results, owners);
    print(&page, CachePolicy::Revalidate)
}

impl RegisterPage {
    fn new(
        (site, today): (&Site, Date),
        (filter, query, page): (&Filter, &Query, usize),
        results: &SearchResults,
        owners: &[Owner],
    ) -> Self {
        let register = filter.register;
        let catalog = site.catalog();
        let directory = &catalog.directory;
        let rows = results.hits.iter().map(|hit| Row::new(site, (hit, directory), today));
        let mut months: Vec<(String, Vec<Row>)> = Vec::new();
        for (hit, row) in results.hits.iter().zip(rows) {
            let month = hit.date.map_or_else(|| "Undated".to_owned(), |d| d.strftime("%B %Y").to_string());
            match months.last_mut() {
                Some((last, rows)) if *last == month => rows.push(row),
                _ => months.push((month, vec![row])),
            }
        }
        let pages = results.total.div_ceil(PER_PAGE).clamp(1, PAGES.max);
        let feed = urls::feed(query);
        Self {
            title: register.title(),
            path: register.path(),
            summary: format!("{}, newest first", filter.counted(results.total)),
            note: register.note(),
            search: urls::results(query),
            states: filter.states(),
            state: filter.state,
            selects: filter.selects(&results.facets, (directory, owners)),
            clear: filter.is_set().then(|| register.path().to_owned()),
            owners: if filter.is_set() || page > 1 { Vec::new() } else { overview(owners, directory) },
            months,
            pager: Pager::new(page, pages, |page| filter.address(page)).named("Newer", "Older"),
            frame: Frame::new(site, register.place(), register.title())
                .at(site, register.path())
                .feed(format!("{} of this register", register.title()), &feed),
            feed,
        }
    }
}

/// Who has most to do, with the oldest of it.
fn overview(owners: &[Owner], directory: &Directory) -> Vec<OwnerView> {
    let view = |owner: &Owner| {
        let parameters = [("state", "open"), ("owner", owner.id.as_str())];
        OwnerView {
            link: Link::new(name(directory, &owner.id), urls::with_parameters(urls::ACTIONS, &parameters)),
            open: text::number(owner.open),
            oldest: text::short_day(owner.oldest),
        }
    };
    owners.iter().take(OWNERS).map(view).collect()
}

/// A person's name, or the id where nobody has it.
fn name(directory: &Directory, id: &str) -> String {
    super::facets::label(Field::Owner, id, directory)
}
