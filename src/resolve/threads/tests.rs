//! Cases for what is followed across reports. All names and texts are invented.

use crate::extract::extract;
use crate::report::{Draft, Report, Status, Thread};
use crate::resolve::tests::archive;
use crate::resolve::{Resolved, resolve};
use crate::source::SourceFile;
use crate::vocabulary::{Reading, Team};
use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};
use std::collections::HashSet;

/// Monthly meetings of a club with these bodies.
fn meetings(bodies: &[&str]) -> Resolved {
    let files = files(bodies);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    archive(&files)
}

fn files(bodies: &[&str]) -> Vec<(String, String)> {
    bodies
        .iter()
        .enumerate()
        .map(|(at, body)| {
            let day = format!("{}-{:02}-06", 2031 + at / 12, at % 12 + 1);
            let roll = "## Present\n\n- Ada Quill\n- Ben Marsh\n- Cleo Tanaka\n\n## Minutes\n";
            (format!("club/{day}.md"), format!("# Club of {day}\n\n{roll}\n{body}"))
        })
        .collect()
}

/// A thread in a line: what it is, how it stands, and its steps by month.
fn told(thread: &Thread) -> String {
    let step = |step: &crate::report::Step| {
        let month =
            step.date.map_or(0, |date| (i32::from(date.year()) - 2031) * 12 + i32::from(date.month()));
        format!("{month} {}", step.what.name())
    };
    let steps: Vec<String> = thread.steps.iter().map(step).collect();
    format!("{} {}: {}", thread.about.name(), thread.state.name(), steps.join(", "))
}

fn all(archive: &Resolved) -> Vec<String> {
    archive.directory.threads.iter().map(told).collect()
}

#[test]
fn an_action_carried_over_is_one_action_with_a_history() {
    let tasks = |line: &str| format!("## Actions\n\n{line}\n");
    let cases: &[(&[&str], &[&str])] = &[
        (
            &[
                "- [ ] Ada: paint the north door",
                "- [ ] Ada: paint the north door",
                "- [x] Ada: paint the north door",
            ],
            &["action done: 1 promised, 2 carried over, 3 done"],
        ),
        // Another word, another mark.
        (
            &["- Ada to paint the old north door green", "- Ada to paint the old north door in green"],
            &["action open: 1 promised, 2 carried over"],
        ),
        // Another owner, another thing, another issue.
        (&["- [ ] Ada: paint the north door", "- [ ] Ben: paint the north door"], &[]),
        (&["- [ ] Ada: paint the north door", "- [ ] Ada: paint the fence at the harbour"], &[]),
        (&["- [ ] Ada: answer tower/boats#7 this month", "- [ ] Ada: answer tower/boats#8 this month"], &[]),
        // What was done and is to be done again is another action.
        (
            &[
                "- [ ] Ada: sweep the tower stairs",
                "- [x] Ada: sweep the tower stairs",
                "- [ ] Ada: sweep the tower stairs",
            ],
            &["action done: 1 promised, 2 done"],
        ),
        // After a long silence, too.
        (
            &[
                "- [ ] Ada: sweep the tower stairs",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "- [ ] Ada: sweep the tower stairs",
            ],
            &[],
        ),
        // Nobody's task must be the same in every word.
        (
            &["- [ ] order more lamp oil", "- [ ] order more lamp oil"],
            &["action open: 1 promised, 2 carried over"],
        ),
        (&["- [ ] order more lamp oil", "- [ ] order more lamp glass"], &[]),
    ];
    for (lines, wanted) in cases {
        let bodies: Vec<String> = lines
            .iter()
            .map(|line| if line.is_empty() { "- All quiet.\n".to_owned() } else { tasks(line) })
            .collect();
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        assert_eq!(all(&meetings(&bodies)), *wanted, "{lines:?}");
    }
}

