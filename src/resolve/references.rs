//! One name for each issue: `boats#12` is `harbour/boats#12` where the archive knows one repository of that name.

use crate::report::{Reference, Report};
use std::collections::{BTreeMap, HashMap};

/// A repository of a name counts where it has so many of ten mentions of that name in full ...
const MOSTLY: usize = 9;
/// ... and for so many without the owner there is one with it: a link in passing names no others.
const EACH: usize = 5;

/// Gives issues of repositories without an owner the owner that the archive tells. What then stands in a passage twice is
/// named once.
pub(super) fn complete(reports: &mut [Report]) {
    let full = owners(reports);
    if full.is_empty() {
        return;
    }
    for entry in reports.iter_mut().flat_map(|report| &mut report.entries) {
        let mut changed = false;
        for reference in &mut entry.refs {
            if let Some((name, number)) = short(reference)
                && let Some(repository) = full.get(name)
            {
                *reference = Reference::new(repository, number);
                changed = true;
            }
        }
        if changed {
            let mut kept: Vec<Reference> = Vec::with_capacity(entry.refs.len());
            let all = std::mem::take(&mut entry.refs);
            all.into_iter().for_each(|reference| {
                if !kept.contains(&reference) {
                    kept.push(reference);
                }
            });
            entry.refs = kept;
        }
    }
}

/// The name and the number of an issue whose repository has no owner.
fn short(reference: &Reference) -> Option<(&str, u64)> {
    let (name, number) = reference.as_str().split_once('#')?;
    (!name.is_empty() && !name.contains('/')).then_some(())?;
    Some((name, number.parse().ok()?))
}

/// The repository in full for each name that is also written without its owner.
fn owners(reports: &[Report]) -> HashMap<String, String> {
    let references = || reports.iter().flat_map(|report| &report.entries).flat_map(|entry| &entry.refs);
    let mut shorts: HashMap<&str, usize> = HashMap::new();
    for (name, _) in references().filter_map(short) {
        *shorts.entry(name).or_default() += 1;
    }
    let mut found: HashMap<&str, BTreeMap<&str, usize>> =
        shorts.keys().map(|&name| (name, BTreeMap::new())).collect();
    for repository in references().filter_map(Reference::repository) {
        let Some((_, name)) = repository.rsplit_once('/') else { continue };
        if let Some(full) = found.get_mut(name) {
            *full.entry(repository).or_default() += 1;
        }
    }
    let sure = found.into_iter().filter_map(|(name, full)| {
        let all: usize = full.values().sum();
        let (repository, count) = full.into_iter().max_by_key(|&(_, count)| count)?;
        let enough = shorts.get(name).is_some_and(|&shorts| count * EACH >= shorts);
        (enough && count * 10 >= all * MOSTLY).then(|| (name.to_owned(), repository.to_owned()))
    });
    sure.collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::resolve::resolve;
    use crate::source::SourceFile;
    use crate::vocabulary::{Reading, Team};

    /// The issues of all passages of a report.
    fn refs(text: &str) -> String {
        let file = SourceFile { path: "tower/2024-01-02.md".into(), text: text.into() };
        let drafts = extract(&file, Reading::builtin()).drafts;
        let report = &resolve(drafts, &Team::default()).reports[0];
        let told = report
            .entries
            .iter()
            .map(|entry| entry.refs.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        told.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_repository_has_one_name() {
        let cases = [
            (
                "- the lamp boats#12 is dim\n- the oil harbour/boats#12 is old\n",
                "harbour/boats#12, harbour/boats#12",
            ),
            ("- the lamp boats#12, harbour/boats#12 is dim\n", "harbour/boats#12"),
            // One link in passing, and many others.
            (
                "- boats#1, boats#2, boats#3, boats#4, boats#5, boats#6 are late\n- see harbour/boats#9\n",
                "boats#1 boats#2 boats#3 boats#4 boats#5 boats#6, harbour/boats#9",
            ),
            // Two of one name: nobody knows which.
            (
                "- the lamp boats#12 is dim\n- harbour/boats#1 and tower/boats#2 are late\n",
                "boats#12, harbour/boats#1 tower/boats#2",
            ),
            ("- the lamp boats#12 is dim\n- see harbour/floats#12 on that\n", "boats#12, harbour/floats#12"),
        ];
        for (text, wanted) in cases {
            assert_eq!(refs(&format!("# Meeting 2024-01-02\n\n{text}")), wanted, "{text}");
        }
    }
}
