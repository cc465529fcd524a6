//! A run of characters → a word or a prefix, without the punctuation and the stars around it.

use super::error::QueryError;
use super::syntax::{Leaf, Value};
use std::ops::Range;

/// Punctuation that is no part of a word it stands before.
pub(super) const BEFORE: &str = ".,;:!?…'’‘`~=<>&%^$–—]}[{\\+";

/// Punctuation that is no part of a word it stands behind.
pub(super) const BEHIND: &str = ".,;:!?…'’‘`~=<>&%^$–—]}[{\\-";

/// What a run of characters says as a word: a word, a prefix, or nothing where it has no letter and no digit.
///
/// Between stars (`*bold*`) a word is no prefix.
pub(super) fn word(run: &str, span: &Range<usize>, text: &str) -> Result<Option<Leaf>, QueryError> {
    let behind_star = text.get(..span.start).is_some_and(|before| before.ends_with('*'));
    let bold = run.starts_with('*') || behind_star;
    let bare = run.trim_start_matches(|c| c == '*' || c == '-' || BEFORE.contains(c));
    let bare = bare.trim_end_matches(|c| BEHIND.contains(c));
    let stem = bare.trim_end_matches('*');
    let stem_bare = stem.trim_end_matches(|c| BEHIND.contains(c));
    if !stem_bare.chars().any(char::is_alphanumeric) {
        return Ok(None);
    }
    if stem_bare.contains('*') {
        let kept = stem_bare.split('*').next().unwrap_or_default();
        let error = QueryError::new("`*` can stand only at the end of a word", span.clone())
            .hint("Type the beginning of the word and then `*`, or put the words in quotes.");
        return Err(error.repair(text, &format!("{kept}*")));
    }
    if stem.len() == bare.len() || bold {
        let operator = matches!(stem_bare, "OR" | "AND" | "NOT");
        let word = if operator { stem_bare.to_lowercase() } else { stem_bare.to_owned() };
        return Ok(Some(Leaf::Word(word)));
    }
    if stem_bare.is_ascii() && stem_bare.chars().filter(char::is_ascii_alphanumeric).count() < 2 {
        let error = QueryError::new("a single letter before `*` matches nearly everything", span.clone())
            .hint("Type at least two letters before the `*`.");
        return Err(error.repair(text, ""));
    }
    Ok(Some(Leaf::Prefix(stem_bare.to_owned())))
}

/// What a value of a field of words says: a word, a phrase, a prefix, or nothing.
pub(super) fn words(value: &Value, text: &str) -> Result<Option<Leaf>, QueryError> {
    if !value.quoted {
        return word(&value.text, &value.span, text);
    }
    let phrase = value.text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(phrase.chars().any(char::is_alphanumeric).then_some(Leaf::Phrase(phrase)))
}
