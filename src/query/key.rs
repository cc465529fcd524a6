//! What may stand before a colon: the names of [`FIELDS`] and a few words that are no field.

use super::names;
use crate::field::{FIELDS, Field};

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// A field by name or alias.
    Field(Field),
    /// `is:decision`, `is:open`.
    Is,
    /// `in:title`.
    In,
    /// `has:owner`.
    Has,
    /// `no:owner`.
    No,
    /// `on:2018`.
    On,
    /// `after:2018`: from the first day behind it.
    After,
    /// `before:2018`: until the last day in front of it.
    Before,
    /// `since:2018`: from its first day.
    Since,
    /// `until:2018`: until its last day.
    Until,
    /// `expand:no`.
    Expand,
    /// `sort:newest`.
    Sort,
}

/// The keys that are no field.
const KEYS: &[(&str, Key)] = &[
    ("is", Key::Is),
    ("in", Key::In),
    ("has", Key::Has),
    ("no", Key::No),
    ("on", Key::On),
    ("date", Key::On),
    ("after", Key::After),
    ("before", Key::Before),
    ("since", Key::Since),
    ("until", Key::Until),
    ("expand", Key::Expand),
    ("sort", Key::Sort),
];

/// What users of other systems type, and what it is called here.
const HABITS: &[(&str, &str)] = &[
    ("author", "person"),
    ("user", "person"),
    ("who", "person"),
    ("mentions", "person"),
    ("assigned", "owner"),
    ("label", "topic"),
    ("tag", "topic"),
    ("subject", "topic"),
    ("group", "series"),
    ("state", "status"),
    ("link", "ref"),
    ("when", "on"),
    ("created", "on"),
    ("updated", "on"),
    ("from", "since"),
    ("to", "until"),
    ("order", "sort"),
];

impl Key {
    /// The key of this name, case folded.
    pub(super) fn named(name: &str) -> Option<Self> {
        let folded = name.to_lowercase();
        let own = KEYS.iter().find(|(key, _)| *key == folded).map(|(_, key)| *key);
        own.or_else(|| Field::named(&folded).map(Self::Field))
    }

    /// The name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Field(field) => field.name(),
            Self::Is
            | Self::In
            | Self::Has
            | Self::No
            | Self::On
            | Self::After
            | Self::Before
            | Self::Since
            | Self::Until
            | Self::Expand
            | Self::Sort => KEYS.iter().find(|(_, key)| *key == self).map_or("", |(name, _)| name),
        }
    }

    /// Whether the values are days.
    pub(super) fn is_date(self) -> bool {
        matches!(self, Self::On | Self::After | Self::Before | Self::Since | Self::Until)
    }

    /// Whether the clause says something about the whole query or about other words, and is no condition itself.
    pub(super) fn is_modifier(self) -> bool {
        matches!(self, Self::In | Self::Expand | Self::Sort)
    }
}

/// Names of keys that were perhaps meant by an unknown one, likeliest first.
pub(super) fn near(name: &str) -> Vec<&'static str> {
    let folded = name.to_lowercase();
    if let Some((_, meant)) = HABITS.iter().find(|(habit, _)| *habit == folded) {
        return vec![meant];
    }
    let fields = FIELDS.iter().flat_map(|row| std::iter::once(row.name).chain(row.aliases.iter().copied()));
    let all = fields.chain(KEYS.iter().map(|(key, _)| *key));
    names::nearest(&folded, all.map(|name| (name, name)))
}
