//! Citations of passages that try to be more than words.

mod issues;

use super::quote::{Part, one_line, parts, shortened};
use super::{Citation, Form, defuse};
use crate::extract::extract;
use crate::report::{Grade, Kind, Lines};
use crate::source::SourceFile;
use crate::vocabulary::Reading;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn citation(title: &str, quote: &str) -> Citation {
    Citation {
        id: "harbour/2024-10-02/e55a8f87e1".to_owned(),
        title: one_line(title),
        date: Some(jiff::civil::date(2024, 10, 2)),
        series: "harbour".to_owned(),
        kind: Kind::Decision,
        grade: Some(Grade::Explicit),
        quote: shortened(one_line(quote)),
        path: "harbour/2024-10-02.md".to_owned(),
        lines: Lines::new(36, 37),
        permalink: None,
        source: None,
    }
}

fn linked(title: &str, quote: &str) -> Citation {
    citation(title, quote).at(
        Some("https://minutes.example/entry/harbour/2024-10-02/e55a8f87e1/the-quay".to_owned()),
        Some("https://forge.example/port/minutes/blob/main/harbour/2024-10-02.md?plain=1#L36-L37".to_owned()),
    )
}

/// What a report can hold that would do something elsewhere.
const HOSTILE: &[&str] = &[
    "ask @ada and @port/pilots, not ada@port.example",
    "see #12, port/quay#12, GH-12, gh-7, !9, &3, ~urgent and :ship:",
    "as https://github.com/port/quay/issues/12 says (https://forge.example/x_y*z).",
    "since 3f2a9c1d in port/quay@3f2a9c1d, and 1234567 boats, a facade",
    "<script>alert(1)</script> <!-- --> &lt;b&gt; </blockquote>",
    "`code` ``two`` ```fence``` ~~~ and a \\ at the end \\",
    "*all* _of_ **it** __is__ ~~here~~ [x](y) ![z](w) [a][b] [^1] | cell |",
    "first line\n\n> second\n- third\n# fourth\n    fifth\r\n.. note:: sixth::",
    "price $5 or $x^2$, {role}`text`, {{ name }}, |sub|, `link <x>`_, word_, :field: x",
    "% TeX \\input{secret} {unclosed, } closed, a & b, ^ ~ #",
    "\u{202e}backwards\u{202c} nul\0 bell\u{7} שלום",
];

#[test]
fn every_form_of_every_hostile_passage() {
    let mut shown = String::new();
    for form in Form::ALL {
        shown.push_str(&format!("=== {form}\n"));
        for text in HOSTILE {
            shown.push_str(&form.write(&[citation("Harbour meeting", text)]));
        }
    }
    insta::assert_snapshot!("hostile", shown.replace(defuse::JOINER, "⟊"));
}

#[test]
fn several_passages_with_addresses() {
    let two = [
        linked("Harbour meeting, 2 October 2024", "The quay is closed to @visitors from 1 November."),
        Citation {
            date: None,
            grade: None,
            kind: Kind::Action,
            ..citation("[Pilots] *& crew* <b>", "Ring the bell.")
        },
    ];
    let mut shown = String::new();
    for form in Form::ALL {
        shown.push_str(&format!("=== {form}\n{}", form.write(&two)));
        assert_eq!(form.write(&[]), "");
    }
    insta::assert_snapshot!("several", shown.replace(defuse::JOINER, "⟊"));
}

#[test]
fn an_address_cannot_leave_its_brackets() {
    let mut hostile = linked("x", "y");
    hostile.permalink = Some("https://a.example/)(\"><script>`_|* \n{}".to_owned());
    for form in Form::ALL {
        let text = form.write(std::slice::from_ref(&hostile));
        assert!(text.contains("https://a.example/%29%28%22%3E%3Cscript%3E%60"), "{text}");
        assert!(!text.contains("<script"), "{text}");
    }
}

#[test]
fn a_line_is_cut_into_words_and_literals() {
    let literals = |line| {
        parts(line)
            .into_iter()
            .filter_map(|part| match part {
                Part::Literal(text) => Some(text),
                Part::Words(_) => None,
            })
            .collect::<Vec<_>>()
    };
    let cases: &[(&str, &[&str])] = &[
        ("see https://a.example/b.", &["https://a.example/b"]),
        ("(www.a.example/x_y), then", &["www.a.example/x_y"]),
        ("commit 3f2a9c1d and 12345678", &["3f2a9c1d"]),
        ("a facade, defaced, deadbeef", &[]),
        ("irc://a.example and mailto:ada@a.example!", &["irc://a.example", "mailto:ada@a.example"]),
        ("", &[]),
    ];
    for (line, wanted) in cases {
        assert_eq!(literals(line), *wanted, "{line}");
        let back: String = parts(line)
            .into_iter()
            .map(|part| match part {
                Part::Words(t) | Part::Literal(t) => t,
            })
            .collect();
        assert_eq!(back, *line);
    }
}

#[test]
fn long_passages_end_between_words() {
    let long = shortened("word ".repeat(200));
    assert!(long.ends_with("word …") && long.chars().count() < 405, "{long}");
    assert_eq!(shortened("x".repeat(500)).chars().count(), 402);
    assert_eq!(one_line(" a\n\t b\u{2028}c\0 "), "a b c");
}

