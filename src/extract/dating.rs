//! The day of a file's one meeting: what its head says against what its name says.
//!
//! 1. A `Date:` line, the title, a line that is only a date, the front matter: the first that has one.
//! 2. Lines about another day (next meeting, closing date) do not count.
//! 3. Where head and name disagree, the head is right, unless only the year differs (a January slip) or the
//!    weekday it names does not fit.

use super::date::{Found, find_dates};
use super::place::Place;
use super::{Reader, Warnings};
use crate::report::{Date, Rule};

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
    let Some((found, line)) = in_head(reader) else {
        return Dated { date: place.date.or_else(|| front_matter(reader)), other: None };
    };
    let year = found.year.or_else(|| place.date.map(Date::year)).or(place.year);
    let Some(said) = year.and_then(|year| found.date_in(year)) else {
        return Dated { date: place.date, other: None };
    };
    let Some(named) = place.date.filter(|&named| named != said) else {
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
    warnings.add(line, Rule::DateConflict, format!("the text says {said}, the file's name {named}; {why}"));
    Dated { date: Some(date), other }
}

fn front_matter(reader: Reader<'_>) -> Option<Date> {
    let text = reader.outline.front_matter.as_ref()?.get("date")?;
    find_dates(text, &reader.words.dates).into_iter().find_map(|found| found.date())
}

/// The date in the head of the file, with its line.
fn in_head(reader: Reader<'_>) -> Option<(Found, u32)> {
    let mut best: Option<(u8, Found, u32)> = None;
    let title = reader.outline.nodes.iter().take(HEAD).position(crate::outline::Node::is_heading);
    for (index, node) in reader.outline.nodes.iter().take(HEAD).enumerate() {
        // A second large heading ends the head.
        if index > 0 && node.level().is_some_and(|level| level <= 2) && best.is_some() {
            break;
        }
        let mut start = 0;
        for text in node.inline.text.split('\n') {
            // Not every break is a line of the file: `<br>` is none.
            let line = node.inline.line_at(start);
            start += text.len() + 1;
            let Some((rank, found)) =
                line_date(reader, text, node.is_heading().then_some(title == Some(index)))
            else {
                continue;
            };
            if best.as_ref().is_none_or(|(known, ..)| rank < *known) {
                best = Some((rank, found, line));
            }
        }
    }
    best.map(|(_, found, line)| (found, line))
}

/// The date of one line, with its rank: 0 for a `Date:` line, 1 for a title, 2 for a line that is only a date. Of a
/// heading, `title` tells whether it is the first.
fn line_date(reader: Reader<'_>, text: &str, title: Option<bool>) -> Option<(u8, Found)> {
    let words = &reader.words.dates;
    let found = find_dates(text, words).into_iter().find(|found| found.day.is_some())?;
    let before = text.get(..found.span.start)?.to_lowercase();
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
