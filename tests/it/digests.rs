//! What is found stays the same, byte for byte, while the code that finds it is moved and renamed.
//!
//! `digests.tsv` holds feed, kind of record, how many there are, and the XXH3 of their JSON lines. A
//! change of a rule changes them: `SNAPSHOTS=overwrite cargo test --test it digests` renews the
//! file, and the commit that does so says which rule changed and what it was good for.

use std::fmt::Write;

use samestory::config::{Level, Pairs};
use samestory::corrections::{Fingerprint, Verdict};
use samestory::{Article, Config, Corrections, Quiet, detect};
use samestory_bench::generate::{Feed, Options};
use serde::Serialize;
use snapbox::{Assert, Data};
use xxhash_rust::xxh3::xxh3_64;

use crate::corpus;
use crate::sample::root;

/// More articles than are judged all against all, so that candidates are searched by keys.
const MANY: usize = 700;
const SEED: u64 = 7;

#[test]
fn every_record_has_the_bytes_that_it_had() {
    let all = Config {
        pairs: Pairs::All,
        ..Config::default()
    };
    let mut copies = all.clone();
    copies.events.level = Level::Copies;
    let corpus = corpus::articles();
    let mut digests = String::new();
    for (name, articles, config, corrections) in [
        ("corpus", &corpus, &all, Corrections::default()),
        ("corpus, copies", &corpus, &copies, Corrections::default()),
        ("corpus, corrected", &corpus, &all, corrections(&corpus)),
        ("news", &generated(120), &all, Corrections::default()),
        ("briefs", &generated(20), &all, Corrections::default()),
    ] {
        let found = detect(articles, config, &corrections, &Quiet).unwrap();
        for line in [
            digest("memberships", &found.memberships),
            digest("pairs", &found.pairs),
            digest("families", &found.families),
            digest("events", &found.events),
            digest("storylines", &found.storylines),
            digest("counts", std::slice::from_ref(&found.counts)),
        ] {
            writeln!(digests, "{name}\t{line}").unwrap();
        }
    }
    let file = root().join("tests/it/digests.tsv");
    Assert::new()
        .normalize_paths(false)
        .action_env("SNAPSHOTS")
        .eq(digests, Data::read_from(&file, None));
}

/// Generated news of about so many words an article.
fn generated(words: usize) -> Vec<Article> {
    let options = Options {
        articles: MANY,
        seed: SEED,
        words,
        ..Options::default()
    };
    let labelled = Feed::new(options).unwrap().map(Result::unwrap);
    labelled.map(|labelled| labelled.article).collect()
}

/// A verdict of every kind on articles here and there, whatever they are about.
fn corrections(articles: &[Article]) -> Corrections {
    let of = |at: usize| Fingerprint(articles[at].as_ref().fingerprint());
    let verdicts = [
        Verdict::SameEvent {
            a: of(4),
            b: of(60),
        },
        Verdict::NotTheSame { a: of(0), b: of(1) },
        Verdict::SameStorylineOnly { a: of(2), b: of(3) },
        Verdict::SameStorylineOnly {
            a: of(20),
            b: of(80),
        },
        Verdict::Split {
            articles: vec![of(40)],
            from: vec![of(41)],
        },
        Verdict::Merge {
            articles: vec![of(50), of(55)],
        },
        Verdict::PinLead { article: of(3) },
        Verdict::RenameEvent {
            article: of(12),
            title: "What a person called it".to_owned(),
        },
        Verdict::LockEvent {
            articles: vec![of(30), of(31)],
        },
    ];
    Corrections {
        verdicts: verdicts.map(Into::into).into(),
    }
}

fn digest<T: Serialize>(kind: &str, records: &[T]) -> String {
    let mut lines = Vec::new();
    for record in records {
        serde_json::to_writer(&mut lines, record).unwrap();
        lines.push(b'\n');
    }
    format!("{kind}\t{}\t{:016x}", records.len(), xxh3_64(&lines))
}
