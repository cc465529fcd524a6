//! How repositories elsewhere are fetched: by the `git` program, which knows all about keys, proxies and servers, and
//! which is told here what it must not do.
//!
//! - Its arguments are a list, never a line for a shell; the address stands behind `--`.
//! - It finds no settings but these: none of the system, none of a user, no hooks, no helpers, no attributes.
//! - It talks https and ssh only, follows no redirect, asks nobody for a password, and enters no submodule.
//! - It checks each object it receives, and ends, with all it started, when its time or its room is used up (`run`).

use super::address::{Address, Scheme};
use super::run::{self, Bounds, Outcome};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How repositories elsewhere are fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetcher {
    /// The `git` program.
    pub program: PathBuf,
    /// The folder in which copies of repositories are kept.
    pub mirrors: PathBuf,
    /// How long fetching one repository may take.
    pub time: Duration,
    /// How many bytes a copy may have.
    pub bytes: u64,
    /// How repositories may be reached.
    pub schemes: Vec<Scheme>,
    /// What of the environment the program is told, see [`PASSED`].
    pub environment: Vec<(OsString, OsString)>,
}

/// Parts of the environment that the `git` program needs: where programs and keys are, and the way out of a network.
pub const PASSED: &[&str] = &[
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "TMPDIR",
    "SSH_AUTH_SOCK",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "SYSTEMROOT",
    "USERPROFILE",
];

/// What the program is set to, whatever else it may find.
const SETTINGS: &[&str] = &[
    "core.hooksPath=/dev/null",
    "core.askPass=",
    "core.fsmonitor=false",
    "credential.helper=",
    "http.followRedirects=false",
    // A server that says nothing for a minute is not waited for.
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=60",
    "protocol.version=2",
    "transfer.fsckObjects=true",
    "fetch.fsckObjects=true",
    // Slips of old programs that many good repositories have, and that do no harm.
    "fetch.fsck.zeroPaddedFilemode=ignore",
    "fetch.fsck.badTimezone=ignore",
    "fetch.fsck.missingSpaceBeforeDate=ignore",
    "fetch.recurseSubmodules=false",
    "submodule.recurse=false",
    "gc.auto=0",
    "maintenance.auto=false",
];

/// The program behind ssh addresses: it asks nothing, and does not wait for ever.
const SECURE_SHELL: &str =
    "ssh -oBatchMode=yes -oConnectTimeout=20 -oServerAliveInterval=15 -oServerAliveCountMax=4";

impl Fetcher {
    /// Fetches into a folder, over https and ssh, within ten minutes and two gigabytes each.
    pub fn into_folder(mirrors: &Path) -> Self {
        Self {
            program: PathBuf::from("git"),
            mirrors: mirrors.to_owned(),
            time: Duration::from_secs(600),
            bytes: 2_000_000_000,
            schemes: vec![Scheme::Https, Scheme::Ssh],
            environment: Vec::new(),
        }
    }

    /// Whether an address may be fetched from.
    pub(super) fn allows(&self, address: &Address) -> Result<(), String> {
        if self.schemes.contains(&address.scheme()) {
            return Ok(());
        }
        Err(match address.scheme() {
            Scheme::File => "is on this machine; give its path, without file://".to_owned(),
            other => format!("{}:// is left out by `protocols` in the settings", other.name()),
        })
    }

    /// When all that belongs to one fetch has to be done.
    pub(super) fn deadline(&self) -> Instant {
        Instant::now() + self.time
    }

    /// Runs the program. `mirror` is the repository that it works on, whose size is watched.
    pub(super) fn run(&self, mirror: Option<&Path>, arguments: &[&str], deadline: Instant) -> Outcome {
        let mut all: Vec<OsString> = Vec::new();
        for setting in SETTINGS {
            all.push("-c".into());
            all.push(setting.into());
        }
        // Without one, it would look for a repository around the folder where it is started, and take its settings.
        let mut option = OsString::from("--git-dir=");
        option.push(mirror.unwrap_or(Path::new("/dev/null")));
        all.push(option);
        all.extend(arguments.iter().map(OsString::from));
        let bounds = Bounds { deadline, folder: mirror, bytes: self.bytes };
        run::run(&self.program, (&all, &self.variables()), &bounds)
    }

    /// The whole environment of the program.
    fn variables(&self) -> Vec<(OsString, OsString)> {
        let known = |name: &OsStr| PASSED.iter().any(|passed| name == *passed);
        let mut variables: Vec<(OsString, OsString)> =
            self.environment.iter().filter(|(name, _)| known(name)).cloned().collect();
        let schemes: Vec<&str> = self.schemes.iter().map(|scheme| scheme.name()).collect();
        let fixed = [
            // Messages are read below, in English.
            ("LC_ALL", "C"),
            ("GIT_ALLOW_PROTOCOL", &schemes.join(":")),
            ("GIT_ATTR_NOSYSTEM", "1"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_PROTOCOL_FROM_USER", "0"),
            ("GIT_SSH_COMMAND", SECURE_SHELL),
            ("GIT_SSH_VARIANT", "ssh"),
            ("GIT_TERMINAL_PROMPT", "0"),
        ];
        variables.extend(fixed.map(|(name, value)| (name.into(), value.into())));
        variables
    }
}
