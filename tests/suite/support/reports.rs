//! Reports by hand, without the extractor.

use minutebook::report::{Entry, Grade, Kind, Lines, Reference, Report, Status};
use minutebook::search::Document;

/// A report; entries get their ids, lines and reports from their place.
pub(crate) fn report(id: &str, date: &str, title: &str, entries: Vec<Entry>) -> Document {
    let series = id.split('/').next().unwrap_or_default().to_owned();
    let mut report = Report {
        id: id.to_owned(),
        path: format!("{id}.md"),
        lines: Lines::new(1, 100),
        date: date.parse().ok(),
        series,
        title: title.to_owned(),
        attendees: Vec::new(),
        provenance: None,
        entries,
    };
    for (at, entry) in report.entries.iter_mut().enumerate() {
        let line = u32::try_from(at).expect("a small report") + 1;
        entry.lines = Lines::new(line, line);
        entry.id = format!("{id}/{}", at + 1);
    }
    Document { markdown: format!("# {title}\n\nreport {id}\n"), report }
}

/// An entry of nothing but words: the first line is its own, the rest are sub-bullets.
pub(crate) fn entry(text: &str) -> Entry {
    Entry {
        id: String::new(),
        kind: Kind::Discussion,
        grade: None,
        lines: Lines::new(1, 1),
        parent: None,
        section: Vec::new(),
        context: Vec::new(),
        text: text.to_owned(),
        lead: text.find('\n').unwrap_or(text.len()),
        names: Vec::new(),
        people: Vec::new(),
        owners: Vec::new(),
        assignees: Vec::new(),
        due: None,
        status: None,
        topics: Vec::new(),
        refs: Vec::new(),
        urls: Vec::new(),
        listed: false,
        also: Vec::new(),
        boilerplate: false,
        copy_of: None,
        thread: None,
        carried: false,
    }
}

/// What the small archives set on an entry.
pub(crate) trait With: Sized {
    fn kind(self, kind: Kind) -> Self;
    fn under(self, section: &[&str]) -> Self;
    fn below(self, context: &[&str]) -> Self;
    fn people(self, people: &[&str]) -> Self;
    fn topics(self, topics: &[&str]) -> Self;
    fn refs(self, refs: &[(&str, u64)]) -> Self;
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

impl With for Entry {
    fn kind(self, kind: Kind) -> Self {
        let graded = matches!(kind, Kind::Decision | Kind::Proposal | Kind::Action);
        let action = kind == Kind::Action;
        Self {
            kind,
            grade: graded.then_some(Grade::Worded),
            status: action.then_some(Status::Open),
            owners: if action { vec!["Ines".to_owned()] } else { Vec::new() },
            assignees: if action { vec!["ines".to_owned()] } else { Vec::new() },
            ..self
        }
    }

    fn under(self, section: &[&str]) -> Self {
        Self { section: strings(section), ..self }
    }

    fn below(self, context: &[&str]) -> Self {
        Self { context: strings(context), ..self }
    }

    fn people(self, people: &[&str]) -> Self {
        Self { people: strings(people), ..self }
    }

    fn topics(self, topics: &[&str]) -> Self {
        Self { topics: strings(topics), ..self }
    }

    fn refs(self, refs: &[(&str, u64)]) -> Self {
        Self {
            refs: refs.iter().map(|&(repository, number)| Reference::new(repository, number)).collect(),
            ..self
        }
    }
}

fn lanterns() -> Entry {
    entry("Lanterns to be hung").kind(Kind::Action)
}

/// The passages of the first report.
fn on_privacy() -> Vec<Entry> {
    vec![
        entry("We decided to drop Google Analytics because of the GDPR.")
            .kind(Kind::Decision)
            .under(&["Privacy"])
            .people(&["ines", "tomasz"])
            .topics(&["privacy", "Federation"])
            .refs(&[("heliograph/binderhub", 274)]),
        entry("The cookie banner\n  - keeps no personal data\n  - federated logins were discussed")
            .under(&["Privacy"])
            .people(&["mei"])
            .topics(&["privacy"]),
        entry("Ines to write the privacy policy")
            .kind(Kind::Action)
            .under(&["Privacy", "Actions"])
            .people(&["ines"]),
        entry("Release jupyterhub-ssh v1.2.3 with C++ and node.js parts")
            .kind(Kind::Update)
            .under(&["Releases"])
            .below(&["z2jh chart"])
            .refs(&[("heliograph/charts", 12), ("", 12)]),
    ]
}

/// A small archive in which each report is there to show something.
pub(crate) fn archive() -> Vec<Document> {
    let mut all = community();
    all.extend(operations());
    all
}

fn community() -> Vec<Document> {
    vec![
        report("community/2023-05-04", "2023-05-04", "Community call May 2023", on_privacy()),
        report(
            "community/2024-01-11",
            "2024-01-11",
            "Community call January 2024",
            vec![
                entry("Federation of hubs: a proposal by Tomasz")
                    .kind(Kind::Proposal)
                    .under(&["Federation"])
                    .people(&["tomasz"])
                    .topics(&["federation"]),
                entry("Do we need data privacy rules for federation?")
                    .kind(Kind::Question)
                    .under(&["Federation"])
                    .people(&["mei", "ines"])
                    .topics(&["federation", "privacy"]),
                entry("今日の会議室 was booked, crème brûlée was served").kind(Kind::Thanks),
                Entry {
                    boilerplate: true,
                    ..entry("Please add your GDPR log here")
                        .under(&["Releases"])
                        .topics(&["privacy", "forms"])
                },
                Entry { carried: true, owners: Vec::new(), assignees: Vec::new(), ..lanterns() },
            ],
        ),
    ]
}

fn operations() -> Vec<Document> {
    vec![
        report(
            "operations/2024-01-15",
            "2024-01-15",
            "Operations log",
            vec![
                entry("The privacy policy was reviewed; personal data stays here")
                    .kind(Kind::Update)
                    .people(&["tomasz"]),
                entry("Budget").under(&["Federation"]),
                entry("Charts need an upgrade, see charts").kind(Kind::Action).refs(&[("other/charts", 12)]),
                Entry {
                    copy_of: Some("community/2023-05-04/1".to_owned()),
                    ..entry("We decided to drop Google Analytics because of the GDPR.").kind(Kind::Decision)
                },
            ],
        ),
        report(
            "operations/notes",
            "",
            "Undated privacy notes",
            vec![entry("Nothing here but words of the log")],
        ),
    ]
}
