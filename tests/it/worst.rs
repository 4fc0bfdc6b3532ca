//! A small trial of every worst case of one text: sixteen times the size must not take much more
//! than sixteen times as long. `samestory bench --worst` measures the same at full size.

use std::time::{Duration, Instant};

use samestory::detect::text::{self, READ_BYTES};
use samestory::detection::Membership;
use samestory::{Article, ArticleSource, Config, Corrections, Quiet, Role, detect};
use samestory_bench::generate::worst::{self, Case, Unit};
use samestory_cli::read::{self, Input};

const SMALL: usize = 8 << 10;
const TIMES: usize = 16;
/// n log n at these sizes is 21 times as long, n² 256 times.
const LIMIT: u32 = 64;
/// What a machine under load may take for nothing.
const LEAST: Duration = Duration::from_millis(1);
/// A pause of the machine must hit every one of them to fail a test.
const ATTEMPTS: usize = 3;
const PARTS: usize = 4;

/// Reads a case and detects what is in it.
fn whole_job(case: Case, size: usize) -> Duration {
    let mut bytes = Vec::new();
    case.write(size, &mut bytes).unwrap();
    let input = [Input::bytes("worst.jsonl", bytes)];
    let begun = Instant::now();
    let feed = read::open(&input, &read::Options::default(), &|_| {}).unwrap();
    let found = detect(&feed, &Config::default(), &Corrections::default(), &Quiet).unwrap();
    assert_eq!(found.memberships.len(), feed.len(), "{}", case.name);
    begun.elapsed()
}

/// The cases of one text whose place is `part` modulo [`PARTS`]: tests run beside one another.
fn stay_near_linear(part: usize) {
    let texts = worst::cases().filter(|case| case.unit == Unit::Bytes);
    let own = texts.skip(part).step_by(PARTS);
    // Word lists are read once.
    whole_job(worst::case("one-word").unwrap(), SMALL);
    let slow: Vec<String> = own
        .filter_map(|case| {
            let mut ratios = Vec::new();
            for _ in 0..ATTEMPTS {
                let small = whole_job(case, SMALL).max(LEAST);
                let large = whole_job(case, SMALL * TIMES);
                if large <= small * LIMIT {
                    return None;
                }
                ratios.push(format!("{small:?} to {large:?}"));
            }
            Some(format!("{}: {}", case.name, ratios.join(", ")))
        })
        .collect();
    assert!(slow.is_empty(), "grow too fast: {slow:#?}");
}

#[test]
fn the_first_fourth_of_worst_texts_is_read_in_near_linear_time() {
    stay_near_linear(0);
}

#[test]
fn the_second_fourth_of_worst_texts_is_read_in_near_linear_time() {
    stay_near_linear(1);
}

#[test]
fn the_third_fourth_of_worst_texts_is_read_in_near_linear_time() {
    stay_near_linear(2);
}

#[test]
fn the_last_fourth_of_worst_texts_is_read_in_near_linear_time() {
    stay_near_linear(3);
}

#[test]
fn a_text_of_many_megabytes_is_read_for_words_in_its_first_ones_and_for_copies_in_all() {
    // An odd place: the limit falls inside a character of three bytes.
    let space = "\u{3000}".repeat(READ_BYTES / 3);
    let article = |end: &str| Article {
        id: end.to_owned(),
        text: format!("Rain stopped a dozen trains near Oster Bay on Friday.{space}{end}"),
        ..Article::default()
    };
    let articles = [
        article("The line opened again by noon."),
        article("Nobody knows when the line will open."),
    ];
    let read = articles.each_ref().map(|a| text::analyse(a.as_ref()));
    assert_eq!(read[0].words, read[1].words);
    assert_eq!(read[0].words.len(), 10);
    let found = detect(
        &articles[..],
        &Config::default(),
        &Corrections::default(),
        &Quiet,
    )
    .unwrap();
    let identical = |m: &Membership| m.role == Role::Identical;
    assert!(!found.memberships.iter().any(identical));
}
