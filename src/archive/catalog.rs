//! What the archive holds, kept in memory: the lists behind pages that are no search.

use super::census::Census;
use super::read::Sum;
use super::suggest::Suggester;
use crate::check::Coverage;
use crate::field::Field;
use crate::query::{Expr, Query, Sort};
use crate::report::{
    Cancelled, Date, Directory, Entry, Kind, Lines, NoReport, Provenance, Report, SourceInfo, Warning,
};
use crate::vocabulary::{Concept, Concepts, Team};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// What the archive holds. What is long is shared, so that a catalog that differs in a few reports is made at little cost.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Catalog {
    /// All reports, by series, date and id.
    pub reports: Vec<Arc<ReportSummary>>,
    /// People, topics and series.
    pub directory: Arc<Directory>,
    /// The sources, in the order in which they were given.
    #[serde(default)]
    pub sources: Vec<SourceInfo>,
    /// What could not be read well, by path and line.
    pub warnings: Arc<Vec<Warning>>,
    /// The team's own subjects, by which queries are understood too.
    #[serde(default)]
    pub own: Vec<Concept>,
    /// These with the built-in ones; made when they are needed.
    #[serde(skip)]
    pub(super) concepts: OnceLock<Concepts>,
    /// Meetings that did not happen.
    #[serde(default)]
    pub cancelled: Vec<Cancelled>,
    /// Files that gave no report, by path.
    #[serde(default)]
    pub silent: Arc<Vec<NoReport>>,
    /// The issues that are named most, with the number of entries.
    #[serde(default)]
    pub references: Arc<Vec<(String, u32)>>,
    /// The headings that are used most, with the number of entries below them.
    #[serde(default)]
    pub headings: Arc<Vec<(String, u32)>>,
    /// What is counted over all passages.
    #[serde(default)]
    pub census: Arc<Census>,
    /// Where the report of a file stands in the list, made when it is first asked for.
    #[serde(skip)]
    pub(super) by_path: OnceLock<HashMap<String, usize>>,
    /// What is suggested from all this, made when it is first asked for.
    #[serde(skip)]
    pub(super) suggester: OnceLock<Suggester>,
}

/// As many references and as many headings are suggested.
const SUGGESTED: usize = 10_000;
/// A heading must stand over so many entries, and be no longer than this, to be suggested.
const LEAST_USED: u32 = 2;
const LONGEST: usize = 60;

impl Catalog {
    /// The concepts by which queries are understood: the built-in ones and the team's own.
    pub fn concepts(&self) -> &Concepts {
        self.concepts.get_or_init(|| Concepts::builtin().with(&self.own))
    }

    /// The catalog of what some sources say; `hashes` are those of the reports.
    pub(super) fn of(sum: &Sum, hashes: &[String], team: &Team) -> Self {
        let reports = sum.reports.iter().zip(hashes);
        let references = counted(&sum.reports, |entry| entry.refs.iter().map(ToString::to_string).collect());
        let mut headings = counted(&sum.reports, |entry| entry.section.last().cloned().into_iter().collect());
        headings.retain(|(heading, count)| *count >= LEAST_USED && heading.chars().count() <= LONGEST);
        Self {
            reports: reports.map(|(report, hash)| Arc::new(ReportSummary::of(report, hash))).collect(),
            directory: Arc::new(sum.directory.clone()),
            sources: sum.sources.clone(),
            warnings: Arc::new(sum.warnings.clone()),
            own: team.topics.clone(),
            concepts: OnceLock::new(),
            cancelled: sum.cancelled.clone(),
            silent: Arc::new(sum.silent.clone()),
            references: Arc::new(references),
            headings: Arc::new(headings),
            census: Arc::new(Census::of(&sum.reports)),
            by_path: OnceLock::new(),
            suggester: OnceLock::new(),
        }
    }

    /// All reports in turn.
    pub fn summaries(&self) -> impl DoubleEndedIterator<Item = &ReportSummary> + ExactSizeIterator {
        self.reports.iter().map(Arc::as_ref)
    }

