//! Addresses of repositories: which are fetched from, and why others are not.
//!
//! An address goes to the `git` program, for which some of them are commands (`ext::…`, `-u…`). So what is plainly an
//! address over https or ssh is taken, and all else is refused here, before any program is started.

use crate::report::{Forge, Web};
use std::fmt;
use url::Url;

/// The address of a repository that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    scheme: Scheme,
    host: String,
    /// Without slashes at either end, and without `.git`.
    path: String,
}

/// How a repository is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Over https.
    Https,
    /// Over ssh.
    Ssh,
    /// From the disk of this machine: only where the settings allow it.
    File,
}

impl Scheme {
    /// The name by which the `git` program knows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Https => "https",
            Self::Ssh => "ssh",
            Self::File => "file",
        }
    }
}

/// Longer ones are no addresses.
const LONGEST: usize = 2_000;

impl Address {
    /// Whether a text is meant as an address rather than as a path.
    pub fn is_meant_by(text: &str) -> bool {
        text.contains("://") || text.contains("::") || secure_shell(text).is_some()
    }

    /// Reads an address.
    ///
    /// # Errors
    /// Where it is none that is fetched from; the message says what to give instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let shown: String = text.chars().filter(|c| !c.is_control()).take(120).collect();
        let wrong = |why: &str| format!("“{shown}” is no address of a repository: {why}");
        if text.is_empty() {
            return Err(wrong("it is empty"));
        }
        if text.starts_with('-') {
            return Err(wrong("it begins with “-”, as an option does"));
        }
        if text.len() > LONGEST {
            return Err(wrong("it is too long"));
        }
        if text.contains("::") {
            return Err(wrong(
                "“::” would have git start a helper program; give an address over https or ssh",
            ));
        }
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(wrong("it holds a space or a control character"));
        }
        if text.contains("://") { Self::of_url(text) } else { Self::of_secure_shell(text) }.map_err(|why| {
            // What may be a password is not repeated.
            if why.contains("password") { why } else { wrong(&why) }
        })
    }

    fn of_url(text: &str) -> Result<Self, String> {
        if text.contains(":///") && !text.starts_with("file:") {
            return Err("it names no host".to_owned());
        }
        let url = Url::parse(text).map_err(|_| "it cannot be read".to_owned())?;
        let scheme = match url.scheme() {
            "https" => Scheme::Https,
            "ssh" => Scheme::Ssh,
            "file" => Scheme::File,
            "http" | "git" | "ftp" | "ftps" => {
                return Err(format!(
                    "{}:// is not encrypted, so others could change what is read; give https:// or ssh://",
                    url.scheme()
                ));
            }
            other => return Err(format!("{other}:// is not fetched from; give https:// or ssh://")),
        };
        let secret = url.password().is_some() || scheme == Scheme::Https && !url.username().is_empty();
        if secret {
            return Err("an address with a name or a password in it: it would be seen in logs and lists of processes; \
                 leave it out, and give an ssh address with a key, or put the password into the file ~/.netrc of who runs this"
                .to_owned());
        }
        if url.query().is_some() {
            return Err("it has a “?”".to_owned());
        }
        let host = url.host_str().unwrap_or_default().to_owned();
        if scheme != Scheme::File && (host.is_empty() || host.starts_with('-')) {
            return Err("it names no host".to_owned());
        }
        if url.username().starts_with('-') {
            return Err("its user begins with “-”, as an option does".to_owned());
        }
        Self::named(url.as_str(), scheme, host, url.path())
    }

    fn of_secure_shell(text: &str) -> Result<Self, String> {
        let Some((user, host, path)) = secure_shell(text) else {
            return Err("give one such as https://forge.example/team/minutes".to_owned());
        };
        if user.starts_with('-') || host.starts_with('-') || path.starts_with('-') {
            return Err("a part of it begins with “-”, as an option does".to_owned());
        }
        Self::named(text, Scheme::Ssh, host.to_owned(), path)
    }

    fn named(text: &str, scheme: Scheme, host: String, path: &str) -> Result<Self, String> {
        let path = path.trim_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path).trim_end_matches('/');
        if path.is_empty() {
            return Err("it names a host, but no repository there".to_owned());
        }
        let text = text.trim_end_matches('/').to_owned();
        Ok(Self { text, scheme, host, path: path.to_owned() })
    }

    /// The address, as the `git` program is given it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How the repository is reached.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The host.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The name of the repository: the last part of the path.
    pub fn name(&self) -> String {
        let last = self.path.rsplit('/').next().unwrap_or_default();
        let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
        let name: String = last.chars().map(plain).collect();
        let name = name.trim_matches('.').to_owned();
        if name.is_empty() { "repository".to_owned() } else { name }
    }

    /// Where the repository can be read on the web, where its host tells, or the team says which forge it is.
    pub fn web(&self, forge: Option<Forge>) -> Option<Web> {
        if self.scheme == Scheme::File {
            return None;
        }
        let forge = forge.or_else(|| Forge::of_host(&self.host))?;
        // A port of https is a part of the address; that of ssh says nothing of the web.
        let port = match Url::parse(&self.text) {
            Ok(url) if self.scheme == Scheme::Https => url.port().map(|port| format!(":{port}")),
            _ => None,
        };
        Some(Web {
            forge,
            address: format!("https://{}{}/{}", self.host, port.unwrap_or_default(), self.path),
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The user, host and path of `git@forge.example:team/minutes`, the short form of ssh.
fn secure_shell(text: &str) -> Option<(&str, &str, &str)> {
    let (before, path) = text.split_once(':')?;
    let (user, host) = before.split_once('@')?;
    let plain = !before.contains(['/', '\\']) && !path.starts_with("//");
    (plain && !user.is_empty() && !host.is_empty() && !path.is_empty()).then_some((user, host, path))
}
