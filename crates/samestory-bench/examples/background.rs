//! Counts how common English words are in news: makes `src/detect/events/profile/background.tsv`.
//!
//! ```sh
//! cargo run --release --example background -- SET.jsonl SET.jsonl SET.jsonl > src/detect/events/profile/background.tsv
//! ```
//!
//! A term's share is the median over the sets of the share of articles that hold it, so that words
//! of one set's time or trade (a disease, a stock-exchange code) do not count as common.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

use samestory::Article;
use samestory::detect::text::{analyse, stem, tokenise};

/// Rarer terms are left out: articles in ten thousand.
const LEAST: usize = 2;

fn main() -> Result<(), Box<dyn Error>> {
    let mut shares: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let sets: Vec<String> = std::env::args().skip(1).collect();
    for (number, path) in sets.iter().enumerate() {
        let (articles, counts) = count(path)?;
        for (term, count) in counts {
            let per_set = shares.entry(term).or_insert_with(|| vec![0; sets.len()]);
            per_set[number] = (count * 10_000 + articles / 2) / articles;
        }
    }
    let mut common: Vec<(usize, String)> = shares
        .into_iter()
        .map(|(term, mut shares)| {
            shares.sort_unstable();
            (shares[shares.len() / 2], term)
        })
        .filter(|(share, _)| *share >= LEAST)
        .collect();
    common.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut out = std::io::stdout().lock();
    for (share, term) in common {
        writeln!(out, "{term}\t{share}")?;
    }
    Ok(())
}

/// Articles of a set, and in how many of them each term stands.
fn count(path: &str) -> Result<(usize, BTreeMap<String, usize>), Box<dyn Error>> {
    let stemmer = stem::Terms::new("en");
    let mut articles = 0;
    let mut counts = BTreeMap::new();
    for line in BufReader::new(File::open(path)?).lines() {
        let article: Article = serde_json::from_str(&line?)?;
        let content: BTreeSet<u64> = analyse(article.as_ref())
            .words
            .iter()
            .filter(|word| !word.function)
            .map(|word| word.term)
            .collect();
        let mut terms = BTreeSet::new();
        for text in [&article.title, &article.text] {
            tokenise::words(text, |word, _| {
                let letters = word.bytes().all(|b| b.is_ascii_alphabetic());
                if letters && content.contains(&stemmer.term(word)) {
                    terms.insert(stemmer.stem(word).into_owned());
                }
            });
        }
        articles += 1;
        for term in terms {
            *counts.entry(term).or_default() += 1;
        }
    }
    Ok((articles, counts))
}
