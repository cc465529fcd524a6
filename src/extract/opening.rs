//! What stands in front of a statement: a label, a speaker, or both, in either order.
//!
//! `Name:`, `[name=X]`, `[X]`, `(X)`, `Next step -`, `#action`, `ACTION(Ada):`, `Resolution 3:`,
//! `Ada Quill: action item:` of somebody whom nobody else calls.

use super::done;
use super::name_list::parted;
use super::roll_call::is_name;
use super::roster::{Roster, bare, beginning};
use crate::vocabulary::{Reading, Role, fold};

/// Labels, speakers and tags in front are no more.
const MAX_FRONTS: usize = 6;
/// Labels and names are no longer.
const MAX_WORDS: usize = 6;

/// A name of somebody whom nobody else calls is no longer.
const MAX_STRANGER: usize = 32;

/// The front of a statement.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// Where the words behind it begin.
    pub(super) start: usize,
    /// Who says it.
    pub(super) speaker: Option<String>,
    /// What the label announces.
    pub(super) label: Option<Role>,
    /// Who the label itself names: `ACTION(Ada):`.
    pub(super) assigned: Vec<String>,
    /// Whether a box is written in front (`[ ]`, `[x]`), and whether it is ticked.
    pub(super) ticked: Option<bool>,
}

/// Reads the front of a statement; its place tells what is announced above it.
pub(super) fn read(words: &Reading, roster: &Roster<'_>, text: &str, place: Option<Role>) -> Opening {
    let ticked = boxed(text);
    let start = ticked.map_or_else(|| clock(text), |(_, used)| used);
    // `DONE - Ada: paint it` below what announces tasks is as good as a ticked box.
    let tasks = ticked.is_some() || place == Some(Role::Actions);
    let done = text.get(start..).filter(|_| tasks).and_then(|rest| done::in_front(words, rest));
    let start = start + done.unwrap_or(0);
    let ticked = if done.is_some() { Some(true) } else { ticked.map(|(ticked, _)| ticked) };
    let mut opening = Opening { start, ticked, ..Opening::default() };
    if let Some((front, used)) = marker(words, roster, text.get(start..).unwrap_or_default()) {
        opening.takes(front);
        opening.start += used;
    }
    for _ in 0..MAX_FRONTS {
        let rest = text.get(opening.start..).unwrap_or_default();
        let taken = leads(rest).into_iter().flatten().find_map(|(text, used)| {
            let comma = rest.get(..used).is_some_and(|front| front.ends_with(", "));
            // `Ada, Ben and Cleo to …` lists names; nobody speaks.
            let behind = rest.get(used..).unwrap_or_default();
            let listed = |leading: super::roster::Leading| leading.known || leading.names.len() > 1;
            if comma && roster.leading(behind).is_some_and(listed) {
                return None;
            }
            let front = Front::read(words, roster, text).filter(|front| !comma || front.fits_comma())?;
            // `Ada: Agreed — it is late`: she agrees.
            let dash = rest.get(..used).is_some_and(|front| front.ends_with("- ") || front.ends_with("— "));
            let assents = || words.assents.found(&fold(bare(text)));
            if dash && opening.speaker.is_some() && matches!(front, Front::Label(..)) && assents() {
                return None;
            }
            opening.takes(front).then_some(used)
        });
        let Some(used) = taken else { break };
        opening.start += used;
    }
    if opening.start == start
        && let Some((speaker, label, used)) = stranger(words, text.get(start..).unwrap_or_default())
    {
        // `Kitchen: action item: buy spoons` is to be done, by nobody who is named.
        let named = speaker.contains(' ') || roster.is_somebody(&speaker);
        opening.speaker = named.then_some(speaker);
        opening.label = Some(label);
        opening.start += used;
    }
    // `Todo: [x] paint it`: the box behind the label.
    let rest = text.get(opening.start..).unwrap_or_default();
    let inner = rest.trim_start();
    if let Some((ticked, used)) = boxed(inner).filter(|_| opening.label == Some(Role::Actions)) {
        opening.start += rest.len() - inner.len() + used;
        opening.ticked.get_or_insert(ticked);
    } else if opening.label == Some(Role::Actions)
        && let Some(used) = done::in_front(words, inner)
    {
        opening.start += rest.len() - inner.len() + used;
        opening.ticked = Some(true);
    }
    opening
}

