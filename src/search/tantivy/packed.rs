//! Facets and months of each document, packed so that counting reads little.
//!
//! 1. What every document has at most once (its month, kind, series …) is one *profile*: a document has the number
//!    of its profile, and what a profile stands for is looked up after counting. There are few, however many documents.
//! 2. Of what a document may have more of (topics, people …) it has a list of numbers, one list for all such facets.
//! 3. Profile and list of a document lie side by side in a row of a fixed size, so that a look at it costs one access to
//!    memory and no branch. The few lists that are too long for a row lie elsewhere.

use super::bits::Bits;
use super::view::NOBODY;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use tantivy::DocId;

/// Some numbers for each document of a segment.
#[derive(Default)]
pub(super) struct Numbers {
    /// Where the numbers of each document end.
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl Numbers {
    /// The numbers of a document.
    #[inline]
    pub(super) fn of(&self, doc: DocId) -> &[u32] {
        let doc = doc as usize;
        let start = doc.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(doc).copied().unwrap_or(start);
        self.numbers.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The numbers that all segments share, of an unpacked column with those of the segment.
    pub(super) fn new((ends, values): (Vec<u32>, Vec<u64>), shared: &[u32]) -> Self {
        let mut unpacked = Self { ends: Vec::with_capacity(ends.len()), numbers: Vec::new() };
        let mut start = 0;
        for end in ends {
            let own = values.get(start as usize..end as usize).unwrap_or_default();
            unpacked.add(own.iter().filter_map(|own| shared.get(*own as usize).copied()));
            start = end;
        }
        unpacked
    }

    /// Adds the next document.
    fn add(&mut self, numbers: impl Iterator<Item = u32>) {
        self.numbers.extend(numbers.filter(|&number| number != NOBODY));
        self.ends.push(self.numbers.len() as u32);
    }

    /// Whether no document has more than one.
    pub(super) fn is_single(&self) -> bool {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).all(|(start, end)| end - start <= 1)
    }
}

/// Where a facet's numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the profile, at this position.
    Profile(usize),
    /// Among the lists; its numbers begin with this one.
    List(u32),
}

/// How the facets are packed.
pub(super) struct Layout {
    /// By facet.
    pub(super) places: Vec<Place>,
    /// What each profile stands for: months since year 0, then a number for each facet in it; [`NOBODY`] is none.
    profiles: Vec<u32>,
    /// How many numbers a profile is made of.
    width: usize,
    /// How many numbers the lists use.
    pub(super) listed: usize,
}

impl Layout {
    /// How many profiles there are.
    pub(super) fn profiles(&self) -> usize {
        self.profiles.len() / self.width
    }

    /// The month of a profile.
    pub(super) fn month(&self, profile: usize) -> Option<u32> {
        self.number(profile, 0)
    }

    /// The number of a profile in a facet, by the facet's position in it.
    pub(super) fn value(&self, profile: usize, at: usize) -> Option<u32> {
        self.number(profile, at + 1)
    }

    fn number(&self, profile: usize, at: usize) -> Option<u32> {
        self.profiles.get(profile * self.width + at).copied().filter(|&number| number != NOBODY)
    }
}

/// How many listed numbers a row holds.
const SLOTS: usize = 6;
/// A row's numbers begin behind those that stand for "nothing in this slot", one for each slot.
const FIRST: u32 = SLOTS as u32;
/// How many rows are fetched at once.
const WAITING: usize = 64;
/// Stands in the first slot of a row whose list lies elsewhere.
const ELSEWHERE: u16 = u16::MAX;

/// What a document has.
#[derive(Debug, Clone, Copy)]
struct Row {
    profile: u32,
    slots: [u16; SLOTS],
}

/// What the documents of a segment have.
#[derive(Default)]
pub(super) struct Packed {
    rows: Vec<Row>,
    /// The documents whose lists lie elsewhere, in order, and these lists.
    long: (Vec<DocId>, Numbers),
}

