//! What happens where nobody reads any more.

use crate::support::program::{PROGRAM, sample};
use crate::support::server::FOREIGN;
use crate::support::server::command;
use std::io::Read;
use std::process::Stdio;

/// Starts a command, reads a little of what it prints, closes the pipe, and gives its status and its messages.
fn interrupted(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = command(PROGRAM);
    for name in FOREIGN {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(sample().path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut output = child.stdout.take().unwrap();
    output.read_exact(&mut [0; 16]).unwrap();
    drop(output);
    let ended = child.wait_with_output().unwrap();
    (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    for format in ["jsonl", "csv"] {
        assert_eq!(interrupted(&["export", "--format", format]), (Some(0), String::new()), "{format}");
    }
    for format in ["text", "json", "markdown", "csv"] {
        let (status, said) = interrupted(&["search", "*", "--limit", "1000", "--format", format]);
        assert_eq!(status, Some(0), "{format}: {said}");
        assert!(!said.contains("ipe") && !said.contains("panicked"), "{format}: {said}");
    }
}

#[test]
fn messages_that_nobody_reads_do_no_harm() {
    for arguments in
        [&["index"] as &[&str], &["search", "federation"], &["search", "knd:x"], &["search", "xyzzy"]]
    {
        let mut command = command(PROGRAM);
        for name in FOREIGN {
            command.env_remove(name);
        }
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        command.args(arguments).current_dir(sample().path("")).stdout(Stdio::null()).stderr(writer);
        let status = command.status().unwrap().code();
        assert!(matches!(status, Some(0..=2)), "{arguments:?}: {status:?}");
    }
}
