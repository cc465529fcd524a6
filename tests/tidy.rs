//! The house rules, as a test: who may import whom, how long a file may be, what a name may not be.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Who may import whom: only what is named, always earlier in this list, so there are no cycles.
const LAYERS: &[(&str, &[&str])] = &[
    ("report", &[]),
    ("vocabulary", &[]),
    ("source", &["report"]),
    ("outline", &["report"]),
    ("extract", &["report", "vocabulary", "source", "outline"]),
    ("resolve", &["report", "vocabulary"]),
    ("check", &["report", "vocabulary", "source", "outline"]),
    ("field", &["report"]),
    ("query", &["report", "vocabulary", "field"]),
    ("former", &["report"]),
    ("search", &["report", "field", "query"]),
    (
        "archive",
        &[
            "report",
            "vocabulary",
            "source",
            "outline",
            "extract",
            "resolve",
            "check",
            "field",
            "query",
            "former",
            "search",
        ],
    ),
    ("eval", &["report", "archive"]),
    ("cite", &["report", "search"]),
    ("live", &[]),
    ("web", &["report", "outline", "check", "field", "query", "former", "search", "archive", "cite", "live"]),
    ("config", &["source", "cite"]),
    (
        "cli",
        &[
            "report",
            "vocabulary",
            "source",
            "check",
            "field",
            "query",
            "former",
            "search",
            "archive",
            "eval",
            "cite",
            "live",
            "web",
            "config",
        ],
    ),
];

/// Where a type of a library may be used; nowhere else.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("tantivy", &["search/tantivy"]),
    ("axum", &["web"]),
    ("askama", &["web"]),
    ("pulldown_cmark", &["outline"]),
    ("ammonia", &["outline"]),
    // Front matter, and lists of people that teams keep as YAML.
    ("serde_saphyr", &["outline", "vocabulary/team"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli"]),
    ("indicatif", &["cli"]),
    ("annotate_snippets", &["cli"]),
    ("ignore", &["source"]),
    ("globset", &["source"]),
    // All that knows of repositories.
    ("gix", &["source/git"]),
    ("rustix", &["source/git", "live"]),
    ("frostem", &["search/analyzer"]),
    ("notify", &["live"]),
    ("prometheus_client", &["web"]),
    ("hmac", &["web"]),
    ("sha2", &["web"]),
    ("similar", &["former"]),
];

/// A ratchet: the longest file today. It only goes down.
const MAX_LINES: usize = 400;

/// Names that say nothing about what is inside.
const BANNED: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "types", "shared"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with one of these endings, relative to the project, with their texts.
fn files(folder: &str, endings: &[&str]) -> BTreeMap<String, String> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)))
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn sources() -> BTreeMap<String, String> {
    let sources = files("src", &["rs"]);
    assert!(sources.len() > 50, "the sources are where this test looks for them");
    sources
}

/// `src/extract/date.rs` is of `extract`.
fn stage(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap();
    inside.split('/').next().unwrap().trim_end_matches(".rs")
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// The stages that a text names behind `crate::`, groups included, without its test modules.
fn imports(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut found = Vec::new();
    for part in code.join("\n").split("crate::").skip(1) {
        match part.strip_prefix('{') {
            Some(group) => {
                let names = group.split('}').next().unwrap().split(',');
                found.extend(names.map(|name| name.trim().split("::").next().unwrap().to_owned()));
            }
            None => found.push(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()),
        }
    }
    found
}

#[test]
fn dependencies_point_one_way() {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    for (at, (name, below)) in LAYERS.iter().enumerate() {
        for other in *below {
            assert!(
                LAYERS[..at].iter().any(|(earlier, _)| earlier == other),
                "{name} ← {other}: not earlier"
            );
        }
    }
    let mut wrong = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !is_test(path)) {
        let own = stage(path);
        if matches!(own, "lib" | "main") {
            continue;
        }
        let allowed = layers.get(own).unwrap_or_else(|| panic!("{path}: `{own}` is not in the layer table"));
        for import in imports(text) {
            if layers.contains_key(import.as_str()) && import != own && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{path} imports {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "against the layer table:\n{}", wrong.join("\n"));
}

#[test]
fn libraries_stay_in_their_stage() {
    let mut wrong = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !is_test(path)) {
        for (library, folders) in LIBRARIES {
            let named = [
                format!("use {library}::"),
                format!(" {library}::"),
                format!("({library}::"),
                format!("<{library}::"),
            ];
            let used = text.lines().any(|line| {
                !line.trim_start().starts_with("//") && named.iter().any(|name| line.contains(name.as_str()))
            });
            let allowed = folders.iter().any(|folder| {
                path.starts_with(&format!("src/{folder}/")) || *path == format!("src/{folder}.rs")
            });
            if used && !allowed {
                wrong.push(format!("{path} uses {library}"));
            }
        }
    }
    assert!(wrong.is_empty(), "outside their stage:\n{}", wrong.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > MAX_LINES && !is_test(&path) {
            wrong.push(format!("{path} has {lines} lines, more than {MAX_LINES}"));
        }
        if !text.starts_with("//! ") {
            wrong.push(format!("{path} does not begin with what it is (`//! …`)"));
        }
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".rs");
        if BANNED.contains(&name) || path.split('/').any(|part| BANNED.contains(&part)) {
            wrong.push(format!("{path} has a name that says nothing"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_template_is_used() {
    let code: String = sources().into_values().collect();
    let templates = files("templates", &["html", "xml"]);
    let all: String = templates.values().cloned().collect();
    for path in templates.keys() {
        let name = path.strip_prefix("templates/").unwrap();
        assert!(code.contains(name) || all.contains(name), "{path} is used by no page");
    }
}

#[test]
fn paths_in_documents_exist() {
    let mut wrong = Vec::new();
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        for part in text.split('`').skip(1).step_by(2) {
            let path = part.trim_end_matches('/');
            let is_path = ["src/", "tests/", "data/", "docs/", "templates/", ".ci/"]
                .iter()
                .any(|top| part.starts_with(top));
            let plain = !path.contains(['*', '<', '…', ' ', '{']);
            if is_path && plain && !root().join(path).exists() {
                wrong.push(format!("{document} names `{part}`, which does not exist"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_rule_names_a_team() {
    // The words by which reports are read are data; a team's own belong in no file of ours.
    for (path, text) in files("data/vocabulary", &["toml"]) {
        for name in ["jupyter", "tc39", "nodejs", "ecma"] {
            assert!(!text.to_lowercase().contains(name), "{path} names {name}");
        }
    }
}
