//! What the words of a simplified query bring along: stop words may be missing, other words bring related ones.
//!
//! It depends on nothing but the order of the words side by side, so that a query read back from its own text
//! gets the same.

use super::lookup::Lookup;
use super::questions::Beside;
use super::{Context, Expr, Pattern, Query, TextTerm, questions};
use crate::report::Directory;
use crate::vocabulary::Concepts;

/// The longest concept, in words.
const LONGEST_CONCEPT: usize = 5;

/// The most words one term brings.
const MOST_RELATED: usize = 12;

/// How many described concepts are taken.
const MOST_DESCRIBED: usize = 2;

/// Marks stop words as optional, and adds related words where the query wants them. What is negated stays as typed.
pub(super) fn annotate(query: &mut Query, lookup: &Lookup<'_>) {
    let Context { concepts, directory, questions, .. } = *lookup.context;
    let annotator = Annotator { concepts, directory, expand: query.expand };
    match &mut query.expr {
        Expr::And(conditions) => annotator.chain(conditions, questions.then_some(lookup)),
        whole => annotator.expr(whole),
    }
}

/// What words are looked up in.
struct Annotator<'a> {
    concepts: &'a Concepts,
    directory: &'a Directory,
    expand: bool,
}

impl Annotator<'_> {
    fn expr(&self, expr: &mut Expr) {
        match expr {
            Expr::Text(_) => self.chain(std::slice::from_mut(expr), None),
            Expr::And(conditions) => self.chain(conditions, None),
            Expr::Or(conditions) => conditions.iter_mut().for_each(|inner| self.expr(inner)),
            Expr::Not(_) | Expr::All | Expr::Value { .. } | Expr::Days { .. } | Expr::Has(_) => {}
        }
    }

    /// Annotates conditions side by side; where a lookup is given, what they ask for beyond themselves is understood.
    fn chain(&self, conditions: &mut [Expr], asked: Option<&Lookup<'_>>) {
        let question =
            conditions.iter().find_map(word_of).is_some_and(|word| self.concepts.opens_question(word));
        let empty =
            |word: &str| self.concepts.is_stop_word(word) || question && self.concepts.is_framing(word);
        let says_something = conditions.iter().any(|condition| has_content(condition, &empty));
        let is_word = |condition: &Expr| word_of(condition).is_some();
        let beside = conditions.iter().any(|condition| !is_word(condition) && has_content(condition, &empty));

        let mut words: Vec<&mut TextTerm> = Vec::new();
        for condition in conditions {
            if let Expr::Text(term) = condition {
                words.extend(Some(term).filter(|term| pattern_word(term).is_some()));
            } else {
                self.expr(condition);
            }
        }
        for term in &mut words {
            term.optional = says_something && matches!(&term.pattern, Pattern::Word(word) if empty(word));
        }
        if let Some(lookup) = asked {
            let mut free: Vec<&mut TextTerm> = words.iter_mut().map(|term| &mut **term).collect();
            free.retain(|term| term.within.is_none());
            let beside = if beside { Beside::Matter } else { Beside::Nothing };
            questions::understand(&mut free, beside, lookup);
        }
        if self.expand {
            self.relate(&mut words);
            self.describe(&mut words);
        }
    }

    /// Gives each word the words related to the longest concept it is part of.
    fn relate(&self, mut words: &mut [&mut TextTerm]) {
        while !words.is_empty() {
            let longest = words.len().min(LONGEST_CONCEPT);
            let found = (1..=longest).rev().find_map(|length| {
                let related = self.related(words.get(..length)?)?;
                Some((length, related))
            });
            let (length, related) = found.unwrap_or((1, Vec::new()));
            let (concept, behind) = words.split_at_mut(length);
            for term in concept.iter_mut().filter(|term| !term.optional) {
                term.related.clone_from(&related);
            }
            words = behind;
        }
    }

    /// Gives words that together describe a concept its names: `several people editing one notebook`.
    fn describe(&self, words: &mut [&mut TextTerm]) {
        let typed: Vec<String> =
            words.iter().filter_map(|term| pattern_word(term).map(str::to_owned)).collect();
        let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
        for (concept, positions) in self.concepts.described(&typed).into_iter().take(MOST_DESCRIBED) {
            for at in positions {
                let Some(term) = words.get_mut(at).filter(|term| !term.optional) else { continue };
                let names = concept.names().chain(concept.related.iter().map(String::as_str));
                let names = names.filter(|name| !term.related.iter().any(|known| known == name));
                let names: Vec<String> = names.take(MOST_RELATED).map(str::to_owned).collect();
                term.related.extend(names);
            }
        }
    }

    /// The words related to these words taken together; `None` where they are no concept.
    fn related(&self, words: &[&mut TextTerm]) -> Option<Vec<String>> {
        let within = words.first()?.within;
        let alone = words.len() == 1;
        if words.iter().any(|term| term.within != within || alone && term.optional) {
            return None;
        }
        let typed: Vec<&str> = words.iter().filter_map(|term| pattern_word(term)).collect();
        let typed = typed.join(" ");
        // What the archive itself explains comes before what the vocabulary knows.
        let mut related = self.directory.other_forms(&typed);
        related.extend(self.concepts.related(&typed));
        if related.is_empty() {
            return None;
        }
        Some(related.into_iter().take(MOST_RELATED).map(str::to_owned).collect())
    }
}

/// The year that a word is.
pub(super) fn year_of(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| digits && (1990..2100).contains(year))
}

/// Whether a condition holds a word that says something by itself and is not negated.
fn has_content(condition: &Expr, empty: &impl Fn(&str) -> bool) -> bool {
    match condition {
        Expr::Text(term) => pattern_word(term).is_none_or(|word| !empty(word)),
        Expr::And(inner) | Expr::Or(inner) => inner.iter().any(|condition| has_content(condition, empty)),
        Expr::Not(_) | Expr::All | Expr::Value { .. } | Expr::Days { .. } | Expr::Has(_) => false,
    }
}

fn word_of(condition: &Expr) -> Option<&str> {
    match condition {
        Expr::Text(term) => pattern_word(term),
        Expr::And(_)
        | Expr::Or(_)
        | Expr::Not(_)
        | Expr::All
        | Expr::Value { .. }
        | Expr::Days { .. }
        | Expr::Has(_) => None,
    }
}

fn pattern_word(term: &TextTerm) -> Option<&str> {
    match &term.pattern {
        Pattern::Word(word) => Some(word),
        Pattern::Phrase(_) | Pattern::Prefix(_) => None,
    }
}
