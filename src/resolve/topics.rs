//! What the archive speaks of: concepts of the vocabulary, and the repositories that passages cite.
//!
//! 1. A concept is a topic of an entry where its name or another word for it stands in the entry's own words or in
//!    the heading right above.
//! 2. A repository is a topic where enough entries cite it.

use super::Days;
use crate::report::{Entry, Report, Topic};
use crate::vocabulary::Concepts;
use std::collections::{BTreeMap, HashMap};

/// A repository that fewer entries cite is no subject of the archive.
const MIN_CITED: usize = 3;

/// Finds the topics of an archive, and fills in `Entry::topics`.
pub(super) fn find(reports: &mut [Report], concepts: &Concepts) -> Vec<Topic> {
    let matcher = Matcher::new(concepts);
    let cited = cited_repositories(reports);
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for report in reports {
        let mut of_report: Vec<String> = Vec::new();
        for entry in report.entries.iter_mut().filter(|entry| entry.is_found()) {
            let mut topics = matcher.topics(entry);
            for reference in &entry.refs {
                let name = reference.repository().and_then(|repository| cited.get(repository));
                topics.extend(name.filter(|name| !topics.contains(name)).cloned());
            }
            for topic in &topics {
                seen.entry(topic.clone()).or_default().entries += 1;
            }
            of_report.extend(topics.iter().cloned());
            entry.topics = topics;
        }
        of_report.sort_unstable();
        of_report.dedup();
        for topic in of_report {
            let seen = seen.entry(topic).or_default();
            seen.reports += 1;
            seen.days.add(report.date);
        }
    }
    let aliases: HashMap<&str, &[String]> =
        concepts.topics().map(|c| (c.name.as_str(), c.same.as_slice())).collect();
    let mut topics: Vec<Topic> = seen
        .into_iter()
        .map(|(name, seen)| Topic {
            aliases: aliases.get(name.as_str()).map(|aliases| aliases.to_vec()).unwrap_or_default(),
            name,
            entries: seen.entries,
            reports: seen.reports,
            days: seen.days.0,
        })
        .collect();
    topics.sort_by(|a, b| (b.reports, b.entries, &a.name).cmp(&(a.reports, a.entries, &b.name)));
    topics
}

#[derive(Default)]
struct Seen {
    entries: u32,
    reports: u32,
    days: Days,
}

/// `owner/name` of each repository that is a topic, with the topic's name: `name` where no other owner has one so
/// called.
fn cited_repositories(reports: &[Report]) -> HashMap<String, String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in reports.iter().flat_map(|report| &report.entries) {
        for repository in entry.refs.iter().filter_map(|reference| reference.repository()) {
            *count.entry(repository).or_default() += 1;
        }
    }
    let often: Vec<&str> = count.into_iter().filter(|(_, n)| *n >= MIN_CITED).map(|(name, _)| name).collect();
    let short = |repository: &str| repository.rsplit('/').next().unwrap_or_default().to_owned();
    let mut owners: HashMap<String, usize> = HashMap::new();
    for repository in &often {
        *owners.entry(short(repository)).or_default() += 1;
    }
    let named = often.into_iter().map(|repository| {
        let name = short(repository);
        let name = if owners.get(&name) == Some(&1) { name } else { repository.to_owned() };
        (repository.to_owned(), name)
    });
    named.collect()
}

/// Finds concepts by their words.
struct Matcher {
    /// By the first word of a form: the further words, and the concept.
    forms: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl Matcher {
    fn new(concepts: &Concepts) -> Self {
        let mut forms: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for concept in concepts.topics() {
            for form in concept.names() {
                let mut words = words(form);
                if !words.is_empty() {
                    let first = words.remove(0);
                    forms.entry(first).or_default().push((words, concept.name.clone()));
                }
            }
        }
        Self { forms }
    }

    fn topics(&self, entry: &Entry) -> Vec<String> {
        let mut topics = Vec::new();
        let texts = entry.section.last().into_iter().chain(std::iter::once(&entry.text));
        for text in texts {
            let words = words(text);
            for (at, word) in words.iter().enumerate() {
                // Initials of somebody named there are no subject.
                let named = |form: &str| entry.names.iter().any(|name| name.eq_ignore_ascii_case(form));
                let plural = word.strip_suffix('s').map(|_| singular(word)).filter(|stem| stem != word);
                let forms =
                    [Some(word), plural.as_ref()].into_iter().flatten().filter_map(|w| self.forms.get(w));
                for (rest, topic) in forms.flatten() {
                    let behind = words.get(at + 1..at + 1 + rest.len()).unwrap_or_default();
                    let fits = behind.len() == rest.len()
                        && behind.iter().zip(rest).all(|(w, form)| is_form(w, form));
                    if fits && !topics.contains(topic) && !(rest.is_empty() && named(word)) {
                        topics.push(topic.clone());
                    }
                }
            }
        }
        topics
    }
}

/// Lower-case words; addresses are none.
fn words(text: &str) -> Vec<String> {
    let told = text.split_whitespace().filter(|word| !word.contains("://"));
    let words =
        told.flat_map(|word| word.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether a word is a form's word, or its plural. A form that stands in the plural means the plural: `courses` are
/// not `of course`.
fn is_form(word: &str, form: &str) -> bool {
    word == form || word.len() > form.len() && singular(word) == form
}

fn singular(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(stem) if word.len() > 3 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}
