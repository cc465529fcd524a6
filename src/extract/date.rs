//! Dates in words: a scanner over tokens that tells the day, where it stands, and what is missing.

use crate::report::Date;
use crate::vocabulary::{DateWords, fold};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The year, where it is given.
    pub(super) year: Option<i16>,
    /// The month.
    pub(super) month: i8,
    /// The day, where it is given.
    pub(super) day: Option<i8>,
    /// The weekday that stands beside it, Monday is 1.
    pub(super) weekday: Option<i8>,
    /// The bytes of the text.
    pub(super) span: Range<usize>,
}

impl Found {
    /// The day, where year and day are given.
    pub(super) fn date(&self) -> Option<Date> {
        self.date_in(self.year?)
    }

    /// The day in a year that the text does not give.
    pub(super) fn date_in(&self, year: i16) -> Option<Date> {
        Date::new(self.year.unwrap_or(year), self.month, self.day?).ok()
    }

    /// Whether the weekday beside it fits the day; true where there is none.
    pub(super) fn weekday_fits(&self, date: Date) -> bool {
        self.weekday.is_none_or(|weekday| date.weekday().to_monday_one_offset() == weekday)
    }
}

/// Longer texts are read up to here: a date stands at the beginning.
const MAX_TEXT: usize = 2_000;

/// All dates of a text, in order.
pub(super) fn find_dates(text: &str, words: &DateWords) -> Vec<Found> {
    let text = beginning(text);
    // Every date has a number, and most texts that have one hold no date.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || text.is_ascii() && !may_hold(text, words) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let scan = Scan { tokens: &tokens, words };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match scan.date_at(at) {
            Some((mut date, used)) => {
                date.weekday = date.weekday.or_else(|| scan.weekday_near(at, used));
                scan.turn(&mut date, at);
                found.push(date);
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a text in ASCII has what dates are made of: the name of a month, eight figures together, or figures on both
/// sides of a mark.
fn may_hold(text: &str, words: &DateWords) -> bool {
    let kind = |byte: u8| (byte.is_ascii_digit(), byte.is_ascii_alphabetic());
    let is_figure = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    text.as_bytes().chunk_by(|byte, next| kind(*byte) == kind(*next)).any(|run| {
        let word = text.get(end..end + run.len()).unwrap_or_default();
        end += run.len();
        let mut behind = text.as_bytes().get(end..).unwrap_or_default().iter();
        let mark = |byte: &u8| matches!(byte, b'-' | b'/' | b'.' | b'_');
        if is_figure(run.first()) {
            run.len() == 8 || behind.next().is_some_and(mark) && is_figure(behind.next())
        } else {
            words.months.has(word)
        }
    })
}

/// As much of a text as is read.
fn beginning(text: &str) -> &str {
    let end = (0..=text.len().min(MAX_TEXT)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// A run of digits, a run of letters, or one other character that is no space.
#[derive(Debug)]
struct Token<'a> {
    text: &'a str,
    lower: Cow<'a, str>,
    number: Option<u32>,
    span: Range<usize>,
    /// Whether a space stands before it.
    spaced: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let class = |c: char| match c {
        '0'..='9' => 1,
        'a'..='z' | 'A'..='Z' => 2,
        c if c.is_ascii() => 0,
        c => 2 * u8::from(c.is_alphabetic() || is_combining_mark(c)),
    };
    // Words and numbers are a few letters long.
    let mut tokens = Vec::with_capacity(text.len() / 3);
    let mut spaced = true;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = class(c);
        while kind != 0 && chars.peek().is_some_and(|&(_, next)| class(next) == kind) {
            end += chars.next().map_or(0, |(_, next)| next.len_utf8());
        }
        let word = text.get(start..end).unwrap_or_default();
        let number = if kind == 1 && word.len() <= 8 { word.parse().ok() } else { None };
        let lower = if kind == 2 || !c.is_ascii() { fold(word) } else { Cow::Borrowed(word) };
        tokens.push(Token { text: word, lower, number, span: start..end, spaced });
        spaced = false;
    }
    tokens
}

struct Scan<'a> {
    tokens: &'a [Token<'a>],
    words: &'a DateWords,
}

