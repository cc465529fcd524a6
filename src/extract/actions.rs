//! Which statements are actions: what somebody is to do, who, and whether it is done.
//!
//! 1. A label (`ACTION: …`), a task box, or a place under a heading or bullet that announces tasks: explicit.
//! 2. A name and a promise (`Ada will …`, `Ada to …`), or a speaker's own (`I'll …`): worded.
//! 3. Owners stand in front, behind in brackets, behind an arrow, in a handle, one bullet above, or speak.

use super::Reader;
use super::decisions::sentences;
use super::roster::{Roster, bare};
use super::statements::{Statement, Under};
use crate::outline::{MarkKind, NodeKind};
use crate::report::{Grade, Status};
use crate::vocabulary::{Role, fold};

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Task {
    /// How it is known.
    pub(super) grade: Grade,
    /// Who is to do it, as written.
    pub(super) owners: Vec<String>,
    /// Whether the report marks it as done.
    pub(super) status: Status,
}

/// Longer statements are talk.
const MAX_NAMED: usize = 70;
const MAX_SPOKEN: usize = 40;

/// Judges one statement.
pub(super) fn judge(reader: Reader<'_>, roster: &Roster<'_>, statement: &Statement) -> Option<Task> {
    let body = statement.body();
    let marked = explicit(reader, statement);
    let named = if statement.words() <= MAX_NAMED { promised(reader, roster, body) } else { None };
    let spoken = spoken(reader, statement);
    let finished = is_done(reader, statement);
    let question = statement.plain.ends_with('?') && named.is_none();
    let bare_task =
        !question && statement.words() <= MAX_SPOKEN && reader.words.bare_tasks.found(&statement.plain);
    let grade = if marked {
        Grade::Explicit
    } else if named.is_some() || spoken.is_some() || bare_task {
        Grade::Worded
    } else {
        return None;
    };
    let mut owners = named.unwrap_or_default();
    if owners.is_empty() {
        owners = around(reader, roster, statement);
    }
    if owners.is_empty() {
        owners.extend(spoken);
    }
    owners.retain(|owner| !reader.words.groups.contains(&owner.to_lowercase()));
    let status = if finished { Status::Done } else { Status::Open };
    Some(Task { grade, owners, status })
}

/// Whether a label, a task box or the place says that this is a task.
fn explicit(reader: Reader<'_>, statement: &Statement) -> bool {
    let node = &reader.outline.nodes[statement.node];
    if matches!(node.kind, NodeKind::Item { ticked: Some(_) }) {
        return true;
    }
    if statement.label == Some(Role::Actions) {
        return !statement.body().is_empty();
    }
    statement.label.is_none()
        && statement.under.is_some_and(|under| {
            under.role == Role::Actions && under.direct && looks_like_task(reader, statement, under)
        })
}

/// Under a heading that announces tasks, an agenda or a template may stand just as well; so a bullet counts where
/// enough of its neighbours begin like tasks.
fn looks_like_task(reader: Reader<'_>, statement: &Statement, under: Under) -> bool {
    let nodes = &reader.outline.nodes;
    let first = first_word(&statement.plain);
    let begins = reader.words.task_verbs.contains(first);
    // Below a heading a paragraph is a task only if it begins like one: `Next meeting: …` stands there too.
    if !nodes[statement.node].is_item() {
        return begins;
    }
    if under.item.is_some() {
        return true;
    }
    let siblings: Vec<usize> = match nodes[statement.node].parent {
        Some(parent) => {
            nodes[parent].children.iter().copied().filter(|&child| nodes[child].is_item()).collect()
        }
        None => Vec::new(),
    };
    if siblings.len() < 2 {
        return statement.words() >= 3;
    }
    let like = siblings.iter().filter(|&&item| {
        let text = nodes[item].inline.flat();
        let lower = fold(&text);
        reader.words.task_verbs.contains(first_word(&lower))
            || lower.contains(" will ")
            || lower.contains(" to ")
            || text.ends_with(')')
            || text.contains(':')
    });
    like.count() * 3 >= siblings.len() && statement.words() >= 2
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default()
}

/// The names in front of a promise: at the beginning of a sentence, or known ones anywhere.
fn promised(reader: Reader<'_>, roster: &Roster<'_>, body: &str) -> Option<Vec<String>> {
    for sentence in sentences(body) {
        let sentence = sentence.trim_start_matches(['(', '[', '-', '>', '=', ' ', '*', '_']);
        if let Some(leading) = roster.leading(sentence)
            && promises(reader, sentence, leading.end, leading.known)
        {
            return Some(leading.names);
        }
        for (name, end) in roster.mentions_at(sentence) {
            if promises(reader, sentence, end, true) {
                let joined = joined_before(roster, sentence, end, &name);
                return Some(joined);
            }
        }
    }
    None
}

/// `Ada and Ben will …` in the middle of a sentence: all of them.
fn joined_before(roster: &Roster<'_>, sentence: &str, end: usize, last: &str) -> Vec<String> {
    let mentions = roster.mentions_at(sentence);
    let mut names = vec![last.to_owned()];
    let mut start = end.saturating_sub(last.len());
    for (name, name_end) in mentions.into_iter().rev().filter(|(_, at)| *at < end) {
        let between = sentence.get(name_end..start).unwrap_or_default().trim_matches([' ', '@']);
        if !matches!(between, "," | "and" | "&" | "/" | "or" | "+" | ", and") {
            break;
        }
        start = name_end.saturating_sub(name.len());
        names.insert(0, name);
    }
    names
}

