//! What was edited in a passage, word by word.

use similar::{ChangeTag, TextDiff};
use std::time::Duration;

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of them.
    pub change: Change,
    /// The words, with the white space between them.
    pub text: String,
}

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// They stayed.
    Kept,
    /// They were taken out.
    Removed,
    /// They were put in.
    Added,
}

/// After so long the rest counts as removed and added: it is shown to people, who would not wait.
const PATIENCE: Duration = Duration::from_millis(50);

/// The words of two texts in one: what stayed, what was taken out, what was put in.
pub fn difference(before: &str, after: &str) -> Vec<Piece> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(before, after);
    let mut pieces: Vec<Piece> = Vec::new();
    for word in diff.iter_all_changes() {
        let change = match word.tag() {
            ChangeTag::Equal => Change::Kept,
            ChangeTag::Delete => Change::Removed,
            ChangeTag::Insert => Change::Added,
        };
        match pieces.last_mut() {
            Some(last) if last.change == change => last.text.push_str(word.value()),
            _ => pieces.push(Piece { change, text: word.value().to_owned() }),
        }
    }
    pieces
}
