//! Safe HTML: nothing a report holds is ever executed.
//!
//! 1. The events pass a filter: HTML of the report becomes text, links keep only harmless addresses, images
//!    become links (a reader's address goes to nobody), bare addresses become links.
//! 2. An anchor is put where each passage begins.
//! 3. The written HTML passes a sanitiser as a second wall. Every `id` and class in it is ours.

use super::events::events;
use super::front_matter;
use super::tags::{Piece, pieces};
use crate::report::Lines;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html::push_html};
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

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
    /// The `id` attribute of a `<span class="entry CLASS">` put at the start of the passage's block.
    pub id: String,
    /// A further class name, such as the kind of the entry.
    pub class: &'static str,
}

/// Renders Markdown as safe HTML with an anchor at the start of each passage.
///
/// Text whose HTML would be many times its size is shown as it is written.
pub fn render(markdown: &str, anchors: &[Anchor]) -> SafeHtml {
    let (_, body) = front_matter::split(markdown);
    let mut filter = Filter::new(&body, anchors);
    let mut out = Vec::new();
    for (event, range) in events(&body, |_| {}) {
        filter.event(event, &range, &mut out);
    }
    let mut html = String::with_capacity(body.len() * 2);
    push_html(&mut html, out.into_iter());
    if html.len() > body.len() * 20 + 64 * 1024 {
        html.clear();
        html.push_str("<pre>");
        html.push_str(&ammonia::clean_text(markdown));
        html.push_str("</pre>");
    }
    SafeHtml(SANITISER.clean(&html).to_string())
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "div",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "input",
        "li",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let attributes = HashMap::from([
        ("a", HashSet::from(["href"])),
        ("span", HashSet::from(["id", "class"])),
        ("div", HashSet::from(["class"])),
        ("ol", HashSet::from(["start"])),
        ("input", HashSet::from(["aria-label", "checked", "disabled"])),
    ]);
    let mut sanitiser = ammonia::Builder::empty();
    sanitiser
        .tags(HashSet::from(tags))
        .tag_attributes(attributes)
        .tag_attribute_values(HashMap::from([(
            "input",
            HashMap::from([("type", HashSet::from(["checkbox"]))]),
        )]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    sanitiser
});

/// Tags that only lay text out: dropped, so that their content reads well. Others are shown as text.
const LAYOUT: &[&str] = &[
    "a", "b", "br", "center", "details", "div", "em", "font", "hr", "i", "img", "kbd", "p", "small", "span",
    "strong", "sub", "summary", "sup", "u",
];

struct Filter<'a> {
    line_starts: Vec<usize>,
    /// Anchors still to be put, the next one last.
    waiting: Vec<&'a Anchor>,
    /// Whether the link that is open was kept, innermost last.
    links: Vec<bool>,
    /// How many code blocks are open.
    code: usize,
}

impl<'a> Filter<'a> {
    fn new(body: &str, anchors: &'a [Anchor]) -> Self {
        let mut waiting: Vec<&Anchor> = anchors.iter().collect();
        waiting.sort_by_key(|anchor| std::cmp::Reverse((anchor.lines.first, anchor.lines.last)));
        let line_starts = std::iter::once(0).chain(body.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { line_starts, waiting, links: Vec::new(), code: 0 }
    }

    fn event<'e>(&mut self, event: Event<'e>, range: &Range<usize>, out: &mut Vec<Event<'e>>) {
        match event {
            Event::Start(tag) => self.start(tag, range, out),
            Event::End(tag) => self.end(tag, out),
            Event::Text(text) => {
                self.put_anchors(range, out);
                if self.code > 0 || !self.links.is_empty() {
                    out.push(Event::Text(text));
                } else {
                    link_addresses(text, out);
                }
            }
            Event::Code(text) => {
                self.put_anchors(range, out);
                out.push(Event::Code(text));
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.put_anchors(range, out);
                inert(&html, out);
            }
            // A box that nobody can tick still is read aloud, so it says what it means.
            Event::TaskListMarker(done) => {
                let (said, checked) = if done { ("done", " checked=\"\"") } else { ("to do", "") };
                let html =
                    format!("<input disabled=\"\" type=\"checkbox\" aria-label=\"{said}\"{checked}/>\n");
                out.push(Event::InlineHtml(html.into()));
            }
            Event::FootnoteReference(name) => out.push(Event::Text(format!("[{name}]").into())),
            Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => out.push(event),
        }
    }

