//! The words around the names of a roll call.

use super::Words;
use super::language::PeopleFile;

/// Words in the heads of a roll call's columns and around names, in lower case.
#[derive(Debug, Default)]
pub struct ColumnWords {
    /// Parts of the head over names.
    pub name: Vec<String>,
    /// The same over initials.
    pub initials: Vec<String>,
    /// The same over where somebody comes from.
    pub affiliation: Vec<String>,
    /// The same over accounts.
    pub handle: Vec<String>,
    /// Heads over whether somebody came.
    pub came: Vec<String>,
    /// What a cell below these says where nobody did.
    pub refusals: Vec<String>,
    /// The same where somebody did, besides what may stand over the column.
    pub affirmations: Vec<String>,
    /// What belongs to the name of a firm behind a comma.
    pub forms: Vec<String>,
    /// Titles that belong to no name.
    pub titles: Words,
    /// Words of a sentence that announces names, beside what it announces: `The following … were`.
    pub announcing: Words,
}

impl ColumnWords {
    pub(super) fn add(&mut self, file: &PeopleFile) {
        self.name.extend_from_slice(&file.name_columns);
        self.initials.extend_from_slice(&file.initials_columns);
        self.affiliation.extend_from_slice(&file.affiliation_columns);
        self.handle.extend_from_slice(&file.handle_columns);
        self.came.extend_from_slice(&file.came_columns);
        self.refusals.extend_from_slice(&file.refusals);
        self.affirmations.extend_from_slice(&file.affirmations);
        self.titles.extend(file.titles.iter().cloned());
        self.announcing.extend(file.announcing.iter().cloned());
        self.forms.extend_from_slice(&file.company_forms);
    }
}
