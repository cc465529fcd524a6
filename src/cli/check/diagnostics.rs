//! Diagnostics as text: as compilers print them, a line each, or as annotations of a CI service.

use super::Diagnostic;
use crate::cli::search::plain;
use crate::report::{Severity, SourceInfo};
use crate::source::SourceFile;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::HashMap;
use std::io::{self, Write};

/// A longer line is not shown: it is no line that a person wrote.
const MAX_LINE: usize = 1_000;

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colours {
    Some,
    None,
}

/// The lines of files, by path.
pub(super) struct Lines<'a>(HashMap<&'a str, Vec<&'a str>>);

impl<'a> Lines<'a> {
    pub(super) fn of(files: &'a [SourceFile]) -> Self {
        Self(files.iter().map(|file| (file.path.as_str(), file.text.lines().collect())).collect())
    }

    fn line(&self, path: &str, line: u32) -> &'a str {
        let at = usize::try_from(line).unwrap_or(1).saturating_sub(1);
        self.0.get(path).and_then(|lines| lines.get(at)).copied().unwrap_or_default()
    }
}

/// What is there, the line with a mark below the words it is about, and what to write instead.
pub(super) fn text(
    out: &mut impl Write,
    diagnostics: &[Diagnostic<'_>],
    lines: &Lines<'_>,
    colours: Colours,
) -> io::Result<()> {
    let renderer = match colours {
        Colours::Some => Renderer::styled(),
        Colours::None => Renderer::plain(),
    };
    for Diagnostic { warning, severity } in diagnostics {
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let (message, path, help) = (plain(&warning.message), plain(&warning.path), plain(warning.help()));
        let title = level.primary_title(message.as_str()).id(warning.rule.name());
        let line = lines.line(&warning.path, warning.line);
        let group = if line.trim().is_empty() || line.len() > MAX_LINE {
            let place = annotate_snippets::Origin::path(path.as_str());
            let place = place.line(number(warning.line)).char_column(number(warning.column));
            Group::with_title(title).element(place)
        } else {
            let span = bytes(line, warning.column, warning.width);
            let mark = AnnotationKind::Primary.span(span);
            let source = Snippet::source(line).line_start(number(warning.line)).path(path.as_str());
            Group::with_title(title).element(source.annotation(mark))
        };
        let group = group.element(Level::HELP.message(help.as_str()));
        writeln!(out, "{}\n", renderer.render(&[group]))?;
    }
    Ok(())
}

/// `path:line:column: warning[rule]: message; help: …`.
pub(super) fn short(out: &mut impl Write, diagnostics: &[Diagnostic<'_>]) -> io::Result<()> {
    for Diagnostic { warning, severity } in diagnostics {
        let place = format!("{}:{}:{}", warning.path, warning.line, warning.column);
        let told =
            format!("{place}: {severity}[{}]: {}; help: {}", warning.rule, warning.message, warning.help());
        writeln!(out, "{}", plain(&told).replace('\n', " "))?;
    }
    Ok(())
}

/// `::warning file=…,line=…::message`.
pub(super) fn github(
    out: &mut impl Write,
    diagnostics: &[Diagnostic<'_>],
    sources: &[SourceInfo],
) -> io::Result<()> {
    for Diagnostic { warning, severity } in diagnostics {
        let command = if *severity == Severity::Note { "notice" } else { severity.name() };
        let origin = sources.iter().find(|origin| warning.path.starts_with(&origin.prefix));
        let path = origin.map_or_else(|| warning.path.clone(), |origin| origin.place_of(&warning.path));
        let message = format!("{}\nhelp: {}", warning.message, warning.help());
        writeln!(
            out,
            "::{command} file={},line={},col={},title={}::{}",
            property(&path),
            warning.line,
            warning.column,
            warning.rule,
            data(&message)
        )?;
    }
    Ok(())
}

/// The bytes of so many characters of a line; of the whole line without its indent where it is about the line.
fn bytes(line: &str, column: u32, width: u32) -> std::ops::Range<usize> {
    if width == 0 {
        let indent = line.len() - line.trim_start().len();
        return indent..line.trim_end().len();
    }
    let at = |character: usize| line.char_indices().nth(character).map_or(line.len(), |(at, _)| at);
    let first = number(column).saturating_sub(1);
    at(first)..at(first + number(width))
}

fn number(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// Words of an annotation, in which nothing begins another one.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{bytes, data, property};

    #[test]
    fn the_mark_stands_below_the_words() {
        assert_eq!(bytes("  - Añadir esto", 5, 6), 4..11);
        assert_eq!(bytes("  - words  ", 1, 0), 2..9);
        assert_eq!(bytes("short", 40, 3), 5..5);
    }

    #[test]
    fn nothing_a_report_says_begins_an_annotation() {
        assert_eq!(data("100%\n::error::x"), "100%25%0A::error::x");
        assert_eq!(property("a,line=1:b\r"), "a%2Cline=1%3Ab%0D");
    }
}
