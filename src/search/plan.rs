//! A query taken apart the way every engine runs it.
//!
//! 1. What says nothing is left out: words without a letter or digit, and words that may be missing, which only
//!    help the rank.
//! 2. The parts that must all hold are told apart: words, choices of facet values, other conditions. An entry that
//!    fails the choices of one facet only still counts for the other values of that facet.
//! 3. Where no entry has all the words, [`Relaxation`] says which ones have enough of them. The rule knows the
//!    words and the archive, not the other conditions, so that a condition added by a click only ever narrows.

use super::analyzer::{Form, fold_value, query_tokens};
use crate::field::Field;
use crate::query::{Expr, Pattern, Query, TextTerm};

/// The parts of a query that must all hold.
#[derive(Debug, Default)]
pub struct Plan<'q> {
    /// Words that must be found; of several in the place of one (`jetty OR pier`), one of them.
    pub required: Vec<Vec<&'q TextTerm>>,
    /// All words of the top level in the order typed, those that may be missing too: what stands side by side in
    /// the query should stand side by side in the text.
    pub typed: Vec<&'q TextTerm>,
    /// Choices of values, one per facet field.
    pub choices: Vec<Choice<'q>>,
    /// Everything else; each says something.
    pub conditions: Vec<&'q Expr>,
}

/// What is chosen in one facet.
#[derive(Debug)]
pub struct Choice<'q> {
    /// The facet's field.
    pub field: Field,
    /// Lists of values; an entry needs one value of each list.
    pub lists: Vec<&'q [String]>,
}

impl Choice<'_> {
    /// All chosen values, as the query names them, each once.
    pub fn values(&self) -> Vec<&str> {
        let mut seen = Vec::new();
        let values = self.lists.iter().flat_map(|list| list.iter());
        values
            .filter(|value| {
                let key = fold_value(value);
                let new = !seen.contains(&key);
                if new {
                    seen.push(key);
                }
                new
            })
            .map(String::as_str)
            .collect()
    }
}

impl<'q> Plan<'q> {
    /// Takes a query apart.
    pub fn new(query: &'q Query) -> Self {
        let mut plan = Self::default();
        match &query.expr {
            Expr::And(parts) => parts.iter().for_each(|part| plan.add(part)),
            part @ (Expr::All
            | Expr::Text(_)
            | Expr::Value { .. }
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::Or(_)
            | Expr::Not(_)) => plan.add(part),
        }
        plan
    }

    fn add(&mut self, part: &'q Expr) {
        match part {
            Expr::All => {}
            Expr::Text(term) => {
                self.typed.push(term);
                if term_says(term) {
                    self.required.push(vec![term]);
                }
            }
            Expr::Or(parts) if parts.iter().all(|part| matches!(part, Expr::Text(_))) => {
                let terms = parts
                    .iter()
                    .filter_map(|part| if let Expr::Text(term) = part { Some(term) } else { None });
                let terms: Vec<&TextTerm> = terms.filter(|term| term_says(term)).collect();
                if !terms.is_empty() {
                    self.required.push(terms);
                }
            }
            Expr::Value { field, values } if field.row().facet.is_some() => {
                match self.choices.iter_mut().find(|choice| choice.field == *field) {
                    Some(choice) => choice.lists.push(values),
                    None => self.choices.push(Choice { field: *field, lists: vec![values] }),
                }
            }
            Expr::Value { .. }
            | Expr::Days { .. }
            | Expr::Has(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Not(_) => {
                if says(part) {
                    self.conditions.push(part);
                }
            }
        }
    }

    /// Whether any words are looked for, so that entries can be better or worse.
    pub fn has_words(&self) -> bool {
        !self.typed.is_empty()
            || !self.required.is_empty()
            || self.conditions.iter().any(|expr| has_words(expr))
    }
}

/// Whether an expression restricts anything.
pub fn says(expr: &Expr) -> bool {
    match expr {
        Expr::Text(term) => term_says(term),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(says),
        Expr::Not(inner) => says(inner),
        Expr::All | Expr::Value { .. } | Expr::Days { .. } | Expr::Has(_) => true,
    }
}

/// The folded values under which a value of an entry is found: itself, and for a reference or a repository all that
/// a reader may leave out of it: `owner/name#12` is also `name#12` and `#12`, `owner/name` is also `name`.
pub fn value_keys(field: Field, value: &str) -> Vec<String> {
    let whole = fold_value(value);
    let mut keys = Vec::new();
    if matches!(field, Field::Ref | Field::Repo) {
        let repository = whole.find('#').unwrap_or(if field == Field::Repo { whole.len() } else { 0 });
        let cuts = whole.match_indices('/').map(|(at, _)| at + 1).filter(|&at| at < repository);
        let starts = cuts.chain((0 < repository && repository < whole.len()).then_some(repository));
        keys.extend(starts.filter_map(|at| whole.get(at..)).map(str::to_owned));
    }
    keys.push(whole);
    keys
}

fn term_says(term: &TextTerm) -> bool {
    let (Pattern::Word(text) | Pattern::Phrase(text) | Pattern::Prefix(text)) = &term.pattern;
    !term.optional && !query_tokens(text, Form::Exact).is_empty()
}

fn has_words(expr: &Expr) -> bool {
    match expr {
        Expr::Text(_) => true,
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(has_words),
        Expr::Not(_) | Expr::All | Expr::Value { .. } | Expr::Days { .. } | Expr::Has(_) => false,
    }
}

/// Fewer full matches than this are followed by entries that have most of the words.
pub const FEW: usize = 10;

/// From so many words on a rare one is bounded by the others.
const SEVERAL: usize = 3;

/// Which entries have enough of the words, where none or few have all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Relaxation {
    /// What each word counts for where it is asked whether an entry has enough of them, 1 in all.
    weights: Vec<f64>,
    /// What it counts for in the rank, 1 in all.
    ranks: Vec<f64>,
}

