//! Clears furniture away before articles are compared.
//!
//! In: the candidates and the pairs that share a passage. Out: the feed's [`Furniture`]; the
//! candidates without pairs that only furniture brought together, and with those that it kept apart.
//! Promise: an article without furniture keeps its candidates. Cost: that of [`furniture::learn`],
//! and where there is furniture one more reading of the candidates and one more search among those
//! that have it.

use rayon::prelude::*;

use super::compare::Comparison;
use super::furniture::{self, Furniture, Met};
use super::near::{members, unpack};
use super::scan::Scanned;
use super::shingle::Amount;
use crate::article::ArticleSource;
use crate::config::{Level, Profile};
use crate::detect::roster::Rank;
use crate::error::Error;

/// Learns the furniture and takes it out of `scanned`, `candidates` and what `comparison` reads.
///
/// `beside` are pairs that share a passage, `meet` finds the candidates among some articles.
pub(super) fn clear<S: ArticleSource + ?Sized>(
    comparison: &mut Comparison<'_, S>,
    candidates: &mut Vec<u64>,
    mut beside: Vec<u64>,
    scanned: &mut [Scanned],
    meet: impl Fn(&[Scanned], &[Rank]) -> Vec<u64>,
) -> Result<Furniture, Error> {
    let config = comparison.config;
    if config.copies.profile == Profile::Reference {
        return Ok(Furniture::default());
    }
    let (roster, articles) = (comparison.roster, comparison.roster.len());
    let position = |rank: Rank| roster.get(rank).position as usize;
    let titles_differ = |a: Rank, b: Rank| !one_title(scanned, [a, b].map(position));
    let select = |pairs: &[u64]| furniture::select(pairs.iter().copied(), articles, titles_differ);
    let learned = furniture::learn(comparison, &select(candidates), Met::AsCopies)?;
    // What ties no copies may still tie events.
    let mut all = Furniture::new(learned.clone(), config);
    if config.events.level == Level::Events {
        beside.retain(|pair| candidates.binary_search(pair).is_err());
        all.add(&furniture::learn(
            comparison,
            &select(&beside),
            Met::InPassing,
        )?);
    }
    if learned.is_empty() {
        return Ok(all);
    }
    comparison.furniture = Furniture::new(learned, config);

    let met = members(candidates);
    let found = &comparison.furniture;
    let stretches = comparison.scan(&met, |article| found.of(article))?;
    let mut has = vec![false; articles];
    for (&rank, stretches) in met.iter().zip(&stretches) {
        if let Some(stretches) = stretches {
            scanned[position(rank)].strip(stretches);
            has[rank as usize] = true;
        }
    }
    drop(stretches);
    let enough = |rank: Rank| scanned[position(rank)].amount == Amount::Full;
    let again: Vec<Rank> = met
        .into_iter()
        .filter(|&rank| has[rank as usize] && enough(rank))
        .collect();
    candidates.retain(|&pair| {
        let (a, b) = unpack(pair);
        match [a, b].map(|rank| has[rank as usize]) {
            // Two that are both cleared meet again by what is left of them; a form may leave too little of
            // a copy that stands under the same headline.
            [true, true] => one_title(scanned, [a, b].map(position)),
            [true, false] => enough(a),
            [false, true] => enough(b),
            [false, false] => true,
        }
    });
    candidates.extend(meet(scanned, &again));
    candidates.par_sort_unstable();
    candidates.dedup();
    Ok(all)
}

/// Whether two articles have one title.
fn one_title(scanned: &[Scanned], [a, b]: [usize; 2]) -> bool {
    scanned[a].title == scanned[b].title && scanned[a].title != 0
}
