//! Cells of a CSV that say the same of an entry wherever one is printed.

use crate::report::Entry;

/// What an entry says besides its words, under the names of [`FACTS`].
pub(super) fn facts(entry: &Entry) -> [String; 7] {
    let refs: Vec<&str> = entry.refs.iter().map(|reference| reference.as_str()).collect();
    [
        entry.kind.to_string(),
        entry.grade.map(|grade| grade.to_string()).unwrap_or_default(),
        entry.status.map(|status| status.to_string()).unwrap_or_default(),
        entry.due.map(|day| day.to_string()).unwrap_or_default(),
        entry.owners.join("; "),
        entry.people.join("; "),
        refs.join("; "),
    ]
}

/// The names of the columns of [`facts`].
pub(super) const FACTS: [&str; 7] = ["kind", "grade", "status", "due", "owners", "people", "refs"];

/// A cell that a spreadsheet would take for a formula gets a quote in front.
pub(super) fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
