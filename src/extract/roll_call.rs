//! One person of a roll call: `Ada Lovelace / Analytical Engines / @ada (will be late)` and its kin.

use super::person_words::{self, take_account, without_role};
use super::roll_words::{Answer, take_answer, without_titles};
use super::wording::is_address;
use crate::outline::{Inline, MarkKind};
use crate::report::{Attendee, Lines};
use crate::vocabulary::Reading;
use std::borrow::Cow;

/// Longer texts are sentences, no names.
const MAX_TEXT: usize = 160;
const MAX_NAME: usize = 60;

/// What one text of a roll call says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// A person who was there.
    Present(Attendee),
    /// Somebody who was not, a pattern line, an empty bullet: nobody.
    Nobody,
    /// No name at all: what stands here is no roll call.
    Words,
}

/// Reads one person from the words of a bullet or line.
pub(super) fn read(inline: &Inline, lines: Lines, words: &Reading) -> Read {
    let text = inline.flat();
    let linked = inline.links().find_map(|(url, _)| handle_of_url(url));
    let struck = inline.marks.iter().any(|mark| mark.kind == MarkKind::Struck) && inline.is_struck();
    if struck { Read::Nobody } else { read_text(text, linked, lines, words) }
}

/// Reads one person from plain text; `linked` is the account that a link in it leads to.
pub(super) fn read_text(text: &str, linked: Option<String>, lines: Lines, words: &Reading) -> Read {
    let text = text.trim().trim_start_matches(['*', '-', '•', '·', '¦', '|']).trim();
    // `#roof-talk` is a room.
    if text.is_empty() || text.starts_with('#') || is_pattern(text, words) {
        return Read::Nobody;
    }
    // An address that leads to nobody's account is a form or a room.
    let address = linked.is_none() && is_address(text) && !text.contains(' ');
    if text.len() > MAX_TEXT || address && handle_of_url(text).is_none() {
        return Read::Words;
    }
    // `Ada Quill (@adaq) #3/4`: how often somebody came.
    let count =
        |tail: &str| tail.starts_with('#') && tail.bytes().skip(1).all(|b| b.is_ascii_digit() || b == b'/');
    let text =
        text.rsplit_once(' ').filter(|(_, tail)| count(tail)).map_or(text, |(kept, _)| kept.trim_end());
    let (text, answer) = take_answer(text, words);
    if answer == Some(Answer::Stayed) || is_everybody(text, words) {
        return Read::Nobody;
    }
    let told = without_pronouns(without_titles(without_role(text, words), words), words);
    let (told, account) = take_account(&told, words);
    let told = person_words::without_firm_commas(&told, words);
    let (bare, brackets) = take_brackets(&told, words);
    if brackets.iter().any(|remark| words.absent.stands_accented_in(remark)) {
        return Read::Nobody;
    }
    let mut person = Attendee {
        name: String::new(),
        handle: account.or(linked),
        affiliation: None,
        abbreviation: None,
        person: String::new(),
        lines,
    };
    let fields = fields(&bare);
    for (index, field) in fields.iter().enumerate() {
        read_field(index, field, &mut person);
    }
    for bracket in &brackets {
        read_bracket(bracket, &mut person, words);
    }
    if let Some(name) = before_joint(&person.name, words) {
        if words.absent.stands_accented_in(person.name.get(name.len()..).unwrap_or_default()) {
            return Read::Nobody;
        }
        person.name = name.to_owned();
    }
    if let Some((short, name)) = person_words::initials_in_front(&person.name) {
        person.abbreviation.get_or_insert_with(|| short.to_owned());
        person.name = name.to_owned();
    }
    if person.name.is_empty() {
        person.name = person.handle.clone().unwrap_or_default();
    }
    let initial =
        person.name.chars().count() == 1 && person.name.chars().all(char::is_uppercase) && fields.len() > 1;
    if initial
        || is_name(&person.name, words)
        || is_numbered(&person.name)
        || person.handle.as_deref() == Some(person.name.as_str())
    {
        Read::Present(person)
    } else {
        Read::Words
    }
}

