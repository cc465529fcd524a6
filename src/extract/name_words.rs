//! The words of which names are made: where they end, capitals, initials.

/// A text behind the marks in front of it, how many bytes these are, and its first word.
pub(super) fn first_word(text: &str) -> Option<(&str, usize, &str)> {
    let marks = text.bytes().take(4).take_while(|byte| b"*_@[(".contains(byte)).count();
    let body = text.get(marks..)?;
    Some((body, marks, body.get(..word_end(body)?)?))
}

/// The end of the first word of a text.
pub(super) fn word_end(text: &str) -> Option<usize> {
    let letters = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    // Most words are plain letters, and what stands behind them is in no word.
    match text.as_bytes().get(letters) {
        Some(byte) if !byte.is_ascii() || b"-_.'".contains(byte) => word_ends(text, 1).first().copied(),
        _ => (letters > 0).then_some(letters),
    }
}

/// The ends of the first `count` words of a text.
pub(super) fn word_ends(text: &str, count: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let part = c.is_alphanumeric()
            || matches!(c, '-' | '_')
            || (c == '.' && at <= 2 || c == '\'' || c == '’')
                && inside
                && at + 1 < text.len()
                && text.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(char::is_uppercase));
        if inside && !part {
            ends.push(at);
            if ends.len() >= count || c != ' ' {
                return ends;
            }
        }
        if !inside && !part && (c != ' ' || ends.is_empty()) {
            return ends;
        }
        inside = part;
    }
    if inside {
        ends.push(text.len());
    }
    ends
}

/// Whether its first letter is a capital.
pub(super) fn is_capitalised(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// `Ada Lovelace` is `AL`.
pub(super) fn initials_of(name: &str) -> String {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 {
        String::new()
    } else {
        words.iter().filter_map(|word| word.chars().next()).collect()
    }
}
