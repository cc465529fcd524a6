//! What holds for every text: it is read, and what is read stands where it says.

use super::read;
use crate::report::Report;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of which reports are made, broken ones among them.
const PIECES: &[&str] = &[
    "# ",
    "## ",
    "### ",
    "\n",
    "\n",
    "\n\n",
    "- ",
    "  - ",
    "    - ",
    "* ",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "> ",
    "| ",
    " | ",
    "|---|---|\n",
    "```\n",
    "---\n",
    "    ",
    "\t",
    "\r\n",
    "Present",
    "Attendees:",
    "Regrets",
    "Name | Handle",
    "Decision:",
    "**Decision:** ",
    "Conclusion",
    "ACTION: ",
    "Action items",
    "#agreed ",
    "#action ",
    "TODO ",
    "Ada Quill ",
    "Ben ",
    "@benm ",
    "AQ: ",
    "(AQ)",
    "[name=Ada] ",
    "İstanbul ",
    "ẞ ",
    "will ",
    "to ",
    "paint ",
    "the shed ",
    "we agreed ",
    "consensus ",
    "+1",
    " / ",
    ", ",
    ": ",
    ". ",
    "? ",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "~~",
    "**",
    "`",
    "\\",
    "=> ",
    "— ",
    "2031-05-06",
    "6 May 2031",
    "Next meeting: ",
    "https://x.example/a/b/issues/12 ",
    "a/b#12 ",
    "title: x\n",
    "\u{feff}",
    "\u{c}\n",
    "\u{0}",
    "é",
    "會議",
    "🎉 ",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(select(PIECES), 0..80).prop_map(|pieces| pieces.concat()),
        1 => ".{0,200}",
        1 => vec(any::<char>(), 0..120).prop_map(|chars| chars.into_iter().collect::<String>()),
    ]
}

fn is_sound(report: &Report) -> Result<(), TestCaseError> {
    for (at, entry) in report.entries.iter().enumerate() {
        prop_assert!(report.lines.contains(entry.lines), "{:?} in {:?}", entry.lines, report.lines);
        prop_assert!(entry.parent.is_none_or(|parent| parent < at));
        prop_assert!(entry.lead <= entry.text.len() && entry.text.is_char_boundary(entry.lead));
        prop_assert!(!entry.text.trim().is_empty());
        let inside =
            entry.parent.is_none_or(|parent| report.entries[parent].lines.first <= entry.lines.first);
        prop_assert!(inside, "a nested passage begins before the one around it");
    }
    for person in &report.attendees {
        prop_assert!(report.lines.contains(person.lines), "{person:?}");
        prop_assert!(!person.name.trim().is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_read(text in texts(), path in select(&["a/2031-05-06.md", "a/2031.md", "notes.md", ""][..])) {
        for draft in read(path, &text).drafts {
            is_sound(&draft.report)?;
        }
    }

    #[test]
    fn every_meeting_is_read(text in texts()) {
        let found = read("a/2031-05-06.md", &format!("## Present\n\n- Ada Quill (AQ)\n- @benm\n\n## Topic\n\n{text}"));
        for draft in found.drafts {
            is_sound(&draft.report)?;
        }
    }

    #[test]
    fn the_same_text_gives_the_same_reports(text in texts()) {
        prop_assert_eq!(read("a/2031-05-06.md", &text), read("a/2031-05-06.md", &text));
    }
}

/// Texts that were once read wrongly, found by the fuzz target.
const FOUND: [&str; 2] = [
    // Lines of form feeds are words of the paragraph, at its end too.
    "@mai30m1/1///\u{e}$@mai0m1/1///\u{e}\n\u{c}\n\u{c}\n30m1/1///\u{e}\n\u{c}\n\u{c}\n",
    "- @ada to paint it\n\u{c}\n30 m\n\u{c}",
];

#[test]
fn large_and_odd_texts_are_read() {
    let nested: String =
        (0..200).map(|depth| format!("{}- Ada will paint it\n", "  ".repeat(depth))).collect();
    let cases = [
        nested,
        format!("- the list\n{}", "  - Ada will paint the shed\n".repeat(20_000)),
        "- Ada will paint the shed\n".repeat(20_000),
        "We agreed to paint the shed. Ada will do it. ".repeat(10_000),
        "# Topic\n\nWords.\n\n".repeat(20_000),
        format!("Action items:\n\n{}", "Ada: paint the shed\n".repeat(20_000)),
        format!("{}\n{}\n{}\n", "| a ".repeat(400), "|---".repeat(400), "| Ada will paint ".repeat(4_000)),
        format!("## Present\n\n{}", "Ada Quill (AQ), ".repeat(10_000)),
        "(".repeat(100_000),
        "[".repeat(50_000),
        "*".repeat(100_000),
        "> ".repeat(20_000),
        "Ada, ".repeat(50_000),
        "@".repeat(100_000),
        "A ".repeat(100_000),
    ];
    for text in cases.into_iter().chain(FOUND.map(str::to_owned)) {
        for draft in read("a/2031-05-06.md", &text).drafts {
            assert!(is_sound(&draft.report).is_ok());
        }
    }
}
