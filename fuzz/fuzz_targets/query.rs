//! Any bytes, and any pieces of queries, are answered in short time or refused with a place.

#![no_main]

#[path = "../../tests/suite/support/answered.rs"]
mod answered;

use libfuzzer_sys::fuzz_target;
use minutebook::archive::Archive;
use minutebook::source::Source;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// A few reports of the sample: what is asked matters here, and a small archive answers often.
static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| {
    let reports = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/archive/operations");
    answered::of(Source::at(reports.as_ref()).expect("the sample's folder"))
});

/// The slowest so far, and what is too slow, in microseconds on the processor.
static SLOWEST: AtomicU64 = AtomicU64::new(20_000);
const TOO_SLOW: u64 = 1_000_000;

fuzz_target!(|bytes: &[u8]| {
    // Half of them are made of what queries are made of.
    let text = match bytes.split_first() {
        Some((first, rest)) if first % 2 == 0 => answered::pieces(rest),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    LazyLock::force(&ARCHIVE);
    let start = processor();
    answered::ask(&ARCHIVE, &text);
    let micros = processor().saturating_sub(start) / 1_000;
    if SLOWEST.fetch_max(micros, Ordering::Relaxed) < micros {
        eprintln!("slowest so far: {micros} µs for {} bytes: {text:?}", text.len());
    }
    assert!(micros < TOO_SLOW, "{micros} µs");
});

/// Nanoseconds that this thread has had of a processor, as exact as the system's ticks; 0 where it does not tell.
fn processor() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}
