//! Who is to do it.
//!
//! 1. A promise: `Ada will …`, `Ada and Ben to …`, `Ada: will …`, or a speaker's own (`I'll …`).
//! 2. Around a task that is known to be one: in front, behind in brackets or an arrow, in a handle, one bullet above.
//! 3. There too: an account in small letters in front (`small_names`), and a lone name over a list of tasks (`over_tasks`).

use super::Reader;
use super::behind::ARROWS;
use super::decisions::{sentences, sentences_unless};
use super::opening::split;
use super::roster::{Leading, Roster, near};
use super::statements::Statement;
use super::wording::is_address;
use crate::vocabulary::{Cues, Reading, Role, fold};

/// What may stand before the first word.
const OPENERS: &[char] = &['(', '[', ']', '{', '-', '>', '=', ' ', '*', '_'];

/// A task has no more owners.
const MAX_OWNERS: usize = 40;

/// Looks for owners of one statement.
#[derive(Clone, Copy)]
pub(super) struct Owners<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) roster: &'a Roster<'a>,
    pub(super) statement: &'a Statement<'a>,
    /// Whether something else says that it is a task.
    pub(super) marked: bool,
}

impl Owners<'_> {
    /// Those who promise in so many words, and the first sentence in which they do. In what is `marked` as a task, an
    /// unknown name will do.
    pub(super) fn promised(self) -> Option<(Vec<String>, String)> {
        if !self.marked && !self.may_promise() {
            return None;
        }
        let mut names: Vec<String> = Vec::new();
        let (mut first, mut before) = (None, None);
        let titled = |sentence: &str| {
            let last = sentence.strip_suffix('.').and_then(|front| front.rsplit([' ', '(']).next());
            last.is_some_and(|last| self.reader.words.honorifics.has(last))
        };
        for sentence in sentences_unless(self.statement.body(), titled) {
            let mut found = self.promised_in(sentence);
            if found.is_empty() {
                found = self.going_on(before, sentence);
            }
            before = Some(sentence);
            for name in found {
                first.get_or_insert_with(|| sentence.to_owned());
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        first.map(|sentence| (names, sentence))
    }

    /// Whether words of a promise stand behind what may be a name. Few statements have that, and taking the others apart
    /// would be most of the work.
    fn may_promise(self) -> bool {
        let words = self.reader.words;
        let (plain, body) = (&self.statement.plain, self.statement.body());
        // Beyond ASCII the places in the folded text are not those of the text.
        let places = words.promised.places_behind_names(plain).filter(|_| body.is_ascii());
        let Some(places) = places else { return true };
        let named = |at: usize| body.get(..at).is_none_or(|before| self.roster.may_end(before));
        words.pronoun.may_stand_in(plain)
            || places.iter().any(|&at| named(at))
            || words.giving.places(body).any(named)
    }

    pub(super) fn promised_in(self, sentence: &str) -> Vec<String> {
        let sentence = sentence.trim_start_matches(OPENERS);
        let asked = sentence.ends_with('?');
        let first = self.statement.body().trim_start_matches(OPENERS).starts_with(sentence);
        // `Mr. Marsh will ask`.
        let name = sentence.split_once(". ").filter(|(title, _)| self.reader.words.honorifics.has(title));
        let sentence = name.map_or(sentence, |(_, name)| name);
        if let Some(leading) = self.roster.leading(sentence) {
            // `Ada will look at it in May?` is a promise with a doubt.
            let rest = sentence.get(leading.end..).unwrap_or_default();
            let standing = if asked { Standing::Stranger } else { self.standing(&leading, rest) };
            let pronoun = &self.reader.words.pronoun;
            let hers =
                leading.known && pronoun.may_stand_in(&self.statement.plain) && pronoun.found(&fold(rest));
            if self.promises(rest, standing) || !asked && (hers || first && self.hands_over(&leading, rest)) {
                return leading.names;
            }
        }
        if asked {
            return Vec::new();
        }
        if let Some(name) = self.small(sentence).or_else(|| self.initials(sentence).filter(|_| first)) {
            return vec![name.to_owned()];
        }
        let owners = self.behind_comma(sentence);
        if !owners.is_empty() {
            return owners;
        }
        // `The paper is late, Mary Major will ask`, `Late (Mary will ask)`.
        let clauses = self.clauses(sentence);
        if !clauses.is_empty() {
            return clauses;
        }
        if let Some(names) = self.titled(sentence) {
            return names;
        }
        let mentions = self.roster.mentions_at(sentence);
        for (at, (name, end)) in mentions.iter().enumerate() {
            let before = sentence
                .get(..end.saturating_sub(name.len()))
                .unwrap_or_default()
                .trim_end_matches(['@', '*', ' ']);
            // `She asked Mr. Marsh`: the full stop of a title ends nothing.
            let title = before.strip_suffix('.').and_then(|front| front.rsplit_once(' '));
            let title = title.filter(|(_, title)| self.reader.words.honorifics.has(title));
            let before = title.map_or(before, |(front, _)| front);
            let clause = before.is_empty()
                || before.ends_with([',', ';', ':', '(', '-', '—', '–', '>', '.'])
                || self
                    .reader
                    .words
                    .clause_openers
                    .contains(before.rsplit(' ').next().unwrap_or_default().to_lowercase().as_str());
            let standing = if clause { Standing::Leading } else { Standing::Known };
            if self.promises(sentence.get(*end..).unwrap_or_default(), standing) {
                return joined(self.reader.words, sentence, &mentions, at);
            }
        }
        Vec::new()
    }

    /// `… said Mr. Marsh will ask`: whoever has a title is somebody, known or not.
    fn titled(self, sentence: &str) -> Option<Vec<String>> {
        sentence.match_indices(". ").find_map(|(at, mark)| {
            let title = sentence.get(..at)?.rsplit([' ', '(']).next()?;
            if !self.reader.words.honorifics.has(title) {
                return None;
            }
            let behind = sentence.get(at + mark.len()..)?;
            let leading = self.roster.leading(behind)?;
            let rest = behind.get(leading.end..).unwrap_or_default();
            self.promises(rest, Standing::Known).then_some(leading.names)
        })
    }

    /// Whether what follows a name is a promise.
    pub(super) fn promises(self, rest: &str, standing: Standing) -> bool {
        let words = self.reader.words;
        let rest = fold(near(rest));
        let rest = rest.trim_start_matches(['*', '_', ')', ']']);
        let said = |cues: &Cues| cues.found(rest);
        let promised = match standing {
            Standing::Leading => said(&words.promised) || said(&words.leading),
            Standing::Known => said(&words.promised),
            Standing::Stranger => said(&words.stranger),
        };
        promised && !words.not_task.found(rest)
    }

    /// A speaker's own promise.
    pub(super) fn spoken(self) -> Option<String> {
        let speaker = self.statement.speaker.as_ref()?;
        let (words, plain) = (self.reader.words, &self.statement.plain);
        let said = |part: &str| words.promises.found_in(part, plain);
        // `I'll ask for approval by Friday`: not now.
        let dated = |word: &str| {
            words.dates.weekdays.contains(word)
                || words.dates.months.contains(word)
                || words.dates.tomorrow.iter().any(|tomorrow| tomorrow == word)
        };
        let later = |part: &str| {
            !words.at_once.found_in(part, plain) || part.split(|c: char| !c.is_alphanumeric()).any(dated)
        };
        // `I'll ask for a vote and write it down`: the one at once, the other later.
        let begins = |part: &str| words.task_verbs.contains(first_word(part)) && later(part);
        let joined = |sentence: &str| {
            words.joints.iter().any(|joint| sentence.split(joint.as_str()).skip(1).any(begins))
        };
        let promises = |sentence: &&str| said(sentence) && (later(sentence) || joined(sentence));
        let mut own = sentences(plain).filter(|sentence| !sentence.ends_with('?'));
        own.find(promises).map(|_| speaker.clone())
    }

    /// Owners of what is known to be a task.
    pub(super) fn around(self) -> Vec<String> {
        let mut found = self.statement.assigned.clone();
        let looks = [
            Self::in_front,
            Self::small_in_front,
            Self::speaking,
            Self::loosely_behind,
            Self::handles,
            Self::above,
            Self::over,
        ];
        for look in looks {
            if found.is_empty() {
                found = look(self);
            }
        }
        found
    }

    /// `Ada: the list`, `Ada paints it`, `@ada, @ben paint it`.
    fn in_front(self) -> Vec<String> {
        let body = self.statement.body();
        let Some(leading) = self.roster.leading(body) else { return Vec::new() };
        let rest = body.get(leading.end..).unwrap_or_default().trim_start_matches(['*', '_', ')', ']']);
        let colon = rest.trim_start().starts_with(':')
            || [" - ", " -- ", " — "].iter().any(|mark| rest.starts_with(mark));
        let word = rest.starts_with([' ', ',']) && !rest.trim_start().starts_with(['\'', '’', '&']);
        if colon || leading.known && (word || rest.is_empty()) { leading.names } else { Vec::new() }
    }

    /// Whether it begins like a task and ends with who does it: `Write the letter (Ada)`, `… => Ada`, `… @ada`.
    pub(super) fn assigned(self) -> bool {
        let plain = &self.statement.plain;
        // The title of something else, and not a task.
        let item = self.reader.outline.nodes[self.statement.node].is_item();
        if !item
            || plain.starts_with(['"', '“', '#'])
            || !self.reader.words.task_verbs.contains(first_word(plain))
        {
            return false;
        }
        let body = self.statement.body();
        // `[Open the gate](…) - @ada`: the title of something else.
        let inline = &self.reader.outline.nodes[self.statement.node].inline;
        let titled = inline.links().next().is_some_and(|(_, range)| {
            let title = inline.slice(&range);
            range.start == 0 && title.split(' ').count() >= 2
        });
        if titled {
            return false;
        }
        // `Mark Quill (@markq)` is a person, `Mend the roof? (Ada)` a question.
        let front = body.split(['(', '[']).next().unwrap_or_default().trim_end();
        let named = front.split(' ').count() <= 3
            && front.split(' ').all(|word| word.starts_with(char::is_uppercase));
        if named && words_too(self.reader.words, front) || front.ends_with('?') {
            return false;
        }
        let closed = body.ends_with([')', ']']);
        let marks = ARROWS.iter().chain(&[" - ", " – ", " — "]);
        let marked = closed || marks.into_iter().any(|mark| body.contains(mark));
        marked && !self.behind(0).is_empty()
    }

    /// Whether what stands behind a box is a task, and not the title of something to talk about.
    pub(super) fn boxed(self) -> bool {
        let inline = &self.reader.outline.nodes[self.statement.node].inline;
        let linked: usize = inline.links().take(20).map(|(_, range)| range.len()).sum();
        let announced = self.statement.under.is_some_and(|under| under.role == Role::Actions);
        let title = self.statement.plain.starts_with(['"', '“', '#']) || linked * 5 >= inline.text.len() * 4;
        let said = self.statement.body().split_whitespace().any(|word| !word.contains("://"));
        announced || said && !title || self.promised().is_some()
    }

    /// Whether there is nothing but the address or the title of something else: an agenda names it, nobody is to do it.
    pub(super) fn only_links(self) -> bool {
        let inline = &self.reader.outline.nodes[self.statement.node].inline;
        let body = self.statement.body();
        if said(body).next().is_none() {
            return true;
        }
        // A paragraph of many statements is looked at once, not once for each.
        let links = || inline.links().take(20).map(|(_, range)| range);
        if self.statement.span.len() < inline.text.len() || links().next().is_none() {
            return false;
        }
        let mut outside = 0;
        let mut at = 0;
        for range in links() {
            outside += said(inline.slice(&(at..range.start.max(at)))).take(2).count();
            at = range.end.max(at);
        }
        outside += said(inline.slice(&(at..inline.text.len()))).take(2).count();
        let first = first_word(&self.statement.plain);
        outside < 2 && !self.reader.words.task_verbs.contains(first) && self.roster.mentions(body).is_empty()
    }

    /// Whether there is nothing but names: a list of those who are asked, no task.
    pub(super) fn only_names(self) -> bool {
        let body = self.statement.body();
        // Behind a label several names are people, known or not: `To do: Mary and Paul`.
        let people = |leading: &Leading| {
            leading.known || leading.names.len() > 1 && self.statement.label == Some(Role::Actions)
        };
        let Some(leading) = self.roster.leading(body).filter(people) else { return false };
        !body.get(leading.end..).unwrap_or_default().chars().any(char::is_alphanumeric)
    }

    fn speaking(self) -> Vec<String> {
        self.statement.speaker.as_deref().map(|names| split(names, self.reader.words)).unwrap_or_default()
    }

    fn handles(self) -> Vec<String> {
        let body = self.statement.body();
        if !body.contains('@') {
            return Vec::new();
        }
        let mut names: Vec<String> = Vec::new();
        for (name, end) in self.roster.mentions_at(body) {
            let before = body.get(..end.saturating_sub(name.len())).unwrap_or_default();
            // `@garden/shed` is a package.
            let scoped = body.get(end..).and_then(|rest| rest.strip_prefix('/'));
            let package = scoped.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
            if before.ends_with('@') && !package && names.len() < MAX_OWNERS && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// Whether a text begins with a word of the language that is a first name too.
fn words_too(words: &Reading, text: &str) -> bool {
    words.names_too.has(text.split(' ').next().unwrap_or_default())
}

/// The words of a text that are no address, number or mark.
fn said(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    words.filter(|word| !is_address(word) && !word.bytes().any(|byte| byte == b'#'))
}

/// The first word of a text.
pub(super) fn first_word(text: &str) -> &str {
    let start = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let text = text.get(start..).unwrap_or_default();
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    // `go-pond` is a thing, `post.example` an address.
    let rest = text.get(end..).unwrap_or_default();
    let dotted =
        rest.strip_prefix('.').is_some_and(|behind| behind.starts_with(|c: char| c.is_alphanumeric()));
    let joined = end <= 2 && rest.starts_with('-') || dotted;
    text.get(..if joined { 0 } else { end }).unwrap_or_default()
}

/// How well a name is known where a promise follows it.
#[derive(Clone, Copy)]
pub(super) enum Standing {
    /// A known name that begins a sentence or clause.
    Leading,
    /// A known name anywhere.
    Known,
    /// A capitalised word that begins a sentence.
    Stranger,
}

/// `Ada and Ben will …` in the middle of a sentence: all of them.
fn joined(words: &Reading, sentence: &str, mentions: &[(String, usize)], last: usize) -> Vec<String> {
    let Some((name, end)) = mentions.get(last) else { return Vec::new() };
    let mut names = vec![name.clone()];
    let mut start = end.saturating_sub(name.len());
    for (name, name_end) in mentions.get(..last).unwrap_or_default().iter().rev() {
        let between = sentence.get(*name_end..start).unwrap_or_default().trim_matches([' ', '@']);
        let word = between.trim_start_matches([',', ' ']);
        if !matches!(between, "," | "&" | "/" | "or" | "+")
            && !words.joining.iter().any(|joint| joint == word)
        {
            break;
        }
        start = name_end.saturating_sub(name.len());
        names.insert(0, name.clone());
    }
    names
}