#[test]
fn a_ticked_copy_that_lacks_the_day_closes_an_action() {
    let door = "ask the painter about the door";
    let cases = [
        (format!("{door} (due 20 May)"), door, "action done: 1 promised, 2 done"),
        (format!("{door} [due: 2031-05-20]"), door, "action done: 1 promised, 2 done"),
        (format!("{door}, due by the end of May"), door, "action done: 1 promised, 2 done"),
        ("order 20 lamps (due 20 May)".to_owned(), "order 30 doors (due 20 May)", ""),
    ];
    for (before, now, wanted) in cases {
        let bodies = [(" ", before.as_str()), ("x", now)]
            .map(|(mark, task)| format!("## Actions\n\n- [{mark}] Ada: {task}\n"));
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        assert_eq!(all(&meetings(&bodies)).join("; "), wanted, "{before}");
    }
}

#[test]
fn only_the_last_report_says_whether_an_action_is_open() {
    let body = |mark: &str| format!("## Actions\n\n- [{mark}] Ada: paint the north door\n");
    let archive = meetings(&[&body(" "), &body(" "), &body("x")]);
    let standing: Vec<(Option<Status>, Option<Status>)> = archive
        .reports
        .iter()
        .map(|report| (report.entries[0].status, report.entries[0].standing()))
        .collect();
    let open = Some(Status::Open);
    assert_eq!(standing, [(open, None), (open, None), (Some(Status::Done), Some(Status::Done))]);
}

#[test]
fn a_matter_is_raised_settled_and_reopened() {
    let cases: &[(&[&str], &[&str])] = &[
        // By an issue, whatever the heading.
        (
            &[
                "- The pier is rotten, see tower/boats#7\n",
                "- All quiet.\n",
                "## Pier\n\n- Decision: the pier is mended, tower/boats#7\n",
                "- Ben revisits the repair of tower/boats#7 since the storm took it\n",
            ],
            &["matter reopened: 1 raised, 3 settled, 4 reopened"],
        ),
        // By the words of a heading.
        (
            &[
                "## New lamp oil\n\n- It smells of fish.\n",
                "## Update on the lamp oil\n\n- It still smells.\n- Decision: whale oil is banned.\n",
            ],
            &["matter settled: 1 raised, 2 settled"],
        ),
        // By a bullet with something below.
        (
            &[
                "- Roof of the tower\n  - It leaks in winter.\n",
                "- The tower roof\n  - It leaks in spring.\n",
            ],
            &["matter open: 1 raised, 2 discussed"],
        ),
        // Of several decisions of a day one settles it: the surest.
        (
            &[
                "## New lamp oil\n\n- It smells of fish.\n",
                "## New lamp oil\n\n- We agreed to buy it in spring.\n- Decision: whale oil is banned.\n- Decision: the barrels are sold.\n",
            ],
            &["matter settled: 1 raised, 2 settled"],
        ),
        // Notes of a room may be of anything.
        (
            &[
                "## Notes for the lamp oil\n\n- The whale boat came in.\n",
                "## Notes for the lamp oil\n\n- Stairs were swept.\n",
            ],
            &[],
        ),
        // One word, words of any meeting, or names are no matter.
        (&["## Lamps\n\n- It smells.\n", "## Lamps\n\n- It glows.\n"], &[]),
        (&["## Next steps\n\n- It smells.\n", "## Next steps\n\n- It glows.\n"], &[]),
        (&["## Ada Quill\n\n- The boat came in.\n", "## Ada Quill\n\n- The boat went out.\n"], &[]),
        // An issue of no repository may be any.
        (&["- The lamp of #7 is dim\n", "- The pier of #7 is rotten\n"], &[]),
        // Two issues in one line are no matter.
        (&["- See tower/boats#7 and tower/boats#8\n", "- See tower/boats#7 and tower/boats#8 again\n"], &[]),
    ];
    for (bodies, wanted) in cases {
        assert_eq!(all(&meetings(bodies)), *wanted, "{bodies:?}");
    }
}