/// What a forge sees of Markdown: its text outside of code, its code, and whether there is anything else in it.
#[derive(Default)]
struct Rendered {
    text: String,
    all: String,
    odd: Vec<String>,
    links: Vec<String>,
}

fn rendered(markdown: &str) -> Rendered {
    let mut seen = Rendered::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) => {
                seen.text.push_str(&text);
                seen.all.push_str(&text);
            }
            Event::Code(text) => {
                seen.text.push(' ');
                seen.all.push_str(&text);
            }
            Event::SoftBreak => seen.all.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => seen.links.push(dest_url.to_string()),
            Event::Start(Tag::List(None) | Tag::Item | Tag::Strong | Tag::Paragraph | Tag::BlockQuote(_))
            | Event::End(
                TagEnd::Link
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::Strong
                | TagEnd::Paragraph
                | TagEnd::BlockQuote(_),
            ) => {}
            other => seen.odd.push(format!("{other:?}")),
        }
    }
    seen
}

/// Letters and digits alone.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What a forge would make a link or a notification of.
fn mentions(text: &str) -> Vec<String> {
    let pattern = regex::Regex::new(
        r#"(?i)@[a-z0-9_-]|[#!&$~^%][0-9a-z_"]|\bgh-[0-9]|https?://|www\.[a-z0-9]|\b[0-9a-f]{7,40}\b"#,
    )
    .unwrap();
    let found = pattern.find_iter(text).map(|found| found.as_str().to_owned());
    // A number or a word of seven letters is no commit.
    found
        .filter(|found| {
            found.len() < 7
                || !(found.bytes().all(|b| b.is_ascii_digit())
                    || found.bytes().all(|b| b.is_ascii_alphabetic()))
        })
        .collect()
}

fn check(title: &str, quote: &str) {
    let cited = linked(title, quote);
    for form in [Form::Markdown, Form::Myst] {
        let markdown = form.write(std::slice::from_ref(&cited));
        let seen = rendered(&markdown);
        assert_eq!(seen.odd, Vec::<String>::new(), "{markdown}");
        assert_eq!(seen.links.len(), 2, "{markdown}");
        assert!(bare(&seen.all).contains(&bare(&cited.quote)), "{markdown}\n{}", seen.all);
        assert!(bare(&seen.all).contains(&bare(&cited.title)), "{markdown}\n{}", seen.all);
        assert_eq!(mentions(&seen.text), Vec::<String>::new(), "{markdown}");
        let lines = if form == Form::Markdown { 1 } else { 3 };
        assert_eq!(markdown.lines().count(), lines, "{markdown}");
    }
    let html = Form::Html.write(std::slice::from_ref(&cited));
    assert_eq!(html.matches('<').count() - 2 * html.matches("<code>").count(), 12, "{html}");
    let bibtex = Form::Bibtex.write(std::slice::from_ref(&cited));
    assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count(), "{bibtex}");
}

#[test]
fn hostile_passages_keep_their_words_and_ping_nobody() {
    for text in HOSTILE {
        check(text, text);
        let seen = rendered(&Form::Markdown.write(&[citation(text, text)]));
        assert_eq!(mentions(&seen.text), Vec::<String>::new(), "{text}");
        assert_eq!(seen.odd, Vec::<String>::new(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_words_are_cited_whole_and_ping_nobody(
        title in r##"[a-zA-Z0-9@#!&$~^%<>{}\[\]()|`*_\\:;.,"' éש-]{0,40}"##,
        quote in r##"([a-zA-Z0-9@#!&$~^%<>{}\[\]()|`*_\\:;.,"'\n éש-]|@ada|#12|GH-3|</b>|\*\*|``){0,60}"##,
    ) {
        prop_assume!(!title.trim().is_empty());
        check(&title, &quote);
    }
}

/// What is cited of the last passage of a report.
fn last(body: &str) -> String {
    let file =
        SourceFile { path: "tower/2024-01-02.md".into(), text: format!("# Tower, 2024-01-02\n\n{body}\n") };
    let report = extract(&file, Reading::builtin()).drafts.remove(0).report;
    Citation::of(&report, report.entries.last().unwrap()).quote
}

#[test]
fn few_words_are_cited_with_what_they_are_about() {
    let cases = [
        (
            "## Agenda items\n\n- Oakfield joins the harbour\n  - decision\n    - Decision: yes",
            "Oakfield joins the harbour … Decision: yes",
        ),
        ("## Who pays the lamp\n\n- Decision: Ada", "Who pays the lamp … Decision: Ada"),
        ("## Notes\n\n- Decision: Ada", "Decision: Ada"),
        ("## Who pays the lamp\n\n- Decision: the harbour pays it", "Decision: the harbour pays it"),
    ];
    for (body, quote) in cases {
        assert_eq!(last(body), quote);
    }
    let long = last(&format!("- The lamp {}\n  - Decision: Ada", "is old and ".repeat(20)));
    assert!(long.ends_with(" … Decision: Ada") && long.len() < 150, "{long}");
}
