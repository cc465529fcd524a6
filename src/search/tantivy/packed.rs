//! Facets and months of each document, packed so that counting reads little.
//!
//! 1. What every document has at most once (its month, kind, series …) is one *profile*: a document has the number
//!    of its profile, and what a profile stands for is looked up after counting. There are few, however many documents.
//! 2. Of what a document may have more of (topics, people …) it has a list of numbers, one list for all such facets.

use super::view::NOBODY;
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
        let mut unpacked = Self::default();
        for doc in 0..column.num_docs() {
            unpacked.add(column.values_for_doc(doc).filter_map(|own| shared.get(own as usize).copied()));
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

/// What the documents of a segment have.
pub(super) struct Packed {
    /// The profile of each document.
    pub(super) profiles: Vec<u32>,
    /// What else each document has.
    pub(super) lists: Numbers,
}

/// By facet, and in it by segment; `None` where no document of the segment has a value.
type Facets = [Vec<Option<Numbers>>];

/// Packs facets, of which the numbers of values are known, and months of segments that have so many documents.
pub(super) fn pack(
    sizes: &[usize],
    facets: &Facets,
    (months, ends): (&[Option<Column<u64>>], &[DocId]),
) -> (Layout, Vec<Packed>) {
    let (mut width, mut listed) = (1, 0);
    let mut places = Vec::new();
    for (size, segments) in sizes.iter().zip(facets) {
        if segments.iter().flatten().all(Numbers::is_single) {
            places.push(Place::Profile(width - 1));
            width += 1;
        } else {
            places.push(Place::List(listed));
            listed += *size as u32;
        }
    }
    let mut known: HashMap<Box<[u32]>, u32> = HashMap::new();
    let mut layout = Layout { places, profiles: Vec::new(), width, listed: listed as usize };
    let mut packed = Vec::new();
    let mut profile = Vec::with_capacity(width);
    for (segment, &end) in ends.iter().enumerate() {
        let month = months.get(segment).and_then(Option::as_ref);
        let mut own = Packed { profiles: Vec::with_capacity(end as usize), lists: Numbers::default() };
        for doc in 0..end {
            let has = |facet: usize| -> &[u32] {
                let numbers = facets.get(facet).and_then(|segments| segments.get(segment)?.as_ref());
                numbers.map(|numbers| numbers.of(doc)).unwrap_or_default()
            };
            let places = || layout.places.iter().enumerate();
            profile.clear();
            profile.push(month.and_then(|months| u32::try_from(months.first(doc)?).ok()).unwrap_or(NOBODY));
            let single = places().filter(|(_, place)| matches!(place, Place::Profile(_)));
            profile.extend(single.map(|(facet, _)| has(facet).first().copied().unwrap_or(NOBODY)));
            let lists = places().filter_map(|(facet, place)| match place {
                Place::List(first) => Some(has(facet).iter().map(move |number| first + number)),
                Place::Profile(_) => None,
            });
            own.lists.add(lists.flatten());
            let number = known.get(profile.as_slice()).copied().unwrap_or_else(|| {
                let number = known.len() as u32;
                known.insert(profile.as_slice().into(), number);
                layout.profiles.extend(&profile);
                number
            });
            own.profiles.push(number);
        }
        packed.push(own);
    }
    (layout, packed)
}
