//! Patterns that tell what a statement is by its wording.

use regex::bytes::{RegexSet, RegexSetBuilder};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A set of patterns over one folded statement.
#[derive(Debug, Default)]
pub struct Cues {
    set: RegexSet,
}

impl Cues {
    /// Compiles patterns; the error names the pattern that is wrong.
    ///
    /// Patterns are over bytes: with Unicode's word boundaries the fast matcher gives up at the first letter beyond
    /// ASCII, and folding has made the letters plain anyway.
    pub(super) fn new(patterns: &[String]) -> Result<Self, String> {
        let folded = patterns.iter().map(|pattern| fold(pattern).into_owned());
        let set = RegexSetBuilder::new(folded)
            .unicode(false)
            .size_limit(32 * 1024 * 1024)
            .dfa_size_limit(32 * 1024 * 1024)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { set })
    }

    /// Whether any pattern is found in a statement that [`fold`] has made plain.
    pub fn found(&self, folded: &str) -> bool {
        self.set.is_match(folded.as_bytes())
    }
}

/// Lower case, accents off, straight quotes: what cue patterns are compared with.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if upper { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => plain.push(c.to_ascii_lowercase()),
            '‘' | '’' => plain.push('\''),
            '“' | '”' | '„' => plain.push('"'),
            '–' | '—' => plain.push('-'),
            c => {
                let parts = std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part));
                plain.extend(parts.flat_map(char::to_lowercase));
            }
        }
    }
    Cow::Owned(plain)
}