impl Relaxation {
    /// The share of the words' weight that is enough.
    const ENOUGH: f64 = 0.34;

    /// The rule for words that are found in `found` of `entries` entries, in the order of `Plan::required`; `None`
    /// where there is nothing to relax. A rare word weighs more; one that is found nowhere weighs nothing, since
    /// it would only keep the others from being found.
    pub fn new(entries: usize, found: &[usize]) -> Option<Self> {
        if found.len() < 2 || found.iter().all(|&count| count == 0) {
            return None;
        }
        let weight = |&count: &usize| {
            if count == 0 {
                return 0.0;
            }
            let rest = entries.saturating_sub(count) as f64;
            (1.0 + (rest + 0.5) / (count as f64 + 0.5)).ln()
        };
        let mut weights: Vec<f64> = found.iter().map(weight).collect();
        // Of several words one that hardly anybody used would bring nothing else: it does not outweigh all the others.
        if found.iter().filter(|&&count| count > 0).count() >= SEVERAL {
            let sum: f64 = weights.iter().sum();
            let rare = weights.iter_mut().zip(found).filter(|(_, count)| **count < FEW);
            rare.for_each(|(weight, _)| *weight = weight.min(sum - *weight));
        }
        // The rarest word says best what is looked for: two common ones do not make up for it.
        let ranks = weights.iter().map(|weight| weight * weight).collect();
        Some(Self { weights: shares(weights), ranks: shares(ranks) })
    }

    /// The same rule, with a rank in which a rare word counts no more than for having enough.
    pub fn level(self) -> Self {
        Self { ranks: self.weights.clone(), ..self }
    }

    /// The share of the words' rank that an entry has, where it has enough of them.
    pub fn share(&self, has: impl Fn(usize) -> bool) -> Option<f64> {
        let sum = |each: &[f64]| -> f64 {
            each.iter().enumerate().filter(|&(at, _)| has(at)).map(|(_, weight)| weight).sum()
        };
        // The margin keeps two equally rare words equal whatever the order of the sums.
        (sum(&self.weights) + 1e-9 >= Self::ENOUGH).then(|| sum(&self.ranks))
    }
}

/// The same numbers with 1 as their sum.
fn shares(mut weights: Vec<f64>) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= sum);
    weights
}

#[cfg(test)]
mod tests {
    use super::{Relaxation, value_keys};
    use crate::field::Field;

    #[test]
    fn references_are_found_by_what_is_typed_of_them() {
        let cases = [
            (Field::Ref, "JupyterHub/BinderHub#274", "binderhub#274 #274 jupyterhub/binderhub#274"),
            (Field::Ref, "group/sub/name#1", "sub/name#1 name#1 #1 group/sub/name#1"),
            (Field::Ref, "#12", "#12"),
            (Field::Repo, "a/b", "b a/b"),
            (Field::Repo, "a", "a"),
        ];
        for (field, value, keys) in cases {
            assert_eq!(value_keys(field, value).join(" "), keys, "{value}");
        }
    }

    #[test]
    fn enough_is_a_good_part_of_the_weight() {
        let cases: [(&[usize], &[usize], bool); 9] = [
            (&[10, 10], &[0], true),
            (&[10, 10], &[1], true),
            (&[3, 900], &[0], true),
            (&[3, 900], &[1], false),
            (&[0, 900], &[1], true),
            (&[20, 20, 20], &[2], false),
            (&[20, 20, 20], &[0, 2], true),
            // A word that is all but unknown does not stand in the way of the others, nor does a very common one count.
            (&[2, 100, 400], &[1, 2], true),
            (&[2, 100, 990], &[2], false),
        ];
        for (found, has, enough) in cases {
            let rule = Relaxation::new(1_000, found).expect("two words and more");
            assert_eq!(rule.share(|at| has.contains(&at)).is_some(), enough, "{found:?} {has:?}");
        }
        let rule = Relaxation::new(1_000, &[20, 120, 130]).expect("three words");
        let shares = |rule: &Relaxation| {
            let of = |has: &[usize]| rule.share(|at| has.contains(&at)).expect("enough");
            (of(&[0]), of(&[1, 2]), of(&[0, 1, 2]))
        };
        let (rare, common, all) = shares(&rule);
        assert!(common < rare && rare < all, "{rare} {common} {all}");
        let (rare, common, all) = shares(&rule.level());
        assert!(rare < common && common < all, "{rare} {common} {all}");
        for found in [&[5][..], &[0, 0], &[]] {
            assert_eq!(Relaxation::new(1_000, found), None, "{found:?}");
        }
    }
}
