//! Candidates for near copies: articles whose sketches agree in a band.
//!
//! In: the sketches of distinct contents. Out: pairs that share a band key and have enough equal
//! slots. Promise: found with [`Plan::probability`], as long as no band has more than [`budget`] pairs
//! under its keys. In one that has, the members of the largest keys are sorted by more of their slots,
//! so that the most alike stand together, and each is linked only to its next so many; and of more
//! than a budget of pairs in all, each article keeps its [`mod@nearest`]. What that leaves out is counted.
//! Cost: one sort of 8-byte entries a band, and two sketches compared for each pair that meets and was
//! not found before; worst case the budget of every band.
//!
//! Source of the order under a large key: Bawa, Condie, Ganesan 2005, "LSH Forest".

use rayon::prelude::*;

use super::bands::Plan;
use super::nearest;
use crate::detect::candidates::{link, linked};
use crate::detect::copies::scan::sketch::{Slots, equal_slots};
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::{pack, unpack};
use crate::detect::structures::sort;
use crate::detection::Capped;

/// Pairs that a band may compare, and that all may find: so many an article, more in a large feed, where so many more unrelated
/// articles meet; but in small feeds so many at least.
const PAIRS_AN_ARTICLE: (u64, u64) = (16, 256);
const ARTICLES_A_PAIR: u64 = 8192;
const LEAST_BUDGET: u64 = 1 << 18;
/// Bands whose keys are computed together, so that a sketch is fetched once for all of them.
const BANDS_AT_ONCE: usize = 8;
/// The first bands find most pairs; later ones need not compare those again.
const BANDS_AT_FIRST: usize = 2;
/// Pairs of a band that are looked at together.
const WAITING: usize = 1 << 20;
/// Members whose keys one task computes.
const CHUNK: usize = 4096;

/// Packed pairs in ascending order, and what the cap left out.
#[derive(Debug, Default)]
pub(in crate::detect::copies) struct Found {
    pub(in crate::detect::copies) pairs: Vec<u64>,
    pub(in crate::detect::copies) capped: Vec<Capped>,
    /// Articles of which pairs were left out, ascending.
    pub(in crate::detect::copies) touched: Vec<Rank>,
}

/// The articles among which pairs were sought by bands, and what was found.
#[derive(Debug)]
pub(in crate::detect::copies) struct Near {
    /// Ascending.
    pub(in crate::detect::copies) members: Vec<Rank>,
    pub(in crate::detect::copies) found: Found,
}

/// Finds the pairs among `members` whose sketches meet.
pub(in crate::detect::copies) fn pairs<'a>(
    plan: &Plan,
    members: &[Rank],
    slots: impl Fn(Rank) -> &'a Slots + Sync,
) -> Found {
    let mut found = Found::default();
    let budget = budget(members.len());
    let (mut hot_keys, mut left_out) = (0, 0);
    let mut kept = nearest::Kept::default();
    let bands: Vec<usize> = (0..plan.bands()).collect();
    let (first, rest) = bands.split_at(bands.len().min(BANDS_AT_FIRST));
    for bands in std::iter::once(first).chain(rest.chunks(BANDS_AT_ONCE)) {
        let near = |pair: u64| {
            let (a, b) = unpack(pair);
            match equal_slots(slots(a), slots(b)) {
                equal if equal < plan.least_equal() => Nearness::Far,
                equal if kept.wants(pair, equal) => Nearness::Near,
                _ => Nearness::Beyond,
            }
        };
        let met: Vec<Met> = entries(plan, bands, members, &slots)
            .into_par_iter()
            .zip(bands)
            .map_init(Vec::new, |buffer, (mut column, &band)| {
                sort::numbers(&mut column, buffer);
                let by_likeness = |rank: Rank| plan.more(band, slots(rank));
                Met::new(&column, budget, &by_likeness, &found.pairs, &near, buffer)
            })
            .collect();
        for met in met {
            hot_keys += met.hot_keys;
            left_out += met.left_out;
            kept.leave_out(met.beyond);
            found.pairs.extend(met.pairs);
            found.touched.extend(met.hot);
        }
        found.pairs.par_sort_unstable();
        found.pairs.dedup();
        found.touched.par_sort_unstable();
        found.touched.dedup();
        kept.choose(&mut found.pairs, budget, &slots);
    }
    if hot_keys > 0 {
        found.capped.push(Capped {
            cap: format!("bands with more than {budget} pairs to compare"),
            keys: hot_keys,
            pairs: left_out,
        });
    }
    found.capped.extend(kept.capped());
    found.touched.extend(kept.touched());
    found.touched.sort_unstable();
    found.touched.dedup();
    found
}

/// Pairs that a band may compare in a feed of so many articles.
pub(in crate::detect::copies) fn budget(members: usize) -> u64 {
    let members = members as u64;
    let (least, most) = PAIRS_AN_ARTICLE;
    let each = (members / ARTICLES_A_PAIR).clamp(least, most);
    (each * members).max(LEAST_BUDGET)
}

/// The entries of every key that several articles have, of a sorted column.
pub(in crate::detect::copies) fn groups(column: &[u64]) -> impl Iterator<Item = &[u64]> + Clone {
    let groups = column.chunk_by(|x, y| x >> 32 == y >> 32);
    groups.filter(|group| group.len() > 1)
}

