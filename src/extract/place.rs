//! What the path of a file tells: its date, its series, its name.

use super::date::find_dates;
use crate::report::Date;
use crate::vocabulary::{DateWords, fold};

/// What a path tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The full date in the path: from the file's name, or from folders and name together.
    pub(super) date: Option<Date>,
    /// The later day of a name that tells two: `2031-05-06-to-2031-08-12`.
    pub(super) until: Option<Date>,
    /// The year in the path.
    pub(super) year: Option<i16>,
    /// The series: the innermost folder whose name is no date.
    pub(super) series: String,
    /// The file's name without ending.
    pub(super) stem: String,
}

/// The series of files that stand in no folder.
const NO_FOLDER: &str = "meetings";

/// Reads a path.
pub(super) fn read_path(path: &str, words: &DateWords) -> Place {
    let mut parts: Vec<&str> = path.split('/').collect();
    let name = parts.pop().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let series = parts.iter().rev().find(|part| !is_dated(part, words)).copied().unwrap_or(NO_FOLDER);
    let date = path_date(&parts, stem, words);
    let days = find_dates(stem, words).into_iter().filter_map(|found| found.date());
    Place {
        date,
        until: days.filter(|day| date.is_some_and(|date| *day > date)).max(),
        year: path_year(&parts, stem),
        series: series.to_owned(),
        stem: stem.to_owned(),
    }
}

/// Whether a folder only sorts by time: `2018`, `2018-02`, `02`, `february`.
fn is_dated(part: &str, words: &DateWords) -> bool {
    let lower = fold(part);
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    let rest: String = lower.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
    let named = rest.split_whitespace().all(|word| words.months.contains(word) || matches!(word, "q" | "w"));
    named && (digits > 0 || !rest.trim().is_empty())
}

fn path_date(folders: &[&str], stem: &str, words: &DateWords) -> Option<Date> {
    let in_name = find_dates(stem, words);
    if let Some(date) = in_name.iter().find_map(super::date::Found::date) {
        return Some(date);
    }
    // `2012-05/may-22`, `2023/05/24`, `2023/05-24`: the name gives the rest of what the folders begin.
    let (mut year, mut month) = (None, None);
    for folder in folders {
        for number in folder.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()) {
            match (number.len(), number.parse::<i16>()) {
                (4, Ok(n)) if (1970..2100).contains(&n) => year = Some(n),
                (1 | 2, Ok(n)) if year.is_some() && (1..=12).contains(&n) => month = i8::try_from(n).ok(),
                _ => {}
            }
        }
    }
    let year = year?;
    if let Some(date) = in_name.iter().find_map(|found| found.date_in(year)) {
        return Some(date);
    }
    let numbers: Vec<i8> = stem
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| matches!(n.len(), 1 | 2))
        .filter_map(|n| n.parse().ok())
        .collect();
    match (month, numbers.as_slice()) {
        (Some(month), [day]) => Date::new(year, month, *day).ok(),
        (_, [month, day]) => Date::new(year, *month, *day).ok(),
        _ => None,
    }
}

fn path_year(folders: &[&str], stem: &str) -> Option<i16> {
    let parts = std::iter::once(&stem).chain(folders.iter().rev());
    let numbers = parts.flat_map(|part| part.split(|c: char| !c.is_ascii_digit()));
    numbers
        .filter_map(|n| match n.len() {
            4 => n.parse().ok(),
            8 => n.get(..4)?.parse().ok(),
            _ => None,
        })
        .find(|year: &i16| (1970..2100).contains(year))
}
