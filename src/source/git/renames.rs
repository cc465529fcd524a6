//! What a file was called before: among the files that the same commit removed, the one that is most like it.
//!
//! 1. The same contents are the same file; of several, the one of the same name.
//! 2. Otherwise the one with which it shares most of its lines, if that is half of the larger one or more, as git has it.

use gix::bstr::{BStr, BString, ByteSlice};
use gix::{ObjectId, Repository};
use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// The least share of lines in common, of 100.
const ALIKE: u64 = 50;
/// Larger files are only compared by their contents as a whole.
const LARGEST: u64 = 4 * 1024 * 1024;
/// How many pairs of files are compared line by line in a whole history. Each takes some ten microseconds.
const COMPARISONS: usize = 50_000;
/// How many files' lines are remembered.
const REMEMBERED: usize = 1_000;

/// A file at one side of a commit.
pub(super) struct Item {
    pub(super) path: BString,
    pub(super) id: ObjectId,
}

impl Item {
    fn name(&self) -> &BStr {
        self.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default().as_bstr()
    }
}

/// Finds former names.
pub(super) struct Renames<'a> {
    repository: &'a Repository,
    left: usize,
    tallies: HashMap<ObjectId, Option<Rc<Tally>>>,
}

/// The lines of a file, with the bytes they take together.
struct Tally {
    lines: HashMap<u64, u64>,
    bytes: u64,
}

impl<'a> Renames<'a> {
    pub(super) fn new(repository: &'a Repository) -> Self {
        Self { repository, left: COMPARISONS, tallies: HashMap::new() }
    }

    /// For each file that a commit added, which of those it removed was the same before. Each is taken once.
    pub(super) fn former(&mut self, added: &[Item], removed: &[Item]) -> Vec<Option<usize>> {
        let mut former = same(added, removed);
        let mut taken: HashSet<usize> = former.iter().flatten().copied().collect();
        let pairs = self.pairs((added, removed), &former, &taken);
        let mut likely = Vec::new();
        for (renamed, new, old) in pairs {
            let (Some(item), Some(other)) = (added.get(new), removed.get(old)) else { continue };
            let likeness = self.likeness(item.id, other.id);
            if likeness >= ALIKE {
                likely.push((std::cmp::Reverse(likeness), renamed, new, old));
            }
        }
        likely.sort_unstable();
        for (_, _, new, old) in likely {
            if let Some(slot) = former.get_mut(new).filter(|slot| slot.is_none())
                && taken.insert(old)
            {
                *slot = Some(old);
            }
        }
        former
    }

    /// The pairs that are worth comparing, those that keep their name first, and no more than there is time for.
    fn pairs(
        &self,
        (added, removed): (&[Item], &[Item]),
        former: &[Option<usize>],
        taken: &HashSet<usize>,
    ) -> Vec<(bool, usize, usize)> {
        let news = || added.iter().enumerate().filter(|(new, _)| former.get(*new) == Some(&None));
        let olds = || removed.iter().enumerate().filter(|(old, _)| !taken.contains(old));
        let mut by_name: HashMap<&BStr, Vec<usize>> = HashMap::new();
        for (old, item) in olds() {
            by_name.entry(item.name()).or_default().push(old);
        }
        let of_name = |item: &Item| by_name.get(item.name()).into_iter().flatten().copied();
        let kept = news().flat_map(|(new, item)| of_name(item).map(move |old| (false, new, old)));
        let renamed = news().flat_map(|(new, item)| {
            olds().filter(|(_, other)| other.name() != item.name()).map(move |(old, _)| (true, new, old))
        });
        kept.chain(renamed).take(self.left).collect()
    }

    /// How many of 100 bytes of the larger file stand in lines that both have.
    fn likeness(&mut self, a: ObjectId, b: ObjectId) -> u64 {
        if self.left == 0 {
            return 0;
        }
        self.left -= 1;
        let (Some(a), Some(b)) = (self.tally(a), self.tally(b)) else { return 0 };
        let common: u64 =
            a.lines.iter().map(|(line, bytes)| b.lines.get(line).map_or(0, |other| *bytes.min(other))).sum();
        common * 100 / a.bytes.max(b.bytes).max(1)
    }

    fn tally(&mut self, id: ObjectId) -> Option<Rc<Tally>> {
        if let Some(known) = self.tallies.get(&id) {
            return known.clone();
        }
        let tally = self.count(id).map(Rc::new);
        if self.tallies.len() >= REMEMBERED {
            self.tallies.clear();
        }
        self.tallies.insert(id, tally.clone());
        tally
    }

    fn count(&self, id: ObjectId) -> Option<Tally> {
        let size = self.repository.find_header(id).ok()?.size();
        if size > LARGEST {
            return None;
        }
        let blob = self.repository.find_blob(id).ok()?;
        let mut lines: HashMap<u64, u64> = HashMap::new();
        for line in blob.data.lines().map(<[u8]>::trim).filter(|line| !line.is_empty()) {
            let mut hasher = DefaultHasher::new();
            line.hash(&mut hasher);
            *lines.entry(hasher.finish()).or_default() += line.len() as u64;
        }
        Some(Tally { bytes: lines.values().sum(), lines })
    }
}

/// Pairs with the same contents.
fn same(added: &[Item], removed: &[Item]) -> Vec<Option<usize>> {
    let mut by_id: HashMap<ObjectId, Vec<usize>> = HashMap::new();
    for (at, item) in removed.iter().enumerate() {
        by_id.entry(item.id).or_default().push(at);
    }
    let mut take = |item: &Item, any: bool| {
        let alike = by_id.get_mut(&item.id)?;
        let at = alike
            .iter()
            .position(|old| removed.get(*old).is_some_and(|old| any || old.name() == item.name()))?;
        Some(alike.swap_remove(at))
    };
    let named: Vec<Option<usize>> = added.iter().map(|item| take(item, false)).collect();
    added.iter().zip(named).map(|(item, found)| found.or_else(|| take(item, true))).collect()
}
