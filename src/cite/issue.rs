//! The address of a new issue that is filled in.
//!
//! | Forge | Address | Takes |
//! | --- | --- | --- |
//! | GitHub | `…/issues/new` | `template`, `labels`, `body` (or a field of an issue form) |
//! | GitLab | `…/-/issues/new` | `issuable_template`, `issue[description]`; labels as a quick action in it |
//! | Forgejo | `…/issues/new` | `template`, `body`; labels only by number, so the template has to name them |

pub use crate::report::Forge;

use url::Url;

/// The longest address that is taken, in bytes. GitHub refuses more than 8,191, and nginx, which stands before most of
/// the others, reads a request line into 8 KB. The method, the protocol and the path of a sign-in page need some.
const LONGEST: usize = 8_000;

/// What stands in place of citations that are too long for an address.
const TOO_LONG: &str = "<!-- Paste the citations here. -->\n";

/// Where new issues go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracker {
    forge: Forge,
    repository: Url,
    template: Option<String>,
    labels: Vec<String>,
    field: Option<String>,
}

/// A new issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIssue {
    /// The address that opens it.
    pub address: String,
    /// Whether the address brings the citations along; where they are too long for it, they have to be pasted.
    pub filled: bool,
}

impl Tracker {
    /// The tracker of a repository.
    ///
    /// # Errors
    /// Where the address is not that of a repository; the message says what would be right.
    pub fn new(forge: Forge, repository: &str) -> Result<Self, String> {
        let wrong = |why: &str| {
            format!(
                "issues.url is “{repository}”: {why}; give the page of the repository, such as https://forge.example/owner/repository"
            )
        };
        let mut url = Url::parse(repository).map_err(|_| wrong("that is no address"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(wrong("only http and https can be opened"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("issues.url holds a name or a password, which every reader would see; leave it out"
                .to_owned());
        }
        let names = |url: &Url| {
            url.path_segments()
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let mut parts: Vec<String> = names(&url);
        if let Some(last) = parts.last_mut()
            && let Some(name) = last.strip_suffix(".git")
        {
            *last = name.to_owned();
        }
        if url.query().is_some()
            || url.fragment().is_some()
            || parts.iter().any(|part| part == "issues" || part == "-")
        {
            return Err(wrong("that is a page inside the repository"));
        }
        let exact = forge == Forge::Github;
        if parts.len() < 2 || exact && parts.len() > 2 {
            return Err(wrong("that has not one owner and one repository"));
        }
        url.set_path(&parts.join("/"));
        Ok(Self { forge, repository: url, template: None, labels: Vec::new(), field: None })
    }

    /// The same with a template of the repository.
    #[must_use]
    pub fn with_template(mut self, template: Option<String>) -> Self {
        self.template = template;
        self
    }

    /// The same with the field of an issue form that takes the citations.
    ///
    /// # Errors
    /// Where the forge has no such fields.
    pub fn with_field(mut self, field: Option<String>) -> Result<Self, String> {
        if field.is_some() && self.forge != Forge::Github {
            return Err(format!(
                "issues.field names a field of GitHub's issue forms; {} takes the text alone",
                self.forge
            ));
        }
        self.field = field;
        Ok(self)
    }

    /// The same with labels.
    ///
    /// # Errors
    /// Where the forge takes none in an address.
    pub fn with_labels(mut self, labels: Vec<String>) -> Result<Self, String> {
        if !labels.is_empty() && self.forge == Forge::Forgejo {
            return Err(
                "issues.labels: Forgejo takes no names of labels in an address; let the template name them"
                    .to_owned(),
            );
        }
        if let Some(wrong) = labels.iter().find(|label| label.contains([',', '"', '\n'])) {
            return Err(format!("issues.labels: “{wrong}” holds a comma, a quote or a line break"));
        }
        self.labels = labels;
        Ok(self)
    }

    /// `owner/repository`.
    pub fn name(&self) -> &str {
        self.repository.path().trim_matches('/')
    }

    /// The forge.
    pub fn forge(&self) -> Forge {
        self.forge
    }

    /// A new issue that holds a text, where the text fits into its address.
    pub fn new_issue(&self, text: &str) -> NewIssue {
        let address = self.address(text);
        // Whoever is not signed in is sent through a page that carries the address in its own, encoded once more.
        let carried: usize = url::form_urlencoded::byte_serialize(address.as_bytes()).map(str::len).sum();
        if carried <= LONGEST {
            return NewIssue { address, filled: true };
        }
        NewIssue { address: self.address(TOO_LONG), filled: false }
    }

    fn address(&self, text: &str) -> String {
        let mut url = self.repository.clone();
        let path =
            format!("{}{}/issues/new", url.path(), if self.forge == Forge::Gitlab { "/-" } else { "" });
        url.set_path(&path);
        let mut body = text.to_owned();
        {
            let mut query = url.query_pairs_mut();
            let names = match self.forge {
                Forge::Gitlab => ("issuable_template", "issue[description]"),
                Forge::Github | Forge::Forgejo => ("template", self.field.as_deref().unwrap_or("body")),
            };
            if let Some(template) = &self.template {
                query.append_pair(names.0, template);
            }
            if !self.labels.is_empty() {
                match self.forge {
                    Forge::Gitlab => {
                        let quoted: Vec<String> =
                            self.labels.iter().map(|label| format!("~\"{label}\"")).collect();
                        body.push_str(&format!("\n/label {}\n", quoted.join(" ")));
                    }
                    Forge::Github | Forge::Forgejo => {
                        query.append_pair("labels", &self.labels.join(","));
                    }
                }
            }
            query.append_pair(names.1, &body);
        }
        url.into()
    }
}
