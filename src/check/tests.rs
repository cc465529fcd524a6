//! Cases for checks: what is told of which files, and what a series covers. All names and texts are invented.

use super::{Coverage, Own, Rhythm, Seen, check};
use crate::extract::extract;
use crate::report::{Cancelled, Date, Draft, Report, Rule, When};
use crate::resolve::resolve;
use crate::source::SourceFile;
use crate::vocabulary::{Reading, Team};
use std::collections::HashSet;

/// What is told of some files, a line each: `forum/2031-05-06.md:3:1 dead-link`.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(path, text)| SourceFile { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect();
    let words = Reading::builtin();
    let drafts: Vec<Vec<Draft>> = files.iter().map(|file| extract(file, words).drafts).collect();
    let own: Vec<Own> =
        files.iter().zip(&drafts).map(|(file, drafts)| Own::of(file, drafts, words)).collect();
    let own: Vec<(&str, &Own)> = files.iter().map(|file| file.path.as_str()).zip(&own).collect();
    let resolved = resolve(drafts.into_iter().flatten().collect(), &Team::default());
    let reports: Vec<&Report> = resolved.reports.iter().collect();
    let found = check(Seen {
        own: &own,
        reports: &reports,
        known: &files.iter().map(|file| file.path.as_str()).collect(),
        alone: &HashSet::new(),
        words,
        today: Some(Date::constant(2031, 6, 1)),
    });
    found.iter().map(|w| format!("{}:{}:{} {}", w.path, w.line, w.column, w.rule)).collect()
}

/// What is told of one report below a roll call, by line (counted from the text on), column and rule.
fn of(text: &str) -> String {
    let head = "# 2031-05-06\n\n## Present\n\n- Ada Quill\n- Ben Marsh\n\n";
    let lines = head.matches('\n').count();
    let told = told(&[("forum/2031-05-06.md", &format!("{head}{text}"))]);
    let short = told.iter().map(|line| {
        let mut parts = line.split([':', ' ']).skip(1);
        let number: usize = parts.next().unwrap().parse().unwrap();
        let (column, rule) = (parts.next().unwrap(), parts.next().unwrap());
        format!("{}:{column} {rule}", number - lines)
    });
    short.collect::<Vec<_>>().join(", ")
}

