//! Where meetings begin and end, and which files hold none.

use super::{check, read, reports};
use crate::report::Rule;

/// The meetings of a file (path, bar, text): `2031-05-06 @3-9`.
fn meetings(case: &str) -> String {
    let (path, text) = case.split_once('|').unwrap();
    let meetings = reports(path, text).into_iter().map(|report| {
        let date = report.date.map_or("none".to_owned(), |date| date.to_string());
        format!("{date} @{}", report.lines)
    });
    meetings.collect::<Vec<_>>().join(", ")
}

#[test]
fn meetings_of_a_file() {
    check(
        [
            ("a/2031-05-06.md|# Sync\n\nWords.\n", "2031-05-06 @1-3"),
            // A yearly file, newest first; a smaller heading ends no meeting.
            (
                "a/2031.md|# Sync\n\n## 2031-05-06\n\nWords.\n\n### Topic\n\nMore.\n\n## 2031-04-08\n\nWords.\n",
                "2031-05-06 @3-9, 2031-04-08 @11-13",
            ),
            // A heading of the same size that is no date ends none either.
            (
                "a/2031.md|## 2031-05-06\n\nWords.\n\n## Agenda\n\nMore.\n\n## 2031-04-08\n\nWords.\n",
                "2031-05-06 @1-7, 2031-04-08 @9-11",
            ),
            (
                "a/2031.md|# Sync\n\n## May 6\n\nWords.\n\n## June 3\n\nWords.\n",
                "2031-05-06 @3-5, 2031-06-03 @7-9",
            ),
            (
                "a/all.md|# 2031\n\n## May 6\n\nWords.\n\n# 2030\n\n## June 4\n\nWords.\n",
                "2031-05-06 @3-5, 2030-06-04 @9-11",
            ),
            (
                "a/all.md|## Meeting of 6 May 2031\n\nWords.\n\n## Meeting of 3 June 2031\n\nWords.\n",
                "2031-05-06 @1-3, 2031-06-03 @5-7",
            ),
            // A name that tells from when to when.
            (
                "a/2031-05-06-to-2031-06-03.md|## Standup 2031-06-03\n\nWords.\n\n## Standup 2031-05-06\n\nWords.\n",
                "2031-06-03 @1-3, 2031-05-06 @5-7",
            ),
            (
                "a/2031-05-06-to-2031-05-08.md|# Retreat\n\n## Plan for 2031-07-01\n\nWords.\n\n## Plan for 2031-08-01\n\nWords.\n",
                "2031-05-06 @1-9",
            ),
            // Those that did not take place.
            (
                "a/2031.md|## 2031-05-06\n\nWords.\n\n## 2031-04\n\nCancelled.\n\n## 2031-03-04\n\nNo meeting, nobody came.\n",
                "2031-05-06 @1-3",
            ),
            ("a/2031-05-06.md|# Sync\n\nNo minutes were taken.\n", ""),
            // A date in the file's name: dates in headings are subjects.
            (
                "a/2031-05-06.md|# Sync\n\n## Plan for 2031-06-03\n\nWords.\n\n## Plan for 2031-07-01\n\nWords.\n",
                "2031-05-06 @1-9",
            ),
            // Unless each of them has its own roll call: the calls of a week.
            (
                "a/2031-05-05.md|## Week of 2031-05-05\n\n## Call A - 2031-05-05\n\n- Roof\n\n# Minutes\n\n## Call A - 2031-05-05\n\nPresent: Ada, Ben\n\nWords.\n\n## Call B - 2031-05-06\n\nPresent: Ada, Cleo\n\nMore.\n",
                "2031-05-05 @9-13, 2031-05-06 @15-19",
            ),
            // A subject may stand right below the day.
            (
                "a/2031-05-05.md|# Two days\n\n## 5 May 2031\n\n### Roof\n\nPresent: Ada, Ben\n\nWords.\n\n## 6 May 2031\n\n### Pond\n\nPresent: Ada, Cleo\n\nMore.\n",
                "2031-05-05 @3-9, 2031-05-06 @11-17",
            ),
            ("a/README.md|# Sync 2031-05-06\n\nWords.\n", ""),
            ("a/meeting-template.md|# Sync 2031-05-06\n\n## Present\n\n- name / institution\n", ""),
            ("a/toc.md|- [2031-05-06](x)\n- [2031-04-08](y)\n", ""),
            ("a/rules.md|# How we meet\n\nEvery month.\n", ""),
            // The title tells the month, the agenda's address the day.
            ("a/spring.md|# Garden notes - May 2031\n\nWords.\n", "none @1-3"),
            (
                "a/spring.md|# Garden notes - May 2031\n\nAgenda: <https://forge.example/garden/agendas/2031/05-May/06-first.md>\n",
                "2031-05-06 @1-3",
            ),
            (
                "a/spring.md|# Garden notes - May 2031\n\nAgenda: <https://forge.example/garden/agendas/2031/04-Apr/06-first.md>\n",
                "none @1-3",
            ),
            ("a/spring.md|# The pond in May 2031\n\nWords.\n", ""),
            // A long agenda, and no meeting.
            (
                "a/2031-05-06.md|# Sync\n\nThe meeting is held in the shed behind the house, where we sit on chairs. Whoever comes for the first time tells Ada, who opens the gate and shows the way. Bring a cup, since there are none in the shed, and a coat if it is cold. The kettle is filled by whoever comes first, as it always was.\n\n## Meeting notes\n\nMeeting cancelled.\n",
                "",
            ),
            ("a/empty.md|", ""),
        ],
        meetings,
    );
}

