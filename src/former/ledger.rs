//! The list of what is lost: in memory by id, on disk a line each.
//!
//! A line is a checksum, a blank and the record as JSON. Lines are only put behind, so a later one of the same id counts;
//! one that is not as it was written is left out, and the others are not harmed.

use super::{Became, Former};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What became of ids that are lost. Cheap enough to copy for each update.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    by_id: HashMap<String, Arc<Former>>,
    /// The ids of passages whose words were edited, by the report that their id names.
    by_report: HashMap<String, BTreeSet<String>>,
}

/// Where the trail of an id ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    /// What became of the id that was asked for.
    pub first: Arc<Former>,
    /// What is known last.
    pub last: Arc<Former>,
    /// The id that is there now, if there is one.
    pub living: Option<String>,
    /// Whether the words were edited on the way.
    pub edited: bool,
}

impl Ledger {
    /// Reads the list; gives the numbers of the lines that are not as they were written too.
    pub fn read(bytes: &[u8]) -> (Self, Vec<usize>) {
        let (mut ledger, mut damaged) = (Self::default(), Vec::new());
        for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            match record(line) {
                Some(former) => ledger.put(former),
                None if line.is_empty() => {}
                None => damaged.push(number),
            }
        }
        (ledger, damaged)
    }

    /// The lines of some records.
    pub fn lines<'a>(records: impl IntoIterator<Item = &'a Former>) -> String {
        let json = records.into_iter().filter_map(|former| serde_json::to_string(former).ok());
        json.map(|json| format!("{} {json}\n", checksum(json.as_bytes()))).collect()
    }

    /// All of it as lines, by id.
    pub fn all_lines(&self) -> String {
        let mut all: Vec<&Former> = self.by_id.values().map(Arc::as_ref).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        Self::lines(all)
    }

    /// How many ids it knows.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether nothing was ever lost.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// What is known of an id.
    pub fn get(&self, id: &str) -> Option<&Former> {
        self.by_id.get(id).map(Arc::as_ref)
    }

    /// Of some records, those that tell something that is not known yet. What was to be forgotten is not told anew.
    pub fn news(&self, records: Vec<Former>) -> Vec<Former> {
        let forget = |former: Former| match self.get(&former.id) {
            Some(known) if known.is_forgotten() => Former { text: None, ..former },
            _ => former,
        };
        let is_known = |former: &Former| {
            self.get(&former.id)
                .is_some_and(|known| (&known.became, &known.text) == (&former.became, &former.text))
        };
        records.into_iter().map(forget).filter(|former| !is_known(former)).collect()
    }

    /// The list with more records.
    #[must_use]
    pub fn with(&self, records: impl IntoIterator<Item = Former>) -> Self {
        let mut ledger = self.clone();
        records.into_iter().for_each(|former| ledger.put(former));
        ledger
    }

    /// The ids of passages of a report whose words were edited, in order.
    pub fn edited_in<'a>(&'a self, report: &str) -> impl Iterator<Item = &'a str> {
        self.by_report.get(report).into_iter().flatten().map(String::as_str)
    }

    fn put(&mut self, former: Former) {
        if let (Became::Edited(_), Some((report, _))) = (&former.became, former.id.rsplit_once('/')) {
            self.by_report.entry(report.to_owned()).or_default().insert(former.id.clone());
        }
        self.by_id.insert(former.id.clone(), Arc::new(former));
    }

    /// Follows an id to what is there now; `None` where nothing is known of it.
    ///
    /// # Errors
    /// What the question whether an id is there fails with.
    pub fn follow<E>(
        &self,
        id: &str,
        mut is_living: impl FnMut(&str) -> Result<bool, E>,
    ) -> Result<Option<Trail>, E> {
        let Some(first) = self.by_id.get(id) else { return Ok(None) };
        let mut trail =
            Trail { first: Arc::clone(first), last: Arc::clone(first), living: None, edited: false };
        let mut met = HashSet::from([id.to_owned()]);
        loop {
            let next = match &trail.last.became {
                Became::Gone => return Ok(Some(trail)),
                Became::Moved(to) => to.clone(),
                Became::Edited(to) => {
                    trail.edited = true;
                    to.clone()
                }
            };
            if is_living(&next)? {
                trail.living = Some(next);
                return Ok(Some(trail));
            }
            match self.by_id.get(&next) {
                // Where words went to and fro, the last that is known counts.
                Some(former) if met.insert(next) => trail.last = Arc::clone(former),
                _ => return Ok(Some(trail)),
            }
        }
    }
}

fn record(line: &[u8]) -> Option<Former> {
    let (sum, json) = line.split_at_checked(SUM)?;
    let json = json.strip_prefix(b" ")?;
    (sum == checksum(json).as_bytes()).then(|| serde_json::from_slice(json).ok()).flatten()
}

/// The length of a checksum.
const SUM: usize = 8;

fn checksum(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().chars().take(SUM).collect()
}
