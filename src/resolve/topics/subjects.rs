//! Counted phrases → those that are subjects, by what the archive itself shows.
//!
//! 1. What stands in more than half of all reports is the archive's own name or its trade, and no subject of it.
//! 2. A word that any team uses is none by itself; words of that sort in a row must be a title in several reports.
//! 3. A word that only describes (`sloppy`, `sharded`) is none by itself, however often it stands before the same thing.
//!    Any other must be a title, a name (capitals, digits), or come in bursts: often in few reports, and in titles.
//! 4. Words in a row must belong together: they stand together more often than their parts do elsewhere. One side
//!    only of a hyphen does not (`wide rules` of `town-wide rules`).
//! 5. What `fragments` knows as a piece of something longer is none; a phrase that hardly stands outside of a longer
//!    one is left to that.
//! 6. The best are kept, as many as the size of the archive bears.

use super::fragments::fragments;
use super::names::Names;
use super::passages::Passages;
use super::phrases::{Count, Phrase, length, phrase};
use super::words::Word;
use crate::resolve::maps::{Map, Set};
use crate::vocabulary::Concepts;
use std::collections::{HashMap, HashSet};

/// In a larger share of the reports, a phrase tells nothing apart; small archives have too few reports to tell.
const EVERYWHERE: f64 = 0.5;
const NEARLY_ALL: f64 = 0.65;
const FEW_REPORTS: usize = 8;

/// A word that comes up so often in each report that has it comes in bursts.
const BURST: f64 = 4.0;

/// A shorter stem of a word in `-ed` may be of anything (`feed`, `speed`).
const STEM: usize = 4;

/// What stands so often in a longer one is only a part of it, whatever the longer one adds.
const NEARLY_ONLY: f64 = 0.9;

/// A phrase that was judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) phrase: Phrase,
    pub(super) count: Count,
    pub(super) score: f64,
}

/// What phrases are judged by.
pub(super) struct Judge<'a> {
    pub(super) passages: &'a Passages<'a>,
    pub(super) counts: &'a Map<Phrase, Count>,
    pub(super) names: &'a Names,
    pub(super) concepts: &'a Concepts,
}

/// In how many reports a subject stands at least.
pub(super) fn least(reports: usize) -> u32 {
    if reports < 12 { 2 } else { 3 }
}

/// Whether so many of the reports are nearly all.
pub(super) fn everywhere(reports: u32, of: usize) -> bool {
    of >= FEW_REPORTS && f64::from(reports) > EVERYWHERE * of as f64
}

/// Whether a known subject stands in so many reports that it tells nothing: it may stand in more than others.
pub(super) fn nearly_all(reports: u32, of: usize) -> bool {
    of >= FEW_REPORTS && f64::from(reports) > NEARLY_ALL * of as f64
}

