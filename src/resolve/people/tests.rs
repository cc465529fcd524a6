//! Cases for who is who. All names, accounts and meetings are invented.

use crate::extract::extract;
use crate::report::{Attendee, Lines, Person, Report, Sure};
use crate::resolve::{Resolved, resolve};
use crate::source::SourceFile;
use crate::vocabulary::{Reading, Team};

/// An archive of monthly meetings: the lines of a roll call, and what was said.
fn archive(meetings: &[(&[&str], &[&str])], people: &str) -> Resolved {
    let mut team = Team::default();
    team.read_people("people.toml", people).unwrap();
    let drafts = meetings.iter().enumerate().flat_map(|(at, (roll, said))| {
        let bullets = |lines: &[&str]| lines.iter().map(|line| format!("- {line}\n")).collect::<String>();
        let text = format!("# A\n\n## Present\n\n{}\n## T\n\n{}", bullets(roll), bullets(said));
        let path = format!("a/20{}-{:02}-06.md", 31 + at / 12, at % 12 + 1);
        extract(&SourceFile { path, text }, Reading::builtin()).drafts
    });
    resolve(drafts.collect(), &team)
}

fn of_rolls(rolls: &[&[&str]], people: &str) -> Resolved {
    let meetings: Vec<(&[&str], &[&str])> = rolls.iter().map(|roll| (*roll, [].as_slice())).collect();
    archive(&meetings, people)
}

/// `id = Name (meetings)`, by id.
fn ids(archive: &Resolved) -> Vec<String> {
    let line = |person: &Person| format!("{} = {} ({})", person.id, person.name, person.meetings);
    let mut ids: Vec<String> = archive.directory.people.iter().map(line).collect();
    ids.sort();
    ids
}

fn said(report: &Report, entry: usize) -> String {
    report.entries[entry].people.join(" ")
}

#[test]
fn one_person_behind_six_forms() {
    let said: &[&str] = &[
        "@adaq will paint the shed.",
        "**Ada:** the shed leaks in winter, and nobody knows why.",
        "[name=Ada Quill] the shed leaks in autumn, too.",
        "AQ: the roses suffer from it every year.",
        "Ada Quill will water the roses.",
        "Ada Q. will cut the hedge.",
    ];
    let archive = archive(&[(&["Ada Quill (@adaq)", "Ben Marsh"], said)], "");
    for (entry, words) in said.iter().enumerate() {
        assert_eq!(super::tests::said(&archive.reports[0], entry), "adaq", "{words}");
    }
}

#[test]
fn spellings_of_one_full_name_are_one_person() {
    let cases: &[(&[&str], &[&str])] = &[
        (&["Ada M. Quill", "Ada Quill", "Ada M Quill"], &["ada-quill = Ada Quill (3)"]),
        (&["Gabor Kovač", "Gábor Kovac"], &["gábor-kovac = Gábor Kovac (2)"]),
        (&["Li-Ren Zhao", "Li Ren Zhao", "Zhao Li-Ren"], &["zhao-li-ren = Zhao Li-Ren (3)"]),
        (&["Benjamin Marsh", "Ben Marsh"], &["benjamin-marsh = Benjamin Marsh (2)"]),
        (&["J. Quill", "Jona Quill"], &["jona-quill = Jona Quill (2)"]),
        (&["Jean Luc", "Jean Luc Marsh", "Jean Luc Marsh"], &["jean-luc-marsh = Jean Luc Marsh (3)"]),
        // A middle name that is another's keeps both apart, and the name between them.
        (
            &["Ada F. Quill", "Ada G. Quill", "Ada Quill"],
            &[
                "ada-f.-quill = Ada F. Quill (1)",
                "ada-g.-quill = Ada G. Quill (1)",
                "ada-quill = Ada Quill (1)",
            ],
        ),
        // A short first name that fits two stays apart from both.
        (
            &["Daniel Marsh", "Daniella Marsh", "Dan Marsh"],
            &[
                "dan-marsh = Dan Marsh (1)",
                "daniel-marsh = Daniel Marsh (1)",
                "daniella-marsh = Daniella Marsh (1)",
            ],
        ),
        (&["Ada Quill", "Ida Quill"], &["ada-quill = Ada Quill (1)", "ida-quill = Ida Quill (1)"]),
    ];
    for (names, wanted) in cases {
        let rolls: Vec<Vec<&str>> = names.iter().map(|name| vec![*name, "Zoe Thorn (@zoe)"]).collect();
        let rolls: Vec<&[&str]> = rolls.iter().map(Vec::as_slice).collect();
        let found: Vec<String> =
            ids(&of_rolls(&rolls, "")).into_iter().filter(|line| !line.starts_with("zoe")).collect();
        assert_eq!(found, *wanted, "{names:?}");
    }
}

