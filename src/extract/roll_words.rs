//! What the words around names say in a roll call: an answer behind a name, a title in front of it.

use crate::vocabulary::Reading;

/// What the last field behind a name says where it is an answer: whether somebody came.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Came,
    Stayed,
}

/// `Ada Quill - present`, `Ben Marsh, absent`: the text without the answer, and that.
pub(super) fn take_answer<'t>(text: &'t str, words: &Reading) -> (&'t str, Option<Answer>) {
    let separators = [" - ", " – ", " — ", " -- ", ": ", ", ", "; ", "/ ", "| "];
    let last = separators.iter().filter_map(|mark| text.rfind(mark).map(|at| (at, at + mark.len()))).max();
    let Some((front, tail)) = last.and_then(|(at, end)| Some((text.get(..at)?, text.get(end..)?))) else {
        return (text, None);
    };
    let said = tail.split('(').next().unwrap_or_default().trim().trim_end_matches(['.', '!']);
    let lower = said.to_lowercase();
    let columns = &words.columns;
    // `Ada / @adaq / -`, `Ada, X`: a field that is empty, or short as a firm can be.
    let answers = said.len() > 1 && said.chars().all(|c| c.is_alphabetic() || c == ' ');
    let wording = || said.starts_with(char::is_lowercase) && words.absent.stands_accented_in(said);
    if front.trim().is_empty() || !answers && !wording() {
        (text, None)
    } else if columns.refusals.contains(&lower) || words.absent.list().contains(&lower) || wording() {
        (front, Some(Answer::Stayed))
    } else if columns.came.contains(&lower) || columns.affirmations.contains(&lower) {
        (front.trim_end_matches([' ', '/', '|', '-']), Some(Answer::Came))
    } else {
        (text, None)
    }
}

/// A longer word is no shortened title.
const SHORT_TITLE: usize = 3;

/// `Prof. Dr. Ada Quill`: the name without the titles in front.
pub(super) fn without_titles<'t>(text: &'t str, words: &Reading) -> &'t str {
    let mut rest = text;
    while let Some((first, behind)) = rest.split_once([' ', '\u{a0}']) {
        let title = first.trim_end_matches('.');
        // `Mag` and `Ing` are first names too, where no full stop follows.
        let sure = title.len() < first.len() || title.len() > SHORT_TITLE || words.honorifics.has(title);
        if !sure || !words.columns.titles.has(title) || !behind.starts_with(char::is_uppercase) {
            break;
        }
        rest = behind.trim_start();
    }
    rest
}
