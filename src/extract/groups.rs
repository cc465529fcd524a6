//! Bullets that say nothing themselves: they announce or gather those below them.

use super::Reader;
use super::opening::lead;
use super::roster::{Roster, bare};
use crate::vocabulary::{Reading, Role, fold};

/// A bullet with more words says something itself.
const MAX_GROUP: usize = 5;
/// One with more announces something only with a colon.
const MAX_ROLE: usize = 6;

/// What a bullet says about those below it.
#[derive(Clone, Copy, Default)]
pub(super) struct Facts {
    /// What it announces.
    pub(super) role: Option<Role>,
    /// Whether it only gathers them: a name, a few words without a verb of doing, words before a colon.
    pub(super) group: bool,
}

/// What a label announces that stands alone over a list: more than in front of a text, since a list follows.
pub(super) fn over_list(words: &Reading, label: &str) -> Option<Role> {
    words
        .labels
        .role(label)
        .or_else(|| words.headings.role(label).filter(|role| matches!(role, Role::Actions | Role::Decisions)))
}

/// Reads it off the bullet's own words.
pub(super) fn facts_of(reader: Reader<'_>, roster: &Roster<'_>, item: usize) -> Facts {
    let nodes = &reader.outline.nodes;
    let raw = nodes[item].inline.text.as_str();
    let gathers = nodes[item].children.iter().any(|&child| nodes[child].is_item());
    if raw.len() > 200 || !gathers {
        return Facts::default();
    }
    let text = nodes[item].inline.flat();
    let colon = text.ends_with(':');
    let words = text.split_whitespace().count();
    // So many words announce nothing and gather nothing.
    if words > MAX_ROLE && !colon {
        return Facts::default();
    }
    let named = lead(text).filter(|(name, _)| roster.knows(bare(name)));
    let label = named.map_or(text, |(_, used)| text.get(used..).unwrap_or_default());
    let label = label.trim().trim_end_matches([':', '.']);
    let own = if colon { over_list(reader.words, label) } else { reader.words.labels.role(label) };
    let role = own.or_else(|| {
        // `her action items`, `Ada's action items`: the announcing words end the bullet.
        let role = label.split_once(' ').and_then(|(_, rest)| reader.words.labels.role(rest));
        // `A bad outcome` settles nothing.
        role.filter(|role| *role != Role::Decisions || !reader.words.not_decided.found(&fold(label)))
    });
    let lower = fold(text);
    let first = lower.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let does = reader.words.task_verbs.contains(first) && !roster.knows(bare(text));
    let group = !does && (words <= MAX_GROUP && !text.ends_with(['.', '?', '!']) || colon && words <= 12);
    Facts { role, group }
}
