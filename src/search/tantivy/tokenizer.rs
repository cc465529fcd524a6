//! The analyzer as Tantivy wants it.

use crate::search::analyzer::{Form, Stems, Token, Tokens};
use tantivy::Index;
use tantivy::tokenizer::{TextAnalyzer, Token as TantivyToken, TokenStream, Tokenizer};

/// The name under which the stemmed form is registered.
pub(super) const STEMMED: &str = "stemmed";
/// The name under which the exact form is registered.
pub(super) const EXACT: &str = "exact";

/// Makes both forms known to an index; has to be done each time one is opened.
pub(super) fn register(index: &Index) {
    let forms = [(STEMMED, Form::Stemmed), (EXACT, Form::Exact)];
    for (name, form) in forms {
        index.tokenizers().register(name, TextAnalyzer::from(Words::new(form)));
    }
}

#[derive(Clone)]
struct Words {
    form: Form,
    /// Stems from text to text.
    stems: Stems,
    /// Memory that is used again.
    read: Token,
    token: TantivyToken,
}

impl Words {
    fn new(form: Form) -> Self {
        Self { form, stems: Stems::default(), read: Token::default(), token: TantivyToken::default() }
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        Stream { tokens: Tokens::new(text, Form::Exact), words: self }
    }
}

struct Stream<'a> {
    tokens: Tokens<'a>,
    words: &'a mut Words,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Words { form, stems, read, token } = &mut *self.words;
        if !self.tokens.advance(read) {
            return false;
        }
        if *form == Form::Stemmed {
            stems.stem(&mut read.text);
        }
        // Swapped, not copied: both strings keep their memory.
        std::mem::swap(&mut token.text, &mut read.text);
        token.offset_from = read.start;
        token.offset_to = read.end;
        token.position = read.position;
        true
    }

    fn token(&self) -> &TantivyToken {
        &self.words.token
    }

    fn token_mut(&mut self) -> &mut TantivyToken {
        &mut self.words.token
    }
}
