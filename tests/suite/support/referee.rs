//! The naive engine that tells what is right: it looks at every entry and says what the words of the query mean.
//!
//! It shares the analyzer and the rule for partial answers with the engines, and nothing else. It does not rank.

use super::queries::{choose, conjuncts};
use minutebook::field::{Field, Shape};
use minutebook::query::{Expr, Pattern, Query, Sort, TextTerm};
use minutebook::report::{Date, Entry, Report, words_hash};
use minutebook::search::analyzer::{Form, Token, Tokens, fold_value, query_tokens};
use minutebook::search::plan::{FEW, Relaxation};
use minutebook::search::{
    Bar, Changes, Document, Facet, FacetValue, Hit, Meant, SearchEngine, SearchError, SearchRequest,
    SearchResults, SearchView, Snippet, spelling,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, RwLock};

/// Documents by id, and the stamp.
#[derive(Default)]
pub(crate) struct Referee {
    state: RwLock<(BTreeMap<String, Document>, String)>,
}

/// Documents by id, as they were when they were looked at.
struct Frozen(BTreeMap<String, Document>);

type Place<'a> = (&'a Report, &'a Entry);

impl SearchEngine for Referee {
    fn update(&self, changes: Changes<'_>, tick: &(dyn Fn() + Sync)) -> Result<(), SearchError> {
        let mut state = self.state.write().unwrap();
        for id in changes.remove {
            state.0.remove(&id);
        }
        for document in changes.put {
            state.0.insert(document.report.id.clone(), document);
            tick();
        }
        state.1 = changes.stamp;
        Ok(())
    }

    fn refresh(&self) -> Result<(), SearchError> {
        Ok(())
    }

    fn stamp(&self) -> Result<String, SearchError> {
        Ok(self.state.read().unwrap().1.clone())
    }

    fn view(&self) -> Arc<dyn SearchView> {
        Arc::new(Frozen(self.state.read().unwrap().0.clone()))
    }
}

impl SearchView for Frozen {
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        let places: Vec<Place> = self
            .0
            .values()
            .flat_map(|document| document.report.found().map(|entry| (&document.report, entry)))
            .collect();
        let query = &request.query;
        let full = strict(&places, query);
        let partial = full.is_empty();
        let says = |part: &&Expr| places.iter().any(|&place| matches(part, place).is_some());
        let words = conjuncts(&query.expr).iter().filter(|part| is_word(part)).filter(says).count();
        let near_total = match full.len() {
            1..FEW if words >= 2 => relaxed(&places, query).len().saturating_sub(full.len()),
            _ => 0,
        };
        let mut found = if partial { relaxed(&places, query) } else { full };
        order(&mut found, query.sort);
        let facets = match request.facet_limit {
            0 => Vec::new(),
            limit => Field::facets().map(|field| facet(&places, query, field, limit)).collect(),
        };
        let page = found.iter().skip(request.offset).take(request.limit);
        Ok(SearchResults {
            total: found.len(),
            partial: partial && !found.is_empty(),
            hits: page.map(|&(report, entry)| hit(report, entry)).collect(),
            near: Vec::new(),
            near_total,
            facets,
            histogram: histogram(&found),
        })
    }

    fn meant(&self, word: &str) -> Result<Option<Meant>, SearchError> {
        let entries =
            || self.0.values().flat_map(|document| document.report.found().map(|e| (&document.report, e)));
        let typed = TextTerm {
            pattern: Pattern::Word(word.to_owned()),
            within: None,
            related: Vec::new(),
            optional: false,
            prefers: None,
        };
        let tokens = query_tokens(word, Form::Exact);
        let known =
            entries().filter(|&place| matches(&Expr::Text(typed.clone()), place) == Some(true)).count();
        if tokens.len() != 1 {
            return Ok(None);
        }
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for (_, entry) in entries() {
            let words: BTreeSet<String> =
                Tokens::new(&entry.text, Form::Exact).map(|token| token.text).collect();
            words.into_iter().for_each(|word| *count.entry(word).or_default() += 1);
        }
        let meant = spelling::meant(
            &tokens[0].text,
            known,
            count.iter().map(|(word, count)| (word.as_str(), *count)),
        );
        Ok(meant.map(|word| Meant { word, rare: known > 0 }))
    }

    fn document(&self, id: &str) -> Result<Option<Document>, SearchError> {
        Ok(self.0.get(id).cloned())
    }

    fn entries_worded(&self, words: &str) -> Result<Vec<String>, SearchError> {
        let found = self.0.values().flat_map(|document| document.report.found());
        let mut ids: Vec<String> = found
            .filter(|entry| words_hash(&entry.id) == Some(words))
            .map(|entry| entry.id.clone())
            .collect();
        ids.sort_unstable();
        Ok(ids)
    }

    fn each_document(&self, visit: &mut dyn FnMut(Document)) -> Result<(), SearchError> {
        self.0.values().cloned().for_each(visit);
        Ok(())
    }
}

