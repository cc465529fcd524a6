//! The day of a file's one meeting: what its head says against what its name says.
//!
//! 1. A `Date:` line, the title, a line that is only a date, the front matter: the first that has one.
//! 2. Lines about another day (next meeting, closing date) do not count.
//! 3. Where head and name disagree, the head is right, unless only the year differs (a January slip) or the
//!    weekday it names does not fit.

use super::date::{Found, find_dates};
use super::place::Place;
use super::{Reader, Warnings};
use crate::report::{Date, Rule, When};
use crate::vocabulary::fold;

/// The day of a meeting.
#[derive(Debug, Default)]
pub(super) struct Dated {
    /// The day.
    pub(super) date: Option<Date>,
    /// Another day that the file gives and that is nearly as good.
    pub(super) other: Option<Date>,
}

/// How many nodes from the top can tell the date.
const HEAD: usize = 14;

/// Chooses the day.
pub(super) fn choose(reader: Reader<'_>, place: &Place, warnings: &mut Warnings<'_>) -> Dated {
    let Some(Written { found, line, words }) = in_head(reader) else {
        return Dated { date: place.date.or_else(|| front_matter(reader)), other: None };
    };
    let year = found.year.or_else(|| place.date.map(Date::year)).or(place.year);
    let Some(said) = year.and_then(|year| found.date_in(year)) else {
        return Dated { date: place.date, other: None };
    };
    let Some(named) = place.date.filter(|&named| named != said) else {
        if !found.weekday_fits(said) {
            misfit(line, &words, said, warnings);
        }
        return Dated { date: Some(said), other: None };
    };
    let slip = said.month() == named.month() && said.day() == named.day();
    let misfit = found.weekday.is_some() && !found.weekday_fits(said) && found.weekday_fits(named);
    let sure = found.weekday.is_some() && found.weekday_fits(said) && !found.weekday_fits(named);
    let (date, other, why) = if slip && !sure {
        (named, None, "only the year differs, so the file's name was taken")
    } else if misfit {
        (named, None, "the weekday fits the file's name, which was taken")
    } else if sure {
        (said, None, "the weekday fits the text, which was taken")
    } else {
        (said, Some(named), "the text was taken, unless the series meets on the other's weekday")
    };
    let message = format!("the text says {said}, the file's name {named}; {why}");
    warnings.quote(line, &words, (Rule::DateConflict, message));
    Dated { date: Some(date), other }
}

fn front_matter(reader: Reader<'_>) -> Option<Date> {
    let text = reader.outline.front_matter.as_ref()?.get("date")?;
    find_dates(text, &reader.words.dates).into_iter().find_map(|found| found.date())
}

/// Tells of a weekday that a date does not have.
pub(super) fn misfit(line: u32, written: &str, date: Date, warnings: &mut Warnings<'_>) {
    let message = format!("{date} is a {}, and another weekday stands beside it", date.strftime("%A"));
    warnings.quote(line, written, (Rule::Weekday, message));
}

/// When a meeting would have been that did not happen.
pub(super) fn cancelled(reader: Reader<'_>, place: &Place) -> When {
    let written = in_head(reader).map(|written| written.found);
    let day = place.date.or_else(|| {
        let found = written.as_ref()?;
        found.date_in(found.year.or(place.year)?)
    });
    if let Some(day) = day {
        return When::Day(day);
    }
    // `2031-05.md`, `# May 2031`: the month is enough to know that it was not forgotten.
    let heads = reader.outline.nodes.iter().take(HEAD).map(|node| node.inline.text.as_str());
    let texts = std::iter::once(place.stem.as_str()).chain(heads);
    let mut months = texts
        .flat_map(|text| find_dates(text, &reader.words.dates))
        .filter_map(|found| Some(When::Month { year: found.year.or(place.year)?, month: found.month }));
    months.next().unwrap_or(When::Unknown(()))
}

/// A date as it is written in the head of a file.
struct Written {
    found: Found,
    line: u32,
    words: String,
}

/// The date in the head of the file, with its line.
fn in_head(reader: Reader<'_>) -> Option<Written> {
    let mut best: Option<(u8, Written)> = None;
    let title = reader.outline.nodes.iter().take(HEAD).position(crate::outline::Node::is_heading);
    for (index, node) in reader.outline.nodes.iter().take(HEAD).enumerate() {
        // A second large heading ends the head.
        if index > 0 && node.level().is_some_and(|level| level <= 2) && best.is_some() {
            break;
        }
        for (line, text) in node.inline.text.split('\n').enumerate() {
            let Some((rank, found)) =
                line_date(reader, text, node.is_heading().then_some(title == Some(index)))
            else {
                continue;
            };
            let line = node.lines.first + u32::try_from(line).unwrap_or(0);
            if best.as_ref().is_none_or(|(known, ..)| rank < *known) {
                let words = text.get(found.span.clone()).unwrap_or_default().to_owned();
                best = Some((rank, Written { found, line, words }));
            }
        }
    }
    best.map(|(_, written)| written)
}

/// The date of one line, with its rank: 0 for a `Date:` line, 1 for a title, 2 for a line that is only a date. Of a
/// heading, `title` tells whether it is the first.
fn line_date(reader: Reader<'_>, text: &str, title: Option<bool>) -> Option<(u8, Found)> {
    let words = &reader.words.dates;
    let found = find_dates(text, words).into_iter().find(|found| found.day.is_some())?;
    let before = fold(text.get(..found.span.start)?);
    let tokens: Vec<&str> =
        before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if before.contains("://") || tokens.iter().any(|word| words.decoys.contains(*word)) {
        return None;
    }
    let label = before.split(':').next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let labelled = label.split(|c: char| !c.is_alphanumeric()).any(|word| words.labels.contains(word));
    if before.contains(':')
        && (words.labels.contains(label) || labelled && label.split_whitespace().count() <= 4)
    {
        return Some((0, found));
    }
    match title {
        Some(true) => return Some((1, found)),
        // A later heading is a date and little else, or it speaks of a subject.
        Some(false) if tokens.len() > 1 && !tokens.iter().all(|word| is_of_meeting(reader, word)) => {
            return None;
        }
        _ => {}
    }
    let behind = text
        .get(found.span.end..)?
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count();
    let weekday = tokens.iter().filter(|word| !words.weekdays.contains_key(**word)).count();
    (weekday <= 4 && behind <= 6 && !before.contains(':')).then_some((2, found))
}

fn is_of_meeting(reader: Reader<'_>, word: &str) -> bool {
    let words = reader.words;
    words.meeting_words.contains(word)
        || words.dates.weekdays.contains_key(word)
        || words.dates.labels.contains(word)
}
