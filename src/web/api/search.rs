//! `GET /api/v1/search?q=&limit=&sort=&cursor=`

use super::cursor;
use crate::archive::{Answer, Page};
use crate::report::Lines;
use crate::search::{Facet, Hit};
use crate::web::error::WebError;
use crate::web::markup::Markup;
use crate::web::pages::search::{SORTS, ask};
use crate::web::params::{Bounds, MAX_OFFSET, Params};
use crate::web::site::Site;
use crate::web::urls;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Instant;

/// How many hits come at once.
const LIMIT: Bounds = Bounds { min: 1, max: 100, default: 20 };
/// How many values of each facet come.
const FACETS: usize = 50;

/// The answer.
#[derive(Serialize)]
struct Body {
    /// The query as it was understood, in canonical form.
    query: String,
    /// Words that occur nowhere, and those that were looked for in their place.
    corrections: Vec<CorrectionBody>,
    /// What free words ask for beyond themselves: such passages are lifted, and none is excluded.
    preferred: Vec<PreferredBody>,
    /// How many passages match.
    total: usize,
    /// Whether they match only some of the words.
    partial: bool,
    /// How many passages have most of the words, beyond `total`, where few have all.
    near_total: usize,
    /// How long the search took.
    took_ms: f64,
    hits: Vec<HitBody>,
    facets: BTreeMap<&'static str, Vec<Count>>,
    /// The `cursor` of the next page.
    next: Option<String>,
}

/// One passage.
#[derive(Serialize)]
pub(super) struct HitBody {
    id: String,
    kind: &'static str,
    grade: Option<&'static str>,
    path: String,
    lines: [u32; 2],
    date: Option<String>,
    series: String,
    report: ReportRef,
    section: Vec<String>,
    text: String,
    /// HTML: the text around the hits, which stand in `<mark>`.
    snippet: String,
    people: Vec<String>,
    owners: Vec<String>,
    topics: Vec<String>,
    refs: Vec<String>,
    status: Option<&'static str>,
    due: Option<String>,
    /// The matter or action that it is a part of.
    thread: Option<String>,
    /// Words that matched though they were not typed.
    related: Vec<String>,
    score: f32,
    /// Whether it has only most of the words; such hits follow the others.
    partial: bool,
    /// The permalink on this server.
    url: String,
    /// The passage's own page, whose address outlives an edit of its words.
    permalink: String,
    source_url: Option<String>,
}

#[derive(Serialize)]
struct ReportRef {
    id: String,
    title: String,
}

#[derive(Serialize)]
struct CorrectionBody {
    typed: String,
    meant: String,
}

#[derive(Serialize)]
struct PreferredBody {
    /// The words as typed.
    words: String,
    /// What lifted passages satisfy, as a query.
    query: String,
    /// The whole query in which the words are only words.
    plain: String,
}

#[derive(Serialize)]
struct Count {
    value: String,
    count: usize,
}

/// `GET /api/v1/search`
pub(crate) async fn get(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    params.only(&["q", "limit", "sort", "cursor"])?;
    let text = params.query()?;
    let limit = params.number("limit", LIMIT)?;
    let sort = params.choice("sort", &SORTS)?;
    // The cursor's mark covers the order too: the tenth hit by date is another than the tenth by rank.
    let marked = format!("{text}\n{}", sort.map_or("", |sort| sort.name()));
    let offset = params.get("cursor").map_or(Ok(0), |given| cursor::read(given, &marked))?;

    let today = site.today();
    let wanted = Page { offset, limit, facet_limit: FACETS };
    let (answer, took) = site
        .ask(move |archive| {
            let start = Instant::now();
            let answer = ask(archive, (&text, sort), wanted, today)?;
            Ok((answer, start.elapsed()))
        })
        .await?;
    let end = offset + answer.results.hits.len();
    let more = end < answer.results.total && end <= MAX_OFFSET && !answer.results.hits.is_empty();
    let next = more.then(|| cursor::write(&marked, end));
    Ok(super::reply(&Body::new(answer, took.as_secs_f64() * 1e3, next, |hit| HitBody::new(&site, hit))))
}

/// Writes an answer as the API gives it, for the command line.
pub(crate) fn write(
    out: &mut impl std::io::Write,
    (answer, took_ms): (Answer, f64),
    source: &dyn Fn(&str, Lines) -> Option<String>,
) -> std::io::Result<()> {
    let body =
        Body::new(answer, took_ms, None, |hit| HitBody::with_source(source(&hit.path, hit.entry.lines), hit));
    serde_json::to_writer_pretty(&mut *out, &body)?;
    out.write_all(b"\n")
}

impl Body {
    fn new(answer: Answer, took_ms: f64, next: Option<String>, hit: impl Fn(Hit) -> HitBody) -> Self {
        let results = answer.results;
        Self {
            query: answer.query.to_string(),
            corrections: answer
                .corrected
                .corrections
                .into_iter()
                .map(|c| CorrectionBody { typed: c.typed, meant: c.meant })
                .collect(),
            preferred: answer
                .query
                .asked()
                .into_iter()
                .map(|asked| PreferredBody {
                    words: asked.words,
                    query: asked.text,
                    plain: asked.plain.to_string(),
                })
                .collect(),
            total: results.total,
            partial: results.partial,
            near_total: results.near_total,
            took_ms: (took_ms * 100.0).round() / 100.0,
            facets: results.facets.iter().map(|facet| (facet.field.name(), counts(facet))).collect(),
            hits: results
                .hits
                .into_iter()
                .map(|found| (results.partial, found))
                .chain(results.near.into_iter().map(|found| (true, found)))
                .map(|(partial, found)| HitBody { partial, ..hit(found) })
                .collect(),
            next,
        }
    }
}

fn counts(facet: &Facet) -> Vec<Count> {
    facet.values.iter().map(|v| Count { value: v.value.clone(), count: v.count }).collect()
}

impl HitBody {
    fn new(site: &Site, hit: Hit) -> Self {
        Self::with_source(site.source_url(&hit.path, hit.entry.lines), hit)
    }

    fn with_source(source_url: Option<String>, hit: Hit) -> Self {
        let entry = hit.entry;
        let status = entry.standing().map(|status| status.name());
        Self {
            url: urls::entry(&hit.report, &entry.id),
            permalink: urls::passage(&entry.id, entry.own_text()),
            source_url,
            id: entry.id,
            kind: entry.kind.name(),
            grade: entry.grade.map(|grade| grade.name()),
            path: hit.path,
            lines: entry.lines.into(),
            date: hit.date.map(|date| date.to_string()),
            series: hit.series,
            report: ReportRef { id: hit.report, title: hit.title },
            section: entry.section,
            text: entry.text,
            snippet: Markup::snippet(&hit.snippet).into_string(),
            people: entry.people,
            owners: entry.owners,
            topics: entry.topics,
            refs: entry.refs.iter().map(ToString::to_string).collect(),
            due: entry.due.map(|day| day.to_string()),
            status,
            thread: entry.thread,
            related: hit.related,
            score: hit.score,
            partial: false,
        }
    }
}
