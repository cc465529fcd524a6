//! What makes one entry better than another whatever engine found it.
//!
//! 1. [`quality`] is known before any query: a line of three words answers nothing, however well it matches, and
//!    of two equal matches the decision is worth more than the remark.
//! 2. [`diversify`] keeps one passage from filling the page: a bullet, its sub-bullets and its neighbours under
//!    the same heading all match the same words.

use super::analyzer::count_words;
use crate::report::{Entry, Kind, Lines};

/// How many candidates are looked at to make the first pages diverse.
pub const CANDIDATES: usize = 200;

/// Passages with fewer words than this are held back: a title with nothing below it matches best and says least.
const ENOUGH_WORDS: f32 = 60.0;
/// What is left of the score of a passage of hardly any words.
const LEAST: f32 = 0.35;
/// What is left of the score of a line that only announces what the report tells elsewhere.
const LISTED: f32 = 0.5;
/// What is left of the score of an entry that shares lines with a better one.
const OVERLAP: f32 = 0.4;
/// What is left of the score of an entry under the same heading as a better one.
const SIBLING: f32 = 0.6;
/// What the best entry under a heading gains for each good one beside it.
const SUPPORT: f32 = 0.06;
/// How many of them count.
const SUPPORTERS: usize = 4;

/// What a passage is worth before any query is asked, around 1.
pub fn quality(entry: &Entry) -> f32 {
    let own = count_words(entry.own_text());
    let below = count_words(entry.text.get(entry.lead..).unwrap_or_default());
    let words = own as f32 + below as f32;
    let length = (LEAST + (1.0 - LEAST) * words / ENOUGH_WORDS).min(1.0);
    let kind = match entry.kind {
        Kind::Decision => 1.15,
        Kind::Proposal => 1.1,
        Kind::Action => 1.03,
        Kind::Question | Kind::Update | Kind::Discussion => 1.0,
        Kind::Thanks => 0.9,
    };
    length * kind * if entry.listed { LISTED } else { 1.0 }
}

/// A hit with what tells how near it stands to another.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// The score of the hit by itself.
    pub score: f32,
    /// Which report it stands in.
    pub report: u64,
    /// Which section of the report.
    pub section: u64,
    /// Its lines in the report's file.
    pub lines: Lines,
}

/// The order of hits, best first, in which near ones make room for others: positions in `hits` with new scores.
///
/// The best hit left is taken each time, then those near it are held back, so that scores never rise.
pub fn diversify(hits: &[Standing]) -> Vec<(usize, f32)> {
    let mut left: Vec<(usize, f32)> =
        hits.iter().enumerate().map(|(at, hit)| (at, hit.score * support(hits, at))).collect();
    let mut order = Vec::with_capacity(hits.len());
    while let Some(best) = best_of(&left) {
        let (at, score) = left.swap_remove(best);
        order.push((at, score));
        let Some(taken) = hits.get(at) else { continue };
        for (other, score) in &mut left {
            if let Some(hit) = hits.get(*other) {
                *score *= room(taken, hit);
            }
        }
    }
    order
}

/// What an entry gains from good ones under the same heading, where it is the first of them.
fn support(hits: &[Standing], at: usize) -> f32 {
    let Some(hit) = hits.get(at) else { return 1.0 };
    let beside = |other: &&Standing| {
        other.report == hit.report && other.section == hit.section && !other.lines.overlaps(hit.lines)
    };
    if hits.iter().take(at).any(|other| beside(&other)) {
        return 1.0;
    }
    let good = hits.iter().skip(at + 1).filter(beside).filter(|other| other.score > hit.score / 2.0);
    1.0 + SUPPORT * good.take(SUPPORTERS).count() as f32
}

fn best_of(left: &[(usize, f32)]) -> Option<usize> {
    let better = |a: &(usize, f32), b: &(usize, f32)| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0));
    left.iter().enumerate().max_by(|a, b| better(a.1, b.1)).map(|(position, _)| position)
}

/// What a hit keeps of its score beside a better one.
fn room(taken: &Standing, hit: &Standing) -> f32 {
    if taken.report != hit.report {
        1.0
    } else if taken.lines.overlaps(hit.lines) {
        OVERLAP
    } else if taken.section == hit.section {
        SIBLING
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Standing, diversify};
    use crate::report::Lines;

    fn standing(score: f32, report: u64, section: u64, lines: [u32; 2]) -> Standing {
        Standing { score, report, section, lines: Lines::from(lines) }
    }

    #[test]
    fn near_hits_make_room() {
        let cases: [(&[Standing], &[usize]); 4] = [
            (&[], &[]),
            // A bullet inside the best one falls behind another report.
            (
                &[standing(10.0, 1, 1, [1, 9]), standing(9.0, 1, 1, [3, 4]), standing(5.0, 2, 1, [1, 2])],
                &[0, 2, 1],
            ),
            // Neighbours under one heading fall behind each in turn; other headings do not.
            (
                &[standing(10.0, 1, 1, [1, 1]), standing(9.0, 1, 1, [2, 2]), standing(8.0, 1, 2, [9, 9])],
                &[0, 2, 1],
            ),
            // Equal hits stay in their order.
            (
                &[standing(1.0, 1, 1, [1, 1]), standing(1.0, 2, 1, [1, 1]), standing(1.0, 3, 1, [1, 1])],
                &[0, 1, 2],
            ),
        ];
        for (hits, expected) in cases {
            let order: Vec<usize> = diversify(hits).iter().map(|&(at, _)| at).collect();
            assert_eq!(order, expected);
        }
    }

    #[test]
    fn scores_never_rise() {
        let hits: Vec<Standing> = (0..50)
            .map(|at| standing(50.0 - at as f32, (at % 3).into(), (at % 5).into(), [at, at + 3]))
            .collect();
        let order = diversify(&hits);
        assert_eq!(order.len(), hits.len());
        assert!(order.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    }
}
