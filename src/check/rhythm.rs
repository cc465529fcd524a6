//! How often a series meets, as its days show.

use crate::report::Date;
use serde::Serialize;
use std::fmt;

/// How often a series meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rhythm {
    /// The usual number of days from one gathering to the next.
    pub days: i32,
}

/// With fewer gaps nothing can be learned.
const MIN_GAPS: usize = 3;
/// Days that follow each other so closely are one gathering.
const SITTING: i32 = 3;

impl Rhythm {
    /// The rhythm of days in ascending order, each once.
    pub(super) fn of(days: &[Date]) -> Option<Self> {
        let gaps = |days: &[Date]| -> Vec<i32> {
            days.windows(2)
                .filter_map(|pair| match pair {
                    [a, b] => Some(days_between(*a, *b)),
                    _ => None,
                })
                .collect()
        };
        let mut all = gaps(days);
        // A gathering of several days is one; but where they never part, people meet daily.
        let parted: Vec<i32> = all.iter().copied().filter(|gap| *gap > SITTING).collect();
        if parted.len() >= MIN_GAPS && parted.len() * 6 >= all.len() {
            all = parted;
        }
        if all.len() < MIN_GAPS {
            return None;
        }
        all.sort_unstable();
        all.get(all.len() / 2).map(|&days| Self { days })
    }

    /// Whether so many days without a gathering are more than the rhythm allows.
    pub(super) fn misses(self, days: i32) -> bool {
        days * 10 > self.days * 16
    }

    /// The nearest usual name.
    pub fn name(self) -> &'static str {
        match self.days {
            ..=2 => "daily",
            3..=5 => "twice a week",
            6..=10 => "weekly",
            11..=20 => "every two weeks",
            21..=45 => "monthly",
            46..=75 => "every two months",
            76..=135 => "quarterly",
            136..=270 => "twice a year",
            _ => "yearly",
        }
    }
}

impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How many days lie between two.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
