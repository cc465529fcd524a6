//! What a person may be about to type: topics, people, series, references, headings, fields with their values.
//!
//! Made once from a catalog and then only looked up: every word of every name is a place in one sorted list, so that
//! all names with a word that begins as typed stand side by side in it.

use super::Catalog;
use crate::field::{FIELDS, Field, Shape};
use crate::query::{Expr, Pattern, Query, Sort, TextTerm};
use crate::report::{Grade, Kind, Status};

/// A beginning that fits more places than these is answered from the first ones: a single letter says little.
const MOST_PLACES: usize = 20_000;

/// What a suggestion is. In this order where names are equally frequent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suggested {
    /// A field, or a field with a value.
    Field,
    /// A subject.
    Topic,
    /// A person.
    Person,
    /// A kind of meeting.
    Series,
    /// An issue or pull request.
    Reference,
    /// A heading that reports have used.
    Heading,
}

impl Suggested {
    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Topic => "topic",
            Self::Person => "person",
            Self::Series => "series",
            Self::Reference => "reference",
            Self::Heading => "heading",
        }
    }
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: Suggested,
    /// What is shown.
    pub text: String,
    /// The query that it stands for.
    pub query: String,
    /// The value in its field: a person's id, a topic's name.
    pub value: String,
    /// How many passages have it, as far as the catalog knows; of a series how many reports.
    pub count: u32,
}

/// All suggestions of a catalog.
#[derive(Debug, Clone, Default)]
pub struct Suggester {
    items: Vec<Suggestion>,
    /// The ends of names from each word on, folded, with the number of the suggestion; in order.
    places: Vec<(String, u32)>,
}

impl Suggester {
    /// The suggestions of a catalog.
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut all = Self::default();
        all.fields();
        let directory = &catalog.directory;
        for topic in &directory.topics {
            let item = valued(Suggested::Topic, Field::Topic, (&topic.name, &topic.name), topic.entries);
            all.add(item, topic.aliases.iter());
        }
        for person in &directory.people {
            let item = valued(Suggested::Person, Field::Person, (&person.name, &person.id), person.entries);
            all.add(item, person.aliases.iter().chain([&person.id]));
        }
        for series in &directory.series {
            let item = valued(Suggested::Series, Field::Series, (&series.name, &series.name), series.reports);
            all.add(item, [].iter());
        }
        for (reference, count) in catalog.references.iter() {
            let item = valued(Suggested::Reference, Field::Ref, (reference, reference), *count);
            let short: Vec<String> = reference
                .rfind('#')
                .and_then(|at| reference.get(at..))
                .map(str::to_owned)
                .into_iter()
                .collect();
            all.add(item, short.iter());
        }
        for (heading, count) in catalog.headings.iter() {
            let pattern = Pattern::Phrase(heading.clone());
            let within = Some(Field::Section);
            let term = TextTerm { pattern, within, related: Vec::new(), optional: false, prefers: None };
            let query = written(Expr::Text(term));
            let (text, value) = (heading.clone(), heading.clone());
            let item = Suggestion { kind: Suggested::Heading, text, query, value, count: *count };
            all.add(item, [].iter());
        }
        all.places.sort_unstable();
        all
    }

    /// The names of fields, and the values of those that have only a few.
    fn fields(&mut self) {
        for row in FIELDS.iter().filter(|row| row.shape == Shape::Value) {
            let query = format!("{}:", row.name);
            let value = row.name.to_owned();
            let item = Suggestion { kind: Suggested::Field, text: query.clone(), query, value, count: 0 };
            let aliases: Vec<String> = row.aliases.iter().map(|alias| (*alias).to_owned()).collect();
            self.add(item, aliases.iter());
        }
        let kinds = Kind::ALL.iter().map(|kind| (Field::Kind, kind.name()));
        let grades = Grade::ALL.iter().map(|grade| (Field::Grade, grade.name()));
        let states = Status::ALL.iter().map(|status| (Field::Status, status.name()));
        for (field, value) in kinds.chain(grades).chain(states) {
            let query = format!("{}:{value}", field.name());
            let value = value.to_owned();
            let item = Suggestion { kind: Suggested::Field, text: query.clone(), query, value, count: 0 };
            self.add(item, [].iter());
        }
    }

    fn add<'a>(&mut self, item: Suggestion, others: impl Iterator<Item = &'a String>) {
        let mut places = Vec::new();
        let at = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        let names = others.map(|name| name.to_lowercase());
        for folded in std::iter::once(item.text.to_lowercase()).chain(names) {
            let mut before = None;
            for (start, c) in folded.char_indices() {
                let begins = before.is_none_or(|before: char| !before.is_alphanumeric());
                if begins && (c.is_alphanumeric() || c == '#') {
                    places.push((folded.get(start..).unwrap_or_default().to_owned(), at));
                }
                before = Some(c);
            }
        }
        self.places.append(&mut places);
        self.items.push(item);
    }

    /// Suggestions with a word that begins as typed, those whose name begins so first, then the most frequent. Where
    /// nothing fits all that is typed, the last word is completed behind the words before it.
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let whole = self.find(typed.trim_start(), limit);
        let cut = typed.rfind(char::is_whitespace).map(|at| typed.split_at(at));
        let Some((before, last)) = cut.filter(|_| whole.is_empty()) else { return whole };
        let before = before.trim();
        let behind = |item: Suggestion| Suggestion { query: format!("{before} {}", item.query), ..item };
        self.find(last.trim(), limit).into_iter().map(behind).collect()
    }

    fn find(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let start = typed.trim_start_matches(['@', '-', '(', '"']).to_lowercase();
        if start.is_empty() {
            return Vec::new();
        }
        let first = self.places.partition_point(|(name, _)| *name < start);
        let fitting = self.places.iter().skip(first).take_while(|(name, _)| name.starts_with(&start));
        let mut numbers: Vec<u32> = fitting.take(MOST_PLACES).map(|(_, at)| *at).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let rank = |at: &u32| {
            let item = self.items.get(*at as usize)?;
            let begins = item.text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(&start));
            Some((!begins, item.kind != Suggested::Field, std::cmp::Reverse(item.count), item.kind, *at))
        };
        let mut ranked: Vec<_> = numbers.iter().filter_map(rank).collect();
        let limit = limit.min(ranked.len());
        if limit < ranked.len() {
            ranked.select_nth_unstable(limit);
            ranked.truncate(limit);
        }
        ranked.sort_unstable();
        ranked.into_iter().filter_map(|(.., at)| self.items.get(at as usize).cloned()).collect()
    }
}

