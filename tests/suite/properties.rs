//! What holds for any reports and any query: engines agree with the referee, and a facet count is what a click
//! brings.

use crate::support::queries::{choose, sorted};
use crate::support::referee::Referee;
use crate::support::reports::{With, entry, report};
use crate::support::{ask, change, ids};
use minutebook::field::Field;
use minutebook::query::{Expr, Pattern, Query, Sort, TextTerm};
use minutebook::report::{Entry, Kind};
use minutebook::search::{Document, SearchEngine, TantivyEngine};
use proptest::collection::vec;
use proptest::option::{self, weighted};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::{select, subsequence};

/// Few enough words that they meet, and every kind of word.
const WORDS: &[&str] = &[
    "gdpr",
    "privacy",
    "Privacy",
    "decided",
    "decides",
    "data",
    "jupyterhub-ssh",
    "ssh",
    "v1.2",
    "1.2",
    "C++",
    "c",
    "会議室",
    "会",
    "crème",
    "binderhub#274",
    "team's",
    "—",
    "to",
    "a",
];
const TOPICS: &[&str] = &["federation", "Federation", "privacy"];
const PEOPLE: &[&str] = &["ines", "mei", "tomasz"];
const REFS: &[(&str, u64)] = &[("a/hub", 1), ("b/hub", 1), ("", 1), ("a/hub", 11)];
const REPORTS: &[&str] = &["hpc/1", "hpc/2", "tsc/1", "tsc/2", "tsc/3"];
const DATES: &[&str] = &["", "2019-12-31", "2020-01-01", "2020-01-02", "2024-02-29"];
const KINDS: &[Kind] = &[Kind::Decision, Kind::Action, Kind::Discussion];

fn words(most: usize) -> impl Strategy<Value = String> {
    let word = (select(WORDS), select(&[" ", " ", "\n  - "][..]));
    vec(word, 0..=most)
        .prop_map(|words| words.into_iter().map(|(word, gap)| format!("{word}{gap}")).collect())
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let subset = |values| subsequence(values, 0..=2);
    let facts = (select(KINDS), subset(TOPICS), subset(PEOPLE), subsequence(REFS, 0..=2));
    let places = (vec(words(2), 0..3), vec(words(2), 0..2));
    let one =
        (words(6), places, facts).prop_map(|(text, (section, context), (kind, topics, people, refs))| {
            Entry { section, context, ..entry(&text).kind(kind).topics(&topics).people(&people).refs(&refs) }
        });
    vec(one, 0..5)
}

fn documents(most: usize) -> impl Strategy<Value = Vec<Document>> {
    let one = (select(DATES), words(2), entries());
    let ids = subsequence(REPORTS, 0..=most);
    (ids, vec(one, most)).prop_map(|(ids, contents)| {
        ids.into_iter()
            .zip(contents)
            .map(|(id, (date, title, entries))| report(id, date, &title, entries))
            .collect()
    })
}

fn text() -> impl Strategy<Value = Expr> {
    let words = vec(select(WORDS), 1..3).prop_map(|words| words.join(" "));
    let cut = (select(WORDS), 1..4_usize).prop_map(|(word, length)| word.chars().take(length).collect());
    let pattern = prop_oneof![
        4 => select(WORDS).prop_map(|word| Pattern::Word(word.to_owned())),
        2 => words.clone().prop_map(Pattern::Phrase),
        1 => cut.prop_map(Pattern::Prefix),
        1 => words.clone().prop_map(Pattern::Prefix),
    ];
    let within = weighted(0.2, select(&[Field::Text, Field::Section, Field::Title, Field::Topic][..]));
    (pattern, within, vec(words, 0..2), proptest::bool::weighted(0.1)).prop_map(
        |(pattern, within, related, optional)| {
            Expr::Text(TextTerm { pattern, within, related, optional, prefers: None })
        },
    )
}

