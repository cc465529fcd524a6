//! Which passages can be found, how they nest, and what they know of what stands above.

use super::{HEAD, check, held};
use crate::report::{Entry, Kind};

/// All entries of a text: nesting by `>`, own lines, kind, the first words.
fn entries(text: &str) -> String {
    let head = u32::try_from(HEAD.matches('\n').count()).unwrap();
    let report = held(text);
    let depth =
        |entry: &Entry| std::iter::successors(entry.parent, |&above| report.entries[above].parent).count();
    let shown = report.entries.iter().map(|entry| {
        let words: Vec<&str> = entry.own_text().split_whitespace().take(2).collect();
        let (first, last) = (entry.lines.first - head, entry.lines.last - head);
        format!("{}{first}-{last} {} {}", ">".repeat(depth(entry)), entry.kind, words.join(" "))
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn passages() {
    check(
        [
            ("- The shed leaks badly\n  - since the last storm\n", "1-2 discussion The shed"),
            (
                "- The shed leaks badly\n  - We agreed to paint it.\n",
                "1-2 discussion The shed; >2-2 decision We agreed",
            ),
            (
                "- The shed leaks badly\n  - since the storm\n    - We agreed to paint it.\n      - Ada will buy the paint.\n",
                "1-4 discussion The shed; >3-4 decision We agreed; >>4-4 action Ada will",
            ),
            ("Short words here.\n\nMore words follow here.\n", "1-3 discussion Short words"),
            (
                "Short words here.\n\nWe agreed to paint it.\n",
                "1-1 discussion Short words; 3-3 decision We agreed",
            ),
            ("> - We agreed to paint it.\n", "1-1 decision We agreed"),
            ("| A | B |\n|---|---|\n| the shed | is very old |\n", "3-3 discussion the shed"),
            ("-\n- x\n- <https://roses.example>\n", ""),
            ("- How old is the shed?\n", "1-1 question How old"),
            ("- Thanks to Ben for the roses!\n", "1-1 thanks Thanks to"),
            ("## Updates\n\n- The gate has a new lock\n", "3-3 update The gate"),
        ],
        entries,
    );
}

#[test]
fn a_nested_passage_knows_what_stands_above() {
    let report =
        held("## Buildings\n\n### Shed\n\n- It leaks\n  - since the storm\n    - We agreed to paint it.\n");
    let decision = report.entries.iter().find(|entry| entry.kind == Kind::Decision).unwrap();
    assert_eq!(decision.section, ["Buildings", "Shed"]);
    assert_eq!(decision.context, ["It leaks", "since the storm"]);
    assert_eq!(decision.text, "We agreed to paint it.");
}

#[test]
fn a_long_bullet_is_cut_at_its_sub_bullets() {
    let many: String = (0..60).map(|n| format!("  - item {n} has words of its own\n")).collect();
    let report = held(&format!("- A long list of items\n{many}"));
    assert_eq!(report.entries.len(), 61);
    assert_eq!(report.entries[0].text, "A long list of items");
    assert!(report.entries[1..].iter().all(|entry| entry.parent == Some(0)));
    assert_eq!(report.entries[60].context, ["A long list of items"]);
}

#[test]
fn the_text_holds_the_sub_bullets() {
    let report = held("- The shed\n  leaks badly\n  - since the storm\n    - in May\n");
    assert_eq!(report.entries[0].text, "The shed leaks badly\n- since the storm\n  - in May");
    assert_eq!(report.entries[0].own_text(), "The shed leaks badly");
}

#[test]
fn who_speaks_and_who_is_named() {
    let names = |text: &str| held(text).entries[0].names.join(", ");
    check(
        [
            ("- **Ada:** the shed leaks in winter", "Ada"),
            ("- [name=Ada] the shed leaks in winter", "Ada"),
            ("- [DI] the shed leaks in winter", "DI"),
            ("- (Ada) the shed leaks in winter", "Ada"),
            ("- DI: the shed leaks in winter", "DI"),
            ("- Ada, the shed leaks in winter", "Ada"),
            ("- Ada and Ben: the shed leaks in winter", "Ada and Ben, Ada, Ben"),
            ("- the shed of Cleo Tanaka leaks, says @benm", "Cleo Tanaka, benm"),
            ("- the shed leaks at 10:30 in winter", ""),
        ],
        names,
    );
}

#[test]
fn lines_of_a_paragraph_are_statements_where_it_is_not_wrapped() {
    check(
        [
            (
                "Ada: the shed leaks.\nBen: I will buy paint.\nCleo: fine with me.\n",
                "1-1 discussion Ada: the; 2-2 action Ben: I; 3-3 discussion Cleo: fine",
            ),
            (
                "We agreed to paint the shed, which had been left to the rain for years and\nyears, as soon as somebody finds the time and the money for it all.\n",
                "1-2 decision We agreed",
            ),
        ],
        entries,
    );
}

#[test]
fn passages_know_their_issues() {
    let report =
        held("## Roof (oakfield/garden#12)\n\n- The leak, see oakfield/garden#34\n  - We agreed to wait.\n");
    let refs = |at: usize| report.entries[at].refs.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(" ");
    assert_eq!(refs(0), "oakfield/garden#34 oakfield/garden#12");
    assert_eq!(refs(1), "oakfield/garden#34 oakfield/garden#12");
}

#[test]
fn when_and_where_is_no_passage() {
    check(
        [
            ("Date: 6 May 2031\nTime: 17:00 in the evening\nLocation: the old shed behind the house\n", ""),
            ("- **Date/Time:** Tuesday, 6 May 2031, 17:00\n- Where: the old shed\n", ""),
            ("Tuesday, 6 May 2031, 7pm\n", ""),
            ("- The shed burnt down on 6 May 2031\n", "1-1 discussion The shed"),
            ("Next meeting: 3 June 2031 at seven\n", "1-1 discussion Next meeting:"),
            (
                "Date: nobody knows which one it is, since three of us wrote three different ones into the book of the shed\n",
                "1-1 discussion Date: nobody",
            ),
        ],
        entries,
    );
}
