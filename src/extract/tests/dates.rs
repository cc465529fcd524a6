//! Days in every form in which reports give them, and the days that are not meant.

use super::super::date::find_dates;
use super::super::place::read_path;
use super::{check, read, reports};
use crate::vocabulary::Reading;

/// All dates of a text: `2031-05-06`, without a year `-05-06`, without a day `2031-05`, with the weekday in brackets.
fn dates(text: &str) -> String {
    let found = find_dates(text, &Reading::builtin().dates).into_iter().map(|date| {
        let year = date.year.map(|year| year.to_string()).unwrap_or_default();
        let day = date.day.map(|day| format!("-{day:02}")).unwrap_or_default();
        let weekday = date.weekday.map(|weekday| format!(" ({weekday})")).unwrap_or_default();
        format!("{year}-{:02}{day}{weekday}", date.month)
    });
    found.collect::<Vec<_>>().join(", ")
}

#[test]
fn dates_in_words() {
    check(
        [
            ("2031-05-06", "2031-05-06"),
            ("2031/5/6", "2031-05-06"),
            ("2031.05.06", "2031-05-06"),
            ("2031_05_06_notes", "2031-05-06"),
            ("2031–05-06 call", "2031-05-06"),
            ("2031‑05‑06", "2031-05-06"),
            ("20310506", "2031-05-06"),
            ("minutes-20310506", "2031-05-06"),
            ("2031-05", "2031-05"),
            ("06.05.2031", "2031-05-06"),
            ("05/06/2031", "2031-05-06"),
            ("25/06/2031", "2031-06-25"),
            ("6 May 2031", "2031-05-06"),
            ("6 May, 2031", "2031-05-06"),
            ("6th of May 2031", "2031-05-06"),
            ("6th May", "-05-06"),
            ("6-8 May 2031", "2031-05-06"),
            ("6th – 8th May 2031", "2031-05-06"),
            ("May 6-8, 2031", "2031-05-06"),
            ("May 6 - 9:30", "-05-06"),
            ("Tuesday 6th May 2031", "2031-05-06 (2)"),
            ("6-May-2031", "2031-05-06"),
            ("May 6, 2031", "2031-05-06"),
            ("May 6th 2031", "2031-05-06"),
            ("Sept. 6, 2031", "2031-09-06"),
            ("Tue, May 6, 7AM UTC", "-05-06 (2)"),
            ("may-06", "-05-06"),
            ("May 2031", "2031-05"),
            ("Day Four—6 May 2031", "2031-05-06"),
            ("from 2031-05-06 to 2031-05-08", "2031-05-06, 2031-05-08"),
            ("2031-05-06T14:00:00Z", "2031-05-06"),
            ("5/6/31", "2031-05-06"),
            ("25/6/31", "2031-06-25"),
            ("5.6.31", ""),
            ("2031-13-06", ""),
            ("1.2.3 and 10:30 and 4/5 of them", ""),
            ("may 200 people come", ""),
            ("issue 20319999", ""),
            ("", ""),
        ],
        dates,
    );
}

/// The day of the only meeting of a file: its path, a bar, its text.
fn day(case: &str) -> String {
    let (path, text) = case.split_once('|').unwrap();
    let days = reports(path, text).into_iter();
    days.map(|report| report.date.map_or("none".to_owned(), |date| date.to_string()))
        .collect::<Vec<_>>()
        .join(", ")
}

