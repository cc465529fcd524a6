//! How fast a search is, and how that grows with the archive.
//!
//! `cargo bench --bench search`, one query at a time in one thread:
//!
//! 1. The sample is read, or the folder that `MINUTEBOOK_BENCH_DIR` names; `resample` makes any number of reports of it.
//! 2. `queries` makes a mixed list of queries from the words, people and subjects that occur.
//! 3. At each size all are asked as the search page asks: read, corrected, and answered with ten hits, all facets and
//!    the histogram. The first round warms up; of the others the middle one counts, in time on the processor. Printed are
//!    the middle and the slow queries.
//!
//! `-- 10000 100000` measures these sizes only. In the folder that `MINUTEBOOK_BENCH_KEEP` names, indexes stay for the
//! next time. The last line of each size tells all answers in one number: two versions that answer alike print the
//! same one, and each answer is a line of the file that `MINUTEBOOK_BENCH_ANSWERS` names.

mod queries;
mod resample;

use minutebook::archive::{Collection, Silent, collect};
use minutebook::query::{self, Context};
use minutebook::report::Date;
use minutebook::search::{Changes, Hit, Parts, SearchEngine, SearchRequest, SearchResults, TantivyEngine};
use minutebook::source::Source;
use minutebook::vocabulary::{Concepts, Team};
use queries::Asked;
use resample::Resample;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// So many entries are put in one commit.
const COMMIT: usize = 100_000;
/// How often each query is measured.
const ROUNDS: usize = 5;
/// What the search page asks for.
const HITS: usize = 10;
const VALUES: usize = 30;
const TODAY: Date = Date::constant(2026, 1, 1);

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let source = match std::env::var_os("MINUTEBOOK_BENCH_DIR") {
        Some(folder) => Source::at(folder.as_ref())?,
        None => Source::Sample,
    };
    let base = collect(&[source], &Team::default(), &Silent)?;
    let given: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let asked = queries::list(&base);
    println!("{} queries, {ROUNDS} rounds; milliseconds", asked.len());
    println!("{:>9}  {:14} {:>8} {:>8} {:>8}", "entries", "queries", "p50", "p99", "slowest");
    for size in if given.is_empty() { SIZES.to_vec() } else { given } {
        measure(&base, &asked, size)?;
    }
    Ok(())
}

/// Makes an archive of about this size and asks it everything.
fn measure(base: &Collection, asked: &[Asked], size: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let kept = std::env::var_os("MINUTEBOOK_BENCH_KEEP");
    let path = kept.map_or(folder.path().to_owned(), |kept| Path::new(&kept).join(size.to_string()));
    let start = Instant::now();
    let engine = filled(&path, base, size)?;
    eprintln!("{size} entries ready after {:.0} s", start.elapsed().as_secs_f64());
    let answers = answers(&engine, base, asked)?;
    let mut rounds = vec![Vec::new(); asked.len()];
    for round in 0..=ROUNDS {
        for (times, asked) in rounds.iter_mut().zip(asked) {
            let watch = Watch::start();
            std::hint::black_box(ask(&engine, base, &asked.text)?);
            let time = watch.milliseconds();
            if round > 0 {
                times.push(time);
            }
        }
    }
    // The middle round of each query: other programs on the machine disturb single ones.
    let middle = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    let mut times: Vec<(&Asked, f64)> = asked.iter().zip(rounds.into_iter().map(middle)).collect();
    let mut kinds: Vec<&str> = asked.iter().map(|asked| asked.kind).collect();
    kinds.dedup();
    for kind in kinds {
        print_row(size, kind, times.iter().filter(|(asked, _)| asked.kind == kind));
    }
    print_row(size, "all", times.iter());
    times.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (asked, time) in times.iter().take(5) {
        eprintln!("slow: {time:.1} ms  {}", asked.text);
    }
    println!("{size:>9}  answers {}", &blake3::hash(answers.as_bytes()).to_hex()[..16]);
    Ok(())
}

