//! Who was at a meeting, as the roll call says it.

use super::Lines;
use serde::{Deserialize, Serialize};

/// One person whom a report lists as present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// The name as written, without marks and remarks.
    pub name: String,
    /// The account name without `@`, where given.
    pub handle: Option<String>,
    /// The institution, where given.
    pub affiliation: Option<String>,
    /// The initials by which the report calls the person, where given.
    pub abbreviation: Option<String>,
    /// The id of the person (see `Directory::people`). Set by `resolve`; empty before.
    pub person: String,
    /// The line of the roll call that names the person.
    pub lines: Lines,
}
