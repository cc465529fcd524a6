//! What holds for any query: an answer, or an error that tells its place, in bounded time.

use crate::support::answered::{TODAY, ask, of, pieces};
use minutebook::source::Source;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, proptest};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static ARCHIVE: LazyLock<minutebook::archive::Archive> = LazyLock::new(|| of(Source::Sample));

/// What people and machines send, as text or as hundreds of it.
#[test]
fn odd_queries_are_answered_or_refused_in_short_time() {
    let ors = |count: usize| vec!["harbour"; count].join(" OR ");
    let odd: Vec<String> = vec![
        "(".repeat(2_000),
        ")".repeat(2_000),
        "(".repeat(500) + "bridge" + &")".repeat(500),
        "-".repeat(2_000) + "bridge",
        "NOT ".repeat(2_000),
        "\"".repeat(2_000),
        "x".repeat(1_000_000),
        "bridge ".repeat(150_000),
        "会".repeat(300_000),
        "*".to_owned(),
        "* ".repeat(500),
        "a*".to_owned(),
        "bridge*".repeat(300),
        ors(500),
        ors(60),
        "kind:".to_owned() + &"decision,".repeat(500),
        "person:a ".repeat(500),
        "field:field:".to_owned(),
        "field:field:field".to_owned(),
        "kind:kind:decision".to_owned(),
        "\0\u{1}\u{7f}\u{1b}[31m".to_owned(),
        "bridge\0harbour".to_owned(),
        "\u{202e}egdirb\u{202c} \u{200f}harbour\u{2066}".to_owned(),
        "\u{feff}bridge\u{200b}harbour".to_owned(),
        "e\u{301}\u{301}\u{301}".repeat(500),
        "\r\n\t\u{85}\u{2028}".to_owned(),
        "on:2018-02-30".to_owned(),
        "on:9999-99-99".to_owned(),
        "after:99999999999999999999".to_owned(),
        "before:-1".to_owned(),
        "on:2018..2017".to_owned(),
        "year:0".to_owned(),
        "year:99999999999999999999".to_owned(),
        "ref:#99999999999999999999999".to_owned(),
        "'; DROP TABLE entries; --".to_owned(),
        "<script>alert(1)</script>".to_owned(),
        "%00%ff../../etc".to_owned(),
        "C:\\Windows".to_owned(),
    ];
    let archive = LazyLock::force(&ARCHIVE);
    for text in &odd {
        let start = Instant::now();
        ask(archive, text);
        let beginning: String = text.chars().take(40).collect();
        // Generous, for slow machines that do much else: hundredths of it are usual.
        assert!(start.elapsed() < Duration::from_secs(5), "{:?} for {beginning:?}", start.elapsed());
    }
}

/// What cannot be meant is told with what was understood, and with what is near it.
#[test]
fn what_nobody_can_mean_is_told_with_what_is_near() {
    let archive = LazyLock::force(&ARCHIVE);
    let cases = [
        ("on:2024-02-30 bridge", "2024-02-30", "2024-02-29"),
        ("bridge on:2024-13", "2024-13", "2024"),
        ("kidn:decision", "kidn", "kind"),
        ("person:inez", "inez", "Ines"),
        ("topic:federaton", "federaton", "federation"),
        ("is:opne", "opne", "open"),
    ];
    for (text, place, near) in cases {
        let error = archive.now().understand(text, TODAY).expect_err(text);
        assert_eq!(text.get(error.span.clone()), Some(place), "{text}");
        let said = format!("{} {} {}", error.message, error.hint, error.repaired.clone().unwrap_or_default());
        assert!(said.contains(near), "{text}: {said}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered_or_refused(text in any::<String>()) {
        ask(LazyLock::force(&ARCHIVE), &text);
    }

    #[test]
    fn any_pieces_are_answered_or_refused(bytes in vec(any::<u8>(), 0..14)) {
        ask(LazyLock::force(&ARCHIVE), &pieces(&bytes));
    }
}