impl Scan<'_> {
    fn date_at(&self, at: usize) -> Option<(Found, usize)> {
        // A number in the middle of a word or a longer number is no date.
        let glued = at > 0 && !self.tokens[at].spaced && self.tokens[at - 1].number.is_some();
        if glued {
            return None;
        }
        self.compact(at)
            .or_else(|| self.numeric(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.month_day(at))
    }

    fn token(&self, at: usize) -> Option<&Token<'_>> {
        self.tokens.get(at)
    }

    fn found(&self, at: usize, used: usize, ymd: (Option<i16>, i8, Option<i8>)) -> Option<(Found, usize)> {
        let (year, month, day) = ymd;
        if !(1..=12).contains(&month) || day.is_some_and(|day| !(1..=31).contains(&day)) {
            return None;
        }
        let span = self.tokens.get(at)?.span.start..self.tokens.get(at + used - 1)?.span.end;
        Some((Found { year, month, day, weekday: None, span }, used))
    }

    /// `20180208`.
    fn compact(&self, at: usize) -> Option<(Found, usize)> {
        let token = self.token(at)?;
        let number = token.number.filter(|_| token.text.len() == 8)?;
        let year = year(number / 10_000)?;
        self.found(at, 1, (Some(year), small(number / 100 % 100)?, Some(small(number % 100)?)))
    }

    /// `2018-02-08`, `2018/2/8`, `2018.02.08`, `2018-02`, `08.02.2018`, `2/8/2018`, `2/8/18`.
    fn numeric(&self, at: usize) -> Option<(Found, usize)> {
        let first = self.token(at)?;
        let number = first.number?;
        let separator = self
            .token(at + 1)
            .filter(|t| !t.spaced && matches!(t.text, "-" | "/" | "." | "_" | "–" | "‑"))?;
        let second = self.token(at + 2).filter(|t| !t.spaced && t.text.len() <= 2)?;
        let third = self
            .token(at + 3)
            .filter(|t| !t.spaced && (t.text == separator.text || is_dash(t.text) && is_dash(separator.text)))
            .and_then(|_| self.token(at + 4))
            .filter(|t| !t.spaced && t.number.is_some());
        if first.text.len() == 4 {
            let year = year(number)?;
            return match third.filter(|t| t.text.len() <= 2) {
                Some(day) => {
                    self.found(at, 5, (Some(year), small(second.number?)?, Some(small(day.number?)?)))
                }
                None if separator.text == "-" && second.text.len() == 2 => {
                    self.found(at, 3, (Some(year), small(second.number?)?, None))
                }
                None => None,
            };
        }
        // `7/28/31`: two figures for the year, behind slashes only.
        let short = third.as_ref().is_some_and(|t| t.text.len() == 2 && separator.text == "/");
        let third = third.filter(|t| (t.text.len() == 4 || short) && first.text.len() <= 2)?;
        let century = if short { 2_000 } else { 0 };
        let (a, b, year) = (small(number)?, small(second.number?)?, year(third.number? + century)?);
        // With dots the day comes first; with slashes the month does, unless it cannot.
        let day_first = separator.text == "." || a > 12;
        let (day, month) = if day_first { (a, b) } else { (b, a) };
        self.found(at, 5, (Some(year), month, Some(day)))
    }

    /// `8 February 2018`, `20th of August, 2020`, `8. Februar 2018`, `8-Feb-2018`, `17th January`.
    fn day_month(&self, at: usize) -> Option<(Found, usize)> {
        let day = self.token(at).filter(|t| t.text.len() <= 2)?;
        let day = small(day.number?)?;
        let mut next = at + 1;
        if self
            .token(next)
            .is_some_and(|t| !t.spaced && self.words.ordinals.iter().any(|ordinal| *ordinal == t.lower))
        {
            next += 1;
        }
        next += self.range_end(next, day);
        while self
            .token(next)
            .is_some_and(|t| matches!(t.lower.as_ref(), "." | "-" | "/" | "of" | "de" | "," | "º"))
        {
            next += 1;
        }
        let month = *self.words.months.get(self.token(next)?.lower.as_ref())?;
        let (year, used) = self.year_after(next + 1);
        self.found(at, next + 1 + used - at, (year, month, Some(day)))
    }

    /// `February 8, 2018`, `Feb 8th`, `May 2018`, `may-22`.
    fn month_day(&self, at: usize) -> Option<(Found, usize)> {
        let month = *self.words.months.get(self.token(at)?.lower.as_ref())?;
        let mut next = at + 1;
        while self.token(next).is_some_and(|t| matches!(t.text, "." | "-" | "_" | ",")) {
            next += 1;
        }
        let number = self.token(next).and_then(|t| t.number.map(|number| (number, t.text.len())));
        match number {
            Some((number, 1 | 2)) => {
                let day = small(number)?;
                let mut after = next + 1;
                if self.token(after).is_some_and(|t| {
                    !t.spaced && self.words.ordinals.iter().any(|ordinal| *ordinal == t.lower)
                }) {
                    after += 1;
                }
                after += self.range_end(after, day);
                let (year, used) = self.year_after(after);
                self.found(at, after + used - at, (year, month, Some(day)))
            }
            Some((number, 4)) => self.found(at, next + 1 - at, (Some(year(number)?), month, None)),
            _ => None,
        }
    }

    /// How many tokens tell the last day of several: `-27` in `25-27 June`. The first one counts.
    fn range_end(&self, at: usize, first: i8) -> usize {
        let joint = self.token(at).is_some_and(|t| matches!(t.text, "-" | "–" | "—"));
        let last = self.token(at + 1).filter(|t| joint && t.text.len() <= 2);
        let last = last.and_then(|t| t.number).and_then(small).filter(|last| (first..=31).contains(last));
        // `May 6 - 9:30`.
        let hour = self.token(at + 2).is_some_and(|t| !t.spaced && matches!(t.text, ":" | "h"));
        if last.is_none() || hour {
            return 0;
        }
        let ordinal = self
            .token(at + 2)
            .is_some_and(|t| !t.spaced && self.words.ordinals.iter().any(|ordinal| *ordinal == t.lower));
        2 + usize::from(ordinal)
    }

    /// A year, perhaps after a comma or `de`; and how many tokens it takes.
    fn year_after(&self, at: usize) -> (Option<i16>, usize) {
        let mut next = at;
        while next < at + 2
            && self
                .token(next)
                .is_some_and(|t| matches!(t.lower.as_ref(), "," | "." | "-" | "_" | "/" | "de" | "del"))
        {
            next += 1;
        }
        let found = self.token(next).filter(|t| t.text.len() == 4).and_then(|t| year(t.number?));
        // `October 17, 7AM`: what follows is a time.
        match found {
            Some(year) => (Some(year), next + 1 - at),
            None => (None, 0),
        }
    }

    /// `mercredi 03/04/2024`: of two readings with slashes, the one that the weekday beside it fits.
    fn turn(&self, date: &mut Found, at: usize) {
        let slashed = self.token(at + 1).is_some_and(|token| token.text == "/")
            && self.token(at).is_some_and(|token| token.text.len() <= 2);
        let Some((day, month)) = date.day.zip(Some(date.month)).filter(|_| slashed) else { return };
        let turned = Found { day: Some(month), month: day, ..date.clone() };
        let fits = |found: &Found| found.date().is_some_and(|date| found.weekday_fits(date));
        if day <= 12 && !fits(date) && fits(&turned) {
            *date = turned;
        }
    }

    /// A weekday within three tokens before or two behind.
    fn weekday_near(&self, at: usize, used: usize) -> Option<i8> {
        let before = at.saturating_sub(3)..at;
        let behind = at + used..(at + used + 2).min(self.tokens.len());
        before
            .rev()
            .chain(behind)
            .find_map(|i| self.words.weekdays.get(self.token(i)?.lower.as_ref()))
            .copied()
    }
}

fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "–" | "‑")
}

fn small(number: u32) -> Option<i8> {
    i8::try_from(number).ok().filter(|n| (1..=31).contains(n))
}

/// A year in which a team may have met.
fn year(number: u32) -> Option<i16> {
    i16::try_from(number).ok().filter(|year| (1970..2100).contains(year))
}