fn value() -> impl Strategy<Value = Expr> {
    let of = |field: Field, values: &'static [&'static str]| {
        vec(select(values), 1..3).prop_map(move |values| Expr::Value {
            field,
            values: values.into_iter().map(str::to_owned).collect(),
        })
    };
    prop_oneof![
        of(Field::Kind, &["decision", "action", "DISCUSSION", "nonsense"]),
        of(Field::Topic, &["federation", "Federation", "privacy"]),
        of(Field::Person, PEOPLE),
        of(Field::Series, &["hpc", "tsc"]),
        of(Field::Year, &["2019", "2020", "2024"]),
        of(Field::Repo, &["a/hub", "b/hub"]),
        of(Field::Status, &["open", "done"]),
        of(Field::Ref, &["#1", "hub#1", "a/hub#1", "b/hub#1", "ub#1", "hub", "#"]),
        of(Field::Text, &["gdpr"]),
    ]
}

fn condition() -> impl Strategy<Value = Expr> {
    let date = || option::of(select(&DATES[1..]).prop_map(|date| date.parse().unwrap()));
    let fields: Vec<Field> = minutebook::field::FIELDS.iter().map(|row| row.field).collect();
    prop_oneof![
        (date(), date()).prop_map(|(from, to)| Expr::Days { from, to }),
        select(fields).prop_map(Expr::Has),
        Just(Expr::All),
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    let leaf = || prop_oneof![5 => text(), 4 => value(), 1 => condition()];
    let nested = leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(Expr::And),
            vec(inner.clone(), 1..4).prop_map(Expr::Or),
            inner.prop_map(|inner| Expr::Not(Box::new(inner))),
        ]
    });
    prop_oneof![
        2 => vec(leaf(), 1..5).prop_map(Expr::And),
        2 => vec(nested.clone(), 1..4).prop_map(Expr::And),
        2 => vec(text(), 2..4).prop_map(Expr::And),
        1 => nested,
    ]
}

fn queries() -> impl Strategy<Value = Vec<Query>> {
    let sort = select(&[Sort::Relevance, Sort::Newest, Sort::Oldest][..]);
    vec((expr(), sort).prop_map(|(expr, sort)| sorted(expr, sort)), 12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn engines_agree_and_counts_are_what_clicks_bring(
        first in documents(5),
        second in documents(3),
        removed in subsequence(REPORTS, 0..=2),
        clean in any::<bool>(),
        queries in queries(),
    ) {
        let (referee, tantivy) = (Referee::default(), TantivyEngine::in_memory().unwrap());
        for engine in [&referee as &dyn SearchEngine, &tantivy] {
            change(engine, &first, &[], "first");
            if !clean {
                change(engine, &second, &removed, "second");
            }
        }
        for query in queries {
            let (right, found) = (ask(&referee, &query), ask(&tantivy, &query));
            prop_assert_eq!(found.total, right.total, "{:?}", query);
            prop_assert_eq!(found.partial, right.partial, "{:?}", query);
            prop_assert_eq!(found.near_total, right.near_total, "{:?}", query);
            prop_assert_eq!(&found.facets, &right.facets, "{:?}", query);
            prop_assert_eq!(&found.histogram, &right.histogram, "{:?}", query);
            let (mut found_ids, mut right_ids) = (ids(&found), ids(&right));
            if query.sort == Sort::Relevance {
                found_ids.sort();
                right_ids.sort();
            }
            prop_assert_eq!(found_ids, right_ids, "{:?}", query);
            for facet in &found.facets {
                for value in &facet.values {
                    let click = ask(&tantivy, &choose(&query, facet.field, &value.value));
                    // A count of full matches does not promise partial ones.
                    let promised = value.count > 0 || found.partial || found.total == 0;
                    let brings = if promised || !click.partial { click.total } else { 0 };
                    prop_assert_eq!(value.count, brings, "{:?} {:?}", query, value);
                }
            }
        }
    }
}
