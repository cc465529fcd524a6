//! minutebook.toml + environment + flags, assembled once.
//!
//! A flag beats the environment, which beats the file, which beats the default; `cli` merges flags and environment
//! (clap reads both) over what this module reads. Paths in the file are relative to the file.

mod places;
#[cfg(test)]
mod tests;

pub use places::places;

use crate::cite::issue::{Forge, Tracker};
use crate::source::git::Scheme;
use crate::source::{Item, Spec, Table};
use jiff::SignedDuration;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

/// The name of the file that is looked for in the current folder.
pub const FILE_NAME: &str = "minutebook.toml";

/// Files of a team that are found where they lie beside the file of settings.
const PEOPLE: &str = "people.toml";
const TOPICS: &str = "topics.toml";

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the reports are; empty stands for the bundled sample.
    pub sources: Vec<Spec>,
    /// The folder of the index.
    pub index: PathBuf,
    /// The address to serve on.
    pub listen: SocketAddr,
    /// The name of the archive, shown at the head of every page.
    pub title: String,
    /// Where the files can be read on the web: what stands before a file's path.
    pub source_base: Option<String>,
    /// Where readers reach the site, such as `https://minutes.example`, without a slash at the end.
    pub public_url: Option<String>,
    /// Where new issues go.
    pub issues: Option<Tracker>,
    /// The team's files of people.
    pub people: Vec<PathBuf>,
    /// The team's files of subjects.
    pub topics: Vec<PathBuf>,
    /// How a served archive is kept up to date.
    pub updates: Updates,
    /// The address for figures about the running site.
    pub metrics: Option<SocketAddr>,
    /// How repositories are fetched.
    pub git: GitSettings,
    /// The files that hold the secrets of webhooks, by the names of the sources that they are for.
    pub hooks: BTreeMap<String, PathBuf>,
}

/// How repositories elsewhere are fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GitSettings {
    /// The `git` program.
    pub program: Option<PathBuf>,
    /// How long fetching one repository may take.
    pub timeout: Option<Interval>,
    /// How large a copy may be.
    pub max_megabytes: Option<NonZeroU64>,
    /// How repositories may be reached.
    pub protocols: Option<Vec<Protocol>>,
}

impl GitSettings {
    /// The same, where the path of the program is relative to a folder; a mere name is looked for as by a shell.
    fn below(mut self, folder: &Path) -> Self {
        self.program = self
            .program
            .map(|program| if program.components().count() > 1 { folder.join(program) } else { program });
        self
    }
}

/// A way of reaching repositories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Protocol(pub Scheme);

impl TryFrom<String> for Protocol {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let known = [Scheme::Https, Scheme::Ssh, Scheme::File];
        let found = known.into_iter().find(|scheme| scheme.name() == text);
        found.map(Self).ok_or_else(|| "protocols are \"https\", \"ssh\" and \"file\"".to_owned())
    }
}

/// How a served archive is kept up to date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Updates {
    /// Whether the server reads the sources itself, and follows their changes.
    pub watch: bool,
    /// How often it looks at them where nothing tells of a change.
    pub interval: Option<Interval>,
}

/// A time between two looks: `30s`, `5m`, `1h 30m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Interval(pub Duration);

impl TryFrom<String> for Interval {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let right = "give a time from 1s to 7d, such as 30s, 5m or 1h 30m";
        let span: SignedDuration = text.parse().map_err(|_| right.to_owned())?;
        let time = Duration::try_from(span).map_err(|_| right.to_owned())?;
        let sensible = Duration::from_secs(1)..=Duration::from_secs(7 * 86_400);
        if sensible.contains(&time) { Ok(Self(time)) } else { Err(right.to_owned()) }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            sources: Vec::new(),
            index: PathBuf::from("index"),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            title: "Minutebook".to_owned(),
            source_base: None,
            public_url: None,
            issues: None,
            people: Vec::new(),
            topics: Vec::new(),
            updates: Updates::default(),
            metrics: None,
            git: GitSettings::default(),
            hooks: BTreeMap::new(),
        }
    }
}

/// An address with its port; `localhost` stands for 127.0.0.1.
///
/// # Errors
/// Where the text is none; the message gives an example.
pub fn listen_address(text: &str) -> Result<SocketAddr, String> {
    let local = text.strip_prefix("localhost:").map(|port| format!("{}:{port}", Ipv4Addr::LOCALHOST));
    let address = local.as_deref().unwrap_or(text).parse();
    address.map_err(|_| "give an address and a port up to 65535, such as 127.0.0.1:8080".to_owned())
}

/// An address in the file.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Listen(SocketAddr);

impl TryFrom<String> for Listen {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        listen_address(&text).map(Self)
    }
}