/// Entries that satisfy every part.
fn strict<'a>(places: &[Place<'a>], query: &Query) -> Vec<Place<'a>> {
    let parts = conjuncts(&query.expr);
    let all = |place: &&Place| parts.iter().all(|part| matches(part, **place) != Some(false));
    places.iter().filter(all).copied().collect()
}

/// Whether a part is a word, or several of which one will do.
fn is_word(part: &Expr) -> bool {
    match part {
        Expr::Or(parts) => parts.iter().all(|part| matches!(part, Expr::Text(_))),
        part => matches!(part, Expr::Text(_)),
    }
}

/// Entries that satisfy every part but for some of the words.
fn relaxed<'a>(places: &[Place<'a>], query: &Query) -> Vec<Place<'a>> {
    let is_word = |part: &Expr| is_word(part);
    let (words, rest): (Vec<Expr>, Vec<Expr>) = conjuncts(&query.expr).into_iter().partition(is_word);
    let says = |word: &Expr| places.iter().any(|&place| matches(word, place).is_some());
    let words: Vec<Expr> = words.into_iter().filter(says).collect();
    let count = |word: &Expr| places.iter().filter(|&&place| matches(word, place) == Some(true)).count();
    let found: Vec<usize> = words.iter().map(count).collect();
    let Some(rule) = Relaxation::new(places.len(), &found) else { return Vec::new() };
    let enough = |place: &&Place| {
        rest.iter().all(|part| matches(part, **place) != Some(false))
            && rule.share(|at| matches(&words[at], **place) == Some(true)).is_some()
    };
    places.iter().filter(enough).copied().collect()
}

/// Whether an entry matches; `None` where the expression says nothing.
fn matches(expr: &Expr, (report, entry): Place) -> Option<bool> {
    match expr {
        Expr::All => Some(true),
        Expr::Text(term) => has_words(term, report, entry),
        Expr::Value { field, values } => Some(has_value(*field, values, report, entry)),
        Expr::Days { from, to } => Some(
            report
                .date
                .is_some_and(|date| from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to)),
        ),
        Expr::Has(field) => Some(!field.values(report, entry).is_empty()),
        Expr::And(parts) => {
            let said: Vec<bool> = parts.iter().filter_map(|part| matches(part, (report, entry))).collect();
            (!said.is_empty()).then(|| said.iter().all(|&yes| yes))
        }
        Expr::Or(parts) => {
            let said: Vec<bool> = parts.iter().filter_map(|part| matches(part, (report, entry))).collect();
            (!said.is_empty()).then(|| said.iter().any(|&yes| yes))
        }
        Expr::Not(inner) => matches(inner, (report, entry)).map(|yes| !yes),
    }
}

fn has_words(term: &TextTerm, report: &Report, entry: &Entry) -> Option<bool> {
    let (text, form) = match &term.pattern {
        Pattern::Word(text) | Pattern::Phrase(text) => (text, Form::Stemmed),
        Pattern::Prefix(text) => (text, Form::Exact),
    };
    let wanted = query_tokens(text, form);
    if term.optional || wanted.is_empty() {
        return None;
    }
    let fields = match term.within {
        Some(field) => vec![field],
        None => vec![Field::Text, Field::Section, Field::Title],
    };
    let is_words = |field: &Field| field.row().shape == Shape::Words;
    let values: Vec<String> =
        fields.into_iter().filter(is_words).flat_map(|field| field.values(report, entry)).collect();
    let found = |wanted: &[Token], form: Form| values.iter().any(|value| stands_in(value, wanted, form));
    let stemmed = |words: &String| found(&query_tokens(words, Form::Stemmed), Form::Stemmed);
    Some(found(&wanted, form) || term.related.iter().any(stemmed))
}