#[test]
fn how_a_matter_stands() {
    let cases: &[(&[&str], &[&str])] = &[
        // What is put off is not settled.
        (
            &[
                "## New lamp oil\n\n- It smells of fish.\n",
                "## New lamp oil\n\n- Decision: deferred to the next meeting\n",
                "## New lamp oil\n\n- Decision: leave it on the agenda until Ada is here\n",
            ],
            &["matter open: 1 raised, 2 discussed, 3 discussed"],
        ),
        // A short line tells that it is over, a longer one or one of what may come does not.
        (
            &[
                "- The pier of tower/boats#7\n  - planks are bought\n",
                "- The pier of tower/boats#7\n  - approved and landed\n",
            ],
            &["matter settled: 1 raised, 2 settled"],
        ),
        (
            &[
                "- The pier of tower/boats#7\n  - planks are bought\n",
                "- The pier of tower/boats#7\n  - has it landed once the storm is over\n",
            ],
            &["matter open: 1 raised, 2 discussed"],
        ),
        // What is kept, skipped or left to somebody is decided.
        (
            &[
                "## New lamp oil\n\n- It smells of fish.\n",
                "## New lamp oil\n\n- Decision: keep the old maker on the list of suppliers\n",
            ],
            &["matter settled: 1 raised, 2 settled"],
        ),
        // Words in front of it tell what else it is that is closed, or when.
        (
            &["## New lamp oil\n\n- It smells of fish.\n", "## New lamp oil\n\n- Office in winter: closed\n"],
            &["matter open: 1 raised, 2 discussed"],
        ),
        // A marked proposal takes up again what was settled; one in passing is a further step.
        (
            &[
                "## New lamp oil\n\n- Decision: whale oil is banned.\n",
                "## New lamp oil\n\n- Proposal: buy seal oil\n",
            ],
            &["matter reopened: 1 settled, 2 reopened"],
        ),
        (
            &[
                "## New lamp oil\n\n- Decision: whale oil is banned.\n",
                "## New lamp oil\n\n- Ben suggests to buy more barrels for it\n",
            ],
            &["matter settled: 1 settled, 2 proposed"],
        ),
    ];
    for (bodies, wanted) in cases {
        assert_eq!(all(&meetings(bodies)), *wanted, "{bodies:?}");
    }
}

#[test]
fn a_matter_of_an_issue_is_called_as_the_step_that_says_its_number() {
    let bodies = [
        "- Ada: as said last week.\n  - the thread is tower/boats#7\n",
        "- Fresh paint needs 7 cans of it\n  - see tower/boats#7\n",
        "- Rotten planks of the pier, tower/boats#7\n",
    ];
    let archive = meetings(&bodies);
    let titles: Vec<&str> = archive.directory.threads.iter().map(|thread| thread.title.as_str()).collect();
    assert_eq!(titles, ["Rotten planks of the pier, tower/boats#7"]);
}

#[test]
fn a_matter_whose_steps_say_no_number_is_called_as_what_stands_above() {
    let link = "https://github.com/tower/boats/issues/7";
    let first = format!("- Ben: as said last week, all of it is rotten. ({link})\n");
    let own = first.lines().next().unwrap().trim_start_matches("- ");
    // What stands above, and whether it names the issue.
    let cases = [
        ("Pier repair #7", true),
        ("Pier repair (tower/boats#7)", true),
        ("Pier repair in PR 7", true),
        ("Pier repair https://github.com/tower/boats/issues/7", true),
        // Numbers of something else.
        ("Fresh paint needs 7 cans", false),
        ("Fresh paint for tickets 7 to nine", false),
    ];
    for (above, names) in cases {
        let second = format!("## {above}\n\n- Ada measured it: {link}\n");
        let archive = meetings(&[&first, &second]);
        let titles: Vec<&str> =
            archive.directory.threads.iter().map(|thread| thread.title.as_str()).collect();
        assert_eq!(titles, [if names { above } else { own }], "{above}");
    }
}

#[test]
fn an_issue_that_takes_long_is_one_matter_and_a_heading_of_as_many_reports_is_none() {
    let body = |at: usize| match at % 7 {
        0 => format!(
            "## Pier and planks {at}\n\n- Month {at}: the storm took the {at}th plank of tower/boats#7\n"
        ),
        _ => format!("- Lamp {at} is lit.\n"),
    };
    let bodies: Vec<String> = (0..84).map(body).collect();
    let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
    let threads = meetings(&bodies).directory.threads;
    let steps: Vec<usize> = threads.iter().map(|thread| thread.steps.len()).collect();
    assert_eq!(steps, [12]);
}

