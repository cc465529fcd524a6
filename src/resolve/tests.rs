//! Cases for what the whole archive tells. All names and texts are invented.

use super::{Resolved, resolve};
use crate::extract::extract;
use crate::report::Report;
use crate::source::SourceFile;
use crate::vocabulary::{Reading, Team};

/// An archive of files: path and text.
pub(super) fn archive(files: &[(&str, &str)]) -> Resolved {
    let drafts = files.iter().flat_map(|(path, text)| {
        let file = SourceFile { path: (*path).to_owned(), text: (*text).to_owned() };
        extract(&file, Reading::builtin()).drafts
    });
    resolve(drafts.collect(), &Team::default())
}

fn people(archive: &Resolved) -> Vec<String> {
    let mut people: Vec<String> =
        archive.directory.people.iter().map(|p| format!("{} = {} ({})", p.id, p.name, p.meetings)).collect();
    people.sort();
    people
}

fn ids(reports: &[Report]) -> Vec<&str> {
    reports.iter().map(|report| report.id.as_str()).collect()
}

#[test]
fn one_person_however_written() {
    let archive = archive(&[
        ("a/2031-05-06.md", "# A\n\n## Present\n\n- Ada Quill (@adaq)\n- Ben Marsh\n"),
        ("a/2031-06-03.md", "# A\n\n## Present\n\n- Ada / Oakfield / @AdaQ\n- ben marsh\n"),
        ("a/2031-07-01.md", "# A\n\n## Present\n\n- Ada\n- Ben\n"),
        ("a/2031-08-05.md", "# A\n\n## Present\n\n- @adaq\n- Ben M.\n"),
    ]);
    assert_eq!(people(&archive), ["adaq = Ada Quill (4)", "ben-marsh = Ben Marsh (4)"]);
    assert_eq!(archive.directory.people[0].affiliations, ["Oakfield"]);
}

#[test]
fn a_name_that_fits_two_stays_apart() {
    let archive = archive(&[
        (
            "a/2031-05-06.md",
            "# A\n\n## Present\n\n- Ada Quill (@adaq)\n- Ben Marsh\n\n## T\n\n- Ada will paint the shed.\n",
        ),
        (
            "a/2031-06-03.md",
            "# A\n\n## Present\n\n- Ada Thorn (@athorn)\n- Ben Marsh\n\n## T\n\n- Ada will paint the shed.\n",
        ),
        (
            "a/2031-07-01.md",
            "# A\n\n## Present\n\n- Cleo Tanaka\n- Ben Marsh\n\n## T\n\n- **Ada:** the shed is still brown, and nobody knows why.\n",
        ),
    ]);
    assert_eq!(people(&archive).len(), 4, "{:?}", people(&archive));
    let of = |report: usize| archive.reports[report].entries[0].people.join(" ");
    assert_eq!((of(0), of(1), of(2)), ("adaq".into(), "athorn".into(), String::new()));
}

#[test]
fn initials_are_those_of_somebody_present() {
    let archive = archive(&[
        (
            "a/2031-05-06.md",
            "# A\n\n## Present\n\n- Ada Quill (AQ)\n- Ben Marsh\n\n## T\n\n- AQ: the shed leaks in winter.\n- BM to paint the shed\n",
        ),
        (
            "a/2031-06-03.md",
            "# A\n\n## Present\n\n- Aldo Quist\n- Ben Marsh\n\n## T\n\n- AQ: the shed leaks in winter.\n- AQ to paint the shed\n",
        ),
    ]);
    let of = |report: usize, entry: usize| archive.reports[report].entries[entry].people.join(" ");
    assert_eq!((of(0, 0), of(0, 1)), ("ada-quill".into(), "ben-marsh".into()));
    assert_eq!((of(1, 0), of(1, 1)), ("aldo-quist".into(), "aldo-quist".into()));
}

#[test]
fn names_for_life() {
    let plain = archive(&[("a/2031-05-06.md", "# A\n\n- The shed leaks badly.\n- We agreed to paint it.\n")]);
    let changed = archive(&[(
        "a/2031-05-06.md",
        "# A\n\nA new line of words.\n\n## T\n\n* The **shed**\n  leaks badly\n* We agreed to paint it!\n",
    )]);
    let own = |archive: &Resolved, word: &str| {
        let entries = &archive.reports[0].entries;
        entries.iter().find(|entry| entry.text.contains(word)).map(|entry| entry.id.clone())
    };
    assert_eq!(own(&plain, "shed"), own(&changed, "shed"));
    assert_eq!(own(&plain, "agreed"), own(&changed, "agreed"));
    assert_ne!(own(&plain, "shed"), own(&plain, "agreed"));
    assert_eq!(ids(&plain.reports), ["a/2031-05-06"]);
}

#[test]
fn two_meetings_of_a_day_are_told_apart() {
    let archive = archive(&[
        ("a/2031-05-06.md", "# A\n\nWords."),
        ("a/2031-05-06-roof.md", "# A\n\nWords."),
        ("a/all.md", "# All\n\n## 2031-05-06\n\nWords.\n\n## 2031-05-06\n\nWords.\n"),
        ("b/notes.md", "# B\n\n## Present\n\n- Ada Quill\n- Ben Marsh\n"),
    ]);
    let mut found = ids(&archive.reports);
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found.contains(&"b/notes"));
}

