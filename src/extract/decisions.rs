//! Which statements are decisions: what the group settled. Precision first: a mention is no decision.
//!
//! 1. A ballot line (`Decision: yes / **no** / maybe`) is decided where one word is bold.
//! 2. Behind a label (`Decision: …`) or directly under a heading (`## Conclusion`): explicit.
//! 3. Wording of an outcome, unless it is hedged: worded.
//! 4. What was put to the vote and carried (`polls`), a short answer below a question or a proposal, or a verdict
//!    (`Close`) below an issue: inferred.
//! 5. What only *needs* a decision is a proposal. A marked one is settled where a sentence behind it tells what became
//!    of it (`Motion: paint it. Motion passed.`).

use super::bytes::find;
use super::references::Links;
use super::roll_call::is_name;
use super::statements::Statement;
use super::{Reader, ballots, polls};
use crate::outline::Inline;
use crate::report::Grade;
use crate::vocabulary::{Cues, Reading, Role, fold};

/// What a statement settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    /// A decision.
    Yes(Grade),
    /// Something that asks for one.
    Asked(Grade),
    /// Neither.
    No,
}

/// Longer statements are talk: their wording settles nothing by itself.
const MAX_WORDED: usize = 60;
const MAX_LISTED: usize = 250;
/// So many words the first sentence of a longer text has where it sums that up.
const MAX_SUMMARY: usize = 40;
/// A longer answer is talk, a longer question a story.
const MAX_ANSWER: usize = 16;
const MAX_QUESTION: usize = 300;
/// A longer text in front of a colon is no name.
const MAX_VOICE: usize = 40;

/// Judges one statement.
pub(super) fn judge(reader: Reader<'_>, statement: &Statement<'_>) -> Settled {
    let words = reader.words;
    if statement.label == Some(Role::Decisions)
        && statement.body().contains('/')
        && let Some(ballot) =
            ballots::read(words, &reader.outline.nodes[statement.node].inline, statement.body())
    {
        let decided = ballot.chosen.is_some();
        return if decided { Settled::Yes(Grade::Explicit) } else { Settled::Asked(Grade::Explicit) };
    }
    if !statement.body().chars().any(char::is_alphabetic) {
        return Settled::No;
    }
    // What the scribe sets in italics settles something only in few words.
    if statement.is_instruction(reader) {
        let few = statement.words() <= MAX_ANSWER;
        return Some(worded(reader, statement))
            .filter(|settled| few && matches!(settled, Settled::Yes(_)))
            .unwrap_or(Settled::No);
    }
    let void = || words.void.found(&statement.plain);
    match statement.label {
        // `Decision: is it ready?` asks for one.
        Some(Role::Decisions) if statement.asks() => return Settled::Asked(Grade::Explicit),
        Some(Role::Decisions) if !void() => return Settled::Yes(Grade::Explicit),
        Some(Role::Decisions) => return Settled::No,
        // `Motion: paint it. Motion passed by 5 of 7.`
        Some(Role::Proposals) => {
            let told = sentences(&statement.plain).skip(1).any(|told| is_told(words, statement, told));
            return if told { Settled::Yes(Grade::Explicit) } else { Settled::Asked(Grade::Explicit) };
        }
        Some(Role::Actions | Role::Questions) => return Settled::No,
        _ => {}
    }
    if let Some(under) = statement.under.filter(|under| under.direct && !statement.group) {
        // Talk goes on below a conclusion, until the next heading.
        let item = reader.outline.nodes[statement.node].is_item();
        let talk = statement.speaker.is_some() && (!item || statement.words() > 25);
        match under.role {
            Role::Decisions if !talk && statement.words() <= MAX_LISTED && !void() => {
                return Settled::Yes(Grade::Explicit);
            }
            Role::Proposals => return Settled::Asked(Grade::Explicit),
            _ => {}
        }
    }
    match worded(reader, statement) {
        Settled::Yes(grade) => Settled::Yes(grade),
        _ if inferred(reader, statement) => Settled::Yes(Grade::Inferred),
        other => other,
    }
}

/// Whether a sentence behind a proposal tells what became of it: in few words, and not what it asks for itself.
fn is_told(words: &Reading, statement: &Statement<'_>, sentence: &str) -> bool {
    let says = |cues: &Cues| cues.found_in(sentence, &statement.plain);
    let few = sentence.split_whitespace().nth(MAX_ANSWER).is_none();
    few && says(&words.decided_plainly) && !says(&words.not_decided) && !says(&words.proposes)
}

/// Whether its place settles it: a poll that carried, or an answer.
fn inferred(reader: Reader<'_>, statement: &Statement<'_>) -> bool {
    // A lone `Poll:` does not tell what was put to the vote.
    let poll = statement.speaker.is_none() && (2..=MAX_WORDED).contains(&statement.words());
    poll && polls::carried(reader, statement.node).is_some() || answers(reader, statement)
}

