//! The head of a file: YAML between `---` lines.

use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A YAML head.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    /// Keys in lower case with their values as texts; nested maps are left out.
    pub values: BTreeMap<String, Vec<String>>,
    /// Where and why the YAML could not be read, when it could not: (line, reason).
    pub problem: Option<(u32, String)>,
}

impl FrontMatter {
    /// The first value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).and_then(|values| values.first()).map(String::as_str)
    }
}

/// Longer heads are text that happens to stand between two rules.
const MAX_LINES: usize = 200;

/// The head, and the text with the head's lines made blank.
pub(super) fn split(text: &str) -> (Option<FrontMatter>, Cow<'_, str>) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some((yaml, rest)) = cut(body) else { return (None, Cow::Borrowed(body)) };
    let blank = "\n".repeat(yaml.matches('\n').count() + 2);
    (Some(read(yaml)), Cow::Owned(blank + rest))
}

/// The lines between an opening `---` and a closing `---` or `...`, and what follows.
fn cut(text: &str) -> Option<(&str, &str)> {
    let after = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let mut at = 0;
    for line in after.split_inclusive('\n').take(MAX_LINES) {
        if matches!(line.trim_end(), "---" | "...") {
            let yaml = after.get(..at)?;
            // A rule, words and another rule are no front matter: that needs a key.
            return yaml
                .lines()
                .any(is_key)
                .then(|| (yaml, after.get(at + line.len()..).unwrap_or_default()));
        }
        at += line.len();
    }
    None
}

fn is_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
    })
}

/// A value of the head: only what a report's head holds in practice.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Number(f64),
    Bool(bool),
    List(Vec<Value>),
    Map(serde::de::IgnoredAny),
    Null(()),
}

impl Value {
    /// The value as texts.
    fn texts(self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![text],
            Self::Number(number) => vec![number.to_string()],
            Self::Bool(truth) => vec![truth.to_string()],
            Self::List(values) => values.into_iter().flat_map(Self::texts).collect(),
            Self::Map(_) | Self::Null(()) => Vec::new(),
        }
    }
}

fn read(yaml: &str) -> FrontMatter {
    // An alias bomb is refused early: no honest head has thousands of values.
    let options =
        serde_saphyr::options! { budget: serde_saphyr::budget! { max_nodes: 5_000, max_depth: 16 } };
    match serde_saphyr::from_str_with_options::<BTreeMap<String, Value>>(yaml, options) {
        Ok(map) => FrontMatter {
            values: map.into_iter().map(|(key, value)| (key.to_lowercase(), value.texts())).collect(),
            problem: None,
        },
        Err(error) => FrontMatter { values: by_line(yaml), problem: Some(problem(yaml, &error)) },
    }
}

/// `key: value` lines of YAML that is not valid, such as `title: Meeting: notes`.
fn by_line(yaml: &str) -> BTreeMap<String, Vec<String>> {
    let pairs = yaml.lines().filter(|line| is_key(line)).filter_map(|line| line.split_once(':'));
    pairs
        .map(|(key, value)| {
            (key.trim().to_lowercase(), vec![value.trim().trim_matches(['"', '\'']).to_owned()])
        })
        .collect()
}

fn problem(yaml: &str, error: &serde_saphyr::Error) -> (u32, String) {
    // The opening `---` is line 1 of the file. YAML counts a lone carriage return as a line too, a file does not.
    let last = u32::try_from(yaml.matches('\n').count() + 1).unwrap_or(u32::MAX);
    let line = error.location().map_or(1, |at| u32::try_from(at.line()).unwrap_or(1) + 1).min(last);
    let reason = error.to_string();
    (line, reason.lines().next().unwrap_or_default().to_owned())
}
