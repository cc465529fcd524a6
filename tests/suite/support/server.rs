//! The program as a server: started on a free port, asked over a plain socket, stopped by a signal.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::time::Duration;

/// The settings of a test's own machine that must not reach the program under test.
pub(crate) const FOREIGN: [&str; 7] = [
    "MINUTEBOOK_INDEX",
    "MINUTEBOOK_CONFIG",
    "MINUTEBOOK_LISTEN",
    "MINUTEBOOK_METRICS",
    "MINUTEBOOK_LOG",
    "MINUTEBOOK_LOG_FORMAT",
    "COLUMNS",
];

/// A running server. It is killed when the test ends, however the test ends.
pub(crate) struct Server {
    child: Child,
    /// Held open, so that the program can go on speaking.
    messages: BufReader<ChildStderr>,
    /// All it said until it served.
    pub(crate) said: String,
    /// The address it announced, `127.0.0.1:40123`.
    pub(crate) address: String,
}

impl Server {
    /// Starts the program in a folder, with these arguments, on a port that the system chooses.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = command(env!("CARGO_BIN_EXE_minutebook"));
        for name in FOREIGN {
            command.env_remove(name);
        }
        command.env("MINUTEBOOK_LISTEN", "127.0.0.1:0").args(arguments).current_dir(folder);
        let spawned = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut child = spawned.expect("the program starts");
        let messages = BufReader::new(child.stderr.take().expect("its messages"));
        let mut server = Self { child, messages, said: String::new(), address: String::new() };
        while server.address.is_empty() {
            let mut line = String::new();
            let read = server.messages.read_line(&mut line).expect("its messages are text");
            assert!(read > 0, "it ended before it served, and said:\n{}", server.said);
            if let Some((_, rest)) = line.split_once("Serving on http://") {
                rest.split('/').next().expect("an address").clone_into(&mut server.address);
            }
            server.said.push_str(&line);
        }
        server
    }

    /// The whole reply to a `GET`, headers included.
    pub(crate) fn get(&self, path: &str) -> String {
        self.get_from(&self.address, path)
    }

    /// The same from another address that it listens on.
    #[expect(clippy::unused_self, reason = "only a running server answers")]
    pub(crate) fn get_from(&self, address: &str, path: &str) -> String {
        let mut socket = TcpStream::connect(address).expect("it listens");
        socket.set_read_timeout(Some(Duration::from_secs(30))).expect("a time limit");
        write!(socket, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")
            .expect("it takes a request");
        let mut reply = Vec::new();
        socket.read_to_end(&mut reply).expect("it answers");
        String::from_utf8_lossy(&reply).into_owned()
    }

    /// Sends it a signal, such as `HUP`.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let killed = command("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(killed.expect("kill").success());
    }

    /// Asks it to stop, as a service manager does, and waits until it has. Gives its status and its last words.
    #[cfg(unix)]
    pub(crate) fn stop(mut self) -> (ExitStatus, String) {
        self.signal("TERM");
        let mut rest = String::new();
        self.messages.read_to_string(&mut rest).expect("its messages are text");
        (self.child.wait().expect("its end"), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program to start.
#[expect(clippy::disallowed_methods, reason = "tests start programs")]
pub(crate) fn command(program: &str) -> Command {
    Command::new(program)
}
