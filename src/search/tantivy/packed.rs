//! Facets and months of each document, packed so that counting reads little.
//!
//! 1. What every document has at most once (its month, kind, series …) is one *profile*: a document has the number
//!    of its profile, and what a profile stands for is looked up after counting. There are few, however many documents.
//! 2. Of what a document may have more of (topics, people …) it has a list of numbers, one list for all such facets.
//! 3. Profile and list of a document lie side by side in a row of a fixed size, so that a look at it costs one access to
//!    memory and no branch. The few lists that are too long for a row lie elsewhere.

use super::bits::Bits;
use super::unpack::unpack;
use super::view::NOBODY;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use tantivy::DocId;
use tantivy::columnar::Column;

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

    /// Unpacks a column, from the segment's numbers to those that all segments share.
    pub(super) fn new(column: &Column<u64>, shared: &[u32]) -> Self {
        let (ends, values) = unpack(column);
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
    fn is_single(&self) -> bool {
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

/// By facet, and in it by segment; `None` where no document of the segment has a value.
type Facets = [Vec<Option<Numbers>>];

/// Packs facets, of which the numbers of values are known, and the months of the documents of each segment.
pub(super) fn pack(sizes: &[usize], facets: &Facets, months: &[Vec<u32>]) -> (Layout, Vec<Packed>) {
    let (mut width, mut size_of_lists) = (1, 0);
    let mut places = Vec::new();
    for (size, segments) in sizes.iter().zip(facets) {
        if segments.iter().flatten().all(Numbers::is_single) {
            places.push(Place::Profile(width - 1));
            width += 1;
        } else {
            places.push(Place::List(size_of_lists));
            size_of_lists += *size as u32;
        }
    }
    let mut known: HashMap<Box<[u32]>, u32, RandomState> = HashMap::default();
    let mut layout = Layout { places, profiles: Vec::new(), width, listed: size_of_lists as usize };
    let mut packed = Vec::new();
    let (mut profile, mut listed) = (Vec::with_capacity(width), Vec::new());
    for (segment, months) in months.iter().enumerate() {
        let mut own = Packed::default();
        for (doc, &month) in (0..).zip(months) {
            let has = |facet: usize| -> &[u32] {
                let numbers = facets.get(facet).and_then(|segments| segments.get(segment)?.as_ref());
                numbers.map(|numbers| numbers.of(doc)).unwrap_or_default()
            };
            let places = || layout.places.iter().enumerate();
            profile.clear();
            profile.push(month);
            let single = places().filter(|(_, place)| matches!(place, Place::Profile(_)));
            profile.extend(single.map(|(facet, _)| has(facet).first().copied().unwrap_or(NOBODY)));
            listed.clear();
            for (facet, place) in places() {
                if let Place::List(first) = place {
                    listed.extend(has(facet).iter().map(|number| first + number));
                }
            }
            let number = known.get(profile.as_slice()).copied().unwrap_or_else(|| {
                let number = known.len() as u32;
                known.insert(profile.as_slice().into(), number);
                layout.profiles.extend(&profile);
                number
            });
            own.add(number, &listed);
        }
        packed.push(own);
    }
    (layout, packed)
}
