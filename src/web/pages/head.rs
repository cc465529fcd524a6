//! What the head of a page tells programs: its canonical address, its feeds, and a card for link previews.

use super::Link;

/// The head of a page, beside its title.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// The one address of this page, where the settings say how readers reach the site.
    pub(crate) canonical: Option<String>,
    /// Feeds with news of what the page shows.
    pub(crate) feeds: Vec<Link>,
    /// What a preview of a link to this page shows.
    pub(crate) card: Option<Card>,
    /// Whether search machines should leave the page out.
    pub(crate) unlisted: bool,
}

/// A preview.
#[derive(Debug)]
pub(crate) struct Card {
    /// A sentence or two.
    pub(crate) description: String,
    /// The day in machine form, empty where there is none.
    pub(crate) iso: String,
}
