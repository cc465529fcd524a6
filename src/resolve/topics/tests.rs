//! Cases for what an archive speaks of. All names and texts are invented.

use crate::extract::extract;
use crate::report::Kind;
use crate::resolve::{Resolved, resolve};
use crate::source::SourceFile;
use crate::vocabulary::{Reading, Team};

/// An archive of monthly reports with these texts, and what the team says of its topics.
fn archive(texts: &[String], topics: &str) -> Resolved {
    let drafts = texts.iter().enumerate().flat_map(|(number, text)| {
        let path = format!("lamps/{}-{:02}-05.md", 2031 + number / 12, number % 12 + 1);
        let text = format!("# Lamp meeting\n\n{text}");
        extract(&SourceFile { path, text }, Reading::builtin()).drafts
    });
    let mut team = Team::default();
    team.read_topics(topics).unwrap();
    resolve(drafts.collect(), &team)
}

fn names(archive: &Resolved) -> Vec<&str> {
    archive.directory.topics.iter().map(|topic| topic.name.as_str()).collect()
}

/// Forty reports: each has the same form, and some speak of a subject.
fn monthly() -> Vec<String> {
    let subject = |number: usize| match number % 8 {
        0 => "## Wick trimming\n\n- The trimming shears are blunt again, who has others?\n",
        1 => {
            "## Any wind\n\n- Nothing blew in the harbour this time.\n- We looked at the Brindlemoor tower, and Brindlemoor is fine.\n"
        }
        2 => {
            "## Storm\n\n- The storm-glass is cracked\n  - a new storm glass costs nine\n- storm glasses are rare\n"
        }
        _ => "## Other matters\n\n- The harbour was quiet.\n",
    };
    (0..40)
        .map(|n| format!("## Round of the keepers\n\n- All keepers were heard.\n\n{}", subject(n)))
        .collect()
}

#[test]
fn a_title_that_comes_back_is_a_subject_and_a_form_is_none() {
    let archive = archive(&monthly(), "");
    let names = names(&archive);
    assert!(names.iter().any(|name| name.to_lowercase().contains("brindlemoor")), "{names:?}");
    assert!(names.contains(&"storm glass"), "{names:?}");
    assert!(!names.iter().any(|name| name.to_lowercase().contains("keeper")), "{names:?}");
    assert!(!names.iter().any(|name| name.to_lowercase().contains("other")), "{names:?}");
}

#[test]
fn forms_of_a_word_are_one_subject() {
    let archive = archive(&monthly(), "");
    let storm: Vec<&str> = names(&archive).into_iter().filter(|name| name.contains("glass")).collect();
    assert_eq!(storm, ["storm glass"]);
    let passages = archive.reports.iter().flat_map(|report| &report.entries);
    let with = passages.filter(|entry| entry.topics.iter().any(|topic| topic == "storm glass"));
    assert!(with.count() >= 5, "hyphen and plural count too");
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let texts = monthly();
    let drafts = |reverse: bool| {
        let mut drafts: Vec<_> = texts
            .iter()
            .enumerate()
            .flat_map(|(number, text)| {
                let path = format!("lamps/{}-{:02}-05.md", 2031 + number / 12, number % 12 + 1);
                extract(&SourceFile { path, text: format!("# Lamps\n\n{text}") }, Reading::builtin()).drafts
            })
            .collect();
        if reverse {
            drafts.reverse();
        }
        resolve(drafts, &Team::default())
    };
    assert_eq!(drafts(false), drafts(true));
}

#[test]
fn small_archives() {
    assert!(archive(&[], "").directory.topics.is_empty());
    let one = archive(&["- We speak of privacy and of wicks.\n".to_owned()], "");
    assert_eq!(names(&one), ["privacy"]);
}

#[test]
fn the_committee_that_all_sit_on_is_no_evidence() {
    let texts: Vec<String> = (0..12)
        .map(|n| {
            let more = if n == 3 { "- The steering committee needs a charter.\n" } else { "" };
            format!("## Lamps {n}\n\n- The TSC met and looked at lamp {n}, as it does.\n{more}")
        })
        .collect();
    let archive = archive(&texts, "");
    let governance = archive.directory.topics.iter().find(|topic| topic.name == "governance");
    assert_eq!(governance.map(|topic| topic.reports), Some(1));
}

