//! Short words side by side, each two as one token: `to a`, `is it`.
//!
//! Such words stand in nearly every passage, and whether two of them are neighbours can only be told by comparing all
//! their places in each. As a token of its own a pair is found as fast as a word. Short words are those of every language
//! that uses these letters that join others, and few enough that the pairs cost little.

use super::Token;

/// The most letters a short word has.
const SHORT: usize = 3;

/// Finds the pairs of a text, whose words it is shown one by one.
#[derive(Debug, Default)]
pub struct Pairs {
    /// The short word before, and which word of the text it is.
    before: String,
    position: usize,
}

impl Pairs {
    /// Begins another text.
    pub fn begin(&mut self) {
        self.before.clear();
    }

    /// Takes the next word, without its ending. Where it makes a pair with the one before, the pair is put behind `out`.
    pub fn next(&mut self, word: &str, position: usize, out: &mut String) -> bool {
        if !is_short(word) {
            return false;
        }
        let are_pair = is_short(&self.before) && self.position + 1 == position;
        if are_pair {
            out.extend([self.before.as_str(), " ", word]);
        }
        self.before.clear();
        self.before.push_str(word);
        self.position = position;
        are_pair
    }
}

/// The pair that a phrase of two words is, where both are short.
pub fn pair_of(phrase: &[Token]) -> Option<String> {
    match phrase {
        [first, second] if is_short(&first.text) && is_short(&second.text) => {
            (first.position + 1 == second.position).then(|| format!("{} {}", first.text, second.text))
        }
        _ => None,
    }
}

fn is_short(word: &str) -> bool {
    (1..=SHORT).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}
