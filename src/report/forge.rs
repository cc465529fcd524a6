//! Where a repository can be read on the web.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The programs that teams keep repositories and issues in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Forge {
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
    /// Forgejo, or Gitea.
    Forgejo,
}

impl Forge {
    const ALL: [(&'static str, Self); 3] =
        [("github", Self::Github), ("gitlab", Self::Gitlab), ("forgejo", Self::Forgejo)];

    /// The forge at a host whose name tells it: the well-known ones, and those that are called after the program.
    pub fn of_host(host: &str) -> Option<Self> {
        let host = host.to_ascii_lowercase();
        let first = host.split('.').next().unwrap_or_default();
        match host.as_str() {
            "github.com" => Some(Self::Github),
            "codeberg.org" => Some(Self::Forgejo),
            _ => match first {
                "gitlab" => Some(Self::Gitlab),
                "forgejo" | "gitea" => Some(Self::Forgejo),
                _ => None,
            },
        }
    }
}

impl FromStr for Forge {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|(name, _)| *name == text);
        found
            .map(|(_, forge)| *forge)
            .ok_or_else(|| format!("“{text}”; it must be \"github\", \"gitlab\" or \"forgejo\""))
    }
}

impl fmt::Display for Forge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Github => "GitHub",
            Self::Gitlab => "GitLab",
            Self::Forgejo => "Forgejo",
        })
    }
}

/// The pages of a repository on the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Web {
    /// The program that shows them, which tells the form of their addresses.
    pub forge: Forge,
    /// The first page, such as `https://forge.example/team/minutes`, without a slash at the end.
    pub address: String,
}

#[cfg(test)]
mod tests {
    use super::Forge;

    #[test]
    fn a_forge_is_told_by_its_host_where_that_is_plain() {
        let cases = [
            ("github.com", Some(Forge::Github)),
            ("GitHub.com", Some(Forge::Github)),
            ("gitlab.com", Some(Forge::Gitlab)),
            ("gitlab.harbour.example", Some(Forge::Gitlab)),
            ("codeberg.org", Some(Forge::Forgejo)),
            ("gitea.harbour.example", Some(Forge::Forgejo)),
            ("github.com.evil.example", None),
            ("notgithub.com", None),
            ("git.harbour.example", None),
        ];
        for (host, wanted) in cases {
            assert_eq!(Forge::of_host(host), wanted, "{host}");
        }
    }
}
