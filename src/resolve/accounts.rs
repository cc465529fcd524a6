//! Which account is whose: slips in roll calls, and accounts under which a whole team signs.

use super::people::fold;
use crate::report::Report;
use std::collections::HashMap;

/// So many people under one account: it is a team's.
const SHARED: usize = 3;
/// A name that stands so much oftener beside another account was put beside this one by a slip.
const CLEARLY: u32 = 2;

/// How often each full name stands beside each account.
#[derive(Default)]
pub(super) struct Accounts {
    by_name: HashMap<String, HashMap<String, u32>>,
    /// Full names that have nothing in common, by account; up to [`SHARED`].
    names: HashMap<String, Vec<String>>,
}

impl Accounts {
    /// Counts all roll calls.
    pub(super) fn of(reports: &[Report]) -> Self {
        let mut accounts = Self::default();
        for attendee in reports.iter().flat_map(|report| &report.attendees) {
            let name = fold(&attendee.name);
            let Some(account) = attendee.handle.as_deref().map(fold).filter(|_| name.contains(' ')) else {
                continue;
            };
            let names = accounts.names.entry(account.clone()).or_default();
            let alike = |other: &String| other.split(' ').any(|word| name.split(' ').any(|own| own == word));
            if names.len() < SHARED && !names.iter().any(alike) {
                names.push(name.clone());
            }
            *accounts.by_name.entry(name).or_default().entry(account).or_default() += 1;
        }
        accounts
    }

    /// The account that is meant where `name` stands beside `account`; none where it is a team's.
    pub(super) fn own(&self, name: &str, account: String) -> Option<String> {
        if self.names.get(&account).is_some_and(|names| names.len() >= SHARED) {
            return None;
        }
        let Some(counts) = self.by_name.get(name) else { return Some(account) };
        let here = counts.get(&account).copied().unwrap_or(0);
        let usual = counts.iter().max_by_key(|(other, count)| (**count, other.as_str()));
        match usual {
            Some((other, &count)) if *other != account && count >= CLEARLY * here.max(1) => {
                Some(other.clone())
            }
            _ => Some(account),
        }
    }
}
