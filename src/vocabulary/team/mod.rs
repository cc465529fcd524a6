//! What a team says of itself beside its reports: who its people are, and which subjects it has.
//!
//! Both are files of the team's own, read anew with every index; nothing needs to be there.

mod people;
#[cfg(test)]
mod tests;
mod topics;

pub use people::{Format, Member, PeopleError};
pub use topics::TopicsError;

use super::Concept;

/// What a team's own files say. Empty where there are none: nothing needs to be configured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Team {
    /// People, as the team lists them.
    pub members: Vec<Member>,
    /// Names on roll calls that are no people: a room, a group, a word.
    pub nobody: Vec<String>,
    /// Subjects of the team, which go before the built-in concepts of the same name.
    pub topics: Vec<Concept>,
}

impl Team {
    /// Adds the people of a file; `path` is what warnings call it.
    ///
    /// # Errors
    /// Where the file is not of the form that `docs/user-guide.md` describes.
    pub fn read_people(&mut self, path: &str, text: &str) -> Result<(), PeopleError> {
        let read = people::read(path, text)?;
        self.members.extend(read.members);
        self.nobody.extend(read.nobody);
        Ok(())
    }

    /// Adds the subjects of a file of `[[topic]]` tables.
    ///
    /// # Errors
    /// Where the file is not of that form, or two subjects have the same word.
    pub fn read_topics(&mut self, text: &str) -> Result<(), TopicsError> {
        let read = topics::topics(text, &self.topics)?;
        self.topics.extend(read);
        Ok(())
    }
}
