//! The analyzer as Tantivy wants it.

use crate::search::analyzer::{Form, Pairs, Token, Tokens};
use tantivy::Index;
use tantivy::tokenizer::{TextAnalyzer, Token as TantivyToken, TokenStream, Tokenizer};

/// The name under which the stemmed form is registered.
pub(super) const STEMMED: &str = "stemmed";
/// The name under which the exact form is registered.
pub(super) const EXACT: &str = "exact";

/// The name under which pairs of short words are registered.
pub(super) const PAIRS: &str = "pairs";

/// Makes all of them known to an index; has to be done each time one is opened.
pub(super) fn register(index: &Index) {
    let forms = [(STEMMED, Form::Stemmed), (EXACT, Form::Exact)];
    for (name, form) in forms {
        index.tokenizers().register(name, TextAnalyzer::from(Words { form: Some(form) }));
    }
    index.tokenizers().register(PAIRS, TextAnalyzer::from(Words { form: None }));
}

#[derive(Clone)]
struct Words {
    /// `None` for pairs of words.
    form: Option<Form>,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream {
            source: match self.form {
                Some(form) => Read::Words(Tokens::new(text, form)),
                None => Read::Pairs(Pairs::new(text)),
            },
            read: Token::default(),
            token: TantivyToken::default(),
        }
    }
}

/// What is read of a text.
enum Read<'a> {
    Words(Tokens<'a>),
    Pairs(Pairs<'a>),
}

struct Stream<'a> {
    source: Read<'a>,
    read: Token,
    token: TantivyToken,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let more = match &mut self.source {
            Read::Words(tokens) => tokens.advance(&mut self.read),
            Read::Pairs(pairs) => pairs.advance(&mut self.read),
        };
        if !more {
            return false;
        }
        // Swapped, not copied: both strings keep their memory.
        std::mem::swap(&mut self.token.text, &mut self.read.text);
        self.token.offset_from = self.read.start;
        self.token.offset_to = self.read.end;
        self.token.position = self.read.position;
        true
    }

    fn token(&self) -> &TantivyToken {
        &self.token
    }

    fn token_mut(&mut self) -> &mut TantivyToken {
        &mut self.token
    }
}