/// A short answer below a question, below what needs a decision or below an issue; nobody is quoted with it.
fn answers(reader: Reader<'_>, statement: &Statement<'_>) -> bool {
    let nodes = &reader.outline.nodes;
    let node = &nodes[statement.node];
    let Some(above) = node.parent.filter(|&above| node.is_item() && nodes[above].is_item()) else {
        return false;
    };
    let words = reader.words;
    let short = statement.words() <= MAX_ANSWER && statement.speaker.is_none() && statement.label.is_none();
    let raw = nodes[above].inline.text.trim_end();
    if !short || statement.plain.ends_with('?') || raw.len() > MAX_QUESTION {
        return false;
    }
    let question = fold(nodes[above].inline.flat());
    let needed = statement.under.is_some_and(|under| under.role == Role::Proposals);
    let asked = needed || words.asked.found(&question);
    // The first sentence answers, the rest says why.
    let Some(first) = sentences(&statement.plain).next() else { return false };
    let open = question.ends_with('?') || asked;
    let tasks = statement.under.is_some_and(|under| under.role == Role::Actions);
    if !tasks && words.verdicts.found_in(first, &statement.plain) && names_issue(&nodes[above].inline, words)
    {
        return true;
    }
    open && words.answers.found_in(first, &statement.plain)
        && !words.not_decided.found_in(first, &statement.plain)
        || asked && words.assents.found_in(first, &statement.plain)
}

/// Whether a text names an issue or a change.
fn names_issue(inline: &Inline, words: &Reading) -> bool {
    let mut links = Links::default();
    links.read(inline, words);
    !links.refs.is_empty()
}

fn worded(reader: Reader<'_>, statement: &Statement<'_>) -> Settled {
    let words = reader.words;
    let long = statement.words() > MAX_WORDED;
    if long && statement.speaker.is_some() || statement.words() > MAX_LISTED || is_one_voice(words, statement)
    {
        return Settled::No;
    }
    // News tell what others settled.
    let news = matches!(statement.under.map(|under| under.role), Some(Role::Updates | Role::Thanks));
    let plainly = statement.speaker.is_none() && !news;
    let cues = if plainly { &words.decided_plainly } else { &words.decided };
    let plain = &statement.plain;
    let settles = |text: &str| cues.found_in(text, plain) && !words.not_decided.found_in(text, plain);
    if long {
        // Prose of minutes: only its first sentence sums up, and only in few words.
        let few = |sentence: &&str| sentence.split_whitespace().nth(MAX_SUMMARY).is_none();
        let told = plainly && sentences(plain).next().filter(few).is_some_and(settles);
        return if told { Settled::Yes(Grade::Worded) } else { Settled::No };
    }
    let mut count = 0;
    let by_itself = sentences(plain).inspect(|_| count += 1).any(settles);
    // A question and its answer (`Any objections? None.`) settle only together.
    if by_itself || count > 1 && settles(plain) {
        return Settled::Yes(Grade::Worded);
    }
    if words.proposes.found_in(plain, plain) { Settled::Asked(Grade::Worded) } else { Settled::No }
}

/// Whether a part of a statement tells an outcome by its wording.
pub(super) fn settles(words: &Reading, statement: &Statement<'_>, part: &str) -> bool {
    let cues = if statement.speaker.is_none() { &words.decided_plainly } else { &words.decided };
    let part = fold(part);
    cues.found(&part) && !words.not_decided.found(&part)
}

/// `adaq: agreed.`, `Ada Q: Agreed. It is late`: somebody whom nobody called, and an assent.
fn is_one_voice(words: &Reading, statement: &Statement<'_>) -> bool {
    let body = statement.body();
    let parted = [": ", " - "].into_iter().find_map(|mark| body.split_once(mark));
    let Some((who, said)) = parted.filter(|(who, _)| who.len() <= MAX_VOICE) else { return false };
    let account = who.starts_with(|c: char| c.is_lowercase() || c == '@') && !who.contains(' ');
    let mut names = who.split(' ');
    let second = names.clone().nth(1).is_some_and(|last| last.starts_with(char::is_uppercase));
    let named = second && names.all(|name| name.starts_with(char::is_uppercase)) && is_name(who, words);
    let said = sentences(said.trim()).next().unwrap_or_default();
    (account || named)
        && !words.groups.contains(who)
        && !words.not_names.contains(who)
        && words.labels.role(who).is_none()
        && words.assents.found(&fold(said))
}

/// The sentences of a statement.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    sentences_unless(text, |_| false)
}

/// The sentences of a statement, where some do not end at their full stop (`Mr. Marsh`).
pub(super) fn sentences_unless(text: &str, open: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = sentence_end(rest);
        while end < rest.len() && rest.get(..end).is_some_and(&open) {
            end += sentence_end(rest.get(end..).unwrap_or_default());
        }
        let (sentence, after) = rest.split_at(end);
        rest = after.trim_start();
        let mut sentence = sentence.trim();
        while let Some(shorter) = sentence.strip_suffix(" |") {
            sentence = shorter;
        }
        Some(sentence)
    })
}

/// Whether a sentence may end at a byte.
fn is_end(byte: u8) -> bool {
    (byte == b'.') | (byte == b'!') | (byte == b'?') | (byte == b';') | (byte == b'|')
}

/// Where the first sentence of a text ends.
fn sentence_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut marks = std::iter::from_fn(|| {
        let at = find(text, from, is_end)?;
        from = at + 1;
        Some((at, bytes.get(at)?))
    });
    let end = marks.find_map(|(at, byte)| match byte {
        // A full stop inside a word or number ends nothing.
        b'.' | b'!' | b'?' | b';' if matches!(bytes.get(at + 1), None | Some(b' ')) => Some(at + 1),
        // A bar parts the cells of a row.
        b'|' if at > 0 && bytes.get(at - 1) == Some(&b' ') && bytes.get(at + 1) == Some(&b' ') => {
            Some(at + 1)
        }
        _ => None,
    });
    end.unwrap_or(text.len())
}
