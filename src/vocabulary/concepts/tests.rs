//! What the built-in vocabulary must hold.

use super::{Concepts, builtin, fold, texts};
use std::collections::HashSet;

#[test]
fn the_files_can_be_read() {
    let (concepts, stop_words) = (builtin("concepts.toml"), builtin("stopwords.toml"));
    let read = Concepts::read(&texts(&concepts), &texts(&stop_words)).expect("built-in vocabulary");
    assert!(read.concepts.len() >= 60, "only {} groups", read.concepts.len());
}

#[test]
fn words_of_equal_meaning_bring_each_other() {
    let concepts = Concepts::builtin();
    for concept in &concepts.concepts {
        for name in concept.names() {
            let same: HashSet<String> = concepts.same(name).iter().map(|word| fold(word)).collect();
            for other in concept.names().filter(|other| !super::forms(&fold(name)).contains(&fold(other))) {
                assert!(same.contains(&fold(other)), "`{name}` does not bring `{other}`");
            }
        }
    }
}

#[test]
fn bodies_are_words_of_equal_meaning() {
    for concept in &Concepts::builtin().concepts {
        assert!(concept.bodies.iter().all(|body| concept.same.contains(body)), "{}", concept.name);
    }
}

#[test]
fn related_words_are_brought_after_equal_ones() {
    let cases: &[(&str, &[&str])] = &[
        ("gdpr", &["General Data Protection Regulation", "personal data", "privacy", "cookies", "DNT"]),
        ("GDPR", &["privacy"]),
        ("general data protection regulation", &["GDPR", "privacy"]),
        ("cookie", &["tracking"]),
        ("two factor", &["2FA", "MFA", "TOTP"]),
        ("2fa", &["two-factor", "MFA"]),
        ("k8s", &["Kubernetes"]),
        ("vulnerabilities", &["CVE"]),
        ("real_time-collaboration", &["RTC"]),
        ("licenses", &["licence", "copyright"]),
        ("dependencies", &["Dependabot"]),
    ];
    for (asked, wanted) in cases {
        let related = Concepts::builtin().related(asked);
        for word in *wanted {
            assert!(related.contains(word), "`{asked}` brings {related:?}, not `{word}`");
        }
        assert!(!related.iter().any(|word| fold(word) == fold(asked)), "`{asked}` brings itself");
    }
    assert_eq!(Concepts::builtin().related("GDPR").first(), Some(&"General Data Protection Regulation"));
}

#[test]
fn unknown_words_bring_nothing() {
    for word in ["", " ", "xyzzy", "the", "s", "protection"] {
        assert_eq!(Concepts::builtin().related(word), Vec::<&str>::new(), "`{word}`");
    }
}

#[test]
fn groups_are_tight_and_say_nothing_twice() {
    for concept in &Concepts::builtin().concepts {
        let words: Vec<String> =
            concept.names().chain(concept.related.iter().map(String::as_str)).map(fold).collect();
        let distinct: HashSet<&String> = words.iter().collect();
        assert_eq!(distinct.len(), words.len(), "`{}` says a word twice", concept.name);
        assert!(words.len() <= 16, "`{}` brings {} words", concept.name, words.len());
        assert!(words.iter().all(|word| !word.is_empty()), "`{}` has an empty word", concept.name);
    }
}

#[test]
fn topics_have_one_name_each() {
    let mut names = HashSet::new();
    for topic in Concepts::builtin().topics() {
        assert!(names.insert(fold(&topic.name)), "`{}` is there twice", topic.name);
    }
    assert!(names.contains("federation") && names.contains("privacy"));
    assert!(!names.contains("bug"));
}

#[test]
fn stop_words_by_their_use() {
    let concepts = Concepts::builtin();
    for word in ["the", "The", "did", "we", "into", "who", "und", "pour"] {
        assert!(concepts.is_stop_word(word), "`{word}`");
    }
    for word in ["federation", "decide", "war", "die", "no", "merge", "it's-a-name"] {
        assert!(!concepts.is_stop_word(word), "`{word}`");
    }
    assert!(concepts.opens_question("Did") && !concepts.opens_question("we"));
    assert!(concepts.describes("sloppy") && !concepts.describes("federation"));
    assert!(concepts.is_framing("decided") && !concepts.is_framing("federation"));
}
