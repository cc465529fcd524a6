//! What holds for every query: it never panics, and its canonical text means the same.

use super::{context, query, try_query};
use crate::field::Field;
use crate::query::lookup::Lookup;
use crate::query::{Expr, Pattern, Query, Sort, TextTerm, annotate, reference, simplify};
use crate::report::Date;
use pieces::PIECES;
use proptest::prelude::*;
use proptest::sample::select;

#[path = "../../../tests/suite/support/pieces.rs"]
mod pieces;

fn check(text: &str) -> Result<(), TestCaseError> {
    match try_query(text) {
        Ok(first) => {
            let shown = first.to_string();
            let again = try_query(&shown);
            prop_assert_eq!(again.as_ref(), Ok(&first), "{:?} is shown as {:?}", text, &shown);
            prop_assert_eq!(again.map(|query| query.to_string()), Ok(shown));
        }
        Err(error) => {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?} of {text:?}", error.span);
            prop_assert!(error.render(text).contains('^'));
            if let Some(repaired) = &error.repaired {
                prop_assert!(try_query(repaired).is_ok(), "{text:?} is repaired as {repaired:?}");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_pieces_are_read_or_refused(pieces in prop::collection::vec(select(PIECES), 0..14)) {
        check(&pieces.concat())?;
    }

    #[test]
    fn a_query_is_read_back_from_its_text(expr in conditions(), sort in sorts(), expand in any::<bool>()) {
        let mut made = Query { expr, sort, expand };
        annotate::annotate(&mut made, &Lookup::new(&super::context()));
        let shown = made.to_string();
        prop_assert_eq!(try_query(&shown), Ok(made), "{}", shown);
    }

    #[test]
    fn changed_queries_are_read_back_from_their_text(expr in conditions(), value in select(&["decision", "action"][..])) {
        let made = Query { expr, sort: Sort::Newest, expand: false };
        let days = (Date::new(2018, 1, 1).ok(), Date::new(2018, 6, 30).ok());
        let mut changed = vec![
            made.with_value(Field::Kind, value),
            made.without_value(Field::Kind, value),
            made.without_field(Field::Topic),
            made.with_days(days.0, days.1),
            made.with_days(None, None),
            made.with_sort(Sort::Oldest),
        ];
        changed.extend(made.parts().into_iter().map(|part| part.rest));
        for query in changed {
            let shown = query.to_string();
            prop_assert_eq!(forget_words(try_query(&shown).ok()), forget_words(Some(query)), "{}", shown);
        }
    }
}

/// A query without what only the vocabulary knows of its words.
fn forget_words(query: Option<Query>) -> Option<Query> {
    fn forget(expr: &mut Expr) {
        match expr {
            Expr::Text(term) => {
                term.optional = false;
                term.related.clear();
                term.prefers = None;
            }
            Expr::And(inner) | Expr::Or(inner) => inner.iter_mut().for_each(forget),
            Expr::Not(inner) => forget(inner),
            Expr::All | Expr::Value { .. } | Expr::Days { .. } | Expr::Has(_) => {}
        }
    }
    query.map(|mut query| {
        forget(&mut query.expr);
        query
    })
}

fn sorts() -> impl Strategy<Value = Sort> {
    select(&[Sort::Relevance, Sort::Newest, Sort::Oldest][..])
}

/// Trees that `resolve` can make.
fn conditions() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![6 => terms(), 3 => values(), 1 => spans(), 1 => select(&[Field::Ref, Field::Owner][..]).prop_map(Expr::Has)];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..5)
                .prop_map(|all| simplify::and(all).unwrap_or(Expr::All)),
            prop::collection::vec(inner.clone(), 1..5).prop_map(simplify::or),
            inner.prop_map(|inner| simplify::not(inner).unwrap_or(Expr::All)),
        ]
    })
}

