//! Which account is whose: slips in roll calls, and accounts under which a whole team signs.

use super::names::{account, is_full, key};
use crate::report::Report;
use std::collections::{HashMap, HashSet};

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
    /// Names beside an account that somebody else in the same room has: the account is not theirs.
    strangers: HashSet<(String, String)>,
}

impl Accounts {
    /// Counts all roll calls.
    pub(super) fn of(reports: &[Report]) -> Self {
        let mut accounts = Self::default();
        let mut shared: Vec<(String, String, String)> = Vec::new();
        for report in reports {
            let mut here: HashMap<String, String> = HashMap::new();
            for attendee in &report.attendees {
                let name = key(&attendee.name);
                let Some(account) = attendee.handle.as_deref().map(account).filter(|_| is_full(&name)) else {
                    continue;
                };
                let names = accounts.names.entry(account.clone()).or_default();
                if names.len() < SHARED && !names.iter().any(|other| alike(other, &name)) {
                    names.push(name.clone());
                }
                let other = here.entry(account.clone()).or_insert_with(|| name.clone());
                if !alike(other, &name) {
                    shared.push((account.clone(), other.clone(), name.clone()));
                }
                *accounts.by_name.entry(name).or_default().entry(account).or_default() += 1;
            }
        }
        for (account, a, b) in shared {
            let stranger = if accounts.count(&a, &account) < accounts.count(&b, &account) { a } else { b };
            accounts.strangers.insert((stranger, account));
        }
        accounts
    }

    fn count(&self, name: &str, account: &str) -> u32 {
        self.by_name.get(name).and_then(|counts| counts.get(account)).copied().unwrap_or(0)
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
            _ if self.strangers.contains(&(name.to_owned(), account.clone())) => None,
            _ => Some(account),
        }
    }
}

/// Whether two names have a word in common.
fn alike(a: &str, b: &str) -> bool {
    a.split(' ').any(|word| b.split(' ').any(|other| word == other))
}
