//! Known names in the middle of a text.

use super::super::bytes::find;
use super::super::name_words::begins_name;
use super::Roster;
use crate::outline::Node;
use foldhash::fast::RandomState;
use std::collections::{HashMap, HashSet};

/// What looks like accounts in a meeting.
pub(super) struct Called {
    /// How many lines begin with a word and a colon, by word.
    pub(super) spoken: HashMap<String, usize, RandomState>,
    /// What stands behind `@`.
    pub(super) mentioned: HashSet<String, RandomState>,
}

impl Called {
    pub(super) fn of(nodes: &[Node]) -> Self {
        let mut called = Self { spoken: HashMap::default(), mentioned: HashSet::default() };
        for node in nodes {
            let text = node.inline.text.as_str();
            let lines = text.split('\n').filter(|_| !node.is_heading());
            for (word, _) in lines.filter_map(|line| line.split_once(": ")) {
                if !word.is_empty() && word.chars().all(is_of_account) {
                    *called.spoken.entry(word.to_owned()).or_default() += 1;
                }
            }
            for (at, _) in text.match_indices('@') {
                let rest = text.get(at + 1..).unwrap_or_default();
                let (account, behind) = rest.split_at(rest.find(|c| !is_of_account(c)).unwrap_or(rest.len()));
                // `github.com/@adaq`, `@tower/boats`: parts of addresses.
                let alone =
                    !behind.starts_with('/') && !text.get(..at).is_some_and(|front| front.ends_with('/'));
                if alone && !account.is_empty() {
                    called.mentioned.insert(account.to_owned());
                }
            }
        }
        called
    }
}

/// Whether accounts have such letters.
pub(in super::super) fn is_of_account(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

impl Roster<'_> {
    /// The known names and handles in a text, each once, in order.
    pub(in super::super) fn mentions(&self, text: &str) -> Vec<String> {
        let mut names: Vec<String> = self.mentions_at(text).into_iter().map(|(name, _)| name).collect();
        drop_repeated(&mut names);
        names
    }

    /// The known names and handles in a text, with the byte behind each.
    pub(in super::super) fn mentions_at(&self, text: &str) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        let mut from = 0;
        // Every word of every passage comes by here, so bytes that begin no name are passed over first.
        while let Some(at) = find(text, from, begins_name) {
            from = at + 1;
            if let Some((name, used)) = self.mention_at(text, at) {
                from = at + used;
                found.push((name.to_owned(), from));
            }
        }
        found
    }

    /// A known name or handle at a byte of a text, where a word begins.
    fn mention_at<'t>(&self, text: &'t str, at: usize) -> Option<(&'t str, usize)> {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '@');
        // The letters of a word in capitals, mostly.
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        if before.is_some_and(|&byte| byte.is_ascii() && inside(char::from(byte))) {
            return None;
        }
        let (before, rest) = text.split_at_checked(at)?;
        if !self.beginnings.may_begin(rest)
            || !rest.starts_with(|c: char| c.is_uppercase() || c == '@')
            || before.ends_with(inside)
        {
            return None;
        }
        self.known_at(rest)
    }
}

/// Fewer are compared with each other.
const MANY_NAMES: usize = 16;

/// Keeps each name once, at its first place.
pub(in super::super) fn drop_repeated(names: &mut Vec<String>) {
    if names.len() > MANY_NAMES {
        let mut seen = HashSet::new();
        names.retain(|name| seen.insert(name.clone()));
        return;
    }
    let mut at = 1;
    while at < names.len() {
        let (before, rest) = names.split_at(at);
        if rest.first().is_some_and(|name| before.contains(name)) {
            names.remove(at);
        } else {
            at += 1;
        }
    }
}
