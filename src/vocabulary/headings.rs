//! What a heading or a label announces.

use super::{Table, Words};

/// What the passages under a heading or behind a label are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Who was there.
    Attendees,
    /// Who was not.
    Absent,
    /// What was settled.
    Decisions,
    /// What is still to be settled.
    Proposals,
    /// What somebody is to do.
    Actions,
    /// What was asked.
    Questions,
    /// News and reports of work.
    Updates,
    /// Thanks.
    Thanks,
}

/// A longer text is no label, even if its last words are those of one.
const MAX_LABELLED: usize = 5;

/// Phrases with what they announce, compared without case, marks, numbers and emoji.
#[derive(Debug, Default)]
pub struct Phrases {
    whole: Table<Role>,
    beginnings: Vec<(String, Role)>,
    endings: Vec<(String, Role)>,
    /// The first words of all but the endings, and the last words of these.
    firsts: Words,
    lasts: Words,
    /// Words in front of an ending that make something else of it: `From attendees`.
    apart: Words,
    /// Whether some beginning or ending is a part of a word, so that first and last words tell nothing.
    parts: bool,
}

impl Phrases {
    /// Adds words in front of an ending that make something else of it.
    pub(super) fn set_apart(&mut self, words: Vec<String>) {
        self.apart.extend(words);
    }

    /// Adds phrases of one role; `x*` stands for all that begin with `x`, `*x` for all that end
    /// with it, and `* x` for `x` behind a few other words. The first role of a phrase stays.
    pub(super) fn add(&mut self, role: Role, phrases: Vec<String>) {
        for phrase in phrases {
            if let Some(beginning) = phrase.strip_suffix('*') {
                let folded = fold(beginning);
                self.firsts.extend(folded.split([' ', '/']).next().map(str::to_owned));
                self.parts |= !folded.contains(' ');
                self.beginnings.push((folded, role));
            } else if let Some(ending) = phrase.strip_prefix('*') {
                let gap = if ending.starts_with(' ') { " " } else { "" };
                let folded = format!("{gap}{}", fold(ending));
                self.lasts.extend(folded.rsplit(' ').next().map(str::to_owned));
                self.parts |= !folded.contains(' ');
                self.endings.push((folded, role));
            } else {
                let folded = fold(&phrase);
                self.firsts.extend(folded.split([' ', '/']).next().map(str::to_owned));
                if !self.whole.contains(&folded) {
                    self.whole.put(folded, role);
                }
            }
        }
    }

    /// What a heading or label announces; `Conclusion?` only asks for one.
    pub fn role(&self, text: &str) -> Option<Role> {
        let asks = text.trim_end_matches(['*', '_', ':', ' ']).ends_with('?');
        self.named(text).filter(|role| *role != Role::Decisions || !asks)
    }

    fn named(&self, text: &str) -> Option<Role> {
        if text.len() > 80 || !self.likely(text) {
            return None;
        }
        let folded = fold(text);
        if folded.is_empty() {
            return None;
        }
        if let Some(role) = self.whole.get(&folded).copied() {
            return Some(role);
        }
        // What stands in brackets behind a heading explains it (`Next actions (team)`), what stands in front counts
        // (`V. Next actions`).
        let front = text.split(['(', '[']).next().unwrap_or_default();
        let counted = front.trim_start_matches(['*', '_', ' ']).split_once(['.', ')']);
        let counted = counted.filter(|(number, _)| is_ordinal(number)).map(|(_, rest)| rest);
        if counted.is_some() || front.len() < text.len() {
            let bare = fold(counted.unwrap_or(front));
            if let Some(role) = self.whole.get(&bare).copied() {
                return Some(role);
            }
        }
        // `Conclusion/Decision`, `Tasks and to-dos`: two words for one thing.
        if folded.contains('/') || folded.contains(" and ") {
            let mut parts = folded.split('/').flat_map(|part| part.split(" and "));
            let first = parts.next().and_then(|part| self.whole.get(part.trim()).copied());
            if first.is_some() && parts.all(|part| self.whole.get(part.trim()).copied() == first) {
                return first;
            }
        }
        let begins = self.beginnings.iter().find(|(beginning, _)| folded.starts_with(beginning));
        // The longest counts: `Members not in attendance` are not those in attendance.
        let short = || folded.bytes().filter(|byte| *byte == b' ').count() < MAX_LABELLED;
        let apart = |front: &str| self.apart.has(front.rsplit(' ').next().unwrap_or_default());
        let ends = |ending: &str| {
            let front = folded.strip_suffix(ending);
            front.is_some_and(|front| !ending.starts_with(' ') || short() && !apart(front))
        };
        begins
            .or_else(|| {
                let fitting = self.endings.iter().filter(|(ending, _)| ends(ending));
                fitting.max_by_key(|(ending, _)| ending.len())
            })
            .map(|&(_, role)| role)
    }
}

