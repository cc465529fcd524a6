//! The measures, over the first ten hits.

use crate::report::Lines;

/// How many hits count.
pub(super) const K: usize = 10;
/// Of a hit only so many lines count: a page-long passage hides its answer.
const MAX_LINES: u32 = 60;
/// From this grade on a passage answers.
const RELEVANT: u8 = 2;

/// The names of the measures, in the order of [`Measures::all`].
pub const MEASURES: [&str; 4] = ["ndcg@10", "mrr@10", "recall@10", "success@1"];

/// A passage that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retrieved {
    /// Its file.
    pub path: String,
    /// Its lines.
    pub lines: Lines,
}

/// A passage that is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) path: String,
    pub(super) lines: Lines,
    /// 3 answers the question, 2 is clearly about it, 1 mentions it.
    pub(super) grade: u8,
}

/// How well one question was answered, or several on the average. Each measure is between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Measures {
    /// How near the order of the first ten hits is to the best there could be.
    pub ndcg: f64,
    /// 1 / rank of the first answer.
    pub mrr: f64,
    /// Which share of the answers stands among the first ten.
    pub recall: f64,
    /// Whether the first hit is an answer.
    pub success: f64,
}

/// For each of the first hits, which judged passage it takes: the best one it shares lines with that none before
/// it has taken; of equal grades the one with more lines in common, then the earlier one.
pub(super) fn take(judged: &[Judged], retrieved: &[Retrieved]) -> Vec<Option<usize>> {
    let mut free = vec![true; judged.len()];
    let mut taken = Vec::new();
    for hit in retrieved.iter().take(K) {
        let last = hit.lines.last.min(hit.lines.first.saturating_add(MAX_LINES - 1));
        let shares = |judged: &Judged| {
            judged.path == hit.path && judged.lines.first <= last && hit.lines.first <= judged.lines.last
        };
        let candidates = judged.iter().enumerate().filter(|(at, judged)| free[*at] && shares(judged));
        let best = candidates.max_by_key(|(at, judged)| {
            let common = judged.lines.last.min(last) - judged.lines.first.max(hit.lines.first);
            (judged.grade, common, std::cmp::Reverse((judged.lines.first, *at)))
        });
        let best = best.map(|(at, _)| at);
        if let Some(free) = best.and_then(|at| free.get_mut(at)) {
            *free = false;
        }
        taken.push(best);
    }
    taken
}

impl Measures {
    /// The measures of one question; `None` where no answer to it is known.
    pub(super) fn of(judged: &[Judged], grades: &[u8]) -> Option<Self> {
        let relevant = judged.iter().filter(|judged| judged.grade >= RELEVANT).count();
        if relevant == 0 {
            return None;
        }
        let mut best: Vec<u8> = judged.iter().map(|judged| judged.grade).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        best.truncate(K);
        let first = grades.iter().position(|&grade| grade >= RELEVANT);
        let hits = grades.iter().filter(|&&grade| grade >= RELEVANT).count();
        Some(Self {
            ndcg: gain(grades) / gain(&best),
            mrr: first.map_or(0.0, |at| 1.0 / (at as f64 + 1.0)),
            recall: hits as f64 / relevant as f64,
            success: if first == Some(0) { 1.0 } else { 0.0 },
        })
    }

    /// The average; nothing where there are none.
    pub(super) fn mean(measures: &[Self]) -> Self {
        let count = measures.len().max(1) as f64;
        let mean = |of: fn(&Self) -> f64| measures.iter().map(of).sum::<f64>() / count;
        Self {
            ndcg: mean(|m| m.ndcg),
            mrr: mean(|m| m.mrr),
            recall: mean(|m| m.recall),
            success: mean(|m| m.success),
        }
    }

    /// All measures, in the order of [`MEASURES`].
    pub fn all(&self) -> [f64; 4] {
        [self.ndcg, self.mrr, self.recall, self.success]
    }
}

/// What a list of grades is worth: high ones early.
fn gain(grades: &[u8]) -> f64 {
    let worth = |(at, &grade): (usize, &u8)| (f64::from(grade).exp2() - 1.0) / (at as f64 + 2.0).log2();
    // The sum of nothing would be a negative zero.
    grades.iter().enumerate().map(worth).fold(0.0, |sum, worth| sum + worth)
}