#[test]
fn a_subject_that_all_reports_have_is_one_where_it_is_no_body() {
    let texts: Vec<String> = (0..12)
        .map(|n| {
            let more = if n < 7 {
                format!("- The cookie of page {} stays, {}.\n", "x".repeat(n + 4), "y".repeat(n + 4))
            } else {
                String::new()
            };
            format!("## Lamps {n}\n\n- Word {n} of the day.\n{more}")
        })
        .collect();
    let archive = archive(&texts, "");
    let cookies = archive.directory.topics.iter().find(|topic| topic.name == "cookies");
    assert_eq!(cookies.map(|topic| topic.reports), Some(7));
}

#[test]
fn what_is_no_subject_of_its_own() {
    // What some reports say, and what must not come of it.
    let cases = [
        ("## Town-wide Zellig\n\n- A town-wide Zellig is what we want.\n", "wide zellig"),
        (
            "## Zellig moved Tarnow\n\n- The Zellig moved Tarnow in the harbour, oh Zellig!\n",
            "zellig moved tarnow",
        ),
        ("## Zellig\n\n- Look at zellig/wick#{n} of brindle/oil#1{n}.\n", "brindle"),
    ];
    for (text, gone) in cases {
        let texts: Vec<String> =
            (0..40)
                .map(|n| {
                    if n % 9 == 0 { text.replace("{n}", &n.to_string()) } else { "- All quiet.\n".to_owned() }
                })
                .collect();
        let archive = archive(&texts, "");
        let names: Vec<String> = names(&archive).into_iter().map(str::to_lowercase).collect();
        assert!(names.iter().any(|name| name.contains("zellig")), "{text}: {names:?}");
        assert!(!names.iter().any(|name| name == gone), "{names:?}");
    }
}

/// Words by which reports differ.
const TREES: [&str; 10] = ["oak", "elm", "ash", "fir", "yew", "bay", "box", "fig", "gum", "ivy"];

#[test]
fn who_acts_or_speaks_is_no_subject() {
    // What every fourth report says beside a word on Zellig: nobody is in a roll call.
    let cases = [
        // An account, written small.
        "- quillfen: the {tree} and the lot?\n  - So quillfen thinks, and the others heard quillfen too.\n  - Late, quillfen says.\n",
        // First names.
        "- Brandt will ask for {tree}.\n- Tilde and Brandt met with Brandt of {tree}.\n",
        "- We heard {tree} from Brandt.\n- Brandt agreed on {tree}.\n",
        // Called by both names, as some chats write it.
        "- The {tree} again, by @**Osk Brandt**\n- asked @**Osk Brandt** for more {tree}\n",
    ];
    let subject = ["- Zellig is late.\n", "- More Zellig!\n", "- Is there Zellig?\n"];
    for text in cases {
        let texts: Vec<String> = (0..40)
            .map(|n| match n % 4 {
                0 => format!("{}{}", text.replace("{tree}", TREES[n / 4]), subject[n / 4 % 3]),
                _ => "- All quiet.\n".to_owned(),
            })
            .collect();
        let archive = archive(&texts, "");
        assert_eq!(names(&archive), ["Zellig"], "{text}");
    }
}

#[test]
fn pieces_of_something_longer_are_no_subjects() {
    let cases = [
        // The title of one matter, which comes back.
        ("- Mend Zellig glass in the annual round #7\n  - Word of {tree}.\n", ["zellig", "zellig glass"]),
        // What goes on behind it.
        ("- The {tree} Zellig of Brindlemoor.\n  - A {tree} is a Zellig of ten.\n", ["zellig", ""]),
        ("- A {tree} is like Zellig B.\n  - By Zellig B no {tree} is new.\n", ["zellig", ""]),
        // Who owns a repository.
        ("- See zellig/wick#1{n}, {tree}.\n- Zellig/wick again, Zellig/oil too, {tree}.\n", ["zellig", ""]),
        (
            "- See zellig/wick#1{n}, {tree}.\n- Zellig admins\n  - They met {tree}.\n",
            ["zellig admins", "zellig admin"],
        ),
        // The number of an item.
        ("## 10.ii.c Brindle {tree}\n\n- Word of {tree}.\n", ["10.ii.c", ""]),
    ];
    for (text, gone) in cases {
        let texts: Vec<String> = (0..40)
            .map(|n| match n % 9 {
                0 => text.replace("{n}", &n.to_string()).replace("{tree}", TREES[n / 9]),
                _ => "- All quiet.\n".to_owned(),
            })
            .collect();
        let archive = archive(&texts, "");
        let names: Vec<String> = names(&archive).into_iter().map(str::to_lowercase).collect();
        assert!(!names.iter().any(|name| gone.contains(&name.as_str())), "{text}: {names:?}");
    }
}

