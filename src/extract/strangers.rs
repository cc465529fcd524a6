//! Owners whom nobody else in the report calls by name.
//!
//! 1. Where tasks are announced, a small word that is none of the language (`ada to write it`).
//! 2. Behind a mark, a name and a promise or a task (`The roof leaks: Mary to ask`).
//! 3. Two or three capitals that begin what is announced as a task (`FQ to ask`).
//! 4. What any team calls things, verbs and words that the report writes small are nobody.

use super::clauses::clauses_of;
use super::owners::{Owners, Standing, first_word};
use super::roster::{Leading, near};
use crate::vocabulary::{Concepts, fold};

impl Owners<'_> {
    /// `ada to write it`, where the roll call has an Ada; where tasks are announced, also somebody whom it lacks: a word
    /// that is none of the language.
    pub(super) fn small(self, sentence: &str) -> Option<&str> {
        let name = sentence.split(' ').next().filter(|name| name.len() >= 3)?;
        let behind = sentence.get(name.len()..)?;
        let words = self.reader.words;
        let task = words.giving.behind(behind).or_else(|| words.promising.behind(behind))?;
        let verb = || words.task_verbs.contains(first_word(&fold(task)));
        let unknown = || {
            let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
            let ending = words.not_name_endings.iter().any(|ending| name.ends_with(ending.as_str()));
            let ordinary = words.task_verbs.contains(name)
                || words.not_names.contains(name)
                || words.not_asked.contains(name)
                || words.groups.contains(name)
                || Concepts::builtin().is_common(name)
                || Concepts::builtin().is_stop_word(name);
            // `roses to cut`: several of something.
            let several = name.ends_with('s') && !name.ends_with("is");
            plain && !several && !ending && !ordinary
        };
        let somebody = self.roster.knows(name) && self.promises(behind, Standing::Leading)
            || self.marked && verb() && unknown();
        somebody.then_some(name)
    }

    /// `FQ to paint it`, `FQ will ask`: where tasks are announced, two or three capitals that begin one and are nothing that
    /// the language has.
    pub(super) fn initials(self, sentence: &str) -> Option<&str> {
        let name = sentence.split(' ').next()?;
        let capitals = matches!(name.len(), 2 | 3) && name.bytes().all(|byte| byte.is_ascii_uppercase());
        if !capitals || !self.marked {
            return None;
        }
        let words = self.reader.words;
        let behind = sentence.get(name.len()..)?;
        let given = words.giving.behind(behind).is_some_and(|task| {
            words.task_verbs.contains(first_word(&fold(task))) && !words.not_task.found(&fold(near(behind)))
        });
        if !given && !self.promises(behind, Standing::Stranger) {
            return None;
        }
        let lower = name.to_lowercase();
        let ordinary =
            [&words.acronyms, &words.not_names, &words.not_asked, &words.groups, &words.task_verbs]
                .iter()
                .any(|list| list.contains(&lower))
                || Concepts::builtin().is_common(&lower)
                || Concepts::builtin().is_stop_word(&lower)
                || words.labels.role(&lower).is_some();
        (!ordinary).then_some(name)
    }

    /// Those whom nobody else calls by name and who promise in a clause behind a mark; once one is given something to
    /// do, the next may follow behind a comma (`Mary to ask, Paul to answer`).
    pub(super) fn clauses(self, sentence: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut handed = false;
        for (mark, clause) in clauses_of(sentence) {
            let Some(leading) = self.roster.leading(clause).filter(|leading| handed || !leading.known) else {
                continue;
            };
            // Behind a colon any sentence may begin: `Proposal: Allow to paint it`.
            if mark == ": " && leading.names.iter().any(|name| self.is_ordinary(name)) {
                continue;
            }
            let rest = clause.get(leading.end..).unwrap_or_default();
            let given = (handed || matches!(mark, " - " | " -- " | ": ")) && self.hands_over(&leading, rest);
            if given || self.promises(rest, Standing::Stranger) {
                handed |= given;
                let new = leading.names.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>();
                names.extend(new);
            }
        }
        names
    }

    /// Whether any team says a word, or it has capitals inside, as `RoofPainter` and unlike names.
    fn is_ordinary(self, name: &str) -> bool {
        let first = first_word(name);
        let lower = first.to_lowercase();
        let common = Concepts::builtin().is_common(&lower) || Concepts::builtin().is_stop_word(&lower);
        common && !self.reader.words.names_too.contains(&lower)
            || first.chars().skip(1).any(char::is_uppercase)
    }

    /// `Mary to write it`, where nobody else calls her by name: a word that the report never writes small, and behind
    /// `to` what somebody does.
    pub(super) fn hands_over(self, leading: &Leading, rest: &str) -> bool {
        let words = self.reader.words;
        let Some(behind) = words.giving.behind(rest) else { return false };
        let verb = fold(first_word(behind)).into_owned();
        let name = |name: &String| {
            let lower = name.to_lowercase();
            let single = first_word(&lower);
            let letters = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.'));
            let formed = words.not_name_endings.iter().any(|ending| single.ends_with(ending.as_str()));
            let common = formed
                || words.not_asked.contains(single)
                || words.task_verbs.contains(single)
                || self.roster.writes_small(single);
            let capitals = name.split([' ', '-']).all(|part| part.starts_with(char::is_uppercase));
            letters
                && capitals
                && name.split(' ').count() <= 2
                && (words.names_too.contains(single) || !common)
        };
        let quoted = self.statement.text.starts_with(['"', '“']);
        let said = || words.not_task.found(&fold(near(rest)));
        !quoted && words.task_verbs.contains(verb.as_str()) && leading.names.iter().all(name) && !said()
    }
}