/// How many next members each member of a key is linked to, so that all keys of a band, of which
/// `sizes` tells the members, stay within the budget: the most for which that holds, at least 1.
pub(in crate::detect::copies) fn cap(
    sizes: &(impl Iterator<Item = usize> + Clone),
    budget: u64,
) -> usize {
    let fits = |cap: usize| sizes.clone().map(|n| linked(n, cap)).sum::<u64>() <= budget;
    let (mut fitting, mut beyond) = (1, sizes.clone().max().unwrap_or(0).max(2));
    if fits(beyond) {
        return beyond;
    }
    while beyond - fitting > 1 {
        let middle = usize::midpoint(fitting, beyond);
        if fits(middle) {
            fitting = middle;
        } else {
            beyond = middle;
        }
    }
    fitting
}

/// What two sketches say of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nearness {
    Near,
    /// Near, but either article has enough that are nearer.
    Beyond,
    Far,
}

/// What one band found.
#[derive(Default)]
struct Met {
    pairs: Vec<u64>,
    hot_keys: usize,
    left_out: u64,
    /// How many pairs were [`Nearness::Beyond`].
    beyond: u64,
    /// Members of hot keys.
    hot: Vec<Rank>,
}

impl Met {
    /// Keeps those pairs under one key that are `near` and not among the `known` ones. `column` and
    /// `known` are sorted; members of a key with too many pairs are linked in the order of `by_likeness`.
    fn new<L: Ord>(
        column: &[u64],
        budget: u64,
        by_likeness: &impl Fn(Rank) -> L,
        known: &[u64],
        near: &impl Fn(u64) -> Nearness,
        buffer: &mut Vec<u64>,
    ) -> Self {
        let groups = groups(column);
        let cap = cap(&groups.clone().map(<[u64]>::len), budget);
        let mut met = Self::default();
        let mut waiting = Vec::new();
        for group in groups {
            let mut ranks: Vec<Rank> = group.iter().map(|&entry| unpack(entry).1).collect();
            let is_crowd = ranks.len() > cap + 1;
            if is_crowd {
                met.hot.extend_from_slice(&ranks);
                ranks.sort_by_cached_key(|&rank| (by_likeness(rank), rank));
            }
            let (is_hot, beyond) = link(&ranks, cap, |&x, &y| {
                let pair = pack(x, y);
                // Of a crowd few pairs are still wanted, and neighbours lie in the cache.
                if is_crowd && !met.takes(pair, near) {
                    return;
                }
                waiting.push(pair);
                if waiting.len() == WAITING {
                    met.settle(&mut waiting, known, near, buffer);
                }
            });
            met.hot_keys += usize::from(is_hot);
            met.left_out += beyond;
        }
        met.settle(&mut waiting, known, near, buffer);
        met
    }

    /// Most pairs that meet are known, and lists are walked sooner than a set is asked for each.
    fn settle(
        &mut self,
        waiting: &mut Vec<u64>,
        known: &[u64],
        near: &impl Fn(u64) -> Nearness,
        buffer: &mut Vec<u64>,
    ) {
        sort::numbers(waiting, buffer);
        let first = waiting.first().copied().unwrap_or_default();
        let mut known = known[known.partition_point(|&pair| pair < first)..]
            .iter()
            .peekable();
        for pair in waiting.drain(..) {
            while known.next_if(|&&before| before < pair).is_some() {}
            if known.peek() != Some(&&pair) && self.takes(pair, near) {
                self.pairs.push(pair);
            }
        }
    }

    fn takes(&mut self, pair: u64, near: &impl Fn(u64) -> Nearness) -> bool {
        let nearness = near(pair);
        self.beyond += u64::from(nearness == Nearness::Beyond);
        nearness == Nearness::Near
    }
}

/// For each of the bands, (key, rank) of every member as one number.
fn entries<'a>(
    plan: &Plan,
    bands: &[usize],
    members: &[Rank],
    slots: &(impl Fn(Rank) -> &'a Slots + Sync),
) -> Vec<Vec<u64>> {
    let mut columns = vec![vec![0; members.len()]; bands.len()];
    let mut tasks: Vec<(&[Rank], Vec<&mut [u64]>)> = members
        .chunks(CHUNK)
        .map(|chunk| (chunk, Vec::new()))
        .collect();
    for column in &mut columns {
        for (task, part) in tasks.iter_mut().zip(column.chunks_mut(CHUNK)) {
            task.1.push(part);
        }
    }
    tasks.into_par_iter().for_each(|(chunk, mut parts)| {
        for (i, &rank) in chunk.iter().enumerate() {
            let slots = slots(rank);
            for (part, &band) in parts.iter_mut().zip(bands) {
                part[i] = u64::from(plan.key(band, slots)) << 32 | u64::from(rank);
            }
        }
    });
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_compares_all_its_pairs_or_the_most_that_its_budget_allows() {
        for (sizes, budget, expected) in [
            (vec![], 10, 2),
            (vec![5, 2], 11, 5),
            (vec![5, 2], 10, 3),
            (vec![5, 2], 8, 2),
            (vec![5, 2], 1, 1),
        ] {
            let found = cap(&sizes.iter().copied(), budget);
            assert_eq!(found, expected, "{sizes:?} within {budget}");
        }
        let budgets = [0, 100_000, 1_000_000, 10_000_000].map(budget);
        assert_eq!(budgets, [1 << 18, 1_600_000, 122_000_000, 2_560_000_000]);
    }
}
