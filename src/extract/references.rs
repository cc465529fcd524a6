//! Issues, pull requests and other links that a passage names.
//!
//! 1. Addresses of issues on any forge that shapes them as GitHub, GitLab or Forgejo do.
//! 2. `owner/repository#12`, `repository#12`, `#12` in words; `issue#12` and `PR #7` name no repository.

use crate::outline::Inline;
use crate::report::Reference;
use crate::vocabulary::Reading;
use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// What a passage links to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// Issues and pull requests, each once, in order.
    pub(super) refs: Vec<Reference>,
    /// Other addresses, each once, in order.
    pub(super) urls: Vec<String>,
    /// All of them, where they are many.
    seen: HashSet<String>,
}

/// Fewer links are no list.
const FEW: usize = 16;

impl Links {
    /// Adds what the words of one block name.
    pub(super) fn read(&mut self, inline: &Inline, words: &Reading) {
        self.outside(inline.links(), (inline, &(0..inline.text.len())), words);
    }

    /// Adds what a part of them names.
    pub(super) fn read_part(&mut self, inline: &Inline, part: &Range<usize>, words: &Reading) {
        self.outside(inline.links_in(part), (inline, part), words);
    }

    /// Adds links, and what the part of a text names that is outside of them: what stands inside a link is its name,
    /// not a further reference.
    fn outside<'a>(
        &mut self,
        links: impl Iterator<Item = (&'a str, Range<usize>)>,
        (inline, part): (&Inline, &Range<usize>),
        words: &Reading,
    ) {
        let mut outside = String::new();
        let mut at = part.start;
        let mut any = false;
        for (url, range) in links {
            any = true;
            self.url(url);
            if range.start >= at {
                outside.push_str(inline.slice(&(at..range.start)));
                outside.push(' ');
                at = range.end.min(part.end);
            }
        }
        if any {
            outside.push_str(inline.slice(&(at..part.end)));
            self.words(&outside, words);
        } else {
            self.words(inline.slice(part), words);
        }
    }

    fn url(&mut self, url: &str) {
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return;
        }
        match reference_of_url(url) {
            Some(reference) => self.add(&reference),
            None => self.add_url(url),
        }
    }

    fn words(&mut self, text: &str, words: &Reading) {
        // Most texts have no colon at all.
        if memchr::memchr(b':', text.as_bytes()).is_some() && text.contains("://") {
            let mut rest = String::with_capacity(text.len());
            let mut at = 0;
            for found in ADDRESS.find_iter(text) {
                rest.push_str(text.get(at..found.start()).unwrap_or_default());
                at = found.end();
                self.url(found.as_str());
            }
            rest.push_str(text.get(at..).unwrap_or_default());
            self.numbers(&rest, words);
        } else {
            self.numbers(text, words);
        }
    }

    fn numbers(&mut self, text: &str, words: &Reading) {
        if memchr::memchr(b'#', text.as_bytes()).is_none() {
            return;
        }
        for found in NUMBER.captures_iter(text) {
            let named = found.name("repo").map_or("", |m| m.as_str());
            let Some(Ok(number)) = found.name("number").map(|m| m.as_str().parse::<u64>()) else { continue };
            let before = || found.get(0).and_then(|m| text.get(..m.start())).unwrap_or_default();
            let word = || before().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let counted = if named.is_empty() { words.issues.has(word()) } else { words.issues.has(named) };
            let repository = if counted { "" } else { named };
            // `#1` is a rank more often than an issue.
            if counted || !repository.is_empty() || number > 9 {
                self.add(&Reference::new(repository, number));
            }
        }
    }

    pub(super) fn add(&mut self, reference: &Reference) {
        if self.is_new(reference.as_str()) {
            self.refs.push(reference.clone());
        }
    }

    fn add_url(&mut self, url: &str) {
        if self.is_new(url) {
            self.urls.push(url.to_owned());
        }
    }

    /// Whether something was not named before; a few are compared one by one.
    fn is_new(&mut self, name: &str) -> bool {
        let mut known = self.refs.iter().map(Reference::as_str).chain(self.urls.iter().map(String::as_str));
        if self.refs.len() + self.urls.len() < FEW {
            return !known.any(|known| known == name);
        }
        if self.seen.is_empty() {
            self.seen = known.map(str::to_owned).collect();
        }
        self.seen.insert(name.to_owned())
    }
}

