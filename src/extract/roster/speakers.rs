//! Whoever speaks is named in front of a colon.

use super::super::Reader;
use super::super::meetings::Meeting;
use super::super::name_words::is_capitalised;
use super::super::owners::first_word;
use super::super::roll_call::is_name;
use super::{Roster, bare};
use crate::vocabulary::{Concepts, fold};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// So many others have to be called by their initials where a label is read as initials.
const OTHERS: usize = 2;
/// So often somebody speaks whose name is written in small letters.
const OFTEN: u32 = 3;

impl Roster<'_> {
    /// Names in front of a colon that come up twice, or bold.
    pub(super) fn add_speakers(&mut self, reader: Reader<'_>, meeting: &Meeting) {
        let mut seen: HashMap<&str, u32, RandomState> = HashMap::default();
        let mut small: HashMap<&str, u32, RandomState> = HashMap::default();
        for node in reader.outline.nodes.get(meeting.nodes.clone()).unwrap_or_default() {
            if node.is_heading() || memchr::memchr(b':', node.inline.text.as_bytes()).is_none() {
                continue;
            }
            for line in node.inline.text.split('\n') {
                let Some((label, _)) = line.split_once(':') else { continue };
                let label = bare(label);
                let bold = || node.inline.bold().next().is_some_and(|bold| bold.trim().starts_with(label));
                // Few speak often, so a label is looked at closely only where it is new.
                if let Some(count) = seen.get_mut(label) {
                    *count += if bold() { 2 } else { 1 };
                } else if label.split_whitespace().nth(3).is_none()
                    && is_capitalised(label)
                    && is_name(label, self.words)
                {
                    seen.insert(label, if bold() { 2 } else { 1 });
                } else if is_account(label) {
                    *small.entry(label).or_default() += 1;
                }
            }
        }
        seen.retain(|name, count| *count >= 2 && !self.is_everyday(name));
        let (labels, names): (Vec<&str>, Vec<&str>) = seen.into_keys().partition(|name| self.is_label(name));
        let initialled = names.iter().filter(|name| are_initials(name)).count() >= OTHERS;
        // `AR: what is that?` among `BQ: …` and `CL: …`: initials, whatever else the letters stand for.
        let initials = labels.into_iter().filter(|label| {
            initialled && are_initials(label) && !self.announces_tasks(reader, meeting, label)
        });
        let initials: Vec<&str> = initials.collect();
        names.iter().chain(&initials).for_each(|name| self.add(name));
        for (name, _) in small.into_iter().filter(|&(_, count)| count >= OFTEN) {
            if is_name(name, self.words)
                && !self.is_everyday(name)
                && !self.is_label(name)
                && !is_common(name)
            {
                self.add(name);
                self.small.insert(name.to_owned());
            }
        }
    }

    fn is_label(&self, name: &str) -> bool {
        self.words.labels.role(name).is_some() || self.words.headings.role(name).is_some()
    }

    /// Whether what stands behind a label is often something to do: it begins like a task or with a known name.
    fn announces_tasks(&self, reader: Reader<'_>, meeting: &Meeting, label: &str) -> bool {
        let nodes = reader.outline.nodes.get(meeting.nodes.clone()).unwrap_or_default();
        let lines = nodes.iter().flat_map(|node| node.inline.text.split('\n'));
        let behind = lines.filter_map(|line| line.split_once(':').filter(|(front, _)| bare(front) == label));
        let (mut tasks, mut all) = (0, 0);
        for (_, rest) in behind {
            let verb = self.words.task_verbs.contains(fold(first_word(rest)).as_ref());
            let named = self.leading(rest.trim()).is_some_and(|leading| leading.known);
            tasks += usize::from(verb || named);
            all += 1;
        }
        tasks * 3 >= all
    }

    /// Whether a word at the beginning of a text is what is done or what somebody does: `Continue to …`, `Folding to …`.
    pub(super) fn is_doing(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let verbs = &self.words.task_verbs;
        // `Harding` is somebody, `Folding` is not: what they are formed of tells.
        let stem = self.words.verb_endings.iter().find_map(|ending| lower.strip_suffix(ending.as_str()));
        let formed = stem.is_some_and(|stem| {
            let twice = |last: char| stem.chars().rev().nth(1) == Some(last);
            let undoubled = stem.strip_suffix(twice);
            verbs.contains(stem)
                || verbs.contains(&format!("{stem}e"))
                || undoubled.is_some_and(|stem| verbs.contains(stem))
        });
        let deeds = &self.words.deed_endings;
        let acted = lower.len() > 6 && deeds.iter().any(|ending| lower.ends_with(ending.as_str()));
        (formed || acted || is_common(&lower) || verbs.contains(&lower))
            && !self.words.names_too.contains(&lower)
    }

    /// Whether a lone word in front of a colon is a word of the language: `Concern: …`, `Testing: …`.
    fn is_everyday(&self, label: &str) -> bool {
        let words = self.words;
        let lower = label.to_lowercase();
        let formed =
            lower.len() > 6 && words.not_name_endings.iter().any(|ending| lower.ends_with(ending.as_str()));
        let common = formed || words.not_asked.contains(&lower) || words.task_verbs.contains(&lower);
        !label.contains(' ') && common && !words.names_too.contains(&lower)
    }
}

/// Whether a label is written as accounts are: one word in small letters, and nothing else.
fn is_account(label: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    label.len() >= 3 && label.starts_with(|c: char| c.is_ascii_lowercase()) && label.bytes().all(inside)
}

/// Whether any team says a word.
fn is_common(word: &str) -> bool {
    Concepts::builtin().is_common(word) || Concepts::builtin().is_stop_word(word)
}

/// Whether a label is written as initials are: two or three capitals.
fn are_initials(label: &str) -> bool {
    matches!(label.len(), 2 | 3) && label.bytes().all(|byte| byte.is_ascii_uppercase())
}
