//! How reports could be written so that more is read in them, and where the archive has gaps.
//!
//! 1. `text` looks at each file by itself: where its links lead, lines of the form that nobody filled in. What it
//!    finds ([`Own`]) is a function of the file alone, and can be kept with what was read in it.
//! 2. `report` looks at each report: what nobody owns, what was never answered, days that have not come.
//! 3. `series` compares the reports of a series: what nearly all have and one has not.
//! 4. `coverage` tells from when to when a series reaches, how often it meets (`rhythm`), and which months are silent.
//!
//! Pure: what is wrong in a file is a function of the files. Entries: [`Own::of`], [`check`], [`Coverage::of`].

mod coverage;
mod report;
mod rhythm;
mod series;
#[cfg(test)]
mod tests;
mod text;

pub use coverage::{Coverage, SeriesCoverage};
pub use rhythm::Rhythm;
pub use text::Own;

use crate::report::{Date, Report, Warning};
use crate::vocabulary::Reading;
use std::collections::{HashMap, HashSet};

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// What each file shows by itself, by path.
    pub own: &'a [(&'a str, &'a Own)],
    /// The reports in them, by series, date and id.
    pub reports: &'a [&'a Report],
    /// The files to which a link may lead.
    pub known: &'a HashSet<&'a str>,
    /// Files whose neighbours were not read, so that nothing can be said of their links.
    pub alone: &'a HashSet<&'a str>,
    /// The words by which reports are read.
    pub words: &'a Reading,
    /// The day on which it is asked; without, no day is in the future.
    pub today: Option<Date>,
}

/// What could be written better, by path and place.
pub fn check(seen: Seen<'_>) -> Vec<Warning> {
    let texts = Texts::of(seen.own);
    let mut found = text::check(seen);
    found.extend(report::check(seen, &texts));
    found.extend(series::check(seen, &texts));
    found.sort();
    found.dedup();
    found
}

/// The lines of files that a warning may be about.
struct Texts<'a>(HashMap<&'a str, &'a Own>);

impl<'a> Texts<'a> {
    fn of(own: &[(&'a str, &'a Own)]) -> Self {
        Self(own.iter().copied().collect())
    }

    fn line(&self, path: &str, line: u32) -> &'a str {
        self.0.get(path).map(|own| own.line(line)).unwrap_or_default()
    }

    /// The words of a line without the marks of lists and headings before them.
    fn words(&self, path: &str, line: u32) -> &'a str {
        self.line(path, line).trim().trim_start_matches(['-', '*', '+', '#', '>', '|', ' ', '\t'])
    }
}
