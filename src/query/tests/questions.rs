//! What free words ask for beyond themselves, and the way back to plain words.

use super::query;
use crate::query::{Expr, Pattern};

/// What is preferred, as queries.
fn asked(text: &str) -> Vec<String> {
    query(text).asked().into_iter().map(|asked| asked.text).collect()
}

/// The free words that must be found.
fn required(text: &str) -> String {
    query(text).free_words().join(" ")
}

#[test]
fn dates_people_and_what_is_asked_for_are_understood() {
    // (query, what is preferred, the words that are still to be found)
    let cases = [
        ("lantern budget 2021", "on:2021", "lantern budget"),
        ("lantern budget 2021-02", "on:2021-02", "lantern budget"),
        ("lantern budget March 2021", "on:2021-03", "lantern budget"),
        ("lantern budget last year", "on:2022", "lantern budget"),
        ("2021", "", "2021"),
        ("2021 2022", "", "2021 2022"),
        ("version 1850", "", "version 1850"),
        ("what did Ines say about tokens", "person:inesokr", "tokens"),
        ("what did ines say about tokens", "person:inesokr", "tokens"),
        ("Ines tokens", "person:inesokr", "tokens"),
        ("Ines Okonkwo-Reis tokens", "person:inesokr", "tokens"),
        ("@ravi-c clocks", "person:ravichett", "clocks"),
        ("Tomasz clocks", "person:gasiorek-bcc,tomasz-b", "clocks"),
        ("ines tokens", "", "ines tokens"),
        ("INES tokens", "", "INES tokens"),
        ("Ines", "", "Ines"),
        ("Ines 2021", "on:2021", "Ines"),
        ("did we decide to merge the charts", "kind:decision,proposal", "merge charts"),
        ("did we vote to merge the charts", "kind:decision,proposal", "vote merge charts"),
        ("the vote on charts", "", "vote charts"),
        ("decisions about lamps in 2018", "on:2018 kind:decision,proposal", "lamps"),
        ("decisions lamps", "", "decisions lamps"),
        ("decisions by Ines", "kind:decision,proposal", "Ines"),
        ("who will paint the shed", "kind:action", "paint shed"),
        ("should lamps exit on an unhandled promise", "", "lamps exit unhandled promise"),
        ("(decisions about lamps) OR kites", "", ""),
        ("\"Ines\" tokens 2021", "on:2021", "tokens"),
    ];
    for (text, preferred, left) in cases {
        let mut found = asked(text);
        found.sort_by_key(|text| !text.starts_with("on:"));
        assert_eq!((found.join(" ").as_str(), required(text).as_str()), (preferred, left), "{text}");
    }
}

#[test]
fn a_question_for_a_day_is_one() {
    let cases = [
        ("when did we decide to merge the charts", "when: did we decide to merge the charts"),
        ("Since when do lamps burn kind:decision", "since when: do lamps burn kind:decision"),
        ("how long ago", ""),
        ("when", ""),
        ("lamps when", ""),
        ("\"when\" lamps", ""),
        ("(when OR where) lamps", ""),
    ];
    for (text, expected) in cases {
        let asked = query(text).asks_when().map(|(words, rest)| format!("{words}: {rest}"));
        assert_eq!(asked.unwrap_or_default(), expected, "{text}");
    }
}

#[test]
fn nothing_is_excluded() {
    for text in ["decisions about lamps in 2018", "what did Ines say about tokens"] {
        let query = query(text);
        let Expr::And(parts) = &query.expr else { panic!("{text}") };
        assert!(parts.iter().all(|part| matches!(part, Expr::Text(_))), "only words: {parts:?}");
    }
}

#[test]
fn a_preference_is_taken_back_with_quotes() {
    let plain = |text: &str| -> Vec<String> {
        query(text).asked().into_iter().map(|asked| asked.plain.to_string()).collect()
    };
    assert_eq!(plain("what did Ines say about tokens"), ["what did \"Ines\" say about tokens"]);
    assert_eq!(plain("lantern budget last year"), ["lantern budget \"last\" \"year\""]);
    // Words that only frame a question are left out.
    assert_eq!(plain("who will paint the shed"), ["paint the shed"]);
    let query = query("what did \"Ines\" say about tokens");
    assert_eq!(query.asked(), []);
    let phrase = |part: &Expr| matches!(part, Expr::Text(term) if term.pattern == Pattern::Phrase("Ines".to_owned()) && !term.optional);
    assert!(query.conditions().iter().any(phrase));
}
