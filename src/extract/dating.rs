//! The day of a file's one meeting: what its head says against what its name says.
//!
//! 1. A `Date:` line, the title, a line that is only a date, the front matter: the first that has one.
//! 2. Lines about another day (next meeting, closing date) do not count.
//! 3. A day beside other words, in a bullet, struck out or in the title of a link is spoken of, and so is one that contradicts
//!    the month of title or name.
//! 4. Where title or name tell only the month, an address in the head that leads to the agenda may tell the day.
//! 5. Where head and name disagree, the head is right, unless only the year differs (a January slip), the weekday it
//!    names does not fit, or another part of it agrees with the name. The reason is a warning.

use super::date::{Found, find_dates};
use super::place::{Place, read_path};
use super::{Reader, Warnings};
use crate::outline::{MarkKind, NodeKind};
use crate::report::{Date, Rule, When};
use crate::vocabulary::fold;

/// The day of a meeting.
#[derive(Debug, Default)]
pub(super) struct Dated {
    /// The day.
    pub(super) date: Option<Date>,
    /// Another day that the file gives and that is nearly as good.
    pub(super) other: Option<Date>,
    /// Whether the head speaks of a day, be it without its year.
    pub(super) told: bool,
}

/// How many nodes from the top can tell the date.
const HEAD: usize = 14;
/// A line of the head has fewer links and other marks.
const MAX_MARKS: usize = 20;

/// Chooses the day.
pub(super) fn choose(reader: Reader<'_>, place: &Place, warnings: &mut Warnings<'_>) -> Dated {
    let months = months_of(reader, place);
    let mut heads = in_head(reader);
    heads.retain(|head| head.form != Form::Bare || is_in(&months, &head.found));
    let Some(best) = heads.first() else {
        let date = place.date.or_else(|| front_matter(reader)).or_else(|| linked(reader, &months));
        return Dated { date, other: None, told: !months.is_empty() };
    };
    let day = |head: &Head| {
        let year = head.found.year.or_else(|| place.date.map(Date::year)).or(place.year);
        year.and_then(|year| head.found.date_in(year))
    };
    let Some(said) = day(best) else { return Dated { date: place.date, other: None, told: true } };
    // A further form in the head that tells another day.
    let second =
        heads.iter().skip(1).filter_map(|head| Some((head, day(head)?))).find(|(_, day)| *day != said);
    let form = best.form.name();
    // `7/11/31` is read either way: the name tells which.
    let turned = |named: Date| {
        let plain = !best.words.contains(char::is_alphabetic) && named.year() == said.year();
        plain && (named.month(), named.day()) == (said.day(), said.month())
    };
    if let Some(named) = place.date.filter(|&named| named != said && turned(named)) {
        return Dated { date: Some(named), other: None, told: true };
    }
    let Some(named) = place.date.filter(|&named| named != said) else {
        if let Some((head, other)) = second {
            let also = if place.date == Some(said) { ", as does the file's name" } else { "" };
            let message = format!(
                "{form} says {said}{also}, {} says {other}; {form} was taken, which counts for more",
                head.form.name()
            );
            warnings.quote(head.line, &head.words, (Rule::DateConflict, message));
        }
        if !best.found.weekday_fits(said) {
            misfit(best.line, &best.words, said, warnings);
        }
        return Dated { date: Some(said), other: None, told: true };
    };
    let (date, other, why) = weigh(&best.found, said, named, second.map(|(_, day)| day));
    let message = format!("{form} says {said}, the file's name {named}; {why}");
    warnings.quote(best.line, &best.words, (Rule::DateConflict, message));
    Dated { date: Some(date), other, told: true }
}

/// Which of two days is right, which other is nearly as good, and why; `second` is what the head says elsewhere.
fn weigh(found: &Found, said: Date, named: Date, second: Option<Date>) -> (Date, Option<Date>, &'static str) {
    let slip = said.month() == named.month() && said.day() == named.day();
    let misfit = found.weekday.is_some() && !found.weekday_fits(said) && found.weekday_fits(named);
    let sure = found.weekday.is_some() && found.weekday_fits(said) && !found.weekday_fits(named);
    if slip && !sure {
        (named, None, "only the year differs, so the file's name was taken")
    } else if misfit {
        (named, None, "the weekday fits the file's name, which was taken")
    } else if sure {
        (said, None, "the weekday fits the text, which was taken")
    } else if second == Some(named) {
        (named, None, "the rest of the head agrees with the file's name, which was taken")
    } else {
        (said, Some(named), "the text was taken")
    }
}

