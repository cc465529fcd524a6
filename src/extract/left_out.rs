//! Promises whose subject stands farther off: before the sentence or the comma, or behind a label in the middle.

use super::decisions::sentences;
use super::owners::{Owners, Standing, first_word};
use super::roster::{Leading, near};
use crate::vocabulary::{Role, fold};

/// A longer text in front of a colon is no label.
const MAX_LABEL: usize = 24;

impl Owners<'_> {
    /// `… is done. Action item: Mary will amend it`: what stands behind a label of tasks in the middle is marked as one.
    pub(super) fn labelled(self) -> Option<(Vec<String>, String)> {
        let marked = Owners { marked: true, ..self };
        sentences(self.statement.body()).find_map(|sentence| {
            let (label, task) = sentence.split_once(": ").filter(|(label, _)| label.len() <= MAX_LABEL)?;
            let tasks = self.reader.words.labels.role(label) == Some(Role::Actions);
            let names = if tasks { marked.promised_in(task) } else { Vec::new() };
            (!names.is_empty()).then(|| (names, sentence.to_owned()))
        })
    }

    /// `Ada is the only one. Will ask the town`: whose name begins the sentence before.
    pub(super) fn going_on(self, before: Option<&str>, sentence: &str) -> Vec<String> {
        let Some(before) = before.filter(|_| !sentence.ends_with('?')) else { return Vec::new() };
        let words = self.reader.words;
        let next = format!(" {}", fold(near(sentence)));
        // `Will Marsh to ask`: he is somebody.
        let promises = words.promising.behind(&next).is_some()
            && words.omitted.found(&next)
            && self.roster.leading(sentence).is_none();
        if promises { self.subject(before).unwrap_or_default() } else { Vec::new() }
    }

    /// `Ada had no time, will try to do it`: whose name begins the sentence.
    pub(super) fn behind_comma(self, sentence: &str) -> Vec<String> {
        let words = self.reader.words;
        let place = sentence.find(", ").and_then(|at| sentence.split_at_checked(at + 1));
        let place = place.filter(|(_, next)| {
            words.promising.behind(next).is_some() && words.omitted.found(&fold(near(next)))
        });
        place.and_then(|(before, _)| self.subject(before)).unwrap_or_default()
    }

    /// Whose name begins a sentence that tells of nobody else.
    fn subject(self, sentence: &str) -> Option<Vec<String>> {
        let leading = self.roster.leading(sentence).filter(|leading| leading.known)?;
        let rest = sentence.get(leading.end..)?;
        let told = rest.strip_prefix(' ')?.starts_with(char::is_lowercase);
        (told && self.roster.mentions(rest).is_empty()).then_some(leading.names)
    }

    /// `Kasse prüfen (Cleo)`: where the verb ends the task, a lone word in front of it that is nobody known is the thing.
    pub(super) fn is_object(self, name: &str, rest: &str) -> bool {
        let words = self.reader.words;
        let rest = fold(near(rest));
        let rest = rest.trim_start();
        let verb = first_word(rest);
        let behind = rest.get(verb.len()..).unwrap_or_default().trim_start();
        let next = behind.split(' ').next().unwrap_or_default();
        let open = next.starts_with(|c: char| !c.is_alphanumeric());
        !name.contains(' ')
            && words.task_verbs.contains(verb)
            && (next.is_empty()
                || open
                || words.dates.due.iter().any(|due| due == next)
                || words.joining.iter().any(|joint| joint == next))
    }

    /// How well the first name of a sentence is known.
    pub(super) fn standing(self, leading: &Leading, rest: &str) -> Standing {
        let thing =
            || leading.names.len() == 1 && leading.names.iter().all(|name| self.is_object(name, rest));
        let leads = leading.known || self.marked && !thing();
        if leads { Standing::Leading } else { Standing::Stranger }
    }
}
