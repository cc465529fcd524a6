//! Events → tree.

use super::events::events;
use super::tags::{Piece, pieces};
use super::{Inline, Mark, MarkKind, Node, NodeKind, Outline};
use crate::report::Lines;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::cell::Cell;
use std::ops::Range;

/// A "heading" longer than this, or of several lines, is a paragraph over a rule: `Name (N), Name (M), …` and a line
/// of dashes.
const MAX_HEADING: usize = 250;
/// The title of a file may be so long.
const MAX_TITLE: usize = 1_000;
/// Fewer signs are no line that underlines.
const MIN_LINE: usize = 4;
/// Room for the words of a block; few have more bytes of their own, and these grow.
const ROOM: usize = 160;
/// What a blank line is made of, as Markdown calls it: a line with a form feed or with a space beyond ASCII has words.
const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// The tree of a text without front matter.
pub(super) fn build(text: &str) -> Outline {
    let deep = Cell::new(None);
    let mut builder = Builder::new(text);
    for (event, range) in events(text, |byte| deep.set(deep.get().or(Some(byte)))) {
        builder.event(event, range);
    }
    let too_deep = deep.get().map(|byte| builder.line(byte));
    builder.finish(too_deep)
}

struct Builder<'a> {
    text: &'a str,
    /// The byte at which each line begins.
    line_starts: Vec<usize>,
    nodes: Vec<Node>,
    /// Open bullets and quotes, innermost last.
    open: Vec<usize>,
    /// Open headings by level, largest first.
    headings: Vec<usize>,
    /// The node that takes the words that come.
    sink: Option<usize>,
    /// Starts of open spans in the sink's text.
    spans: Vec<(usize, MarkKind)>,
    /// Cells of the row being read.
    row: Option<RowInProgress>,
}

