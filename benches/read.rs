//! Reading: JSON Lines into articles, beside a loop that only parses the same lines.
//!
//! `cargo bench --bench read` prints bytes a second for each; the ratio of the first two says what
//! names, ids, the index and keeping the articles cost. One thread.

use std::borrow::Cow;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use samestory::{ArticleSource, Scan};
use samestory_bench::generate;
use samestory_cli::read::{self, Feed, Input, Options};

const ARTICLES: usize = 5_000;

#[derive(serde::Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

fn lines() -> String {
    let options = generate::Options {
        articles: ARTICLES,
        seed: 1,
        ..generate::Options::default()
    };
    let mut lines = String::new();
    for labelled in generate::Feed::new(options).expect("options in range") {
        let article = labelled.expect("an article").article;
        lines.push_str(&serde_json::to_string(&article).expect("JSON"));
        lines.push('\n');
    }
    lines
}

fn open(input: &Input, memory_bytes: u64) -> Feed {
    let options = Options {
        memory_bytes,
        ..Options::default()
    };
    let feed = read::open(std::slice::from_ref(input), &options, &|_| {});
    let feed = feed.expect("a feed");
    assert_eq!(feed.len(), ARTICLES);
    feed
}

fn bytes(feed: &Feed) -> usize {
    let sizes = feed.scan(|_, a| a.id.len() + a.title.len() + a.text.len());
    sizes.expect("articles").iter().sum()
}

fn reading(criterion: &mut Criterion) {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1);
    threads.build_global().expect("one thread");
    let lines = lines();
    let input = Input::bytes("feed.jsonl", &lines);
    let expected = bytes(&open(&input, u64::MAX));
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(lines.len() as u64));
    group.bench_function("parse only", |bencher| {
        bencher.iter(|| {
            let sum: usize = black_box(&lines)
                .lines()
                .map(|line| serde_json::from_str::<Line<'_>>(line).expect("a line"))
                .map(|line| line.id.len() + line.title.len() + line.text.len())
                .sum();
            assert_eq!(sum, expected);
        });
    });
    group.bench_function("open and scan, kept", |bencher| {
        bencher.iter(|| assert_eq!(bytes(&open(black_box(&input), u64::MAX)), expected));
    });
    group.bench_function("open and scan, read again", |bencher| {
        bencher.iter(|| assert_eq!(bytes(&open(black_box(&input), 0)), expected));
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