/// `all except Dov`, `3 guests`, `TBD`: nobody in person.
fn is_everybody(text: &str, words: &Reading) -> bool {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let second = rest.split(' ').next().unwrap_or_default();
    let small = rest.split(' ').any(|word| word.starts_with(char::is_lowercase));
    // `2 Ada van Dyke`, `Team lead Ada` are somebody.
    let counted = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    counted && second.starts_with(char::is_lowercase)
        || words.groups.has(first) && (rest.is_empty() || small && !words.roles.has(second))
}

/// Words that join something to a name are no longer.
const JOINT: usize = 4;

/// The full name before a small word that joins something to it: `Ada Quill for Oakfield`.
fn before_joint<'a>(name: &'a str, words: &Reading) -> Option<&'a str> {
    let mut end = 0;
    for (count, word) in name.split(' ').enumerate() {
        if word.len() <= JOINT && words.not_names.contains(word) {
            return name.get(..end).filter(|_| (2..=3).contains(&count)).map(str::trim_end);
        }
        let name = word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
        if !name || words.not_names.has(word) {
            return None;
        }
        end += word.len() + 1;
    }
    None
}

/// `Ada Quill, she/her / Oakfield`: pronouns are no field.
fn without_pronouns<'a>(text: &'a str, words: &Reading) -> Cow<'a, str> {
    let is_pronoun = |word: &str| words.pronouns.has(word.trim_matches([',', '(', ')', ';', '.']));
    if !text.contains('/') || !text.split_whitespace().any(is_pronoun) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let pronoun = is_pronoun(word);
        // `(she/her), Oakfield`: the comma stays.
        if pronoun && word.ends_with("),") {
            kept.push(',');
            continue;
        }
        // `(she/her, Oakfield)`: the bracket stays.
        let bracket = pronoun && word.starts_with('(') && !word.contains(')');
        let open = kept.is_empty() || kept.ends_with('(');
        kept.push_str(if open || pronoun && !bracket { "" } else { " " });
        kept.push_str(if bracket {
            "("
        } else if pronoun {
            ""
        } else {
            word
        });
    }
    Cow::Owned(kept)
}

/// The fields between slashes, bars, dashes or commas; the first separator that occurs counts.
fn fields(text: &str) -> Vec<&str> {
    let separates = |byte: u8| matches!(byte, b'|' | b'/' | b'-' | b'\t' | b',' | b';') || !byte.is_ascii();
    if !text.bytes().any(separates) {
        return vec![text.trim()];
    }
    let split = |separator: &str| text.split(separator).map(str::trim).collect::<Vec<_>>();
    // `Ada / @adaq / Oakfield | Ponds`: what parts the name from the rest counts.
    let barred = text.find(['|', '¦', '\t']);
    let first = barred.is_none_or(|bar| text.find(" / ").is_some_and(|slash| slash < bar));
    if first && let Some(fields) = slashed(text) {
        return fields;
    }
    for separator in ["|", "¦", "/", " -- ", " – ", " — ", " - ", "- ", "\t", ", ", "; "] {
        let is_path = separator == "/" && text.contains("://");
        if text.contains(separator) && !is_path {
            return split(separator);
        }
    }
    vec![text.trim()]
}

/// The fields between slashes that stand free at one side at least: those inside a word part nothing.
fn slashed(text: &str) -> Option<Vec<&str>> {
    let mut fields = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices('/') {
        let before = text.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
        let behind = text.get(at + 1..).is_some_and(|behind| behind.starts_with([' ', '@', '\t']));
        if before || behind {
            fields.push(text.get(from..at).unwrap_or_default().trim());
            from = at + 1;
        }
    }
    if fields.is_empty() {
        return None;
    }
    fields.push(text.get(from..).unwrap_or_default().trim());
    let first = fields.remove(0);
    // `Ada Quill - Oakfield / Ponds`: the slash is that of the place.
    let dash = [" - ", " – ", " — "].into_iter().find(|dash| first.contains(dash) && !text.contains('@'));
    if let Some((name, place)) = dash.and_then(|dash| text.split_once(dash)) {
        return Some(vec![name.trim(), place.trim()]);
    }
    // `Ada Quill/Oakfield /@ada`: the name ends at the first slash, free or not.
    let mut all: Vec<&str> = first.splitn(2, '/').map(str::trim).collect();
    all.extend(fields);
    Some(all)
}

