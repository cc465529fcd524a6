//! The parser's events, with the nesting capped.
//!
//! Depth is what makes hostile Markdown dear: the parser is linear, but trees, sanitisers and browsers are not.
//! So blocks deeper than `MAX_DEPTH` lose their start and end here, and their words stay.

use super::MAX_DEPTH;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The dialect: CommonMark with GitHub's tables, task boxes, strike-through and alerts, and footnotes.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

/// The events of a text with the bytes they come from; `on_deep` hears the first byte that is too deep.
pub(super) fn events<'a>(
    text: &'a str,
    mut on_deep: impl FnMut(usize) + 'a,
) -> impl Iterator<Item = (Event<'a>, Range<usize>)> + 'a {
    let mut depth = 0_usize;
    Parser::new_ext(text, options()).into_offset_iter().filter(move |(event, range)| match event {
        Event::Start(tag) if nests(tag) => {
            depth += 1;
            if depth > MAX_DEPTH {
                on_deep(range.start);
            }
            depth <= MAX_DEPTH
        }
        Event::End(tag) if end_nests(*tag) => {
            depth -= 1;
            depth < MAX_DEPTH
        }
        _ => true,
    })
}

/// Blocks and spans that can stand inside each other without end. Lists and their items go together: a list
/// takes one level and its items the next, so both are cut or neither.
fn nests(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::FootnoteDefinition(_)
    )
}

fn end_nests(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::FootnoteDefinition
    )
}
