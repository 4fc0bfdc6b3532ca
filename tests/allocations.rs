//! Counts allocations; its own binary, because a counting allocator serves a whole process.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of allocations and bytes lie far below 2^52"
)]

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

use samestory::config::Config;
use samestory::{Article, Quiet, detect::copies};
use samestory_bench::generate::{Feed, Options};

#[global_allocator]
static GLOBAL: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Unrelated articles of about so many words.
fn articles(count: usize, words: usize) -> Vec<Article> {
    let options = Options {
        articles: count,
        words,
        ..Options::default()
    };
    let feed = Feed::new(options).expect("in range");
    feed.map(|labelled| labelled.expect("an article").article)
        .collect()
}

/// Allocations of the first pass an article: a whole run of distinct articles without candidates,
/// over one of half as many, so that what a run allocates once drops out.
fn per_article(words: usize) -> f64 {
    let numbered = |count: usize| -> Vec<Article> {
        (0..count)
            .map(|i| Article {
                id: format!("{i}"),
                text: (0..words)
                    .map(|w| format!("w{i}x{w} "))
                    .collect::<Vec<_>>()
                    .concat(),
                ..Article::default()
            })
            .collect()
    };
    let allocations = |articles: &[Article]| {
        let region = Region::new(GLOBAL);
        let found = copies::find(&articles, &Config::default(), &Quiet).expect("in memory");
        assert_eq!(found.families.len(), articles.len());
        region.change().allocations
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a pool");
    pool.install(|| {
        // Beyond the sample that recall is measured on, so that the sample drops out too.
        let (few, many) = (numbered(3000), numbered(6000));
        allocations(&few);
        (allocations(&many) as f64 - allocations(&few) as f64) / 3000.0
    })
}

#[test]
fn allocations_an_article_are_few_and_do_not_grow_with_its_length() {
    let (short, long) = (per_article(40), per_article(400));
    println!("{short:.2} allocations an article of 40 words, {long:.2} of 400");
    assert!(short < 12.0 && long < 12.0, "{short:.2} and {long:.2}");
    assert!((short - long).abs() < 1.0, "{short:.2} and {long:.2}");
}

#[test]
fn memory_of_a_run_is_that_of_its_sketches() {
    let articles = articles(3000, 400);
    let region = Region::new(GLOBAL);
    let found = copies::find(&articles, &Config::default(), &Quiet).expect("in memory");
    let kept = region.change();
    let bytes = kept.bytes_allocated as f64 - kept.bytes_deallocated as f64;
    // What is left at the end is the roster, the families and the pairs, no text.
    let text: usize = articles.iter().map(|article| article.text.len()).sum();
    assert!(
        bytes < 0.5 * text as f64,
        "{bytes} bytes kept of {text} bytes of text"
    );
    drop(found);
}
