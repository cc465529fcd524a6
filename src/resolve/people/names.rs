//! Names compared as people mean them: which spellings are the same, which one human being may use side by side.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A shorter word is no short form of another, and no slip for it.
const TELLING: usize = 3;
/// A longer word is a whole name, and no short form of one.
const FAMILIAR: usize = 5;
/// Slips are looked for in words that have so many letters.
const LONG: usize = 4;

/// A name without case, accents and marks, with one space between words: what names are compared by.
pub(in crate::resolve) fn key(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            // Joined inside of a word: O'Hara, and what nobody sees.
            '\'' | '’' | '`' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_alphanumeric() => plain.push(c),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A handle without case and `@`.
pub(in crate::resolve) fn account(text: &str) -> String {
    text.trim().trim_start_matches('@').to_lowercase()
}

/// The key of a short form: `AdaQ` is `Ada Q` with the space forgotten.
pub(super) fn short_key(name: &str) -> String {
    let name = name.trim();
    if let Some((at, last)) = name.char_indices().last()
        && last.is_uppercase()
        && let Some(first) = name.get(..at)
        && first.chars().count() >= TELLING
        && first.chars().next().is_some_and(char::is_uppercase)
        && first.chars().skip(1).all(char::is_lowercase)
    {
        return format!("{} {}", key(first), key(&last.to_string()));
    }
    key(name)
}

/// Whether a key has first and last name.
pub(super) fn is_full(key: &str) -> bool {
    let words = key.split(' ').count();
    words > 2 || words == 2 && key.split(' ').next_back().is_some_and(|last| last.chars().count() > 1)
}

/// The first letters of the words of a key.
pub(super) fn initials(key: &str) -> String {
    key.split(' ').filter_map(|word| word.chars().next()).collect()
}

/// The first and the last word of a key with more than two.
pub(super) fn without_middle(key: &str) -> Option<String> {
    let (first, rest) = key.split_once(' ')?;
    let (_, last) = rest.rsplit_once(' ')?;
    Some(format!("{first} {last}"))
}

/// Why two full names may be one person's; `None` where they are not.
pub(super) fn variant(a: &str, b: &str) -> Option<&'static str> {
    if a.chars().filter(|c| *c != ' ').eq(b.chars().filter(|c| *c != ' ')) {
        return Some("the same letters");
    }
    let (own, other): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if same_words(&own, &other) {
        return Some("the same words in another order");
    }
    let ([first, middle @ .., last], [other_first, other_middle @ .., other_last]) =
        (own.as_slice(), other.as_slice())
    else {
        return None;
    };
    if last != other_last || !agree(middle, other_middle) {
        return None;
    }
    if first == other_first {
        Some("the same but for a middle name")
    } else {
        shortens(first, other_first).then_some("a short form of the same first name")
    }
}

fn same_words(own: &[&str], other: &[&str]) -> bool {
    let sorted = |words: &[&str]| {
        let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        words.sort_unstable();
        words
    };
    own.len() == other.len() && sorted(own) == sorted(other)
}

/// Whether middle names say the same: one has none, or each pair is a word and its initial.
fn agree(own: &[&str], other: &[&str]) -> bool {
    let pair = |(a, b): (&&str, &&str)| a == b || begins(a, b, 1) || begins(b, a, 1);
    own.is_empty() || other.is_empty() || own.len() == other.len() && own.iter().zip(other).all(pair)
}

/// Whether one first name is the beginning, or the initial, of the other.
fn shortens(a: &str, b: &str) -> bool {
    let short = |a: &str, b: &str| {
        let (letters, more) = (a.chars().count(), b.chars().count().saturating_sub(a.chars().count()));
        // Not Daniel and Daniella, nor Eric and Erica.
        let familiar = (TELLING..=FAMILIAR).contains(&letters) && more > 1;
        b.starts_with(a) && (letters == 1 || familiar)
    };
    short(a, b) || short(b, a)
}

fn begins(short: &str, long: &str, letters: usize) -> bool {
    short.chars().count() == letters && long.starts_with(short)
}

/// Whether two full names have the same last name and yet cannot be one person's.
pub(super) fn conflict(a: &str, b: &str) -> bool {
    let last = |key: &str| key.rsplit(' ').next().map(str::to_owned);
    last(a) == last(b) && variant(a, b).is_none() && !is_slip(a, b)
}

/// Whether two names differ in one letter of one long word, not its first.
pub(super) fn is_slip(a: &str, b: &str) -> bool {
    if a.split(' ').count() != b.split(' ').count() {
        return false;
    }
    let mut different = a.split(' ').zip(b.split(' ')).filter(|(own, other)| own != other);
    let (Some((own, other)), None) = (different.next(), different.next()) else { return false };
    // Another first name may be made of the first by one letter behind it: Paul and Paula.
    let first = a.split(' ').next() == Some(own) && (own.starts_with(other) || other.starts_with(own));
    if first {
        return false;
    }
    own.chars().count().min(other.chars().count()) >= LONG
        && own.chars().next() == other.chars().next()
        && strsim::osa_distance(own, other) == 1
}

/// The keys under which a full name's variants and slips meet: only names that share one are compared.
pub(super) fn meeting_places(key: &str) -> Vec<String> {
    let words: Vec<&str> = key.split(' ').collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    let initial = |word: &str| word.chars().next().unwrap_or_default();
    let mut sorted = words.clone();
    sorted.sort_unstable();
    vec![
        format!("last {last} {}", initial(first)),
        format!("first {first} {}", initial(last)),
        format!("letters {}", words.concat()),
        format!("words {}", sorted.join(" ")),
    ]
}
