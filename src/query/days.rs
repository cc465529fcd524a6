//! Days as people write them: a year, a month, a day, `last year`, a range of these.

use super::error::QueryError;
use super::key::Key;
use super::syntax::{Clause, Value};
use super::{Expr, names, simplify};
use crate::report::Date;
use jiff::{Span, ToSpan as _};
use std::ops::Range;

/// What can be written, for hints.
const FORMS: &str = "Write a year (2018), a month (2018-02), a day (2018-02-08), a range (2018-02..2019), \
                     or `today`, `yesterday`, `last month`, `this year` and the like.";

/// The condition of `on:`, `after:`, `before:`, `since:` or `until:`.
pub(super) fn condition(clause: &Clause, text: &str, today: Date) -> Result<Expr, QueryError> {
    let spans = clause.values.iter().map(|value| Reader { text, value, today }.read(clause.key));
    Ok(simplify::or(spans.collect::<Result<_, _>>()?))
}

/// The days that some words name by themselves; `None` where they name none.
pub(super) fn free(words: &str, today: Date) -> Option<Expr> {
    let value = Value { text: words.to_owned(), quoted: false, span: 0..words.len() };
    Reader { text: words, value: &value, today }.read(Key::On).ok()
}

/// A run of days, both ends included; an open end has no bound.
#[derive(Debug, Clone, Copy)]
struct Days {
    from: Option<Date>,
    to: Option<Date>,
}

/// One value being read.
struct Reader<'a> {
    text: &'a str,
    value: &'a Value,
    today: Date,
}

impl Reader<'_> {
    fn read(&self, key: Key) -> Result<Expr, QueryError> {
        let written = self.value.text.trim();
        let (key, written) = compared(key, written);
        let days = match written.split_once("..") {
            Some((from, to)) if key == Key::On => self.range(from.trim(), to.trim())?,
            Some(_) => {
                return Err(self.error("a range can stand only behind `on:`", "Write `on:2018-02..2019`."));
            }
            None => self.period(written)?,
        };
        let shifted = |day: Option<Date>, by: Span| day.and_then(|day| day.checked_add(by).ok());
        let (from, to) = match key {
            Key::After => (shifted(days.to, 1.day()), None),
            Key::Before => (None, shifted(days.from, (-1).day())),
            Key::Since => (days.from, None),
            Key::Until => (None, days.to),
            Key::On | Key::Field(_) | Key::Is | Key::In | Key::Has | Key::No | Key::Expand | Key::Sort => {
                (days.from, days.to)
            }
        };
        if (from, to) == (None, None) {
            return Err(self.error("this bounds no day", FORMS));
        }
        Ok(Expr::Days { from, to })
    }

    fn range(&self, from: &str, to: &str) -> Result<Days, QueryError> {
        let open = Days { from: None, to: None };
        let first = if from.is_empty() { open } else { self.period(from)? };
        let last = if to.is_empty() { open } else { self.period(to)? };
        if matches!((first.from, last.to), (Some(from), Some(to)) if from > to) {
            let error = self.error("the range ends before it begins", "Write the earlier date first.");
            return Err(error.repair(self.text, &quoted(&format!("{to}..{from}"))));
        }
        Ok(Days { from: first.from, to: last.to })
    }

    /// A year, a month, a day or a word for one.
    fn period(&self, written: &str) -> Result<Days, QueryError> {
        if let Some(days) = named(&names::fold(written), self.today) {
            return Ok(days);
        }
        let parts: Vec<&str> = written.split(['-', '/']).collect();
        let numbers = parts.iter().map(|part| number(part)).collect::<Option<Vec<i16>>>();
        let year_first = parts.first().is_some_and(|year| year.len() == 4);
        let Some(numbers) = numbers.filter(|_| year_first) else {
            return Err(self.unknown(written));
        };
        match numbers.as_slice() {
            [year] if *year > 0 => Ok(span(Date::new(*year, 1, 1), Date::new(*year, 12, 31))),
            [year, month @ 1..=12] if *year > 0 => self.month(*year, *month),
            [year, month @ 1..=12, day] if *year > 0 => self.day(*year, *month, *day),
            [_, month, ..] if !(1..=12).contains(month) => {
                let error =
                    self.error(format!("there is no month {month}"), "A month is a number from 01 to 12.");
                let nearest = if *month > 12 { "12" } else { "01" };
                let whole = parts.first().map(|year| format!("{year}-{nearest}")).unwrap_or_default();
                Err(error.repair_at(self.text, self.place(written), &whole))
            }
            _ => Err(self.unknown(written)),
        }
    }

    fn month(&self, year: i16, month: i16) -> Result<Days, QueryError> {
        let first = i8::try_from(month).ok().and_then(|month| Date::new(year, month, 1).ok());
        let first = first.ok_or_else(|| self.unknown(&self.value.text))?;
        Ok(Days { from: Some(first), to: Some(first.last_of_month()) })
    }

    fn day(&self, year: i16, month: i16, day: i16) -> Result<Days, QueryError> {
        let days = self.month(year, month)?;
        let last = days.to.map_or(31, |last| i16::from(last.day()));
        if day < 1 || day > last {
            let nearest = day.clamp(1, last);
            let written = format!("{year:04}-{month:02}-{nearest:02}");
            let hint = format!("{year:04}-{month:02} has {last} days.");
            let error = self.error(format!("there is no day {day} in this month"), hint);
            return Err(error.repair(self.text, &written));
        }
        let date = days.from.and_then(|first| first.checked_add((day - 1).days()).ok());
        Ok(Days { from: date, to: date })
    }

    fn unknown(&self, written: &str) -> QueryError {
        self.error(format!("`{}` is no date", clip(written)), FORMS)
    }

    fn error(&self, message: impl Into<String>, hint: impl Into<String>) -> QueryError {
        QueryError::new(message, self.value.span.clone()).hint(hint)
    }

    /// Where a part of the value stands in the text.
    fn place(&self, part: &str) -> Range<usize> {
        let span = self.value.span.clone();
        let typed = self.text.get(span.clone()).unwrap_or_default();
        typed.find(part).map_or(span.clone(), |at| span.start + at..span.start + at + part.len())
    }
}