struct RowInProgress {
    node: usize,
    cells: Vec<String>,
    cell_start: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        let breaks = || memchr::memchr_iter(b'\n', text.as_bytes());
        let mut line_starts = Vec::with_capacity(breaks().count() + 1);
        line_starts.push(0);
        line_starts.extend(breaks().map(|at| at + 1));
        // Every other line begins a block, mostly.
        let nodes = Vec::with_capacity(line_starts.len() / 2);
        Self {
            text,
            line_starts,
            nodes,
            open: Vec::new(),
            headings: Vec::new(),
            sink: None,
            spans: Vec::new(),
            row: None,
        }
    }

    fn line(&self, byte: usize) -> u32 {
        u32::try_from(self.line_starts.partition_point(|&start| start <= byte)).unwrap_or(u32::MAX)
    }

    /// The lines of a range of bytes, without blank ones at its end.
    fn lines(&self, range: &Range<usize>) -> Lines {
        let source = self.text.get(range.clone()).unwrap_or_default();
        let first = self.line(range.start + (source.len() - source.trim_start_matches('\n').len()));
        let end = range.start + source.trim_end_matches(BLANK).len();
        Lines::new(first, self.line(end.saturating_sub(1).max(range.start)))
    }

    fn push(&mut self, kind: NodeKind, range: &Range<usize>) -> usize {
        let parent = match kind {
            NodeKind::Heading(level) => self.enclosing_heading(level),
            _ => self.open.last().or(self.headings.last()).copied(),
        };
        let mut inline = Inline::default();
        inline.text.reserve(range.len().min(ROOM));
        let node = Node { kind, lines: self.lines(range), parent, children: Vec::new(), inline };
        self.nodes.push(node);
        let index = self.nodes.len() - 1;
        if let Some(parent) = parent {
            self.nodes[parent].children.push(index);
        }
        self.spans.clear();
        index
    }

    fn enclosing_heading(&mut self, level: u8) -> Option<usize> {
        while let Some(&last) = self.headings.last() {
            if self.nodes[last].level().is_some_and(|above| above < level) {
                return Some(last);
            }
            self.headings.pop();
        }
        None
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text, range.start),
            Event::Code(text) => {
                let start = self.sink_len();
                self.words(&text, range.start);
                self.mark(start, MarkKind::Code);
            }
            Event::SoftBreak | Event::HardBreak => self.words("\n", range.start),
            Event::InlineHtml(html) => self.words(&strip_tags(&html), range.start),
            Event::Html(html) => self.words(&strip_tags(&html), range.start),
            Event::TaskListMarker(done) => {
                if let Some(NodeKind::Item { ticked }) =
                    self.sink.or(self.open.last().copied()).map(|n| &mut self.nodes[n].kind)
                {
                    *ticked = Some(done);
                }
            }
            Event::FootnoteReference(_) | Event::Rule | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                let level = level as u8;
                self.sink = Some(self.push(NodeKind::Heading(level), range));
            }
            Tag::Paragraph => self.sink = Some(self.paragraph(range)),
            Tag::Item => {
                let item = self.push(NodeKind::Item { ticked: None }, range);
                self.open.push(item);
                self.sink = Some(item);
            }
            Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => {
                let quote = self.push(NodeKind::Quote, range);
                self.open.push(quote);
                self.sink = None;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.sink = Some(self.push(NodeKind::Code, range));
            }
            Tag::TableHead | Tag::TableRow => {
                let head = matches!(tag, Tag::TableHead);
                let node = self.push(NodeKind::Row { head, cells: Vec::new() }, range);
                self.sink = Some(node);
                self.row = Some(RowInProgress { node, cells: Vec::new(), cell_start: 0 });
            }
            Tag::TableCell => {
                if self.row.as_ref().is_some_and(|row| !row.cells.is_empty()) {
                    self.words(" | ", range.start);
                }
                let start = self.sink_len();
                if let Some(row) = &mut self.row {
                    row.cell_start = start;
                }
            }
            Tag::Strong => self.open_span(MarkKind::Bold),
            Tag::Emphasis => self.open_span(MarkKind::Italic),
            Tag::Strikethrough => self.open_span(MarkKind::Struck),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.open_span(MarkKind::Link(dest_url.to_string()));
            }
            Tag::List(_) | Tag::Table(_) | Tag::MetadataBlock(_) => self.sink = None,
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => {}
        }
    }

    /// The first paragraph of a bullet is the bullet's own words.
    fn paragraph(&mut self, range: &Range<usize>) -> usize {
        match self.open.last() {
            Some(&item)
                if self.nodes[item].is_item()
                    && self.nodes[item].inline.text.is_empty()
                    && self.nodes[item].children.is_empty() =>
            {
                self.spans.clear();
                item
            }
            _ => self.push(NodeKind::Paragraph, range),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                self.open.pop();
                self.sink = None;
            }
            TagEnd::TableCell => {
                if let (Some(row), Some(sink)) = (&mut self.row, self.sink) {
                    let cell = self.nodes[sink].inline.text.get(row.cell_start..).unwrap_or_default();
                    row.cells.push(cell.trim().to_owned());
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(done) = self.row.take()
                    && let NodeKind::Row { cells, .. } = &mut self.nodes[done.node].kind
                {
                    *cells = done.cells;
                }
                self.sink = None;
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                if let Some((start, kind)) = self.spans.pop() {
                    self.mark(start, kind);
                }
            }
            TagEnd::Paragraph => {
                self.underline();
                self.sink = None;
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.sink = None,
            TagEnd::List(_)
            | TagEnd::Table
            | TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
        }
    }

    fn end_heading(&mut self) {
        let Some(node) = self.sink.take() else { return };
        let text = &self.nodes[node].inline.text;
        let is_title = self.headings.is_empty() && self.nodes[node].level() == Some(1);
        let most = if is_title { MAX_TITLE } else { MAX_HEADING };
        if text.len() > most || text.contains('\n') {
            self.nodes[node].kind = NodeKind::Paragraph;
        } else if self.open.is_empty() {
            self.headings.push(node);
        }
    }

    /// A line of `=====` that a blank line parts from the one above it underlines that all the same where it has a number,
    /// as a day has, and is no sentence: a file of many meetings may have no other headings.
    fn underline(&mut self) {
        let Some(sink) = self.sink.filter(|&sink| sink > 0 && sink + 1 == self.nodes.len()) else { return };
        let (drawn, above) = (&self.nodes[sink], &self.nodes[sink - 1]);
        let line = drawn.inline.text.len() >= MIN_LINE && drawn.inline.text.bytes().all(|byte| byte == b'=');
        let words = &above.inline.text;
        let titled = above.kind == NodeKind::Paragraph
            && above.parent == drawn.parent
            && (1..=MAX_HEADING).contains(&words.len())
            && !words.contains('\n')
            && words.bytes().any(|byte| byte.is_ascii_digit())
            && !words.trim_end().ends_with(['.', '!', '?', ';']);
        if !(line && titled && self.open.is_empty()) {
            return;
        }
        if let Some(parent) = drawn.parent {
            let children = &mut self.nodes[parent].children;
            children.truncate(children.len().saturating_sub(2));
        }
        self.nodes.pop();
        let heading = sink - 1;
        self.nodes[heading].kind = NodeKind::Heading(1);
        self.nodes[heading].parent = None;
        self.headings.clear();
        self.headings.push(heading);
    }

    fn sink_len(&self) -> usize {
        self.sink.map_or(0, |sink| self.nodes[sink].inline.text.len())
    }

    fn open_span(&mut self, kind: MarkKind) {
        self.spans.push((self.sink_len(), kind));
    }

    fn mark(&mut self, start: usize, kind: MarkKind) {
        let Some(sink) = self.sink else { return };
        let inline = &mut self.nodes[sink].inline;
        if start < inline.text.len() || matches!(kind, MarkKind::Link(_)) {
            let range = start.min(inline.text.len())..inline.text.len();
            inline.marks.push(Mark { range, kind });
        }
    }

    fn words(&mut self, words: &str, byte: usize) {
        let line = self.line(byte);
        let sink = match self.sink.or(self.open.last().copied()) {
            Some(sink) => sink,
            // Words outside every block do not occur; were they to, they would be a paragraph.
            None => self.push(NodeKind::Paragraph, &(byte..byte + words.len())),
        };
        let inline = &mut self.nodes[sink].inline;
        if inline.starts.last().is_none_or(|&(_, last)| last < line) {
            inline.starts.push((inline.text.len(), line));
        }
        inline.text.push_str(words);
    }

    fn finish(mut self, too_deep: Option<u32>) -> Outline {
        for node in &mut self.nodes {
            node.inline.finish();
        }
        let lines = if self.text.is_empty() {
            0
        } else {
            self.line(self.text.trim_end_matches(BLANK).len().saturating_sub(1))
        };
        Outline { front_matter: None, nodes: self.nodes, too_deep, lines }
    }
}

/// HTML without its tags and comments: `<br>` is a line break, all else nothing.
fn strip_tags(html: &str) -> String {
    let texts = pieces(html).into_iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Tag(_) if piece.name() == "br" => "\n",
        Piece::Tag(_) | Piece::Comment => "",
    });
    texts.collect()
}