fn terms() -> impl Strategy<Value = Expr> {
    let words = select(
        &["the", "did", "merge", "two", "factor", "GDPR", "C++", "std::mem", "naïve", "o/charts#12", "x#y"][..],
    );
    let phrases = prop_oneof![
        select(&["data protection", "a \"quoted\" word", r"C:\dir\", "OR", "kind:decision"][..])
            .prop_map(str::to_owned),
        "[a-z][ -~]{0,12}[a-z]".prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")),
    ];
    let pattern = prop_oneof![
        6 => words.prop_map(|word| Pattern::Word(word.to_owned())),
        2 => phrases.prop_map(Pattern::Phrase),
        1 => select(&["fed", "jupyter-h"][..]).prop_map(|prefix| Pattern::Prefix(prefix.to_owned())),
    ];
    let places = prop_oneof![4 => Just(None), 1 => select(&[Field::Title, Field::Section, Field::Text][..]).prop_map(Some)];
    (pattern, places).prop_map(|(pattern, within)| {
        let named = match (&pattern, within) {
            (Pattern::Word(word), None) => reference::canonical(word),
            (Pattern::Word(_) | Pattern::Phrase(_) | Pattern::Prefix(_), _) => None,
        };
        let term =
            Expr::Text(TextTerm { pattern, within, related: Vec::new(), optional: false, prefers: None });
        match named {
            Some(named) => simplify::or(vec![Expr::Value { field: Field::Ref, values: vec![named] }, term]),
            None => term,
        }
    })
}

fn values() -> impl Strategy<Value = Expr> {
    let people = context().directory.people.iter().map(|person| person.id.clone()).collect::<Vec<_>>();
    let topics = context().directory.topics.iter().map(|topic| topic.name.clone()).collect::<Vec<_>>();
    let series = context().directory.series.iter().map(|series| series.name.clone()).collect::<Vec<_>>();
    let fixed = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let fields = vec![
        (Field::Kind, fixed(&["decision", "action", "thanks"])),
        (Field::Grade, fixed(&["explicit"])),
        (Field::Status, fixed(&["open", "done"])),
        (Field::Year, fixed(&["2018", "2019"])),
        (Field::Ref, fixed(&["#12", "charts#12", "o/charts#12"])),
        (Field::Repo, fixed(&["charts", "o/charts"])),
        (Field::Person, people.clone()),
        (Field::Owner, people),
        (Field::Topic, topics),
        (Field::Series, series),
    ];
    select(fields).prop_flat_map(|(field, all)| {
        let most = all.len().min(3);
        prop::sample::subsequence(all, 1..=most).prop_map(move |values| Expr::Value { field, values })
    })
}

fn spans() -> impl Strategy<Value = Expr> {
    let day = (1i16..=9999, 1i8..=12, 1i8..=31).prop_map(|(year, month, day)| {
        let first = Date::new(year, month, 1).expect("the first of a month");
        first.with().day(day.min(first.days_in_month())).build().expect("a day of the month")
    });
    let edges =
        select(vec![(2018, 1, 1), (2018, 12, 31), (2018, 2, 1), (2018, 2, 28), (1, 1, 1), (9999, 12, 31)])
            .prop_map(|(year, month, day)| Date::constant(year, month, day));
    let day = prop_oneof![day, edges];
    (day.clone(), day, 0..3).prop_map(|(a, b, open)| {
        let (first, last) = (a.min(b), a.max(b));
        let (from, to) = match open {
            0 => (None, Some(last)),
            1 => (Some(first), None),
            _ => (Some(first), Some(last)),
        };
        Expr::Days { from, to }
    })
}

#[test]
fn queries_of_any_size_are_answered_at_once() {
    let open = "(".repeat(100_000);
    let nested = format!("{}a{}", "(".repeat(8_000 / 2), ")".repeat(8_000 / 2));
    let signs = "-(".repeat(4_000);
    let nots = format!("{} a", "NOT ".repeat(2_000));
    let words = "ab ".repeat(2_700);
    let commas = format!("kind:{}", "decision,".repeat(900));
    let quotes = "\"".repeat(8_000);
    let stars = "*".repeat(8_000);
    for text in [open, nested, signs, words, commas, quotes, stars] {
        assert!(
            try_query(&text).is_err() || query(&text).expr == Expr::All,
            "{}",
            text.get(..20).unwrap_or_default()
        );
    }
    assert_eq!(query(&nots), query("a"));
}
