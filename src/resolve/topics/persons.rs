//! Words that mostly stand where somebody acts or speaks: names, whether or not a roll call has them.
//!
//! 1. What mostly stands alone before a colon labels its line: a speaker or a form, no subject.
//! 2. What stands so often enough, or before a word of acting (`Ada thinks …`), is somebody.
//! 3. A name in its usual writing needs less, with what stands beside it (`by Ada`, `Ada and Ben`).

use super::passages::{Passages, Writing};
use super::words::{BREAK, Word};
use crate::vocabulary::{Concepts, Reading};
use std::collections::HashSet;

/// A word in front of more of its colons is a label, whatever it names …
const LABEL_SHARE: f64 = 0.55;
/// … where there are so many of them.
const LABELS: u32 = 4;
/// Who acts in so many of all places, and at least so often, is somebody.
const ACTING_SHARE: f64 = 0.25;
const ACTS: u32 = 5;
/// A word that is written as names are, and acts so often …
const NAMED_ACTS: u32 = 2;
/// … stands so or beside others in this share of its places.
const NAMED_SHARE: f64 = 0.3;

/// Where a word stands.
#[derive(Debug, Clone, Copy, Default)]
struct Stands {
    acting: u32,
    beside: u32,
    /// Joined with somebody: `Ada and Ben`.
    joined: u32,
}

/// The words that mostly name somebody.
pub(super) fn persons(passages: &Passages<'_>, concepts: &Concepts) -> HashSet<Word> {
    let mut stands = vec![Stands::default(); passages.words.len()];
    let acting = passages.set(concepts.acting());
    let beside = passages.set(concepts.beside());
    let is = |set: &[bool], word: Word| set.get(word as usize) == Some(&true);
    for pair in passages.tokens().windows(2) {
        let &[before, word] = pair else { continue };
        if is(&acting, word)
            && let Some(stands) = stands.get_mut(before as usize)
        {
            stands.acting += 1;
        } else if is(&beside, before)
            && let Some(stands) = stands.get_mut(word as usize)
        {
            stands.beside += 1;
        }
    }
    let of = |stands: &[Stands]| -> Vec<bool> {
        let known = stands.iter().zip(&passages.writing).enumerate();
        known
            .map(|(at, (stands, writing))| {
                let word = Word::try_from(at).unwrap_or(BREAK);
                word != BREAK && is_somebody(passages.words.spelt(word), *stands, *writing)
            })
            .collect()
    };
    let known = of(&stands);
    join(&mut stands, &known, passages);
    let all = of(&stands).into_iter().enumerate().filter(|(_, somebody)| *somebody);
    all.filter_map(|(at, _)| Word::try_from(at).ok()).collect()
}

/// Notes who is joined with somebody who is known: `Ada and Ben`, `Ada, and Ben`.
fn join(stands: &mut [Stands], known: &[bool], passages: &Passages<'_>) {
    let joining = passages.set(Reading::builtin().joining.iter().map(String::as_str));
    let is = |word: Word| known.get(word as usize) == Some(&true);
    let tokens = passages.tokens();
    for (at, _) in tokens.iter().enumerate().filter(|(_, word)| joining.get(**word as usize) == Some(&true)) {
        let before = tokens.get(..at).unwrap_or_default();
        let before = before.strip_suffix(&[BREAK]).unwrap_or(before);
        let (Some(&one), Some(&other)) = (before.last(), tokens.get(at + 1)) else { continue };
        for (word, beside) in [(one, other), (other, one)] {
            if is(beside)
                && let Some(stands) = stands.get_mut(word as usize)
            {
                stands.joined += 1;
            }
        }
    }
}

fn is_somebody(spelt: &str, stands: Stands, writing: Writing) -> bool {
    let all = f64::from(writing.all);
    let share = |part: u32, least: f64| f64::from(part) >= least * all;
    let acts = stands.acting + writing.label;
    let capitals = f64::from(writing.capital) >= 0.9 * f64::from(writing.inside);
    let named = capitals && writing.odd * 4 <= writing.all && spelt.chars().all(char::is_alphabetic);
    let joined = acts + stands.joined;
    writing.label >= LABELS && share(writing.label, LABEL_SHARE)
        || acts >= ACTS && stands.acting >= NAMED_ACTS && share(acts, ACTING_SHARE)
        || named && joined >= NAMED_ACTS && share(joined + stands.beside, NAMED_SHARE)
}