fn front_matter(reader: Reader<'_>) -> Option<Date> {
    let text = reader.outline.front_matter.as_ref()?.get("date")?;
    find_dates(text, &reader.words.dates).into_iter().find_map(|found| found.date())
}

/// Years and months that the title (`Notes of October 2031`) and then the file's name (`2031-10`) tell without a day.
fn months_of(reader: Reader<'_>, place: &Place) -> Vec<(i16, i8)> {
    let words = &reader.words.dates;
    let month = |text: &str| {
        let found = find_dates(text, words).into_iter().find(|found| found.day.is_none())?;
        Some((found.year?, found.month))
    };
    let title = reader.outline.nodes.iter().take(HEAD).find(|node| node.is_heading());
    let title = title.map(|node| node.inline.flat()).filter(|title| speaks_of_meeting(reader, title));
    let titled = title.and_then(month);
    // Of a file without such a title the name alone may be that of a list.
    let named = titled.and_then(|_| month(&place.stem));
    titled.into_iter().chain(named).collect()
}

/// Whether a day can be one of these months, where there are any.
fn is_in(months: &[(i16, i8)], found: &Found) -> bool {
    let fits = |&(year, month): &(i16, i8)| found.month == month && found.year.is_none_or(|y| y == year);
    months.is_empty() || months.iter().any(fits)
}

fn speaks_of_meeting(reader: Reader<'_>, text: &str) -> bool {
    let text = fold(text);
    text.split(|c: char| !c.is_alphanumeric()).any(|word| reader.words.meeting_words.contains(word))
}

/// The day that an address in the head has in its path, in the month of title or name.
fn linked(reader: Reader<'_>, months: &[(i16, i8)]) -> Option<Date> {
    let nodes = reader.outline.nodes.iter().take(HEAD).filter(|node| !node.is_heading());
    let told =
        nodes.filter(|node| node.inline.text.len() <= 400 && speaks_of_meeting(reader, &node.inline.text));
    let addresses = told.flat_map(|node| {
        let bare = node.inline.text.split_whitespace().filter(|word| word.contains("://"));
        node.inline.links().map(|(url, _)| url).chain(bare)
    });
    let mut days = addresses.filter_map(|url| {
        let (_, path) = url.split_once("://")?;
        read_path(path, &reader.words.dates).date
    });
    days.find(|day| months.contains(&(day.year(), day.month())))
}

/// Where in the head a day stands, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// A line such as `Date: …`.
    Labelled,
    /// The title.
    Title,
    /// A line that is little else.
    Bare,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Self::Labelled => "the line for the date",
            Self::Title => "the title",
            Self::Bare => "a line of the head",
        }
    }
}

/// Tells of a weekday that a date does not have.
pub(super) fn misfit(line: u32, written: &str, date: Date, warnings: &mut Warnings<'_>) {
    let message = format!("{date} is a {}, and another weekday stands beside it", date.strftime("%A"));
    warnings.quote(line, written, (Rule::Weekday, message));
}

