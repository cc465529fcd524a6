//! Phrases that are pieces of something longer, by what stands around them.
//!
//! 1. `code` of `code of conduct`, `annex` of `Annex B`: mostly in front of a word that goes on, or of a single letter.
//! 2. A phrase that stands in one and the same place of one sentence, which comes back from report to report
//!    (`strategic lamp` of `Training for strategic lamp policy`), was cut out of that.

use super::passages::Passages;
use super::phrases::{Phrase, length, phrase};
use super::words::{BREAK, Word};
use crate::resolve::maps::{Map, Set};
use crate::vocabulary::Concepts;

/// In this share of its places, what goes on behind a phrase makes it a piece.
const GOES_ON: f64 = 0.6;
/// In this share of its places, the same neighbours make it one …
const SAME: f64 = 0.8;
/// … where there are so many places.
const PLACES: u32 = 4;

/// What stands around a phrase.
#[derive(Debug, Default)]
struct Around {
    all: u32,
    goes_on: u32,
    neighbours: Map<(Word, Word), u32>,
}

/// Those of some phrases that are pieces.
pub(super) fn fragments(
    passages: &Passages<'_>,
    phrases: impl Iterator<Item = Phrase>,
    concepts: &Concepts,
) -> Set<Phrase> {
    let mut around: Map<Phrase, Around> = phrases.map(|phrase| (phrase, Around::default())).collect();
    let mut begins = vec![0_usize; passages.words.len()];
    for phrase in around.keys() {
        let Some(longest) = begins.get_mut(phrase[0] as usize) else { continue };
        *longest = (*longest).max(length(phrase));
    }
    let empty: Vec<bool> = (0..passages.words.len())
        .map(|at| Word::try_from(at).is_ok_and(|word| concepts.is_empty_word(passages.words.spelt(word))))
        .collect();
    let binding = passages.set(concepts.binding());
    let binds = |word: Word| binding.get(word as usize) == Some(&true);
    let goes_on = |word: Word| binds(word) || passages.words.spelt(word).len() == 1;
    let tokens = passages.tokens();
    for (at, word) in tokens.iter().enumerate() {
        let longest = begins.get(*word as usize).copied().unwrap_or_default();
        for size in 1..=longest {
            let Some(window) = tokens.get(at..at + size).filter(|window| !window.contains(&BREAK)) else {
                break;
            };
            let Some(around) = around.get_mut(&phrase(window)) else { continue };
            let before = at.checked_sub(1).and_then(|at| tokens.get(at)).copied().unwrap_or(BREAK);
            let before = if empty.get(before as usize) == Some(&true) { BREAK } else { before };
            let behind = tokens.get(at + size).copied().unwrap_or(BREAK);
            around.all += 1;
            around.goes_on += u32::from(goes_on(behind));
            *around.neighbours.entry((before, behind)).or_default() += 1;
        }
    }
    let is_piece = |around: &Around| {
        let all = f64::from(around.all);
        let same = |&(neighbours, count): &(&(Word, Word), &u32)| {
            *neighbours != (BREAK, BREAK) && f64::from(*count) >= SAME * all
        };
        around.all >= PLACES
            && (f64::from(around.goes_on) >= GOES_ON * all
                || around.neighbours.iter().any(|pair| same(&pair)))
    };
    around.into_iter().filter(|(_, around)| is_piece(around)).map(|(phrase, _)| phrase).collect()
}
