//! Citations in all forms, to be copied, and the new issue that holds them. Parts of two pages.

use crate::cite::issue::NewIssue;
use crate::cite::{Citation, Form};
use crate::web::site::Site;

/// The most lines a form shows before it scrolls.
const LINES: usize = 12;

/// Citations in all forms.
pub(crate) struct Forms(pub(crate) Vec<FormView>);

/// Citations in one form.
pub(crate) struct FormView {
    /// Its name, as addresses write it.
    pub(crate) name: &'static str,
    /// Its name, as readers do.
    pub(crate) label: &'static str,
    /// The text to be copied.
    pub(crate) text: String,
    /// How many lines are shown.
    pub(crate) rows: usize,
}

impl Forms {
    /// All forms of some citations.
    pub(crate) fn of(citations: &[Citation]) -> Self {
        let view = |form: &Form| {
            let text = form.write(citations);
            // A line of these texts is some three lines on the page.
            let rows = text.lines().map(|line| 1 + line.len() / 72).sum::<usize>().clamp(2, LINES);
            FormView { name: form.name(), label: form.label(), text, rows }
        };
        Self(Form::ALL.iter().map(view).collect())
    }
}

/// A new issue, as a page offers it.
pub(crate) struct Issue {
    /// Where it is opened.
    pub(crate) address: String,
    /// `port/quay on GitHub`.
    pub(crate) place: String,
    /// Whether the address brings the citations along.
    pub(crate) filled: bool,
}

impl Issue {
    /// The issue in the tracker of the settings.
    pub(crate) fn new(site: &Site, issue: NewIssue) -> Option<Self> {
        let tracker = site.tracker()?;
        let place = format!("{} on {}", tracker.name(), tracker.forge());
        Some(Self { address: issue.address, place, filled: issue.filled })
    }
}
