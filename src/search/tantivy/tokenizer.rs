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
        index.tokenizers().register(name, TextAnalyzer::from(Words { form, stems: Stems::default() }));
    }
}

#[derive(Clone)]
struct Words {
    form: Form,
    /// Stems from text to text.
    stems: Stems,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream {
            tokens: Tokens::new(text, Form::Exact),
            stems: (self.form == Form::Stemmed).then_some(&mut self.stems),
            read: Token::default(),
            token: TantivyToken::default(),
        }
    }
}

struct Stream<'a> {
    tokens: Tokens<'a>,
    stems: Option<&'a mut Stems>,
    read: Token,
    token: TantivyToken,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if !self.tokens.advance(&mut self.read) {
            return false;
        }
        if let Some(stems) = &mut self.stems {
            stems.stem(&mut self.read.text);
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