/// The address of the site in the file: the site has no page that would know of a folder before it.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct PublicUrl(String);

impl TryFrom<String> for PublicUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let right = "give where readers reach the site, without a path, such as https://minutes.example";
        let url = Url::parse(&text).map_err(|_| right.to_owned())?;
        let origin = url.origin();
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let anonymous = url.username().is_empty() && url.password().is_none();
        if !matches!(url.scheme(), "http" | "https") || !bare || !anonymous {
            return Err(right.to_owned());
        }
        Ok(Self(origin.ascii_serialization()))
    }
}

/// Where new issues go, key by key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Issues {
    forge: String,
    url: String,
    template: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
    field: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "Issues")]
struct NewIssues(Tracker);

impl TryFrom<Issues> for NewIssues {
    type Error = String;

    fn try_from(issues: Issues) -> Result<Self, String> {
        let forge: Forge = issues.forge.parse().map_err(|wrong| format!("issues.forge is {wrong}"))?;
        let tracker = Tracker::new(forge, &issues.url)?.with_template(issues.template);
        tracker.with_field(issues.field)?.with_labels(issues.labels).map(Self)
    }
}

/// The file, key by key.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    sources: Vec<Item>,
    source: Vec<Table>,
    index: Option<PathBuf>,
    listen: Option<Listen>,
    title: Option<String>,
    source_base: Option<String>,
    public_url: Option<PublicUrl>,
    issues: Option<NewIssues>,
    people: Option<Files>,
    topics: Option<Files>,
    updates: Updates,
    metrics: Option<Listen>,
    git: GitSettings,
    hooks: BTreeMap<String, PathBuf>,
}

/// One file, or a list of them.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected the path of a file, or a list of such paths")]
enum Files {
    One(PathBuf),
    Many(Vec<PathBuf>),
}

impl Files {
    fn below(self, folder: &Path) -> Vec<PathBuf> {
        let files = match self {
            Self::One(file) => vec![file],
            Self::Many(files) => files,
        };
        files.iter().map(|file| folder.join(file)).collect()
    }
}

/// Why the settings cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The file is wrong.
    #[error("{}: {reason}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        reason: String,
    },
}

impl Config {
    /// The settings of a file; without one, those of `minutebook.toml` in the current folder, or the defaults.
    ///
    /// # Errors
    /// Where the file cannot be read, or is wrong.
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        let path = match path {
            Some(path) => path,
            None if Path::new(FILE_NAME).is_file() => Path::new(FILE_NAME),
            None => return Ok(Self::default()),
        };
        let text = std::fs::read_to_string(path)
            .map_err(|reason| ConfigError::Unreadable { path: path.to_owned(), reason })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::read(&text, folder).map_err(|reason| ConfigError::Wrong { path: path.to_owned(), reason })
    }

    /// The settings of a file's text; `folder` is what its paths are relative to.
    fn read(text: &str, folder: &Path) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let default = Self::default();
        Ok(Self {
            sources: sources(&file.sources, file.source, folder)?,
            index: file.index.map_or(default.index, |index| folder.join(index)),
            listen: file.listen.map_or(default.listen, |listen| listen.0),
            title: file.title.unwrap_or(default.title),
            source_base: file.source_base,
            public_url: file.public_url.map(|url| url.0),
            issues: file.issues.map(|issues| issues.0),
            people: file.people.map_or_else(|| beside(folder, PEOPLE), |files| files.below(folder)),
            topics: file.topics.map_or_else(|| beside(folder, TOPICS), |files| files.below(folder)),
            updates: file.updates,
            metrics: file.metrics.map(|address| address.0),
            git: file.git.below(folder),
            hooks: file.hooks.into_iter().map(|(name, file)| (name, folder.join(file))).collect(),
        })
    }
}

/// The list of sources, then the tables.
fn sources(listed: &[Item], tables: Vec<Table>, folder: &Path) -> Result<Vec<Spec>, String> {
    let listed = listed.iter().map(|item| item.below(folder));
    let all: Vec<Spec> =
        listed.chain(tables.into_iter().map(|table| Ok(table.below(folder)))).collect::<Result<_, _>>()?;
    let mut names = std::collections::HashSet::new();
    let mut named = all.iter().filter_map(|spec| spec.settings.name.as_deref());
    match named.find(|name| !names.insert(name.to_owned())) {
        Some(twice) => Err(format!("two sources are called “{twice}”; give each a name of its own")),
        None => Ok(all),
    }
}

/// A file of this name in a folder, where there is one.
fn beside(folder: &Path, name: &str) -> Vec<PathBuf> {
    let path = folder.join(name);
    if path.is_file() { vec![path] } else { Vec::new() }
}
