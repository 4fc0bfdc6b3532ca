//! Which keys find excerpts: winnowed ones, or a `FracMinHash` of as many?
//!
//!     cargo run --release --example excerpt_keys
//!
//! On generated feeds with articles of several lengths it prints, for both: the share of texts quoted
//! whole in one five times as long, or cut to their first fifth, whose keys name the pair, and how
//! many pairs they name in all. The rules are those of the copy layer: the longer text must have at
//! least 1.2 times the words and 0.35 of the shorter one's keys, and a key of more than 256 articles
//! counts for nothing.

use std::collections::{BTreeMap, BTreeSet};

use samestory::config::Profile;
use samestory::detect::copies::excerpts;
use samestory::detect::copies::shingle::Shingler;
use samestory_bench::generate::{Edit, Feed, Labelled, Options, Origin};

const ARTICLES: usize = 10_000;
const HOT: usize = 256;
const SHARED_KEYS: f64 = 0.35;
const LONGER: f64 = 1.2;

type Choice = fn(&[u64], &mut Vec<u32>);

#[expect(clippy::print_stdout, reason = "an example reports to its user")]
fn main() -> Result<(), samestory::Error> {
    println!("| words | keys | keys an article | quoted whole | first fifth | pairs named |");
    println!("|---|---|---|---|---|---|");
    for words in [60, 150, 400] {
        let options = Options {
            articles: ARTICLES,
            words,
            ..Options::default()
        };
        let feed = Feed::new(options)?.collect::<Result<Vec<Labelled>, _>>()?;
        let choices: [(&str, Choice); 2] =
            [("winnowed", excerpts::keys), ("FracMinHash", frac_min_hash)];
        for (name, choice) in choices {
            let found = Found::new(&feed, choice);
            println!(
                "| {words} | {name} | {:.1} | {:.3} | {:.3} | {} |",
                found.keys_an_article(),
                found.recall(&feed, Edit::QuotedWhole),
                found.recall(&feed, Edit::FirstFifth),
                found.pairs.len(),
            );
        }
    }
    Ok(())
}

/// The shingles below a bound that lets as many pass as winnowing keeps.
fn frac_min_hash(shingles: &[u64], keys: &mut Vec<u32>) {
    let bound = u64::MAX / (excerpts::WINDOW as u64 + 1) * 2;
    let below = shingles.iter().filter(|&&shingle| shingle < bound);
    keys.clear();
    // The lower bits: the highest ones are alike in all that lies below the bound.
    keys.extend(below.map(|&shingle| u32::try_from(shingle & 0xffff_ffff).unwrap_or(0)));
    keys.sort_unstable();
    keys.dedup();
}

/// What a choice of keys finds in a feed.
struct Found {
    keys: Vec<Vec<u32>>,
    /// Positions of the shorter and the longer text.
    pairs: BTreeSet<(usize, usize)>,
}

impl Found {
    fn new(feed: &[Labelled], choice: Choice) -> Self {
        let mut shingler = Shingler::new(Profile::News, 0);
        let (mut shingles, mut keys, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for labelled in feed {
            let mut chosen = Vec::new();
            words.push(
                shingler
                    .shingle(labelled.article.as_ref(), &mut shingles)
                    .words,
            );
            choice(&shingles, &mut chosen);
            keys.push(chosen);
        }
        let mut under: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (article, keys) in keys.iter().enumerate() {
            for &key in keys {
                under.entry(key).or_default().push(article);
            }
        }
        under.retain(|_, articles| articles.len() <= HOT);
        let mut pairs = BTreeSet::new();
        for (shorter, keys) in keys.iter().enumerate() {
            let known: Vec<&Vec<usize>> = keys.iter().filter_map(|key| under.get(key)).collect();
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for &longer in known.iter().copied().flatten() {
                *shared.entry(longer).or_default() += 1;
            }
            for (longer, count) in shared {
                let enough = real(count) >= SHARED_KEYS * real(known.len());
                let long = f64::from(words[longer]) >= LONGER * f64::from(words[shorter]);
                if enough && long {
                    pairs.insert((shorter, longer));
                }
            }
        }
        Self { keys, pairs }
    }

    fn keys_an_article(&self) -> f64 {
        real(self.keys.iter().map(Vec::len).sum()) / real(self.keys.len())
    }

    /// Share of the articles that came about by this edit that are named with what they were made of.
    fn recall(&self, feed: &[Labelled], edit: Edit) -> f64 {
        let at: BTreeMap<&str, usize> = (feed.iter().zip(0..))
            .map(|(labelled, position)| (labelled.article.id.as_str(), position))
            .collect();
        let (mut all, mut found) = (0, 0);
        for (labelled, position) in feed.iter().zip(0..) {
            let from = labelled.from.as_deref().and_then(|id| at.get(id));
            let (Some(&from), true) = (from, labelled.origin == Origin::Copy(edit)) else {
                continue;
            };
            all += 1;
            found += usize::from(
                self.pairs.contains(&(from, position)) || self.pairs.contains(&(position, from)),
            );
        }
        real(found) / real(all)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]
fn real(count: usize) -> f64 {
    count as f64
}
