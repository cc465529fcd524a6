//! HTML that templates print as it is. There are two makers only: the sanitiser, and the snippet below, which
//! escapes everything but its own `<mark>`.

use crate::outline::SafeHtml;
use crate::search::{Run, Snippet};
use askama::filters::HtmlSafe;
use std::fmt;

/// How deep sub-bullets are set in; deeper ones stay there, or a phone would have no room for words.
const DEEPEST: usize = 4;

/// HTML that is safe to print unescaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Markup(String);

impl Markup {
    /// The text with what matched in `<mark>`; line breaks stay.
    pub(crate) fn snippet(snippet: &Snippet) -> Self {
        Self(marked(snippet).join("\n"))
    }

    /// The same with each line as a block, sub-bullets set in by their depth.
    pub(crate) fn passage(snippet: &Snippet) -> Self {
        let lines = marked(snippet).into_iter().filter(|line| !line.trim().is_empty()).map(|line| {
            let words = line.trim_start_matches(' ');
            let depth = ((line.len() - words.len()) / 2).min(DEEPEST);
            match words.strip_prefix("- ") {
                Some(words) => format!("<span class=\"sub d{depth}\">{words}</span>"),
                None => format!("<span class=\"line\">{words}</span>"),
            }
        });
        Self(lines.collect())
    }

    /// A passage with nothing marked.
    pub(crate) fn words(text: &str) -> Self {
        Self::passage(&Snippet { runs: vec![Run { text: text.to_owned(), marked: false }] })
    }

    /// Each line that is not empty as a paragraph.
    pub(crate) fn paragraphs(text: &str) -> Self {
        let mut html = String::with_capacity(text.len() + 16);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            html.push_str("<p>");
            escape(line.trim_start(), &mut html);
            html.push_str("</p>");
        }
        Self(html)
    }

    /// The HTML.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

impl From<SafeHtml> for Markup {
    fn from(html: SafeHtml) -> Self {
        Self(html.as_str().to_owned())
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// The lines, escaped, with what matched in `<mark>`; a match over a line break is marked on both sides of it.
fn marked(snippet: &Snippet) -> Vec<String> {
    let mut lines = vec![String::new()];
    for run in &snippet.runs {
        for (i, text) in run.text.split('\n').enumerate() {
            if i > 0 {
                lines.push(String::new());
            }
            let Some(line) = lines.last_mut() else { continue };
            let marked = run.marked && !text.is_empty();
            line.push_str(if marked { "<mark>" } else { "" });
            escape(text, line);
            line.push_str(if marked { "</mark>" } else { "" });
        }
    }
    lines
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Run;

    #[test]
    fn snippets_escape_all_but_their_own_marks() {
        let run = |text: &str, marked| Run { text: text.into(), marked };
        let runs = vec![run("<b>a & \"b\"</b> ", false), run("<script>", true), run("'", false)];
        let html = Markup::snippet(&Snippet { runs }).into_string();
        assert_eq!(html, "&lt;b&gt;a &amp; &quot;b&quot;&lt;/b&gt; <mark>&lt;script&gt;</mark>&#39;");
    }

    #[test]
    fn passages_set_sub_bullets_in() {
        let run = |text: &str, marked| Run { text: text.into(), marked };
        let runs = vec![run("Own words\n- one\n  - t", false), run("wo\nthree", true)];
        let html = Markup::passage(&Snippet { runs }).into_string();
        assert_eq!(
            html,
            "<span class=\"line\">Own words</span><span class=\"sub d0\">one</span>\
             <span class=\"sub d1\">t<mark>wo</mark></span><span class=\"line\"><mark>three</mark></span>"
        );
    }
}
