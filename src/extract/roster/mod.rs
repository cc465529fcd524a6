//! Every name that a meeting's report uses: from its roll call and from its speakers.

mod mentions;
mod speakers;

pub(super) use mentions::{drop_repeated, is_of_account};

use self::mentions::Called;
use super::Reader;
use super::attendees::RollCall;
use super::meetings::Meeting;
use super::name_words::{
    Beginnings, MAX_WORDS, first_word, initials_of, is_capitalised, word_end, word_ends,
};
use super::opening::split;
use super::roll_call::is_name;
use crate::outline::Node;
use crate::vocabulary::{Concepts, Reading, Table, Words, fold};
use foldhash::fast::RandomState;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// The names of one meeting.
pub(super) struct Roster<'a> {
    pub(super) words: &'a Reading,
    /// Known forms in lower case (full names, first names, handles, initials), and the first and last words of these;
    /// what each is, a bit for each. Mostly a lone word is all three.
    forms: Table<u8>,
    /// With which two letters known forms begin.
    beginnings: Beginnings,
    /// Names and accounts that are written in small letters.
    small: Words,
    /// The most words that a known form has.
    longest: usize,
    /// Nodes of the roll call.
    pub(super) roll_nodes: HashSet<usize, RandomState>,
    /// The meeting's words that are written in small letters; gathered when first asked for.
    written_small: OnceCell<HashSet<String, RandomState>>,
    /// What looks like accounts; gathered when first asked for.
    called: OnceCell<Called>,
    nodes: &'a [Node],
}

/// A known form of a name, the first word of one, the last word of one.
const KNOWN: u8 = 1;
const FIRST: u8 = 2;
const LAST: u8 = 4;
/// Who speaks so often is somebody.
const SPEAKS: usize = 2;

/// A name at the beginning of a text, and where the rest begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Leading {
    /// The names: several where they are joined (`Ada and Ben`).
    pub(super) names: Vec<String>,
    /// The byte behind the last name.
    pub(super) end: usize,
    /// Whether the report knows all of them.
    pub(super) known: bool,
}

impl<'a> Roster<'a> {
    pub(super) fn new(reader: Reader<'a>, meeting: &Meeting, roll: &RollCall) -> Self {
        let mut roster = Self {
            words: reader.words,
            forms: Table::default(),
            beginnings: Beginnings::default(),
            small: Words::default(),
            longest: 1,
            roll_nodes: roll.nodes.clone(),
            written_small: OnceCell::new(),
            called: OnceCell::new(),
            nodes: reader.outline.nodes.get(meeting.nodes.clone()).unwrap_or_default(),
        };
        let mut initials: HashMap<String, usize> = HashMap::new();
        for person in &roll.people {
            roster.add_name(&person.name);
            // Initials of the roll call are names, even `NB`.
            let signs = person.handle.iter().chain(&person.abbreviation);
            signs.for_each(|form| roster.insert(form.to_lowercase()));
            let small =
                |form: &&String| !is_capitalised(form) && !reader.words.task_verbs.contains(form.as_str());
            roster.small.extend(person.handle.iter().chain([&person.name]).filter(small).cloned());
            *initials.entry(initials_of(&person.name)).or_default() += 1;
        }
        roster.add_last_names(roll);
        // Initials that fit two people say nothing.
        for (form, _) in initials.into_iter().filter(|(form, count)| *count == 1 && form.chars().count() >= 2)
        {
            roster.add(&form);
        }
        roster.add_speakers(reader, meeting);
        roster.add_promising(reader, meeting);
        roster
    }

    fn add_name(&mut self, name: &str) {
        self.add(name);
        // `adaquill`, the account of Ada Quill.
        if name.contains(' ') && name.chars().all(|c| c.is_alphabetic() || c == ' ') {
            self.insert(name.replace(' ', "").to_lowercase());
        }
        if let Some(first) =
            name.split_whitespace().next().filter(|first| first.chars().count() >= 3 || !name.contains(' '))
        {
            self.add(first);
        }
    }