impl Packed {
    /// The profile of a document.
    #[inline]
    pub(super) fn profile(&self, doc: DocId) -> usize {
        self.rows.get(doc as usize).map_or(0, |row| row.profile as usize)
    }

    /// Takes each listed number of a document in turn.
    pub(super) fn each_listed(&self, doc: DocId, mut take: impl FnMut(u32)) {
        let Some(row) = self.rows.get(doc as usize) else { return };
        if row.slots.first() == Some(&ELSEWHERE) {
            self.elsewhere(doc).iter().for_each(|&number| take(number));
        } else {
            let numbers = row.slots.iter().filter_map(|&slot| u32::from(slot).checked_sub(FIRST));
            numbers.for_each(take);
        }
    }

    /// Counts documents. Their rows are fetched some at a time, since the memory serves many at once faster than one
    /// after the other.
    pub(super) fn count(&self, docs: &Bits, tally: &mut Tally) {
        let mut waiting = [(0, Row { profile: 0, slots: [0; SLOTS] }); WAITING];
        let mut number = 0;
        docs.each(|doc| {
            if let (Some(place), Some(row)) = (waiting.get_mut(number), self.rows.get(doc as usize)) {
                *place = (doc, *row);
                number += 1;
            }
            if number == WAITING {
                waiting.iter().for_each(|waiting| self.count_row(waiting, tally));
                number = 0;
            }
        });
        waiting.iter().take(number).for_each(|waiting| self.count_row(waiting, tally));
    }

    #[inline]
    fn count_row(&self, (doc, row): &(DocId, Row), tally: &mut Tally) {
        if let Some(count) = tally.profiles.get_mut(row.profile as usize) {
            *count += 1;
        }
        if row.slots.first() == Some(&ELSEWHERE) {
            self.elsewhere(*doc).iter().for_each(|&number| tally.add(number + FIRST));
            return;
        }
        row.slots.iter().for_each(|&slot| tally.add(slot.into()));
    }

    fn elsewhere(&self, doc: DocId) -> &[u32] {
        let at = self.long.0.binary_search(&doc);
        at.map(|at| self.long.1.of(at as DocId)).unwrap_or_default()
    }

    /// Adds the next document.
    fn add(&mut self, profile: u32, numbers: &[u32]) {
        let mut slots = [0; SLOTS];
        (0..).zip(&mut slots).for_each(|(nothing, slot)| *slot = nothing);
        let mut fits = numbers.len() <= SLOTS;
        for (slot, number) in slots.iter_mut().zip(numbers) {
            match u16::try_from(number + FIRST) {
                Ok(number) if number != ELSEWHERE => *slot = number,
                _ => fits = false,
            }
        }
        if !fits {
            self.long.0.push(self.rows.len() as DocId);
            self.long.1.add(numbers.iter().copied());
            slots[0] = ELSEWHERE;
        }
        self.rows.push(Row { profile, slots });
    }
}

/// How often each profile and each listed number occurs.
pub(super) struct Tally {
    /// By profile.
    pub(super) profiles: Vec<u32>,
    /// By listed number, behind those that stand for nothing.
    lists: Vec<u32>,
}

impl Tally {
    /// Nothing yet.
    pub(super) fn new(layout: &Layout) -> Self {
        Self { profiles: vec![0; layout.profiles()], lists: vec![0; layout.listed + SLOTS] }
    }

    #[inline]
    fn add(&mut self, slot: u32) {
        if let Some(count) = self.lists.get_mut(slot as usize) {
            *count += 1;
        }
    }

    /// The counts of the listed numbers from one on.
    pub(super) fn listed(&self, first: u32) -> &[u32] {
        self.lists.get((first + FIRST) as usize..).unwrap_or_default()
    }
}

/// Packs the documents of one segment after the other.
pub(super) struct Packer {
    pub(super) layout: Layout,
    known: HashMap<Box<[u32]>, u32, RandomState>,
}

