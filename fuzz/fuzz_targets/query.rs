//! Any bytes, and any pieces of queries, are answered in short time or refused with a place.

#![no_main]

#[path = "../../tests/suite/support/answered.rs"]
mod answered;

use libfuzzer_sys::fuzz_target;
use minutebook::archive::Archive;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

static ARCHIVE: LazyLock<Archive> = LazyLock::new(answered::sample);

/// The slowest so far, and what is too slow whatever else the machine does.
static SLOWEST: AtomicU64 = AtomicU64::new(20_000);
const TOO_SLOW: Duration = Duration::from_secs(1);

fuzz_target!(|bytes: &[u8]| {
    // Half of them are made of what queries are made of.
    let text = match bytes.split_first() {
        Some((first, rest)) if first % 2 == 0 => answered::pieces(rest),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    LazyLock::force(&ARCHIVE);
    let start = Instant::now();
    answered::ask(&ARCHIVE, &text);
    let time = start.elapsed();
    let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    if SLOWEST.fetch_max(micros, Ordering::Relaxed) < micros {
        eprintln!("slowest so far: {micros} µs for {} bytes: {text:?}", text.len());
    }
    assert!(time < TOO_SLOW, "{time:?}");
});
