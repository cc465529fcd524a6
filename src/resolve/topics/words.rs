//! Text → words that are equal where people mean the same: case, plural and hyphens do not matter.

use crate::resolve::maps::Map;

/// The number of a word.
pub(super) type Word = u32;

/// What stands between clauses: no phrase reaches across it.
pub(super) const BREAK: Word = 0;

/// All words of an archive, by number.
#[derive(Debug)]
pub(super) struct Words {
    numbers: Map<Box<str>, Word>,
    spelt: Vec<Box<str>>,
    /// The number of each word's singular.
    singular: Vec<Word>,
    lower: String,
}

impl Default for Words {
    fn default() -> Self {
        let mut words =
            Self { numbers: Map::default(), spelt: Vec::new(), singular: Vec::new(), lower: String::new() };
        words.number("");
        words
    }
}

impl Words {
    /// The number of a word in lower case.
    fn number(&mut self, lower: &str) -> Word {
        if let Some(number) = self.numbers.get(lower) {
            return *number;
        }
        let number = Word::try_from(self.spelt.len()).unwrap_or(Word::MAX);
        self.numbers.insert(lower.into(), number);
        self.spelt.push(lower.into());
        self.singular.push(number);
        let stem = singular(lower);
        if stem != lower {
            let stem = self.number(&stem);
            if let Some(singular) = self.singular.get_mut(number as usize) {
                *singular = stem;
            }
        }
        number
    }

    /// The number of a word as written.
    pub(super) fn learn(&mut self, word: &str) -> Word {
        let mut lower = std::mem::take(&mut self.lower);
        lower_case(word, &mut lower);
        let number = self.number(&lower);
        self.lower = lower;
        number
    }

    /// Adds all words of others, in their order, and tells the number of each here.
    pub(super) fn join(&mut self, others: &Self) -> Vec<Word> {
        others.spelt.iter().map(|spelt| self.number(spelt)).collect()
    }

    /// The numbers of a word as written and of its singular, where they are known. `lower` is memory that is used again.
    pub(super) fn look_up(&self, word: &str, lower: &mut String) -> (Option<Word>, Option<Word>) {
        lower_case(word, lower);
        match self.numbers.get(lower.as_str()) {
            Some(number) => (Some(*number), Some(self.singular(*number))),
            None => (None, self.numbers.get(singular(lower).as_str()).copied()),
        }
    }

    /// How a word is spelt, in lower case.
    pub(super) fn spelt(&self, word: Word) -> &str {
        self.spelt.get(word as usize).map_or("", |spelt| spelt)
    }

    /// The singular of a word.
    pub(super) fn singular(&self, word: Word) -> Word {
        self.singular.get(word as usize).copied().unwrap_or(word)
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.spelt.len()
    }
}

fn lower_case(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase));
    }
}

/// A word of a text, or an end of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A word as written, with its first byte.
    Word(&'a str, usize),
    /// Nothing reaches across.
    End,
}

/// The words of a text in their order. Addresses, issues, numbers and accounts are none; a hyphen only parts words.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    each_piece(text, |piece| pieces.push(piece));
    pieces
}

/// Visits the words of a text in their order.
pub(super) fn each_piece<'a>(text: &'a str, mut visit: impl FnMut(Piece<'a>)) {
    let mut rest = text;
    let mut at = 0;
    let mut called = false;
    while !rest.is_empty() {
        let (length, plain) = run(rest);
        let (chunk, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        // The last name of whoever is called by both: `@Ada Lindqvist`.
        let last_name = std::mem::replace(&mut called, calls(chunk)) && chunk.starts_with(char::is_uppercase);
        if last_name {
            visit(Piece::End);
        } else if plain && !chunk.is_empty() {
            put(chunk, at, &mut visit);
        } else if !chunk.is_empty() {
            take_apart(chunk, at, &mut visit);
        }
        let mut letters = behind.chars();
        let space = letters.next();
        if space == Some('\n') {
            visit(Piece::End);
        }
        at += length + space.map_or(0, char::len_utf8);
        rest = letters.as_str();
    }
}

/// Whether somebody is called, by a name and not by an account: `@Ada`.
fn calls(chunk: &str) -> bool {
    let name = chunk.trim_start_matches(['(', '[', '*', '_']).strip_prefix('@').unwrap_or_default();
    let name = name.trim_start_matches(['*', '_']);
    name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphabetic)
}

/// How long the run is that a text begins with, up to the first space, and whether it is of plain letters and digits
/// only, as most are.
fn run(text: &str) -> (usize, bool) {
    let (mut plain, mut at) = (true, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b' ' | b'\t'..=b'\r' => break,
            0..=0x7f => {
                plain &= byte.is_ascii_alphanumeric();
                at += 1;
            }
            _ => {
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                if c.is_whitespace() {
                    break;
                }
                plain = false;
                at += c.len_utf8();
            }
        }
    }
    (at, plain)
}

