//! Each stage by itself, and the whole: throughput on generated news.
//!
//! Every bench asserts what it computes, so a fast wrong answer fails. The copy stages have their
//! own file. `cargo bench --bench stages -- text` runs one group.

#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot set itself up has failed"
)]

use std::hint::black_box;
use std::io::Write;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use samestory::detect::events::{candidates, profile};
use samestory::detect::{copies, storylines, text};
use samestory::{Article, ArticleSource, Config, Corrections, Quiet, detect};
use samestory_bench::generate::{Feed, Labelled, Options};
use samestory_cli::read::{self, Input};

const ARTICLES: usize = 2_000;
const SEED: u64 = 1;
/// Least percentage of the generator's copies that the end-to-end run must find.
const COPIES_FOUND_PERCENT: usize = 90;

/// Generated news with its labels.
fn news() -> Vec<Labelled> {
    let options = Options {
        articles: ARTICLES,
        seed: SEED,
        ..Options::default()
    };
    Feed::new(options).unwrap().map(Result::unwrap).collect()
}

fn articles() -> Vec<Article> {
    news()
        .into_iter()
        .map(|labelled| labelled.article)
        .collect()
}

fn bytes(articles: &[Article]) -> u64 {
    articles
        .iter()
        .map(|article| (article.title.len() + article.text.len()) as u64)
        .sum()
}

/// JSONL, plain and compressed, from disk.
fn read(criterion: &mut Criterion) {
    let mut lines = Vec::new();
    for article in articles() {
        serde_json::to_writer(&mut lines, &article).unwrap();
        lines.push(b'\n');
    }
    let room = tempfile::tempdir().unwrap();
    let plain = room.path().join("feed.jsonl");
    std::fs::write(&plain, &lines).unwrap();
    let packed = room.path().join("feed.jsonl.gz");
    let file = std::fs::File::create(&packed).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(file, flate2::Compression::default());
    gzip.write_all(&lines).unwrap();
    gzip.finish().unwrap();
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(lines.len() as u64));
    for (name, path) in [("jsonl", plain), ("jsonl.gz", packed)] {
        let input = [Input::from(path)];
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let feed = read::open(&input, &read::Options::default(), &|_| {}).unwrap();
                assert_eq!(feed.len(), ARTICLES);
            });
        });
    }
}

/// One article after the other on one thread: words alone, then everything.
fn text(criterion: &mut Criterion) {
    let articles = articles();
    let mut group = criterion.benchmark_group("text");
    group.throughput(Throughput::Bytes(bytes(&articles)));
    group.bench_function("words", |bencher| {
        bencher.iter(|| {
            let mut words = 0_usize;
            for article in &articles {
                text::tokenise::words(&article.text, |word, _| {
                    black_box(word);
                    words += 1;
                });
            }
            assert!(words > ARTICLES * 50, "{words} words");
        });
    });
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.bench_function("analyse", |bencher| {
        bencher.iter(|| {
            let anchors: usize = articles
                .iter()
                .map(|article| text::analyse(article.as_ref()).anchors.len())
                .sum();
            assert!(anchors > ARTICLES * 5, "{anchors} anchors");
        });
    });
}

/// The event layer on given families: all of it, and its candidate join alone.
fn events(criterion: &mut Criterion) {
    let articles = articles();
    let config = Config::default();
    let none = Corrections::default();
    let copies = copies::find(&articles, &config, &Quiet).unwrap();
    let whole = || storylines(&articles, &copies, &config, &none, &Quiet).unwrap();
    let found = whole();
    let profiles = profile::read(&articles, &copies, &config, &none, &Quiet).unwrap();
    let mut group = criterion.benchmark_group("events");
    group.throughput(Throughput::Elements(ARTICLES as u64));
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.bench_function("candidates", |bencher| {
        bencher.iter(|| {
            let met = candidates::find(&profiles, &config, &Quiet);
            assert_eq!(met.pairs.len(), found.events.judged.pairs.list().len());
        });
    });
    group.bench_function("find", |bencher| {
        bencher.iter(|| assert_eq!(whole().partition, found.partition));
    });
}

/// Articles in memory to records: copies, events and storylines.
fn end_to_end(criterion: &mut Criterion) {
    let news = news();
    let articles: Vec<Article> = news
        .iter()
        .map(|labelled| labelled.article.clone())
        .collect();
    let copies = news.iter().filter(|l| l.family != l.article.id).count();
    let mut group = criterion.benchmark_group("detect");
    group.throughput(Throughput::Elements(ARTICLES as u64));
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.bench_function("end to end", |bencher| {
        bencher.iter(|| {
            let config = Config::default();
            let found = detect(&articles, &config, &Corrections::default(), &Quiet).unwrap();
            assert_eq!(found.memberships.len(), ARTICLES);
            let copied = found.counts.copies;
            assert!(
                copied * 100 > copies * COPIES_FOUND_PERCENT,
                "{copied} of {copies} copies"
            );
        });
    });
}

criterion_group!(stages, read, text, events, end_to_end);
criterion_main!(stages);