#[test]
fn one_report() {
    let cases = [
        ("## Garden\n\n- Ada will paint the shed.\n", ""),
        // Links.
        ("## Garden\n\n- See [the last one](2031-04-06.md).\n", "3:22 dead-link"),
        ("## Garden\n\n- See [the last one](../forum/2031-05-06.md#garden).\n", ""),
        ("## Garden\n\n- See [another](../../elsewhere.md) and [that](https://roses.example/a.md).\n", ""),
        ("## Garden\n\n- See [roses](../a%20b.md) in [a picture](shed.png).\n", "3:15 dead-link"),
        // Lines of the form.
        ("## Garden\n\n- name / institution / @handle\n", "3:3 template-line"),
        ("## Garden\n\n- add your item here\n", "3:3 template-line"),
        ("## Garden\n\nDate: YYYY-MM-DD\n", "3:1 template-line"),
        ("## Garden\n\n- [name=Ada]\n- The name of the institution is on the gate\n", ""),
        // Tasks that are nobody's.
        ("## Action items\n\n- [ ] paint the shed\n", "3:3 no-owner"),
        ("## Garden\n\n- ACTION: paint the shed\n", "3:3 no-owner"),
        ("## Action items\n\n- [ ] Ada: paint the shed\n- [x] sell the mower\n", ""),
        ("## Agenda\n\n- [ ] [Roses](https://roses.example)\n", ""),
        // What is still to be decided.
        ("## Decisions needed\n\n- Which colour the shed has\n", "3:3 unanswered"),
        ("## Decisions needed\n\n- Which colour the shed has\n  - Decision: green\n", ""),
        ("## Proposals\n\n- Paint the shed green\n", ""),
        ("## Offene Entscheidungen\n\n- Die Farbe des Schuppens\n", "3:3 unanswered"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, wanted)| of(text) != *wanted)
        .map(|(text, wanted)| format!("{text}  wanted: {wanted}\n  found: {}", of(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_template_is_not_looked_at() {
    assert!(
        told(&[("forum/template.md", "# Date: YYYY-MM-DD\n\n- name / institution / @handle\n")]).is_empty()
    );
}

const ROLL: &str = "## Present\n\n- Ada Quill\n- Ben Marsh\n";

#[test]
fn what_nearly_all_of_a_series_have() {
    let dates: Vec<String> = (10..22).map(|day| format!("2031-05-{day}")).collect();
    let texts: Vec<(String, String)> = dates
        .iter()
        .map(|date| (format!("forum/{date}.md"), format!("# Forum of {date}\n\n{ROLL}")))
        .collect();
    let with = |other: (&str, &str)| {
        let all = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain([other]);
        told(&all.collect::<Vec<_>>())
    };
    assert_eq!(
        with(("forum/2031-05-09.md", "# Forum of 2031-05-09\n\nWe met.\n")),
        ["forum/2031-05-09.md:1:3 no-attendees"]
    );
    assert_eq!(
        with(("forum/late.md", &format!("# Forum of 2031-05-09\n\n{ROLL}"))),
        ["forum/late.md:1:1 file-name"]
    );
    assert_eq!(
        with(("forum/2031-05-12b.md", &format!("# Forum of 2031-05-12\n\n{ROLL}"))),
        Vec::<String>::new(),
        "two meetings of one day, by their names"
    );
    assert_eq!(
        with(("forum/2031-05-22.md", &format!("# Forum of 2031-05-12, Monday\n\n{ROLL}"))),
        ["forum/2031-05-22.md:1:3 same-day"]
    );
    assert_eq!(
        with(("forum/2031-06-22.md", &format!("# Forum of 2031-06-22\n\n{ROLL}"))),
        ["forum/2031-06-22.md:1:12 future-date"]
    );
    // Where few reports have it, nothing is custom.
    assert!(told(&[("forum/2031-05-09.md", "# Forum\n\nWe met.\n"), ("forum/late.md", ROLL)]).is_empty());
}

#[test]
fn what_is_carried_along_is_told_of_no_report() {
    let text = "# Forum\n\n## Action items\n\n- [ ] write the list of friends\n";
    let paths = ["forum/2031-05-01.md", "forum/2031-05-08.md", "forum/2031-05-15.md"];
    assert!(told(&paths.map(|path| (path, text))).is_empty());
    assert_eq!(told(&[(paths[0], text)]), ["forum/2031-05-01.md:5:3 no-owner"]);
}

/// The rhythm of days in 2031, given as numbers from the first of January, and the months that are missing.
fn covered(days: &[i32], cancelled: &[Cancelled]) -> (Option<&'static str>, String) {
    let first = Date::constant(2031, 1, 1);
    let day = |n: &i32| first.checked_add(jiff::Span::new().days(*n)).unwrap();
    let dates: Vec<Date> = days.iter().map(day).collect();
    let coverage = Coverage::of(dates.iter().map(|date| ("forum", Some(*date))), cancelled, &[]);
    let series = &coverage.series[0];
    let missing = series.missing.iter().map(|(first, last)| format!("{first}..{last}"));
    (series.rhythm.map(Rhythm::name), missing.collect::<Vec<_>>().join(" "))
}

#[test]
fn rhythms_and_the_months_they_miss() {
    let cases: [(&[i32], Option<&str>, &str); 8] = [
        (&[0, 7, 14, 21, 28], Some("weekly"), ""),
        (&[0, 7, 14, 21, 28, 98, 105], Some("weekly"), "2031-02..2031-03"),
        (&[0, 14, 28, 42, 56], Some("every two weeks"), ""),
        (&[10, 41, 69, 100, 130], Some("monthly"), ""),
        (&[10, 41, 69, 161, 191], Some("monthly"), "2031-04..2031-05"),
        // A gathering of three days every two months.
        (&[0, 1, 2, 60, 61, 62, 120, 121, 180, 181], Some("every two months"), ""),
        (&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], Some("daily"), ""),
        (&[0, 200], None, ""),
    ];
    for (days, rhythm, missing) in cases {
        assert_eq!(covered(days, &[]), (rhythm, missing.to_owned()), "{days:?}");
    }
}

#[test]
fn a_cancelled_meeting_excuses_its_month() {
    let meeting = Cancelled {
        series: "forum".to_owned(),
        when: When::Month { year: 2031, month: 4 },
        path: "forum/2031-04.md".to_owned(),
        line: 1,
    };
    assert_eq!(
        covered(&[10, 41, 69, 161, 191], &[meeting]),
        (Some("monthly"), "2031-05..2031-05".to_owned())
    );
}

#[test]
fn rules_are_named_once_and_known_by_name() {
    let names: HashSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        assert_eq!(rule.name().parse(), Ok(*rule));
        let stored = serde_json::to_string(rule).unwrap();
        assert_eq!(stored, format!("\"{rule}\""), "stored under the name that is printed");
    }
    assert!("nothing".parse::<Rule>().unwrap_err().contains("no-date"));
}
