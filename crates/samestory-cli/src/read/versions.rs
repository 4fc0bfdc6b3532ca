//! Versions of one item: the latest stands, those before it are left out and counted.
//!
//! In: for every item that has an identity, the chain it belongs to and its place there. Items of
//! news wires are told by their identifier, items of feeds by theirs; what has none, such as a row
//! of a table, has no versions. Out: the positions that do not stand, with the reason.
//!
//! Identifiers of feeds are not always kept apart: where one document has two items of one identifier
//! that are not the same, both are articles. At one address, only what is alike is one (`likeness.rs`).
//!
//! Of one chain the item stands whose version is highest; without numbers, or with equal ones, the
//! one dated last, undated ones first; what is equal in all of that is ordered by content, so the
//! order of the inputs does not matter. An earlier one with the same content was delivered again, the
//! others are superseded. Where the last of a chain is canceled or withheld, none of it stands.

use ahash::AHashMap;
use samestory::article::{Article, ArticleSource};
use samestory::error::Error;
use xxhash_rust::xxh3::xxh3_64;

use super::feed::Feed;
use super::likeness::Likeness;
use super::problem::Standing;
use super::version::{Chains, Trust, Version};

/// The articles that do not stand, by ascending position.
///
/// # Errors
/// When an article can no longer be read.
pub(super) fn superseded(feed: &Feed, mut chains: Chains) -> Result<Vec<(u32, Standing)>, Error> {
    let mut ends: AHashMap<u64, Version> = AHashMap::new();
    for end in chains.ends {
        let last = ends.entry(end.chain).or_insert(end);
        *last = (*last).max(end);
    }
    chains.ended.sort_unstable();
    chains.items.sort_unstable();
    let mut left_out = Vec::new();
    for chain in chains.items.chunk_by(|a, b| a.0.chain == b.0.chain) {
        let last = chain[chain.len() - 1].0;
        let name = last.chain;
        let is_ended = chains.ended.binary_search(&name).is_ok()
            || ends.get(&name).is_some_and(|end| *end >= last);
        if is_ended {
            left_out.extend(chain.iter().map(|item| (item.1, Standing::Canceled)));
        } else if chain.len() > 1 {
            left_out.extend(of_chain(feed, chain)?);
        }
    }
    left_out.sort_unstable_by_key(|(position, _)| *position);
    Ok(left_out)
}

/// All of a chain but those that stand.
fn of_chain(feed: &Feed, chain: &[(Version, u32)]) -> Result<Vec<(u32, Standing)>, Error> {
    let mut items = Vec::with_capacity(chain.len());
    for &(version, position) in chain {
        let article = feed.article(position as usize)?;
        let words = [article.title.as_bytes(), b"\0", article.text.as_bytes()].concat();
        items.push(Item {
            version,
            words: xxh3_64(&words),
            content: article.as_ref().fingerprint(),
            position: std::cmp::Reverse(position),
        });
    }
    items.sort_unstable();
    let is_chain = match chain[0].0.trust {
        Trust::Promised => true,
        Trust::Apart => !are_kept_apart(feed, &items),
        Trust::Alike => return alike(feed, &items),
    };
    let Some((last, earlier)) = items.split_last().filter(|_| is_chain) else {
        return Ok(Vec::new());
    };
    let left_out = earlier
        .iter()
        .map(|item| (item.position.0, item.before(last)));
    Ok(left_out.collect())
}

/// Of a chain whose items may be different ones: all of it but the last of those that are alike.
fn alike(feed: &Feed, items: &[Item]) -> Result<Vec<(u32, Standing)>, Error> {
    /// What more items share is the identifier of none of them.
    const MOST: usize = 64;
    let mut standing: Vec<(&Item, Likeness)> = Vec::new();
    let mut left_out = Vec::new();
    if items.len() > MOST {
        return Ok(left_out);
    }
    for item in items.iter().rev() {
        let article = feed.article(item.position.0 as usize)?;
        let likeness = Likeness::of(article.as_ref());
        let later = (standing.iter().filter(|_| states_anything(&article)))
            .find(|(last, other)| last.words == item.words || other.is_like(&likeness));
        match later {
            Some((last, _)) => left_out.push((item.position.0, item.before(last))),
            None => standing.push((item, likeness)),
        }
    }
    Ok(left_out)
}

/// Whether an article says anything that another one could say, too.
fn states_anything(article: &Article) -> bool {
    let is_empty = article.title.is_empty() && article.text.is_empty();
    !is_empty || article.url.is_some() || article.published.is_some()
}

/// An item of a chain, ordered by what decides which one stands; of what is equal in everything the
/// first does.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    version: Version,
    words: u64,
    content: u64,
    position: std::cmp::Reverse<u32>,
}

impl Item {
    /// What it is beside a later one that stands.
    fn before(&self, later: &Self) -> Standing {
        if self.words == later.words {
            Standing::Repeated
        } else {
            Standing::Superseded
        }
    }
}

/// Whether one document has items of this identifier that are not the same.
fn are_kept_apart(feed: &Feed, items: &[Item]) -> bool {
    let mut of_files: Vec<_> = items
        .iter()
        .map(|item| (feed.file_number(item.position.0 as usize), item.words))
        .collect();
    of_files.sort_unstable();
    of_files
        .windows(2)
        .any(|two| two[0].0 == two[1].0 && two[0].1 != two[1].1)
}
