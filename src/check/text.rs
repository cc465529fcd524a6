//! What one file shows by itself: links that lead nowhere, lines of the form.

use super::Seen;
use crate::outline::{Node, NodeKind, parse};
use crate::report::{Draft, Kind, Rule, Warning};
use crate::source::SourceFile;
use crate::vocabulary::{Reading, fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The endings of files to which a link is looked after.
const ENDINGS: &[&str] = &[".md", ".markdown"];
/// A line of the form is no longer.
const MAX_WORDS: usize = 12;

/// What one file shows by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// Lines of the form that nobody filled in.
    forms: Vec<Warning>,
    /// The files to which it links, with what is to be told where one is not there.
    links: Vec<(String, Warning)>,
    /// The lines that a warning of another kind may be about, in order.
    lines: Vec<(u32, String)>,
}

impl Own {
    /// Looks at a file with the reports that were read in it.
    pub fn of(file: &SourceFile, drafts: &[Draft], words: &Reading) -> Self {
        // A template is full of lines of the form, and an index links to what is still to be written.
        if drafts.is_empty() {
            return Self::default();
        }
        let outline = parse(&file.text);
        let lines: Vec<&str> = file.text.lines().collect();
        let line = |number: u32| {
            let at = usize::try_from(number).unwrap_or(1).saturating_sub(1);
            lines.get(at).copied().unwrap_or_default()
        };
        let mut own = Self::default();
        for node in &outline.nodes {
            if let Some(text) = unfilled(words, node) {
                let number = node.lines.first;
                let message = format!("`{text}` is a line of the form that nobody filled in");
                own.forms.push(
                    Warning::new(&file.path, number, Rule::TemplateLine, message)
                        .at(line(number), text.trim()),
                );
            }
            for (url, range) in node.inline.links() {
                let Some(target) = target(&file.path, url) else { continue };
                let number = node.inline.line_at(range.start);
                let message = format!("there is no file `{target}` to which this link leads");
                let warning = Warning::new(&file.path, number, Rule::DeadLink, message).at(line(number), url);
                own.links.push((target, warning));
            }
        }
        let told = drafts.iter().flat_map(|draft| {
            let entries = draft.report.entries.iter();
            let asked = entries.filter(|entry| matches!(entry.kind, Kind::Action | Kind::Proposal));
            std::iter::once(draft.report.lines.first).chain(asked.map(|entry| entry.lines.first))
        });
        let told: BTreeSet<u32> = told.collect();
        own.lines = told.into_iter().map(|number| (number, line(number).to_owned())).collect();
        own
    }

    /// One of the lines that are kept.
    pub(super) fn line(&self, number: u32) -> &str {
        let at = self.lines.binary_search_by_key(&number, |(number, _)| *number);
        at.ok().and_then(|at| self.lines.get(at)).map(|(_, line)| line.as_str()).unwrap_or_default()
    }
}

/// Looks at all files.
pub(super) fn check(seen: Seen<'_>) -> Vec<Warning> {
    let mut found = Vec::new();
    for (path, own) in seen.own {
        found.extend(own.forms.iter().cloned());
        if !seen.alone.contains(path) {
            let dead = own.links.iter().filter(|(target, _)| !seen.known.contains(target.as_str()));
            found.extend(dead.map(|(_, warning)| warning.clone()));
        }
    }
    found
}

/// The words of a block that is a line of the form: nothing but words such as `name / institution / handle`, or one
/// of the wordings with which forms ask to be filled in.
fn unfilled(words: &Reading, node: &Node) -> Option<String> {
    if matches!(node.kind, NodeKind::Row { head: true, .. } | NodeKind::Heading(_) | NodeKind::Code) {
        return None;
    }
    let text = node.inline.text.lines().next().unwrap_or_default();
    let folded = fold(text);
    let mut said = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let count = said.clone().take(MAX_WORDS + 1).count();
    let pattern = count >= 2 && said.all(|word| words.placeholders.contains(word));
    (count <= MAX_WORDS && (pattern || words.unfilled.found(folded.trim()))).then(|| text.to_owned())
}

/// The file of the same source to which a link of a file leads.
fn target(path: &str, url: &str) -> Option<String> {
    let plain = url.split(['#', '?']).next().unwrap_or_default();
    let elsewhere = plain.contains(':') || plain.starts_with('/');
    if elsewhere || !ENDINGS.iter().any(|ending| plain.ends_with(ending)) {
        return None;
    }
    let plain = decoded(plain)?;
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in plain.split('/') {
        match part {
            "" | "." => {}
            // A link that leaves the source leads where nothing is known.
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `%20` is a space.
fn decoded(url: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
