//! Who is who: one person behind handle, full name, first name, initials.
//!
//! 1. `team` enters whom the team's own file lists; what it says goes before all that follows.
//! 2. `roll` takes out of roll calls what is nobody, and seats those who sign by account (`accounts` knows slips and
//!    shared ones) or by full name.
//! 3. `variants` makes one of those whose full names are spelt in several ways (`names`).
//! 4. `shorts` seats those who sign by first name, last name or initials.
//! 5. `passages` looks names in entries up: among those present, then in the archive. `index` knows all forms.
//! 6. `publish` gives ids and shows what is known, how sure it is, what stays ambiguous and what could be merged.
//!
//! Where it cannot be told who is meant, nobody is: two people in one are worse than one in two. A [`Book`] keeps who
//! was found. Entry: [`identify`].

mod accounts;
mod book;
mod index;
mod names;
mod passages;
mod publish;
mod roll;
mod shorts;
mod team;
#[cfg(test)]
mod tests;
mod variants;

use crate::report::{Ambiguity, Merge, Person, Report, Warning};
use crate::vocabulary::Team;
pub(super) use names::{account, key};

use book::Book;
use passages::Meant;
use roll::Seats;
use std::collections::HashMap;

/// Who was found.
pub(super) struct Found {
    /// Everyone, those at most meetings first.
    pub(super) people: Vec<Person>,
    pub(super) ambiguous: Vec<Ambiguity>,
    pub(super) merges: Vec<Merge>,
    pub(super) warnings: Vec<Warning>,
}

/// Finds the people of an archive, and fills in `Attendee::person`, `Entry::people` and `Entry::assignees`.
pub(super) fn identify(reports: &mut [Report], team: &Team) -> Found {
    let mut book = Book::default();
    roll::prune(reports, &team.nobody);
    let members = team::invite(&mut book, team);
    let mut seats = roll::seat(&mut book, reports);
    let doubtful = variants::join(&mut book);
    shorts::seat(&mut book, reports, &mut seats);
    let warnings = team::merge(&mut book, &members, team);
    let (meant, doubts) = passages::read(&mut book, reports, &seats);
    for (report, meant) in reports.iter().zip(&meant) {
        for (entry, meant) in report.entries.iter().zip(meant) {
            for person in &meant.people {
                let known = book.of_mut(*person);
                known.named = true;
                known.entries += u32::from(entry.is_found());
            }
        }
    }
    let ids = publish::ids(&book);
    write(reports, &Places { book: &book, ids: &ids, seats: &seats, meant: &meant });
    Found {
        people: publish::people(&book, &ids),
        ambiguous: publish::ambiguous(&book, doubts, &ids),
        merges: publish::merges(&book, doubtful, &ids),
        warnings,
    }
}

/// Who stands where.
struct Places<'a> {
    book: &'a Book,
    ids: &'a HashMap<usize, String>,
    seats: &'a Seats,
    meant: &'a [Vec<Meant>],
}

/// Writes ids into the reports.
fn write(reports: &mut [Report], places: &Places<'_>) {
    let id = |person: usize| places.ids.get(&places.book.now(person)).cloned().unwrap_or_default();
    for ((report, seats), meant) in reports.iter_mut().zip(places.seats).zip(places.meant) {
        for (attendee, seat) in report.attendees.iter_mut().zip(seats) {
            attendee.person = seat.map(id).unwrap_or_default();
        }
        for (entry, meant) in report.entries.iter_mut().zip(meant) {
            entry.people = meant.people.iter().map(|person| id(*person)).collect();
            let owners = entry.owners.iter().zip(&meant.owners);
            entry.assignees =
                owners.map(|(owner, person)| person.map_or_else(|| owner.clone(), id)).collect();
        }
    }
}
