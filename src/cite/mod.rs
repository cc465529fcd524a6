//! Passages as text that can be put into an issue, a page or a bibliography.
//!
//! 1. [`Citation`] is what is said of a passage in any form: meeting, day, quotation, where it stands.
//! 2. `quote` makes one line of a passage and cuts it into words and literals (addresses, commits); `defuse` takes from
//!    words what a forge would make a mention or a reference of, so that nobody is pinged and nothing cross-linked.
//! 3. A file per form escapes the rest and prints: [`Form::write`] chooses among them.
//! 4. [`issue`] makes the address of a new issue that is filled in with citations.

mod bibtex;
mod defuse;
mod html;
pub mod issue;
mod markdown;
mod myst;
mod quote;
mod rst;
#[cfg(test)]
mod tests;
mod text;

use crate::report::{Date, Entry, Grade, Kind, Lines, Report};
use crate::search::Hit;
use std::fmt;
use std::str::FromStr;

/// What is said of a passage wherever it is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The passage's id.
    pub id: String,
    /// The report's title, on one line.
    pub title: String,
    /// The day of the meeting.
    pub date: Option<Date>,
    /// The kind of meeting.
    pub series: String,
    /// What the passage is.
    pub kind: Kind,
    /// How that is known.
    pub grade: Option<Grade>,
    /// The passage's own words, on one line, shortened where they are many; where they are few, behind what they are about.
    pub quote: String,
    /// The file.
    pub path: String,
    /// The lines in it.
    pub lines: Lines,
    /// The address of the passage on this site, where the site has one that others can open.
    pub permalink: Option<String>,
    /// The address of its lines where the file can be read.
    pub source: Option<String>,
}

impl Citation {
    /// The citation of a passage of a report, without addresses.
    pub fn of(report: &Report, entry: &Entry) -> Self {
        let meeting =
            Meeting { title: &report.title, date: report.date, series: &report.series, path: &report.path };
        meeting.cite(entry)
    }

    /// The citation of a hit, without addresses.
    pub fn of_hit(hit: &Hit) -> Self {
        Meeting { title: &hit.title, date: hit.date, series: &hit.series, path: &hit.path }.cite(&hit.entry)
    }

    /// The same with the addresses of passage and lines.
    #[must_use]
    pub fn at(mut self, permalink: Option<String>, source: Option<String>) -> Self {
        (self.permalink, self.source) = (permalink, source);
        self
    }

    /// `2024-10-02, explicit decision`.
    fn facts(&self) -> String {
        let date = self.date.map(|date| format!("{date}, ")).unwrap_or_default();
        let grade = self.grade.map(|grade| format!("{grade} ")).unwrap_or_default();
        format!("{date}{grade}{}", self.kind)
    }

    /// `operations/2024-10-02.md:36-37`.
    fn place(&self) -> String {
        format!("{}:{}", quote::one_line(&self.path), self.lines)
    }
}

/// How much of what stands above a passage is quoted before it.
const ABOVE: usize = 120;

/// What a citation takes from the report around a passage.
struct Meeting<'a> {
    title: &'a str,
    date: Option<Date>,
    series: &'a str,
    path: &'a str,
}

impl Meeting<'_> {
    fn cite(&self, entry: &Entry) -> Citation {
        let own = quote::one_line(entry.own_text());
        let words = if own.is_empty() { &entry.text } else { &own };
        let title = quote::one_line(self.title);
        Citation {
            id: entry.id.clone(),
            title: if title.is_empty() { self.series.to_owned() } else { title },
            date: self.date,
            series: self.series.to_owned(),
            kind: entry.kind,
            grade: entry.grade,
            quote: quote::shortened(quote::one_line(&entry.below(words, ABOVE))),
            path: self.path.to_owned(),
            lines: entry.lines,
            permalink: None,
            source: None,
        }
    }
}

/// The forms a citation can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A list for an issue or a README.
    Markdown,
    /// Block quotes for MyST Markdown (Jupyter Book, Sphinx).
    Myst,
    /// Block quotes for reStructuredText.
    Rst,
    /// `<blockquote>`s.
    Html,
    /// For mail.
    Text,
    /// `@misc` records for a bibliography.
    Bibtex,
}

impl Form {
    /// All forms, in the order in which they are offered.
    pub const ALL: &'static [Self] =
        &[Self::Markdown, Self::Myst, Self::Rst, Self::Html, Self::Text, Self::Bibtex];

    /// The name in addresses and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Myst => "myst",
            Self::Rst => "rst",
            Self::Html => "html",
            Self::Text => "text",
            Self::Bibtex => "bibtex",
        }
    }

    /// The name to be read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Myst => "MyST",
            Self::Rst => "reStructuredText",
            Self::Html => "HTML",
            Self::Text => "Plain text",
            Self::Bibtex => "BibTeX",
        }
    }

    /// Passages in this form, with a line break at the end; nothing for none.
    pub fn write(self, citations: &[Citation]) -> String {
        let (one, between): (fn(&Citation) -> String, &str) = match self {
            Self::Markdown => (markdown::write, ""),
            Self::Myst => (myst::write, "\n"),
            Self::Rst => (rst::write, "\n..\n\n"),
            Self::Html => (html::write, ""),
            Self::Text => (text::write, "\n"),
            Self::Bibtex => (bibtex::write, "\n"),
        };
        citations.iter().map(one).collect::<Vec<_>>().join(between)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Form {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|form| form.name() == text).ok_or(())
    }
}
