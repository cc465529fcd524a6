//! A mixed list of queries, made of what occurs in an archive.

use crate::resample::{Dice, words};
use minutebook::archive::Collection;
use minutebook::report::Person;
use std::collections::HashMap;

/// How many queries of each kind.
const EACH: usize = 12;

/// A query with the kind it is of.
pub(crate) struct Asked {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// What queries are made of.
struct Pieces<'a> {
    /// Words in the order in which they stand.
    running: Vec<&'a str>,
    /// Words of some length, each once, the most frequent ones first.
    ranked: Vec<&'a str>,
    people: Vec<&'a Person>,
    topics: Vec<&'a str>,
    dice: Dice,
}

/// Makes one query of a kind, by its number.
type Make = fn(&mut Pieces<'_>, usize) -> String;

/// The queries, each kind together.
pub(crate) fn list(base: &Collection) -> Vec<Asked> {
    let mut pieces = Pieces::new(base);
    let kinds: [(&'static str, Make); 14] = [
        ("word", |pieces, at| pieces.word(at)),
        ("two words", |pieces, at| format!("{} {}", pieces.word(at), pieces.word(at + 5))),
        ("four words", |pieces, at| (0..4).map(|more| pieces.word(at + 3 * more) + " ").collect()),
        ("phrase", |pieces, _| format!("\"{}\"", pieces.neighbours())),
        ("question", |pieces, at| {
            format!("did we decide to {} the {}", pieces.word(at), pieces.word(at + 2))
        }),
        ("person said", |pieces, at| format!("what did {} say about {}", pieces.name(at), pieces.word(at))),
        ("concept", |_, at| CONCEPTS[at % CONCEPTS.len()].to_owned()),
        ("person", |pieces, at| format!("person:\"{}\" {}", pieces.name(at), pieces.word(at))),
        ("date", |pieces, at| format!("{} after:20{:02}", pieces.word(at), 5 + at)),
        ("facets", |pieces, at| {
            format!("{} kind:action,decision -topic:\"{}\"", pieces.word(at), pieces.topic(at))
        }),
        ("misspelt", |pieces, at| pieces.misspelt(at)),
        ("beginning", |pieces, at| format!("{}*", pieces.word(at).chars().take(4).collect::<String>())),
        ("filter alone", |pieces, at| match at % 4 {
            0 => "kind:decision".to_owned(),
            1 => format!("topic:\"{}\"", pieces.topic(at)),
            2 => format!("person:\"{}\" sort:newest", pieces.name(at)),
            _ => format!("year:20{:02}", 5 + at),
        }),
        ("nothing", |_, at| ["", "sort:newest", "sort:oldest"][at % 3].to_owned()),
    ];
    let mut list = Vec::new();
    for (kind, make) in kinds {
        list.extend((0..EACH).map(|at| Asked { kind, text: make(&mut pieces, at) }));
    }
    list
}

/// Words of the built-in vocabulary that bring others.
const CONCEPTS: [&str; 6] = ["gdpr", "privacy", "funding", "accessibility", "security", "release"];

impl<'a> Pieces<'a> {
    fn new(base: &'a Collection) -> Self {
        let running = words(base);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in running.iter().filter(|word| word.len() >= 5) {
            *counts.entry(word).or_default() += 1;
        }
        let mut ranked: Vec<&str> = counts.keys().copied().collect();
        ranked.sort_by_key(|word| (std::cmp::Reverse(counts[word]), *word));
        let mut people: Vec<&Person> = base.directory.people.iter().collect();
        people.retain(|person| !person.name.contains('"'));
        people.sort_by_key(|person| std::cmp::Reverse(person.entries));
        let topics = base.directory.topics.iter().map(|topic| topic.name.as_str());
        let topics = topics.filter(|topic| !topic.contains('"')).collect();
        Self { running, ranked, people, topics, dice: Dice::new() }
    }

    /// A word of about a rank: of each twelve the first are frequent, the last rare.
    fn word(&mut self, at: usize) -> String {
        let end = self.ranked.len() >> (EACH.saturating_sub(at % EACH + 1)).min(8);
        let word = self.ranked.get(self.dice.below(end.max(20)));
        word.copied().unwrap_or("report").to_lowercase()
    }

    fn neighbours(&mut self) -> String {
        let at = self.dice.below(self.running.len());
        self.running.get(at..at + 2).unwrap_or_default().join(" ")
    }

    fn name(&self, at: usize) -> String {
        self.people.get(at % self.people.len().max(1)).map_or("Ada", |person| &person.name).to_owned()
    }

    fn topic(&self, at: usize) -> &'a str {
        self.topics.get(at % self.topics.len().max(1)).copied().unwrap_or("privacy")
    }

    /// A word with two letters exchanged.
    fn misspelt(&mut self, at: usize) -> String {
        let mut letters: Vec<char> = self.word(at).chars().collect();
        letters.swap(2, 3);
        letters.into_iter().collect()
    }
}
