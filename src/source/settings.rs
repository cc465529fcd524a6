//! What a team says of one source beside where it is: which files count, what their series are called, where they can
//! be read on the web.

use crate::report::Web;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::fmt;

/// What is said of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// What stands before its paths where there are several sources; the folder's or the repository's name otherwise.
    pub name: Option<String>,
    /// Which files are read.
    pub files: Selection,
    /// What the series are called.
    pub series: SeriesRules,
    /// Where the files can be read on the web.
    pub web: Option<Web>,
    /// The repository, as `owner/name`, whose issues a bare `#12` means.
    pub issues: Option<String>,
    /// Who may read it.
    pub visibility: Visibility,
}

/// Who may read a source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Whoever reaches the site.
    #[default]
    Public,
}

/// Patterns of paths. `*` stays within a folder, `**` does not; a pattern that names a folder means all below it.
#[derive(Clone, Default)]
pub struct Patterns {
    written: Vec<String>,
    set: GlobSet,
}

impl Patterns {
    /// Reads patterns.
    ///
    /// # Errors
    /// Where one cannot be read; the message names it.
    pub fn new(patterns: &[String]) -> Result<Self, String> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let folder = pattern.trim_end_matches('/');
            for glob in [folder.to_owned(), format!("{folder}/**")] {
                let glob = GlobBuilder::new(&glob).literal_separator(true).build();
                let wrong = |error: globset::Error| {
                    format!(
                        "“{pattern}” is no pattern of paths: {}; write one such as \"docs/meetings/**\"",
                        error.kind()
                    )
                };
                set.add(glob.map_err(wrong)?);
            }
        }
        let set = set.build().map_err(|error| error.to_string())?;
        Ok(Self { written: patterns.to_vec(), set })
    }

    /// Whether a path matches one of them.
    pub fn match_path(&self, path: &str) -> bool {
        self.set.is_match(path)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }
}

impl fmt::Debug for Patterns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.fmt(f)
    }
}

impl PartialEq for Patterns {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for Patterns {}

/// Which files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these; all where there is no pattern.
    pub include: Patterns,
    /// Not these.
    pub exclude: Patterns,
}

impl Selection {
    /// Whether a path, relative to the root of the source, is read.
    pub fn takes(&self, path: &str) -> bool {
        (self.include.is_empty() || self.include.match_path(path)) && !self.exclude.match_path(path)
    }
}

/// What the series of files are called, where it is not the name of their folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesRules {
    rules: Vec<(Patterns, String)>,
}

impl SeriesRules {
    /// Rules from patterns and names. Where several patterns match a path, the longest counts, since it says most.
    ///
    /// # Errors
    /// Where a pattern cannot be read, or a name is empty.
    pub fn new(rules: impl IntoIterator<Item = (String, String)>) -> Result<Self, String> {
        let mut rules: Vec<(String, String)> = rules.into_iter().collect();
        rules.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        let rules = rules.into_iter().map(|(pattern, name)| {
            let name = name.trim().to_owned();
            if name.is_empty() || name.contains('/') || name.chars().any(char::is_control) {
                return Err(format!(
                    "“{name}” cannot be the name of a series; write one such as \"council\""
                ));
            }
            Ok((Patterns::new(&[pattern])?, name))
        });
        Ok(Self { rules: rules.collect::<Result<_, _>>()? })
    }

    /// The series of a path, relative to the root of the source; `None` where no rule speaks of it.
    pub fn of(&self, path: &str) -> Option<&str> {
        let found = self.rules.iter().find(|(patterns, _)| patterns.match_path(path));
        found.map(|(_, name)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{Patterns, Selection, SeriesRules};

    fn patterns(of: &[&str]) -> Patterns {
        Patterns::new(&of.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn files_are_chosen_by_their_paths() {
        let all = Selection::default();
        let some = Selection {
            include: patterns(&["docs/meetings", "*.md"]),
            exclude: patterns(&["**/template.md", "docs/meetings/old/"]),
        };
        let cases = [
            ("docs/meetings/a.md", true),
            ("docs/meetings/harbour/2024/a.md", true),
            ("docs/meetings-old/a.md", false),
            ("docs/a.md", false),
            ("a.md", true),
            ("docs/meetings/harbour/template.md", false),
            ("docs/meetings/old/a.md", false),
        ];
        for (path, wanted) in cases {
            assert_eq!(some.takes(path), wanted, "{path}");
            assert!(all.takes(path));
        }
    }

    #[test]
    fn the_longest_pattern_names_the_series() {
        let rules =
            [("**", "harbour"), ("docs/council/**", "council"), ("docs/council/minutes/**", "minutes")];
        let rules = SeriesRules::new(rules.map(|(a, b)| (a.to_owned(), b.to_owned()))).unwrap();
        assert_eq!(rules.of("docs/council/minutes/a.md"), Some("minutes"));
        assert_eq!(rules.of("docs/council/a.md"), Some("council"));
        assert_eq!(rules.of("a.md"), Some("harbour"));
        assert_eq!(SeriesRules::default().of("a.md"), None);
    }

    #[test]
    fn what_is_no_pattern_is_said() {
        let wrong = Patterns::new(&["docs/[a".to_owned()]).unwrap_err();
        insta::assert_snapshot!(wrong, @r#"“docs/[a” is no pattern of paths: unclosed character class; missing ']'; write one such as "docs/meetings/**""#);
        assert!(SeriesRules::new([("**".to_owned(), " ".to_owned())]).is_err());
    }
}