impl Opening {
    /// Takes one front, unless there is one of its kind.
    fn takes(&mut self, front: Front) -> bool {
        match front {
            Front::Label(role, assigned) if self.label.is_none() => {
                self.label = Some(role);
                self.assigned = assigned;
                true
            }
            Front::Speaker(name) if self.speaker.is_none() => {
                self.speaker = Some(name);
                true
            }
            // `[name=Ada] [name=Ben]`: both.
            Front::Tagged(name) => {
                match &mut self.speaker {
                    Some(known) => {
                        known.push_str(", ");
                        known.push_str(&name);
                    }
                    None => self.speaker = Some(name),
                }
                true
            }
            Front::Label(..) | Front::Speaker(_) => false,
        }
    }
}

/// `Ada: action item: mend it`, where nobody else calls her: between a name and what is to be done stands a label.
fn stranger(words: &Reading, text: &str) -> Option<(String, Role, usize)> {
    // Most statements have no colon so near.
    let (name, _) = beginning(text, MAX_STRANGER).split_once(": ")?;
    let rest = text.get(name.len() + 2..)?;
    let (label, _) = beginning(rest, MAX_STRANGER).split_once(": ")?;
    let behind = rest.get(label.len() + 2..)?;
    let name = name.trim();
    let plain = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 2;
    let role = words.labels.role(label).filter(|role| plain && *role == Role::Actions)?;
    let everyday = |name: &str| words.labels.role(name).is_some() || words.not_asked.has(name);
    (is_name(name, words) && !everyday(name)).then(|| (name.to_owned(), role, text.len() - behind.len()))
}

enum Front {
    Label(Role, Vec<String>),
    Speaker(String),
    Tagged(String),
}

impl Front {
    /// What may stand before a comma: a name, or `Action`; `Agreed, it is late` is no label.
    fn fits_comma(&self) -> bool {
        matches!(self, Self::Speaker(_) | Self::Label(Role::Actions, _))
    }

    fn read(words: &Reading, roster: &Roster<'_>, text: &str) -> Option<Self> {
        let tag = text.strip_prefix("name=");
        let plain = bare(tag.unwrap_or(text));
        if tag.is_some() && !plain.is_empty() {
            return Some(Self::Tagged(plain.to_owned()));
        }
        let speaks = is_speaker(roster, plain);
        // `AI:` may be initials.
        if speaks && plain.len() <= 3 {
            return Some(Self::Speaker(plain.to_owned()));
        }
        let numbered = plain
            .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '#' | '-' | ' ' | '.' | '°' | 'º'));
        // `Resolution No. 3`.
        let numbered = numbered
            .rsplit_once(' ')
            .filter(|(_, sign)| numbered.len() < plain.len() && words.numbering.has(sign))
            .map_or(numbered, |(label, _)| label);
        if let Some(role) = words.labels.role(numbered) {
            let inside = text.split_once('(').map(|(_, rest)| rest.split(')').next().unwrap_or_default());
            let assigned = inside.filter(|inside| is_speaker(roster, bare(inside)));
            return Some(Self::Label(
                role,
                assigned.map(|inside| split(bare(inside), words)).unwrap_or_default(),
            ));
        }
        // `ACTION Ada`, `Action for Ada`.
        if let Some((label, name)) = plain.split_once(' ')
            && let Some(role) = words.labels.role(label)
            && let name = handed(words, name).unwrap_or(name)
            && (is_speaker(roster, bare(name)) || words.groups.contains(bare(name)))
        {
            return Some(Self::Label(role, split(bare(name), words)));
        }
        speaks.then(|| Self::Speaker(plain.to_owned()))
    }
}

