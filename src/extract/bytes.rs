//! Where the next byte of some sort stands in a text.

/// So many bytes are looked at together.
const TOGETHER: usize = 16;

/// The first byte at or behind a place that is wanted. In most texts few are, so the others are passed over many at
/// once; `wanted` has to be made of comparisons only, or that is no gain.
pub(super) fn find(text: &str, from: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let mut at = from;
    while let Some(chunk) = text.as_bytes().get(at..).and_then(<[u8]>::first_chunk::<TOGETHER>) {
        if chunk.iter().fold(false, |any, &byte| any | wanted(byte)) {
            break;
        }
        at += TOGETHER;
    }
    let ahead = text.as_bytes().get(at..)?.iter().position(|&byte| wanted(byte))?;
    Some(at + ahead)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_next_byte_is_found_wherever_it_stands() {
        for length in 0..50 {
            for from in 0..=length + 1 {
                let text = format!("{}.{}.", "a".repeat(length), "b".repeat(length));
                let wanted = if from <= length { length } else { 2 * length + 1 };
                assert_eq!(find(&text, from, |byte| byte == b'.'), Some(wanted), "{text:?} from {from}");
                assert_eq!(find(&text, from, |byte| byte == b';'), None, "{text:?} from {from}");
            }
        }
        assert_eq!(find("a", 2, |_| true), None);
    }
}
