//! Running a program within bounds: of time, and of the room that its folder takes.
//!
//! The program leads a group of processes of its own, so that whatever it started ends with it.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// How far a program may go.
pub(super) struct Bounds<'a> {
    pub(super) deadline: Instant,
    /// The folder that it writes to.
    pub(super) folder: Option<&'a Path>,
    /// How many bytes the folder may have.
    pub(super) bytes: u64,
}

/// How it went.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It ended.
    Ended(Ended),
    /// It was ended: its time was up.
    Late,
    /// It was ended: its folder grew too large.
    Large,
    /// It could not be started.
    NotStarted(io::Error),
}

/// What a program said.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) good: bool,
    pub(super) output: Vec<u8>,
    pub(super) messages: String,
}

/// As much of what it says is kept.
const MOST_OUTPUT: usize = 32 * 1024 * 1024;
const MOST_MESSAGES: usize = 64 * 1024;
/// How often the folder is measured.
const MEASURED: Duration = Duration::from_millis(200);
/// How long is waited for the last words of a program that has ended.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Runs a program with exactly these arguments and this environment.
#[expect(clippy::disallowed_methods, reason = "the one place where a program is started")]
pub(super) fn run(
    program: &Path,
    (arguments, variables): (&[OsString], &[(OsString, OsString)]),
    bounds: &Bounds<'_>,
) -> Outcome {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().envs(variables.iter().map(|(name, value)| (name, value)));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return Outcome::NotStarted(error),
    };
    let output = child.stdout.take().map(|pipe| kept(pipe, MOST_OUTPUT));
    let messages = child.stderr.take().map(|pipe| kept(pipe, MOST_MESSAGES));
    match wait(&mut child, bounds) {
        Ok(status) => Outcome::Ended(Ended {
            good: status.success(),
            output: said(output),
            messages: String::from_utf8_lossy(&said(messages)).into_owned(),
        }),
        Err(outcome) => {
            end(&mut child);
            outcome
        }
    }
}

/// Waits until a program ends, or has to be ended.
fn wait(child: &mut Child, bounds: &Bounds<'_>) -> Result<ExitStatus, Outcome> {
    let mut measured = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) => {}
            Err(error) => return Err(Outcome::NotStarted(error)),
        }
        if Instant::now() >= bounds.deadline {
            return Err(Outcome::Late);
        }
        if measured.elapsed() >= MEASURED
            && let Some(folder) = bounds.folder
        {
            if size(folder) > bounds.bytes {
                return Err(Outcome::Large);
            }
            measured = Instant::now();
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Ends a program and all that it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // It may have ended by itself meanwhile.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Keeps the beginning of what comes through a pipe, and reads the rest, so that nobody waits to say it.
fn kept(mut pipe: impl Read + Send + 'static, most: usize) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.by_ref().take(most as u64).read_to_end(&mut bytes);
        let _ = sender.send(bytes);
        let _ = io::copy(&mut pipe, &mut io::sink());
    });
    receiver
}

/// What came through a pipe. Whatever still holds its other end is not waited for.
fn said(receiver: Option<Receiver<Vec<u8>>>) -> Vec<u8> {
    receiver.and_then(|receiver| receiver.recv_timeout(LAST_WORDS).ok()).unwrap_or_default()
}

/// How many bytes the files below a folder have.
pub(super) fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(known) if known.is_dir() => size(&entry.path()),
        Ok(known) if known.is_file() => known.len(),
        _ => 0,
    });
    sizes.sum()
}
