//! Bytes → text.

use super::{MAX_FILE_BYTES, SourceFile};
use crate::report::{Rule, Warning};

/// A file's text, with a warning where it was not plain UTF-8; `Err` where it holds no text to read.
pub(super) fn decode(path: &str, bytes: Vec<u8>) -> Result<(SourceFile, Option<Warning>), Warning> {
    let warning = |line, rule, message: String| Warning::new(path, line, rule, message);
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(too_large(path, bytes.len() as u64));
    }
    if let Some(text) = from_utf16(&bytes) {
        let file = SourceFile { path: path.to_owned(), text };
        return Ok((
            file,
            Some(warning(
                1,
                Rule::InvalidUtf8,
                "the file is UTF-16, and was converted; save it as UTF-8".into(),
            )),
        ));
    }
    if is_binary(&bytes) {
        return Err(warning(1, Rule::Binary, "the file is not text, and was left out".into()));
    }
    let (text, problem) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let line = 1 + bytes.iter().take(good).filter(|&&byte| byte == b'\n').count();
            let (text, message) = match from_western(&bytes) {
                Some(text) => (text, "the file is not UTF-8, and was read as Windows-1252; save it as UTF-8"),
                None => (
                    String::from_utf8_lossy(&bytes).into_owned(),
                    "a byte here is not UTF-8; such bytes are shown as \u{fffd}; save the file as UTF-8",
                ),
            };
            let problem = warning(u32::try_from(line).unwrap_or(u32::MAX), Rule::InvalidUtf8, message.into());
            (text, Some(problem))
        }
    };
    if text.trim().is_empty() {
        return Err(warning(1, Rule::Empty, "the file is empty, and was left out".into()));
    }
    Ok((SourceFile { path: path.to_owned(), text }, problem))
}

/// The warning for a file over the limit.
pub(super) fn too_large(path: &str, bytes: u64) -> Warning {
    let message = format!(
        "the file has {} MB, more than the limit of {} MB, and was left out; split it by year",
        bytes / 1_000_000,
        MAX_FILE_BYTES / 1_000_000
    );
    Warning::new(path, 1, Rule::TooLarge, message)
}

/// Text has no NUL, and few other control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..8_192).unwrap_or(bytes);
    let odd = head.iter().filter(|&&byte| byte < 9 || (14..27).contains(&byte)).count();
    head.contains(&0) || odd * 20 > head.len()
}

/// What the bytes from 0x80 on are in Windows-1252; those from 0xA0 on are as in Unicode.
const WESTERN: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// The text of a file of old, in which no character beyond ASCII is UTF-8:
/// one that is UTF-8 elsewhere is damaged, and what was meant is not known.
fn from_western(bytes: &[u8]) -> Option<String> {
    // 0xFF is a letter that hardly any word has, and what damage leaves behind.
    if bytes.contains(&0xff) || bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        return None;
    }
    let character = |&byte: &u8| {
        let old = usize::from(byte).checked_sub(0x80).and_then(|at| WESTERN.get(at));
        old.copied().unwrap_or_else(|| char::from(byte))
    };
    let text: String = bytes.iter().map(character).collect();
    (!text.contains(char::REPLACEMENT_CHARACTER)).then_some(text)
}

fn from_utf16(bytes: &[u8]) -> Option<String> {
    let (little, body) = match bytes {
        [0xff, 0xfe, body @ ..] => (true, body),
        [0xfe, 0xff, body @ ..] => (false, body),
        _ => return None,
    };
    let pairs = body.chunks_exact(2).map(|pair| match pair {
        [a, b] if little => u16::from_le_bytes([*a, *b]),
        [a, b] => u16::from_be_bytes([*a, *b]),
        _ => 0,
    });
    Some(char::decode_utf16(pairs).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn old_files_are_read_and_damaged_ones_are_shown_as_they_are() {
        let cases: [(&[u8], &str, &str); 5] = [
            (
                b"Ad\xe9 \x96 \x93roof\x94",
                "Adé – “roof”",
                "the file is not UTF-8, and was read as Windows-1252",
            ),
            (b"Ad\xc3\xa9 and J\xf6n", "Adé and J\u{fffd}n", "a byte here is not UTF-8"),
            (b"a byte \xff", "a byte \u{fffd}", "a byte here is not UTF-8"),
            (b"Ada \x81", "Ada \u{fffd}", "a byte here is not UTF-8"),
            ("Adé".as_bytes(), "Adé", ""),
        ];
        for (bytes, wanted, told) in cases {
            let (file, warning) = decode("x.md", bytes.to_vec()).unwrap();
            assert_eq!(file.text, wanted);
            assert!(
                warning
                    .map_or(told.is_empty(), |warning| warning.message.starts_with(told) && !told.is_empty())
            );
        }
    }
}