/// When a meeting would have been that did not happen.
pub(super) fn cancelled(reader: Reader<'_>, place: &Place) -> When {
    let heads = in_head(reader);
    let day = place.date.or_else(|| {
        let found = &heads.first()?.found;
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

/// A day that the head of the file tells.
struct Head {
    form: Form,
    found: Found,
    line: u32,
    /// As it is written.
    words: String,
}

/// The days that the head of the file tells, the best first, one of each form.
fn in_head(reader: Reader<'_>) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let title = reader.outline.nodes.iter().take(HEAD).position(crate::outline::Node::is_heading);
    for (index, node) in reader.outline.nodes.iter().take(HEAD).enumerate() {
        // A second large heading ends the head.
        if index > 0 && node.level().is_some_and(|level| level <= 2) && !heads.is_empty() {
            break;
        }
        let mut start = 0;
        for text in node.inline.text.split('\n') {
            // Not every break is a line of the file: `<br>` is none.
            let line = node.inline.line_at(start);
            start += text.len() + 1;
            let Some((form, found)) =
                line_date(reader, text, node.is_heading().then_some(title == Some(index)))
            else {
                continue;
            };
            let at = start - text.len() - 1 + found.span.start;
            if form == Form::Bare && !node.is_heading() && is_spoken_of(reader, index, (text, &found, at)) {
                continue;
            }
            if heads.iter().all(|head| head.form != form) {
                let words = text.get(found.span.clone()).unwrap_or_default().to_owned();
                heads.push(Head { form, found, line, words });
            }
        }
    }
    heads.sort_by_key(|head| head.form);
    heads
}

/// The date of one line, with its form. Of a heading, `title` tells whether it is the first.
fn line_date(reader: Reader<'_>, text: &str, title: Option<bool>) -> Option<(Form, Found)> {
    let words = &reader.words.dates;
    let found = find_dates(text, words).into_iter().find(|found| found.day.is_some())?;
    let before = fold(text.get(..found.span.start)?);
    let tokens: Vec<&str> =
        before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // `Meeting from: 6 May`, and the title `Notes from 6 May`.
    let own = before.trim_end().ends_with(':')
        || title == Some(true) && text.get(found.span.end..)?.chars().all(|c| !c.is_alphanumeric());
    if before.contains("://") || is_another_day(reader, &tokens) && !(own && is_own_day(reader, &tokens)) {
        return None;
    }
    let label = before.split(':').next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let labelled = label.split(|c: char| !c.is_alphanumeric()).any(|word| words.labels.contains(word));
    if before.contains(':')
        && (words.labels.contains(label) || labelled && label.split_whitespace().count() <= 4)
    {
        return Some((Form::Labelled, found));
    }
    match title {
        Some(true) => return Some((Form::Title, found)),
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
    let weekday = tokens.iter().filter(|word| !words.weekdays.contains(word)).count();
    (weekday <= 4 && behind <= 6 && !before.contains(':')).then_some((Form::Bare, found))
}

/// Whether the words in front of a day say that it is not the meeting's: `next call`.
pub(super) fn is_another_day(reader: Reader<'_>, before: &[&str]) -> bool {
    before.iter().any(|word| reader.words.dates.decoys.contains(word))
}

/// Whether they name the meeting and nothing else before that word: `notes from`.
fn is_own_day(reader: Reader<'_>, before: &[&str]) -> bool {
    let dates = &reader.words.dates;
    let Some((last, front)) = before.split_last() else { return false };
    dates.sources.contains(last) && !front.is_empty() && front.iter().all(|word| is_of_meeting(reader, word))
}

/// Whether a day at a byte of a block is no line of the head: struck out, in the title of a link, below what announces
/// other days, or in a bullet that says more.
fn is_spoken_of(reader: Reader<'_>, index: usize, (line, found, at): (&str, &Found, usize)) -> bool {
    let nodes = &reader.outline.nodes;
    let node = &nodes[index];
    let foreign = |text: &str| {
        let text = fold(text);
        let words =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.contains(char::is_alphabetic));
        words.filter(|word| !is_of_meeting(reader, word)).count()
    };
    let marked = node.inline.marks.iter().take(MAX_MARKS).filter(|mark| mark.range.contains(&at));
    let titled = |range: &std::ops::Range<usize>| {
        let before = node.inline.slice(&(range.start..at));
        let behind = node.inline.slice(&(at + found.span.len()..range.end));
        foreign(before) + foreign(behind) > 0
    };
    let other = marked.into_iter().any(|mark| match &mark.kind {
        MarkKind::Struck => true,
        MarkKind::Link(_) => titled(&mark.range),
        MarkKind::Bold | MarkKind::Italic | MarkKind::Code => false,
    });
    if other || !node.is_item() {
        return other || node.kind == NodeKind::Code;
    }
    // Below a bullet it is that one's matter.
    let announced = reader.outline.ancestors(index).any(|above| {
        let text = fold(&nodes[above].inline.text);
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        nodes[above].is_item() && foreign(&text) > 0
            || nodes[above].is_heading() && words.any(|word| reader.words.dates.decoys.contains(word))
    });
    let before = line.get(..found.span.start).unwrap_or_default();
    let behind = line.get(found.span.end..).unwrap_or_default().trim_start();
    // `6 May – the roof`, but `6 May – 14:00 UTC`.
    let dash = behind.strip_prefix(['-', '–', '—', ':']).map(|rest| rest.trim_start_matches(['-', ' ']));
    let subject = dash.is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_digit()));
    announced || subject || foreign(before) > 0 || foreign(behind) > 2
}

fn is_of_meeting(reader: Reader<'_>, word: &str) -> bool {
    let words = reader.words;
    words.meeting_words.contains(word)
        || words.dates.weekdays.contains(word)
        || words.dates.labels.contains(word)
}
