//! Until when something is to be done, where the report tells a day.
//!
//! 1. A cell below a head such as `Due`.
//! 2. Behind a word such as `by` or `due`: a date, a weekday, the end of a month or year, today or tomorrow; each
//!    counted from the day of the meeting.
//! 3. `by the next meeting`, where the report says when that is.
//!
//! What is no day (`soon`, `next week`) is none.

use super::Reader;
use super::bytes::find;
use super::date::{Found, find_dates};
use super::meetings::Meeting;
use super::statements::Statement;
use crate::outline::NodeKind;
use crate::report::Date;
use crate::vocabulary::{DateWords, fold};
use jiff::ToSpan;

/// A date without a year that lies so many days back is meant in the next one.
const PAST: i32 = 60;

/// The days from which a due date is counted.
#[derive(Clone, Copy)]
pub(super) struct Days {
    /// The day of the meeting.
    held: Option<Date>,
    /// The day of the next one, where the report tells it.
    next: Option<Date>,
}

impl Days {
    /// The days that a meeting tells.
    pub(super) fn of(reader: Reader<'_>, meeting: &Meeting) -> Self {
        let alone = Self { held: meeting.date, next: None };
        let words = &reader.words.dates;
        let nodes = reader.outline.nodes.get(meeting.nodes.clone()).unwrap_or_default();
        let mut announced = false;
        let mut next = None;
        for node in nodes.iter().filter(|node| node.inline.text.len() <= 300) {
            let text = node.inline.text.as_str();
            // A line without a number tells no day, and only a heading announces one.
            if !node.is_heading() && find(text, 0, |byte| byte.wrapping_sub(b'0') <= 9).is_none() {
                announced = false;
                continue;
            }
            let says = words.next_meeting.stands_in(text);
            // `## Next meeting` and the date below it, or both on one line.
            if says || announced {
                next = find_dates(&fold(text), words).iter().find_map(|found| alone.day(found));
            }
            if next.is_some() {
                break;
            }
            announced = says && node.is_heading();
        }
        Self { next: next.filter(|&next| meeting.date.is_none_or(|held| next > held)), ..alone }
    }

    /// The day that is meant by a date whose year may be missing.
    fn day(&self, found: &Found) -> Option<Date> {
        if found.year.is_some() {
            return found.date();
        }
        let held = self.held?;
        let day = found.date_in(held.year())?;
        let past = held.since(day).ok()?.get_days() > PAST;
        if past { found.date_in(held.year() + 1) } else { Some(day) }
    }
}

/// The day until which a task is to be done.
pub(super) fn read(reader: Reader<'_>, days: Days, statement: &Statement<'_>) -> Option<Date> {
    let words = &reader.words.dates;
    in_column(reader, days, statement).or_else(|| in_text(words, days, &statement.plain))
}

/// The day that a text tells behind a word such as `by`; `text` is in lower case.
pub(super) fn in_text(words: &DateWords, days: Days, text: &str) -> Option<Date> {
    let near = text.char_indices().nth(1_000).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    let mut from = 0;
    while let Some((cue, at)) = next_cue(words, near, from) {
        from = at + cue.len();
        let rest = near.get(from..).unwrap_or_default().trim_start_matches([' ', ':', '*', '=']);
        if let Some(day) = behind(words, days, rest) {
            return Some(day);
        }
    }
    None
}

/// The first cue at or behind a byte, whole words only; of several the longest.
fn next_cue<'a>(words: &'a DateWords, text: &str, from: usize) -> Option<(&'a str, usize)> {
    let rest = text.get(from..)?;
    let found = words.due.iter().filter_map(|cue| {
        let at = rest.match_indices(cue.as_str()).map(|(at, _)| from + at).find(|&at| {
            let before = text.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric));
            let behind =
                text.get(at + cue.len()..).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
            before && behind
        })?;
        Some((cue.as_str(), at))
    });
    found.min_by_key(|(cue, at)| (*at, usize::MAX - cue.len()))
}

/// The day that stands at the beginning of a text.
fn behind(words: &DateWords, days: Days, text: &str) -> Option<Date> {
    let text = after_any(text, &words.articles).unwrap_or(text);
    let starts = |phrases: &[String]| after_any(text, phrases).is_some();
    if starts(words.next_meeting.list()) {
        return days.next;
    }
    if let Some(rest) = after_any(text, &words.end_of) {
        return last_day(words, days, after_any(rest, &words.articles).unwrap_or(rest));
    }
    if let Some(found) = find_dates(text, words).into_iter().next().filter(|found| found.day.is_some()) {
        let front = text.get(..found.span.start)?;
        let mut between = front.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        if between.all(|word| words.weekdays.contains(word) || words.articles.iter().any(|a| a == word)) {
            return days.day(&found);
        }
    }
    let held = days.held?;
    if starts(&words.today) {
        return Some(held);
    }
    if starts(&words.tomorrow) {
        return held.checked_add(1.day()).ok();
    }
    let weekday = *words.weekdays.get(first_word(text))?;
    let ahead = (weekday - held.weekday().to_monday_one_offset()).rem_euclid(7);
    held.checked_add(i64::from(if ahead == 0 { 7 } else { ahead }).days()).ok()
}

/// The last day of `march`, `march 2031`, `the month`, `the year`.
fn last_day(words: &DateWords, days: Days, text: &str) -> Option<Date> {
    if after_any(text, &words.month).is_some() {
        return Some(days.held?.last_of_month());
    }
    if after_any(text, &words.year).is_some() {
        return Some(days.held?.last_of_year());
    }
    let month = *words.months.get(first_word(text))?;
    let told = text.split_whitespace().nth(1).map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()));
    let told: Option<i16> = told.filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
    let year = match told {
        Some(year) => year,
        None => days.held.map(|held| if month < held.month() { held.year() + 1 } else { held.year() })?,
    };
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// What stands behind one of the phrases with which a text begins.
fn after_any<'t>(text: &'t str, phrases: &[String]) -> Option<&'t str> {
    phrases.iter().find_map(|phrase| {
        let rest = text.strip_prefix(phrase.as_str())?;
        (!rest.starts_with(char::is_alphanumeric)).then(|| rest.trim_start())
    })
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// The day in the column of a table that is headed so.
fn in_column(reader: Reader<'_>, days: Days, statement: &Statement<'_>) -> Option<Date> {
    let nodes = &reader.outline.nodes;
    let NodeKind::Row { head: true, cells: head } = &nodes.get(statement.head?)?.kind else { return None };
    let NodeKind::Row { head: false, cells } = &nodes[statement.node].kind else { return None };
    let words = &reader.words.dates;
    let column = head.iter().position(|cell| {
        let cell = fold(cell.trim());
        words.due_columns.iter().any(|name| *name == cell.trim_end_matches(['?', ':']))
    })?;
    behind(words, days, &fold(cells.get(column)?.trim()))
}
