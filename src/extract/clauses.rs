//! Clauses of a sentence: what stands behind commas, colons, dashes and brackets.

/// Behind these a clause begins, which may name somebody.
const CLAUSES: &[&str] = &[", ", "; ", ": ", " - ", " – ", " — ", " -- ", "("];

/// So many clauses behind each of these are looked at.
const MAX_CLAUSES: u8 = 8;

/// What stands behind the marks in a sentence, with the mark; found in one pass, since most sentences come here.
pub(super) fn clauses_of(sentence: &str) -> impl Iterator<Item = (&'static str, &str)> {
    // Of each mark, how many there were and where the last one ends.
    let mut seen = [(0, 0); CLAUSES.len()];
    // Each mark begins with one of these, and a space, dash or letter beyond ASCII follows.
    let bytes = sentence.as_bytes();
    let places = sentence.bytes().enumerate().filter(|(at, byte)| match byte {
        b'(' => true,
        b',' | b';' | b':' => bytes.get(at + 1) == Some(&b' '),
        b' ' => bytes.get(at + 1).is_some_and(|next| *next == b'-' || !next.is_ascii()),
        _ => false,
    });
    places.filter_map(move |(at, _)| {
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
