//! What is typed, and how it is understood: shown in canonical form, since that reads back as the same query.

use super::query;
use crate::query::{Expr, Pattern, Sort, TextTerm};

/// Asserts that each query is understood as the one beside it.
fn check(cases: &[(&str, &str)]) {
    for (typed, shown) in cases {
        assert_eq!(query(typed).to_string(), *shown, "for {typed:?}");
    }
}

/// The words, phrases and prefixes of a query that are not negated.
fn terms(text: &str) -> Vec<TextTerm> {
    fn collect(expr: &Expr, terms: &mut Vec<TextTerm>) {
        match expr {
            Expr::Text(term) => terms.push(term.clone()),
            Expr::And(inner) | Expr::Or(inner) => inner.iter().for_each(|inner| collect(inner, terms)),
            Expr::Not(_) | Expr::All | Expr::Value { .. } | Expr::Days { .. } | Expr::Has(_) => {}
        }
    }
    let mut found = Vec::new();
    collect(&query(text).expr, &mut found);
    found
}

#[test]
fn words_and_phrases() {
    check(&[
        ("", ""),
        ("  \t\n ", ""),
        ("*", ""),
        ("federation", "federation"),
        ("Federation of  hubs", "Federation of hubs"),
        ("\"data  protection\"", "\"data protection\""),
        ("“data protection”", "\"data protection\""),
        ("„Datenschutz jetzt“ »ici«", "\"Datenschutz jetzt\" \"ici\""),
        ("\"never closed", "\"never closed\""),
        (r#""a \"quoted\" word""#, r#""a \"quoted\" word""#),
        ("fed*", "fed*"),
        ("**bold** and *slanted*", "bold and slanted"),
        ("GDPR?", "GDPR"),
        ("is it (really) so...", "is it really so"),
        ("a - b – c -> d", "a b c d"),
        ("--listen", "listen"),
        ("C++ and C#", "C++ and C#"),
        ("one,two;three 1,000", "one two three 1,000"),
        ("GDPR gdpr Gdpr", "GDPR"),
        ("naïve naive", "naïve"),
        ("a\u{200b}b\0c", "a b c"),
        ("🎉 release 🎉", "release"),
    ]);
}

#[test]
fn and_or_not() {
    check(&[
        ("a AND b", "a b"),
        ("a OR b", "a OR b"),
        ("a | b || c", "a OR b OR c"),
        ("a|b", "a OR b"),
        ("a or b", "a or b"),
        ("a b OR c", "a b OR c"),
        ("a (b OR c)", "a (b OR c)"),
        ("((a)) (b c)", "a b c"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("-draft", "-draft"),
        ("NOT draft", "-draft"),
        ("NOT NOT draft", "draft"),
        ("-(a b)", "-(a b)"),
        ("-(a OR -b)", "-(a OR -b)"),
        ("-(-a)", "a"),
        ("a -\"b c\" -kind:decision", "a -\"b c\" -kind:decision"),
        ("a a OR a", "a"),
        ("(a OR b) (a OR b)", "a OR b"),
        ("a * b", "a b"),
        ("a OR *", ""),
    ]);
}

#[test]
fn colons_that_are_no_field() {
    check(&[
        ("std::mem", "std::mem"),
        ("http://example.org/a,b", "http://example.org/a,b"),
        ("at 10:30", "at 10:30"),
        ("TODO: fix", "TODO fix"),
        ("TODO:fix", "TODO:fix"),
        ("Re: the plan", "Re the plan"),
        (":tada: :", "tada"),
        (r"C:\data x:/y a:b", r"C:\data x:/y a:b"),
        ("text::html issue://x", "text::html issue://x"),
        ("\"foo:bar\"", "\"foo:bar\""),
    ]);
}

#[test]
fn values_of_fields() {
    check(&[
        ("kind:decision,action", "kind:decision,action"),
        ("KIND:Decisions type:todo", "kind:decision kind:action"),
        ("kind:decision OR kind:action", "kind:decision,action"),
        ("kind:decision OR a OR kind:action", "kind:decision,action OR a"),
        ("grade:explicit status:closed", "grade:explicit status:done"),
        ("is:open is:settled is:proposal", "status:open kind:decision kind:proposal"),
        ("is:decision,open", "kind:decision OR status:open"),
        ("has:ref has:owners,people", "has:ref (has:owner OR has:person)"),
        ("no:owner", "-has:owner"),
        ("topic:gdpr", "topic:GDPR"),
        ("about:\"data protection\"", "topic:GDPR"),
        ("topic:\"two factor\"", "topic:2FA"),
        ("topic:rtc,\"c++\"", "topic:\"real-time collaboration\",C++"),
        (r#"topic:"\"quiet\" mode""#, r#"topic:"\"quiet\" mode""#),
        ("series:hpc meeting:steering-group", "series:HPC series:\"steering group\""),
        ("year:2018,2019", "year:2018,2019"),
        ("repo:Charts repo:https://github.com/o/charts.git", "repo:charts repo:o/charts"),
    ]);
}

#[test]
fn people_by_any_form_of_their_name() {
    check(&[
        ("person:inesokr", "person:inesokr"),
        ("person:ines", "person:inesokr"),
        ("person:\"Ines Okonkwo-Reis\"", "person:inesokr"),
        ("person:IO", "person:inesokr"),
        ("person:@ravi-c", "person:ravichett"),
        ("owner:hone by:Hōne", "owner:marangai-h person:marangai-h"),
        ("person:gasiorek", "person:gasiorek-bcc"),
        ("person:tomasz", "person:gasiorek-bcc,tomasz-b"),
        ("person:tb", "person:tomasz-b"),
        ("person:vaskodm,PRISCILLA", "person:Vasko,priscilla"),
        ("-person:tomasz", "-person:gasiorek-bcc,tomasz-b"),
    ]);
}

#[test]
fn references() {
    check(&[
        ("ref:12 cites:#12", "ref:#12"),
        ("ref:Charts#12,o/charts#012", "ref:charts#12,o/charts#12"),
        ("issue:https://gitlab.com/a/b/c/-/issues/7#note_1", "ref:a/b/c#7"),
        ("pr:https://codeberg.org/o/r/pulls/3/files", "ref:o/r#3"),
        ("#12", "ref:#12"),
        ("charts#12", "charts#12"),
        ("a charts#12 -o/charts#7", "a charts#12 -o/charts#7"),
        ("charts#12 OR a", "ref:charts#12 OR charts#12 OR a"),
        ("https://github.com/o/r/issues/7?x=1", "https://github.com/o/r/issues/7?x=1"),
    ]);
    let meant = query("https://github.com/O/r/pull/7").expr;
    assert!(
        matches!(meant, Expr::Or(ref either) if matches!(either.as_slice(),
        [Expr::Value { values, .. }, Expr::Text(_)] if values == &["o/r#7"])),
        "{meant:?}"
    );
}

#[test]
fn places() {
    check(&[
        ("in:title federation", "in:title federation"),
        ("federation gdpr in:heading", "in:section federation gdpr"),
        ("title:federation", "in:title federation"),
        ("title:fed*,\"data protection\"", "in:title (fed* OR \"data protection\")"),
        ("in:title a OR b", "in:title (a OR b)"),
        ("in:title a OR in:section b", "title:a OR section:b"),
        ("(in:title a) b", "title:a b"),
        ("in:title (a OR (b in:text))", "title:a OR text:b"),
        ("in:title a kind:action -b", "in:title a kind:action -b"),
        ("in:title charts#12 1,000", "in:title charts#12 \"1,000\""),
        ("title:kind:x", "title:kind:x"),
        ("title:gdpr?", "in:title gdpr"),
    ]);
}

#[test]
fn days() {
    check(&[
        ("on:2018", "on:2018"),
        ("on:2018-02", "on:2018-02"),
        ("date:2018/2/8", "on:2018-02-08"),
        ("on:2018-02..2019", "on:2018-02..2019"),
        ("on:2018-01..2018-12", "on:2018"),
        ("on:2020-02-01..2020-02-29", "on:2020-02"),
        ("on:2018.. a", "after:2017 a"),
        ("on:..2018", "before:2019"),
        ("after:2018", "after:2018"),
        ("after:2018-02-07", "after:2018-02-07"),
        ("since:2018-03", "after:2018-02"),
        ("until:2018", "before:2019"),
        ("before:2018-03", "before:2018-03"),
        ("on:>2018 on:<=2020-06", "on:2019..2020-06"),
        ("after:2017 a before:2020", "on:2018..2019 a"),
        ("on:2018,2020", "on:2018 OR on:2020"),
        ("on:today", "on:2023-11-16"),
        ("on:yesterday", "on:2023-11-15"),
        ("on:last year federation", "on:2022 federation"),
        ("on:\"last year\"", "on:2022"),
        ("on:last-month", "on:2023-10"),
        ("on:This Month", "on:2023-11"),
        ("on:last week", "on:2023-11-06..2023-11-12"),
        ("on:\"last month..today\"", "on:2023-10..2023-11-16"),
        ("since:this year", "after:2022"),
        ("-on:2018", "-on:2018"),
    ]);
}

#[test]
fn what_holds_for_the_whole_query() {
    check(&[
        ("sort:newest federation", "federation sort:newest"),
        ("a OR b sort:oldest expand:no", "(a OR b) expand:no sort:oldest"),
        ("sort:relevance expand:yes", ""),
        ("(a sort:newest) b", "a b sort:newest"),
    ]);
    assert_eq!(query("sort:newest").sort, Sort::Newest);
    assert!(!query("expand:off a").expand);
}

#[test]
fn stop_words_may_be_missing_beside_others() {
    let required = |text: &str| -> Vec<String> {
        let terms = terms(text).into_iter().filter(|term| !term.optional);
        terms
            .map(|term| match term.pattern {
                Pattern::Word(words) | Pattern::Phrase(words) | Pattern::Prefix(words) => words,
            })
            .collect()
    };
    let cases: &[(&str, &[&str])] = &[
        ("did we decide to merge the binderhub chart into z2jh", &["merge", "binderhub", "chart", "z2jh"]),
        ("decided on merge", &["decided", "merge"]),
        ("who is the owner", &["owner"]),
        ("to be or not to be", &["to", "be", "or", "not"]),
        ("the topic:federation", &["the"]),
        ("did we (merge OR drop)", &["merge", "drop"]),
        ("the OR federation", &["the", "federation"]),
        ("the -federation", &["the"]),
        ("the \"a\" fed*", &["a", "fed"]),
    ];
    for (text, wanted) in cases {
        assert_eq!(required(text), *wanted, "for {text:?}");
    }
}

#[test]
fn words_bring_related_words() {
    let brings = |text: &str, at: usize, word: &str| {
        terms(text).get(at).is_some_and(|term| term.related.iter().any(|related| related == word))
    };
    // (query, which of its words, a related word, whether it is brought)
    let cases = [
        ("gdpr", 0, "privacy", true),
        ("gdpr expand:no", 0, "privacy", false),
        ("\"gdpr\"", 0, "privacy", false),
        ("gdp*", 0, "privacy", false),
        ("title:gdpr", 0, "privacy", true),
        ("general data protection regulation", 0, "GDPR", true),
        ("general data protection regulation", 3, "GDPR", true),
        ("enable two factor login", 0, "2FA", false),
        ("enable two factor login", 1, "2FA", true),
        ("enable two factor login", 2, "2FA", true),
        ("enable two keys login", 3, "2FA", false),
        ("several people editing a notebook", 2, "real-time collaboration", true),
        ("people at sea", 0, "real-time collaboration", false),
        ("enable two factor login", 3, "SSO", true),
        ("two OR factor", 0, "2FA", false),
        ("two in:title (in:text factor)", 0, "2FA", false),
        ("two kind:decision factor", 0, "2FA", true),
        ("end of life", 1, "EOL", false),
        ("end of life", 2, "EOL", true),
        ("the k8s cluster", 1, "Kubernetes", true),
    ];
    for (text, at, word, wanted) in cases {
        assert_eq!(brings(text, at, word), wanted, "whether word {at} of {text:?} brings {word:?}");
    }
    let Expr::Not(negated) = query("-gdpr").expr else { panic!("not a negation") };
    assert!(matches!(*negated, Expr::Text(TextTerm { ref related, .. }) if related.is_empty()));
}

#[test]
fn the_tree_engines_are_given() {
    insta::assert_debug_snapshot!(query(
        "did gdpr (topic:federation OR -person:tomasz) title:\"new hub\" since:2018"
    ));
}