fn read_field(index: usize, field: &str, person: &mut Attendee) {
    let rest = if field.contains(['@', ':']) {
        Cow::Owned(take_handle(field, person))
    } else {
        crate::outline::flatten(field)
    };
    let rest = rest.trim_matches(|c: char| {
        // Emoji, but no accents that are letters of their own.
        let sign = c >= '\u{2000}' && !c.is_alphanumeric();
        sign || c.is_whitespace()
            || matches!(c, '*' | '_' | '~' | '`' | '-' | ':' | ',' | ';' | '/' | '|' | '<' | '>' | ']')
    });
    if rest.is_empty() {
        return;
    }
    if index == 0 {
        // `Ada Quill, she/her`: what follows a comma is no name.
        let name = rest.split(", ").next().unwrap_or(rest);
        let initial = name.split_whitespace().next_back().is_some_and(|word| word.chars().count() <= 2);
        person.name = if initial { name } else { name.trim_end_matches('.') }.to_owned();
    } else if person.affiliation.is_none() {
        person.affiliation = Some(rest.to_owned());
    } else if person.handle.is_none() && is_handle(rest) {
        person.handle = Some(rest.to_owned());
    }
}

/// Takes the handle out of a field, and addresses; what is left.
fn take_handle(field: &str, person: &mut Attendee) -> String {
    let mut rest = Vec::new();
    for word in field.split_whitespace() {
        match word.strip_prefix('@').map(|handle| handle.trim_matches(|c: char| !is_handle_char(c))) {
            Some(handle) if is_handle(handle) => {
                person.handle = person.handle.take().or_else(|| Some(handle.to_owned()))
            }
            // An address is neither name nor institution.
            _ if word.contains("mailto:") || word.contains('@') && word.contains('.') => {}
            _ => rest.push(word),
        }
    }
    rest.join(" ")
}

/// What stands in brackets: a handle, initials, a role, an institution, a remark.
fn read_bracket(bracket: &str, person: &mut Attendee, words: &Reading) {
    let inside = bracket.trim();
    if let Some(handle) = inside.strip_prefix('@').filter(|handle| is_handle(handle)) {
        person.handle.get_or_insert_with(|| handle.to_owned());
    } else if words.roles.contains(inside.to_lowercase().as_str()) {
        // A role is neither name nor institution.
    } else if let Some(short) = inside.split([';', ',']).next().filter(|short| is_abbreviation(short)) {
        // `(AQ; roofs and ponds)`.
        person.abbreviation.get_or_insert_with(|| short.to_owned());
    } else if person.affiliation.is_none()
        && inside.split_whitespace().count() <= 4
        && inside.chars().next().is_some_and(char::is_uppercase)
    {
        person.affiliation = Some(inside.to_owned());
    }
}

