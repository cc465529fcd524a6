//! What an id tells by itself. Ids are handed out by `resolve`.

/// The part of a passage's id that is made of its words alone, without the number that tells equal ones apart; `None`
/// where it is no such id.
pub fn words_hash(id: &str) -> Option<&str> {
    let last = id.rsplit('/').next()?;
    let hash = last.split('-').next()?;
    let is_hash = hash.len() == 10 && hash.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
    let number = &last[hash.len()..];
    let is_number = number.is_empty() || number[1..].bytes().all(|b| b.is_ascii_digit()) && number.len() > 1;
    (is_hash && is_number).then_some(hash)
}
