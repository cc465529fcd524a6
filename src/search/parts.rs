//! The parts of the ranking, each of which can be left out to see what it is worth.
//!
//! A search for people uses all of them; `minutebook eval --without PART` and `docs/ranking.md` tell the difference.

/// A part of what makes answers good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Text, headings and title weigh differently, the passage's own words and the very form typed more.
    Fields,
    /// Rare words weigh more than their rarity alone would make them, and most where some words are missing.
    Rarity,
    /// Words that stand side by side in the query should do so in the text.
    Nearness,
    /// Where no or few passages have all the words, those that have most of them follow.
    Relaxation,
    /// Lines of a few words are held back, decisions come before remarks.
    Quality,
    /// What stands beside a better hit makes room for others.
    Diversity,
    /// Words bring related words.
    Concepts,
    /// Short forms bring what the archive says they stand for.
    Abbreviations,
    /// Words that occur nowhere are corrected.
    Spelling,
    /// People, dates and what is asked for are understood in free text.
    Questions,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 10] = [
        Self::Fields,
        Self::Rarity,
        Self::Nearness,
        Self::Relaxation,
        Self::Quality,
        Self::Diversity,
        Self::Concepts,
        Self::Abbreviations,
        Self::Spelling,
        Self::Questions,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fields => "fields",
            Self::Rarity => "rarity",
            Self::Nearness => "nearness",
            Self::Relaxation => "relaxation",
            Self::Quality => "quality",
            Self::Diversity => "diversity",
            Self::Concepts => "concepts",
            Self::Abbreviations => "abbreviations",
            Self::Spelling => "spelling",
            Self::Questions => "questions",
        }
    }
}

/// Which parts are used: all, unless some are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    without: Vec<Part>,
}

impl Parts {
    /// All parts but these.
    pub fn without(parts: &[Part]) -> Self {
        Self { without: parts.to_vec() }
    }

    /// Whether a part is used.
    pub fn has(&self, part: Part) -> bool {
        !self.without.contains(&part)
    }
}
