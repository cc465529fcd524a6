//! Safe HTML: nothing a report holds is ever executed.

use crate::report::Lines;

/// HTML that went through the sanitiser; the only text that templates may print unescaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A place in the rendered text that a link can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The lines of the passage, in the numbering of the rendered text (its first line is 1).
    pub lines: Lines,
    /// The `id` attribute of an `<a class="entry CLASS">` put at the start of the passage's block.
    pub id: String,
    /// A further class name, such as the kind of the entry.
    pub class: &'static str,
}

/// Renders Markdown as safe HTML with an anchor at the start of each passage.
pub fn render(_markdown: &str, _anchors: &[Anchor]) -> SafeHtml {
    SafeHtml(String::new())
}
