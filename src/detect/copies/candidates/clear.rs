//! Clears furniture away before articles are compared.
//!
//! In: the candidates and the pairs that share a passage. Out: the feed's [`Furniture`]; the
//! candidates without pairs that only furniture brought together, and with those that it kept apart.
//! Promise: an article without furniture keeps its candidates. Cost: that of [`furniture::learn`],
//! and where there is furniture one more reading of the candidates and one more search among those
//! that have it.

use rayon::prelude::*;

use super::furniture::{self, Furniture, Met};
use super::texts::Texts;
use crate::config::{Level, Profile};
use crate::detect::copies::scan::shingle::Amount;
use crate::detect::copies::scan::{Articles, Keys};
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::{members, unpack};
use crate::error::Error;

/// What was learned.
#[derive(Debug, Default)]
pub(super) struct Cleared {
    /// What would make copies of articles that tell of something else.
    pub(super) parting: Furniture,
    /// All of it: what ties no copies may still tie events.
    pub(super) all: Furniture,
}

/// Learns the furniture and takes it out of `articles`, `keys` and `candidates`.
///
/// `beside` are pairs that share a passage, `meet` finds the candidates among some articles.
pub(super) fn clear(
    texts: &Texts<'_>,
    candidates: &mut Vec<u64>,
    mut beside: Vec<u64>,
    articles: &mut Articles,
    keys: &mut [Keys],
    meet: impl Fn(&Articles, &[Keys], &[Rank]) -> Vec<u64>,
) -> Result<Cleared, Error> {
    let config = texts.config;
    if config.copies.profile == Profile::Reference {
        return Ok(Cleared::default());
    }
    let count = articles.len();
    let titles_differ = |a: Rank, b: Rank| !one_title(articles, a, b);
    let select = |pairs: &[u64]| furniture::select(pairs.iter().copied(), count, titles_differ);
    let learned = furniture::learn(texts, &select(candidates), Met::AsCopies)?;
    let mut all = Furniture::new(learned.clone(), config);
    if config.events.level == Level::Events {
        beside.retain(|pair| candidates.binary_search(pair).is_err());
        all.add(&furniture::learn(texts, &select(&beside), Met::InPassing)?);
    }
    let parting = Furniture::new(learned, config);
    if parting.is_empty() {
        return Ok(Cleared { parting, all });
    }

    let met = members(candidates);
    let stretches = texts.scan(&met, |article| parting.of(article))?;
    let mut has = vec![false; count];
    for (&rank, stretches) in met.iter().zip(&stretches) {
        if let Some(stretches) = stretches {
            let at = rank as usize;
            keys[at] = articles[at].strip(&stretches.own, stretches.words);
            has[at] = true;
        }
    }
    drop(stretches);
    let enough = |rank: Rank| articles[rank as usize].amount == Amount::Full;
    let again: Vec<Rank> = met
        .into_iter()
        .filter(|&rank| has[rank as usize] && enough(rank))
        .collect();
    candidates.retain(|&pair| {
        let (a, b) = unpack(pair);
        match [a, b].map(|rank| has[rank as usize]) {
            // Two that are both cleared meet again by what is left of them; a form may leave too little of
            // a copy that stands under the same headline.
            [true, true] => one_title(articles, a, b),
            [true, false] => enough(a),
            [false, true] => enough(b),
            [false, false] => true,
        }
    });
    candidates.extend(meet(articles, keys, &again));
    candidates.par_sort_unstable();
    candidates.dedup();
    Ok(Cleared { parting, all })
}

/// Whether two articles have one title.
fn one_title(articles: &Articles, a: Rank, b: Rank) -> bool {
    let [a, b] = [a, b].map(|rank| articles[rank as usize].title);
    a == b && a != 0
}
