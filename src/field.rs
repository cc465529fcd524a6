//! THE TABLE of what can be searched, filtered and shown.
//!
//! Query names, the engines' schemas, facets, the help page and the API documents are all made from [`FIELDS`].
//! To add a field: a variant, a row, an arm in [`Field::values`].

use crate::report::{Entry, Kind, Report};
use serde::{Deserialize, Serialize};

/// A property of an entry by which it can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The passage's words.
    Text,
    /// The report's title.
    Title,
    /// The headings and bullets above.
    Section,
    /// What the passage is.
    Kind,
    /// How a decision, proposal or action is known.
    Grade,
    /// A subject.
    Topic,
    /// A person in the passage.
    Person,
    /// Who is to do it.
    Owner,
    /// The kind of meeting.
    Series,
    /// The year of the meeting.
    Year,
    /// An issue or pull request.
    Ref,
    /// The repository of a reference.
    Repo,
    /// Whether an action is open or done.
    Status,
}

/// How a field's values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words, stemmed; searched with words, phrases and prefixes.
    Words,
    /// Whole values, compared exactly after folding case.
    Value,
}

/// One row of the table.
#[derive(Debug)]
pub struct FieldRow {
    /// The field.
    pub field: Field,
    /// Its name in queries, JSON and addresses.
    pub name: &'static str,
    /// Other names a query may use.
    pub aliases: &'static [&'static str],
    /// How its values are compared.
    pub shape: Shape,
    /// The heading over its facet; `None` where it has no facet.
    pub facet: Option<&'static str>,
    /// One line of help.
    pub help: &'static str,
    /// A query that uses it, answered by the bundled sample.
    pub example: &'static str,
}

/// All fields, in the order of the help page; facets are shown in this order too.
pub const FIELDS: &[FieldRow] = &[
    FieldRow {
        field: Field::Kind,
        name: "kind",
        aliases: &["type"],
        shape: Shape::Value,
        facet: Some("Kind"),
        help: "what the passage is: decision, proposal, action, question, update, thanks or discussion",
        example: "kind:decision federation",
    },
    FieldRow {
        field: Field::Grade,
        name: "grade",
        aliases: &[],
        shape: Shape::Value,
        facet: Some("Grade"),
        help: "how a decision, proposal or action is known: explicit, worded or inferred",
        example: "kind:decision grade:explicit",
    },
    FieldRow {
        field: Field::Status,
        name: "status",
        aliases: &[],
        shape: Shape::Value,
        facet: Some("Status"),
        help: "whether an action is open or done",
        example: "kind:action status:open",
    },
    FieldRow {
        field: Field::Topic,
        name: "topic",
        aliases: &["about"],
        shape: Shape::Value,
        facet: Some("Topic"),
        help: "a subject, by name or another word for it",
        example: "topic:federation",
    },
    FieldRow {
        field: Field::Person,
        name: "person",
        aliases: &["people", "involves", "by"],
        shape: Shape::Value,
        facet: Some("Person"),
        help: "a person in the passage, by name, handle or initials",
        example: "person:ines",
    },
    FieldRow {
        field: Field::Owner,
        name: "owner",
        aliases: &["assignee"],
        shape: Shape::Value,
        facet: None,
        help: "who is to do it",
        example: "kind:action owner:tomasz",
    },
    FieldRow {
        field: Field::Series,
        name: "series",
        aliases: &["meeting"],
        shape: Shape::Value,
        facet: Some("Series"),
        help: "the kind of meeting",
        example: "series:operations log",
    },
    FieldRow {
        field: Field::Year,
        name: "year",
        aliases: &[],
        shape: Shape::Value,
        facet: Some("Year"),
        help: "the year of the meeting",
        example: "year:2023 privacy",
    },
    FieldRow {
        field: Field::Ref,
        name: "ref",
        aliases: &["cites", "issue", "pr"],
        shape: Shape::Value,
        facet: None,
        help: "an issue or pull request the passage names: owner/repository#1, repository#1 or #1",
        example: "ref:open-deploy#41",
    },
    FieldRow {
        field: Field::Repo,
        name: "repo",
        aliases: &["repository"],
        shape: Shape::Value,
        facet: Some("Repository"),
        help: "the repository of a reference",
        example: "repo:heliograph-project/charts",
    },
    FieldRow {
        field: Field::Text,
        name: "text",
        aliases: &["body"],
        shape: Shape::Words,
        facet: None,
        help: "only the passage's own words",
        example: "in:text privacy",
    },
    FieldRow {
        field: Field::Title,
        name: "title",
        aliases: &[],
        shape: Shape::Words,
        facet: None,
        help: "the report's title",
        example: "in:title community",
    },
    FieldRow {
        field: Field::Section,
        name: "section",
        aliases: &["heading"],
        shape: Shape::Words,
        facet: None,
        help: "the headings and bullets above the passage",
        example: "in:section agenda",
    },
];

impl Field {
    /// The field's row of the table.
    pub fn row(self) -> &'static FieldRow {
        FIELDS.iter().find(|row| row.field == self).unwrap_or(&FIELDS[0])
    }

    /// The name in queries, JSON and addresses.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The field with this name or alias, case folded.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let row = FIELDS.iter().find(|row| row.name == name || row.aliases.contains(&name.as_str()))?;
        Some(row.field)
    }

    /// The fields that have a facet, in the order in which they are shown.
    pub fn facets() -> impl Iterator<Item = Self> {
        FIELDS.iter().filter(|row| row.facet.is_some()).map(|row| row.field)
    }

    /// The values of this field in one entry of one report; each value once.
    pub fn values(self, report: &Report, entry: &Entry) -> Vec<String> {
        let mut values: Vec<String> = match self {
            Self::Text => vec![entry.text.clone()],
            Self::Title => vec![report.title.clone()],
            Self::Section => entry.section.iter().chain(&entry.context).cloned().collect(),
            Self::Kind => vec![entry.kind.name().to_owned()],
            Self::Grade => entry.grade.iter().map(ToString::to_string).collect(),
            Self::Topic => entry.topics.clone(),
            Self::Person => entry.people.clone(),
            Self::Owner => match entry.kind {
                Kind::Action => entry.assignees.clone(),
                Kind::Decision
                | Kind::Proposal
                | Kind::Question
                | Kind::Update
                | Kind::Thanks
                | Kind::Discussion => Vec::new(),
            },
            Self::Series => vec![report.series.clone()],
            Self::Year => report.date.iter().map(|date| date.year().to_string()).collect(),
            Self::Ref => entry.refs.iter().map(ToString::to_string).collect(),
            Self::Repo => entry.refs.iter().filter_map(|r| r.repository()).map(str::to_owned).collect(),
            Self::Status => entry.standing().iter().map(ToString::to_string).collect(),
        };
        if values.len() < 2 {
            return values;
        }
        let mut seen = std::collections::HashSet::new();
        values.retain(|value| seen.insert(value.clone()));
        values
    }
}