/// A value of a field.
fn valued(kind: Suggested, field: Field, (text, value): (&str, &str), count: u32) -> Suggestion {
    let query = written(Expr::Value { field, values: vec![value.to_owned()] });
    Suggestion { kind, text: text.to_owned(), query, value: value.to_owned(), count }
}

fn written(expr: Expr) -> String {
    Query { expr, sort: Sort::Relevance, expand: true }.to_string()
}

#[cfg(test)]
mod tests {
    use super::{Catalog, Suggester};
    use crate::report::{Directory, Origin, Person, Sure, Topic};

    fn suggester() -> Suggester {
        let topic = |name: &str, entries| Topic {
            name: name.to_owned(),
            aliases: vec![format!("the {name}")],
            broader: Vec::new(),
            origin: Origin::Heading,
            entries,
            reports: 1,
            days: None,
        };
        let person = Person {
            id: "adaq".to_owned(),
            name: "Ada Quill".to_owned(),
            aliases: vec!["AQ".to_owned()],
            affiliations: Vec::new(),
            meetings: 1,
            entries: 7,
            sure: Sure::Certain,
            evidence: Vec::new(),
        };
        let topics = vec![topic("lamps", 9), topic("lamp oil", 30), topic("kites", 2)];
        let catalog = Catalog {
            directory: Directory { people: vec![person], topics, ..Directory::default() }.into(),
            headings: vec![("Old lamps".to_owned(), 50)].into(),
            references: vec![("oakfield/garden#12".to_owned(), 3)].into(),
            ..Catalog::default()
        };
        Suggester::new(&catalog)
    }

    #[test]
    fn what_begins_as_typed_is_suggested() {
        let cases = [
            ("lamp", "topic:\"lamp oil\" | topic:lamps | in:section \"Old lamps\""),
            ("LAMP o", "topic:\"lamp oil\""),
            ("qui", "person:adaq"),
            ("@adaq", "person:adaq"),
            ("aq", "person:adaq"),
            (
                "ki",
                "kind: | kind:decision | kind:proposal | kind:action | kind:question | kind:update | kind:thanks | kind:discussion | topic:kites",
            ),
            ("kind:de", "kind:decision"),
            ("deci", "kind:decision"),
            ("garden", "ref:oakfield/garden#12"),
            ("#1", "ref:oakfield/garden#12"),
            ("roses lamps", "roses topic:lamps | roses in:section \"Old lamps\""),
            ("amp", ""),
            ("", ""),
            (" @", ""),
        ];
        for (typed, wanted) in cases {
            let queries: Vec<String> = suggester().suggest(typed, 20).into_iter().map(|s| s.query).collect();
            assert_eq!(queries.join(" | "), wanted, "{typed}");
        }
        assert_eq!(suggester().suggest("lamp", 2).len(), 2);
    }
}
