//! Ballot lines: `Decision: yes / **no** / needs more information`. What is bold is the answer, and what the line says.

use crate::outline::Inline;
use crate::vocabulary::{Reading, Role};
use std::borrow::Cow;

/// An option has no more words.
const MAX_OPTION: usize = 6;
/// A line with more marks is no ballot.
const MAX_MARKS: usize = 20;

/// A ballot line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ballot {
    /// The option that is bold, as written, unless it leaves the matter open.
    pub(super) chosen: Option<String>,
}

/// Reads the options behind the label of a ballot; nothing where they are none.
pub(super) fn read(words: &Reading, inline: &Inline, body: &str) -> Option<Ballot> {
    // `Keep the boat? yes / **no**`: the question stands in front of the options.
    let behind = body.rsplit_once("? ").map_or(body, |(_, options)| options);
    let options: Vec<&str> = behind.split('/').map(|option| option.trim().trim_matches('*').trim()).collect();
    let undecided = |option: &str| {
        let lower = option.to_lowercase();
        words.undecided.iter().any(|word| lower.contains(word.as_str()))
    };
    let short = |option: &&str| option.split_whitespace().count() <= MAX_OPTION;
    let form = options.len() >= 2
        && inline.marks.len() <= MAX_MARKS
        && options.iter().all(short)
        && options.iter().any(|option| undecided(option));
    if !form {
        return None;
    }
    let bold: Vec<String> =
        inline.bold().map(|bold| bold.trim().trim_end_matches(':').to_lowercase()).collect();
    let chosen = options.into_iter().find(|option| bold.contains(&option.to_lowercase()));
    Some(Ballot { chosen: chosen.filter(|option| !undecided(option)).map(str::to_owned) })
}

/// What a decided ballot line tells: its label, its answer, and what there was to choose from, by which an address from before finds it;
/// nothing of any other text.
pub(super) fn answer(words: &Reading, inline: &Inline, text: &str) -> Option<String> {
    memchr::memchr(b'/', text.as_bytes())?;
    inline.bold().next()?;
    let (label, body) = text.split_once(": ")?;
    let labelled = words.labels.role(label) == Some(Role::Decisions);
    let chosen = read(words, inline, body).filter(|_| labelled)?.chosen?;
    Some(format!("{label}: {chosen} ({})", body.trim()))
}

/// The words of a block on one line; of a ballot line that is decided with its answer in front.
pub(super) fn told<'a>(words: &Reading, inline: &'a Inline) -> Cow<'a, str> {
    let text = inline.flat();
    answer(words, inline, text).map_or(Cow::Borrowed(text), Cow::Owned)
}
