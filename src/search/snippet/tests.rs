//! What a snippet marks and shows, as tables.

use super::Highlighter;
use crate::field::Field;
use crate::query::{Expr, Pattern, Query, Sort, TextTerm};
use crate::search::Snippet;

fn term(pattern: Pattern) -> TextTerm {
    TextTerm { pattern, within: None, related: Vec::new(), optional: false, prefers: None }
}

fn word(text: &str) -> Expr {
    Expr::Text(term(Pattern::Word(text.to_owned())))
}

fn phrase(text: &str) -> Expr {
    Expr::Text(term(Pattern::Phrase(text.to_owned())))
}

fn prefix(text: &str) -> Expr {
    Expr::Text(term(Pattern::Prefix(text.to_owned())))
}

fn highlighter(expr: Expr) -> Highlighter {
    Highlighter::new(&Query { expr, sort: Sort::Relevance, expand: true })
}

fn shown(snippet: &Snippet) -> String {
    let runs = snippet.runs.iter();
    runs.map(|run| if run.marked { format!("[{}]", run.text) } else { run.text.clone() }).collect()
}

#[test]
fn marks_what_matched() {
    let cases = [
        (word("decide"), "We decided; the decision stands.", "We [decided]; the decision stands."),
        (phrase("data privacy"), "Privacy of data, data privacy.", "Privacy of data, [data privacy]."),
        (word("jupyterhub-ssh"), "try jupyterhub-ssh, or ssh", "try [jupyterhub-ssh], or ssh"),
        (prefix("fed"), "Federation is feDERal", "[Federation] is [feDERal]"),
        (prefix("jupyterhub-s"), "jupyterhub-ssh", "[jupyterhub-ssh]"),
        (word("c++"), "C or C++", "C or [C++]"),
        (word("1.2"), "v1.2.3", "v[1.2].3"),
        (word("会議"), "今日の会議室", "今日の[会議]室"),
        (Expr::And(vec![word("a"), phrase("a b")]), "a b", "[a b]"),
        (Expr::Or(vec![word("a"), Expr::Not(Box::new(word("b")))]), "a b", "[a] b"),
        (word("absent"), "Nothing here", "Nothing here"),
        (word("team"), "the team's\n  - Team", "the [team's]\n  - [Team]"),
        (
            Expr::Text(TextTerm { within: Some(Field::Title), ..term(Pattern::Word("a".into())) }),
            "a title word",
            "a title word",
        ),
        (
            Expr::Text(TextTerm { optional: true, ..term(Pattern::Word("the".into())) }),
            "the word",
            "the word",
        ),
    ];
    for (expr, text, expected) in cases {
        assert_eq!(shown(&highlighter(expr).snippet(text)), expected, "{text}");
    }
}

#[test]
fn shows_the_part_with_most_of_the_query() {
    let filler = "Nothing of interest is said in this sentence. ".repeat(20);
    let text =
        format!("A cookie here. {filler}\n  - The cookie banner and privacy were settled.\n  - {filler}");
    let both = highlighter(Expr::And(vec![word("cookie"), word("privacy")]));
    let snippet = shown(&both.snippet(&text));
    assert!(
        snippet.starts_with("… - The [cookie] banner and [privacy] were settled.\n  - Nothing"),
        "{snippet}"
    );
    assert!(snippet.ends_with(" …") && snippet.chars().count() < 340, "{snippet}");
    let first = shown(&highlighter(word("cookie")).snippet(&text));
    assert!(first.starts_with("A [cookie] here. Nothing"), "{first}");
    let none = shown(&highlighter(word("absent")).snippet(&text));
    assert!(none.starts_with("A cookie here.") && none.ends_with(" …"), "{none}");
}

#[test]
fn tells_which_related_words_matched() {
    let related = vec!["privacy".to_owned(), "data protection".to_owned(), "gdpr".to_owned()];
    let gdpr = TextTerm { related, ..term(Pattern::Word("GDPR".into())) };
    let highlighter = highlighter(Expr::Text(gdpr));
    let cases: [(&str, &str, &[&str]); 4] = [
        ("The GDPR says", "Title", &[]),
        ("Privacy, privacy and Data Protection", "Title", &["Privacy", "Data Protection"]),
        ("Nothing", "Privacy day", &["Privacy"]),
        ("Privacy", "data protection", &["Privacy"]),
    ];
    for (text, title, expected) in cases {
        let entry = entry(text);
        assert_eq!(highlighter.highlight(&entry, title).1, expected, "{text}");
    }
}

fn entry(text: &str) -> crate::report::Entry {
    let json = serde_json::json!({
        "id": "", "kind": "discussion", "grade": null, "lines": [1, 1], "parent": null, "section": [],
        "context": [], "text": text, "lead": text.len(), "names": [], "people": [], "owners": [], "assignees": [],
        "status": null, "topics": [], "refs": [], "urls": [], "listed": false, "also": [], "boilerplate": false, "copy_of": null, "thread": null, "carried": false
    });
    serde_json::from_value(json).expect("an entry")
}

proptest::proptest! {
    #[test]
    fn any_text_is_shown_in_order(text in "(\\PC|\n|a b |…){0,500}", a in "[a-c]", b in "\\PC{1,3}") {
        let query = Expr::Or(vec![word(&a), prefix(&b), phrase(&format!("{a} {b}"))]);
        let snippet = highlighter(query).snippet(&text);
        let all: String = snippet.runs.iter().map(|run| run.text.as_str()).collect();
        let inner = all.strip_prefix("… ").filter(|rest| text.contains(rest.trim_end_matches(" …"))).unwrap_or(&all);
        proptest::prop_assert!(text.contains(inner) || text.contains(inner.trim_end_matches(" …")), "{all:?}");
        proptest::prop_assert!(all.chars().count() <= super::LENGTH + 4);
        proptest::prop_assert!(snippet.runs.iter().all(|run| !run.text.is_empty()));
    }
}
