//! Files of questions, in two forms.
//!
//! 1. TOML, to be written by hand:
//!
//!    ```toml
//!    [[question]]
//!    query = "who pays for the lamps"
//!    kind = "question"                        # optional: scores are also given by kind
//!    answers = ["community/2031-05-06.md:12-19"]   # grade 3
//!    about = ["community/2031-05-20.md:7"]         # grade 2: clearly about it
//!    mentions = []                                 # grade 1: only mentions it
//!    ```
//!
//!    A passage is named by its file and lines, or by its permalink.
//! 2. Tables, as collections of judged passages come: `queries.tsv` (id, query), beside it `qrels.tsv` (id, path,
//!    first line, last line, grade) and, where there is one, `types.tsv` (id, kind).

use crate::report::Lines;
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The best grade.
const BEST: u8 = 3;

/// A question with the passages that are expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// By which it is told from the others.
    pub id: String,
    /// What is typed.
    pub query: String,
    /// What kind of question it is.
    pub kind: Option<String>,
    /// What should be found.
    pub expected: Vec<Expected>,
}

/// A passage that should be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Where it stands.
    pub target: Target,
    /// 3 answers the question, 2 is clearly about it, 1 mentions it.
    pub grade: u8,
}

/// Which passage is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Lines of a file.
    Lines {
        /// The file, as the archive names it.
        path: String,
        /// The lines.
        lines: Lines,
    },
    /// The passage with this id, from its permalink.
    Entry(String),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines { path, lines } => write!(f, "{path}:{lines}"),
            Self::Entry(id) => f.write_str(id),
        }
    }
}

/// Why a file of questions, or of scores, cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct EvalError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong, and where.
    pub reason: String,
}

impl EvalError {
    pub(super) fn new(path: &Path, reason: impl fmt::Display) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string() }
    }
}

/// Reads the questions of a file (`.toml`), of `queries.tsv` with the tables beside it, or of a folder with such.
///
/// # Errors
/// Where the file cannot be read or says something that cannot be meant; the message names the place.
pub fn read(path: &Path) -> Result<Vec<Question>, EvalError> {
    let queries = if path.is_dir() { path.join("queries.tsv") } else { path.to_owned() };
    let questions = if queries.extension().is_some_and(|ending| ending == "tsv") {
        read_tables(&queries)?
    } else {
        read_toml(&load(&queries)?).map_err(|reason| EvalError::new(&queries, reason))?
    };
    if questions.is_empty() {
        return Err(EvalError::new(&queries, "holds no question"));
    }
    Ok(questions)
}

pub(super) fn load(path: &Path) -> Result<String, EvalError> {
    std::fs::read_to_string(path).map_err(|error| EvalError::new(path, format!("cannot be read: {error}")))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    question: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Option<String>,
    query: String,
    kind: Option<String>,
    #[serde(default)]
    answers: Vec<String>,
    #[serde(default)]
    about: Vec<String>,
    #[serde(default)]
    mentions: Vec<String>,
}

pub(super) fn read_toml(text: &str) -> Result<Vec<Question>, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut questions: Vec<Question> = Vec::new();
    for row in file.question {
        let id = row.id.unwrap_or_else(|| row.query.clone());
        if questions.iter().any(|question| question.id == id) {
            return Err(format!(
                "the question “{id}” stands there twice; give one of them an `id` of its own"
            ));
        }
        let mut expected = Vec::new();
        for (grade, places) in [(BEST, row.answers), (2, row.about), (1, row.mentions)] {
            for place in places {
                let target = target(&place).map_err(|reason| format!("question “{id}”: {reason}"))?;
                expected.push(Expected { target, grade });
            }
        }
        questions.push(Question { id, query: row.query, kind: row.kind, expected });
    }
    Ok(questions)
}

/// `path:12-19`, `path:12`, or a permalink: `…/reports/community/2031-05-06#e-1f3a`, also without what stands
/// before the report's id.
fn target(text: &str) -> Result<Target, String> {
    if let Some((page, mark)) = text.split_once("#e-") {
        let report = page.rsplit_once("/reports/").map_or(page, |(_, report)| report);
        return Ok(Target::Entry(format!("{report}/{mark}")));
    }
    let place = text.rsplit_once(':').and_then(|(path, lines)| {
        let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
        Some((path, span(first, last)?))
    });
    let (path, lines) = place.ok_or_else(|| {
        format!("`{text}` is no passage; write `path:first-last`, such as `community/2031-05-06.md:12-19`, or its permalink")
    })?;
    Ok(Target::Lines { path: normal(path), lines })
}

fn span(first: &str, last: &str) -> Option<Lines> {
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (1 <= first && first <= last).then(|| Lines::new(first, last))
}

fn normal(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.trim_start_matches("./").to_owned()
}

fn read_tables(queries: &Path) -> Result<Vec<Question>, EvalError> {
    let beside = |name: &str| queries.with_file_name(name);
    let mut questions: Vec<Question> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (number, cells) in rows(queries, 2)? {
        let [id, query, ..] = cells.as_slice() else { continue };
        if places.insert(id.clone(), questions.len()).is_some() {
            return Err(EvalError::new(queries, format!("line {number}: question {id} stands there twice")));
        }
        let (id, query) = (id.clone(), query.clone());
        questions.push(Question { id, query, kind: None, expected: Vec::new() });
    }
    let judged = beside("qrels.tsv");
    for (number, cells) in rows(&judged, 5)? {
        let wrong = |reason: String| EvalError::new(&judged, format!("line {number}: {reason}"));
        let [id, path, first, last, grade, ..] = cells.as_slice() else { continue };
        let question = places.get(id).and_then(|&at| questions.get_mut(at));
        let question = question.ok_or_else(|| wrong(format!("there is no question {id}")))?;
        let lines = span(first, last).ok_or_else(|| wrong(format!("{first} to {last} are no lines")))?;
        let grade = grade.parse().ok().filter(|grade| *grade <= BEST);
        let grade = grade.ok_or_else(|| wrong("a grade is 0, 1, 2 or 3".to_owned()))?;
        if grade > 0 {
            question.expected.push(Expected { target: Target::Lines { path: normal(path), lines }, grade });
        }
    }
    let kinds = beside("types.tsv");
    if kinds.is_file() {
        for (_, cells) in rows(&kinds, 2)? {
            let [id, kind, ..] = cells.as_slice() else { continue };
            if let Some(question) = places.get(id).and_then(|&at| questions.get_mut(at)) {
                question.kind = Some(kind.clone());
            }
        }
    }
    Ok(questions)
}

type TableRow = (usize, Vec<String>);

/// The rows of a table with at least so many cells, with the numbers of their lines; a first row of names is left out.
fn rows(path: &Path, least: usize) -> Result<Vec<TableRow>, EvalError> {
    let text = load(path)?;
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
        if at == 0 && cells.first().is_some_and(|cell| cell.eq_ignore_ascii_case("id")) {
            continue;
        }
        if cells.len() < least {
            let reason = format!("line {}: {} columns, {least} wanted", at + 1, cells.len());
            return Err(EvalError::new(path, reason));
        }
        rows.push((at + 1, cells));
    }
    Ok(rows)
}
