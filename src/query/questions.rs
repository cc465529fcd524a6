//! What free words ask for beyond themselves: a year, a person, decisions.
//!
//! 1. Runs of words are understood: dates (`2018`, `March 2018`, `last year`), what is asked for (`did we decide`,
//!    `decisions about`, `who will`), people (`what did Ada say`, `Ada budget`).
//! 2. Where other words are left that say what it is about, the words of a run may be missing from a passage, and
//!    passages of that time, kind or person are lifted. None is excluded.
//! 3. A word in quotes is only a word.

use super::lookup::Lookup;
use super::{Expr, Pattern, Preference, TextTerm, days};
use crate::field::Field;
use crate::report::{Date, Kind};
use crate::vocabulary::{Asks, Concepts, Reading};
use std::ops::Range;

/// A name that more people share tells nobody.
const MOST_PEOPLE: usize = 3;
/// The longest name, and the longest words that ask for something.
const LONGEST: usize = 4;

/// Whether conditions beside the free words say what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// They do.
    Matter,
    /// There are none, or they only narrow.
    Nothing,
}

/// Understands free words side by side.
pub(super) fn understand(words: &mut [&mut TextTerm], beside: Beside, lookup: &Lookup<'_>) {
    let typed: Vec<String> = words.iter().map(|term| typed(term)).collect();
    let reader = Reader { typed: &typed, lookup, asks: Asks::builtin() };
    let mut taken = vec![false; typed.len()];
    for find in [Reader::dates, Reader::kinds, Reader::people] {
        let found: Vec<(Range<usize>, Expr)> = find(&reader, &taken);
        let mut would = taken.clone();
        for (run, _) in &found {
            would.get_mut(run.clone()).into_iter().flatten().for_each(|taken| *taken = true);
        }
        // Something must be left to look for.
        let left = |(at, term): (usize, &&mut TextTerm)| !term.optional && !would.get(at).is_some_and(|t| *t);
        if beside == Beside::Nothing && !words.iter().enumerate().any(left) {
            continue;
        }
        taken = would;
        for (run, expr) in found {
            let named = typed.get(run.clone()).unwrap_or_default().to_vec();
            // A verb (`vote`) says something of its own, unless it is a word that questions are made of.
            let verb = matches!(&expr, Expr::Value { field: Field::Kind, .. }) && run.start > 0;
            for term in words.get_mut(run.clone()).into_iter().flatten().filter(|_| !verb) {
                term.optional = true;
            }
            if let Some(first) = words.get_mut(run.start) {
                let framing = named.iter().all(|word| lookup.context.concepts.is_stop_word(word));
                first.prefers = Some(Box::new(Preference { words: named, expr, framing }));
            }
        }
    }
}

fn typed(term: &TextTerm) -> String {
    match &term.pattern {
        Pattern::Word(word) => word.clone(),
        Pattern::Phrase(_) | Pattern::Prefix(_) => String::new(),
    }
}

/// The words with what they are looked up in.
struct Reader<'r, 'a> {
    typed: &'r [String],
    lookup: &'r Lookup<'a>,
    asks: &'static Asks,
}

type Runs = Vec<(Range<usize>, Expr)>;

impl Reader<'_, '_> {
    fn concepts(&self) -> &Concepts {
        self.lookup.context.concepts
    }

    fn word(&self, at: usize) -> String {
        self.typed.get(at).map(|word| word.to_lowercase()).unwrap_or_default()
    }

    /// Words from one on, in lower case with a space between; `None` where there are not as many.
    fn words(&self, at: usize, count: usize) -> Option<String> {
        Some(self.typed.get(at..at + count)?.join(" ").to_lowercase())
    }

    fn is_question(&self) -> bool {
        self.typed.first().is_some_and(|word| self.concepts().opens_question(word))
    }