    /// Minutes call people by their last names: those of one person only, and no words of the language.
    fn add_last_names(&mut self, roll: &RollCall) {
        let mut lasts: HashMap<String, usize> = HashMap::new();
        for name in roll.people.iter().map(|person| &person.name) {
            let Some((_, last)) = name.rsplit_once(' ') else { continue };
            let written = last.starts_with(char::is_uppercase) && last.chars().all(char::is_alphabetic);
            let lower = last.to_lowercase();
            let ordinary = self.words.task_verbs.contains(&lower)
                || self.words.not_asked.contains(&lower)
                || Concepts::builtin().is_common(&lower)
                || Concepts::builtin().is_stop_word(&lower);
            if written && !ordinary && last.chars().count() >= 4 {
                *lasts.entry(lower).or_default() += 1;
            }
        }
        lasts.into_iter().filter(|(_, count)| *count == 1).for_each(|(last, _)| self.add(&last));
    }

    fn add(&mut self, form: &str) {
        let form = form.trim().trim_start_matches('@').to_lowercase();
        if form.chars().count() >= 2 && !self.words.not_names.contains(&form) {
            self.longest = self.longest.max(form.split_whitespace().count()).min(MAX_WORDS);
            self.insert(form);
        }
    }

    fn insert(&mut self, form: String) {
        let first = word_end(&form).and_then(|end| form.get(..end));
        let last = form.rsplit(' ').next().unwrap_or_default();
        first.into_iter().for_each(|first| self.beginnings.add(first));
        let mut whole = KNOWN;
        for (word, part) in first.map(|first| (first, FIRST)).into_iter().chain([(last, LAST)]) {
            if word.len() == form.len() {
                whole |= part;
            } else {
                *self.forms.of(word.to_owned()) |= part;
            }
        }
        *self.forms.of(form) |= whole;
    }

    /// Whether some words are a known form, or a part of one.
    fn has(&self, words: &str, part: u8) -> bool {
        self.forms.find(words).is_some_and(|parts| parts & part != 0)
    }

