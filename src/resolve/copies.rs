//! The same passage in several reports, for instance in a report and in a yearly file: found once, with all places.
//!
//! 1. Passages with the same words are the same; white space, marks and markup do not count.
//! 2. Passages that have nine of ten words in common are, where they are of one day or of two series: a slip was
//!    mended. Their numbers must be the same.
//! 3. The original is the one of the earliest meeting; of one day, the one in a file of its own. The others name it
//!    (`Entry::copy_of`), and it names all of them (`Entry::also`). Only the original is found and counted,
//!    with its own series and day.
//! 4. What a series repeats on another day is a copy only where it is long: an action is carried over (`threads`), a
//!    short passage is on the agenda again, and an outcome below another heading is another outcome.
//!    What settles or promises something is a copy only of what does so too.

use super::maps::Map;
use super::words::{self, SEED, mix};
use crate::report::{Entry, Kind, Place, Report};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Shorter passages stand in many reports without being copies.
const MIN_BYTES: usize = 60;
/// And so do those of fewer words.
const MIN_WORDS: usize = 9;
/// On another day of the same series shorter passages are spoken of again.
const MIN_CARRIED: usize = 25;
/// So many runs of three words stand for a passage when near ones are looked for.
const SKETCH: usize = 4;
/// A run of words in more passages tells nothing.
const CROWDED: usize = 12;

/// Notes which passages are copies. Reports stand by series and date; boilerplate is known.
pub(super) fn fold(reports: &mut [Report]) {
    let passages = Passages::of(reports);
    for mut places in passages.groups(reports) {
        places.sort_by(|a, b| passages.rank(reports, *a).cmp(&passages.rank(reports, *b)));
        let Some(&original) = places.first() else { continue };
        let mut seen = HashSet::from([passages.all[original].report]);
        places.retain(|&at| {
            at == original || passages.same(reports, original, at) && seen.insert(passages.all[at].report)
        });
        if places.len() < 2 {
            continue;
        }
        let stands = |at: usize| {
            let Passage { report, entry, .. } = passages.all[at];
            let (report, entry) = (&reports[report], &reports[report].entries[entry]);
            Place { report: report.id.clone(), path: report.path.clone(), lines: entry.lines }
        };
        let first = passages.entry(reports, original).id.clone();
        let (home, others): (Place, Vec<Place>) =
            (stands(original), places.iter().skip(1).map(|&at| stands(at)).collect());
        for &at in &places {
            let Passage { report, entry, .. } = passages.all[at];
            let entry = &mut reports[report].entries[entry];
            if at == original {
                entry.also.clone_from(&others);
            } else {
                entry.also = vec![home.clone()];
                entry.copy_of = Some(first.clone());
            }
        }
    }
}

/// A passage that may be a copy.
struct Passage {
    report: usize,
    entry: usize,
    /// Hashes of its words, in order of size, cut short: they are many.
    words: Vec<u32>,
    /// A hash of its words as they follow each other.
    whole: u64,
    /// The smallest hashes of its runs of three words.
    sketch: Vec<u64>,
}

struct Passages {
    all: Vec<Passage>,
    /// How many reports each file holds.
    held: HashMap<String, usize>,
}

impl Passages {
    fn of(reports: &[Report]) -> Self {
        let mut held: HashMap<String, usize> = HashMap::new();
        for report in reports {
            *held.entry(report.path.clone()).or_default() += 1;
        }
        let all = reports.par_iter().enumerate().flat_map_iter(|(number, report)| {
            let long = report.entries.iter().enumerate().filter(|(_, entry)| entry.text.len() >= MIN_BYTES);
            long.filter(|(_, entry)| !entry.boilerplate)
                .filter_map(move |(index, entry)| Passage::of(entry, (number, index)))
        });
        Self { all: all.collect(), held }
    }

