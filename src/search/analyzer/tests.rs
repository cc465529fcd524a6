//! What the words of a text are, as tables.

use super::{Form, MAX_TOKEN, Pairs, Token, Tokens, count_words, pair_of, query_tokens};

/// All tokens of a text: those of one position joined by `|`, positions by a space.
fn all(text: &str, form: Form) -> String {
    let mut out = String::new();
    let mut last = None;
    for Token { text, position, .. } in Tokens::new(text, form) {
        out.push_str(if last == Some(position) { "|" } else { " " });
        out.push_str(&text);
        last = Some(position);
    }
    out.trim_start().to_owned()
}

#[test]
fn cuts_texts_into_words() {
    let cases = [
        ("", ""),
        ("—", ""),
        ("Hello, World!", "hello world"),
        ("jupyterhub-ssh", "jupyterhub ssh"),
        ("binderhub#274", "binderhub 274"),
        ("foo_bar", "foo bar"),
        ("z2jh", "z2jh"),
        ("node.js", "node js"),
        ("v1.2.3", "1|v1 2 3"),
        ("V8", "8|v8"),
        ("C++ and C# in libstdc++", "c|c++ and c|c# in libstdc|libstdc++"),
        ("a++b c#12 PR# 1", "a b c 12 pr 1"),
        ("@handle", "handle"),
        ("std::mem", "std mem"),
        ("don't the team's O'Brien l’archive we’ve", "dont the team o brien l archive weve"),
        ("Zürich Ångström Straße ﬁne ＡＢＣ İstanbul", "zurich angstrom strasse fine abc istanbul"),
        ("e\u{301}te\u{301}", "ete"),
        ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
        ("会議室 x", "会|会議 議|議室 室 x"),
        ("한국어", "한|한국 국|국어 어"),
        ("GDPRの件", "gdpr の|の件 件"),
        ("m² ½", "m2 12"),
        ("🦀 rust🦀ace", "rust ace"),
    ];
    for (text, expected) in cases {
        assert_eq!(all(text, Form::Exact), expected, "{text}");
    }
}

#[test]
fn takes_endings_off_english_words_only() {
    let cases = [
        ("decisions decided deciding", "decis decid decid"),
        ("federations", "feder"),
        ("z2jhs c++", "z2jhs c|c++"),
        ("cookies policies", "cooki polici"),
        ("années", "anne"),
    ];
    for (text, expected) in cases {
        assert_eq!(all(text, Form::Stemmed), expected, "{text}");
    }
}

#[test]
fn queries_look_for_the_strict_form() {
    let cases = [("C++", "c++"), ("c", "c"), ("v1.2", "v1 2"), ("会議室", "会議 議室 室"), ("会", "会")];
    for (text, expected) in cases {
        let found: Vec<String> =
            query_tokens(text, Form::Exact).into_iter().map(|token| token.text).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

#[test]
fn short_words_side_by_side_are_pairs() {
    let cases = [
        ("", ""),
        ("to", ""),
        ("to a", "to a"),
        ("It is up to the team, to us", "it is|is up|up to|to the|to us"),
        ("a a a", "a a|a a"),
        ("To – À", "to a"),
        ("then to meet", ""),
        ("v1 is C++ or c", "is c|c or|or c"),
        ("3 or 4 会 x y", "x y"),
    ];
    for (text, expected) in cases {
        let (mut pairs, mut found) = (Pairs::default(), Vec::new());
        for _ in 0..2 {
            found.clear();
            pairs.begin();
            for token in Tokens::new(text, Form::Stemmed) {
                let mut pair = String::new();
                found.extend(pairs.next(&token.text, token.position, &mut pair).then_some(pair));
            }
        }
        assert_eq!(found.join("|"), expected, "{text}");
    }
}

#[test]
fn a_phrase_of_two_short_words_is_a_pair() {
    let cases = [("to a", Some("to a")), ("to", None), ("to a b", None), ("to meet", None), ("c++ a", None)];
    for (text, expected) in cases {
        assert_eq!(pair_of(&query_tokens(text, Form::Stemmed)).as_deref(), expected, "{text}");
    }
}

#[test]
fn offsets_are_those_of_the_text() {
    let text = "The team's Größe: C++, v12 — 会議 don’t";
    let expected = ["The", "team's", "Größe", "C", "C++", "12", "v12", "会", "会議", "議", "don’t"];
    let found: Vec<&str> =
        Tokens::new(text, Form::Stemmed).map(|token| &text[token.start..token.end]).collect();
    assert_eq!(found, expected);
}

#[test]
fn long_words_are_cut_and_never_cost_more_than_their_length() {
    for text in ["x".repeat(200_000), "é".repeat(200_000), "'s".repeat(100_000), "a++".repeat(100_000)] {
        assert!(Tokens::new(&text, Form::Stemmed).all(|token| token.text.len() <= MAX_TOKEN + 2));
    }
    assert_eq!(count_words(&"会".repeat(1_000)), 1_000);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_tokens_in_order(text in "\\PC*") {
        let mut last = (0, 0);
        for token in Tokens::new(&text, Form::Stemmed) {
            proptest::prop_assert!(text.get(token.start..token.end).is_some_and(|part| !part.is_empty()));
            proptest::prop_assert!(!token.text.is_empty());
            proptest::prop_assert!(last <= (token.position, token.end));
            last = (token.position, token.end);
        }
    }
}
