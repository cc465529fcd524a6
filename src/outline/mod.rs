//! Markdown text → tree with line ranges; safe HTML from the same events.
//!
//! 1. `front_matter` takes the YAML head off (its lines stay blank, so that line numbers hold).
//! 2. `events` runs the CommonMark + GFM parser and caps the nesting, before any tree or HTML exists.
//! 3. `build` turns the events into an [`Outline`]: one tree of headings, bullets, paragraphs and rows.
//! 4. `html` renders the same events as inert HTML.
//!
//! Nothing here fails: every text has an outline. Entry: [`parse`].

mod build;
mod events;
mod front_matter;
mod html;
mod inline;
mod tags;

#[cfg(test)]
mod tests;

pub use front_matter::FrontMatter;
pub use html::{Anchor, SafeHtml, render};
pub use inline::{Inline, Mark, MarkKind, flatten};

use crate::report::Lines;

/// A text as a tree. Nodes stand in reading order; a node's children stand after it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// The YAML head, where there is one.
    pub front_matter: Option<FrontMatter>,
    /// All nodes, in reading order.
    pub nodes: Vec<Node>,
    /// The line where nesting went beyond the limit and was read flat; `None` where it did not.
    pub too_deep: Option<u32>,
    /// How many lines the text has; 0 for an empty one.
    pub lines: u32,
}

/// A block of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its lines; a bullet's hold its sub-bullets, a heading's only the heading.
    pub lines: Lines,
    /// The enclosing node: of a block the bullet or quote around it, else the heading above; of a heading the
    /// next larger heading above.
    pub parent: Option<usize>,
    /// The nodes directly below, in reading order.
    pub children: Vec<usize>,
    /// Its own words.
    pub inline: Inline,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A bullet or numbered item; its own words are its first paragraph.
    Item {
        /// Whether its task box is ticked; `None` where it has none.
        ticked: Option<bool>,
    },
    /// A quotation.
    Quote,
    /// A row of a table.
    Row {
        /// Whether it is the head of its table.
        head: bool,
        /// The cells' texts; the row's own words are these joined with ` | `.
        cells: Vec<String>,
    },
    /// A block of code, or of HTML with its tags taken off.
    Code,
}

/// The deepest nesting of blocks that is read as such; what lies deeper is read as if it stood here.
pub const MAX_DEPTH: usize = 64;

/// Reads a text.
pub fn parse(text: &str) -> Outline {
    let (front_matter, body) = front_matter::split(text);
    let mut outline = build::build(&body);
    outline.front_matter = front_matter;
    outline
}

impl Outline {
    /// The enclosing nodes of a node, innermost first.
    pub fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.nodes.get(node).and_then(|n| n.parent), |&n| {
            self.nodes.get(n).and_then(|n| n.parent)
        })
    }

    /// The headings above a node, outermost first.
    pub fn headings(&self, node: usize) -> Vec<usize> {
        let mut above: Vec<usize> = self.ancestors(node).filter(|&n| self.nodes[n].is_heading()).collect();
        above.reverse();
        above
    }
}

impl Node {
    /// Whether this is a heading.
    pub fn is_heading(&self) -> bool {
        self.level().is_some()
    }

    /// The level of a heading.
    pub fn level(&self) -> Option<u8> {
        match self.kind {
            NodeKind::Heading(level) => Some(level),
            NodeKind::Paragraph
            | NodeKind::Item { .. }
            | NodeKind::Quote
            | NodeKind::Row { .. }
            | NodeKind::Code => None,
        }
    }

    /// Whether this is a bullet.
    pub fn is_item(&self) -> bool {
        matches!(self.kind, NodeKind::Item { .. })
    }
}