#[test]
fn the_day_of_a_meeting() {
    check(
        [
            ("a/notes.md|# Weekly sync 2031-05-06\n\nWords.", "2031-05-06"),
            ("a/notes.md|# 12th gathering | 6th May 2031\n\nWords.", "2031-05-06"),
            ("a/notes.md|# Weekly sync\n\n- **Date:** 2031-05-06\n- **Place:** here", "2031-05-06"),
            ("a/notes.md|# Weekly sync\n\nDate: May 06, 2031\n\nWords.", "2031-05-06"),
            ("a/notes.md|# Weekly sync\n\n6 May 2031\n\nWords.", "2031-05-06"),
            ("a/notes.md|# Weekly sync\n\nDay Four—6 May 2031\n\nWords.", "2031-05-06"),
            ("a/notes.md|---\ndate: 2031-05-06\n---\n\n# Weekly sync\n\nWords.", "2031-05-06"),
            ("a/2031-05-06.md|# Weekly sync\n\nWords.", "2031-05-06"),
            ("a/notes.md|#### Meeting from: May 6th, 2031\n\n# Weekly sync\n\nWords.", "2031-05-06"),
            (
                "a/2031-05-06.md|#### Meeting from: May 6th, 2031\n\n# Sync\n\n### Previously\n\n- [2031-04-29](./2031-04-29.md)\n",
                "2031-05-06",
            ),
            ("a/2031-05-06.md|# Sync\n\nAction items from the call of 29 April 2031\n\nWords.", "2031-05-06"),
            ("a/2031-05-06.md|# Weekly sync\n\nMinutes from 29 April 2031 were approved.", "2031-05-06"),
            ("a/2031-05-06.md|# Weekly sync\n\nNotes from 29 April 2031: approved", "2031-05-06"),
            ("a/notes.md|# Notes from 6 May 2031\n\nWords.", "2031-05-06"),
            // Which of two numbers is the month, the file's name tells.
            ("a/2031-11-07.md|# Sync - 7/11/31\n\nWords.", "2031-11-07"),
            ("a/2031-07-11.md|# Sync - 7/11/31\n\nWords.", "2031-07-11"),
            ("2031-05/may-06.md|# Weekly sync\n\nWords.", "2031-05-06"),
            ("2031/05-06.md|# Weekly sync\n\nWords.", "2031-05-06"),
            ("2031/05/06.md|# Weekly sync\n\nWords.", "2031-05-06"),
            // The year is the file's where the head gives none.
            ("a/2031-05-05.md|# Sync\n\nTuesday, May 6, 7AM UTC\n\nWords.", "2031-05-06"),
            // Another day is spoken of.
            ("a/2031-05-06.md|# Sync\n\nNext meeting: 2031-06-03\n\nWords.", "2031-05-06"),
            ("a/2031-05-06.md|# Sync\n\nPrevious minutes: 2031-04-08\n\nWords.", "2031-05-06"),
            (
                "a/2031-05-06.md|# Sync\n\nhttps://clock.example/2031-04-08/ tells the hour\n\nWords.",
                "2031-05-06",
            ),
            // So it is in a bullet that says more, struck out, in the title of a link, below what announces other days.
            ("a/2031-05-06.md|# Sync\n\n## Next talks\n\n- May 16 — the pond\n- May 23\n", "2031-05-06"),
            (
                "a/2031-05-06.md|# Sync\n\n- The roof of the shed\n  - 2031-04-22\n    - it leaks\n",
                "2031-05-06",
            ),
            ("a/2031-05-06.md|# Sync\n\n~~~~\n2031-04-22\nit leaks\n~~~~\n", "2031-05-06"),
            ("a/2031-05-06.md|# Sync\n\n- ~~April 16~~\n\nWords.", "2031-05-06"),
            ("a/2031-05-06.md|# Sync\n\n- Planting hour – March 10th, 2031 at the pond\n", "2031-05-06"),
            (
                "a/2031-05-06.md|# Sync\n\n- [Draft of the plan 2030-11-25](https://d.example/x)\n",
                "2031-05-06",
            ),
            ("a/2031-05-06.md|# Sync\n\n[Draft of 2030-11-25](https://d.example/x)\n", "2031-05-06"),
            ("a/notes.md|# Sync\n\n- Tuesday, 6 May 2031, 14:00 UTC\n\nWords.", "2031-05-06"),
            // A day that contradicts the month of title and name, and an address that tells the day.
            ("a/2031-05.md|# Notes of May 2031\n\nFair at Fernhill, September 8 - 10 2031\n", "none"),
            (
                "a/2031-05.md|# Notes of May 2031\n\nAgenda: https://d.example/agendas/2031/05-May/08-first.md\n",
                "2031-05-08",
            ),
            (
                "a/2031-05.md|# Notes of April 2031\n\nAgenda: https://d.example/agendas/2031/05-May/08-first.md\n",
                "2031-05-08",
            ),
            // A January slip, a weekday that fits neither, the other or the text.
            ("a/2032-01-06.md|# Sync of 2031-01-06\n\nWords.", "2032-01-06"),
            ("a/2031-05-06.md|# Sync, Wednesday 7 May 2031\n\nWords.", "2031-05-07"),
            ("a/2031-05-06.md|# Sync, Tuesday 7 May 2031\n\nWords.", "2031-05-06"),
            ("a/2031-05-06.md|# Sync of 7 May 2031\n\nWords.", "2031-05-07"),
            ("a/notes.md|# Sync\n\n## Present\n\n- Ada Quill\n- Ben Marsh\n", "none"),
            // The rest of the head agrees with the file's name against a line that slipped.
            ("a/2031-05-06.md|# Sync of 2031-05-06\n\nDate: 2031-05-13\n\nWords.", "2031-05-06"),
            ("a/2031-05-06.md|# Sync of 2031-05-13\n\nDate: 2031-05-13\n\nWords.", "2031-05-13"),
            ("a/notes.md|# Sync of 2031-05-06\n\nDate: 2031-05-13\n\nWords.", "2031-05-13"),
            ("a/notes.md|# Sync\n\n### Meeting Date/Time: Tuesday 5/6/31 at 14:00\n\nWords.", "2031-05-06"),
            ("a/notes.md|# Sync\n\nTime: 5/6/2031 14:00\n\nWords.", "2031-05-06"),
            // A day without a year: a meeting whose date nobody tells.
            ("a/notes.md|# Sync 18\n\n## Info\n\nMay 6, 14:00 UTC\n\nWords.", "none"),
            ("a/notes.md|# How we meet\n\nOften.", ""),
        ],
        day,
    );
}

