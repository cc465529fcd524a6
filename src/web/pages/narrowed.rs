//! What forms add to a question: a span of days (`from=`, `to=`) and a report to search in (`report=`). A query can say
//! all of it, so the reader is sent to the address of that query, which has one form however it was made.

use crate::archive::ArchiveError;
use crate::field::Field;
use crate::query::Query;
use crate::report::Date;
use crate::web::error::WebError;
use crate::web::params::Params;
use crate::web::site::Site;

/// The query that says what the address adds to the one typed, or nothing where it adds nothing.
pub(crate) async fn query(site: &Site, typed: &str, params: &Params) -> Result<Option<Query>, WebError> {
    let (from, to) = (day(params, "from")?, day(params, "to")?);
    let within = params.get("report");
    // An empty form takes the bound away, so that the names alone count.
    if !params.has("from") && !params.has("to") && within.is_none() {
        return Ok(None);
    }
    let (asked, today) = (typed.to_owned(), site.today());
    let query =
        site.ask(move |archive| archive.understand(&asked, today).map_err(ArchiveError::from)).await?;
    let Some(id) = within else { return Ok(Some(query.with_days(first(from, to), last(from, to)))) };
    let catalog = site.catalog();
    let report = catalog.report(id).ok_or_else(|| WebError::not_found("report", id))?;
    let query = query.with_value(Field::Series, &report.series);
    Ok(Some(if report.date.is_some() { query.with_days(report.date, report.date) } else { query }))
}

/// The earlier of two days; a span dragged or typed backwards is meant all the same.
fn first(from: Option<Date>, to: Option<Date>) -> Option<Date> {
    if to.is_some() { from.min(to) } else { from }
}

fn last(from: Option<Date>, to: Option<Date>) -> Option<Date> {
    if to.is_some() { from.max(to) } else { to }
}

fn day(params: &Params, name: &str) -> Result<Option<Date>, WebError> {
    let Some(text) = params.get(name) else { return Ok(None) };
    match text.parse() {
        Ok(day) => Ok(Some(day)),
        Err(_) => Err(WebError::parameter(name, "must be a day such as 2024-03-21")),
    }
}