    /// `2018`, `2018-02`, `February 2018`, `last year`.
    fn dates(&self, _taken: &[bool]) -> Runs {
        let mut found = Runs::new();
        let mut at = 0;
        while at < self.typed.len() {
            let run = (1..=2).rev().find_map(|count| Some((count, self.date(at, count)?)));
            let (count, expr) = match run {
                Some((count, expr)) => (count, Some(expr)),
                None => (1, None),
            };
            found.extend(expr.map(|expr| (at..at + count, expr)));
            at += count;
        }
        found
    }

    fn date(&self, at: usize, count: usize) -> Option<Expr> {
        let words = self.words(at, count)?;
        let (first, second) = words.split_once(' ').unwrap_or((words.as_str(), ""));
        let text =
            match Reading::builtin().dates.months.get(first).filter(|_| super::year_of(second).is_some()) {
                Some(month) => format!("{second}-{month:02}"),
                None => words,
            };
        let year = text.split('-').next().is_some_and(|year| super::year_of(year).is_some());
        (year || count == 2).then(|| days::free(&text, self.today())).flatten()
    }

    fn today(&self) -> Date {
        self.lookup.context.today
    }

    /// What kind of passage is asked for.
    fn kinds(&self, _taken: &[bool]) -> Runs {
        let opening = (1..=LONGEST).rev().find_map(|count| {
            let words = self.words(0, count)?;
            let noun = || {
                let link = self.asks.links.contains(&self.word(count));
                self.asks.of_noun(&words).filter(|_| link)
            };
            Some((0..count, self.asks.of_opening(&words).or_else(noun)?))
        });
        let verb = || {
            let behind_we = |at: &usize| self.concepts().is_stop_word(&self.word(*at - 1));
            let verbs = (1..self.typed.len()).filter(|_| self.is_question()).filter(behind_we);
            verbs.filter_map(|at| Some((at..at + 1, self.asks.of_verb(&self.word(at))?))).next()
        };
        let asked = opening.or_else(verb);
        let known = |kinds: &[String]| -> Vec<String> {
            kinds.iter().filter(|kind| kind.parse::<Kind>().is_ok()).cloned().collect()
        };
        let run = asked.map(|(run, kinds)| (run, Expr::Value { field: Field::Kind, values: known(kinds) }));
        run.into_iter().collect()
    }

    /// People of the archive: by full name, or by one that is written like a name or stands where one is expected.
    fn people(&self, taken: &[bool]) -> Runs {
        let mut found = Runs::new();
        let mut at = 0;
        while at < self.typed.len() {
            let run = (1..=LONGEST).rev().find_map(|count| {
                let free = taken.get(at..at + count)?.iter().all(|taken| !taken);
                let people = if free { self.person(at, count) } else { Vec::new() };
                (!people.is_empty()).then_some((count, people))
            });
            let Some((count, values)) = run else {
                at += 1;
                continue;
            };
            found.push((at..at + count, Expr::Value { field: Field::Person, values }));
            at += count;
        }
        found
    }

    fn person(&self, at: usize, count: usize) -> Vec<String> {
        let Some(name) = self.typed.get(at..at + count).map(|words| words.join(" ")) else {
            return Vec::new();
        };
        let word = self.word(at);
        let concepts = self.concepts();
        let empty = concepts.is_stop_word(&word) || concepts.is_framing(&word);
        if empty || count == 1 && !(is_written_as_name(&name) || self.is_expected(at)) {
            return Vec::new();
        }
        if count > 1 && !is_written_as_name(&name) {
            return Vec::new();
        }
        let people = self.lookup.people_named(&name);
        if people.len() > MOST_PEOPLE { Vec::new() } else { people }
    }

    /// Whether a name is to be expected here: `did … say`.
    fn is_expected(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.word(before)).unwrap_or_default();
        let behind = self.asks.behind_person.contains(&self.word(at + 1));
        behind && (!self.is_question() || self.asks.before_person.contains(&before))
    }
}

/// `Ada`, `@ada`, and not `GDPR` or `ada`.
fn is_written_as_name(name: &str) -> bool {
    let mut letters = name.chars();
    match letters.next() {
        Some('@') => true,
        Some(first) => first.is_uppercase() && letters.any(char::is_lowercase),
        None => false,
    }
}
