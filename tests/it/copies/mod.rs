//! The copy layer as a whole: against oracles, on feeds made for its weaknesses, in any order.

use std::collections::{BTreeMap, BTreeSet};

use samestory::config::Config;
use samestory::detect::copies::{self, Copies};
use samestory::detection::Relation;
use samestory::{Article, Quiet};
use samestory_bench::generate::{Feed, Labelled, Options};

mod alone;
mod furniture;
mod generated;
mod oracle;
mod weaknesses;

#[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]
fn real(count: usize) -> f64 {
    count as f64
}

fn find(articles: &[Article], config: &Config) -> Copies {
    copies::find(&articles, config, &Quiet).expect("articles in memory")
}

fn id(copies: &Copies, rank: u32) -> String {
    copies.roster.get(rank).id.to_string()
}

/// Families of two and more, as sets of ids.
fn families(copies: &Copies) -> BTreeSet<BTreeSet<String>> {
    let families = copies.families.iter().filter(|family| family.len() > 1);
    families
        .map(|family| family.iter().map(|&rank| id(copies, rank)).collect())
        .collect()
}

/// The relation of every judged pair, by ids in the total order.
fn relations(copies: &Copies) -> BTreeMap<(String, String), (Relation, f64)> {
    let pairs = copies.pairs.iter();
    pairs
        .map(|pair| {
            let ids = (id(copies, pair.a), id(copies, pair.b));
            (ids, (pair.relation, pair.overlap.resemblance()))
        })
        .collect()
}

fn feed(articles: usize, seed: u64) -> Vec<Labelled> {
    let options = Options {
        articles,
        seed,
        ..Options::default()
    };
    let feed = Feed::new(options).expect("in range");
    feed.map(|l| l.expect("an article")).collect()
}

fn article(id: usize, text: &str) -> Article {
    Article {
        id: format!("{id:04}"),
        text: text.to_owned(),
        ..Article::default()
    }
}
