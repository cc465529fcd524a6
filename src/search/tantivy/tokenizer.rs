//! The analyzer as Tantivy wants it.

use crate::search::analyzer::{Form, Pairs, Stems, Token, Tokens};
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
    let forms = [(STEMMED, Some(Form::Stemmed)), (EXACT, Some(Form::Exact)), (PAIRS, None)];
    for (name, form) in forms {
        index.tokenizers().register(name, TextAnalyzer::from(Words::new(form)));
    }
}

#[derive(Clone)]
struct Words {
    /// `None` for pairs of words.
    form: Option<Form>,
    /// Stems from text to text.
    stems: Stems,
    /// Memory that is used again.
    read: Token,
    token: TantivyToken,
}

impl Words {
    fn new(form: Option<Form>) -> Self {
        Self { form, stems: Stems::default(), read: Token::default(), token: TantivyToken::default() }
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        let source = match self.form {
            Some(_) => Read::Words(Tokens::new(text, Form::Exact)),
            None => Read::Pairs(Pairs::new(text)),
        };
        Stream { source, words: self }
    }
}

/// What is read of a text.
enum Read<'a> {
    Words(Tokens<'a>),
    Pairs(Pairs<'a>),
}

struct Stream<'a> {
    source: Read<'a>,
    words: &'a mut Words,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Words { form, stems, read, token } = &mut *self.words;
        let more = match &mut self.source {
            Read::Words(tokens) => tokens.advance(read),
            Read::Pairs(pairs) => pairs.advance(read, stems),
        };
        if !more {
            return false;
        }
        if *form == Some(Form::Stemmed) {
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
