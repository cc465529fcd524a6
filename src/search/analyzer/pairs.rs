//! Short words side by side, each two as one token: `to a`, `is it`.
//!
//! Such words stand in nearly every passage, and whether two of them are neighbours can only be told by comparing all
//! their places in each. As a token of its own a pair is found as fast as a word. Short words are those of every language
//! that uses these letters that join others, and few enough that the pairs cost little.

use super::{Form, Stems, Token, Tokens};

/// The most letters a short word has.
const SHORT: usize = 3;

/// Reads the pairs of a text one by one.
pub struct Pairs<'a> {
    tokens: Tokens<'a>,
    read: Token,
    before: Token,
}

impl<'a> Pairs<'a> {
    /// The pairs of `text`, of its words without endings.
    pub fn new(text: &'a str) -> Self {
        Self { tokens: Tokens::new(text, Form::Exact), read: Token::default(), before: Token::default() }
    }

    /// Writes the next pair into `pair`, whose memory is used again; `false` at the end of the text.
    pub fn advance(&mut self, pair: &mut Token, stems: &mut Stems) -> bool {
        while self.tokens.advance(&mut self.read) {
            stems.stem(&mut self.read.text);
            if !is_short(&self.read) {
                continue;
            }
            std::mem::swap(&mut self.before, &mut self.read);
            let (first, second) = (&self.read, &self.before);
            if are_pair(first, second) {
                pair.text.clear();
                pair.text.extend([first.text.as_str(), " ", &second.text]);
                (pair.start, pair.end, pair.position) = (first.start, second.end, first.position);
                return true;
            }
        }
        false
    }
}

/// The pair that a phrase of two words is, where both are short.
pub fn pair_of(phrase: &[Token]) -> Option<String> {
    match phrase {
        [first, second] if are_pair(first, second) => Some(format!("{} {}", first.text, second.text)),
        _ => None,
    }
}

fn are_pair(first: &Token, second: &Token) -> bool {
    is_short(first) && is_short(second) && first.position + 1 == second.position
}

fn is_short(token: &Token) -> bool {
    (1..=SHORT).contains(&token.text.len()) && token.text.bytes().all(|byte| byte.is_ascii_lowercase())
}
