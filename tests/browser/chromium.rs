//! Chromium without a window.

use crate::server::command;
use std::path::Path;
use std::process::Stdio;

/// A browser on this machine.
pub(crate) struct Chromium {
    program: String,
}

/// The names under which it is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// No sandbox (tests may run as root in a container), no connection of its own, a profile that is thrown away.
pub(crate) const OPTIONS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--proxy-server=direct://",
    "--virtual-time-budget=3000",
];

impl Chromium {
    /// The browser that `CHROMIUM` names, or the first that is in the search path.
    pub(crate) fn find() -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "a test's own setting")]
        let given = std::env::var("CHROMIUM").ok();
        let named = given.into_iter().chain(NAMES.map(str::to_owned));
        named.filter(|name| !name.is_empty()).find(|name| is_there(name)).map(|program| Self { program })
    }

    /// The program's name.
    pub(crate) fn program(&self) -> &str {
        &self.program
    }

    /// The page at an address, as it stands once its scripts have run, as HTML.
    pub(crate) fn dom(&self, url: &str) -> String {
        let profile = tempfile::tempdir().unwrap();
        let mut call = command(&self.program);
        call.args(OPTIONS).arg(format!("--user-data-dir={}", profile.path().display()));
        call.args(["--timeout=20000", "--dump-dom", url]).stdin(Stdio::null());
        let output = call.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{} failed: {said}", self.program);
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn is_there(program: &str) -> bool {
    if program.contains('/') {
        return Path::new(program).exists();
    }
    command(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