    fn entry<'a>(&self, reports: &'a [Report], at: usize) -> &'a Entry {
        &reports[self.all[at].report].entries[self.all[at].entry]
    }

    /// The smallest is the original.
    fn rank<'a>(&self, reports: &'a [Report], at: usize) -> impl Ord + use<'a> {
        let passage = &self.all[at];
        let report = &reports[passage.report];
        let shared = self.held.get(&report.path).copied().unwrap_or(1) > 1;
        (report.date.is_none(), report.date, shared, &report.path, passage.report, passage.entry)
    }

    /// Passages with the same or nearly the same words.
    fn groups(&self, reports: &[Report]) -> Vec<Vec<usize>> {
        let mut same: Map<u64, Vec<usize>> = Map::default();
        for (at, passage) in self.all.iter().enumerate() {
            same.entry(passage.whole).or_default().push(at);
        }
        // The first passage of each group stands for it.
        let mut firsts: Vec<usize> = same.values().filter_map(|places| places.first().copied()).collect();
        firsts.sort_unstable();
        let mut near: Map<u64, Vec<usize>> = Map::default();
        let mut leader: Map<usize, usize> = Map::default();
        let mut candidates: Vec<usize> = Vec::new();
        for &at in &firsts {
            candidates.clear();
            candidates.extend(self.all[at].sketch.iter().filter_map(|hash| near.get(hash)).flatten());
            candidates.sort_unstable();
            candidates.dedup();
            let found = candidates.iter().copied().find(|&other| self.alike(reports, other, at));
            if let Some(first) = found {
                leader.insert(at, leader.get(&first).copied().unwrap_or(first));
            }
            for hash in &self.all[at].sketch {
                let passages = near.entry(*hash).or_default();
                if passages.len() < CROWDED {
                    passages.push(at);
                }
            }
        }
        let mut groups: Map<usize, Vec<usize>> = Map::default();
        for places in same.into_values() {
            let Some(first) = places.first() else { continue };
            groups.entry(leader.get(first).copied().unwrap_or(*first)).or_default().extend(places);
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|places| places.len() > 1).collect();
        groups.sort_unstable_by_key(|places| places.iter().min().copied());
        groups
    }

    /// Whether two passages have nearly the same words, and the same numbers.
    fn alike(&self, reports: &[Report], a: usize, b: usize) -> bool {
        let (one, other) = (&self.all[a], &self.all[b]);
        nearly_same(&one.words, &other.words)
            && numbers(self.entry(reports, a)) == numbers(self.entry(reports, b))
    }

    /// Whether a passage may be a copy of the original, whose words it has.
    fn same(&self, reports: &[Report], original: usize, at: usize) -> bool {
        let (first, second) = (&reports[self.all[original].report], &reports[self.all[at].report]);
        let (one, other) = (self.entry(reports, original), self.entry(reports, at));
        let exact = self.all[original].whole == self.all[at].whole;
        let heading = |entry: &Entry| entry.section.last().map(|text| words::heading(text));
        // What was settled or promised is not lost behind a passage that only mentions it.
        let weighs = |kind: Kind| matches!(kind, Kind::Decision | Kind::Proposal | Kind::Action);
        let outcome = weighs(one.kind) || weighs(other.kind);
        let alike = one.kind == other.kind && one.status == other.status;
        let place = one.kind == Kind::Action || first.date == second.date || heading(one) == heading(other);
        let kinds = !outcome || alike && place;
        let again = first.series == second.series && first.date != second.date;
        let carried = again && (one.kind == Kind::Action || self.all[at].words.len() < MIN_CARRIED);
        kinds && !carried && (exact || !again && self.alike(reports, original, at))
    }
}

impl Passage {
    fn of(entry: &Entry, (report, index): (usize, usize)) -> Option<Self> {
        let words = words::hashes(&entry.text);
        if words.len() < MIN_WORDS {
            return None;
        }
        let all = |hashes: &[u64]| hashes.iter().fold(SEED, |hash, word| mix(hash, *word));
        let whole = all(&words);
        let mut sketch: Vec<u64> = Vec::with_capacity(SKETCH + 1);
        for run in words.windows(3).map(all) {
            if sketch.last().is_none_or(|last| sketch.len() < SKETCH || run < *last) && !sketch.contains(&run)
            {
                sketch.insert(sketch.partition_point(|hash| *hash < run), run);
                sketch.truncate(SKETCH);
            }
        }
        let mut words: Vec<u32> = words.into_iter().map(|hash| (hash >> 32) as u32).collect();
        words.sort_unstable();
        Some(Self { report, entry: index, words, whole, sketch })
    }
}

/// The numbers of a passage: with another one it says something else.
fn numbers(entry: &Entry) -> Vec<&str> {
    let words = entry.text.split(|c: char| !c.is_alphanumeric());
    let mut numbers: Vec<&str> =
        words.filter(|word| word.bytes().any(|byte| byte.is_ascii_digit())).collect();
    numbers.sort_unstable();
    numbers
}