fn take_apart<'a>(chunk: &'a str, at: usize, visit: &mut impl FnMut(Piece<'a>)) {
    if chunk.contains("://") || names_issue(chunk) {
        visit(Piece::End);
        return;
    }
    let mut start = None;
    for (place, c) in chunk.char_indices() {
        if c.is_alphanumeric() || start.is_some() && holds(chunk, place, c) {
            start.get_or_insert(place);
            continue;
        }
        if let Some(from) = start.take() {
            put(chunk.get(from..place).unwrap_or_default(), at + from, visit);
        }
        if !matches!(c, '-' | '_' | '‐' | '‑' | '\'' | '’' | '*' | '`') {
            visit(Piece::End);
        }
        // An account or a number of an issue.
        if matches!(c, '@' | '#' | '$') {
            return;
        }
    }
    if let Some(from) = start {
        put(chunk.get(from..).unwrap_or_default(), at + from, visit);
    }
}

/// Whether a run is the name of an issue: `owner/name#12`. Who owns a repository is not spoken of.
fn names_issue(chunk: &str) -> bool {
    chunk.split_once('#').is_some_and(|(repository, number)| {
        repository.contains('/') && number.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether a mark belongs to the word it stands in: `async.js`, `don't`, `C++`, `C#`.
fn holds(chunk: &str, place: usize, c: char) -> bool {
    let next = chunk.get(place + c.len_utf8()..).and_then(|rest| rest.chars().next());
    match c {
        '.' | '\'' | '’' => next.is_some_and(char::is_alphanumeric),
        // `C+` is a slip, `12+` a number.
        '+' => {
            next == Some('+')
                || next.is_none_or(|next| !next.is_alphanumeric())
                    && chunk.get(..place).is_some_and(|before| before.ends_with('+'))
        }
        '#' => place == 1 && next.is_none_or(|next| !next.is_alphanumeric()),
        _ => false,
    }
}

fn put<'a>(word: &'a str, at: usize, visit: &mut impl FnMut(Piece<'a>)) {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    if !word.is_empty() && word.len() <= LONGEST && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        visit(Piece::Word(word, at));
        return;
    }
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let version = digits > 0 && letters <= 1 && !word.starts_with(char::is_alphabetic)
        || digits > 0 && word.contains('.') && letters <= 2
        || letters == 0
        || digits > 4
        || is_measure(word)
        || is_item(word)
        || is_version(word);
    if version || word.len() > LONGEST {
        visit(Piece::End);
    } else {
        visit(Piece::Word(word, at));
    }
}

/// `4pm`, `10min`, `2nd`.
fn is_measure(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.len() && unit.chars().all(char::is_lowercase)
}

/// `10.ii.a`: the number of an item.
fn is_item(word: &str) -> bool {
    let numeral = |part: &str| part.len() == 1 || part.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    word.split_once('.').is_some_and(|(number, parts)| {
        number.bytes().all(|byte| byte.is_ascii_digit()) && parts.split('.').all(numeral)
    })
}

/// `v2`, `rc1`.
fn is_version(word: &str) -> bool {
    let mark = word.trim_end_matches(|c: char| c.is_ascii_digit());
    mark.len() < word.len() && matches!(mark, "v" | "rc")
}

/// Longer runs of letters are no words.
const LONGEST: usize = 40;

/// The singular of an English word in lower case, as far as its ending tells. Any word has one form, which is all
/// that is asked of it.
pub(super) fn singular(word: &str) -> String {
    if word.len() <= 3 || !word.ends_with('s') {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            return word.get(..word.len() - 2).unwrap_or(word).to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces, singular};

    fn read(text: &str) -> String {
        let pieces = pieces(text).into_iter().map(|piece| match piece {
            Piece::Word(word, at) => {
                assert_eq!(text.get(at..at + word.len()), Some(word));
                word
            }
            Piece::End => "|",
        });
        pieces.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_and_ends_of_clauses() {
        let cases = [
            ("Top-level oil, and lamps", "Top level oil | and lamps"),
            ("see https://lamps.example/a b", "see | b"),
            ("C++ and C# and lamp.js.", "C++ and C# and lamp.js |"),
            ("C+ and oil+lamp", "C | and oil | lamp"),
            ("the lamp's oil isn't here", "the lamp oil isn't here"),
            ("v1.2 of oakfield/lamp#12 by @ada", "| of | by |"),
            ("as @Ada Lindqvist and @**Ben Ott** say, @ada Look", "as | | and | | say | | Look"),
            ("10.ii.a 3.b the oil", "| | the oil"),
            ("oak/lamp and (oakfield/lamp#12), #7", "oak | lamp and | |"),
            ("one\ntwo", "one | two"),
        ];
        for (text, wanted) in cases {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn plurals_have_one_form() {
        let cases = [
            ("lamps", "lamp"),
            ("batteries", "battery"),
            ("boxes", "box"),
            ("glass", "glass"),
            ("gas", "gas"),
        ];
        for (word, wanted) in cases {
            assert_eq!(singular(word), wanted);
        }
    }
}
