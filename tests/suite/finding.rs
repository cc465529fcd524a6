//! The floor of finding: how well the questions of `data/queries.toml` are answered from the bundled sample, at least.

use crate::docs::tables::archive;
use minutebook::eval::{by_kind, evaluate, mean, read};
use minutebook::report::Date;
use std::path::Path;

/// Raised with the ranking, never lowered without a reason in the commit.
const NDCG: f64 = 0.80;
const SUCCESS: f64 = 0.75;
/// No kind of question is answered worse than this.
const WORST_KIND: f64 = 0.50;

#[test]
fn the_questions_of_the_sample_are_answered() {
    let questions = read(Path::new("data/queries.toml")).unwrap();
    assert!(questions.len() >= 20);
    let answered = evaluate(archive(), questions, Date::constant(2025, 10, 1)).unwrap();
    for answered in &answered {
        assert_eq!(answered.error, None, "{}", answered.question.query);
        assert!(answered.measures.is_some(), "nothing answers {}", answered.question.query);
    }
    let (_, means) = mean(answered.iter());
    assert!(means.ndcg >= NDCG && means.success >= SUCCESS, "{means:?}");
    for (kind, count, means) in by_kind(&answered) {
        assert!(means.ndcg >= WORST_KIND, "{kind} ({count}): {means:?}");
    }
}