#[test]
fn the_title_of_a_file_of_many_meetings_is_no_matter() {
    let meeting =
        |day: &str, heading: &str| format!("{heading}## 2031-{day}\n\n- Word of {day} on the lamp.\n\n");
    let title = "# Notes of the lamp keepers\n\n";
    // One of the meetings stands below a heading of its own.
    let other = "# Storm watch of the harbour\n\n";
    let text = [meeting("01-05", title), meeting("02-05", ""), meeting("03-05", ""), meeting("04-05", other)]
        .concat();
    assert_eq!(all(&archive(&[("club/2031.md", &text)])), [""; 0]);
}

#[test]
fn what_stands_in_every_report_joins_nothing() {
    let bodies: Vec<String> = (0..12)
        .map(|at| format!("## Lamp oil budget\n\n- Line {at} on tower/boats#1, boat{}\n", at * 7))
        .collect();
    let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
    assert_eq!(all(&meetings(&bodies)), [""; 0]);
}

#[test]
fn a_heading_of_long_ago_is_another_matter() {
    let mut bodies = vec!["- All quiet.\n"; 20];
    bodies[0] = "## New lamp oil\n\n- It smells of fish.\n";
    bodies[1] = "## New lamp oil\n\n- It smells of soap.\n";
    bodies[18] = "## New lamp oil\n\n- It is used up.\n";
    assert_eq!(all(&meetings(&bodies)), ["matter open: 1 raised, 2 discussed"]);
}

/// Reports of a few words, headings, issues and tasks that meet often.
fn club() -> impl Strategy<Value = Vec<String>> {
    let line = proptest::sample::select(vec![
        "## Lamp oil\n\n- It smells of fish.\n",
        "## Pier and boats\n\n- We agreed to mend the pier.\n",
        "- The pier is rotten, see tower/boats#7\n",
        "- Decision: tower/boats#7 waits until spring\n",
        "- Ben revisits tower/boats#7\n",
        "- Proposal: sell tower/boats#9\n",
        "## Actions\n\n- [ ] Ada: paint the north door\n- [x] Ben: sweep the tower stairs\n",
        "## Actions\n\n- [x] Ada: paint the north door\n- [ ] Ben: sweep the tower stairs\n",
        "- Please add your name here\n",
        "- A long line on the lamp that somebody took over from another report, word by word.\n",
    ]);
    let body = proptest::collection::vec(line, 1..4).prop_map(|lines| lines.join("\n"));
    proptest::collection::vec(body, 2..9)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_entry_is_in_one_thread_and_steps_stand_by_date(bodies in club(), turn in 0..9_usize) {
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        let archive = meetings(&bodies);
        let mut seen = HashSet::new();
        for thread in &archive.directory.threads {
            prop_assert_eq!(&thread.id, &thread.steps[0].entry);
            prop_assert!(thread.steps.windows(2).all(|pair| pair[0].date <= pair[1].date));
            prop_assert!(thread.steps.iter().any(|step| step.report != thread.steps[0].report));
            for step in &thread.steps {
                prop_assert!(seen.insert(step.entry.clone()), "{} twice", step.entry);
                let entry = entry(&archive.reports, &step.entry);
                prop_assert_eq!(entry.thread.as_ref(), Some(&thread.id));
            }
        }
        for entry in archive.reports.iter().flat_map(|report| &report.entries) {
            let known = entry.thread.as_deref().is_none_or(|id| archive.directory.thread(id).is_some());
            prop_assert!(known, "{:?}", entry.thread);
        }
        // The order in which files are read does not show.
        let mut drafts: Vec<Draft> = files(&bodies)
            .into_iter()
            .flat_map(|(path, text)| extract(&SourceFile { path, text }, Reading::builtin()).drafts)
            .collect();
        let middle = turn % drafts.len().max(1);
        drafts.rotate_left(middle);
        drafts.reverse();
        let again = resolve(drafts, &Team::default());
        prop_assert_eq!(&again.reports, &archive.reports);
        prop_assert_eq!(again.directory.threads, archive.directory.threads);
    }
}

fn entry<'a>(reports: &'a [Report], id: &str) -> &'a crate::report::Entry {
    reports.iter().flat_map(|report| &report.entries).find(|entry| entry.id == id).unwrap()
}
