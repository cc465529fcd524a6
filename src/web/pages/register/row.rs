//! One row of a register: what was settled or promised, when and where, and what came of it.

use crate::report::{About, Date, Directory, Kind, Status, Thread, What};
use crate::search::Hit;
use crate::web::pages::Link;
use crate::web::pages::hit::HitView;
use crate::web::pages::thread::{settled, summary, told_day};
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
    /// Whether it is open though its day has passed.
    pub(super) overdue: bool,
    /// `settled 3 Mar 2024`, of what was asked for and decided later.
    pub(super) settled: String,
    /// What came before and after.
    pub(super) thread: Option<Link>,
}

impl Row {
    /// The row of a hit.
    pub(super) fn new(site: &Site, (hit, directory): (&Hit, &Directory), today: Date) -> Self {
        let entry = &hit.entry;
        let open = entry.standing() == Some(Status::Open);
        let overdue = open && entry.due.is_some_and(|due| due < today);
        let known = |id: &String| match directory.person(id) {
            Some(person) => Link::new(&person.name, urls::person(id)),
            None => Link::new(id, String::new()),
        };
        let thread = entry.thread.as_deref().and_then(|id| directory.thread(id));
        Self {
            line: text::clip(entry.own_text().trim(), LINE),
            owners: entry.assignees.iter().map(known).collect(),
            overdue,
            settled: match thread.and_then(|thread| settled(thread, hit.date)) {
                Some(day) if entry.kind == Kind::Proposal => {
                    format!("settled {}", text::short_day(Some(day)))
                }
                _ => String::new(),
            },
            thread: thread.map(|thread| Link::new(history(thread), urls::thread(&thread.id))),
            hit: HitView::new(site, hit, directory),
        }
    }
}

/// `carried over 3 times since 3 Feb 2021`, else when it began and how it stands.
fn history(thread: &Thread) -> String {
    let carried = thread.steps.iter().filter(|step| step.what == What::CarriedOver).count();
    let since = thread.steps.first().map(|step| told_day(step.date)).unwrap_or_default();
    match thread.about {
        About::Action => match carried {
            0 => format!("listed since {since}"),
            1 => format!("carried over once since {since}"),
            times => format!("carried over {times} times since {since}"),
        },
        About::Matter => summary(thread),
    }
}