/// `AI Ada Quill write to them`, `AI(AQ) call`, `AI[Ben] mend it`: a short label of tasks in capitals with somebody's
/// name, and nothing between that and the task.
fn marker(words: &Reading, roster: &Roster<'_>, text: &str) -> Option<(Front, usize)> {
    let end = text.find(|c: char| !c.is_ascii_uppercase()).filter(|end| (2..=4).contains(end))?;
    let (label, behind) = text.split_at(end);
    if words.labels.role(label) != Some(Role::Actions) {
        return None;
    }
    let closing = match behind.chars().next()? {
        '(' => ')',
        '[' => ']',
        ' ' => {
            // `AI to Ada - write to them`.
            let spaced = behind.get(1..)?;
            let behind = handed(words, spaced).unwrap_or(spaced);
            let skipped = spaced.len() - behind.len();
            let ends = behind.match_indices([' ', ':', ',']).map(|(at, _)| at).take(3).collect::<Vec<_>>();
            let known = |&end: &usize| behind.get(..end).is_some_and(|name| named(roster, name));
            let name = behind.get(..ends.into_iter().rev().find(known)?)?;
            let rest = behind.get(name.len()..)?;
            if skipped > 0 && ![":", " - ", " – "].iter().any(|mark| rest.starts_with(mark)) {
                return None;
            }
            let task = rest.trim_start_matches([':', ' ', '-', '–']);
            let used = end + 1 + skipped + name.len() + rest.len() - task.len();
            return Some((Front::Label(Role::Actions, split(name, words)), used));
        }
        _ => return None,
    };
    let inside = behind.get(1..)?.split(closing).next().filter(|inside| inside.len() <= 40)?;
    let rest = behind.get(inside.len() + 2..)?;
    // With a colon behind it is a label as any other.
    let task = rest.starts_with(' ') && rest.trim_start().starts_with(char::is_alphabetic);
    let inside = inside.trim_matches('@');
    let name = task && (is_speaker(roster, inside) || inside.starts_with(char::is_uppercase));
    let used = text.len() - rest.trim_start().len();
    name.then(|| (Front::Label(Role::Actions, split(inside, words)), used))
}

/// What stands behind a word that hands a task over: `Ada` in `for Ada`.
fn handed<'t>(words: &Reading, text: &'t str) -> Option<&'t str> {
    words.handing.iter().find_map(|word| text.strip_prefix(word.as_str()))
}

/// Whether a text is the name of somebody of the report, or written as a name where it has two words.
fn named(roster: &Roster<'_>, name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.split(' ').count() <= 2 && is_speaker(roster, name)
}

fn is_speaker(roster: &Roster<'_>, plain: &str) -> bool {
    if plain.is_empty() {
        return false;
    }
    // Without a space or a mark it is one name.
    if !plain.contains([' ', ',', '/', '&', '+']) {
        return roster.knows(plain);
    }
    parts(plain, roster.words).all(|part| roster.knows(part))
}

fn parts<'a>(names: &'a str, words: &'a Reading) -> impl Iterator<Item = &'a str> {
    names.split([',', '/', '&', '+']).flat_map(|part| parted(part, words))
}

