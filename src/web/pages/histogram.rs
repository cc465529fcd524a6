//! When it was spoken of: one column a year with its months, or one a month where the time is short.
//!
//! Heights are attributes of an image, since the site forbids styles inside a page.

use crate::query::Query;
use crate::report::Date;
use crate::search::Bar;
use crate::web::{text, urls};
use std::collections::BTreeMap;

/// Up to this many months each month is a column of its own.
const MONTHS: usize = 18;
/// The height of a column.
const HEIGHT: usize = 40;

/// The columns, oldest first; silent times are columns without bars.
pub(crate) struct Histogram {
    /// The columns.
    pub(crate) columns: Vec<Column>,
    /// `month` or `year`.
    pub(crate) unit: &'static str,
    /// The query without its span of days, for the form that asks for one.
    pub(crate) query: String,
    /// Whether the answers are grouped by report, which the form keeps.
    pub(crate) grouped: bool,
    /// The first day asked for, empty where there is no bound.
    pub(crate) from: String,
    /// The last one, likewise.
    pub(crate) to: String,
}

/// A year or a month, which is a link to the hits in it.
pub(crate) struct Column {
    /// `2018`, or `Feb`.
    pub(crate) label: String,
    /// A second line: the year, under the first month of it.
    pub(crate) year: String,
    /// How many hits.
    pub(crate) count: usize,
    /// What it says when read aloud.
    pub(crate) title: String,
    /// The same query in these days only; empty for silent times.
    pub(crate) href: String,
    /// Its first day, in machine form.
    pub(crate) from: String,
    /// Its last day.
    pub(crate) to: String,
    /// The bars.
    pub(crate) bars: Vec<Rect>,
    /// The width of the image: 12 for a year, 1 for a month.
    pub(crate) width: usize,
}

/// One bar.
pub(crate) struct Rect {
    /// From the left.
    pub(crate) x: usize,
    /// From the top.
    pub(crate) y: usize,
    /// Its height.
    pub(crate) height: usize,
}

impl Histogram {
    /// The columns of an answer, or nothing where all of it is one month.
    pub(crate) fn new(query: &Query, bars: &[Bar]) -> Option<Self> {
        let counts: BTreeMap<(i16, i8), usize> =
            bars.iter().map(|bar| ((bar.month.year(), bar.month.month()), bar.count)).collect();
        let (&(first_year, first_month), _) = counts.first_key_value()?;
        let (&(last_year, last_month), _) = counts.last_key_value()?;
        let months = span((first_year, first_month), (last_year, last_month));
        if months.len() < 2 {
            return None;
        }
        let most = counts.values().copied().max().unwrap_or(1).max(1);
        let at = |key: (i16, i8)| counts.get(&key).copied().unwrap_or(0);
        let short = months.len() <= MONTHS;
        let columns: Vec<Column> = if short {
            let with_place = months.iter().enumerate();
            with_place.map(|(i, &key)| month(query, (key, i == 0), at(key), most)).collect()
        } else {
            let counts = |of| -> Vec<usize> { (1..=12).map(|month| at((of, month))).collect() };
            (first_year..=last_year).map(|of| year(query, of, &counts(of), most)).collect()
        };
        let (from, to) = query.days().unwrap_or_default();
        Some(Self {
            columns,
            unit: if short { "month" } else { "year" },
            query: query.with_days(None, None).to_string(),
            grouped: false,
            from: iso(from),
            to: iso(to),
        })
    }
}

fn iso(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// All months from one to another.
fn span(first: (i16, i8), last: (i16, i8)) -> Vec<(i16, i8)> {
    let years = first.0..=last.0;
    years
        .flat_map(|year| (1..=12).map(move |month| (year, month)))
        .filter(|m| (first..=last).contains(m))
        .collect()
}

/// A bar of at least one unit, so that a single hit can be seen beside hundreds.
fn bar(x: usize, count: usize, most: usize) -> Option<Rect> {
    if count == 0 {
        return None;
    }
    let height = (count * HEIGHT / most).clamp(2, HEIGHT);
    Some(Rect { x, y: HEIGHT - height, height })
}

fn month(query: &Query, (key, first): ((i16, i8), bool), count: usize, most: usize) -> Column {
    let day = Date::new(key.0, key.1, 1).ok();
    let name = |format: &str| day.map(|d| d.strftime(format).to_string()).unwrap_or_default();
    let year = if first || key.1 == 1 { key.0.to_string() } else { String::new() };
    Column {
        label: name("%b"),
        year,
        count,
        title: format!("{}: {}", name("%B %Y"), text::count(count, "passage")),
        href: link(query, count, day, day.map(Date::last_of_month)),
        from: iso(day),
        to: iso(day.map(Date::last_of_month)),
        bars: bar(0, count, most).into_iter().collect(),
        width: 1,
    }
}

fn year(query: &Query, of: i16, counts: &[usize], most: usize) -> Column {
    let count = counts.iter().sum();
    let (first, last) = (Date::new(of, 1, 1).ok(), Date::new(of, 12, 31).ok());
    Column {
        label: of.to_string(),
        year: String::new(),
        count,
        title: format!("{of}: {}", text::count(count, "passage")),
        href: link(query, count, first, last),
        from: iso(first),
        to: iso(last),
        bars: counts.iter().enumerate().filter_map(|(x, &count)| bar(x, count, most)).collect(),
        width: 12,
    }
}

fn link(query: &Query, count: usize, from: Option<Date>, to: Option<Date>) -> String {
    if count == 0 { String::new() } else { urls::results(&query.with_days(from, to)) }
}
