//! Commands that are shown are run; reports that are shown are read.

use super::{Block, blocks, path, read};
use crate::support::program::{PROGRAM, Place, sample};
use assert_cmd::Command;
use minutebook::config::Config;
use minutebook::vocabulary::Team;
use serde_json::Value;
use std::path::Path;

#[test]
fn the_help_in_the_readme_is_that_of_the_program() {
    let readme = read("README.md");
    let (_, rest) =
        readme.split_once("<!-- help: this block is compared with the program -->\n```text\n").unwrap();
    let (shown, _) = rest.split_once("\n```\n<!-- /help -->").unwrap();
    let help = Place::empty().call(&["--help"]).output().unwrap().stdout;
    let help: Vec<String> =
        String::from_utf8(help).unwrap().lines().map(|line| line.trim_end().to_owned()).collect();
    assert!(shown.trim_end() == help.join("\n").trim_end(), "README.md should hold:\n{}", help.join("\n"));
}

/// The commands of a document that are shown with what they print, but for those that do not end.
fn commands(document: &str) -> Vec<String> {
    let shown = blocks(document).into_iter().filter(|block| block.language == "console");
    let lines: Vec<String> =
        shown.flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let commands = lines.iter().filter_map(|line| line.strip_prefix("$ minutebook "));
    commands.filter(|command| *command != "serve").map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn commands_in_the_documents_work() {
    let folder = Path::new(PROGRAM).parent().unwrap().to_string_lossy().into_owned();
    let search_path = format!("{folder}:{}", env!("PATH"));
    let index = sample().path("index");
    std::fs::create_dir_all(sample().path("data")).unwrap();
    std::fs::copy(path("data/queries.toml"), sample().path("data/queries.toml")).unwrap();
    for document in ["README.md", "docs/user-guide.md"] {
        let commands = commands(document);
        assert!(commands.len() >= 3, "{document}: {commands:?}");
        for command in commands {
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(format!("minutebook {command}")).env("PATH", &search_path);
            shell.env("MINUTEBOOK_INDEX", &index).current_dir(sample().path(""));
            let output = shell.output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{document}: minutebook {command}\n{said}");
        }
    }
}

#[test]
fn settings_in_the_documents_are_read() {
    for document in ["README.md", "docs/user-guide.md"] {
        let is_settings = |block: &Block| block.language == "toml" && block.text.starts_with("sources = ");
        let settings = blocks(document).into_iter().find(is_settings).unwrap();
        let place = Place::with(&[("minutebook.toml", settings.text.as_bytes())]);
        let config = Config::load(Some(&place.path("minutebook.toml"))).unwrap();
        assert!(!config.sources.is_empty() && config.source_base.is_some(), "{document}");
    }
}

#[test]
fn the_file_of_people_in_the_guide_is_read() {
    let shown = blocks("docs/user-guide.md").into_iter().find(|block| block.text.contains("[[person]]"));
    let mut team = minutebook::vocabulary::Team::default();
    team.read_people("people.toml", &shown.unwrap().text).unwrap();
    assert_eq!((team.nobody.len(), team.members.len()), (1, 1));
    let ada = &team.members[0];
    assert!(!ada.aliases.is_empty() && !ada.merge.is_empty() && !ada.not.is_empty(), "{ada:?}");
}

#[test]
fn topics_in_the_guide_are_read() {
    let shown = blocks("docs/user-guide.md").into_iter().find(|block| block.text.starts_with("[[topic]]"));
    let mut team = Team::default();
    team.read_topics(&shown.unwrap().text).unwrap();
    assert_eq!(team.topics.iter().filter(|topic| topic.topic).count(), 2);
}

#[test]
fn questions_in_the_guide_are_read() {
    let shown = blocks("docs/user-guide.md").into_iter().find(|block| block.text.starts_with("[[question]]"));
    let place = Place::with(&[("questions.toml", shown.unwrap().text.as_bytes())]);
    let questions = minutebook::eval::read(&place.path("questions.toml")).unwrap();
    assert_eq!((questions.len(), questions[0].expected.len()), (1, 2));
}

/// What an example holds, in the words of the line above it: `reads community/2024-03-21.md: decisions=1`.
fn expectation(block: &Block) -> Option<(&str, Vec<(&str, &str)>)> {
    let line = block.before.strip_prefix("<!-- reads ")?.strip_suffix(" -->")?;
    let (file, counts) = line.split_once(": ")?;
    Some((file, counts.split(' ').map(|count| count.split_once('=').unwrap()).collect()))
}

/// What is found in some reports, counted by the name that the examples use.
fn found(reports: &[Value], what: &str) -> String {
    let entries = || reports.iter().flat_map(|report| report["entries"].as_array().unwrap());
    let kind = |kind: &str| entries().filter(|entry| entry["kind"] == kind).count();
    let number = match what {
        "date" => return reports[0]["date"].as_str().unwrap_or("none").to_owned(),
        "reports" => reports.len(),
        "attendees" => reports.iter().map(|report| report["attendees"].as_array().unwrap().len()).sum(),
        "decisions" => kind("decision"),
        "proposals" => kind("proposal"),
        "actions" => kind("action"),
        "done" => entries().filter(|entry| entry["status"] == "done").count(),
        other => panic!("an example speaks of {other}"),
    };
    number.to_string()
}

#[test]
fn reports_in_the_documents_are_read_as_they_say() {
    let mut examples = 0;
    for block in blocks("docs/report-format.md") {
        let Some((file, wanted)) = expectation(&block) else { continue };
        examples += 1;
        let place = Place::with(&[(&format!("in/{file}"), block.text.as_bytes())]);
        let output = place.call(&["export", "in"]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let reports: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(!reports.is_empty(), "{file} is no report");
        for (what, number) in wanted {
            assert_eq!(found(&reports, what), number, "{what} in {file}:\n{text}");
        }
    }
    assert!(examples >= 5, "only {examples} examples");
}

#[test]
fn the_licence_stands_where_it_is_said_to() {
    let licence = read("LICENSE");
    assert!(licence.contains("MIT OR Apache-2.0"));
    for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(licence.contains(file) && path(file).is_file(), "{file}");
        assert!(read(file).contains("Minutebook contributors"), "{file}");
    }
    assert!(read("Cargo.toml").contains("license = \"MIT OR Apache-2.0\""));
}
