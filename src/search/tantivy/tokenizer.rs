//! The words of a text, read once for all columns that have them, and handed to Tantivy as they were read.
//!
//! Tantivy reads each column by itself. So a [`Reader`] reads a text when its document is made, and writes its tokens
//! down, once as each column has them; what the columns are given is that, and [`Written`] takes it apart again.
//! [`NEXT`] or [`SAME`] stands before each token; no token has such a letter.

use crate::search::analyzer::{Form, Pairs, Stems, Token, Tokens};
use tantivy::Index;
use tantivy::tokenizer::{TextAnalyzer, Token as TantivyToken, TokenStream, Tokenizer};

/// The name under which tokens that are written down are read.
pub(super) const WRITTEN: &str = "written";

/// Before a token that stands behind the one before.
const NEXT: char = '\n';
/// Before a token that stands where the one before stands.
const SAME: char = '\t';

/// Makes it known to an index; has to be done each time one is opened.
pub(super) fn register(index: &Index) {
    index.tokenizers().register(WRITTEN, TextAnalyzer::from(Written::default()));
}

/// Reads texts, one after the other.
#[derive(Default)]
pub(super) struct Reader {
    /// Stems from text to text.
    stems: Stems,
    pairs: Pairs,
    token: Token,
    /// The tokens of the last text, without their endings.
    pub(super) stemmed: String,
    /// The same as they stand there.
    pub(super) exact: String,
    /// Its pairs of short words.
    pub(super) paired: String,
}

impl Reader {
    /// Reads a text, and tells how much of what is stemmed is of its first `lead` bytes.
    pub(super) fn read(&mut self, text: &str, lead: usize) -> usize {
        let Self { stems, pairs, token, stemmed, exact, paired } = self;
        for written in [&mut *stemmed, &mut *exact, &mut *paired] {
            written.clear();
        }
        pairs.begin();
        let (mut tokens, mut last, mut led) = (Tokens::new(text, Form::Exact), None, 0);
        while tokens.advance(token) {
            let mark = if last == Some(token.position) { SAME } else { NEXT };
            last = Some(token.position);
            exact.push(mark);
            exact.push_str(&token.text);
            stems.stem(&mut token.text);
            stemmed.push(mark);
            stemmed.push_str(&token.text);
            if token.end <= lead {
                led = stemmed.len();
            }
            paired.push(NEXT);
            if !pairs.next(&token.text, token.position, paired) {
                paired.pop();
            }
        }
        led
    }
}

/// Takes apart what a [`Reader`] wrote.
#[derive(Clone, Default)]
struct Written {
    token: TantivyToken,
}

impl Tokenizer for Written {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        // The first token stands at 0, wherever the one before it would.
        self.token.reset();
        Stream { rest: text, token: &mut self.token }
    }
}

struct Stream<'a> {
    rest: &'a str,
    token: &'a mut TantivyToken,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let mut rest = self.rest.chars();
        let Some(mark) = rest.next() else { return false };
        let rest = rest.as_str();
        let end = rest.bytes().position(|byte| byte < b' ').unwrap_or(rest.len());
        let (token, rest) = rest.split_at(end);
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(token);
        if mark == NEXT {
            self.token.position = self.token.position.wrapping_add(1);
        }
        true
    }

    fn token(&self) -> &TantivyToken {
        self.token
    }

    fn token_mut(&mut self) -> &mut TantivyToken {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, Stream, Tokenizer, Written};
    use crate::search::analyzer::{Form, Token, Tokens};
    use tantivy::tokenizer::TokenStream;

    /// What is taken apart again: tokens with their positions.
    fn read(written: &str) -> Vec<(String, usize)> {
        let mut tokenizer = Written::default();
        let (mut stream, mut found): (Stream<'_>, _) = (tokenizer.token_stream(written), Vec::new());
        stream.process(&mut |token| found.push((token.text.clone(), token.position)));
        found
    }

    fn tokens(text: &str, form: Form) -> Vec<(String, usize)> {
        Tokens::new(text, form).map(|Token { text, position, .. }| (text, position)).collect()
    }

    proptest::proptest! {
        #[test]
        fn columns_have_the_words_of_the_text(text in "(\\PC|[ \n\t']|v1|c[+]{2}|to a){0,40}") {
            let mut reader = Reader::default();
            for _ in 0..2 {
                reader.read(&text, 0);
                proptest::prop_assert_eq!(read(&reader.stemmed), tokens(&text, Form::Stemmed));
                proptest::prop_assert_eq!(read(&reader.exact), tokens(&text, Form::Exact));
            }
        }

        #[test]
        fn what_a_text_begins_with_is_read_as_if_by_itself(
            lead in "(\\PC|[ ']|v1|c[+]{2}|to a){0,20}",
            more in "(\\PC|[ \n\t']|v1|c[+]{2}|to a){0,20}",
        ) {
            let mut reader = Reader::default();
            let led = reader.read(&format!("{lead}\n{more}"), lead.len());
            proptest::prop_assert_eq!(read(&reader.stemmed[..led]), tokens(&lead, Form::Stemmed));
        }
    }

    #[test]
    fn short_words_side_by_side_are_written_too() {
        let mut reader = Reader::default();
        for text in ["It is up to the team, to us", "to"] {
            reader.read(text, 0);
            let pairs: Vec<String> = read(&reader.paired).into_iter().map(|(pair, _)| pair).collect();
            let wanted: &[&str] =
                if text == "to" { &[] } else { &["it is", "is up", "up to", "to the", "to us"] };
            assert_eq!(pairs, wanted, "{text}");
        }
    }
}