    /// From when to when each series reaches, and what is missing.
    pub fn coverage(&self) -> Coverage {
        let reports = self.reports.iter().map(|report| (report.series.as_str(), report.date));
        Coverage::of(reports, &self.cancelled, &self.silent)
    }

    /// What a person may be about to type.
    pub fn suggester(&self) -> &Suggester {
        self.suggester.get_or_init(|| Suggester::new(self))
    }

    /// Three queries that have answers in this archive: the catalog's counts say so. They are as a person would type
    /// them, with names in full.
    pub fn queries_worth_trying(&self) -> Vec<String> {
        let directory = &self.directory;
        let topic = directory.topics.first().map(|topic| stored(Field::Topic, &topic.name));
        let decided = self.reports.iter().any(|report| report.decisions > 0);
        let decided = decided.then(|| stored(Field::Kind, Kind::Decision.name()));
        let person = directory.people.iter().max_by_key(|person| person.entries).map(|person| {
            if person.name.contains(['"', '\\']) || person.name.is_empty() {
                return stored(Field::Person, &person.id);
            }
            format!("{}:\"{}\"", Field::Person.name(), person.name)
        });
        [topic, decided, person].into_iter().flatten().collect()
    }

    /// The report with this id.
    pub fn report(&self, id: &str) -> Option<&ReportSummary> {
        self.summaries().find(|report| report.id == id)
    }

    /// The reports before and after one of the same series, by date.
    pub fn neighbours(&self, id: &str) -> (Option<&ReportSummary>, Option<&ReportSummary>) {
        let Some(at) = self.reports.iter().position(|report| report.id == id) else { return (None, None) };
        let series = &self.reports[at].series;
        let other = |at: usize| self.reports.get(at).map(Arc::as_ref).filter(|r| &r.series == series);
        let (before, after) = (at.checked_sub(1).and_then(other), other(at + 1));
        (before, after)
    }
}

/// What entries have most, with how many have it.
fn counted(reports: &[Report], of: impl Fn(&Entry) -> Vec<String>) -> Vec<(String, u32)> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for entry in reports.iter().flat_map(Report::found) {
        for value in of(entry) {
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, u32)> = counts.into_iter().collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(SUGGESTED);
    counts
}

/// The query for a value of a field.
fn stored(field: Field, value: &str) -> String {
    let expr = Expr::Value { field, values: vec![value.to_owned()] };
    Query { expr, sort: Sort::Relevance, expand: true }.to_string()
}

/// A report without its entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSummary {
    /// The report's id.
    pub id: String,
    /// Its file.
    pub path: String,
    /// Its part of the file.
    pub lines: Lines,
    /// Its date.
    pub date: Option<Date>,
    /// Its series.
    pub series: String,
    /// Its title.
    pub title: String,
    /// When its file was recorded and changed.
    pub provenance: Option<Provenance>,
    /// Ids of the people present.
    pub attendees: Vec<String>,
    /// How many entries it has that can be found.
    pub entries: u32,
    /// How many of them are decisions.
    pub decisions: u32,
    /// How many of them are actions.
    pub actions: u32,
    /// The hash of the report as indexed, by which an update tells what changed.
    pub hash: String,
}

impl ReportSummary {
    pub(super) fn of(report: &Report, hash: &str) -> Self {
        let count = |kind| u32::try_from(report.count(kind)).unwrap_or(u32::MAX);
        Self {
            id: report.id.clone(),
            path: report.path.clone(),
            lines: report.lines,
            date: report.date,
            series: report.series.clone(),
            title: report.title.clone(),
            provenance: report.provenance.clone(),
            attendees: report.attendees.iter().map(|attendee| attendee.person.clone()).collect(),
            entries: u32::try_from(report.found().count()).unwrap_or(u32::MAX),
            decisions: count(Kind::Decision),
            actions: count(Kind::Action),
            hash: hash.to_owned(),
        }
    }
}
