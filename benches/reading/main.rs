//! How fast reports are read, and that no shape of text costs more than its length.
//!
//! `cargo bench --bench reading`, on one core:
//!
//! 1. `outline` and `extract` over the sample, over and over; and over the Markdown files of the folder that
//!    `MINUTEBOOK_BENCH_DIR` names, where it is set.
//! 2. `extract` over growing texts: the throughput of a kind should stay the same from the smallest to the largest.

mod texts;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use minutebook::extract::extract;
use minutebook::outline::parse;
use minutebook::source::{Source, SourceFile};
use minutebook::vocabulary::Reading;
use std::hint::black_box;
use std::time::Duration;

const SIZES: &[usize] = &[64 << 10, 256 << 10, 1 << 20, 4 << 20];

/// So much of the sample is read at once.
const SAMPLE: usize = 1 << 20;

fn quick<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600));
    group
}

fn size(files: &[SourceFile]) -> usize {
    files.iter().map(|file| file.text.len()).sum()
}

fn reports(criterion: &mut Criterion) {
    let words = Reading::builtin();
    let files_of = |source: Source| source.read(&|| {}).map(|read| read.files).unwrap_or_default();
    let sample = files_of(Source::Sample);
    let times = SAMPLE / size(&sample).max(1) + 1;
    let mut archives = vec![("sample", vec![sample; times].concat())];
    if let Some(folder) = std::env::var_os("MINUTEBOOK_BENCH_DIR") {
        match Source::at(folder.as_ref()) {
            Ok(source) => archives.push(("folder", files_of(source))),
            Err(error) => eprintln!("MINUTEBOOK_BENCH_DIR: {error}"),
        }
    }
    for (name, files) in archives {
        let mut group = quick(criterion, name);
        group.throughput(Throughput::Bytes(size(&files) as u64));
        group.bench_function("outline", |bencher| {
            bencher.iter(|| files.iter().map(|file| black_box(parse(&file.text)).nodes.len()).sum::<usize>());
        });
        group.bench_function("extract", |bencher| {
            bencher.iter(|| {
                files.iter().map(|file| black_box(extract(file, words)).drafts.len()).sum::<usize>()
            });
        });
        group.finish();
    }
}

fn growing(criterion: &mut Criterion) {
    let words = Reading::builtin();
    for kind in texts::KINDS {
        let mut group = quick(criterion, kind.name);
        for &size in SIZES {
            let file = SourceFile { path: "garden/notes.md".to_owned(), text: (kind.make)(size) };
            group.throughput(Throughput::Bytes(file.text.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size >> 10), &file, |bencher, file| {
                bencher.iter(|| black_box(extract(black_box(file), words)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, reports, growing);
criterion_main!(benches);
