//! Words that no forge makes a mention or a reference of.
//!
//! A forge reads the text that is left once markup is gone, so escaping does not help: `\@ada` still pings. An invisible
//! word joiner behind the sign does; the words stay as they are to the eye.
//!
//! | Written | Read by | Would |
//! | --- | --- | --- |
//! | `@name`, `@team/group`, `@all` | all | notify people |
//! | `#12`, `owner/repository#12` | all | show up in that history |
//! | `GH-12` | GitHub | the same |
//! | `!12`, `&12`, `$12`, `%12`, `~label`, `^alert#1` | GitLab | the same for its other things |
//! | `:name:` | all | become a picture |

/// The invisible mark that keeps two letters on one line, and a forge from reading on.
pub(super) const JOINER: char = '\u{2060}';

/// The words with a mark behind each sign that a forge would read.
pub(super) fn defused(words: &str) -> String {
    let mut safe = String::with_capacity(words.len() + 8);
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        safe.push(c);
        let next = chars.peek().map(|(_, next)| *next);
        if is_sign(c, next) || is_short_name(words, at, next) {
            safe.push(JOINER);
        }
    }
    safe
}

fn is_sign(c: char, next: Option<char>) -> bool {
    let named = next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '_' | '-' | '"' | '{'));
    match c {
        '@' | '#' => true,
        '!' | '&' | '$' | '%' | '~' | '^' => named,
        // `10:30` is none.
        ':' => next.is_some_and(char::is_alphabetic),
        _ => false,
    }
}

/// Whether the letter at `at` ends the `GH` of `GH-12`.
fn is_short_name(words: &str, at: usize, next: Option<char>) -> bool {
    if next != Some('-') || !words[at..].starts_with(['h', 'H']) {
        return false;
    }
    let before = words[..at].strip_suffix(['g', 'G']);
    before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
        && words[at + 2..].starts_with(|c: char| c.is_ascii_digit())
}
