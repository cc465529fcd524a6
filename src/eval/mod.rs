//! How well does the archive answer a team's own questions?
//!
//! 1. `questions` reads a file of questions with the passages that are expected.
//! 2. [`evaluate`] asks each of them as a member would; `score` compares the first hits with what was expected.
//! 3. `baseline` says what is lost and what is gained since scores were kept.

mod baseline;
mod questions;
mod score;
#[cfg(test)]
mod tests;

pub use baseline::{Change, Saved, SavedQuestion};
pub use questions::{EvalError, Expected, Question, Target, read};
pub use score::{MEASURES, Measures, Retrieved};

use crate::archive::{Archive, ArchiveError, Page};
use crate::report::Date;
use score::{K, take};

/// A question with how it was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The question.
    pub question: Question,
    /// Its measures; `None` where nothing that answers is known, so that there is nothing to measure.
    pub measures: Option<Measures>,
    /// The grades of the first hits, in order.
    pub grades: Vec<u8>,
    /// What was found of what was expected, as it is written in the file, in order of rank.
    pub found: Vec<(usize, String)>,
    /// Why it could not be asked.
    pub error: Option<String>,
}

/// Asks all questions.
///
/// # Errors
/// Where the engine fails. A question that cannot be read as a query, or that names an unknown permalink, scores
/// nothing and says why.
pub fn evaluate(
    archive: &Archive,
    questions: Vec<Question>,
    today: Date,
) -> Result<Vec<Answered>, ArchiveError> {
    questions.into_iter().map(|question| answer(archive, question, today)).collect()
}

fn answer(archive: &Archive, question: Question, today: Date) -> Result<Answered, ArchiveError> {
    let mut error = None;
    let mut judged = Vec::new();
    for expected in &question.expected {
        match place(archive, &expected.target)? {
            Some((path, lines)) => judged.push(score::Judged { path, lines, grade: expected.grade }),
            None => {
                error = Some(format!("{} is no passage of this archive", expected.target));
                // Never found, but expected all the same: a permalink that broke is a loss.
                let lines = crate::report::Lines::new(0, 0);
                judged.push(score::Judged { path: String::new(), lines, grade: expected.grade });
            }
        }
    }
    let page = Page { offset: 0, limit: K, facet_limit: 0 };
    let retrieved = match archive.search(&question.query, page, today) {
        Ok(answer) => {
            let hits = answer.results.hits.into_iter().chain(answer.results.near);
            hits.map(|hit| Retrieved { path: hit.path, lines: hit.entry.lines }).collect()
        }
        Err(ArchiveError::Query(wrong)) => {
            error = Some(wrong.to_string());
            Vec::new()
        }
        Err(other) => return Err(other),
    };
    let taken = take(&judged, &retrieved);
    let grades: Vec<u8> =
        taken.iter().map(|at| at.and_then(|at| judged.get(at)).map_or(0, |judged| judged.grade)).collect();
    let found = taken.iter().enumerate().filter_map(|(rank, at)| {
        let expected = question.expected.get((*at)?)?;
        Some((rank + 1, expected.target.to_string()))
    });
    let found = found.collect();
    Ok(Answered { measures: Measures::of(&judged, &grades), grades, found, error, question })
}

/// Where an expected passage stands.
fn place(archive: &Archive, target: &Target) -> Result<Option<(String, crate::report::Lines)>, ArchiveError> {
    match target {
        Target::Lines { path, lines } => Ok(Some((path.clone(), *lines))),
        Target::Entry(id) => Ok(archive.entry(id)?.map(|(report, entry)| (report.path, entry.lines))),
    }
}

/// The means of some answers, with how many of them could be measured.
pub fn mean<'a>(answered: impl Iterator<Item = &'a Answered>) -> (usize, Measures) {
    let measured: Vec<Measures> = answered.filter_map(|answered| answered.measures).collect();
    (measured.len(), Measures::mean(&measured))
}

/// The means by kind of question, in the order of their names; empty where no question names its kind.
pub fn by_kind(answered: &[Answered]) -> Vec<(String, usize, Measures)> {
    let mut kinds: Vec<&str> = answered.iter().filter_map(|a| a.question.kind.as_deref()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let of = |kind: &str| {
        let (count, means) = mean(answered.iter().filter(|a| a.question.kind.as_deref() == Some(kind)));
        (kind.to_owned(), count, means)
    };
    kinds.into_iter().map(of).collect()
}
