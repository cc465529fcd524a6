//! One row of a register: what was settled or promised, when and where, and what came of it.

use crate::report::{About, Date, Directory, Status, Step, Thread, What};
use crate::search::Hit;
use crate::web::pages::Link;
use crate::web::pages::hit::HitView;
use crate::web::site::Site;
use crate::web::{text, urls};

/// How many characters of the line are shown.
const LINE: usize = 400;

/// One row.
pub(super) struct Row {
    /// The passage as any list shows it.
    pub(super) hit: HitView,
    /// The line that settles it.
    pub(super) line: String,
    /// Who is to do it; empty where nobody is named.
    pub(super) owners: Vec<Link>,
    /// `due 3 March 2024`, `overdue: was due 3 March 2024`.
    pub(super) due: String,
    /// Whether the day has passed.
    pub(super) overdue: bool,
    /// What came before and after.
    pub(super) thread: Option<Link>,
}

impl Row {
    /// The row of a hit.
    pub(super) fn new(site: &Site, (hit, directory): (&Hit, &Directory), today: Date) -> Self {
        let entry = &hit.entry;
        let open = entry.standing() == Some(Status::Open);
        let overdue = open && entry.due.is_some_and(|due| due < today);
        let day = text::day(entry.due);
        let known = |id: &String| match directory.person(id) {
            Some(person) => Link::new(&person.name, urls::person(id)),
            None => Link::new(id, String::new()),
        };
        let thread = entry.thread.as_deref().and_then(|id| directory.thread(id));
        Self {
            line: text::clip(entry.own_text().trim(), LINE),
            owners: entry.assignees.iter().map(known).collect(),
            due: match (entry.due, overdue) {
                (None, _) => String::new(),
                (Some(_), true) => format!("overdue: was due {day}"),
                (Some(_), false) => format!("due {day}"),
            },
            overdue,
            thread: thread.map(|thread| Link::new(history(thread), urls::thread(&thread.id))),
            hit: HitView::new(site, hit, directory),
        }
    }
}

/// `carried over 3 times since 2021-02-03`, `reopened 2022-01-05`, else when it began and how it stands.
fn history(thread: &Thread) -> String {
    let steps = |what: What| thread.steps.iter().filter(move |step| step.what == what);
    let day = |step: &Step| step.date.map_or_else(|| "a day not told".to_owned(), |date| date.to_string());
    let since = thread.steps.first().map(day).unwrap_or_default();
    match thread.about {
        About::Action => match steps(What::CarriedOver).count() {
            0 => format!("listed since {since}"),
            1 => format!("carried over once since {since}"),
            times => format!("carried over {times} times since {since}"),
        },
        About::Matter => match steps(What::Reopened).next_back() {
            Some(step) => format!("reopened {}; {}", day(step), super::super::thread::summary(thread)),
            None => super::super::thread::summary(thread),
        },
    }
}
