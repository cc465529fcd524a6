//! How long reading takes, over growing texts: twice the text, twice the time.
//!
//! `cargo bench --bench reading`. Each kind of text comes in three sizes; the throughput of a kind should stay the
//! same from the smallest to the largest.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use minutebook::extract::extract;
use minutebook::source::SourceFile;
use minutebook::vocabulary::Reading;
use std::hint::black_box;

const SIZES: &[usize] = &[64 << 10, 512 << 10, 4 << 20];

/// A kind of text: what it is called, what it begins with, what is repeated.
const KINDS: &[(&str, &str, &str)] = &[
    (
        "minutes",
        "# Notes of 2031-05-06\n\n## Present\n\n- Ada Quill (@adaq)\n- Ben Marsh (BM)\n\n",
        "## The shed (oakfield/garden#12)\n\n- **Ada:** the roof leaks since the storm of last winter.\n  - tiles or tar?\n    \
         - BM: tar is cheaper, and the town pays half of it.\n    - We agreed to use tiles.\n- ACTION: Ben to ask for \
         prices\n\nThe roses need water, and there is none. Ada will call the town.\n\n",
    ),
    (
        "transcript",
        "# 2031-05-06\n\n",
        "AQ: I think that we should look at the roof first, since it has been raining. \
      Any objections?\n\n",
    ),
    ("one list", "# 2031-05-06\n\n- the list\n", "  - Ada will paint the shed\n"),
    ("one flat list", "# 2031-05-06\n\n", "- Ada will paint the shed\n"),
    ("one line", "# 2031-05-06\n\n", "We agreed to paint the shed. Ada will do it. "),
    (
        "one paragraph",
        "# 2031-05-06\n\n",
        "**Ada:** see oakfield/garden#12 and [this](https://roses.example/a).\n",
    ),
    ("tasks", "# 2031-05-06\n\n## Action items\n\n", "- [ ] @adaq: list of prices **DONE**\n"),
    ("headings", "# 2031-05-06\n\n", "## Topic\n\nWords.\n\n"),
    ("meetings", "# Notes\n\n", "## 2031-05-06\n\n- Ada will paint the shed.\n\n"),
    ("wide table", "# 2031-05-06\n\n| A | B |\n|---|---|\n", "| Ada will paint | the shed |\n"),
    ("roll call", "# 2031-05-06\n\n## Present\n\n", "Ada Quill (AQ), "),
    ("brackets", "# 2031-05-06\n\n", "(["),
    ("marks", "# 2031-05-06\n\n", "@"),
    ("capitals", "# 2031-05-06\n\n", "A B "),
];

fn text(head: &str, part: &str, size: usize) -> String {
    let mut text = head.to_owned();
    while text.len() < size {
        text.push_str(part);
    }
    text
}

fn reading(criterion: &mut Criterion) {
    let words = Reading::builtin();
    for (kind, head, part) in KINDS {
        let mut group = criterion.benchmark_group(*kind);
        group.sample_size(10);
        for &size in SIZES {
            let file = SourceFile { path: "garden/notes.md".to_owned(), text: text(head, part, size) };
            group.throughput(Throughput::Bytes(file.text.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size >> 10), &file, |bencher, file| {
                bencher.iter(|| black_box(extract(black_box(file), words)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);
