//! Names that are written in small letters, in front of what is known to be a task.

use super::opening::boxed;
use super::owners::Owners;
use super::roster::is_of_account;
use crate::vocabulary::Concepts;

/// No more are asked at once.
const MAX_ASKED: usize = 4;
/// Shorter words are none.
const MIN_NAME: usize = 3;
/// What joins them.
const JOINTS: [&str; 5] = [" + ", " & ", ", ", " and ", "/"];
/// What stands between them and the task, besides the words of promises.
const ENDS: [&str; 2] = [" - ", " – "];

impl Owners<'_> {
    /// `adaq to paint it`, `adaq - the list`, `adaq + benm: mend it`: those who speak in the report so written, or are
    /// mentioned by their accounts.
    pub(super) fn small_in_front(self) -> Vec<String> {
        if !self.marked {
            return Vec::new();
        }
        let text = self.statement.text.trim_start();
        let mut rest = match self.statement.label {
            // `Action: adaq to paint it`.
            Some(_) => self.statement.body(),
            None => boxed(text).and_then(|(_, used)| text.get(used..)).unwrap_or(text),
        };
        let words = self.reader.words;
        let undergoes = |task: &str| words.undergoing.iter().any(|word| task.starts_with(word.as_str()));
        let mut names: Vec<String> = Vec::new();
        while names.len() < MAX_ASKED {
            let (word, behind) = rest.split_at(rest.find(|c| !is_of_account(c)).unwrap_or(rest.len()));
            // `Sam & adaq`: who begins the line has a capital.
            let lower = if names.is_empty() { word.to_lowercase() } else { word.to_owned() };
            let plain = word.len() >= MIN_NAME && lower.starts_with(|c: char| c.is_ascii_lowercase());
            let everyday = words.task_verbs.contains(word)
                || words.not_names.contains(word)
                || words.not_asked.contains(word)
                || Concepts::builtin().is_common(word);
            if !plain || everyday || !self.roster.is_somebody(&lower) {
                break;
            }
            names.push(word.to_owned());
            match JOINTS.into_iter().find_map(|joint| behind.strip_prefix(joint)) {
                Some(next) => rest = next,
                // `roof-lamp: a new bulb`: one word before a colon is mostly a thing.
                None if behind.starts_with(':') => {
                    let sure = |name: &String| self.roster.is_mentioned(name) || self.roster.knows(name);
                    return if names.len() > 1 || names.iter().all(sure) { names } else { Vec::new() };
                }
                None if ENDS.iter().any(|end| behind.starts_with(end)) => return names,
                None if words.promising.behind(behind).is_some() => return names,
                // `lamp to be cleaned`: nobody does it.
                None if words.giving.behind(behind).is_some_and(|task| !undergoes(task)) => return names,
                None => break,
            }
        }
        Vec::new()
    }
}
