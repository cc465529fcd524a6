//! What a team says of itself beside its reports: who its people are, and which subjects it has.

use super::Concept;

/// What a team's own files say. Empty where there are none: nothing needs to be configured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Team {
    /// People, as the team lists them.
    pub members: Vec<Member>,
    /// Subjects of the team, which go before the built-in concepts of the same name.
    pub topics: Vec<Concept>,
}

/// One person, as a team's file lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// The full name.
    pub name: String,
    /// The handle without `@`.
    pub handle: Option<String>,
    /// Other names, first names, handles and initials that mean this person.
    pub aliases: Vec<String>,
}
