//! Which statements are actions: what somebody is to do, and whether it is done.
//!
//! 1. A row of a table of tasks, a label (`ACTION: …`), a task box, or a place under a heading or bullet that
//!    announces tasks: explicit.
//! 2. A name and a promise (`Ada will …`, `Ada to …`), a speaker's own (`I'll …`), or who stands behind an arrow: worded.
//! 3. `owners` tells who, and `done` what the report marks as done.

use super::owners::{Owners, first_word};
use super::roster::Roster;
use super::statements::{Origin, Statement, Under};
use super::{Reader, done, frame, tables};
use crate::report::{Grade, Status};
use crate::vocabulary::{Cues, Reading, Role, fold};

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Task {
    /// How it is known.
    pub(super) grade: Grade,
    /// Who is to do it, as written.
    pub(super) owners: Vec<String>,
    /// Whether the report marks it as done.
    pub(super) status: Status,
    /// The sentence that promises it, where one does.
    pub(super) promise: Option<String>,
}

/// Longer statements are talk.
const MAX_NAMED: usize = 70;
const MAX_SPOKEN: usize = 40;
/// A longer link says what is to be done.
const MAX_TITLE: usize = 3;
/// In a longer speech a promise is said in passing.
const MAX_TALK: usize = 60;

/// Judges one statement.
pub(super) fn judge(reader: Reader<'_>, roster: &Roster<'_>, statement: &Statement<'_>) -> Option<Task> {
    if !statement.body().chars().any(char::is_alphabetic) || is_absence(statement) {
        return None;
    }
    let instruction = statement.is_instruction(reader);
    let words = reader.words;
    let looking = Owners { reader, roster, statement, marked: false };
    let said = |cues: &Cues| cues.found_in(&statement.plain, &statement.plain);
    let linked = statement.label.is_none() && looking.only_links();
    // `[TODO list](…)` is the title of something.
    let title = || {
        let inline = &reader.outline.nodes[statement.node].inline;
        let short = statement.words() <= MAX_TITLE;
        short
            && inline
                .links()
                .next()
                .is_some_and(|(url, range)| range.start == 0 && inline.slice(&range) != url)
    };
    if frame::labels(reader, &statement.text) || linked && (!said(&words.bare_tasks) || title()) {
        return None;
    }
    if let Some(task) = tables::task(reader, roster, statement) {
        return Some(task);
    }
    let talk = || statement.label.is_none() && statement.speaker.is_some() && said(&words.talk);
    let marked =
        !instruction && explicit(looking) && !said(&words.no_task) && !talk() && !looking.only_names();
    let looking = Owners { marked, ..looking };
    let count = statement.words();
    let promised = if count <= MAX_NAMED || marked { looking.promised() } else { None };
    let spoken = if count <= MAX_TALK { looking.spoken() } else { None };
    let question = statement.plain.ends_with('?');
    let assigned = (looking.assigned() || looking.pointed()) && !said(&words.no_task);
    let bare = !question && (2..=MAX_SPOKEN).contains(&count) && said(&words.bare_tasks) || assigned;
    let promised = promised.or_else(|| bare.then(|| looking.labelled()).flatten());
    // In italics only a promise is one, and the rest tells how the form is filled in.
    if instruction && promised.is_none() || promised.is_none() && said(&words.unfilled) {
        return None;
    }
    let grade = if marked {
        Grade::Explicit
    } else if promised.is_some() || spoken.is_some() || bare {
        Grade::Worded
    } else {
        return None;
    };
    let (mut owners, promise) = promised.map_or_else(Default::default, |(names, at)| (names, Some(at)));
    if owners.is_empty() && !marked {
        owners.extend(spoken.clone());
    }
    if owners.is_empty() {
        owners = looking.around();
    }
    owners.retain(|owner| !words.groups.contains(&owner.to_lowercase()));
    let node = &reader.outline.nodes[statement.node];
    let ticked = statement.ticked == Some(true);
    let struck = node.inline.marks.len() <= 40 && node.inline.is_struck();
    let done = ticked || struck || done::is_done(words, &node.inline, statement.body());
    Some(Task { grade, owners, status: if done { Status::Done } else { Status::Open }, promise })
}

/// Whether it stands below what announces those who were not there.
fn is_absence(statement: &Statement<'_>) -> bool {
    statement.under.is_some_and(|under| under.role == Role::Absent && under.direct)
}

/// Whether a label, a task box or the place says that this is a task.
fn explicit(looking: Owners<'_>) -> bool {
    let Owners { reader, statement, .. } = looking;
    if statement.ticked.is_some() && looking.boxed() {
        return true;
    }
    match statement.label {
        Some(Role::Actions) => true,
        Some(_) => false,
        None => {
            let under = statement.under.filter(|under| under.role == Role::Actions && under.direct);
            !statement.group
                && under.is_some_and(|under| {
                    reader.words.labels.role(statement.body()).is_none()
                        && looks_like_task(reader, statement, under)
                })
        }
    }
}

/// Under a heading that announces tasks, an agenda or a template may stand just as well; so a bullet counts where
/// enough of its neighbours begin like tasks.
fn looks_like_task(reader: Reader<'_>, statement: &Statement<'_>, under: Under) -> bool {
    let nodes = &reader.outline.nodes;
    let begins = reader.words.task_verbs.contains(first_word(&statement.plain));
    // Below a heading a paragraph is a task only if it begins like one, and if no other subject has begun.
    if !nodes[statement.node].is_item() {
        return begins && under.origin == Origin::Near;
    }
    let begins = begins || statement.speaker.is_some();
    if under.item.is_some() {
        return true;
    }
    // Below a bullet of an agenda anything may stand.
    if nodes[statement.node].parent.is_some_and(|parent| nodes[parent].is_item()) && !begins {
        return false;
    }
    let siblings: Vec<usize> = match nodes[statement.node].parent {
        // Neighbours tell enough within sight.
        Some(parent) => {
            let children = &nodes[parent].children;
            let at = children.partition_point(|&child| child < statement.node);
            let near = children.get(at.saturating_sub(10)..(at + 10).min(children.len())).unwrap_or_default();
            near.iter().copied().filter(|&child| nodes[child].is_item()).collect()
        }
        None => Vec::new(),
    };
    if siblings.len() < 2 {
        return statement.words() >= 3 || begins;
    }
    let like = siblings.iter().filter(|&&item| {
        let raw = nodes[item].inline.text.as_str();
        let head = raw.char_indices().nth(300).map_or(raw, |(at, _)| raw.get(..at).unwrap_or(raw));
        let lower = fold(head);
        reader.words.task_verbs.contains(first_word(&lower))
            || reader.words.promising.stands_in(&lower)
            || reader.words.giving.stands_in(&lower)
            || raw.trim_end().ends_with(')')
            || raw.contains(':')
    });
    let named = siblings.iter().filter(|&&item| names_task(reader.words, &nodes[item].inline.text));
    let enough = like.count() * 3 >= siblings.len() || named.count() * 3 >= siblings.len() * 2;
    enough && statement.words() >= 2
}

/// Whether a task is named in its first words, as a verb or a noun: `The list: an update`, `Roof checks`.
fn names_task(words: &Reading, text: &str) -> bool {
    let near = text.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    let lower = fold(&near);
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| {
        words.task_verbs.contains(word)
            || word.strip_suffix('s').is_some_and(|verb| words.task_verbs.contains(verb))
    })
}