    fn start<'e>(&mut self, tag: Tag<'e>, range: &Range<usize>, out: &mut Vec<Event<'e>>) {
        match tag {
            Tag::Link { ref dest_url, .. } | Tag::Image { ref dest_url, .. } => {
                self.put_anchors(range, out);
                let kept = is_harmless(dest_url) && !self.links.contains(&true);
                self.links.push(kept);
                if kept {
                    out.push(open_link(dest_url.clone()));
                }
            }
            Tag::FootnoteDefinition(name) => out.push(Event::Text(format!("[{name}] ").into())),
            Tag::HtmlBlock => out.push(Event::Start(Tag::Paragraph)),
            Tag::CodeBlock(kind) => {
                self.put_anchors(range, out);
                self.code += 1;
                out.push(Event::Start(Tag::CodeBlock(kind)));
            }
            Tag::Table(columns) => {
                out.push(Event::Html("<div class=\"table\">".into()));
                out.push(Event::Start(Tag::Table(columns)));
            }
            Tag::Paragraph | Tag::Item | Tag::Heading { .. } | Tag::TableCell => {
                out.push(Event::Start(tag));
                self.put_anchors(range, out);
            }
            _ => out.push(Event::Start(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd, out: &mut Vec<Event<'_>>) {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                if self.links.pop() == Some(true) {
                    out.push(Event::End(TagEnd::Link));
                }
            }
            TagEnd::FootnoteDefinition => {}
            TagEnd::HtmlBlock => out.push(Event::End(TagEnd::Paragraph)),
            TagEnd::CodeBlock => {
                self.code = self.code.saturating_sub(1);
                out.push(Event::End(tag));
            }
            TagEnd::Table => {
                out.push(Event::End(tag));
                out.push(Event::Html("</div>".into()));
            }
            _ => out.push(Event::End(tag)),
        }
    }

    /// Puts the anchors of passages that begin at or before a byte; a passage that begins inside a block gets its
    /// anchor before its first word.
    fn put_anchors(&mut self, range: &Range<usize>, out: &mut Vec<Event<'_>>) {
        if !self.links.is_empty() || self.code > 0 {
            return;
        }
        let line = u32::try_from(self.line_starts.partition_point(|&start| start <= range.start))
            .unwrap_or(u32::MAX);
        while let Some(anchor) = self.waiting.pop_if(|anchor| anchor.lines.first <= line) {
            let id = ammonia::clean_text(&anchor.id);
            out.push(Event::InlineHtml(
                format!("<span id=\"{id}\" class=\"entry {}\"></span>", anchor.class).into(),
            ));
        }
    }
}

fn open_link(address: CowStr<'_>) -> Event<'_> {
    Event::Start(Tag::Link {
        link_type: pulldown_cmark::LinkType::Inline,
        dest_url: address,
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    })
}

/// Whether an address can be followed safely from our pages; a relative one would lead nowhere.
fn is_harmless(address: &str) -> bool {
    let lower = address.trim_start().to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

/// Makes bare web addresses in words into links.
fn link_addresses<'e>(text: CowStr<'e>, out: &mut Vec<Event<'e>>) {
    static ADDRESS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"https?://[^\s<>"\]]*[^\s<>"\])'.,;:!?*]"#).ok());
    let Some(address) = ADDRESS.as_ref().filter(|_| text.contains("://")) else {
        out.push(Event::Text(text));
        return;
    };
    let mut at = 0;
    for found in address.find_iter(&text) {
        out.push(Event::Text(text.get(at..found.start()).unwrap_or_default().to_owned().into()));
        out.push(open_link(found.as_str().to_owned().into()));
        out.push(Event::Text(found.as_str().to_owned().into()));
        out.push(Event::End(TagEnd::Link));
        at = found.end();
    }
    out.push(Event::Text(text.get(at..).unwrap_or_default().to_owned().into()));
}

/// HTML of the report as text: tags that only lay out are dropped, comments too, all others can be read.
fn inert(html: &str, out: &mut Vec<Event<'_>>) {
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => out.push(Event::Text(text.to_owned().into())),
            Piece::Tag(_) if piece.name() == "br" => out.push(Event::HardBreak),
            Piece::Tag(tag) if !LAYOUT.contains(&piece.name().as_str()) => {
                out.push(Event::Text(tag.to_owned().into()));
            }
            Piece::Tag(_) | Piece::Comment => {}
        }
    }
}
