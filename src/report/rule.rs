//! The rules behind warnings: names, how much each matters, what each means and what to do.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How much a warning matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A file is lost to the archive.
    Error,
    /// Something was probably read otherwise than it was meant.
    Warning,
    /// Something could be written so that it is found better.
    Note,
}

impl Severity {
    /// The name, as messages have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// How a file was read.
    Reading,
    /// How a report is written.
    Writing,
}

/// Defines the rules, one row each: its name, how much it matters, what it looks at, what it means, what to do.
macro_rules! rules {
    ($($variant:ident = $name:literal, $severity:ident, $about:ident, $meaning:literal, $help:literal;)+) => {
        /// The rule behind a warning; its name is stable, so that scripts can filter by it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Rule { $(#[doc = $meaning] $variant),+ }

        impl Rule {
            /// All rules, in the order in which they are explained.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name, in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }

            /// What it looks at.
            pub fn area(self) -> Area {
                match self { $(Self::$variant => Area::$about),+ }
            }

            /// What it means, in a line.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }

            /// What to write or to do instead.
            pub fn help(self) -> &'static str {
                match self { $(Self::$variant => $help),+ }
            }
        }
    };
}

rules! {
    Unreadable = "unreadable", Error, Reading,
        "the system refused to read the file", "look at its permissions";
    Binary = "binary", Error, Reading,
        "the file is not text, and was left out", "save it as text, or take the ending `.md` off";
    TooLarge = "too-large", Error, Reading,
        "the file has more than 16 MB, and was left out", "split it by year";
    Empty = "empty", Warning, Reading,
        "the file has no text", "write the report, or remove the file";
    InvalidUtf8 = "invalid-utf8", Warning, Reading,
        "some bytes are not UTF-8, and are read as Windows-1252 or shown as \u{fffd}", "save the file as UTF-8";
    FrontMatter = "front-matter", Warning, Reading,
        "the YAML at the head is not valid; its lines were read one by one",
        "put a value with a colon between quotes, and indent with spaces";
    TooDeep = "too-deep", Note, Reading,
        "markup is nested too deeply, and was read as text", "nothing, unless it matters";
    NoMeeting = "no-meeting", Warning, Reading,
        "no date and no roll call: the file was left out",
        "give it a date in its name or heading (`2024-03-21.md`), or move it out of the reports";
    NoDate = "no-date", Warning, Reading,
        "a roll call but no date: the report stands without a day",
        "name the file by its day (`2024-03-21.md`), or write a line `Date: 2024-03-21`";
    DateConflict = "date-conflict", Warning, Reading,
        "the text and the file's name give two days; one was taken",
        "look which is right, and correct the other";
    UnknownPerson = "unknown-person", Warning, Reading,
        "`merge` in a file of people names somebody whom no report names",
        "look whom `minutebook people --all` lists";
    Weekday = "weekday", Warning, Writing,
        "a weekday that the date beside it does not have", "correct the date or the weekday";
    FutureDate = "future-date", Warning, Writing,
        "a report of a day that has not come", "correct the year; notes made in advance will do as they are";
    SameDay = "same-day", Warning, Writing,
        "two files of one series are reports of one day",
        "correct the date of one, put both into one file, or give one a folder of its own";
    NoAttendees = "no-attendees", Warning, Writing,
        "nobody is listed as present, though nearly all reports of the series tell who was there",
        "write a roll call below a heading `## Present`: `- Full Name (@handle)`";
    UnreadName = "unread-name", Note, Writing,
        "a line among the names of a roll call that could not be read as a person",
        "write `- Full Name (@handle)` or `- Full Name / institution / @handle`, a person a line";
    OutsideMeeting = "outside-meeting", Warning, Writing,
        "a heading larger than those of the meetings, or above the first of them, with notes below it: they belong to none",
        "make the heading smaller than the meeting's, or give what is below it a dated heading";
    DeadLink = "dead-link", Warning, Writing,
        "a link to a Markdown file that is not there", "correct the path; it begins at the file's own folder";
    FileName = "file-name", Note, Writing,
        "a file without a date in its name, though nearly all of the series have one",
        "name it by its day: `2024-03-21.md`";
    TemplateLine = "template-line", Note, Writing,
        "a line of the form that nobody filled in", "fill it in, or remove it";
    NoOwner = "no-owner", Note, Writing,
        "an open action that names nobody", "begin it with who is to do it: `- [ ] Full Name: …`";
    Unanswered = "unanswered", Note, Writing,
        "what stands under a heading such as *Decisions needed* has no answer below it",
        "write `Decision: …` below it once it is settled";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|rule| rule.name() == text).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|rule| rule.name()).collect();
            format!("no such rule; there are {}", names.join(", "))
        })
    }
}
