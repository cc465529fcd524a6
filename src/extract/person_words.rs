//! What stands around a name in a roll call and is no part of it: initials in front, a role, an account with its label,
//! the comma in the name of a firm.

use super::name_words::initials_of;
use super::roll_call::is_handle;
use crate::vocabulary::Reading;
use std::borrow::Cow;

/// Initials are no longer.
const MAX_INITIALS: usize = 5;

/// The initials in front of a name, and the name: `AQ: Ada Quill`, `aq Ada Quill`.
pub(super) fn initials_in_front(text: &str) -> Option<(&str, &str)> {
    let (short, name) = text.split_once(' ')?;
    let name = name.trim();
    let letters = |short: &str| {
        (1..=MAX_INITIALS).contains(&short.len()) && short.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let initial = |word: &str| word.chars().next().map(|c| c.to_lowercase().to_string());
    if let Some(short) = short.strip_suffix(':') {
        let own = name.split(' ').any(|word| initial(word).is_some() && initial(word) == initial(short));
        let written = short.starts_with(char::is_uppercase) && short.len() * 2 <= name.len().max(4);
        return (letters(short) && written && own && !name.contains(':')).then_some((short, name));
    }
    let alike = short.chars().all(char::is_uppercase) || short.chars().all(char::is_lowercase);
    let fits = short.len() >= 2 && initials_of(name).to_lowercase() == short.to_lowercase();
    (letters(short) && alike && fits).then_some((short, name))
}

/// `Special guest Ada Quill`: what somebody is stands in front of the name.
pub(super) fn without_role<'t>(text: &'t str, words: &Reading) -> &'t str {
    let ends = text.match_indices([' ', ':']).map(|(at, _)| at).take(3);
    let role = |end: &usize| text.get(..*end).is_some_and(|front| words.roles.has(front));
    let rest = ends.filter(role).last().and_then(|end| text.get(end..));
    let rest = rest.map(|rest| rest.trim_start_matches([' ', ':']));
    rest.filter(|rest| rest.starts_with(char::is_uppercase)).unwrap_or(text)
}

/// `Ada Quill, GitHub: adaq`: the text without the account, and that.
pub(super) fn take_account<'t>(text: &'t str, words: &Reading) -> (Cow<'t, str>, Option<String>) {
    let label = text.match_indices(": ").find_map(|(colon, _)| {
        let front = text.get(..colon)?;
        let word = front.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let labelled = words.columns.handle.contains(&word.to_lowercase());
        labelled.then_some((front.len() - word.len(), colon + 2))
    });
    let Some((front, behind)) = label.and_then(|(end, start)| Some((text.get(..end)?, text.get(start..)?)))
    else {
        return (Cow::Borrowed(text), None);
    };
    let account = behind.split([' ', ',', ';', ')']).next().unwrap_or_default();
    let rest = behind.get(account.len()..).unwrap_or_default();
    let handle = account.trim_start_matches('@');
    if front.trim().is_empty() || !is_handle(handle) {
        return (Cow::Borrowed(text), None);
    }
    let front = front.trim_end_matches([' ', '-', '–', '—', ',', ';', '/', '|', '(']);
    (Cow::Owned(format!("{front}{}", rest.trim_start_matches(')'))), Some(handle.to_owned()))
}

/// `Oakfield, Inc.` without its comma.
pub(super) fn without_firm_commas<'t>(text: &'t str, words: &Reading) -> Cow<'t, str> {
    let form = |rest: &str| {
        let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        words.columns.forms.contains(&word.to_lowercase())
    };
    let commas = text.match_indices(',').map(|(at, _)| at);
    let firms: Vec<usize> = commas.filter(|at| text.get(at + 1..).is_some_and(form)).collect();
    if firms.is_empty() {
        return Cow::Borrowed(text);
    }
    let kept = text.char_indices().filter(|(at, _)| !firms.contains(at)).map(|(_, c)| c);
    Cow::Owned(kept.collect())
}
