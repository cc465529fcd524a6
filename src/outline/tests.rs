//! Cases for the tree and the HTML.

use super::{Anchor, NodeKind, Outline, parse, render};
use crate::report::Lines;
use std::fmt::Write;

/// The tree as indented lines: `kind lines: text`.
fn drawn(outline: &Outline) -> String {
    let mut text = String::new();
    for (index, node) in outline.nodes.iter().enumerate() {
        let indent = "  ".repeat(outline.ancestors(index).count());
        let kind = match &node.kind {
            NodeKind::Heading(level) => format!("h{level}"),
            NodeKind::Paragraph => "para".to_owned(),
            NodeKind::Item { ticked: None } => "item".to_owned(),
            NodeKind::Item { ticked: Some(ticked) } => format!("item[{}]", if *ticked { "x" } else { " " }),
            NodeKind::Quote => "quote".to_owned(),
            NodeKind::Row { head: true, .. } => "head".to_owned(),
            NodeKind::Row { head: false, .. } => "row".to_owned(),
            NodeKind::Code => "code".to_owned(),
        };
        writeln!(text, "{indent}{kind} {}: {}", node.lines, node.inline.text.replace('\n', "⏎")).unwrap();
    }
    text
}

#[test]
fn headings_bullets_and_paragraphs_make_one_tree() {
    let text = "# Title\n\nDate: 2024-01-02\nhard-wrapped\n\n## Agenda\n- one **bold** [link](http://x.example)\n  - two\n\n    second paragraph\n    - [x] three\n\n## Next\n1. numbered\n";
    insta::assert_snapshot!(drawn(&parse(text)), @r"
    h1 1: Title
      para 3-4: Date: 2024-01-02⏎hard-wrapped
      h2 6: Agenda
        item 7-11: one bold link
          item 8-11: two
            para 10: second paragraph
            item[x] 11: three
      h2 13: Next
        item 14: numbered
    ");
}

#[test]
fn a_line_of_signs_underlines_across_a_blank_line() {
    let text = "May 6 - Garden\n\n======\n\nWords\n\nNotes\n---\n\n- one\n\nMay 13\n\n=====\n\n- two\n\n- a\n\n  b\n\n  ====\n\ntwo\nlines\n\n====\n";
    insta::assert_snapshot!(drawn(&parse(text)), @r"
    h1 1: May 6 - Garden
      para 5: Words
      h2 7-8: Notes
        item 10: one
    h1 12: May 13
      item 16: two
      item 18-22: a
        para 20: b
        para 22: ====
      para 24-25: two⏎lines
      para 27: ====
    ");
}

#[test]
fn tables_quotes_code_and_html_are_kept_apart() {
    let text = "| Name | Org |\n|---|---|\n| A *b* | c |\n\n> quoted\n> more\n\n```\ncode\n```\n\n<div>html <b>x</b></div>\n\na<br>b <!-- gone -->c\n";
    insta::assert_snapshot!(drawn(&parse(text)), @r"
    head 1: Name | Org
    row 3: A b | c
    quote 5-6: 
      para 5-6: quoted⏎more
    code 8-10: code⏎
    code 12: html x⏎
    para 14: a⏎b c
    ");
}

#[test]
fn front_matter_is_taken_off_and_line_numbers_hold() {
    let outline = parse("---\ntitle: Weekly\ntags: [a, b]\n---\n\n# Head\n");
    let front_matter = outline.front_matter.clone().unwrap();
    assert_eq!(front_matter.get("title"), Some("Weekly"));
    assert_eq!(front_matter.values["tags"], ["a", "b"]);
    assert_eq!(outline.nodes[0].lines, Lines::new(6, 6));

    let broken = parse("---\ntitle: Meeting: notes\n---\ntext\n").front_matter.unwrap();
    assert_eq!(broken.get("title"), Some("Meeting: notes"), "an invalid head is read line by line");
    assert_eq!(broken.problem.map(|(line, _)| line), Some(2));

    assert!(parse("---\nwords between rules\n---\n").front_matter.is_none());
}

#[test]
fn a_long_line_over_dashes_is_no_heading() {
    let names = "Ada Lovelace (AL), ".repeat(20);
    let outline = parse(&format!("{names}\n-----\n\ntext\n"));
    assert_eq!(outline.nodes[0].kind, NodeKind::Paragraph);
    assert_eq!(parse("Short\n-----\n").nodes[0].kind, NodeKind::Heading(2));
}

#[test]
fn odd_texts_have_outlines() {
    for text in [
        "",
        "\n",
        "\r\n\r\n",
        "\u{feff}# x",
        "- ",
        "-",
        "|",
        "|a|\n|-|",
        "[x]: y",
        "```",
        "<",
        "<!--",
        "---\n",
        "---\na: b\n",
    ] {
        let outline = parse(text);
        let _ = render(text, &[]);
        for node in &outline.nodes {
            assert!(node.lines.last <= outline.lines.max(1), "{text:?}: {node:?}");
        }
    }
    assert_eq!(parse("\u{feff}# x").nodes[0].kind, NodeKind::Heading(1), "a byte order mark is no text");
}

#[test]
fn deep_nesting_is_read_flat_and_said() {
    for text in [">".repeat(20_000) + " deep", "- ".repeat(20_000) + "deep", "[".repeat(20_000)] {
        let outline = parse(&text);
        assert!(outline.nodes.len() < 200, "{} nodes", outline.nodes.len());
        assert!(outline.nodes.iter().any(|node| node.inline.text.contains("deep")) || !text.contains("deep"));
        let html = render(&text, &[]);
        assert!(html.as_str().len() < 3 * text.len() + 64 * 1024);
    }
    assert_eq!(parse(&(">".repeat(100) + " deep")).too_deep, Some(1));
    assert_eq!(parse("> > > not deep").too_deep, None);
}

#[test]
fn html_of_a_report_is_inert() {
    let cases = [
        "<script>alert(1)</script>",
        "x <script src=//e.example></script>",
        "<img src=x onerror=alert(1)>",
        "![x](javascript:alert(1))",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>1</script>)",
        "[x](\u{1}javascript:alert(1))",
        "<javascript:alert(1)>",
        "<a href=\"javascript:alert(1)\" onclick=alert(1)>x</a>",
        "<svg><animate onbegin=alert(1)></svg>",
        "<iframe srcdoc='<script>1</script>'>",
        "<style>*{display:none}</style>",
        "<form action=//e.example><input name=q autofocus onfocus=alert(1)></form>",
        "# head {onclick=alert(1)}",
        "a | b\n-|-\n<script>1</script> | <b onmouseover=1>x</b>",
        "<details ontoggle=alert(1) open>x</details>",
        "[x](http://e.example \"\\\" onmouseover=1\")",
        "[a]: javascript:alert(1)\n[a]",
    ];
    for case in cases {
        let html = render(case, &[]).as_str().to_owned();
        for tag in ["<script", "<img", "<iframe", "<svg", "<style", "<form", "<details"] {
            assert!(!html.contains(tag), "{case} gave {html}");
        }
        assert!(!html.to_lowercase().contains("href=\"javascript"), "{case} gave {html}");
        assert!(!html.contains("href=\"data"), "{case} gave {html}");
        // An attribute that could run stands inside a tag; as text it is harmless.
        let tags: Vec<&str> = html.split('<').filter_map(|part| part.split('>').next()).collect();
        assert!(tags.iter().all(|tag| !tag.contains(" on")), "{case} gave {html}");
    }
}

#[test]
fn a_report_reads_as_it_was_written() {
    let anchors = [
        Anchor { lines: Lines::new(3, 4), id: "e-1".into(), class: "decision" },
        Anchor { lines: Lines::new(4, 4), id: "e-2".into(), class: "action" },
        Anchor { lines: Lines::new(8, 8), id: "e-3".into(), class: "update" },
    ];
    let text = "# T\n\n- one https://a.example/x.\n  - [x] ~~two~~ <br> ![pic](https://p.example/i.png)\n\n| a |\n|---|\n| b |\n";
    insta::assert_snapshot!(render(text, &anchors).as_str(), @r#"
    <h1>T</h1>
    <ul>
    <li><span id="e-1" class="entry decision"></span>one <a href="https://a.example/x" rel="noopener noreferrer nofollow">https://a.example/x</a>.
    <ul>
    <li><span id="e-2" class="entry action"></span><input disabled="" type="checkbox" aria-label="done" checked="">
    <del>two</del> <br>
     <a href="https://p.example/i.png" rel="noopener noreferrer nofollow">pic</a></li>
    </ul>
    </li>
    </ul>
    <div class="table"><table><thead><tr><th>a</th></tr></thead><tbody>
    <tr><td><span id="e-3" class="entry update"></span>b</td></tr>
    </tbody></table>
    </div>
    "#);
}

#[test]
fn a_table_that_would_explode_is_shown_as_text() {
    let wide = "|".repeat(7_000);
    let text = format!("{wide}\n{}\n{}", "|-".repeat(6_999) + "|", "|\n".repeat(300));
    assert!(render(&text, &[]).as_str().len() < text.len() * 21 + 64 * 1024);
}
