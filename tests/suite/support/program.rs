//! The real program, started as users start it: in a folder of its own, with an environment of its own.

use super::server::FOREIGN;
use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_minutebook");

/// A folder in which the program is started.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A folder with these files.
    pub(crate) fn with(files: &[(&str, &[u8])]) -> Self {
        let place = Self::empty();
        for (name, bytes) in files {
            let path = place.path(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        place
    }

    /// The folder, or what is in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A call of the program here, which ends after a minute at most.
    pub(crate) fn call(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        for name in FOREIGN {
            command.env_remove(name);
        }
        command.current_dir(self.folder.path()).args(arguments);
        command.timeout(std::time::Duration::from_secs(60));
        command
    }

    /// What a call says, as one text for a snapshot: status, output, messages.
    pub(crate) fn transcript(&self, arguments: &[&str]) -> String {
        let output = self.call(arguments).output().expect("the program runs");
        let status = output.status.code().map_or_else(|| "signal".to_owned(), |code| code.to_string());
        let text = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).replace(&*self.folder.path().to_string_lossy(), "HERE");
            text.lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>()
        };
        format!(
            "$ minutebook {}\nstatus {status}\n--- output\n{}--- messages\n{}",
            arguments.join(" "),
            text(&output.stdout),
            text(&output.stderr)
        )
    }
}

/// A folder with the index of the bundled sample, made once for all tests that only read it.
pub(crate) fn sample() -> &'static Place {
    static SAMPLE: OnceLock<Place> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let place = Place::empty();
        place.call(&["index", "--quiet"]).assert().success();
        place
    })
}

/// Whether a folder that must not be written to can be written to all the same, as root can.
pub(crate) fn writes_anyway(folder: &Path) -> bool {
    let probe = folder.join("probe");
    let written = fs::write(&probe, "").is_ok();
    let _ = fs::remove_file(probe);
    written
}