/// What is answered, a line for each query: hits, counts and months.
fn answers(engine: &TantivyEngine, base: &Collection, asked: &[Asked]) -> Result<String> {
    let mut lines = String::new();
    for asked in asked {
        let results = ask(engine, base, &asked.text)?;
        let ids = |hits: &[Hit]| hits.iter().map(|hit| hit.entry.id.clone()).collect::<Vec<_>>().join(" ");
        let counts = format!("{:?} {:?}", results.facets, results.histogram);
        let counts = blake3::hash(counts.as_bytes()).to_hex();
        let (hits, near) = (ids(&results.hits), ids(&results.near));
        let (total, more) = (results.total, results.near_total);
        writeln!(lines, "{}\t{total}\t{more}\t{}\t{hits}\t{near}", asked.text, &counts[..8])?;
    }
    if let Some(path) = std::env::var_os("MINUTEBOOK_BENCH_ANSWERS") {
        std::fs::write(path, &lines)?;
    }
    Ok(lines)
}

/// An index on disk with about so many entries.
fn filled(path: &std::path::Path, base: &Collection, size: usize) -> Result<TantivyEngine> {
    let engine = TantivyEngine::create_or_open(path)?;
    if engine.stamp()?.parse().is_ok_and(|entries: usize| entries >= size) {
        return Ok(engine);
    }
    let mut documents = Resample::new(base);
    let mut entries = 0;
    while entries < size {
        let mut put = Vec::new();
        let end = size.min(entries + COMMIT);
        while entries < end {
            let document = documents.next();
            entries += document.report.entries.len();
            put.push(document);
        }
        engine.update(
            Changes { put: put.into(), remove: Vec::new(), stamp: entries.to_string(), hurry: false },
            &|| {},
        )?;
    }
    Ok(engine)
}

/// What `Archive::search` does, for an engine that was filled by hand.
fn ask(engine: &TantivyEngine, base: &Collection, text: &str) -> Result<SearchResults> {
    let concepts = Concepts::builtin();
    let context = Context { directory: &base.directory, concepts, today: TODAY, questions: true };
    let mut query = query::parse(text, &context)?;
    let mut corrected = Vec::new();
    for word in query.free_words() {
        corrected.extend(engine.view().meant(word)?.map(|meant| (word.to_owned(), meant)));
    }
    if !corrected.is_empty() {
        let found = |word: &str| corrected.iter().find(|(typed, _)| typed == word);
        let reworded = query.reworded(&|word| found(word).map(|(_, meant)| (meant.word.clone(), meant.rare)));
        query = query::parse(&reworded.to_string(), &context)?;
    }
    let request =
        SearchRequest { query, offset: 0, limit: HITS, facet_limit: VALUES, parts: Parts::default() };
    Ok(engine.view().search(&request)?)
}

/// Tells the time of this thread on the processor where the system tells it, and else that of the clock: what other
/// programs do on the machine counts less.
struct Watch {
    clock: Instant,
    processor: Option<u64>,
}

impl Watch {
    fn start() -> Self {
        Self { processor: processor(), clock: Instant::now() }
    }

    fn milliseconds(&self) -> f64 {
        let clock = self.clock.elapsed().as_secs_f64() * 1_000.0;
        let used =
            processor().zip(self.processor).map(|(now, then)| now.saturating_sub(then) as f64 / 1_000_000.0);
        used.unwrap_or(clock)
    }
}

/// Nanoseconds that this thread has had of a processor. It yields, so that the system counts up to now.
fn processor() -> Option<u64> {
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

fn print_row<'a>(size: usize, kind: &str, times: impl Iterator<Item = &'a (&'a Asked, f64)>) {
    let mut times: Vec<f64> = times.map(|(_, time)| *time).collect();
    times.sort_by(f64::total_cmp);
    let at =
        |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)));
    let [middle, slow, slowest] = [0.5, 0.99, 1.0].map(|share| at(share).copied().unwrap_or_default());
    println!("{size:>9}  {kind:14} {middle:>8.2} {slow:>8.2} {slowest:>8.2}");
}
