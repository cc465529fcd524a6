//! Several names in one text: between commas, between bars, in the columns of a table.

use super::roll_call;
use crate::vocabulary::{ColumnWords, Reading};

/// Which columns of a table tell what.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) name: usize,
    pub(super) abbreviation: Option<usize>,
    pub(super) affiliation: Option<usize>,
    pub(super) handle: Option<usize>,
    /// The column that says whether the person came.
    pub(super) came: Option<usize>,
}

impl Columns {
    /// The columns by the words of a table's head.
    pub(super) fn of(head: &[String], words: &ColumnWords) -> Self {
        let head: Vec<String> = head.iter().map(|cell| cell.trim().to_lowercase()).collect();
        let find = |words: &[String]| {
            head.iter().position(|cell| words.iter().any(|word| cell.contains(word.as_str())))
        };
        // `Member since` stands over no names where `Name` does.
        let whole = head.iter().position(|cell| is_name_head(cell, words));
        Self {
            name: whole.or_else(|| find(&words.name)).unwrap_or(0),
            abbreviation: find(&words.initials),
            affiliation: find(&words.affiliation),
            came: head
                .iter()
                .position(|cell| words.came.iter().any(|word| word == cell.trim_end_matches('?'))),
            handle: find(&words.handle),
        }
    }
}

impl Columns {
    /// The columns of a head that names people and says of them whether they came.
    pub(super) fn telling(head: &[String], words: &ColumnWords) -> Option<Self> {
        let named = |cell: &String| words.name.iter().any(|word| cell.to_lowercase().contains(word.as_str()));
        head.iter().any(named).then(|| Self::of(head, words)).filter(|columns| columns.came.is_some())
    }
}

impl Columns {
    /// The columns of a head that has names and where or how else these are known, and nothing besides.
    pub(super) fn of_people(head: &[String], words: &ColumnWords) -> Option<Self> {
        let holds = |cell: &str, words: &[String]| words.iter().any(|word| cell.contains(word.as_str()));
        let (mut names, mut others) = (0, 0);
        for cell in head.iter().map(|cell| cell.trim().to_lowercase()).filter(|cell| !cell.is_empty()) {
            let other = [&words.initials, &words.affiliation, &words.handle];
            if other.iter().any(|words| holds(&cell, words)) {
                others += 1;
            } else if is_name_head(&cell, words) {
                names += 1;
            } else {
                return None;
            }
        }
        (names == 1 && others > 0).then(|| Self::of(head, words))
    }
}

/// Whether the head of a column, in lower case, is a word for names and no more: `Package name` is none of people.
pub(super) fn is_name_head(cell: &str, words: &ColumnWords) -> bool {
    let is = |cell: &str| words.name.iter().any(|word| cell == word || cell.strip_suffix('s') == Some(word));
    is(cell) || cell.strip_prefix("full ").is_some_and(is)
}

/// Fields between bars of a line that is no proper table.
pub(super) fn bars(line: &str) -> Option<Vec<String>> {
    let bar = if line.contains('¦') { '¦' } else { '|' };
    let fields: Vec<String> =
        line.trim().trim_matches(bar).split(['¦', '|']).map(|field| field.trim().to_owned()).collect();
    (line.matches(['¦', '|']).count() >= 2 && fields.len() >= 2 && line.trim_start().starts_with(['|', '¦']))
        .then_some(fields)
}

/// The parts of a list of names: between commas and semicolons outside brackets, and before a last `and`.
pub(super) fn split_names(text: &str, words: &Reading) -> Vec<String> {
    // Handles are told apart by spaces too.
    if !text.contains([',', ';', '\n'])
        && text.split_whitespace().filter(|word| word.starts_with('@')).count() >= 2
    {
        return text.split_whitespace().filter(|word| word.starts_with('@')).map(str::to_owned).collect();
    }
    let mut parts = vec![String::new()];
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            // `https://`.
            ':' if text.get(at + 1..).is_some_and(|rest| rest.starts_with("//")) => {}
            ',' | ';' | '\n' | ':' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    // `Ada, Ben. Guest: Cleo`: a sentence that ends, and a label that is no name.
    let sentences = parts.iter().flat_map(|part| sentences_of(part, words));
    let trimmed = sentences.map(|part| part.trim().trim_end_matches('.').trim());
    trimmed.flat_map(|part| parted(part, words)).map(str::to_owned).collect()
}

/// The names of `Ada and Ben`, `and Cleo`.
pub(super) fn parted<'a>(text: &'a str, words: &Reading) -> impl Iterator<Item = &'a str> {
    // Most texts hold no word that joins names, and are one name.
    let free = text.split(' ').any(|word| words.joining.iter().any(|joining| joining == word));
    let several = |joining: &String| joining.contains(' ') && text.contains(joining.as_str());
    let joined = free || words.joining.iter().any(several);
    let (one, many) = if joined { (None, between_joints(text, words)) } else { (Some(text), Vec::new()) };
    one.into_iter().chain(many).map(str::trim).filter(|part| !part.is_empty())
}

fn between_joints<'a>(text: &'a str, words: &Reading) -> Vec<&'a str> {
    let mut parts = vec![text.trim()];
    for word in &words.joining {
        let joined = |part: &'a str| {
            let behind =
                part.strip_prefix(word.as_str()).filter(|rest| rest.starts_with(' ')).unwrap_or(part);
            let mut names = Vec::new();
            let mut from = 0;
            for (at, _) in behind.match_indices(word.as_str()) {
                let end = at + word.len();
                // `Ada (roofs and ponds)` is one.
                let outside = |before: &str| before.matches('(').count() == before.matches(')').count();
                let free = behind.get(..at).is_some_and(|before| before.ends_with(' ') && outside(before))
                    && behind.get(end..).is_some_and(|rest| rest.starts_with(' '));
                if free {
                    names.push(behind.get(from..at).unwrap_or_default());
                    from = end;
                }
            }
            names.push(behind.get(from..).unwrap_or_default());
            names
        };
        if parts.iter().any(|part| part.contains(word.as_str())) {
            parts = parts.into_iter().flat_map(joined).collect();
        }
    }
    parts
}

/// The parts between full stops, but not those of initials (`J. S. Bach`) and titles.
pub(super) fn sentences_of<'t>(part: &'t str, words: &Reading) -> Vec<&'t str> {
    let ends = part.match_indices(". ").map(|(at, _)| at).filter(|&at| {
        let word =
            part.get(..at).and_then(|before| before.split_whitespace().next_back()).unwrap_or_default();
        word.chars().count() > 2 && !words.honorifics.has(word) && !words.columns.titles.has(word)
    });
    let mut sentences = Vec::new();
    let mut from = 0;
    for end in ends {
        sentences.push(part.get(from..end).unwrap_or_default());
        from = end + 2;
    }
    sentences.push(part.get(from..).unwrap_or_default());
    sentences
}

/// Whether a part is `Name (ABC)`.
pub(super) fn has_initials(part: &str) -> bool {
    let inside = part.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    inside.is_some_and(roll_call::is_abbreviation)
}