impl Packer {
    /// For facets of which the number of values is known, and whether no document has more than one of them.
    pub(super) fn new(facets: impl Iterator<Item = (usize, bool)>) -> Self {
        let (mut width, mut listed) = (1, 0);
        let places = facets.map(|(size, single)| {
            if single {
                width += 1;
                Place::Profile(width - 2)
            } else {
                listed += size;
                Place::List((listed - size) as u32)
            }
        });
        let places = places.collect();
        Self { layout: Layout { places, profiles: Vec::new(), width, listed }, known: HashMap::default() }
    }

    /// Packs the documents of a segment, whose facets and months are given.
    pub(super) fn pack(&mut self, facets: &[Option<&Numbers>], months: &[u32]) -> Packed {
        let mut packed = Packed::default();
        let (mut profile, mut listed) = (Vec::with_capacity(self.layout.width), Vec::new());
        for (doc, &month) in (0..).zip(months) {
            profile.clear();
            profile.push(month);
            listed.clear();
            for (place, numbers) in self.layout.places.iter().zip(facets) {
                let has = numbers.map(|numbers| numbers.of(doc)).unwrap_or_default();
                match place {
                    Place::Profile(_) => profile.push(has.first().copied().unwrap_or(NOBODY)),
                    Place::List(first) => listed.extend(has.iter().map(|number| first + number)),
                }
            }
            packed.add(self.profile(&profile), &listed);
        }
        packed
    }

    fn profile(&mut self, profile: &[u32]) -> u32 {
        if let Some(&number) = self.known.get(profile) {
            return number;
        }
        let number = self.known.len() as u32;
        self.known.insert(profile.into(), number);
        self.layout.profiles.extend(profile);
        number
    }

    /// How rows of another layout are written in this one, whose facets are in the same places. By facet, the numbers that
    /// its values have now.
    pub(super) fn moves(&mut self, from: &Layout, facets: &[Vec<u32>]) -> Moves {
        let mut lists = vec![NOBODY; from.listed];
        let mut single = Vec::new();
        for ((old, new), numbers) in from.places.iter().zip(&self.layout.places).zip(facets) {
            match (old, new) {
                (Place::List(old), Place::List(new)) => {
                    let places = lists.iter_mut().skip(*old as usize);
                    let now = numbers.iter().map(|&now| if now == NOBODY { NOBODY } else { new + now });
                    places.zip(now).for_each(|(place, now)| *place = now);
                }
                _ => single.push(numbers),
            }
        }
        let mut moved = Vec::with_capacity(from.width);
        let profiles = from.profiles.chunks(from.width).map(|profile| {
            moved.clear();
            moved.extend(profile.first());
            let values = profile.iter().skip(1).zip(&single);
            moved.extend(values.map(|(&old, now)| now.get(old as usize).copied().unwrap_or(NOBODY)));
            self.profile(&moved)
        });
        Moves { profiles: profiles.collect(), lists }
    }
}

/// How the rows of one layout are written in another one.
pub(super) struct Moves {
    /// By profile.
    profiles: Vec<u32>,
    /// By listed number; [`NOBODY`] for values that are gone.
    lists: Vec<u32>,
}

impl Packed {
    /// The same documents in another layout.
    pub(super) fn moved(&self, moves: &Moves) -> Self {
        let mut moved = Self { rows: Vec::with_capacity(self.rows.len()), ..Self::default() };
        let mut listed = Vec::new();
        for doc in 0..self.rows.len() as DocId {
            listed.clear();
            let now = |number: u32| moves.lists.get(number as usize).copied().filter(|&now| now != NOBODY);
            self.each_listed(doc, |number| listed.extend(now(number)));
            moved.add(moves.profiles.get(self.profile(doc)).copied().unwrap_or_default(), &listed);
        }
        moved
    }
}
