//! The words around dates.

use super::language::DatesFile;
use super::{Table, Wordings, Words, fold};

/// Names of months and weekdays, and the words around dates.
#[derive(Debug, Default)]
pub struct DateWords {
    /// Month names in lower case with their numbers, 1 to 12.
    pub months: Table<i8>,
    /// Weekday names in lower case with their numbers, Monday is 1.
    pub weekdays: Table<i8>,
    /// What stands behind the number of a day.
    pub ordinals: Vec<String>,
    /// Labels of the line that tells the day of the meeting.
    pub labels: Words,
    /// Words of a line that tells another day.
    pub decoys: Words,
    /// Those of them behind which the day of the meeting stands, where nothing but its name stands before them.
    pub sources: Words,
    /// Labels of lines that only say when and where a meeting is.
    pub frame: Words,
    /// Words behind which stands until when something is to be done.
    pub due: Vec<String>,
    /// Heads of the column that tells the same.
    pub due_columns: Vec<String>,
    /// Words that may stand before a day.
    pub articles: Vec<String>,
    /// Words for the end of a month or year.
    pub end_of: Vec<String>,
    /// Words for the month of the meeting.
    pub month: Vec<String>,
    /// Words for the year of the meeting.
    pub year: Vec<String>,
    /// Words for the day of the meeting.
    pub today: Vec<String>,
    /// Words for the day after it.
    pub tomorrow: Vec<String>,
    /// Words for the next meeting.
    pub next_meeting: Wordings,
}

impl DateWords {
    pub(super) fn add(&mut self, file: DatesFile) {
        let folded = |names: Vec<String>| names.into_iter().map(|name| fold(&name).into_owned());
        for (names, number) in file.months.into_iter().zip(1..) {
            folded(names).for_each(|name| self.months.put(name, number));
        }
        for (names, number) in file.weekdays.into_iter().zip(1..) {
            folded(names).for_each(|name| self.weekdays.put(name, number));
        }
        self.ordinals.extend(folded(file.ordinals));
        self.labels.extend(folded(file.labels));
        self.decoys.extend(folded(file.decoys));
        self.sources.extend(folded(file.sources));
        self.frame.extend(file.frame);
        self.due.extend(folded(file.due));
        self.due_columns.extend(folded(file.due_columns));
        self.articles.extend(folded(file.articles));
        self.end_of.extend(folded(file.end_of));
        self.month.extend(folded(file.month));
        self.year.extend(folded(file.year));
        self.today.extend(folded(file.today));
        self.tomorrow.extend(folded(file.tomorrow));
        self.next_meeting.extend(folded(file.next_meeting));
    }
}
