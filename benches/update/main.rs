//! What an archive costs to build, and to keep up to date, and how that grows with it.
//!
//! `cargo bench --bench update`, in a folder for temporary files:
//!
//! 1. The sample is read, or the folders that `MINUTEBOOK_BENCH_DIR` names (`:` between). Of its reports `texts` makes any
//!    number of files: one report each, of fifty series that meet every week, with some words changed.
//! 2. At each size the archive is built from nothing; then a line is put behind one file, several times. Printed are
//!    the time of the build, of each of its reports, the memory at most so far, the time until the new line is found, and
//!    until the archive is as if it had been made from nothing.
//!
//! `-- 1000 50000` measures these sizes only; sizes should grow, since memory is counted from the beginning.

#[path = "../search/resample.rs"]
#[expect(dead_code, reason = "the bench of searching takes documents, this one texts")]
mod resample;
mod texts;

use minutebook::archive::{Archive, Page, Progress, Silent, collect};
use minutebook::report::Date;
use minutebook::source::Source;
use minutebook::vocabulary::Team;
use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const SIZES: [usize; 5] = [1_000, 5_000, 10_000, 25_000, 50_000];
/// How often a file is changed.
const CHANGES: usize = 3;
/// So long a file lies before it is known by its times.
const SETTLED: Duration = Duration::from_millis(2_500);
const TODAY: Date = Date::constant(2040, 1, 1);
const PAGE: Page = Page { offset: 0, limit: 10, facet_limit: 30 };

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let named = std::env::var_os("MINUTEBOOK_BENCH_DIR");
    let paths: Vec<PathBuf> = named.iter().flat_map(std::env::split_paths).collect();
    let sources = match paths.as_slice() {
        [] => vec![Source::Sample],
        paths => paths.iter().map(|path| Source::at(path)).collect::<std::result::Result<_, _>>()?,
    };
    let base = collect(&sources, &Team::default(), &Silent)?;
    let given: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    println!(
        "{:>8} {:>8} {:>9} {:>8} {:>9} {:>8}   {:>10} {:>10}",
        "reports", "MB", "entries", "build s", "µs/report", "peak MB", "found s", "settled s"
    );
    for size in if given.is_empty() { SIZES.to_vec() } else { given } {
        let folder = tempfile::tempdir()?;
        let reports = folder.path().join("reports");
        texts::write(&base, &reports, size)?;
        std::thread::sleep(SETTLED);
        measure(&reports, &folder.path().join("index"))?;
    }
    Ok(())
}

/// Builds and changes one archive.
fn measure(reports: &Path, index: &Path) -> Result<()> {
    let sources = [Source::at(reports)?];
    let stages = Stages::new();
    let archive = Archive::create_or_open(index)?;
    let start = Instant::now();
    let built = archive.ingest(&sources, &Team::default(), &stages)?;
    let build = start.elapsed().as_secs_f64();
    stages.print("build");
    let (mut found, mut settled) = (Vec::new(), Vec::new());
    for change in 0..CHANGES {
        let mut file = OpenOptions::new().append(true).open(some_file(reports, change)?)?;
        let word = format!("changeling{change}x");
        // What stands between quotation marks is not corrected.
        let quoted = format!("\"{word}\"");
        writeln!(file, "\n- We agreed on the {word} of the day\n")?;
        let stages = Stages::new();
        let start = Instant::now();
        let first = std::thread::scope(|scope| {
            let update =
                scope.spawn(|| archive.ingest(&sources, &Team::default(), &stages).map(|_| start.elapsed()));
            let mut first = None;
            while first.is_none() && !update.is_finished() {
                std::thread::sleep(Duration::from_millis(20));
                let total = archive.search(&quoted, PAGE, TODAY).map(|answer| answer.results.total);
                first = total.is_ok_and(|total| total > 0).then(|| start.elapsed());
            }
            (first, update.join())
        });
        let (Some(first), Ok(all)) = (first.0.or(Some(start.elapsed())), first.1) else { continue };
        found.push(first.as_secs_f64());
        settled.push(all?.as_secs_f64());
        stages.print("change");
    }
    let middle = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    println!(
        "{:>8} {:>8.1} {:>9} {:>8.1} {:>9.0} {:>8}   {:>10.2} {:>10.2}",
        built.reports,
        built.bytes as f64 / 1e6,
        built.entries,
        build,
        build * 1e6 / built.reports.max(1) as f64,
        peak(),
        middle(found),
        middle(settled)
    );
    Ok(())
}

fn some_file(reports: &Path, number: usize) -> Result<PathBuf> {
    let mut series: Vec<PathBuf> = fs::read_dir(reports)?.flatten().map(|entry| entry.path()).collect();
    series.sort();
    let folder = series.get(number * 7 % series.len().max(1)).ok_or("no series")?;
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    Ok(files.pop().ok_or("no file")?)
}

/// The most memory that was held so far, in MB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}

/// How long each stage takes.
struct Stages(Mutex<Vec<(&'static str, Instant)>>);

impl Stages {
    fn new() -> Self {
        Self(Mutex::new(vec![("begin", Instant::now())]))
    }

    fn print(&self, what: &str) {
        self.stage("end", 0);
        let stages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let times = stages.windows(2).filter_map(|pair| {
            let [(name, from), (_, to)] = pair else { return None };
            Some(format!("{name} {:.2}", to.duration_since(*from).as_secs_f64()))
        });
        eprintln!("  {what}: {}", times.collect::<Vec<_>>().join(" · "));
    }
}

impl Progress for Stages {
    fn stage(&self, name: &'static str, _steps: usize) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((name, Instant::now()));
    }

    fn tick(&self) {}
}
