//! What each statement is: the rules of `decisions` and `actions` first, then cue words and the place.

use super::Reader;
use super::actions::{self, Task};
use super::clauses::clauses_of;
use super::decisions::{self, Settled};
use super::roster::Roster;
use super::statements::Statement;
use crate::report::{Date, Grade, Kind, Status};
use crate::vocabulary::{Cues, Role};

/// What a statement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) kind: Kind,
    pub(super) grade: Option<Grade>,
    pub(super) status: Option<Status>,
    pub(super) owners: Vec<String>,
    /// Until when an action is to be done; `entries` fills it in.
    pub(super) due: Option<Date>,
    /// What somebody promises inside a decision: the sentence and its own verdict.
    pub(super) inside: Option<Box<(String, Verdict)>>,
}

impl Default for Verdict {
    fn default() -> Self {
        plain(Kind::Discussion, None)
    }
}

impl Verdict {
    /// The verdict, which is given up for it.
    pub(super) fn take(&mut self) -> Self {
        std::mem::take(self)
    }
}

/// Judges one statement.
pub(super) fn judge(reader: Reader<'_>, roster: &Roster<'_>, statement: &Statement<'_>) -> Verdict {
    let settled = decisions::judge(reader, statement);
    let task = actions::judge(reader, roster, statement);
    match (settled, task) {
        (Settled::Yes(grade), Some(task)) => both(reader, grade, task, statement),
        (Settled::Yes(grade), None) => plain(Kind::Decision, Some(grade)),
        (_, Some(task)) => action(task),
        (Settled::Asked(grade), None) => plain(Kind::Proposal, Some(grade)),
        (Settled::No, None) => plain(other(reader, statement), None),
    }
}

/// A statement that settles something and names what somebody will do. Behind a decision's label it is a decision
/// with a task inside, and so where one sentence settles and another promises; else what is to be done counts.
fn both(reader: Reader<'_>, grade: Grade, task: Task, statement: &Statement<'_>) -> Verdict {
    let labelled = statement.label == Some(Role::Decisions);
    match (grade, task.grade, &task.promise) {
        (Grade::Explicit, Grade::Worded, None) => plain(Kind::Decision, Some(grade)),
        (_, Grade::Worded, Some(promise)) if labelled || is_part(promise, statement) => {
            let inside = Some(Box::new((promise.clone(), action(task))));
            Verdict { inside, ..plain(Kind::Decision, Some(grade)) }
        }
        (Grade::Worded, Grade::Worded, Some(promise)) => match parted(reader, statement, promise, &task) {
            Some(clause) => {
                let inside = Some(Box::new((clause.to_owned(), action(task.clone()))));
                Verdict { inside, ..plain(Kind::Decision, Some(grade)) }
            }
            None => action(task),
        },
        _ => action(task),
    }
}

/// `No objections from the group, Ada will add a note`: the clause that promises, where those before it settle.
fn parted<'t>(
    reader: Reader<'_>,
    statement: &Statement<'_>,
    sentence: &'t str,
    task: &Task,
) -> Option<&'t str> {
    let owner = task.owners.first()?;
    clauses_of(sentence).find_map(|(mark, clause)| {
        let before = sentence.get(..sentence.len().checked_sub(clause.len() + mark.len())?)?;
        // `…, so Ada will`.
        let behind = clause.split_once(' ').map_or(clause, |(_, rest)| rest);
        let begins =
            [clause, behind].iter().any(|text| text.trim_start_matches('@').starts_with(owner.as_str()));
        (begins && decisions::settles(reader.words, statement, before)).then_some(clause)
    })
}

fn is_part(promise: &str, statement: &Statement<'_>) -> bool {
    promise.len() + 5 < statement.body().len() && !statement.body().starts_with(promise)
}

fn action(task: Task) -> Verdict {
    Verdict {
        kind: Kind::Action,
        grade: Some(task.grade),
        status: Some(task.status),
        owners: task.owners,
        due: None,
        inside: None,
    }
}

fn plain(kind: Kind, grade: Option<Grade>) -> Verdict {
    Verdict { kind, grade, status: None, owners: Vec::new(), due: None, inside: None }
}

fn other(reader: Reader<'_>, statement: &Statement<'_>) -> Kind {
    let words = reader.words;
    let said = |cues: &Cues| cues.found_in(&statement.plain, &statement.plain);
    match statement.label {
        Some(Role::Questions) => return Kind::Question,
        Some(Role::Updates) => return Kind::Update,
        Some(Role::Thanks) => return Kind::Thanks,
        Some(Role::Attendees | Role::Absent | Role::Decisions | Role::Proposals | Role::Actions) | None => {}
    }
    if said(&words.asks) {
        return Kind::Question;
    }
    let short = statement.words() <= 40;
    if short && said(&words.thanks) {
        return Kind::Thanks;
    }
    match statement.under.map(|under| under.role) {
        Some(Role::Questions) => Kind::Question,
        Some(Role::Updates) => Kind::Update,
        Some(Role::Thanks) => Kind::Thanks,
        _ if short && said(&words.reports) => Kind::Update,
        _ => Kind::Discussion,
    }
}
