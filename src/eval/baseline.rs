//! Scores that were kept, and what has changed since.

use super::questions::{EvalError, load};
use super::{Answered, Measures};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// A smaller difference is none: scores are kept with four digits.
const EQUAL: f64 = 0.0002;

/// Scores as they are printed and kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// How many questions were measured.
    pub queries: usize,
    /// The means over all of them, by name of the measure.
    pub mean: BTreeMap<String, f64>,
    /// The means by kind of question, with how many there are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by: BTreeMap<String, SavedKind>,
    /// The questions, by id.
    pub per_query: BTreeMap<String, SavedQuestion>,
}

/// The means of one kind of question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedKind {
    /// How many questions there are.
    pub queries: usize,
    /// The means.
    #[serde(flatten)]
    pub mean: BTreeMap<String, f64>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedQuestion {
    /// What was typed.
    pub query: String,
    /// The measures; none where no answer is known.
    #[serde(flatten)]
    pub measures: BTreeMap<String, f64>,
    /// The grades of the first hits.
    pub grades: Vec<u8>,
    /// Which of the expected passages were found, in order of rank.
    pub found: Vec<String>,
    /// Why it could not be asked as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// A question that scores otherwise than before, or finds other passages.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The question's id.
    pub id: String,
    /// What is typed.
    pub query: String,
    /// The first measure, before and now.
    pub ndcg: (f64, f64),
    /// Passages that were found and are not any more.
    pub lost: Vec<String>,
    /// Passages that were not found before.
    pub gained: Vec<String>,
}

impl Change {
    /// Whether the question is answered worse than before.
    pub fn is_loss(&self) -> bool {
        self.ndcg.1 < self.ndcg.0 - EQUAL
    }
}

impl Saved {
    /// The scores of some answers.
    pub fn of(answered: &[Answered]) -> Self {
        let (queries, means) = super::mean(answered.iter());
        let kinds = super::by_kind(answered).into_iter();
        let question = |answered: &Answered| SavedQuestion {
            query: answered.question.query.clone(),
            measures: answered.measures.as_ref().map(named).unwrap_or_default(),
            grades: answered.grades.clone(),
            found: answered.found.iter().map(|(_, target)| target.clone()).collect(),
            error: answered.error.clone(),
        };
        Self {
            queries,
            mean: named(&means),
            by: kinds
                .map(|(kind, queries, means)| (kind, SavedKind { queries, mean: named(&means) }))
                .collect(),
            per_query: answered.iter().map(|a| (a.question.id.clone(), question(a))).collect(),
        }
    }

    /// Scores from a file.
    ///
    /// # Errors
    /// Where the file cannot be read or holds no scores.
    pub fn read(path: &Path) -> Result<Self, EvalError> {
        let text = load(path)?;
        serde_json::from_str(&text).map_err(|error| EvalError::new(path, format!("holds no scores: {error}")))
    }

    /// What has changed from these scores to others, most lost first. Questions that only one of them has are left
    /// out.
    pub fn changes(&self, now: &Self) -> Vec<Change> {
        let ndcg = |question: &SavedQuestion| question.measures.get(super::MEASURES[0]).copied();
        let missing = |these: &[String], those: &[String]| -> Vec<String> {
            these.iter().filter(|target| !those.contains(target)).cloned().collect()
        };
        let both = self.per_query.iter().filter_map(|(id, old)| Some((id, old, now.per_query.get(id)?)));
        let changes = both.map(|(id, old, new)| Change {
            id: id.clone(),
            query: new.query.clone(),
            ndcg: (ndcg(old).unwrap_or(0.0), ndcg(new).unwrap_or(0.0)),
            lost: missing(&old.found, &new.found),
            gained: missing(&new.found, &old.found),
        });
        let differs = |change: &Change| {
            (change.ndcg.0 - change.ndcg.1).abs() > EQUAL
                || !(change.lost.is_empty() && change.gained.is_empty())
        };
        let mut changes: Vec<Change> = changes.filter(differs).collect();
        changes.sort_by(|a, b| (a.ndcg.1 - a.ndcg.0).total_cmp(&(b.ndcg.1 - b.ndcg.0)));
        changes
    }
}

/// Measures by name, with four digits.
fn named(measures: &Measures) -> BTreeMap<String, f64> {
    let digits = |value: f64| (value * 1e4).round() / 1e4;
    super::MEASURES
        .iter()
        .zip(measures.all())
        .map(|(name, value)| ((*name).to_owned(), digits(value)))
        .collect()
}
