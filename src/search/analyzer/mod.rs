//! Text → tokens with exact byte offsets: one way of reading words for every engine, the highlighter and the
//! referee of the tests.
//!
//! 1. `scan` cuts the text into words: runs of letters, digits and their marks. Everything else parts words, so
//!    that an identifier is found whole (a query word that is cut into several is a phrase of them) and in parts:
//!    `jupyterhub-ssh`, `binderhub#274`, `foo_bar`, `node.js`, `std::mem`.
//! 2. `fold` writes a word in lower case without accents, at most [`MAX_TOKEN`] bytes of it.
//! 3. [`Form::Stemmed`] takes the ending off an English word; [`Form::Exact`] leaves it. Whoever reads many texts
//!    keeps [`Stems`].
//!
//! Some words stand twice at one position, first the loose form, then the strict one: `c` and `c++`, `1` and `v1`,
//! and in scripts without spaces the letter and the pair of letters. A text is indexed under all of them, a query
//! looks for the strict one: see [`query_tokens`].
//!
//! [`Pairs`] reads two short words side by side as one token.

mod fold;
mod pairs;
mod scan;
mod stems;
#[cfg(test)]
mod tests;

pub use fold::fold_value;
pub use pairs::{Pairs, pair_of};
pub use stems::Stems;

use scan::{Scanner, Word};

/// The most bytes a token may have; the rest of a longer word is left out, in texts and queries alike.
pub const MAX_TOKEN: usize = 64;

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Folded, without its English ending: for words and phrases.
    Stemmed,
    /// Folded: for prefixes and for preferring the word as typed.
    Exact,
}

/// A word of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Token {
    /// The word as it is compared; never empty.
    pub text: String,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Which word of the text it is, from 0.
    pub position: usize,
}

/// Reads the tokens of a text one by one, in linear time.
pub struct Tokens<'a> {
    scanner: Scanner<'a>,
    form: Form,
    position: usize,
    strict: Option<Word<'a>>,
}

impl<'a> Tokens<'a> {
    /// The tokens of `text` in this form.
    pub fn new(text: &'a str, form: Form) -> Self {
        Self { scanner: Scanner::new(text), form, position: 0, strict: None }
    }

    /// Writes the next token into `token`, whose memory is used again; `false` at the end of the text.
    pub fn advance(&mut self, token: &mut Token) -> bool {
        loop {
            let (word, first) = match self.strict.take() {
                Some(word) => (word, false),
                None => match self.scanner.next_word() {
                    Some((loose, strict)) => {
                        self.strict = strict;
                        (loose, true)
                    }
                    None => return false,
                },
            };
            token.text.clear();
            fold::fold(word.text, &mut token.text);
            token.text.push_str(word.sign);
            if token.text.is_empty() {
                continue;
            }
            if first {
                self.position += 1;
            }
            (token.start, token.end) = (word.start, word.end);
            token.position = self.position.saturating_sub(1);
            if self.form == Form::Stemmed {
                stems::stem(&mut token.text);
            }
            return true;
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let mut token = Token::default();
        self.advance(&mut token).then_some(token)
    }
}

/// What a query looks for: of the tokens at one position the strictest, which stands last.
pub fn query_tokens(text: &str, form: Form) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for token in Tokens::new(text, form) {
        match tokens.last_mut() {
            Some(last) if last.position == token.position => *last = token,
            Some(_) | None => tokens.push(token),
        }
    }
    tokens
}

/// How many words a text has.
pub fn count_words(text: &str) -> usize {
    let (mut scanner, mut count, mut folded) = (Scanner::new(text), 0, String::new());
    while let Some((word, _)) = scanner.next_word() {
        // Something is left of a word that begins with a plain letter.
        let plain = word.text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
        if !plain {
            folded.clear();
            fold::fold(word.text, &mut folded);
        }
        count += usize::from(plain || !folded.is_empty() || !word.sign.is_empty());
    }
    count
}