#[test]
fn a_slip_of_a_letter_is_no_second_person_unless_both_are_there() {
    let right: &[&str] = &["Bennet Marsh", "Ada Quill"];
    let mut rolls: Vec<&[&str]> = vec![right; 5];
    rolls.push(&["Benet Marsh", "Ada Quill"]);
    assert_eq!(ids(&of_rolls(&rolls, "")), ["ada-quill = Ada Quill (6)", "bennet-marsh = Bennet Marsh (6)"]);
    rolls.pop();
    rolls.push(&["Benneta Marsh", "Ada Quill"]);
    assert_eq!(ids(&of_rolls(&rolls, "")).len(), 3);
    rolls.pop();
    rolls.push(&["Benet Marsh", "Bennet Marsh", "Ada Quill"]);
    assert_eq!(ids(&of_rolls(&rolls, "")).len(), 3);
}

#[test]
fn two_who_share_a_first_name_are_told_apart_by_who_was_there() {
    let sam: &[&str] = &["Sam will paint the shed."];
    let archive = archive(
        &[
            (&["Sam Adler", "Ada Quill"], sam),
            (&["Sam Birch", "Ada Quill"], sam),
            (&["Sam Adler", "Sam Birch"], sam),
            (&["Ada Quill", "Cleo Tanaka"], &["**Sam:** the shed is still brown, and nobody knows why."]),
        ],
        "",
    );
    let said: Vec<String> = archive.reports.iter().map(|report| said(report, 0)).collect();
    assert_eq!(said, ["sam-adler", "sam-birch", "", ""]);
    let [sam] = archive.directory.ambiguous.as_slice() else { panic!("{:?}", archive.directory.ambiguous) };
    assert_eq!((sam.name.as_str(), sam.entries, sam.meetings), ("Sam", 2, 0));
    assert_eq!(sam.people, ["sam-adler", "sam-birch"]);
    assert_eq!(archive.reports[2].entries[0].assignees, ["Sam"]);
}

#[test]
fn a_first_name_on_a_roll_call_is_whoever_comes_these_months() {
    let early: &[&str] = &["Sam Adler", "Ada Quill"];
    let late: &[&str] = &["Sam Birch", "Ada Quill"];
    let sam: &[&str] = &["Sam", "Ada Quill"];
    let alone: &[&str] = &["Ada Quill", "Cleo Tanaka"];
    let mut rolls = vec![early, sam];
    rolls.extend([alone; 8]);
    rolls.extend([late, sam]);
    assert_eq!(
        ids(&of_rolls(&rolls, ""))[2..],
        ["sam-adler = Sam Adler (2)", "sam-birch = Sam Birch (2)"].map(str::to_owned)
    );
    // Both came lately: a person of its own, that says whom it may be.
    let archive = of_rolls(&[early, late, sam], "");
    assert_eq!(ids(&archive)[1], "sam = Sam (1)");
    assert_eq!(archive.directory.ambiguous[0].people, ["sam-adler", "sam-birch"]);
    assert_eq!(archive.directory.ambiguous[0].meetings, 1);
}

#[test]
fn namesakes_with_their_own_accounts_stay_two() {
    let first: &[&str] = &["Ada Quill (@adaq)", "Ben Marsh"];
    let second: &[&str] = &["Ada Quill (@quilla)", "Ben Marsh"];
    let rolls = [first, first, second, second];
    let archive = of_rolls(&rolls, "");
    assert_eq!(
        ids(&archive),
        ["adaq = Ada Quill (2)", "ben-marsh = Ben Marsh (4)", "quilla = Ada Quill (2)"]
    );
    let merge = &archive.directory.merges[0];
    assert_eq!(
        (merge.keep.as_str(), merge.other.as_str(), merge.why.as_str()),
        ("adaq", "quilla", "the same name")
    );
    // The team knows better.
    let renamed = "[[person]]\nname = 'Ada Quill'\nhandle = 'quilla'\naliases = ['adaq']\n";
    let archive = of_rolls(&rolls, renamed);
    assert_eq!(ids(&archive)[1], "quilla = Ada Quill (4)");
    assert!(archive.directory.merges.is_empty());
}