/// The text without what stands in brackets, and that. A bracket that stays open reaches to the end. Behind a bracket
/// a small word that is no name begins a remark: `Ada Quill (Oakfield) co-chair of the shed`.
fn take_brackets<'t>(text: &'t str, words: &Reading) -> (Cow<'t, str>, Vec<&'t str>) {
    let opening = |text: &str| text.bytes().position(|byte| matches!(byte, b'(' | b'['));
    if opening(text).is_none() {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut bare = String::with_capacity(text.len());
    let mut brackets = Vec::new();
    let mut rest = text;
    while let Some((front, behind)) = opening(rest).and_then(|open| rest.split_at_checked(open)) {
        bare.push_str(front);
        let behind = behind.get(1..).unwrap_or_default();
        let end = closing(behind);
        brackets.push(behind.get(..end).unwrap_or_default());
        rest = behind.get(end + 1..).unwrap_or_default();
    }
    let first = rest.split_whitespace().next().unwrap_or_default();
    let remark = first.starts_with(char::is_lowercase)
        && (words.roles.contains(first) || words.not_names.contains(first));
    if !remark {
        bare.push_str(rest);
    }
    (Cow::Owned(bare), brackets)
}

/// Where the bracket ends that is open at the beginning of a text: at its own end where others stand inside.
fn closing(text: &str) -> usize {
    let mut depth = 1_u32;
    let end = text.bytes().position(|byte| {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    end.or_else(|| text.find([')', ']'])).unwrap_or(text.len())
}

/// Whether a line shows the pattern to follow: `name / institution / GitHub handle`.
fn is_pattern(text: &str, words: &Reading) -> bool {
    // `Nick` alone is somebody.
    if text.starts_with(char::is_uppercase) && words.names_too.has(text) {
        return false;
    }
    let pattern = |text: &str| {
        let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        parts.into_iter().all(|word| words.placeholders.has(word))
    };
    if text.is_ascii() { pattern(text) } else { pattern(&text.to_lowercase()) }
}

/// Initials such as `WH`, `SYG`.
pub(super) fn is_abbreviation(text: &str) -> bool {
    (2..=4).contains(&text.chars().count()) && text.chars().all(|c| c.is_uppercase())
}

/// Whether a text can be somebody's name: few words, letters, no sentence.
pub(super) fn is_name(text: &str, words: &Reading) -> bool {
    let text = text.trim();
    if text.len() > MAX_NAME {
        return false;
    }
    let count = text.split_whitespace().count();
    let sentence =
        text.ends_with(['?', '!', ':']) || is_address(text) || text.contains(" = ") || text.contains(": ");
    let lettered = text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if count == 0 || count > 6 || sentence || !lettered || digits > 2 || words.roles.has(text) {
        return false;
    }
    let is_common = |word: &&str| words.not_names.has(word.trim_matches(|c: char| !c.is_alphanumeric()));
    // Beyond ASCII, lower case may end with a mark that is no letter.
    let lower = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) };
    let mut common = lower.split_whitespace().filter(is_common).count();
    // `Ada He`: a word of the language that is a last name too.
    let last = || text.split_whitespace().next_back().unwrap_or_default();
    let is_last = |last: &str| is_common(&last.to_lowercase().as_str()) && words.names_too.has(last);
    if count == 2 && common == 1 && last().starts_with(char::is_uppercase) && is_last(last()) {
        common = 0;
    }
    // `forgot to write`: without a capital no word of the language is part of a name.
    if count > 1 && common > 0 && !text.contains(char::is_uppercase) {
        return false;
    }
    // `Greetings for Ada and Ben`: a small word that joins others stands in no name.
    let mut joints = text.split_whitespace().skip(1).filter(|word| word.starts_with(char::is_lowercase));
    if count > 2 && text.contains(char::is_uppercase) && joints.any(|word| is_common(&word)) {
        return false;
    }
    // `An` and `Will` are names too: one common word of several is no objection.
    if count == 1 { common == 0 } else { common * 2 < count }
}

/// `adaq6740`: an account whose first owner came too late for the plain one.
fn is_numbered(name: &str) -> bool {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = name.len() - letters.len();
    letters.len() >= 3 && (3..=4).contains(&digits) && letters.bytes().all(|byte| byte.is_ascii_lowercase())
}

pub(super) fn is_handle(text: &str) -> bool {
    (1..=39).contains(&text.len())
        && text.chars().all(is_handle_char)
        && text.chars().any(char::is_alphanumeric)
}

fn is_handle_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// The account of a profile's address: `https://github.com/ada`.
pub(super) fn handle_of_url(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let name = path.trim_matches('/').trim_start_matches('@');
    let forge = ["github.com", "gitlab.com", "codeberg.org", "bitbucket.org"]
        .contains(&host.trim_start_matches("www."));
    (forge && !name.contains('/') && is_handle(name)).then(|| name.to_owned())
}