/// Whether two ordered lists of hashes share nine of ten. It is told as soon as too many are missing.
fn nearly_same(a: &[u32], b: &[u32]) -> bool {
    let wanted = (a.len().max(b.len()) * 9).div_ceil(10);
    let (Some(mut spare_a), Some(mut spare_b)) = (a.len().checked_sub(wanted), b.len().checked_sub(wanted))
    else {
        return false;
    };
    let (mut i, mut j) = (0, 0);
    while let (Some(one), Some(other)) = (a.get(i), b.get(j)) {
        let (spare, at) = match one.cmp(other) {
            std::cmp::Ordering::Less => (&mut spare_a, &mut i),
            std::cmp::Ordering::Greater => (&mut spare_b, &mut j),
            std::cmp::Ordering::Equal => {
                (i, j) = (i + 1, j + 1);
                continue;
            }
        };
        let Some(left) = spare.checked_sub(1) else { return false };
        (*spare, *at) = (left, *at + 1);
    }
    // What is left of the longer one is missing in the other.
    a.len() - i <= spare_a && b.len() - j <= spare_b
}

#[cfg(test)]
mod tests {
    use crate::report::Report;
    use crate::resolve::tests::archive;

    const LONG: &str = "The shed leaks since the great storm of last winter, and the roses suffer from it.";

    /// Of each report: its id, how many entries are found, and where else they stand.
    fn found(reports: &[Report]) -> Vec<String> {
        let told = reports.iter().map(|report| {
            let also: Vec<&str> =
                report.found().flat_map(|entry| &entry.also).map(|place| place.report.as_str()).collect();
            format!("{} {} {}", report.id, report.found().count(), also.join(" ")).trim().to_owned()
        });
        told.collect()
    }

    #[test]
    fn a_passage_is_found_once_with_all_its_places() {
        let yearly = format!(
            "# All of 2031\n\n## 2031-05-06\n\n* The **shed** leaks since the great storm of last\n  winter, and the roses suffer from it\n\n## 2031-06-03\n\n- {LONG}\n- All is quiet.\n"
        );
        let own = format!("# Club of 2031-05-06\n\n- {LONG}\n- All is quiet.\n");
        let copies = archive(&[("club/all.md", &yearly), ("weekly/2031-05-06.md", &own)]);
        let wanted =
            ["club/2031-05-06 0", "club/2031-06-03 1", "weekly/2031-05-06 2 club/2031-05-06 club/2031-06-03"];
        assert_eq!(found(&copies.reports), wanted);
        let copy = &copies.reports[0].entries[0];
        assert_eq!(copy.copy_of.as_deref(), Some(copies.reports[2].entries[0].id.as_str()));
        assert_eq!(copy.also[0].report, "weekly/2031-05-06");
    }

    #[test]
    fn a_decision_is_no_copy_of_a_mention() {
        let words = "The lamp on the north tower is lit at dusk from the first of May until October";
        let talk = format!("# A of 2031-05-06\n\n- {words}\n");
        let settled = format!("# B of 2031-05-06\n\n## Decisions\n\n- {words}\n");
        let copies = archive(&[("a/2031-05-06.md", &talk), ("b/2031-05-06.md", &settled)]);
        assert_eq!(found(&copies.reports), ["a/2031-05-06 1", "b/2031-05-06 1"]);
    }

    #[test]
    fn what_is_like_a_copy_and_is_none() {
        // The passage of another series on the same day, of the same series a week later, and whether each is found.
        let cases = [
            // A slip that was mended, on the same day; on another day the words must be the same.
            (
                LONG,
                "The shed leaks since the graet storm of last winter, and the roses suffer from it.",
                (0, 1),
            ),
            (
                "The roof costs 4,000 crowns, says the smith who looked at it in the spring.",
                "The roof costs 4,500 crowns, says the smith who looked at it in the spring.",
                (1, 0),
            ),
            (
                "Ada will order the new candles for the tower and the lamp before the winter comes.",
                "Ada will order the new candles for the tower and the lamp before the winter comes.",
                (0, 1),
            ),
            ("Agreed: the lamp is lit at dusk.", "Agreed: the lamp is lit at dusk.", (1, 1)),
        ];
        for (first, other, wanted) in cases {
            let files = [
                ("a/2031-05-06.md", format!("# A of 2031-05-06\n\n- {first}\n")),
                ("a/2031-05-13.md", format!("# A of 2031-05-13\n\n- {other}\n")),
                ("b/2031-05-06.md", format!("# B of 2031-05-06\n\n- {other}\n")),
            ];
            let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
            let archive = archive(&files);
            let count = |at: usize| archive.reports[at].found().count();
            assert_eq!(count(0), 1, "{first}");
            assert_eq!((count(2), count(1)), wanted, "{other}");
        }
    }
}
