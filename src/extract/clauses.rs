//! Clauses of a sentence: what stands behind commas, colons, dashes and brackets.

use super::bytes::find;

/// Behind these a clause begins, which may name somebody.
const CLAUSES: &[&str] = &[", ", "; ", ": ", " - ", " – ", " — ", " -- ", "("];

/// So many clauses behind each of these are looked at.
const MAX_CLAUSES: u8 = 8;

/// Whether a mark may begin with a byte, or, being a dash, behind its first space.
fn may_begin(byte: u8) -> bool {
    (byte == b'(') | (byte == b',') | (byte == b';') | (byte == b':') | (byte == b'-') | (byte >= 0x80)
}

/// What stands behind the marks in a sentence, with the mark; found in one pass, since most sentences come here.
pub(super) fn clauses_of(sentence: &str) -> impl Iterator<Item = (&'static str, &str)> {
    // Of each mark, how many there were and where the last one ends.
    let mut seen = [(0, 0); CLAUSES.len()];
    let bytes = sentence.as_bytes();
    let mut from = 0;
    let marks = std::iter::from_fn(move || {
        let at = find(sentence, from, may_begin)?;
        from = at + 1;
        Some(at)
    });
    // Where a dash is found, the space in front of it is where the mark begins.
    let places = marks.filter_map(move |at| match bytes.get(at)? {
        b'(' => Some(at),
        b',' | b';' | b':' => (bytes.get(at + 1) == Some(&b' ')).then_some(at),
        _ => at.checked_sub(1).filter(|before| bytes.get(*before) == Some(&b' ')),
    });
    places.filter_map(move |at| {
        let rest = sentence.get(at..)?;
        let (mark, (count, end)) =
            CLAUSES.iter().zip(&mut seen).find(|(mark, _)| rest.starts_with(**mark))?;
        if *count == MAX_CLAUSES || at < *end {
            return None;
        }
        (*count, *end) = (*count + 1, at + mark.len());
        Some((*mark, rest.get(mark.len()..)?))
    })
}

#[cfg(test)]
mod tests {
    use super::clauses_of;

    #[test]
    fn clauses_stand_behind_their_marks() {
        let cases = [
            ("the shed leaks", ""),
            ("it leaks, Ada will ask; Ben too", "Ada will ask; Ben too|Ben too"),
            ("the shed - Ada", "Ada"),
            ("the shed: Ada to ask", "Ada to ask"),
            ("the shed – Ada — Ben -- Cleo", "Ada — Ben -- Cleo|Ben -- Cleo|Cleo"),
            ("late (Ada will ask)", "Ada will ask)"),
            ("a - - b", "- b"),
            ("(a (b", "a (b|b"),
        ];
        for (sentence, wanted) in cases {
            let found: Vec<&str> = clauses_of(sentence).map(|(_, clause)| clause).collect();
            assert_eq!(found.join("|"), wanted, "{sentence}");
        }
        assert_eq!(clauses_of(&"a, ".repeat(20)).count(), 8);
    }
}