#[test]
fn a_contradiction_is_told() {
    let found = read("a/2031-05-06.md", "# Sync of 7 May 2031\n\nWords.");
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(found.drafts[0].other_date.map(|date| date.to_string()).as_deref(), Some("2031-05-06"));
}

#[test]
fn the_reason_of_a_choice_is_told() {
    let why = |case: &str| {
        let (path, text) = case.split_once('|').unwrap();
        let told = read(path, text).warnings.into_iter().map(|warning| warning.message);
        told.collect::<Vec<_>>().join("; ")
    };
    check(
        [
            (
                "a/2031-05-06.md|# Sync of 7 May 2031\n",
                "the title says 2031-05-07, the file's name 2031-05-06; the text was taken",
            ),
            (
                "a/2032-01-06.md|# Sync\n\nDate: 2031-01-06\n",
                "the line for the date says 2031-01-06, the file's name 2032-01-06; only the year differs, so the file's name was taken",
            ),
            (
                "a/2031-05-06.md|# Sync of 2031-05-06\n\nDate: 2031-05-13\n",
                "the line for the date says 2031-05-13, the file's name 2031-05-06; the rest of the head agrees with the file's name, which was taken",
            ),
            (
                "a/notes.md|# Sync of 2031-05-06\n\nDate: 2031-05-13\n",
                "the line for the date says 2031-05-13, the title says 2031-05-06; the line for the date was taken, which counts for more",
            ),
            ("a/2031-05-06.md|# Sync of 2031-05-06\n\nDate: 2031-05-06\n", ""),
        ],
        why,
    );
}

#[test]
fn what_a_path_tells() {
    let place = |path: &str| {
        let place = read_path(path, &Reading::builtin().dates);
        let date = place.date.map(|date| date.to_string()).unwrap_or_default();
        let year = place.year.map(|year| year.to_string()).unwrap_or_default();
        format!("{} {date} {year}", place.series)
    };
    check(
        [
            ("docs/meetings/forum/2031-05-06.md", "forum 2031-05-06 2031"),
            ("forum/2031/05/06.md", "forum 2031-05-06 2031"),
            ("forum/2031/05-06.md", "forum 2031-05-06 2031"),
            ("forum/2031-05/may-06.md", "forum 2031-05-06 2031"),
            ("forum/2031.md", "forum  2031"),
            ("forum/minutes-20310506.md", "forum 2031-05-06 2031"),
            ("2031-05-06.md", "meetings 2031-05-06 2031"),
            ("forum/archive.md", "forum  "),
            ("", "meetings  "),
        ],
        place,
    );
}
