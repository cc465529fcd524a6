//! How fresh the archive is, in words.

use super::text;
use crate::live::Freshness;
use std::time::{Duration, SystemTime};

/// How fresh the archive is at a moment.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    /// What is known of its updates.
    pub(crate) freshness: Freshness,
    /// The moment.
    pub(crate) now: SystemTime,
}

/// A moment, to be read and for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// `3 minutes ago`, or the day where that is long past.
    pub(crate) said: String,
    /// `2 October 2024, 09:30 UTC`
    pub(crate) full: String,
    /// `2024-10-02T09:30:00Z`
    pub(crate) iso: String,
}

impl Known {
    /// When the archive was last up to date, as far as that is known.
    pub(crate) fn updated(&self) -> Option<Moment> {
        self.moment(self.freshness.checked.max(self.freshness.changed)?)
    }

    /// When it last changed.
    pub(crate) fn changed(&self) -> Option<Moment> {
        self.moment(self.freshness.changed?)
    }

    /// A line for whoever runs the site: when it was up to date, and what is wrong now.
    pub(crate) fn told(&self) -> String {
        let mut told = match self.updated() {
            Some(moment) => format!("updated {} ({})\n", moment.said, moment.iso),
            None => "not updated yet\n".to_owned(),
        };
        if self.freshness.running.is_some() {
            told.push_str("an update is running\n");
        }
        if let Some(failure) = &self.freshness.failure {
            let tries = failure.tries;
            let when = ago(self.now, failure.at);
            let reason = failure.reason.replace('\n', " ");
            let tried = text::count(tries as usize, "time");
            told.push_str(&format!("failing: tried {tried}, the last one {when}: {reason}\n"));
        }
        told
    }

    fn moment(&self, at: SystemTime) -> Option<Moment> {
        let stamp = jiff::Timestamp::try_from(at).ok()?;
        let full = stamp.strftime("%-d %B %Y, %H:%M UTC").to_string();
        let said = ago(self.now, at);
        let iso = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        Some(Moment { said: if said.is_empty() { format!("on {full}") } else { said }, full, iso })
    }
}

/// `3 minutes ago`; nothing where it is more than a month.
fn ago(now: SystemTime, at: SystemTime) -> String {
    let seconds = now.duration_since(at).unwrap_or(Duration::ZERO).as_secs();
    let (number, unit) = match seconds {
        0..5 => return "just now".to_owned(),
        5..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        86_400..2_678_400 => (seconds / 86_400, "day"),
        _ => return String::new(),
    };
    format!("{} ago", text::count(usize::try_from(number).unwrap_or(usize::MAX), unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::Failure;
    use std::time::UNIX_EPOCH;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds)
    }

    #[test]
    fn a_moment_is_told_by_how_long_ago_it_was() {
        let cases = [
            (0, "just now"),
            (7, "7\u{a0}seconds ago"),
            (60, "1\u{a0}minute ago"),
            (3_599, "59\u{a0}minutes ago"),
            (7_300, "2\u{a0}hours ago"),
            (86_400, "1\u{a0}day ago"),
            (40 * 86_400, "on 14 November 2023, 22:13 UTC"),
        ];
        for (later, said) in cases {
            let freshness = Freshness { checked: Some(at(0)), ..Freshness::default() };
            let known = Known { freshness, now: at(later) };
            assert_eq!(known.updated().unwrap().said, said);
        }
        // A clock that was set back.
        let freshness = Freshness { changed: Some(at(9)), ..Freshness::default() };
        assert_eq!(Known { freshness, now: at(0) }.updated().unwrap().said, "just now");
    }

    #[test]
    fn what_fails_is_told_with_its_reason() {
        let failure = Failure { at: at(60), reason: "reports: no such\nfolder".to_owned(), tries: 3 };
        let freshness = Freshness { checked: Some(at(0)), failure: Some(failure), ..Freshness::default() };
        insta::assert_snapshot!(Known { freshness, now: at(90) }.told().replace('\u{a0}', " "), @r"
        updated 1 minute ago (2023-11-14T22:13:20Z)
        failing: tried 3 times, the last one 30 seconds ago: reports: no such folder
        ");
        let known = Known { freshness: Freshness::default(), now: at(0) };
        assert_eq!(known.told(), "not updated yet\n");
    }
}
