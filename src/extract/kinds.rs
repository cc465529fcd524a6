//! What each statement is: the rules of `decisions` and `actions` first, then cue words and the place.

use super::Reader;
use super::actions::{self, Task};
use super::decisions::{self, Settled};
use super::roster::Roster;
use super::statements::Statement;
use crate::report::{Grade, Kind, Status};
use crate::vocabulary::Role;

/// What a statement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) kind: Kind,
    pub(super) grade: Option<Grade>,
    pub(super) status: Option<Status>,
    pub(super) owners: Vec<String>,
}

/// Judges one statement.
pub(super) fn judge(reader: Reader<'_>, roster: &Roster<'_>, statement: &Statement) -> Verdict {
    let settled = decisions::judge(reader, statement);
    let task = actions::judge(reader, roster, statement);
    match (settled, task) {
        // An explicit decision that names somebody who will act is both; the marker counts.
        (Settled::Yes(grade), Some(task)) if beats(grade, &task) => plain(Kind::Decision, Some(grade)),
        (Settled::Yes(grade), None) => plain(Kind::Decision, Some(grade)),
        (_, Some(task)) => Verdict {
            kind: Kind::Action,
            grade: Some(task.grade),
            status: Some(task.status),
            owners: task.owners,
        },
        (Settled::Asked(grade), None) => plain(Kind::Proposal, Some(grade)),
        (Settled::No, None) => plain(other(reader, statement), None),
    }
}

/// Whether a decision's marker is stronger than a task's. A named promise under a heading of decisions is a task.
fn beats(grade: Grade, task: &Task) -> bool {
    match (grade, task.grade) {
        (Grade::Explicit, Grade::Explicit) | (Grade::Worded | Grade::Inferred, _) => false,
        (Grade::Explicit, Grade::Worded | Grade::Inferred) => task.owners.is_empty(),
    }
}

fn plain(kind: Kind, grade: Option<Grade>) -> Verdict {
    Verdict { kind, grade, status: None, owners: Vec::new() }
}

fn other(reader: Reader<'_>, statement: &Statement) -> Kind {
    let words = reader.words;
    let body = statement.plain.as_str();
    match statement.label {
        Some(Role::Questions) => return Kind::Question,
        Some(Role::Updates) => return Kind::Update,
        Some(Role::Thanks) => return Kind::Thanks,
        Some(Role::Attendees | Role::Absent | Role::Decisions | Role::Proposals | Role::Actions) | None => {}
    }
    if words.asks.found(body) {
        return Kind::Question;
    }
    let short = statement.words() <= 40;
    if short && words.thanks.found(body) {
        return Kind::Thanks;
    }
    match statement.under.map(|under| under.role) {
        Some(Role::Questions) => Kind::Question,
        Some(Role::Updates) => Kind::Update,
        Some(Role::Thanks) => Kind::Thanks,
        _ if short && words.reports.found(body) => Kind::Update,
        _ => Kind::Discussion,
    }
}