#[test]
fn titles_are_the_reports_own() {
    let title = |path: &str, text: &str| reports(path, text).remove(0).title;
    assert_eq!(title("a/2031-05-06.md", "# Sync of the garden group\n\nWords."), "Sync of the garden group");
    assert_eq!(title("a/2031-05-06.md", "---\ntitle: Garden\n---\n\nWords."), "Garden");
    assert_eq!(title("garden/2031-05-06.md", "Words."), "garden, 2031-05-06");
    assert_eq!(
        title("a/2031.md", "# Garden\n\n## 2031-05-06\n\nA.\n\n## 2031-04-08\n\nB."),
        "Garden: 2031-05-06"
    );
    assert_eq!(
        title("a/all.md", "# May\n\n## 2031-05-06\n\nA.\n\n# April\n\n## 2031-04-08\n\nB."),
        "May: 2031-05-06"
    );
    assert_eq!(
        reports("a/all.md", "# May\n\n## 2031-05-06\n\nA.\n\n# April\n\n## 2031-04-08\n\nB.")[1].title,
        "April: 2031-04-08"
    );
    // Below a title in the file's head the first heading is a subject.
    assert_eq!(title("a/2031-05-06.md", "---\ntitle: Garden\n---\n\n## Roses\n\nWords."), "Garden");
    assert_eq!(title("a/2031-05-06.md", "---\ntitle: Garden\n---\n\n# Sync\n\nWords."), "Sync");
    let long = format!("Sync of the {}garden group", "very ".repeat(100));
    assert_eq!(title("a/2031-05-06.md", &format!("# {long}\n\n## Roses\n\nWords.")), long);
}

#[test]
fn notes_above_the_first_meeting_are_told() {
    let rules = |text: &str| {
        let found = read("a/all.md", text);
        found.warnings.iter().map(|warning| (warning.rule, warning.line)).collect::<Vec<_>>()
    };
    let notes = "We agreed to paint the shed. ".repeat(10);
    let meetings = "# January\n\n## 2031-01-07\n\nA.\n\n## 2031-01-14\n\nB.\n";
    let lost = format!("# December\n\n{notes}\n\n{meetings}");
    assert_eq!(rules(&lost), [(Rule::OutsideMeeting, 1)]);
    assert_eq!(rules(&format!("# December\n\nThe notes of the winter.\n\n{meetings}")), []);
    assert_eq!(rules(&format!("# Garden\n\n{notes}\n\n## 2031-01-07\n\nA.\n\n## 2031-01-14\n\nB.\n")), []);
}

#[test]
fn a_file_without_a_meeting_is_told() {
    let found = read("a/rules.md", "# How we meet\n\nEvery month.\n");
    assert_eq!(found.warnings.iter().map(|warning| warning.rule).collect::<Vec<_>>(), [Rule::NoMeeting]);
    assert_eq!(read("a/README.md", "# 2031-05-06\n").warnings, []);
}
