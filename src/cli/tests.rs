//! Cases for the command line. The commands themselves are tested as users start them, in `tests/suite/cli/`.

use super::cells::inert;
use super::say::{count, nobody_reads};
use super::search::{Marks, plain, snippet};
use super::{Cli, Command};
use crate::search::{Run, Snippet};
use clap::{CommandFactory, Parser};
use std::io::{Error, ErrorKind};

#[test]
fn the_options_are_in_order() {
    Cli::command().debug_assert();
}

#[test]
fn options_of_all_commands_stand_before_and_behind_the_command() {
    for words in [["--quiet", "--index", "x", "index"], ["index", "--quiet", "--index", "x"]] {
        let cli = Cli::try_parse_from(["minutebook"].iter().chain(&words)).unwrap();
        assert!(cli.global.quiet && cli.global.index.is_some(), "{words:?}");
        assert!(matches!(cli.command, Some(Command::Index(_))));
    }
}

#[test]
fn a_terminal_obeys_nothing_that_a_report_says() {
    assert_eq!(plain("a\u{1b}[2Jb\u{7}\r\n\tc"), "a[2Jb\nc");
    assert_eq!(plain("\u{202e}evil\u{2066} \u{200f}שלום"), "evil שלום");
    let runs = vec![
        Run { text: "a \u{1b}]0;title\u{7}".into(), marked: false },
        Run { text: "b".into(), marked: true },
    ];
    let shown = Snippet { runs };
    assert_eq!(snippet(&shown, Marks::Plain), "a ]0;titleb");
    assert_eq!(snippet(&shown, Marks::Bold), "a ]0;title\u{1b}[1mb\u{1b}[0m");
}

#[test]
fn a_spreadsheet_computes_nothing_that_a_report_says() {
    for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
        assert_eq!(inert(cell), format!("'{cell}"));
    }
    for cell in ["", "1-1", "a=b", "Ada"] {
        assert_eq!(inert(cell), cell);
    }
}

#[test]
fn one_is_no_plural() {
    assert_eq!([0, 1, 2].map(|number| count(number, "file")), ["0 files", "1 file", "2 files"]);
}

#[test]
fn only_a_closed_pipe_is_passed_over() {
    let closed = || Error::from(ErrorKind::BrokenPipe);
    assert!(nobody_reads(&closed().into()));
    assert!(nobody_reads(&anyhow::Error::from(closed()).context("while printing")));
    assert!(nobody_reads(&csv::Error::from(closed()).into()));
    assert!(!nobody_reads(&Error::from(ErrorKind::StorageFull).into()));
    assert!(!nobody_reads(&csv::Error::from(Error::from(ErrorKind::StorageFull)).into()));
}