/// `on:>2018` and the like are `after:2018`.
fn compared(key: Key, written: &str) -> (Key, &str) {
    if key != Key::On {
        return (key, written);
    }
    let signs = [(">=", Key::Since), ("<=", Key::Until), (">", Key::After), ("<", Key::Before)];
    let found = signs.iter().find_map(|(sign, key)| Some((*key, written.strip_prefix(sign)?.trim_start())));
    found.unwrap_or((key, written))
}

/// The days that a word names.
fn named(written: &str, today: Date) -> Option<Days> {
    let year = |day: Date| span(Ok(day.first_of_year()), Ok(day.last_of_year()));
    let month = |day: Date| span(Ok(day.first_of_month()), Ok(day.last_of_month()));
    let week = |day: Date| {
        let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
        span(monday.clone(), monday.and_then(|monday| monday.checked_add(6.days())))
    };
    let back = |by: Span| today.checked_sub(by).ok();
    match written {
        "today" => Some(span(Ok(today), Ok(today))),
        "yesterday" => back(1.day()).map(|day| span(Ok(day), Ok(day))),
        "this year" => Some(year(today)),
        "last year" => back(1.year()).map(year),
        "this month" => Some(month(today)),
        "last month" => back(1.month()).map(month),
        "this week" => Some(week(today)),
        "last week" => back(1.week()).map(week),
        _ => None,
    }
}

fn span(from: Result<Date, jiff::Error>, to: Result<Date, jiff::Error>) -> Days {
    Days { from: from.ok(), to: to.ok() }
}

fn number(part: &str) -> Option<i16> {
    let digits = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| part.parse().ok()).flatten()
}

fn quoted(value: &str) -> String {
    if value.contains(' ') { format!("\"{value}\"") } else { value.to_owned() }
}

/// The beginning of a value, for a message.
pub(super) fn clip(value: &str) -> String {
    let mut clipped: String = value.chars().take(40).collect();
    if clipped.len() < value.len() {
        clipped.push('…');
    }
    clipped
}
