//! Sources as `minutebook.toml` writes them: the list `sources`, and a table `[[source]]` for each of which more is to
//! be said.
//!
//! Each key is checked by a type of its own, so that a mistake is told with its line and column.

use super::git::Address;
use super::settings::{Patterns, Selection, SeriesRules, Settings, Visibility};
use super::spec::{Place, Spec, checked_branch};
use crate::report::{Forge, Web};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use url::Url;

/// A path or an address in the list `sources`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Item(String);

impl TryFrom<String> for Item {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // Paths are looked at when it is known what they are relative to.
        Spec::parse(Path::new(&text), Path::new("")).map(|_| Self(text))
    }
}

impl Item {
    /// The source, where paths are relative to a folder.
    ///
    /// # Errors
    /// Where it is an address that is not fetched from.
    pub fn below(&self, folder: &Path) -> Result<Spec, String> {
        Spec::parse(Path::new(&self.0), folder)
    }
}

/// A table `[[source]]`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Keys")]
pub struct Table(Spec);

impl Table {
    /// The source, where paths are relative to a folder.
    pub fn below(self, folder: &Path) -> Spec {
        let mut spec = self.0;
        if let Place::Path(path) = &mut spec.place {
            *path = folder.join(&path);
        }
        spec
    }
}

/// The keys of the table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    name: Option<Name>,
    path: Option<PathBuf>,
    url: Option<Remote>,
    branch: Option<Branch>,
    include: Option<Globs>,
    exclude: Option<Globs>,
    series: Option<Series>,
    visibility: Option<Readers>,
    forge: Option<ForgeName>,
    web: Option<Page>,
    issues: Option<Repository>,
}

impl TryFrom<Keys> for Table {
    type Error = String;

    fn try_from(keys: Keys) -> Result<Self, String> {
        let place = match (keys.path, keys.url) {
            (Some(path), None) => Place::Path(path),
            (None, Some(Remote(address))) => Place::Address(address),
            (None, None) => return Err("a source needs `path` or `url`".to_owned()),
            (Some(_), Some(_)) => return Err("a source has either `path` or `url`, not both".to_owned()),
        };
        let forge = keys.forge.map(|ForgeName(forge)| forge);
        let web = match (keys.web, &place) {
            (Some(Page(page)), _) => {
                let host = Url::parse(&page).ok().and_then(|url| url.host_str().map(str::to_owned));
                let known = forge.or_else(|| Forge::of_host(host.as_deref().unwrap_or_default()));
                let forge = known.ok_or(
                    "`web` needs `forge` beside it, since its host does not tell: \"github\", \"gitlab\" or \"forgejo\"",
                )?;
                Some(Web { forge, address: page })
            }
            (None, Place::Address(address)) => address.web(forge),
            (None, Place::Path(_)) if forge.is_some() => {
                return Err("`forge` says what the pages of `web` look like; give `web` too".to_owned());
            }
            (None, Place::Path(_)) => None,
        };
        let settings = Settings {
            name: keys.name.map(|Name(name)| name),
            files: Selection {
                include: keys.include.unwrap_or_default().0,
                exclude: keys.exclude.unwrap_or_default().0,
            },
            series: keys.series.map(|Series(rules)| rules).unwrap_or_default(),
            web,
            issues: keys.issues.map(|Repository(name)| name),
            visibility: keys.visibility.map(|Readers(who)| who).unwrap_or_default(),
        };
        Ok(Self(Spec { place, branch: keys.branch.map(|Branch(branch)| branch), settings }))
    }
}

/// Defines a key whose text is checked.
macro_rules! checked {
    ($name:ident($kept:ty), $check:expr) => {
        #[derive(Debug, Deserialize)]
        #[serde(try_from = "String")]
        struct $name($kept);

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                let check: fn(&str) -> Result<$kept, String> = $check;
                check(&text).map(Self)
            }
        }
    };
}

checked!(Name(String), name);
checked!(Remote(Address), Address::parse);
checked!(Branch(String), checked_branch);
checked!(ForgeName(Forge), |text| text.parse().map_err(|wrong| format!("no such forge: {wrong}")));
checked!(Page(String), page);
checked!(Repository(String), repository);

checked!(Readers(Visibility), readers);

/// Who may read a source. Only what all may read is served yet; the key is there so that nobody takes a source for
/// hidden that is not.
fn readers(text: &str) -> Result<Visibility, String> {
    if text == "public" {
        return Ok(Visibility::Public);
    }
    let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    Err(format!(
        "“{shown}” is not known yet: whoever reaches the site reads all of it, so only \"public\" is true; \
         keep what is not for all in an archive of its own, behind a proxy that knows its readers"
    ))
}

fn name(text: &str) -> Result<String, String> {
    let good = !text.trim().is_empty()
        && !text.starts_with('.')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '));
    if good {
        return Ok(text.trim().to_owned());
    }
    Err("a name has letters, digits, `-`, `_` and `.`, since it stands before paths; write one such as \"harbour\""
        .to_owned())
}

fn page(text: &str) -> Result<String, String> {
    let wrong = "give the first page of the repository, such as https://forge.example/team/minutes";
    let url = Url::parse(text).map_err(|_| wrong.to_owned())?;
    let plain = url.query().is_none() && url.fragment().is_none();
    let anonymous = url.username().is_empty() && url.password().is_none();
    let deep = url.path().trim_matches('/').contains('/');
    if !matches!(url.scheme(), "http" | "https") || !plain || !anonymous || !deep {
        return Err(wrong.to_owned());
    }
    let address = url.as_str().trim_end_matches('/');
    Ok(address.strip_suffix(".git").unwrap_or(address).to_owned())
}

fn repository(text: &str) -> Result<String, String> {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let parts: Vec<&str> = text.split('/').collect();
    if parts.len() >= 2 && parts.iter().all(|part| !part.is_empty() && part.chars().all(letter)) {
        return Ok(text.to_owned());
    }
    Err("give the repository whose issues `#12` means, such as \"team/work\"".to_owned())
}

/// One text, or a list of them.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a pattern of paths, or a list of such patterns")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "OneOrMany")]
struct Globs(Patterns);

impl TryFrom<OneOrMany> for Globs {
    type Error = String;

    fn try_from(given: OneOrMany) -> Result<Self, String> {
        let patterns = match given {
            OneOrMany::One(pattern) => vec![pattern],
            OneOrMany::Many(patterns) => patterns,
        };
        Patterns::new(&patterns).map(Self)
    }
}

/// One name for all, or a name for each pattern.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected the name of the series, or a table from patterns of paths to names")]
enum SeriesKey {
    All(String),
    Each(BTreeMap<String, String>),
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "SeriesKey")]
struct Series(SeriesRules);

impl TryFrom<SeriesKey> for Series {
    type Error = String;

    fn try_from(given: SeriesKey) -> Result<Self, String> {
        let rules = match given {
            SeriesKey::All(name) => BTreeMap::from([("**".to_owned(), name)]),
            SeriesKey::Each(rules) => rules,
        };
        SeriesRules::new(rules).map(Self)
    }
}
