//! Patterns that tell what a statement is by its wording.
//!
//! Few statements hold the words that a pattern needs, so these are looked for first (`needs` tells which they are):
//! those of all patterns of all languages in one pass over a text. Only where they stand, the pattern itself is tried.
//! So neither a further pattern nor a further language makes reading slower, as long as its words are rare.

use super::needs::{self, Need};
use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, StartKind};
use regex::bytes::{Regex, RegexBuilder};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Patterns over folded text that mean the same, a group of a [`CueSet`].
#[derive(Debug, Default, Clone)]
pub struct Cues {
    set: Arc<CueSet>,
    patterns: Range<usize>,
    /// Those that are tried on every text.
    always: Vec<usize>,
    /// Whether some need words that may stand anywhere.
    inside: bool,
}

/// The patterns of several groups, with the words that they need.
#[derive(Debug, Default)]
struct CueSet {
    patterns: Vec<Pattern>,
    front: Needles,
    inside: Needles,
}

/// A pattern, made ready when it is first tried: most of them never are.
#[derive(Debug)]
struct Pattern {
    text: String,
    ready: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Patterns are over bytes: with Unicode's word boundaries the fast matcher gives up at the first letter beyond
    /// ASCII, and folding has made the letters plain anyway.
    fn compile(&self) -> Result<Regex, regex::Error> {
        RegexBuilder::new(&self.text).unicode(false).build()
    }

    fn found(&self, text: &str) -> bool {
        let ready = self.ready.get_or_init(|| self.compile().ok());
        ready.as_ref().is_some_and(|regex| regex.is_match(text.as_bytes()))
    }
}

/// Words that are looked for at once, and the patterns that need each.
#[derive(Debug, Default)]
struct Needles {
    search: Option<AhoCorasick>,
    patterns: Vec<Vec<usize>>,
}

impl Needles {
    fn new(words: BTreeMap<Vec<u8>, Vec<usize>>, starts: StartKind) -> Result<Self, String> {
        // A larger automaton for what runs over whole texts, a smaller one for what looks at their first letters.
        let kind = match starts {
            StartKind::Anchored => AhoCorasickKind::ContiguousNFA,
            StartKind::Both | StartKind::Unanchored => AhoCorasickKind::DFA,
        };
        let search = AhoCorasick::builder().start_kind(starts).kind(Some(kind)).build(words.keys());
        let search = Some(search.map_err(|error| error.to_string())?);
        Ok(Self { search, patterns: words.into_values().collect() })
    }

    /// The patterns whose words are found, as often as they are.
    fn hits<'a>(&'a self, text: &'a str, anchored: Anchored) -> impl Iterator<Item = usize> + 'a {
        let mut state = OverlappingState::start();
        let words = std::iter::from_fn(move || {
            let input = Input::new(text).anchored(anchored);
            self.search.as_ref()?.try_find_overlapping(input, &mut state).ok()?;
            state.get_match()
        });
        words.flat_map(|hit| self.patterns.get(hit.pattern().as_usize()).into_iter().flatten().copied())
    }
}

/// A folded text of which several things are asked.
#[derive(Debug, Default)]
pub struct Folded {
    text: String,
    seen: OnceCell<Seen>,
}

/// The patterns whose words stand in a text, a bit for each.
#[derive(Debug, Default)]
struct Seen {
    bits: Vec<u64>,
    /// Where the set lies to which they belong.
    set: usize,
}

impl Folded {
    /// The text as [`fold`] makes it.
    pub fn new(text: &str) -> Self {
        Self { text: fold(text).into_owned(), seen: OnceCell::new() }
    }
}

impl Deref for Folded {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Seen {
    fn of(text: &str, set: &CueSet) -> Self {
        let mut bits = Vec::new();
        for pattern in set.inside.hits(text, Anchored::No) {
            if bits.is_empty() {
                bits.resize(set.patterns.len().div_ceil(64), 0);
            }
            if let Some(word) = bits.get_mut(pattern / 64) {
                *word |= 1 << (pattern % 64);
            }
        }
        Self { bits, set: std::ptr::from_ref(set).addr() }
    }

    fn has(&self, pattern: usize) -> bool {
        self.bits.get(pattern / 64).is_some_and(|word| word >> (pattern % 64) & 1 == 1)
    }
}

impl Cues {
    /// Makes the groups of a set out of their patterns; the error names the pattern that is wrong.
    pub(super) fn groups<const N: usize>(groups: [&[String]; N]) -> Result<[Self; N], String> {
        let mut patterns = Vec::new();
        let (mut front, mut inside) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        let mut made = [const { (0..0, Vec::new(), false) }; N];
        for (group, (range, always, anywhere)) in groups.into_iter().zip(&mut made) {
            range.start = patterns.len();
            for pattern in group {
                let text = fold(pattern).into_owned();
                let number = patterns.len();
                match needs::of(&text)? {
                    Need::Front(words) => words.into_iter().for_each(|w| front.entry(w).or_default().push(number)),
                    Need::Inside(words) => {
                        *anywhere = true;
                        words.into_iter().for_each(|w| inside.entry(w).or_default().push(number));
                    }
                    Need::Nothing => always.push(number),
                }
                patterns.push(Pattern { text, ready: OnceLock::new() });
            }
            range.end = patterns.len();
        }
        let (front, inside) =
            (Needles::new(front, StartKind::Anchored)?, Needles::new(inside, StartKind::Unanchored)?);
        let set = Arc::new(CueSet { patterns, front, inside });
        Ok(made.map(|(patterns, always, inside)| Self { set: Arc::clone(&set), patterns, always, inside }))
    }

    /// Whether any pattern is found in a text that [`fold`] has made plain.
    pub fn found(&self, folded: &str) -> bool {
        self.found_in_front(folded) || self.inside && self.any(self.set.inside.hits(folded, Anchored::No), folded)
    }

    /// Whether any pattern is found in a part of a text; what the text holds is looked for once for all groups.
    pub fn found_in(&self, part: &str, text: &Folded) -> bool {
        let front = self.found_in_front(part);
        if front || !self.inside {
            return front;
        }
        let seen = text.seen.get_or_init(|| Seen::of(text, &self.set));
        if seen.set != Arc::as_ptr(&self.set).addr() {
            return self.found(part);
        }
        self.any(self.patterns.clone().filter(|&pattern| seen.has(pattern)), part)
    }

    fn found_in_front(&self, text: &str) -> bool {
        self.any(self.always.iter().copied(), text) || self.any(self.set.front.hits(text, Anchored::Yes), text)
    }

    /// Whether one of these patterns is of this group and found.
    fn any(&self, mut patterns: impl Iterator<Item = usize>, text: &str) -> bool {
        patterns.any(|pattern| {
            self.patterns.contains(&pattern)
                && self.set.patterns.get(pattern).is_some_and(|pattern| pattern.found(text))
        })
    }
}

/// Lower case, accents off, straight quotes: what cue patterns are compared with.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if upper { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => plain.push(c.to_ascii_lowercase()),
            '‘' | '’' => plain.push('\''),
            '“' | '”' | '„' => plain.push('"'),
            '–' | '—' => plain.push('-'),
            c => {
                let parts = std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part));
                plain.extend(parts.flat_map(char::to_lowercase));
            }
        }
    }
    Cow::Owned(plain)
}