    /// Those who promise something (`Mary will ask`) or stand behind tasks twice (`… (Mary)`).
    fn add_promising(&mut self, reader: Reader<'_>, meeting: &Meeting) {
        let mut seen: HashMap<String, u32> = HashMap::new();
        for node in reader.outline.nodes.get(meeting.nodes.clone()).unwrap_or_default() {
            let promises = self.words.promising.stands_in(&node.inline.text);
            let lines = promises.then(|| node.inline.text.split('\n')).into_iter().flatten();
            let lines = lines.filter(|line| line.starts_with(char::is_uppercase));
            for line in lines.filter(|line| self.words.promising.stands_in(line)) {
                if let Some(leading) = self.leading(line).filter(|leading| !leading.known)
                    && let rest = line.get(leading.end..).unwrap_or_default()
                    && self.words.promising.behind(rest).is_some()
                    && self.words.stranger.found(&fold(near(rest)))
                {
                    leading.names.into_iter().for_each(|name| *seen.entry(name).or_default() += 2);
                }
            }
            let text = node.inline.text.trim_end();
            let behind =
                text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, behind)| behind);
            for name in behind
                .filter(|behind| node.is_item() && behind.len() <= 40)
                .into_iter()
                .flat_map(|behind| split(behind, self.words))
            {
                let letters = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\''));
                let short =
                    name.chars().skip(1).any(char::is_lowercase) && name.split_whitespace().count() <= 2;
                if letters && short && is_capitalised(&name) && is_name(&name, self.words) {
                    *seen.entry(name).or_default() += 1;
                }
            }
        }
        for (name, count) in seen {
            if count >= 2 {
                self.add_name(&name);
            }
        }
    }

    /// Whether the report writes this word in small letters too, so that it is nobody's name.
    pub(super) fn writes_small(&self, word: &str) -> bool {
        let gather = || {
            let texts = self.nodes.iter().map(|node| node.inline.text.as_str());
            let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
            let mut small = HashSet::default();
            for word in words.filter(|word| word.starts_with(char::is_lowercase)) {
                if !small.contains(word) {
                    small.insert(word.to_owned());
                }
            }
            small
        };
        self.written_small.get_or_init(gather).contains(word)
    }

    /// Whether a word means somebody: a known one, one who is mentioned, or one who speaks often (`adaq: …`); one line
    /// `lamp: broken` is of a thing.
    pub(super) fn is_somebody(&self, word: &str) -> bool {
        let speaks = || self.called().spoken.get(word).copied().unwrap_or_default();
        self.knows(word) || self.is_mentioned(word) || speaks() >= SPEAKS
    }

    /// Whether the report mentions an account: `@adaq`.
    pub(super) fn is_mentioned(&self, word: &str) -> bool {
        self.called().mentioned.contains(word)
    }

    fn called(&self) -> &Called {
        self.called.get_or_init(|| Called::of(self.nodes))
    }

    /// Whether a form is one of the meeting's names.
    pub(super) fn knows(&self, form: &str) -> bool {
        self.has(form.trim().trim_start_matches('@'), KNOWN)
    }

    /// Whether a text in ASCII may end with a name, known or not: with a capitalised word, with a word with which a
    /// known name ends, or with marks.
    pub(super) fn may_end(&self, text: &str) -> bool {
        let behind = text.bytes().rposition(|byte| byte == b' ').map_or(0, |space| space + 1);
        let word = text.get(behind..).unwrap_or_default();
        let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        // Of words that are nobody's name only what may be initials is taken for one (`AQ and IT to …`).
        let initials = (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let stranger = || is_capitalised(word) && (initials || !self.words.not_names.has(word));
        !plain || stranger() || self.has(word, LAST) || self.small.contains(word)
    }

    /// The names at the beginning of a text.
    pub(super) fn leading(&self, text: &str) -> Option<Leading> {
        let mut names = Vec::new();
        let mut known = false;
        let mut at = 0;
        loop {
            let rest = text.get(at..)?;
            let Some((name, used, is_known)) = self.name_at(rest) else { break };
            // Whoever stands beside a known name is one too.
            known |= is_known;
            names.push(name);
            at += used;
            let rest = text.get(at..).unwrap_or_default();
            // `Ada (maybe) and Ben`, `Ada, hopefully Ben`.
            let aside = rest.strip_prefix(" (").and_then(|rest| rest.find(')')).filter(|&end| end <= 20);
            let aside = aside.map_or(0, |end| end + 3);
            let rest = rest.get(aside..).unwrap_or_default();
            let joints = self.words.joints.iter().map(String::as_str).chain(JOINTS.iter().copied());
            let Some(joint) = joints.into_iter().find(|joint| begins_with(rest, joint)) else {
                at += aside;
                break;
            };
            let after = rest.get(joint.len()..).unwrap_or_default();
            let unsure = self.words.unsure.iter().find(|word| after.starts_with(word.as_str()));
            let unsure = unsure.map_or(0, String::len);
            // `Ada, and others`: a joint that no name follows ends the list.
            let next = after.get(unsure..).unwrap_or_default();
            if self.name_at(next).is_none() {
                at += aside;
                // `AQ and BM to …`: initials beside a known name.
                let length = next.bytes().take_while(u8::is_ascii_uppercase).count();
                if known
                    && (2..=4).contains(&length)
                    && next.get(length..).is_some_and(|rest| rest.starts_with(' '))
                {
                    names.push(next.get(..length).unwrap_or_default().to_owned());
                    at += joint.len() + unsure + length;
                }
                break;
            }
            at += aside + joint.len() + unsure;
        }
        (!names.is_empty()).then_some(Leading { names, end: at, known })
    }

    /// One name at the beginning of a text, and whether the report knows it.
    fn name_at(&self, text: &str) -> Option<(String, usize, bool)> {
        let known = self.known_at(text).map(|(name, used)| (name.to_owned(), used, true));
        known.or_else(|| self.stranger_at(text).map(|(name, used)| (name.to_owned(), used, false)))
    }

    /// A known name at the beginning of a text, with the bytes it takes: the longest known form, or a handle.
    fn known_at<'t>(&self, text: &'t str) -> Option<(&'t str, usize)> {
        let (body, marks, word) = first_word(text)?;
        let named = |form: &'t str| (form, marks + form.len());
        let account = text.starts_with('@');
        let capitalised = is_capitalised(word);
        if (capitalised || account) && self.has(word, FIRST) {
            for &end in word_ends(body, self.longest).iter().rev() {
                let form = body.get(..end)?;
                if self.has(form, KNOWN) {
                    return Some(named(body.get(..self.other_last(body, end)).unwrap_or(form)));
                }
            }
        }
        let small = !capitalised && self.small.contains(word);
        (small || account && word.chars().nth(1).is_some()).then(|| named(word))
    }

    /// Where a known first name ends with another last name than the known one, in front of a promise or a colon: `Ada Marsh will`.
    fn other_last(&self, body: &str, end: usize) -> usize {
        let behind = body.get(end..).and_then(|rest| rest.strip_prefix(' '));
        let last = behind.filter(|_| !body.get(..end).is_some_and(|form| form.contains(' ')));
        let last = last.and_then(|rest| rest.get(..word_end(rest)?)).unwrap_or_default();
        let plain = |part: &str| is_capitalised(part) && part.chars().skip(1).all(char::is_lowercase);
        let written = last.len() >= 3 && last.split('-').all(plain);
        let after = body.get(end + 1 + last.len()..).unwrap_or_default();
        let task = |after: &str| {
            let verb = self.words.giving.behind(after).and_then(|rest| rest.split(' ').next());
            verb.is_some_and(|verb| self.words.task_verbs.contains(verb))
        };
        // `Ada Marsh: the roof`, but not `Ada Todo: …`.
        let colon = || after.starts_with(':') && self.words.labels.role(last).is_none();
        let promise = written
            && !last.ends_with("ed")
            && (self.words.promising.behind(after).is_some() || task(after) || colon());
        let dated = || self.words.dates.weekdays.has(last) || self.words.dates.months.has(last);
        // `Ada Ben will`: a comma is missing.
        let plain = promise
            && !self.words.not_names.has(last)
            && !self.is_doing(last)
            && !self.has(last, KNOWN)
            && !dated();
        if plain { end + 1 + last.len() } else { end }
    }

    /// Capitalised words at the beginning of a text that may be a name.
    fn stranger_at<'t>(&self, text: &'t str) -> Option<(&'t str, usize)> {
        let (body, marks, word) = first_word(text)?;
        let plausible = is_capitalised(word)
            && word.chars().nth(2).is_some()
            && word.chars().skip(1).any(char::is_lowercase)
            && is_name(word, self.words)
            && !self.is_doing(word);
        if !plausible {
            return None;
        }
        // A last name or its initial: `Ada Quill`, `Ada Q`.
        let full = word_ends(body, 3);
        let full = full.iter().copied().take_while(|&end| {
            let last = body.get(..end).and_then(|form| form.split(' ').next_back()).unwrap_or_default();
            is_capitalised(last) && !self.words.not_names.contains(&last.to_lowercase())
        });
        let name = body.get(..full.last().unwrap_or(word.len()))?;
        Some((name, marks + name.len()))
    }
}

/// The beginning of a text, as far as a promise reaches.
pub(super) fn near(text: &str) -> &str {
    beginning(text, 100)
}

/// The first characters of a text.
pub(super) fn beginning(text: &str, count: usize) -> &str {
    match text.get(..count) {
        None if text.len() <= count => text,
        Some(front) if front.is_ascii() => front,
        _ => text.char_indices().nth(count).map_or(text, |(at, _)| text.get(..at).unwrap_or(text)),
    }
}

/// Whether a text begins with a short one; nearly none does, and mostly two letters tell.
fn begins_with(text: &str, short: &str) -> bool {
    let two = short.as_bytes().first_chunk::<2>();
    two.is_none_or(|two| text.as_bytes().first_chunk() == Some(two)) && text.starts_with(short)
}

/// What joins names beside the words that do (`Reading::joints`).
const JOINTS: &[&str] = &[" & ", " + ", ", ", "/", " / "];

/// A label without marks and what stands in brackets: `**Ada (10m)**` is `Ada`.
pub(super) fn bare(label: &str) -> &str {
    let label = label.split(['(', '[']).find(|part| !part.trim().is_empty()).unwrap_or_default();
    label.trim_matches(|c: char| !c.is_alphanumeric())
}