#[test]
fn the_team_adds_merges_renames_and_keeps_apart() {
    let meetings: &[(&[&str], &[&str])] = &[
        (&["Addie", "Ben Marsh", "Room Seven"], &["Addie will paint the shed.", "Zoe Thorn will help her."]),
        (&["Ada Quill (@adaq)", "Benny"], &["Ben will water the roses."]),
    ];
    let without = archive(meetings, "");
    assert_eq!(without.directory.people.len(), 5);
    let file = "nobody = ['Room Seven']\n\
                [[person]]\nname = 'Ada Quill-Thorn'\nhandle = 'adaq'\naliases = ['Addie']\naffiliation = 'Oakfield'\n\
                [[person]]\nname = 'Benedict Marsh'\nmerge = ['ben-marsh', 'Benny', 'nobody-known']\nnot = ['Ben']\n\
                [[person]]\nname = 'Zoe Thorn'\nhandle = 'zoet'\n";
    let archive = archive(meetings, file);
    assert_eq!(
        ids(&archive),
        ["adaq = Ada Quill-Thorn (2)", "benedict-marsh = Benedict Marsh (2)", "zoet = Zoe Thorn (0)"]
    );
    let first = &archive.reports[0];
    assert_eq!((said(first, 0), said(first, 1)), ("adaq".into(), "zoet".into()));
    assert_eq!(said(&archive.reports[1], 0), "", "the team says that `Ben` is somebody else");
    assert!(archive.directory.people.iter().all(|person| person.sure == Sure::Certain));
    assert_eq!(archive.directory.people[0].affiliations, ["Oakfield"]);
    insta::assert_snapshot!(archive.warnings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}

#[test]
fn evidence_says_how_each_form_is_known() {
    let archive = archive(
        &[
            (&["Ada Quill (@adaq)", "Ben Marsh"], &["Ada will paint the shed.", "BM will help her."]),
            (&["Ada", "Cleo Tanaka"], &["Ben will water the roses."]),
        ],
        "",
    );
    let mut lines = Vec::new();
    for person in &archive.directory.people {
        lines.push(format!("{}: {}", person.id, person.sure));
        lines.extend(person.evidence.iter().map(|e| format!("  {} {}: {}", e.sure, e.form, e.why)));
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn names_of_any_writing_are_names() {
    let roll: &[&str] =
        &["שרה לוי (@sarale)", "Ödön Ürge", "山田 太郎", "<script>alert(1)</script>", "…", "Ben Marsh"];
    let archive = archive(&[(roll, &["שרה will paint the shed."]), (roll, &["odon will help her."])], "");
    let found = ids(&archive);
    for wanted in ["sarale = שרה לוי (2)", "ödön-ürge = Ödön Ürge (2)", "山田-太郎 = 山田 太郎 (2)"]
    {
        assert!(found.contains(&wanted.to_owned()), "{wanted}: {found:?}");
    }
    let attendees = archive.reports.iter().flat_map(|report| &report.attendees);
    assert!(attendees.clone().count() > 6);
    for attendee in attendees {
        assert!(archive.directory.person(&attendee.person).is_some(), "{attendee:?}");
    }
}

#[test]
fn places_are_no_people_and_no_accounts() {
    let rolls: &[&[&str]] = &[
        &["Ada Quill / @adaq / Oakfield", "Ben Marsh / @benm / Oakfield"],
        &["Ada Quill / @Oakfield / adaq", "Ben Marsh / @benm / Elmstead, Oakfield"],
        &["Ada Quill / @adaq / Oakfield", "Ben Marsh", "Oakfield"],
    ];
    assert_eq!(ids(&of_rolls(rolls, "")), ["adaq = Ada Quill (3)", "benm = Ben Marsh (3)"]);
}

#[test]
fn what_stands_behind_somebody_is_nobody_else() {
    let cases: &[(&[&[&str]], &[&str])] = &[
        // Initials of the only one present who has them, though others in the archive do.
        (
            &[&["Ada Quill", "Ben Marsh", "AQ"], &["Abel Quist"]],
            &["abel-quist = Abel Quist (1)", "ada-quill = Ada Quill (1)", "ben-marsh = Ben Marsh (1)"],
        ),
        // An account where others have a place.
        (
            &[&["Ada Quill / @adaq / Oakfield"], &["Ada / @adaq / Oakfield"], &["Ada / adaq", "Ada Brook"]],
            &["ada-brook = Ada Brook (1)", "adaq = Ada Quill (3)"],
        ),
    ];
    for (rolls, wanted) in cases {
        assert_eq!(ids(&of_rolls(rolls, "")), *wanted, "{rolls:?}");
    }
}

#[test]
fn a_town_behind_who_signs_is_nobody() {
    let attendee = |name: &str, handle: Option<&str>, affiliation: Option<&str>, line: u32| Attendee {
        name: name.to_owned(),
        handle: handle.map(str::to_owned),
        affiliation: affiliation.map(str::to_owned),
        abbreviation: None,
        person: String::new(),
        lines: Lines::new(line, line),
    };
    let mut report = Report {
        attendees: vec![
            attendee("Ada Quill", Some("adaq"), Some("Lamp Works"), 4),
            attendee("Elmstead", None, None, 4),
            // One long line: all of them are somebody.
            attendee("Ben Marsh", Some("benm"), Some("Lamp Works"), 5),
            attendee("Cleo Tanaka", Some("cleo"), Some("Lamp Works"), 5),
            attendee("Dora", None, None, 5),
        ],
        ..archive(&[(&[], &["All quiet."])], "").reports.remove(0)
    };
    super::roll::prune(std::slice::from_mut(&mut report), &[]);
    let names: Vec<&str> = report.attendees.iter().map(|attendee| attendee.name.as_str()).collect();
    assert_eq!(names, ["Ada Quill", "Ben Marsh", "Cleo Tanaka", "Dora"]);
}

#[test]
fn an_account_that_somebody_else_in_the_room_has_is_a_slip() {
    let rolls: &[&[&str]] = &[
        &["Ada Quill (@adaq)", "Ben Marsh (@adaq)"],
        &["Ada Quill (@adaq)", "Cleo Tanaka (@cleo)"],
        &["Ben Marsh", "Cleo Tanaka (@cleo)"],
    ];
    assert_eq!(
        ids(&of_rolls(rolls, "")),
        ["adaq = Ada Quill (2)", "ben-marsh = Ben Marsh (2)", "cleo = Cleo Tanaka (2)"]
    );
}
