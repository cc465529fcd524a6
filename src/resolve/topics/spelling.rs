//! What a subject is called: as the reports write it most often.

use super::gather::Gathered;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The plain spelling is taken where it is no rarer than this share: a capital at the beginning of a line is no name.
const PLAIN: f64 = 0.25;
/// That of a name is not.
const NEVER: f64 = f64::INFINITY;
/// A spelling that is met fewer times than one in so many is a slip.
const RARE: u32 = 100;
/// How many other spellings are told.
const ALIASES: usize = 6;

/// How forms are written, with how often.
#[derive(Debug, Default)]
pub(super) struct Spelling<'a> {
    of_forms: HashMap<usize, HashMap<&'a str, u32>>,
}

impl<'a> Spelling<'a> {
    /// So many places where a form stands.
    pub(super) fn add(&mut self, form: usize, written: &'a str, count: u32) {
        *self.of_forms.entry(form).or_default().entry(written).or_default() += count;
    }

    /// The name and the other words for each subject; `proper` tells which are written as names are.
    pub(super) fn names(&self, gathered: &Gathered, proper: &[bool]) -> Vec<(String, Vec<String>)> {
        let mut of_subjects: Vec<BTreeMap<&str, u32>> = vec![BTreeMap::new(); gathered.subjects.len()];
        for (form, written) in &self.of_forms {
            let subject = gathered.forms.get(*form).and_then(|form| of_subjects.get_mut(form.subject));
            if let Some(subject) = subject {
                for (written, count) in written {
                    *subject.entry(*written).or_default() += *count;
                }
            }
        }
        let mut taken: HashSet<String> =
            gathered.subjects.iter().filter_map(|subject| Some(folded(subject.name.as_deref()?))).collect();
        let named = gathered.subjects.iter().zip(&of_subjects).enumerate().map(|(at, (subject, written))| {
            let name = match &subject.name {
                Some(name) => name.clone(),
                None => {
                    let repository = subject.aliases.first().map_or("", String::as_str);
                    let name = best(written, if proper.get(at) == Some(&true) { NEVER } else { PLAIN })
                        .unwrap_or(repository)
                        .to_owned();
                    let free = taken.insert(folded(&name));
                    if free { name } else { subject.repositories.first().cloned().unwrap_or(name) }
                }
            };
            let mut aliases: Vec<String> = Vec::new();
            let mut spelt: Vec<(&str, u32)> =
                written.iter().map(|(written, count)| (*written, *count)).collect();
            let all: u32 = spelt.iter().map(|(_, count)| count).sum();
            spelt.retain(|(_, count)| count * RARE >= all);
            spelt.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            let spelt = spelt.into_iter().map(|(written, _)| written).filter(|_| subject.name.is_none());
            let known = subject.aliases.iter().chain(&subject.repositories).map(String::as_str);
            let mut seen: HashSet<String> = HashSet::from([folded(&name)]);
            for alias in known.chain(spelt) {
                if seen.insert(folded(alias)) && aliases.len() < subject.aliases.len().max(ALIASES) {
                    aliases.push(alias.to_owned());
                }
            }
            (name, aliases)
        });
        named.collect()
    }
}

/// The spelling that is met most; of its variants in capitals, the plainest that is no rarer than a share.
fn best<'a>(written: &BTreeMap<&'a str, u32>, least: f64) -> Option<&'a str> {
    let mut by_fold: BTreeMap<String, u32> = BTreeMap::new();
    for (spelling, count) in written {
        *by_fold.entry(folded(spelling)).or_default() += count;
    }
    let (fold, all) = by_fold.iter().max_by_key(|(fold, count)| (**count, std::cmp::Reverse(*fold)))?;
    // The short form stands in the long one too.
    let longer = |(long, count): &(&String, &u32)| {
        **count * 2 > *all && long.strip_suffix(fold.as_str()).is_some_and(|front| front.ends_with(' '))
    };
    let (fold, all) = by_fold.iter().find(longer).unwrap_or((fold, all));
    let variants = || written.iter().filter(|(spelling, _)| folded(spelling) == *fold);
    let plain = variants().filter(|(spelling, count)| {
        !spelling.chars().any(char::is_uppercase) && f64::from(**count) >= least * f64::from(*all)
    });
    let most = |(spelling, count): &(&&'a str, &u32)| (**count, std::cmp::Reverse(**spelling));
    plain.max_by_key(most).or_else(|| variants().max_by_key(most)).map(|(spelling, _)| *spelling)
}

/// Lower case, one space for hyphens.
fn folded(text: &str) -> String {
    let lower = text.to_lowercase().replace(['-', '_'], " ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
