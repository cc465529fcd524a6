//! What the `git` program says, and what a person should know of it.

use super::run::Outcome;
use std::io::ErrorKind;
use std::time::Duration;

/// Words of the program, what they mean here, and what to do. The first that is found counts.
const MEANINGS: &[(&[&str], &str)] = &[
    (
        &[
            "terminal prompts disabled",
            "could not read Username",
            "could not read Password",
            "Authentication failed",
        ],
        "asks for a password: it is private, or is not there. Nothing is asked here; give an ssh address with a key, or put name \
         and password for this host into the file ~/.netrc of who runs this",
    ),
    (
        &[
            "Permission denied (publickey",
            "Permission denied, please try again",
            "Too many authentication failures",
        ],
        "does not take the ssh key: give one to who runs this, without a passphrase or in an agent, and allow it there",
    ),
    (
        &["Host key verification failed", "No ECDSA host key", "REMOTE HOST IDENTIFICATION HAS CHANGED"],
        "is at a host whose ssh key is not known here, or has changed: connect to it once by hand and compare the key \
         (`ssh-keyscan` shows it), so that it stands in ~/.ssh/known_hosts",
    ),
    (
        &["unable to update url base from redirection", "returned error: 30"],
        "is somewhere else by now: its server sends to another address, which is not followed; give the new address",
    ),
    (
        &["returned error: 403", "returned error: 401"],
        "must not be read from here: its server refuses (403); ask for the right to read it",
    ),
    (
        &["not found", "returned error: 404", "does not appear to be a git repository", "does not exist"],
        "is not there: look at the address, and whether the repository is still called so",
    ),
    (
        &[
            "Could not resolve host",
            "Could not resolve proxy",
            "Name or service not known",
            "Temporary failure in name resolution",
        ],
        "has a host that is not found: look at the address, and whether this machine reaches the network",
    ),
    (
        &[
            "Connection refused",
            "Failed to connect",
            "Couldn't connect",
            "Connection timed out",
            "No route to host",
            "Network is unreachable",
            "Connection reset",
        ],
        "cannot be reached: look whether its server is up, and whether this machine reaches the network (through a proxy: HTTPS_PROXY)",
    ),
    (
        &["Operation too slow", "Connection timed out", "Timeout was reached"],
        "does not answer: its server was silent for too long; try again later",
    ),
    (
        &[
            "SSL certificate problem",
            "server certificate verification failed",
            "SSL: no alternative certificate",
        ],
        "has a certificate that is not trusted: if it is your own, name the file of its authority in SSL_CERT_FILE",
    ),
    (
        &["transport '", "protocol '"],
        "is reached in a way that is not allowed: give an address over https or ssh",
    ),
    (&["No space left on device", "disk quota exceeded"], "could not be kept: the disk is full; make room"),
    (
        &["Read-only file system", "Permission denied"],
        "could not be kept: the folder of the index cannot be written; check its permissions",
    ),
    (
        &[
            "fsck error",
            "index-pack failed",
            "unpack-objects failed",
            "bad object",
            "invalid index-pack output",
        ],
        "holds something that git finds broken, and was not taken",
    ),
    (
        &["early EOF", "unexpected disconnect", "the remote end hung up"],
        "broke off in the middle; try again later",
    ),
    (
        &["couldn't find remote ref", "not our ref", "unadvertised object"],
        "has no such branch, tag or commit any more",
    ),
];

/// Why something did not work, as a sentence that goes on from the address.
pub(super) fn reason(outcome: &Outcome, time: Duration, bytes: u64) -> String {
    match outcome {
        Outcome::NotStarted(error) if error.kind() == ErrorKind::NotFound => {
            "cannot be fetched, since there is no git program here; install git (on Debian: apt install git), or give a folder".to_owned()
        }
        Outcome::NotStarted(error) => format!("cannot be fetched: the git program cannot be started: {error}"),
        Outcome::Late => format!(
            "did not come within {}; try again later, or raise `timeout` below [git] in the settings",
            told(time)
        ),
        Outcome::Large => format!(
            "is larger than {} MB; raise `max_megabytes` below [git] in the settings, if there is room",
            bytes / 1_000_000
        ),
        Outcome::Ended(ended) => {
            let own = own_words(&ended.messages);
            let found = MEANINGS.iter().find(|(words, _)| words.iter().any(|word| ended.messages.contains(word)));
            match found {
                Some((_, meaning)) if own.is_empty() => (*meaning).to_owned(),
                Some((_, meaning)) => format!("{meaning} (git says: {own})"),
                None if own.is_empty() => "cannot be fetched, and git does not say why".to_owned(),
                None => format!("cannot be fetched; git says: {own}"),
            }
        }
    }
}

fn told(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        seconds if seconds < 120 => format!("{seconds} s"),
        seconds => format!("{} minutes", seconds / 60),
    }
}

/// The line in which the program says what is wrong, as it can be shown: a server may have written it.
fn own_words(messages: &str) -> String {
    let lines = || messages.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines()
        .find(|line| line.starts_with("fatal: ") || line.starts_with("error: "))
        .or_else(|| lines().next());
    let line = line.unwrap_or_default();
    let line = line.strip_prefix("fatal: ").or_else(|| line.strip_prefix("error: ")).unwrap_or(line);
    let shown: String = crate::source::plain(line).chars().filter(|c| *c != '\u{fffd}').take(200).collect();
    shown.trim_end_matches('.').to_owned()
}
