//! What one file shows by itself: links that lead nowhere, lines of the form.

use super::Seen;
use crate::outline::{Node, NodeKind, parse};
use crate::report::{Rule, Warning};
use crate::source::SourceFile;
use crate::vocabulary::fold;
use rayon::prelude::*;

/// The endings of files to which a link is looked after.
const ENDINGS: &[&str] = &[".md", ".markdown"];
/// A line of the form is no longer.
const MAX_WORDS: usize = 12;

/// Looks at all files.
pub(super) fn check(seen: Seen<'_>) -> Vec<Warning> {
    seen.files.par_iter().flat_map_iter(|file| of_file(seen, file)).collect()
}

fn of_file(seen: Seen<'_>, file: &SourceFile) -> Vec<Warning> {
    let held = seen.reports.iter().any(|report| report.path == file.path);
    // A template is full of lines of the form, and an index links to what is still to be written.
    if !held {
        return Vec::new();
    }
    let outline = parse(&file.text);
    let lines: Vec<&str> = file.text.lines().collect();
    let line = |number: u32| {
        let at = usize::try_from(number).unwrap_or(1).saturating_sub(1);
        lines.get(at).copied().unwrap_or_default()
    };
    let mut found = Vec::new();
    for node in &outline.nodes {
        if let Some(text) = unfilled(seen, node) {
            let number = node.lines.first;
            let message = format!("`{text}` is a line of the form that nobody filled in");
            found.push(
                Warning::new(&file.path, number, Rule::TemplateLine, message).at(line(number), text.trim()),
            );
        }
        let looked_after = !seen.alone.contains(file.path.as_str());
        for (url, range) in node.inline.links().filter(|_| looked_after) {
            let Some(target) = target(&file.path, url) else { continue };
            if !seen.known.contains(target.as_str()) {
                let number = node.inline.line_at(range.start);
                let message = format!("there is no file `{target}` to which this link leads");
                found.push(Warning::new(&file.path, number, Rule::DeadLink, message).at(line(number), url));
            }
        }
    }
    found
}

/// The words of a block that is a line of the form: nothing but words such as `name / institution / handle`, or one
/// of the wordings with which forms ask to be filled in.
fn unfilled(seen: Seen<'_>, node: &Node) -> Option<String> {
    if matches!(node.kind, NodeKind::Row { head: true, .. } | NodeKind::Heading(_) | NodeKind::Code) {
        return None;
    }
    let text = node.inline.text.lines().next().unwrap_or_default();
    let folded = fold(text);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let count = words.clone().take(MAX_WORDS + 1).count();
    let pattern = count >= 2 && words.all(|word| seen.words.placeholders.contains(word));
    (count <= MAX_WORDS && (pattern || seen.words.unfilled.found(folded.trim()))).then(|| text.to_owned())
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
