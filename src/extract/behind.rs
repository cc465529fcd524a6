//! Who stands behind a task: in brackets, behind a dash or an arrow.

use super::owners::Owners;
use crate::vocabulary::{Reading, fold};

/// Arrows to somebody, and from somebody.
pub(super) const ARROWS: [&str; 5] = ["=>", "->", "→", "<-", "←"];

impl Owners<'_> {
    /// The same with some words beside the names.
    pub(super) fn loosely_behind(self) -> Vec<String> {
        self.behind(3)
    }

    /// `(Ada + Ben)`, `=> Ada`, `— Ada` at the end, with so many other words between at most.
    pub(super) fn behind(self, others: usize) -> Vec<String> {
        const BRACKETS: [(&str, &str); 2] = [("(", ")"), ("[", "]")];
        const DASHES: [&str; 3] = ["—", "– ", " - "];
        let arrows = ARROWS.into_iter().chain(DASHES).map(|mark| (mark, ""));
        let body = without_due(self.reader.words, self.statement.body());
        for (open, close) in BRACKETS.into_iter().chain(arrows) {
            let Some((_, behind)) = body.rsplit_once(open) else { continue };
            let inside =
                if close.is_empty() { behind } else { behind.split(close).next().unwrap_or_default() };
            // `=> Ada, and tag old ones`: the name is in front.
            let inside =
                if ARROWS.contains(&open) { inside.split(',').next().unwrap_or_default() } else { inside };
            let inside = inside.trim().trim_end_matches(['?', '.', '*', '_']).trim_start_matches(['*', '_']);
            if inside.len() > 120 {
                continue;
            }
            let named = self.roster.mentions(inside);
            let own: usize = named.iter().map(|name| name.split_whitespace().count()).sum();
            let joints = named.len().saturating_sub(1);
            if !named.is_empty() && inside.split_whitespace().count() <= own + joints + others {
                return named;
            }
        }
        Vec::new()
    }

    /// `Ladder census <- Ben`: behind an arrow from somebody nothing but whom the report knows. Several arrows draw something.
    /// An arrow to somebody (`Best talk -> Ben`) hands on anything; it needs a verb in front, or an announcement of tasks.
    pub(super) fn pointed(self) -> bool {
        let body = self.statement.body();
        if !self.reader.outline.nodes[self.statement.node].is_item() {
            return false;
        }
        let mut arrows = ARROWS.iter().flat_map(|arrow| body.match_indices(arrow));
        let (Some((at, arrow)), None) = (arrows.next(), arrows.next()) else { return false };
        let front = body.get(..at).unwrap_or_default();
        let behind = body.get(at + arrow.len()..).unwrap_or_default();
        let task = front.trim_end();
        if !self.marked && !matches!(arrow, "<-" | "←") {
            return false;
        }
        let named = behind.starts_with(' ') && front.ends_with(' ') && task.contains(' ');
        let words = self.reader.words;
        if !named || words.roles.has(task) || words.not_names.has(task) || task.ends_with('?') {
            return false;
        }
        let behind = behind.trim();
        let leading = self.roster.leading(behind).filter(|leading| leading.known);
        let alone = leading.is_some_and(|leading| {
            !behind.get(leading.end..).unwrap_or_default().contains(char::is_alphanumeric)
        });
        alone && self.roster.mentions(task).is_empty()
    }
}

/// A task without the day in brackets behind it: `The letter - Ada (by Friday)`.
fn without_due<'t>(words: &Reading, body: &'t str) -> &'t str {
    let behind = body.trim_end().strip_suffix(')').and_then(|front| front.rsplit_once('('));
    // `(by Ada)` is somebody.
    let is_day = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = fold(word);
        let named = words.dates.weekdays.contains(&lower) || words.dates.months.contains(&lower);
        named || !word.starts_with(char::is_uppercase)
    };
    let due = |inside: &str| {
        let first = fold(inside.split([' ', ':']).next().unwrap_or_default());
        let first = first.as_ref();
        words.dates.due.iter().any(|due| due == first) && inside.split_whitespace().skip(1).all(is_day)
    };
    behind.filter(|(_, inside)| due(inside)).map_or(body, |(front, _)| front.trim_end())
}
