//! When something was changed, and by which commit: printed by `templates/partials/commit.html`.

use super::Link;
use crate::archive::Catalog;
use crate::report::day;
use crate::web::{text, urls};
use jiff::Timestamp;

/// How many letters of a commit's id are shown.
const SHORT_ID: usize = 9;

/// A change of a file, or of what stood in it.
pub(super) struct Changed {
    pub(super) iso: String,
    pub(super) day: String,
    /// The commit that did it, with its page where there is one; `None` where no history tells.
    pub(super) commit: Option<Link>,
}

impl Changed {
    /// A change of the file at a path.
    pub(super) fn of(catalog: &Catalog, path: &str, (time, commit): (Timestamp, Option<&str>)) -> Self {
        let web = catalog.source_of(path).and_then(|source| source.web.as_ref());
        let link = |id: &str| {
            let label: String = id.chars().take(SHORT_ID).collect();
            Link::new(label, web.map(|web| urls::commit(web, id)).unwrap_or_default())
        };
        Self { iso: time.to_string(), day: text::day(Some(day(time))), commit: commit.map(link) }
    }
}
