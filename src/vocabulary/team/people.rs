//! A team's file of people: `[[person]]` tables of TOML, or a YAML list with `name` and `handle`.
//!
//! A YAML list is often kept for a web page already, so keys of it that are not known are passed over; in TOML, which
//! is written for this program, they are an error, since they are nearly always misspelt.

use serde::Deserialize;
use std::path::Path;

/// One person, as a team's file lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// The full name; empty where only the handle is given.
    pub name: String,
    /// The handle without `@`.
    pub handle: Option<String>,
    /// Other names, first names, handles and initials that mean this person wherever they stand.
    pub aliases: Vec<String>,
    /// People found apart who are this one: their ids or names.
    pub merge: Vec<String>,
    /// Names that look like this person's and are somebody else's.
    pub not: Vec<String>,
    /// The institution.
    pub affiliation: Option<String>,
    /// The file that says so.
    pub path: String,
    /// The line on which it begins to.
    pub line: u32,
}

/// How a file of people is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `[[person]]` tables.
    Toml,
    /// A list of maps.
    Yaml,
}

impl Format {
    /// The format of a file of this name.
    pub fn of(path: &str) -> Self {
        match Path::new(path).extension().and_then(|ending| ending.to_str()) {
            Some(ending) if ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml") => {
                Self::Yaml
            }
            Some(_) | None => Self::Toml,
        }
    }
}

/// Why a file of people cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}:{line}: {reason}")]
pub struct PeopleError {
    path: String,
    line: usize,
    /// What is wrong, and what to write instead.
    reason: String,
}

/// What a file of people says.
pub(super) struct File {
    pub(super) members: Vec<Member>,
    pub(super) nobody: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct TomlFile {
    person: Vec<toml::Spanned<Strict>>,
    nobody: Vec<String>,
}

/// A person of a TOML file.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Strict {
    name: String,
    handle: String,
    aliases: Vec<String>,
    merge: Vec<String>,
    not: Vec<String>,
    affiliation: String,
}

/// A person of a YAML list.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Lenient {
    name: Option<String>,
    handle: Option<String>,
    aliases: Vec<String>,
    affiliation: Option<String>,
}

/// Reads a file of people in the format that its name tells.
pub(super) fn read(path: &str, text: &str) -> Result<File, PeopleError> {
    let wrong = |(line, reason)| PeopleError { path: path.to_owned(), line, reason };
    let mut file = match Format::of(path) {
        Format::Toml => toml(text),
        Format::Yaml => yaml(text),
    }
    .map_err(wrong)?;
    for member in &mut file.members {
        path.clone_into(&mut member.path);
        if member.name.is_empty() && member.handle.is_none() {
            let reason = "a person needs a `name` or a `handle`, such as name = \"Ada Quill\"".to_owned();
            return Err(wrong((member.line as usize, reason)));
        }
    }
    Ok(file)
}

fn toml(text: &str) -> Result<File, (usize, String)> {
    let file: TomlFile = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        let reason = error.message().replace('\n', " ");
        (line, format!("{reason}; a person is a table such as [[person]] with name = \"Ada Quill\""))
    })?;
    let members = file.person.into_iter().map(|person| {
        let line = line_of(text, person.span().start);
        let person = person.into_inner();
        Member {
            name: tidy(&person.name),
            handle: account(&person.handle),
            aliases: tidied(person.aliases),
            merge: tidied(person.merge),
            not: tidied(person.not),
            affiliation: Some(tidy(&person.affiliation)).filter(|affiliation| !affiliation.is_empty()),
            path: String::new(),
            line: u32::try_from(line).unwrap_or(1),
        }
    });
    Ok(File { members: members.collect(), nobody: tidied(file.nobody) })
}

fn yaml(text: &str) -> Result<File, (usize, String)> {
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(File { members: Vec::new(), nobody: Vec::new() });
    }
    let list: Vec<serde_saphyr::Spanned<Lenient>> = serde_saphyr::from_str(text).map_err(|error| {
        let line = error.location().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
        let reason = error.to_string();
        // `error: line 2 column 11: expected …`: the place is said already.
        let reason = reason.lines().next().unwrap_or_default().rsplit(": ").next().unwrap_or_default();
        (line, format!("{reason}; write a list whose items have `name` and `handle`"))
    })?;
    let members = list.into_iter().map(|person| {
        let line = u32::try_from(person.referenced.line()).unwrap_or(1);
        let person = person.value;
        Member {
            name: tidy(&person.name.unwrap_or_default()),
            handle: account(&person.handle.unwrap_or_default()),
            aliases: tidied(person.aliases),
            affiliation: person.affiliation.map(|text| tidy(&text)).filter(|text| !text.is_empty()),
            line,
            ..Member::default()
        }
    });
    Ok(File { members: members.collect(), nobody: Vec::new() })
}

/// The line on which a byte stands.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.get(..at).unwrap_or(text).matches('\n').count()
}

/// With one space for each run of spaces.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tidied(names: Vec<String>) -> Vec<String> {
    names.iter().map(|name| tidy(name)).filter(|name| !name.is_empty()).collect()
}

/// A handle without `@`.
fn account(text: &str) -> Option<String> {
    let handle = text.trim().trim_start_matches('@');
    (!handle.is_empty()).then(|| handle.to_owned())
}
