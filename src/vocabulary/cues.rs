//! Patterns that tell what a statement is by its wording.
//!
//! Few statements hold the words that a pattern needs, so these are looked for first (`needs` tells which they are):
//! those of all patterns of all languages in one pass over a text. Only where they stand, the pattern itself is tried.
//! So neither a further pattern nor a further language makes reading slower, as long as its words are rare.

use super::needs::{self, Need};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use foldhash::fast::RandomState;
use regex::bytes::{Regex, RegexBuilder};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
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
    /// With which letters the texts begin that others need, a bit each.
    initials: u128,
}

/// The patterns of several groups, with the words that they need.
#[derive(Debug, Default)]
struct CueSet {
    patterns: Vec<Pattern>,
    front: Fronts,
    inside: Needles,
    /// So many patterns belong to groups that stand behind a name.
    named: usize,
    /// Whether all of these tell how they begin.
    told: bool,
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

/// Words with which texts begin, and the pattern that needs each; by their first two letters.
#[derive(Debug, Default)]
struct Fronts {
    words: HashMap<[u8; 2], Vec<(Vec<u8>, usize)>, RandomState>,
    letters: Vec<(u8, usize)>,
}

impl Fronts {
    fn add(&mut self, word: &[u8], pattern: usize) {
        match *word {
            [a, b, ..] => self.words.entry([a, b]).or_default().push((word.to_vec(), pattern)),
            [letter] => self.letters.push((letter, pattern)),
            [] => {}
        }
    }

    fn hits<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        let words = text.first_chunk().and_then(|two| self.words.get(two)).map(Vec::as_slice).unwrap_or_default();
        let words = words.iter().filter(|(word, _)| text.starts_with(word)).map(|&(_, pattern)| pattern);
        let letters = self.letters.iter().filter(|(letter, _)| text.first() == Some(letter));
        words.chain(letters.map(|&(_, pattern)| pattern))
    }
}

/// Words that are looked for at once in a whole text, and the patterns that need each.
#[derive(Debug, Default)]
struct Needles {
    search: Option<AhoCorasick>,
    patterns: Vec<Vec<usize>>,
}

impl Needles {
    fn new(words: BTreeMap<Vec<u8>, Vec<usize>>) -> Result<Self, String> {
        let search = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(words.keys());
        let search = Some(search.map_err(|error| error.to_string())?);
        Ok(Self { search, patterns: words.into_values().collect() })
    }

    /// The patterns whose words are found, as often as they are, with the byte where they are.
    fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let found = self.search.iter().flat_map(move |search| search.find_overlapping_iter(text));
        found.flat_map(|hit| {
            let patterns = self.patterns.get(hit.pattern().as_usize()).into_iter().flatten();
            patterns.map(move |&pattern| (pattern, hit.start()))
        })
    }
}

/// A folded text of which several things are asked.
#[derive(Debug, Default)]
pub struct Folded {
    text: String,
    seen: OnceCell<Seen>,
}

/// The patterns whose words stand in a text.
#[derive(Debug, Default)]
struct Seen {
    /// A bit for each.
    bits: Vec<u64>,
    /// Where the words of those stand that follow a name.
    places: Vec<usize>,
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
        let mut seen = Self { set: std::ptr::from_ref(set).addr(), ..Self::default() };
        for (pattern, at) in set.inside.hits(text) {
            if seen.bits.is_empty() {
                seen.bits.resize(set.patterns.len().div_ceil(64), 0);
            }
            if let Some(word) = seen.bits.get_mut(pattern / 64) {
                *word |= 1 << (pattern % 64);
            }
            if pattern < set.named && seen.places.last() != Some(&at) {
                seen.places.push(at);
            }
        }
        seen
    }

    /// The patterns of a range that are seen.
    fn within(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let words = self.bits.iter().enumerate().skip(range.start / 64).take_while({
            let end = range.end;
            move |(at, _)| at * 64 < end
        });
        let seen = words.flat_map(|(at, &bits)| {
            std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)))
                .take_while(|bits| *bits != 0)
                .map(move |bits| at * 64 + usize::try_from(bits.trailing_zeros()).unwrap_or(0))
        });
        seen.filter(move |pattern| range.contains(pattern))
    }
}