impl Judge<'_> {
    /// The subjects, best first, at most `bound`, and behind them the next best.
    pub(super) fn choose(&self, bound: usize) -> (Vec<Judged>, Vec<Judged>) {
        let mut good: Vec<Judged> = self
            .counts
            .iter()
            .filter_map(|(phrase, count)| {
                let score = self.score(phrase, count)?;
                Some(Judged { phrase: *phrase, count: *count, score })
            })
            .collect();
        let pieces = fragments(self.passages, good.iter().map(|judged| judged.phrase), self.concepts);
        self.leave_to_longer(&mut good, &pieces);
        good.retain(|judged| !pieces.contains(&judged.phrase));
        good.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| self.spelt(a).cmp(&self.spelt(b))));
        let rest = good.split_off(bound.min(good.len()));
        (good, rest)
    }

    fn spelt(&self, judged: &Judged) -> Vec<&str> {
        judged.phrase.iter().map(|word| self.passages.words.spelt(*word)).collect()
    }

    fn is_common(&self, word: Word) -> bool {
        self.concepts.is_common(self.passages.words.spelt(word))
    }

    /// How good a subject is; `None` where it is none.
    fn score(&self, phrase: &Phrase, count: &Count) -> Option<f64> {
        let length = length(phrase);
        let words = phrase.get(..length)?;
        if everywhere(count.reports, self.passages.reports)
            || count.cut * 2 > count.all
            || self.names.have(phrase, &|word| !self.is_common(word))
            || self.says_nothing(words)
        {
            return None;
        }
        let common = words.iter().filter(|word| self.is_common(**word)).count();
        let reports = f64::from(count.reports);
        let titles = f64::from(count.titles) / reports;
        let proper = words.iter().any(|word| self.is_proper(*word));
        let least = least(self.passages.reports);
        let good = match (length, common) {
            (1, 1) => false,
            _ if self.describes(words) => false,
            (1, _) => {
                count.titles >= least && titles >= 0.06
                    || proper && (count.titles >= 1 || count.reports > least)
                    || count.titles >= 2 && f64::from(count.all) >= BURST * reports
            }
            (_, common) if common == length => {
                count.titles >= least && titles >= 0.15 && self.together(words, count) >= 0.05
            }
            _ => {
                let together = self.together(words, count);
                count.titles >= 2 && titles >= 0.03 && together >= 0.02
                    || together >= 0.1 && (proper || count.reports > least)
            }
        };
        let words_weigh = if length > 1 && common < length { 1.2 } else { 1.0 };
        let common_weighs = if common == length { 0.7 } else { 1.0 };
        let bonus = if proper { 1.3 } else { 1.0 };
        good.then(|| {
            reports.ln_1p() * (1.0 + f64::from(count.titles).ln_1p()) * bonus * words_weigh * common_weighs
        })
    }

    /// Whether words only tell what something is like: the last is one of the vocabulary, or a form of a verb that stands
    /// there too (`sharded`), and there is nothing else before it. A name tells more.
    fn describes(&self, words: &[Word]) -> bool {
        let spelt = |word: Word| self.passages.words.spelt(word);
        let tells = |word: Word| self.concepts.describes(spelt(word));
        let Some((&last, before)) = words.split_last() else { return false };
        !self.is_proper(last)
            && (tells(last) || self.is_of_verb(spelt(last)))
            && before.iter().all(|word| tells(*word) || self.is_common(*word))
    }

    /// Whether a word is a form in `-ed` of one that the archive has.
    fn is_of_verb(&self, spelt: &str) -> bool {
        let Some(stem) = spelt.strip_suffix("ed").filter(|stem| stem.len() >= STEM) else { return false };
        let (all_but_last, last) =
            stem.split_at(stem.len() - stem.chars().next_back().map_or(0, char::len_utf8));
        let ending = match last {
            "i" => format!("{all_but_last}y"),
            _ if all_but_last.ends_with(last) => all_but_last.to_owned(),
            _ => format!("{stem}e"),
        };
        let mut lower = String::new();
        [stem, &ending].into_iter().any(|form| self.passages.words.look_up(form, &mut lower).0.is_some())
    }

    /// Whether words name what stands everywhere, with nothing else but words that any team uses: the project's own
    /// name, its community.
    fn says_nothing(&self, words: &[Word]) -> bool {
        words.iter().any(|word| self.is_own(*word))
            && words
                .iter()
                .all(|word| self.is_own(*word) || self.is_common(*word) || self.names_concept(*word))
    }

    /// Whether a word is the name of the project, or another that stands everywhere.
    fn is_own(&self, word: Word) -> bool {
        let count = self.counts.get(&phrase(&[word]));
        let everywhere = count.is_some_and(|count| everywhere(count.reports, self.passages.reports))
            && self.is_proper(word);
        (everywhere || self.names.is_project(word)) && !self.names_concept(word)
    }

    /// Whether a word by itself means a subject that the vocabulary knows.
    fn names_concept(&self, word: Word) -> bool {
        self.concepts.is_subject(self.passages.words.spelt(word))
    }

    /// Whether a word is written as names are.
    fn is_proper(&self, word: Word) -> bool {
        let Some(writing) = self.passages.writing.get(word as usize) else { return false };
        let share = |part: u32, of: u32| of >= 2 && f64::from(part) >= 0.6 * f64::from(of);
        !self.is_common(word) && (share(writing.capital, writing.inside) || share(writing.odd, writing.all))
    }

    /// How much words belong together: 1 where they stand only so.
    fn together(&self, words: &[Word], count: &Count) -> f64 {
        let of = |word: &Word| self.counts.get(&phrase(&[*word])).map_or(0, |count| count.all);
        let most = words.iter().map(of).max().unwrap_or(0);
        let all: u32 = words.iter().map(of).sum();
        let dice = f64::from(count.all) * words.len() as f64 / f64::from(all.max(1));
        dice.max(f64::from(count.all) / f64::from(most.max(1)))
    }

    /// Leaves out what stands almost only in longer subjects, and longer ones that only add a common word. `pieces` take
    /// with them what stands nearly only there.
    fn leave_to_longer(&self, good: &mut Vec<Judged>, pieces: &Set<Phrase>) {
        let known: HashMap<Phrase, Count> = good.iter().map(|judged| (judged.phrase, judged.count)).collect();
        let mut out: HashSet<Phrase> = HashSet::new();
        for judged in good.iter() {
            let size = length(&judged.phrase);
            let Some(words) = judged.phrase.get(..size) else { continue };
            for part in 1..size {
                for window in words.windows(part) {
                    let Some(count) = known.get(&phrase(window)) else { continue };
                    let inside = f64::from(judged.count.reports) / f64::from(count.reports);
                    let adds_common = words
                        .iter()
                        .filter(|word| !window.contains(word))
                        .all(|word| self.is_common(*word) || self.is_own(*word));
                    if pieces.contains(&judged.phrase) {
                        if inside >= NEARLY_ONLY && part == 1 {
                            out.insert(phrase(window));
                        }
                        continue;
                    }
                    if inside >= 0.7 && !(part > 1 && adds_common) || inside >= NEARLY_ONLY {
                        out.insert(phrase(window));
                    } else if adds_common && (part > 1 || inside < 0.4) || inside < 0.12 {
                        out.insert(judged.phrase);
                    }
                }
            }
        }
        good.retain(|judged| !out.contains(&judged.phrase));
    }
}
