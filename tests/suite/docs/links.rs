//! What the documents name is there.

use super::{DOCUMENTS, path, read, root};
use std::collections::HashSet;

/// The addresses of Markdown links, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut inside = false;
    let prose = text.lines().filter(|line| {
        let fence = line.starts_with("```");
        inside ^= fence;
        !inside && !fence
    });
    let prose: Vec<&str> = prose.collect();
    let prose = prose.join("\n");
    prose
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(link, _)| link.to_owned())
        .collect()
}

/// The anchors of a document's headings, as forges make them.
fn anchors(text: &str) -> HashSet<String> {
    let headings = text
        .lines()
        .filter_map(|line| line.strip_prefix('#'))
        .map(|line| line.trim_start_matches('#').trim());
    let anchor = |heading: &str| {
        let kept = heading.to_lowercase().replace(' ', "-");
        kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for document in DOCUMENTS {
        let text = read(document);
        for link in links(&text) {
            if link.starts_with("https://") {
                continue;
            }
            let (file, anchor) =
                link.split_once('#').map_or((link.as_str(), None), |(file, anchor)| (file, Some(anchor)));
            let target =
                if file.is_empty() { path(document) } else { path(document).parent().unwrap().join(file) };
            let there = match anchor {
                None => target.exists(),
                Some(anchor) => {
                    std::fs::read_to_string(&target).is_ok_and(|text| anchors(&text).contains(anchor))
                }
            };
            if !there {
                wrong.push(format!("{document} links to {link}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a text in backticks is a path of this project.
fn is_path(text: &str) -> bool {
    let tops = ["src/", "tests/", "data/", "docs/", "templates/", ".ci/", ".github/"];
    let plain = !text.contains(['*', '<', '…', ' ', '{', '"']);
    tops.iter().any(|top| text.starts_with(top)) && plain
}

#[test]
fn paths_are_there() {
    let mut wrong = Vec::new();
    for document in DOCUMENTS {
        for part in read(document).split('`').skip(1).step_by(2).filter(|part| is_path(part)) {
            if !root().join(part.trim_end_matches('/')).exists() {
                wrong.push(format!("{document} names {part}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_architecture_tells_who_may_import_whom_as_the_test_does() {
    let rules: String = read("tests/tidy.rs").split_whitespace().collect();
    let document = read("ARCHITECTURE.md");
    let lines = document.lines().filter_map(|line| line.strip_prefix("    ")?.split_once('←'));
    let mut seen = 0;
    for (name, below) in lines {
        let (name, below) = (name.trim(), below.trim());
        if below.contains(" the ") {
            assert!(rules.contains(&format!("(\"{name}\",&[")), "{name} is no stage");
            continue;
        }
        let below = below.split(", ").filter(|stage| *stage != "nobody").map(|stage| format!("\"{stage}\""));
        let rule = format!("(\"{name}\",&[{}", below.collect::<Vec<_>>().join(","));
        let same = rules.contains(&format!("{rule}])")) || rules.contains(&format!("{rule},])"));
        assert!(same, "ARCHITECTURE.md says of `{name}` what tests/tidy.rs does not");
        seen += 1;
    }
    assert!(seen >= 10, "only {seen} stages");
}
