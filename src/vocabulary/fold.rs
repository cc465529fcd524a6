//! Plain letters: how words are compared.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, accents off, straight quotes: what cue patterns are compared with.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if upper { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = beyond_ascii(rest) {
        let (front, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        plain.push_str(front);
        let mut letters = behind.chars();
        let Some(c) = letters.next() else { break };
        rest = letters.as_str();
        match c {
            '‘' | '’' => plain.push('\''),
            '“' | '”' | '„' => plain.push('"'),
            '–' | '—' => plain.push('-'),
            c => {
                let parts = std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part));
                plain.extend(parts.flat_map(char::to_lowercase));
            }
        }
    }
    plain.push_str(rest);
    plain.make_ascii_lowercase();
    Cow::Owned(plain)
}

/// Where the first letter beyond ASCII stands.
fn beyond_ascii(text: &str) -> Option<usize> {
    // Sixteen bytes are looked at together.
    let plain = text.as_bytes().chunks(16).take_while(|chunk| chunk.is_ascii()).count() * 16;
    let ahead = text.as_bytes().get(plain..)?.iter().position(|byte| !byte.is_ascii());
    ahead.map(|ahead| plain + ahead)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folding_makes_letters_plain() {
        let cases = [
            ("Roses", "roses"),
            ("roses", "roses"),
            ("ROSÉ’s – “Größe”", "rose's - \"große\""),
            ("Mä\u{308}RZ É", "marz e"),
            ("日本 ROSES", "日本 roses"),
            ("", ""),
        ];
        for (text, wanted) in cases {
            assert_eq!(fold(text), wanted, "{text}");
        }
    }
}
