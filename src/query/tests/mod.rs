//! Tests of the query language, one file per property; this one holds the archive they ask.

mod cases;
mod edits;
mod errors;
mod guide;
mod properties;
mod questions;

use super::{Context, Query, QueryError, parse};
use crate::report::{Date, Directory, Person, SeriesInfo, Sure, Topic};
use crate::vocabulary::Concepts;
use std::sync::LazyLock;

/// The day of asking.
const TODAY: Date = Date::constant(2023, 11, 16);

/// People, topics and series of an invented archive: two people share a first name, one has none.
static DIRECTORY: LazyLock<Directory> = LazyLock::new(|| {
    let person = |id: &str, name: &str, aliases: &[&str]| Person {
        id: id.to_owned(),
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        affiliations: Vec::new(),
        meetings: 1,
        entries: 1,
        sure: Sure::Likely,
        evidence: Vec::new(),
    };
    let topic = |name: &str, aliases: &[&str]| Topic {
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        broader: Vec::new(),
        origin: crate::report::Origin::Vocabulary,
        entries: 1,
        reports: 1,
        days: None,
    };
    let series = |name: &str| SeriesInfo { name: name.to_owned(), reports: 1, days: None };
    Directory {
        candidates: Vec::new(),
        people: vec![
            person("inesokr", "Ines Okonkwo-Reis", &["Ines", "IO"]),
            person("marangai-h", "Hōne Marangai", &["Hōne", "hone"]),
            person("gasiorek-bcc", "Tomasz Gąsiorek", &["Tomasz"]),
            person("luettjohann-m", "Maren Lüttjohann", &["Maren"]),
            person("ravichett", "Ravi Chettiparam", &["Ravi", "@ravi-c"]),
            person("tomasz-b", "Tomasz Bielak", &[]),
            person("priscilla", "Priscilla", &[]),
            person("Vasko", "Dmitri Vasko", &["vaskodm"]),
        ],
        topics: vec![
            topic("federation", &["federated hubs"]),
            topic("GDPR", &["General Data Protection Regulation", "data protection"]),
            topic("real-time collaboration", &["RTC"]),
            topic("\"quiet\" mode", &[]),
            topic("C++", &[]),
            topic("2FA", &[]),
        ],
        series: vec![series("community"), series("operations"), series("steering group"), series("HPC")],
        ambiguous: Vec::new(),
        merges: Vec::new(),
        abbreviations: Vec::new(),
        threads: Vec::new(),
    }
});

fn context() -> Context<'static> {
    Context { directory: &DIRECTORY, concepts: Concepts::builtin(), today: TODAY, questions: true }
}

fn try_query(text: &str) -> Result<Query, QueryError> {
    parse(text, &context())
}

fn query(text: &str) -> Query {
    try_query(text).unwrap_or_else(|error| panic!("{}", error.render(text)))
}