impl Phrases {
    /// Whether first or last word are those of a phrase; most texts are none, and need not be folded.
    fn likely(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        // Numbers and emoji in front are no words.
        if self.parts || !text.is_ascii() || memchr::memchr3(b':', b'.', b')', bytes).is_some() {
            return true;
        }
        let kept = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'&' | b'\'' | b'-' | b'/');
        let begins = |byte: &u8| kept(byte) && !byte.is_ascii_digit() && *byte != b'-';
        let Some(start) = bytes.iter().position(begins) else { return false };
        let front = text.get(start..).unwrap_or_default();
        let end = front.bytes().position(|byte| !kept(&byte) || byte == b'/').unwrap_or(front.len());
        let end_of_last = bytes.iter().rposition(kept).map_or(0, |at| at + 1);
        let back = text.get(..end_of_last).unwrap_or_default();
        let last = back.bytes().rposition(|byte| !kept(&byte)).map_or(0, |at| at + 1);
        self.firsts.has(front.get(..end).unwrap_or_default())
            || self.lasts.has(back.get(last.max(start)..).unwrap_or_default())
    }
}

/// A Roman number or a letter by which headings are counted.
fn is_ordinal(text: &str) -> bool {
    let roman = text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x'));
    !text.is_empty() && (roman && text.len() <= 5 || text.len() == 1 && text.chars().all(char::is_alphabetic))
}

/// Lower case; letters, digits inside words and `/&'-` stay, other characters are spaces; leading numbers go.
fn fold(text: &str) -> String {
    // Most labels are plain letters.
    if text.is_ascii() && !text.contains(':') {
        return fold_plain(text);
    }
    // Accents are often left out of capitals: `Présents`, `PRESENTS`.
    let text = super::fold(text);
    let text = text.as_ref();
    let spoken = if text.contains(':') { Some(without_emoji(text)) } else { None };
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in spoken.as_deref().unwrap_or(text).chars() {
        let kept = c.is_alphanumeric() || matches!(c, '/' | '&' | '\'' | '’' | '-');
        // Numbers in front only count.
        if kept && (!folded.is_empty() || !(c.is_numeric() || c == '-')) {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            if c.is_ascii() {
                folded.push(c.to_ascii_lowercase());
            } else {
                folded.extend(c.to_lowercase());
            }
        } else if !kept {
            gap = true;
        }
    }
    folded
}

/// The same of ASCII.
fn fold_plain(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        let kept = byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'&' | b'\'' | b'-');
        if kept && (!folded.is_empty() || !(byte.is_ascii_digit() || byte == b'-')) {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(char::from(byte.to_ascii_lowercase()));
        } else if !kept {
            gap = true;
        }
    }
    folded
}

/// `:tada:` is an emoji in letters.
fn without_emoji(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (index, part) in text.split(':').enumerate() {
        let emoji =
            index > 0 && !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        plain.push_str(if emoji { " " } else { part });
        plain.push(' ');
    }
    plain
}