/// Whether words stand one after another in a text; exact ones are those of a prefix, whose last one only begins so.
fn stands_in(text: &str, wanted: &[Token], form: Form) -> bool {
    let tokens: Vec<Token> = Tokens::new(text, form).collect();
    let at = |position: usize, at: usize| {
        let begins = form == Form::Exact && at + 1 == wanted.len();
        tokens
            .iter()
            .filter(|token| token.position == position)
            .any(|token| token.text == wanted[at].text || begins && token.text.starts_with(&wanted[at].text))
    };
    let last = tokens.last().map_or(0, |token| token.position + 1);
    !wanted.is_empty() && (0..last).any(|start| (0..wanted.len()).all(|offset| at(start + offset, offset)))
}

fn has_value(field: Field, wanted: &[String], report: &Report, entry: &Entry) -> bool {
    if field.row().shape == Shape::Words {
        return false;
    }
    let has = |value: &str, wanted: &str| {
        value == wanted
            || field == Field::Ref
                && wanted.contains('#')
                && (value.ends_with(&format!("/{wanted}"))
                    || wanted.starts_with('#') && value.ends_with(wanted))
    };
    let values = field.values(report, entry);
    values.iter().any(|value| wanted.iter().any(|wanted| has(&fold_value(value), &fold_value(wanted))))
}

/// Values of a field in an entry; of those that differ by case alone the first.
fn shown(field: Field, (report, entry): Place) -> Vec<String> {
    let mut seen = BTreeSet::new();
    field.values(report, entry).into_iter().filter(|value| seen.insert(fold_value(value))).collect()
}

/// Every value with what choosing it would bring.
fn facet(places: &[Place], query: &Query, field: Field, limit: usize) -> Facet {
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for value in places.iter().flat_map(|&place| shown(field, place)) {
        let known = values.entry(fold_value(&value)).or_insert_with(|| value.clone());
        *known = value.min(known.clone());
    }
    let mut selected = BTreeSet::new();
    for part in conjuncts(&query.expr) {
        let Expr::Value { field: of, values: chosen } = part else { continue };
        for value in chosen.iter().filter(|_| of == field) {
            selected.insert(fold_value(value));
            values.entry(fold_value(value)).or_insert_with(|| value.clone());
        }
    }
    let partial = strict(places, query).is_empty();
    let count = |value: &str| {
        let query = choose(query, field, value);
        match strict(places, &query).len() {
            0 if partial => relaxed(places, &query).len(),
            count => count,
        }
    };
    let values = values.into_iter().map(|(key, value)| FacetValue {
        count: count(&value),
        selected: selected.contains(&key),
        value,
    });
    Facet::new(field, values.filter(|value| value.count > 0 || value.selected).collect(), limit)
}

fn order(found: &mut [Place], sort: Sort) {
    let rest = |(report, entry): &Place| {
        let seq = report.entries.iter().position(|other| std::ptr::eq(other, *entry));
        (report.id.clone(), seq)
    };
    found.sort_by_key(rest);
    match sort {
        Sort::Oldest => found.sort_by_key(|(report, _)| (report.date.is_none(), report.date)),
        Sort::Newest | Sort::Relevance => {
            found.sort_by_key(|(report, _)| (report.date.is_none(), std::cmp::Reverse(report.date)));
        }
    }
}

fn histogram(found: &[Place]) -> Vec<Bar> {
    let mut months: BTreeMap<Date, usize> = BTreeMap::new();
    for date in found.iter().filter_map(|(report, _)| report.date) {
        *months.entry(date.first_of_month()).or_default() += 1;
    }
    months.into_iter().map(|(month, count)| Bar { month, count }).collect()
}

fn hit(report: &Report, entry: &Entry) -> Hit {
    Hit {
        entry: entry.clone(),
        report: report.id.clone(),
        title: report.title.clone(),
        date: report.date,
        series: report.series.clone(),
        path: report.path.clone(),
        score: 0.0,
        snippet: Snippet::default(),
        related: Vec::new(),
    }
}