/// Whether what follows a name is a promise.
fn promises(reader: Reader<'_>, sentence: &str, end: usize, known: bool) -> bool {
    let rest = fold(sentence.get(end..).unwrap_or_default());
    let rest = rest.trim_start_matches(['*', '_', ')', ']']);
    // What unmakes a promise stands right behind the name.
    let verb = rest.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    if known && rest.starts_with(' ') && reader.words.does.contains(verb) {
        return true;
    }
    let near = rest.char_indices().nth(32).map_or(rest, |(at, _)| rest.get(..at).unwrap_or(rest));
    if !reader.words.promised.found(rest) || reader.words.not_task.found(near) {
        return false;
    }
    // `Ada to …`, `Ada should …` want a verb of doing; so does a name that nobody else in the report bears.
    let mut words =
        rest.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let verb = words
        .find(|word| !matches!(*word, "to" | "also" | "then" | "now" | "please" | "have" | "try" | "and"))
        .unwrap_or_default();
    let strong = matches!(first, "will" | "shall" | "'ll" | "ll" | "’ll");
    if strong && known {
        true
    } else {
        reader.words.task_verbs.contains(verb)
            || known && matches!(first, "has" | "have" | "starts" | "owns" | "takes" | "volunteered")
    }
}

/// A speaker's promise, with the speaker.
fn spoken(reader: Reader<'_>, statement: &Statement) -> Option<String> {
    let speaker = statement.speaker.clone()?;
    let short = statement.words() <= MAX_SPOKEN;
    let plain = statement.plain.as_str();
    (short && !plain.ends_with('?') && sentences(plain).any(|sentence| reader.words.promises.found(sentence)))
        .then_some(speaker)
}

/// Owners that stand around the task: behind it, in a handle, in front of a colon, one bullet above.
fn around(reader: Reader<'_>, roster: &Roster<'_>, statement: &Statement) -> Vec<String> {
    let body = statement.body();
    // `(Ada + Ben)` or `=> Ada` at the end.
    for (open, close) in
        [("(", ")"), ("[", "]"), ("=>", ""), ("->", ""), ("→", ""), ("—", ""), ("– ", ""), (" - ", "")]
    {
        let Some((_, behind)) = body.rsplit_once(open) else { continue };
        let inside = if close.is_empty() { behind } else { behind.split(close).next().unwrap_or_default() };
        let inside = inside.trim().trim_end_matches(['?', '.', '*', '_']).trim_start_matches(['*', '_']);
        let named = roster.mentions(inside);
        if !named.is_empty() && inside.split_whitespace().count() <= 2 * named.len() + 3 {
            return named;
        }
    }
    if let Some((label, _)) = body.split_once([':', ','])
        && let Some(leading) = roster.leading(label)
        && leading.known
        && leading.end >= label.trim_end().len()
    {
        return leading.names;
    }
    if let Some(speaker) = &statement.speaker
        && statement.under.is_some_and(|under| under.role == Role::Actions)
    {
        return split_speakers(speaker);
    }
    let handles: Vec<String> =
        roster.mentions(body).into_iter().filter(|name| body.contains(&format!("@{name}"))).collect();
    if !handles.is_empty() {
        return handles;
    }
    owner_above(reader, roster, statement)
}

fn split_speakers(speaker: &str) -> Vec<String> {
    speaker
        .split([',', '/', '&'])
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim().to_owned())
        .collect()
}

/// `**Ada:** her action items` over the tasks.
fn owner_above(reader: Reader<'_>, roster: &Roster<'_>, statement: &Statement) -> Vec<String> {
    let nodes = &reader.outline.nodes;
    let Some(above) = nodes[statement.node].parent.filter(|&above| nodes[above].is_item()) else {
        return Vec::new();
    };
    let announces = statement.under.is_some_and(|under| under.item.is_some());
    let text = nodes[above].inline.flat();
    let (label, behind) = text.split_once(':').unwrap_or((text.as_str(), ""));
    let label = bare(label);
    let lone = behind.split_whitespace().count() <= 4;
    if roster.knows(label) && (announces || lone) { vec![label.to_owned()] } else { Vec::new() }
}

/// Whether the report marks the task as done.
fn is_done(reader: Reader<'_>, statement: &Statement) -> bool {
    let node = &reader.outline.nodes[statement.node];
    if matches!(node.kind, NodeKind::Item { ticked: Some(true) }) || node.inline.is_struck() {
        return true;
    }
    let is_mark = |text: &str| {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        reader.words.done.iter().any(|mark| mark == first)
    };
    // In brackets, bold, or as the last word in capitals.
    let body = statement.body();
    let bracketed =
        body.split(['(', '[']).skip(1).any(|rest| is_mark(rest.split([')', ']']).next().unwrap_or_default()));
    let bold = node
        .inline
        .marks
        .iter()
        .any(|mark| mark.kind == MarkKind::Bold && is_mark(node.inline.slice(&mark.range)));
    let last = body.split_whitespace().next_back().unwrap_or_default();
    let shouted = last.len() > 3 && last.chars().all(|c| !c.is_lowercase()) && is_mark(last);
    bracketed || bold || shouted
}
