//! Issues and pull requests as people type them: `#12`, `charts#12`, `owner/charts#12`, the address of an issue.

use crate::report::Reference;
use url::Url;

/// Parts of an address between the repository and the number: GitHub, GitLab (also behind `-`), Forgejo.
const TRACKERS: &[&str] = &["issues", "pull", "pulls", "merge_requests", "discussions"];

/// The canonical form of a reference; `None` where the text is none.
pub(super) fn canonical(text: &str) -> Option<String> {
    let reference = if text.contains("://") { of_address(text) } else { of_short_form(text) };
    reference.map(|reference| reference.to_string())
}

/// Whether a text is `owner/name` or `name`.
pub(super) fn is_repository(text: &str) -> bool {
    text.split('/').all(is_name) && !text.ends_with(".git")
}

fn of_short_form(text: &str) -> Option<Reference> {
    let (repository, number) = text.split_once('#')?;
    let valid = repository.is_empty() || is_repository(repository);
    let number = number_of(number)?;
    valid.then(|| Reference::new(repository, number))
}

fn of_address(text: &str) -> Option<Reference> {
    let address = Url::parse(text).ok()?;
    if !matches!(address.scheme(), "http" | "https") {
        return None;
    }
    let parts: Vec<&str> = address.path_segments()?.collect();
    let at = parts.iter().position(|part| TRACKERS.contains(part))?;
    let number = number_of(parts.get(at + 1)?)?;
    let mut repository = parts.get(..at)?;
    if let Some((&"-", before)) = repository.split_last() {
        repository = before;
    }
    let valid = repository.len() >= 2 && repository.iter().all(|part| is_name(part));
    valid.then(|| Reference::new(&repository.join("/"), number))
}

fn number_of(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn is_name(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}
