//! Markdown text → tree with line ranges; safe HTML from the same events.

mod html;

pub use html::{Anchor, SafeHtml, render};
