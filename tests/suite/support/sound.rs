//! What holds for whatever is read. The properties and the fuzz targets (`fuzz/`) ask here, so both hold the same.

use minutebook::extract::Extraction;
use minutebook::outline::{Anchor, Node, NodeKind, Outline, render};
use minutebook::report::{Lines, Report};

/// Nodes stand in reading order, on lines of the text, inside of what encloses them.
pub(crate) fn outline(outline: &Outline) {
    for (at, node) in outline.nodes.iter().enumerate() {
        let lines = node.lines;
        assert!(1 <= lines.first && lines.first <= lines.last && lines.last <= outline.lines, "{node:?}");
        if let Some(parent) = node.parent {
            let above = &outline.nodes[parent];
            assert!(parent < at && above.children.contains(&at), "{node:?} is no child of {above:?}");
            assert!(above.lines.first <= lines.first, "{node:?} begins before {above:?}");
            assert!(above.is_heading() || above.lines.contains(lines), "{node:?} leaves {above:?}");
        }
        assert!(node.children.iter().all(|&child| outline.nodes[child].parent == Some(at)), "{node:?}");
        words(node);
    }
}

/// Marks and line starts lie in the text.
fn words(node: &Node) {
    let text = &node.inline.text;
    for mark in &node.inline.marks {
        assert!(text.get(mark.range.clone()).is_some(), "{mark:?} in {text:?}");
    }
    let starts = &node.inline.starts;
    assert!(starts.is_sorted() && starts.iter().all(|&(at, _)| text.is_char_boundary(at)), "{starts:?}");
    if let NodeKind::Row { cells, .. } = &node.kind {
        assert!(cells.iter().all(|cell| text.contains(cell.as_str())), "{cells:?} in {text:?}");
    }
}

/// The text as a page, with places to lead to where its parts begin.
pub(crate) fn page(text: &str, outline: &Outline) {
    let anchor = |node: &Node| Anchor { lines: node.lines, id: "x\"<".into(), class: "decision" };
    let mut anchors: Vec<Anchor> = outline.nodes.iter().take(40).map(anchor).collect();
    anchors.push(Anchor { lines: Lines::new(u32::MAX, u32::MAX), id: String::new(), class: "" });
    html(render(text, &anchors).as_str());
}

/// All tags are of the few that a report is shown with, and no attribute acts or leads to a script.
fn html(html: &str) {
    const TAGS: &[&str] = &[
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
    const ATTRIBUTES: &[&str] = &["href", "id", "class", "start", "type", "checked", "disabled", "rel"];
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default().trim_start_matches('/');
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        assert!(TAGS.contains(&name), "<{tag}> in {html}");
        // Values stand between double quotes, and every second part is one.
        for part in tag.get(name.len()..).unwrap_or_default().split('"').step_by(2) {
            let attribute = part.trim().trim_end_matches('=');
            assert!(attribute.is_empty() || ATTRIBUTES.contains(&attribute), "{attribute:?} in <{tag}>");
        }
        if let Some((_, address)) = tag.split_once("href=\"") {
            let lower = address.to_ascii_lowercase();
            assert!(["http:", "https:", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)), "{tag}");
        }
    }
}

/// Reports and warnings stand on lines of the text.
pub(crate) fn extraction(read: &Extraction, text: &str) {
    let lines = u32::try_from(text.matches('\n').count() + 1).unwrap_or(u32::MAX);
    for draft in &read.drafts {
        assert!(draft.report.lines.last <= lines, "{:?} of {lines}", draft.report.lines);
        report(&draft.report);
    }
    for warning in &read.warnings {
        assert!((1..=lines).contains(&warning.line), "{warning:?} of {lines}");
    }
}

/// Passages and people stand inside of their report, parents before children.
pub(crate) fn report(report: &Report) {
    for (at, entry) in report.entries.iter().enumerate() {
        assert!(report.lines.contains(entry.lines), "{entry:?} outside of {:?}", report.lines);
        assert!(entry.text.is_char_boundary(entry.lead), "{} in {:?}", entry.lead, entry.text);
        assert!(!entry.text.trim().is_empty(), "{entry:?}");
        if let Some(parent) = entry.parent {
            let around = report.entries.get(parent).filter(|_| parent < at);
            let inside = around.is_some_and(|around| around.lines.first <= entry.lines.first);
            assert!(inside, "{entry:?} in {around:?}");
        }
    }
    for person in &report.attendees {
        assert!(report.lines.contains(person.lines), "{person:?} outside of {:?}", report.lines);
        assert!(!person.name.trim().is_empty(), "{person:?}");
    }
}