#[test]
fn a_team_adds_renames_merges_and_hides() {
    let texts: Vec<String> = monthly()
        .into_iter()
        .enumerate()
        .map(|(n, text)| {
            if n < 2 { format!("{text}- The keys were lost, privacy and documentation too.\n") } else { text }
        })
        .collect();
    let topics = "[[topic]]\nname = 'key ring'\nsame = ['keys']\nbroader = ['harbour house']\n\n\
                  [[topic]]\nname = 'discretion'\nsame = ['privacy']\n\n\
                  [[topic]]\nname = 'Glass'\nsame = ['storm glass', 'documentation']\n\n\
                  [[topic]]\nname = 'Brindlemoor'\nhide = true\n";
    let archive = archive(&texts, topics);
    let names = names(&archive);
    for there in ["key ring", "discretion", "Glass"] {
        assert!(names.contains(&there), "{there}: {names:?}");
    }
    for gone in ["privacy", "documentation", "storm glass", "Brindlemoor"] {
        assert!(!names.contains(&gone), "{gone}: {names:?}");
    }
    let ring = archive.directory.topics.iter().find(|topic| topic.name == "key ring");
    assert_eq!(ring.map(|topic| topic.broader.clone()), Some(vec!["harbour house".to_owned()]));
}

#[test]
fn heads_of_files_name_subjects_that_the_text_must_have() {
    let text = "- The lanterns of the pier are lit.\n".to_owned();
    let drafts = extract(
        &SourceFile {
            path: "lamps/2031-01-05.md".to_owned(),
            text: format!("---\ntags: [lanterns, sundial, notes]\n---\n# Lamps\n\n{text}"),
        },
        Reading::builtin(),
    );
    let archive = resolve(drafts.drafts, &Team::default());
    assert_eq!(names(&archive), ["lanterns"]);
}

/// The same reports, some of which say this instead, each with a number of its own.
fn with(every: usize, text: &str) -> Vec<String> {
    const NUMBERS: [&str; 8] = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
    let numbered = |number: usize| text.replace("{}", NUMBERS[number / every % 8]);
    let said = |(number, other)| if number % every == 0 { numbered(number) } else { other };
    monthly().into_iter().enumerate().map(said).collect()
}

#[test]
fn an_answer_takes_the_subjects_of_the_bullet_above() {
    let text = "## Other matters\n\n- A new storm glass for the tower\n  - Decision: no\n  - Decision: the old one stays until the boat is back in spring\n  - The boat is old and came late this time, said Ben\n";
    let archive = archive(&with(5, text), "");
    let of = |begins: &str| {
        let entries = archive.reports.iter().flat_map(|report| &report.entries);
        let mut said = entries.filter(|entry| entry.text.contains(begins) && entry.kind == Kind::Decision);
        said.next().unwrap_or_else(|| panic!("{begins}")).topics.clone()
    };
    assert_eq!(of("the old one"), ["storm glass"]);
    assert_eq!(of("no"), ["storm glass"]);
}

#[test]
fn what_only_describes_is_no_subject() {
    let text = |word: &str, verb: &str| {
        format!(
            "## {word}\n\n- oars of {{}} for {word}, oars of {{}} after {word}, {word} of {{}} again; who will {verb} {{}}?\n"
        )
    };
    let is_topic = |word: &str, verb: &str| {
        let archive = archive(&with(9, &text(word, verb)), "");
        names(&archive).iter().any(|name| name.eq_ignore_ascii_case(word))
    };
    // `crag` is no word that the reports have.
    let cases = [
        ("sloppy", "tie", false),
        ("frayed", "fray", false),
        ("tarred", "tar", false),
        ("craged", "tie", true),
        ("varnish", "tie", true),
        // Names, whatever they say in small letters.
        ("Sloppy", "tie", true),
        ("Frayed", "fray", true),
        // What may as well be a subject.
        ("anonymous", "tie", true),
    ];
    for (word, verb, wanted) in cases {
        assert_eq!(is_topic(word, verb), wanted, "{word}");
    }
}

#[test]
fn a_name_is_spelt_with_its_capital_and_a_word_without() {
    let text = "## Zephyrus\n\n- There is rust of {} below the Zephyrus, {} ropes on the Zephyrus and {} on zephyrus, {} of zephyrus, {} for zephyrus\n\n## Varnishing\n\n- oars of {} for varnishing, oars of {} after varnishing, Varnishing of {} again\n";
    let archive = archive(&with(9, text), "");
    let names = names(&archive);
    assert!(names.contains(&"zephyrus") && names.contains(&"varnishing"), "{names:?}");
    let archive = self::archive(&with(9, &text.replace("for zephyrus", "for the Zephyrus")), "");
    let names = self::names(&archive);
    assert!(names.contains(&"Zephyrus"), "{names:?}");
}