/// Patterns are ours and constant: that they compile is tested. The empty pattern of a broken one finds nothing
/// of use.
fn pattern(text: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "constant patterns, compiled by the tests of this file")]
    Regex::new(text).expect("a constant pattern")
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r#"https?://[^\s<>"\])]*[^\s<>"\])'.,;:!?*]"#));

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s(\[,;:/])(?P<repo>[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)?)?#(?P<number>[0-9]{1,7})\b",
    )
});

/// Parts of an address behind which the number of an issue stands.
const KINDS: [&str; 5] = ["issues", "pull", "pulls", "merge_requests", "discussions"];

/// The issue behind an address: `https://host/owner/repository/issues/12`, with more groups or a `-` between on GitLab,
/// and what stands behind the number.
pub(super) fn reference_of_url(url: &str) -> Option<Reference> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let (_, path) = rest.split_once('/').filter(|(host, _)| !host.is_empty())?;
    let mut parts = 0;
    let mut from = 0;
    // The shortest repository that an issue follows.
    loop {
        let end = path.get(from..)?.find('/').map(|at| from + at)?;
        if end == from {
            return None;
        }
        parts += 1;
        let behind = path.get(end + 1..)?;
        let found =
            || number_behind(behind.strip_prefix("-/").unwrap_or_default()).or_else(|| number_behind(behind));
        if parts >= 2
            && let Some(number) = found()
        {
            let repository = path.get(..end)?;
            // A team's discussions (`/orgs/x/teams/y/discussions/9`) and API addresses are no repository.
            let other = repository.starts_with("orgs/") || repository.starts_with("repos/");
            return (!other).then(|| Reference::new(repository, number));
        }
        from = end + 1;
    }
}

/// The number of `issues/12`, where nothing but a further path, a question or a place on the page follows.
fn number_behind(text: &str) -> Option<u64> {
    let (kind, rest) = text.split_once('/')?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = rest.split_at_checked(length)?;
    let ends = behind.is_empty() || behind.starts_with(['/', '#', '?']) && !behind.contains('\n');
    if KINDS.contains(&kind) && (1..=9).contains(&length) && ends { number.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::Links;
    use crate::outline::parse;
    use crate::vocabulary::Reading;

    #[test]
    fn references_however_written() {
        let cases = [
            ("see [the PR](https://github.com/Org/repo/pull/274)", "org/repo#274"),
            ("https://github.com/org/repo/issues/12#issuecomment-3.", "org/repo#12"),
            ("<https://gitlab.com/group/sub/repo/-/merge_requests/7>", "group/sub/repo#7"),
            ("<https://codeberg.org/org/repo/pulls/8>", "org/repo#8"),
            ("org/repo#12 and repo#13, #14", "org/repo#12 repo#13 #14"),
            ("[#274](https://github.com/org/repo/pull/274)", "org/repo#274"),
            ("we are #1", ""),
            ("see PR#625, issue#12 and Issue#3", "#625 #12 #3"),
            ("PR #7 and (pull request #8)", "#7 #8"),
            ("C# 12, a#b, channel #general", ""),
            ("https://github.com/org/repo", ""),
            ("<https://github.com/org/repo/issues/12/x?y#z>", "org/repo#12"),
            ("<https://github.com/issues/pull/issues/12>", "issues/pull#12"),
            ("<https://github.com/org/repo/issues/12x>", ""),
            ("<https://github.com/org/repo/issues/1234567890>", ""),
            ("<https://github.com/org/issues/12>", ""),
            ("<https://github.com/org//issues/12>", ""),
            ("<https://gitlab.com/group/repo/x/-/issues/3>", "group/repo/x#3"),
            ("https://github.com/orgs/x/teams/y/discussions/9", ""),
        ];
        for (text, wanted) in cases {
            let mut links = Links::default();
            links.read(&parse(text).nodes[0].inline, Reading::builtin());
            let found: Vec<&str> = links.refs.iter().map(|reference| reference.as_str()).collect();
            assert_eq!(found.join(" "), wanted, "{text}");
        }
    }
}
