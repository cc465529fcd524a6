//! Tables of tasks: a row is a task where the head names who does it, or where tasks are announced.

use super::Reader;
use super::actions::Task;
use super::done::is_mark;
use super::name_list::split_names;
use super::roster::Roster;
use super::statements::Statement;
use crate::outline::NodeKind;
use crate::report::{Grade, Status};
use crate::vocabulary::Role;

/// The task of a row.
pub(super) fn task(reader: Reader<'_>, roster: &Roster<'_>, statement: &Statement<'_>) -> Option<Task> {
    let nodes = &reader.outline.nodes;
    let NodeKind::Row { head: true, cells: head } = &nodes.get(statement.head?)?.kind else { return None };
    let NodeKind::Row { head: false, cells } = &nodes[statement.node].kind else { return None };
    let words = reader.words;
    let column = |known: &dyn Fn(&str) -> bool| head.iter().position(|cell| known(cell));
    let owner = column(&|cell| words.owner_columns.contains(cell.trim().to_lowercase().as_str()));
    let what = column(&|cell| words.labels.role(cell) == Some(Role::Actions));
    let announced = statement.under.is_some_and(|under| under.role == Role::Actions);
    if !(announced || what.is_some() && (owner.is_some() || head.len() > 1)) {
        return None;
    }
    let cell = |at: usize| cells.get(at).map(|cell| cell.trim()).unwrap_or_default();
    // How many tasks there are is none.
    let counted = |text: &str| !text.is_empty() && !text.contains(char::is_alphabetic);
    if owner.is_none() && what.is_some_and(|at| at > 0 && counted(cell(at))) {
        return None;
    }
    // The column may hold a number only.
    let said = what.map(cell).filter(|text| text.chars().any(char::is_alphabetic)).unwrap_or_else(|| {
        // A row that begins with its number says the task in the next cell.
        let told = cells.iter().map(|cell| cell.trim()).find(|cell| cell.chars().any(char::is_alphabetic));
        told.filter(|_| what == Some(0)).unwrap_or(statement.body())
    });
    if !said.chars().any(char::is_alphabetic) {
        return None;
    }
    let owners = match owner.map(cell) {
        Some(text) => {
            split_names(text, words).into_iter().map(|name| name.trim_start_matches('@').to_owned()).collect()
        }
        None => named(roster, said),
    };
    let owners: Vec<String> = owners
        .into_iter()
        .filter(|name: &String| name.chars().any(char::is_alphabetic))
        .filter(|name| !words.groups.contains(name.to_lowercase().as_str()))
        .collect();
    let status = column(&|cell| words.status_columns.contains(cell.trim().to_lowercase().as_str())).map(cell);
    let done = status.is_some_and(|text| is_mark(words, text)) || nodes[statement.node].inline.is_struck();
    let status = if done { Status::Done } else { Status::Open };
    Some(Task { grade: Grade::Explicit, owners, status, promise: None })
}

/// Who a row without a column of owners names: `Ada to paint it` is hers, known or not.
fn named(roster: &Roster<'_>, said: &str) -> Vec<String> {
    let words = roster.words;
    let leading = roster.leading(said).filter(|leading| {
        let rest = said.get(leading.end..).unwrap_or_default();
        rest.starts_with(':') || words.giving.behind(rest).is_some() || words.promising.behind(rest).is_some()
    });
    leading.map_or_else(|| roster.mentions(said), |leading| leading.names)
}