#[test]
fn the_rhythm_of_a_series_settles_a_contradiction() {
    // Tuesdays; the last file is named after a Wednesday and says Tuesday's day, or the other way round.
    let days = ["2031-05-06", "2031-05-13", "2031-05-20", "2031-05-27"];
    let regular: Vec<(String, String)> =
        days.iter().map(|day| (format!("a/{day}.md"), format!("# Sync of {day}\n\nWords.\n"))).collect();
    for (name, title) in [("2031-06-04", "2031-06-03"), ("2031-06-03", "2031-06-04")] {
        let (path, text) = (format!("a/{name}.md"), format!("# Sync of {title}\n\nWords.\n"));
        let mut files: Vec<(&str, &str)> = regular.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        files.push((&path, &text));
        let archive = archive(&files);
        assert!(ids(&archive.reports).contains(&"a/2031-06-03"), "{name} {title}");
    }
}

#[test]
fn copies_name_each_other() {
    let long = "- The shed leaks since the great storm of last winter, and the roses suffer from it.\n";
    let archive = archive(&[
        ("a/2031-05-06.md", &format!("# A\n\n{long}")),
        ("b/2031-05-07.md", &format!("# B\n\n{long}- All quiet here.\n")),
    ]);
    let also = |report: usize| {
        let places = archive.reports[report].entries[0].also.iter();
        places.map(|place| place.report.clone()).collect::<Vec<_>>()
    };
    assert_eq!((also(0), also(1)), (vec!["b/2031-05-07".to_owned()], vec!["a/2031-05-06".to_owned()]));
    assert!(archive.reports[1].entries[1].also.is_empty());
}

#[test]
fn topics_are_concepts_and_cited_repositories() {
    let archive = archive(&[(
        "a/2031-05-06.md",
        "# A\n\n- We speak of privacy today.\n- The GDPR was named, see oakfield/garden#12\n- and oakfield/garden#13 too\n- and oakfield/garden#14 as well\n- once cited: oakfield/fence#1 it is\n",
    )]);
    let names: Vec<&str> = archive.directory.topics.iter().map(|topic| topic.name.as_str()).collect();
    assert!(names.contains(&"garden"), "{names:?}");
    assert!(!names.contains(&"fence"), "{names:?}");
    let topics = &archive.reports[0].entries[0].topics;
    assert!(topics.iter().any(|topic| topic.to_lowercase().contains("privacy")), "{topics:?}");
}

#[test]
fn an_account_of_a_team_is_nobodys_own() {
    let file = |name: &str| format!("# A\n\n## Present\n\n- {name} / Oakfield / @oakfield\n- Ben Marsh\n");
    let texts = [file("Ada Quill"), file("Cleo Tanaka"), file("Dov Ilan")];
    let files = ["a/2031-05-06.md", "a/2031-06-03.md", "a/2031-07-01.md"];
    let files: Vec<(&str, &str)> = files.into_iter().zip(texts.iter().map(String::as_str)).collect();
    let wanted = [
        "ada-quill = Ada Quill (1)",
        "ben-marsh = Ben Marsh (3)",
        "cleo-tanaka = Cleo Tanaka (1)",
        "dov-ilan = Dov Ilan (1)",
    ];
    assert_eq!(people(&archive(&files)), wanted);
}

#[test]
fn a_slip_beside_a_name_makes_no_second_person() {
    let file = |handle: &str| {
        format!("# A\n\n## Present\n\n- Ada Quill / @{handle} / Oakfield\n- Ben Marsh / @benm\n")
    };
    let texts = [file("oakfield"), file("adaq"), file("benm"), file("adaq"), file("adaq")];
    let paths =
        ["a/2031-05-06.md", "a/2031-06-03.md", "a/2031-07-01.md", "a/2031-08-05.md", "a/2031-09-02.md"];
    let files: Vec<(&str, &str)> = paths.into_iter().zip(texts.iter().map(String::as_str)).collect();
    assert_eq!(people(&archive(&files)), ["adaq = Ada Quill (5)", "benm = Ben Marsh (5)"]);
}

#[test]
fn addresses_plurals_and_initials_are_no_topics() {
    let archive = archive(&[(
        "a/2031-05-06.md",
        "# A\n\n## Present\n\n- Ada Quill\n- Albert Paul Ilan (API)\n\n## T\n\n- see https://roses.example/a for the rest of it\n- of course it leaks in winter\n- API: the shed leaks in winter\n",
    )]);
    let topics: Vec<&String> = archive.reports[0].entries.iter().flat_map(|entry| &entry.topics).collect();
    assert!(topics.is_empty(), "{topics:?}");
}

#[test]
fn a_day_copied_from_another_file_is_that_files() {
    let days = |files: &[(&str, &str)]| {
        let reports = archive(files).reports.into_iter();
        let days = reports.map(|report| report.date.map(|date| date.to_string()).unwrap_or_default());
        days.collect::<Vec<_>>()
    };
    let copied = [
        ("a/2031-05-06.md", "# Sync of 2031-05-06\n\nOne."),
        ("a/2031-05-14.md", "# Sync of 2031-05-06\n\nTwo."),
    ];
    assert_eq!(days(&copied), ["2031-05-06", "2031-05-14"]);
    let told = archive(&copied).warnings.into_iter().map(|warning| warning.message).collect::<Vec<_>>();
    let wanted = "2031-05-14 was taken after all, not 2031-05-06: another file has the latter in its name";
    assert_eq!(told, [wanted]);
    let moved = [
        ("a/2031-05-07.md", "# Sync of 2031-05-07\n\nOne."),
        ("a/2031-05-14.md", "# Sync of 2031-05-15\n\nTwo."),
    ];
    assert_eq!(days(&moved), ["2031-05-07", "2031-05-15"]);
}