impl Cues {
    /// Makes the groups of a set out of their patterns; the error names the pattern that is wrong. The patterns of the
    /// first `named` groups begin where a name ends.
    pub(super) fn groups<const N: usize>(groups: [&[String]; N], named: usize) -> Result<[Self; N], String> {
        let mut set = CueSet { told: true, ..CueSet::default() };
        let mut inside = BTreeMap::<_, Vec<usize>>::new();
        let mut made: [Self; N] = std::array::from_fn(|_| Self::default());
        for (at, (patterns, cues)) in groups.into_iter().zip(&mut made).enumerate() {
            cues.patterns.start = set.patterns.len();
            for pattern in patterns {
                let text = fold(pattern).into_owned();
                let number = set.patterns.len();
                let need = needs::of(&text)?;
                set.told &= at >= named || matches!(need, Need::Front(_));
                match need {
                    Need::Front(words) => {
                        for word in words {
                            cues.initials |= word.first().map_or(0, |letter| 1 << (letter & 127));
                            set.front.add(&word, number);
                            if at < named {
                                inside.entry(word).or_default().push(number);
                            }
                        }
                    }
                    Need::Inside(words) => {
                        cues.inside = true;
                        words.into_iter().for_each(|word| inside.entry(word).or_default().push(number));
                    }
                    Need::Nothing => cues.always.push(number),
                }
                set.patterns.push(Pattern { text, ready: OnceLock::new() });
            }
            cues.patterns.end = set.patterns.len();
            if at < named {
                set.named = set.patterns.len();
            }
        }
        set.inside = Needles::new(inside)?;
        let set = Arc::new(set);
        Ok(made.map(|cues| Self { set: Arc::clone(&set), ..cues }))
    }

    /// Whether any pattern is found in a text that [`fold`] has made plain.
    pub fn found(&self, folded: &str) -> bool {
        self.found_in_front(folded)
            || self.inside && self.any(self.set.inside.hits(folded).map(|(pattern, _)| pattern), folded)
    }

    /// Whether any pattern is found in a part of a text; what the text holds is looked for once for all groups.
    pub fn found_in(&self, part: &str, text: &Folded) -> bool {
        let front = self.found_in_front(part);
        if front || !self.inside {
            return front;
        }
        match self.seen(text) {
            Some(seen) => self.any(seen.within(self.patterns.clone()), part),
            None => self.found(part),
        }
    }

    /// Whether a text holds the words that a pattern needs.
    pub fn may_stand_in(&self, text: &Folded) -> bool {
        let seen = self.seen(text).filter(|_| self.always.is_empty() && self.initials == 0);
        seen.is_none_or(|seen| seen.within(self.patterns.clone()).next().is_some())
    }

    /// Where a text holds words that a pattern behind a name begins with; nothing where that cannot be told.
    pub fn places_behind_names<'a>(&self, text: &'a Folded) -> Option<&'a [usize]> {
        self.seen(text).filter(|_| self.set.told).map(|seen| seen.places.as_slice())
    }

    fn seen<'a>(&self, text: &'a Folded) -> Option<&'a Seen> {
        let seen = text.seen.get_or_init(|| Seen::of(text, &self.set));
        // A text that was first asked about by another set.
        Some(seen).filter(|seen| seen.set == Arc::as_ptr(&self.set).addr())
    }

    fn found_in_front(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let likely = bytes.first().is_some_and(|letter| self.initials >> (letter & 127) & 1 == 1);
        likely && self.any(self.set.front.hits(bytes), text) || self.any(self.always.iter().copied(), text)
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
