//! The copy layer stage by stage, on generated news.
//!
//! Besides the timings it holds one limit: text to sketch runs at 0.6 or more of the speed of a loop
//! that only cuts the same text into words and hashes words and shingles.

#![expect(clippy::print_stdout, reason = "a bench reports to who runs it")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use samestory::config::{Config, Profile};
use samestory::detect::copies::{self, bands::Plan, exact, shingle, sketch};
use samestory::detect::text::tokenise;
use samestory::{Article, Quiet};
use samestory_bench::generate::{Feed, Options};

const ARTICLES: usize = 2000;
/// Least speed of text to sketch over cutting and hashing alone.
const LIMIT: f64 = 0.6;

fn feed() -> Vec<Article> {
    let options = Options {
        articles: ARTICLES,
        ..Options::default()
    };
    let feed = Feed::new(options).expect("in range");
    feed.map(|labelled| labelled.expect("an article").article)
        .collect()
}

fn bytes(articles: &[Article]) -> u64 {
    let lengths = articles.iter().map(|a| a.title.len() + a.text.len());
    lengths.sum::<usize>() as u64
}

/// Cuts and hashes every article; returns something that depends on all of it.
fn hash_all(articles: &[Article], shingles: &mut Vec<u64>) -> u64 {
    let mut shingler = shingle::Shingler::new(Profile::News, 0);
    articles.iter().fold(0, |sum, article| {
        let shingled = shingler.shingle(article.as_ref(), shingles);
        sum ^ u64::from(shingled.words) ^ shingles.last().copied().unwrap_or(0)
    })
}

/// The same, with a sketch of each.
fn sketch_all(articles: &[Article], shingles: &mut Vec<u64>) -> u64 {
    let mut shingler = shingle::Shingler::new(Profile::News, 0);
    articles.iter().fold(0, |sum, article| {
        let shingled = shingler.shingle(article.as_ref(), shingles);
        sum ^ u64::from(shingled.words) ^ u64::from(sketch::sketch(shingles)[0])
    })
}

/// The shortest of many runs: what else the machine does only makes a run longer.
fn shortest(mut run: impl FnMut() -> u64) -> Duration {
    (0..40)
        .map(|_| {
            let begin = Instant::now();
            black_box(run());
            begin.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn limit(articles: &[Article]) {
    let mut shingles = Vec::new();
    let hash = shortest(|| hash_all(articles, &mut shingles));
    let sketch = shortest(|| sketch_all(articles, &mut shingles));
    let share = hash.as_secs_f64() / sketch.as_secs_f64();
    println!("text to sketch at {share:.2} of the speed of cutting and hashing (limit {LIMIT})");
    assert!(share >= LIMIT, "{share:.2} is below {LIMIT}");
}

fn stages(criterion: &mut Criterion) {
    let articles = feed();
    limit(&articles);
    let mut group = criterion.benchmark_group("copies");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(bytes(&articles)));
    group.bench_function("words", |bench| {
        bench.iter(|| {
            let mut words = 0_u64;
            for article in &articles {
                tokenise::words(&article.text, |word, _| words += word.len() as u64);
            }
            assert!(words > 0);
            words
        });
    });
    let mut shingles = Vec::new();
    group.bench_function("shingles", |bench| {
        bench.iter(|| hash_all(&articles, &mut shingles));
    });
    group.bench_function("text to sketch", |bench| {
        bench.iter(|| sketch_all(&articles, &mut shingles));
    });
    let sets: Vec<Vec<u64>> = articles
        .iter()
        .map(|article| {
            let mut set = Vec::new();
            shingle::Shingler::new(Profile::News, 0).shingle(article.as_ref(), &mut set);
            set
        })
        .collect();
    group.bench_function("sets", |bench| {
        bench.iter_batched(
            || sets.clone(),
            |mut sets| {
                sets.iter_mut().for_each(shingle::to_set);
                sets
            },
            BatchSize::LargeInput,
        );
    });
    let mut sorted = sets.clone();
    sorted.iter_mut().for_each(shingle::to_set);
    group.bench_function("exact join", |bench| {
        bench.iter(|| {
            let pairs = exact::join(&sorted, 0.5);
            assert!(!pairs.is_empty());
            pairs
        });
    });
    group.bench_function("find", |bench| {
        bench.iter(|| {
            let found = copies::find(&articles, &Config::default(), &Quiet).expect("in memory");
            assert!(found.families.len() < ARTICLES);
            found
        });
    });
    group.finish();
    criterion.bench_function("plan", |bench| {
        bench.iter(|| Plan::new(black_box(0.5), 0.999, 2).expect("reachable"));
    });
}

criterion_group!(benches, stages);
criterion_main!(benches);
