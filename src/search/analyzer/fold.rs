//! Letters as they are compared: lower case, without accents.

use super::MAX_TOKEN;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Appends `word` to `out`, folded, up to [`MAX_TOKEN`] bytes.
pub(super) fn fold(word: &str, out: &mut String) {
    let from = out.len();
    if from + word.len() <= MAX_TOKEN && word.bytes().all(|byte| byte.is_ascii() && byte != b'\'') {
        out.push_str(word);
        out.get_mut(from..).into_iter().for_each(str::make_ascii_lowercase);
        return;
    }
    for c in word.chars() {
        let before = out.len();
        if c.is_ascii() {
            if c != '\'' {
                out.push(c.to_ascii_lowercase());
            }
        } else {
            fold_letter(c, out);
        }
        if out.len() > MAX_TOKEN {
            out.truncate(before);
            return;
        }
    }
}

/// A value as values are compared: case folded, without space around.
pub fn fold_value(value: &str) -> String {
    value.trim().to_lowercase()
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

fn fold_letter(c: char, out: &mut String) {
    match c {
        '\u{2019}' => {}
        // A Korean syllable would fall apart into letters that nobody types one by one.
        '\u{ac00}'..='\u{d7a3}' => out.push(c),
        // Letters that Unicode does not take apart, though people who lack the key do.
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ı' => out.push('i'),
        'ς' => out.push('σ'),
        _ => decompose_compatible(c, |part| {
            if part.is_alphanumeric() || is_combining_mark(part) {
                out.extend(part.to_lowercase().filter(|low| !matches!(low, '\u{300}'..='\u{36f}')));
            }
        }),
    }
}