/// The names of `Ada, Ben and Cleo`, `Ada & Ben`.
pub(super) fn split(names: &str, words: &Reading) -> Vec<String> {
    parts(names, words)
        .map(|part| part.trim_start_matches('@').to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// A box written in letters in front: whether it is ticked, and its bytes.
pub(super) fn boxed(text: &str) -> Option<(bool, usize)> {
    const BOXES: &[(&str, bool)] = &[("[ ] ", false), ("[] ", false), ("[x] ", true), ("[X] ", true)];
    // `[] Should we paint it?`: nobody is to do a question.
    let asked = text.starts_with("[] ") && text.trim_end().ends_with('?');
    let found = BOXES.iter().find(|(mark, _)| text.starts_with(mark) && !asked);
    found.map(|&(mark, ticked)| (ticked, mark.len()))
}

/// The bytes of a time of day in front, as chat logs have it.
fn clock(text: &str) -> usize {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
    let colons = text.bytes().take(digits).filter(|byte| *byte == b':').count();
    let stamp = (1..=2).contains(&colons) && (4..=8).contains(&digits) && !text.starts_with(':');
    let behind = text.get(digits..).unwrap_or_default();
    if stamp && behind.starts_with(' ') && behind.trim_start().starts_with('#') {
        digits + behind.len() - behind.trim_start().len()
    } else {
        0
    }
}

/// What may be a label or a speaker, with where the rest begins.
fn leads(text: &str) -> [Option<(&str, usize)>; SEPARATORS.len()] {
    let mut found = [None; SEPARATORS.len()];
    let trimmed = text.trim_start();
    let skipped = text.len() - trimmed.len();
    if let Some(tag) = trimmed.strip_prefix('#') {
        let end = tag.find(|c: char| !c.is_alphanumeric()).unwrap_or(tag.len());
        let behind = tag.get(end..).unwrap_or_default();
        let colon = behind.len() - behind.trim_start_matches(':').len();
        found[0] = tag.get(..end).map(|word| (word, skipped + 1 + end + colon));
        return found;
    }
    for (open, close) in [('[', ']'), ('(', ')'), ('$', '$')] {
        let Some(rest) = trimmed.strip_prefix(open) else { continue };
        // `[ACTION: Ada to paint it]`: the label inside the brackets.
        let colon = rest.find(": ").filter(|&colon| open != '$' && colon <= 20);
        let end = rest.find(close);
        if let Some(colon) = colon.filter(|&colon| end.is_none_or(|end| colon < end)) {
            found[0] = rest.get(..colon).map(|label| (label, skipped + 1 + colon + 1));
            return found;
        }
        let Some(end) = end.filter(|&end| end <= 40) else { return found };
        let behind = rest.get(end + 1..).unwrap_or_default();
        let colon = behind.len() - behind.trim_start_matches([':', ' ']).len();
        found[0] = rest.get(..end).map(|inside| (inside, skipped + 1 + end + 1 + colon));
        return found;
    }
    let ends = SEPARATORS.iter().zip(first_separators(trimmed));
    for (found, (separator, end)) in found.iter_mut().zip(ends) {
        *found = end.and_then(|end| {
            let label = trimmed.get(..end)?;
            // `10:30`, `https://…` are no labels.
            let address = trimmed.get(end..).is_some_and(|rest| rest.starts_with("://"));
            // Words part at single spaces by now.
            let short = memchr::memchr_iter(b' ', label.trim_end().as_bytes()).count() < MAX_WORDS;
            (short && !address && !label.is_empty()).then_some((label, skipped + end + separator.len()))
        });
    }
    found
}

/// What stands between a label or a speaker and the rest.
const SEPARATORS: [&str; 5] = [":", " - ", " – ", " — ", ", "];

/// Where each separator first stands, near the beginning of a text; found in one pass, since all statements come here.
fn first_separators(text: &str) -> [Option<usize>; SEPARATORS.len()] {
    let bytes = beginning(text, 80).as_bytes();
    let mut firsts = [None; SEPARATORS.len()];
    let mut spaces = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b':' | b',' => {}
            // What stands in front may have so many words.
            b' ' if spaces == MAX_WORDS => break,
            b' ' => {
                spaces += 1;
                // A space counts only where a dash follows.
                if bytes.get(at + 1).is_none_or(|next| *next != b'-' && next.is_ascii()) {
                    continue;
                }
            }
            _ => continue,
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let begun = |separator: &&str| rest.starts_with(separator.as_bytes());
        if let Some(first) = firsts.iter_mut().zip(&SEPARATORS).find(|(_, separator)| begun(separator)) {
            first.0.get_or_insert(at);
        }
    }
    firsts
}

/// The words in front of a colon or comma, or in brackets, at the beginning of a text.
pub(super) fn lead(text: &str) -> Option<(&str, usize)> {
    leads(text).into_iter().flatten().next()
}
