//! Candidates for near copies: articles whose sketches agree in a band.
//!
//! In: the sketches of distinct contents. Out: pairs that share a band key and have enough equal
//! slots. Promise: found with [`Plan::probability`]; a key with more members than [`hot`] allows links
//! each only to its next so many, and the pairs left out are counted. Cost: one sort of
//! 8-byte entries a band, and two sketches compared for each pair that meets and was not found
//! before; worst case, bounded by the cap, [`PAIRS`] comparisons a band or `256 * articles`.

use ahash::AHashSet;
use rayon::prelude::*;

use super::bands::Plan;
use super::sketch::{Slots, equal_slots};
use super::sort;
use crate::detect::candidates::link;
use crate::detect::roster::Rank;
use crate::detection::Capped;

/// Members of a band key that are all compared with one another, at most and at least.
const HOT: std::ops::RangeInclusive<usize> = 256..=4096;
/// Pairs that a band may compare: what bounds the time on feeds of many millions.
const PAIRS: u64 = 1 << 32;
/// Bands whose keys are computed together, so that a sketch is fetched once for all of them.
const BANDS_AT_ONCE: usize = 8;
/// The first bands find most pairs; later ones need not compare those again.
const BANDS_AT_FIRST: usize = 2;
/// Members whose keys one task computes.
const CHUNK: usize = 4096;

/// A pair as one number, for sorting: the smaller rank in the upper half.
pub(super) fn pack(a: Rank, b: Rank) -> u64 {
    let (a, b) = (a.min(b), a.max(b));
    u64::from(a) << 32 | u64::from(b)
}

/// The two ranks of a packed pair.
#[expect(clippy::cast_possible_truncation, reason = "each half is a rank")]
pub(super) fn unpack(pair: u64) -> (Rank, Rank) {
    ((pair >> 32) as Rank, pair as Rank)
}

/// Packed pairs in ascending order, and what the cap left out.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) pairs: Vec<u64>,
    pub(super) capped: Option<Capped>,
}

/// Finds the pairs among `members` whose sketches meet.
pub(super) fn pairs<'a>(
    plan: &Plan,
    members: &[Rank],
    slots: impl Fn(Rank) -> &'a Slots + Sync,
) -> Found {
    let mut found = Found::default();
    let hot = hot(members.len());
    let mut seen: AHashSet<u64> = AHashSet::new();
    let (mut hot_keys, mut left_out) = (0, 0);
    let bands: Vec<usize> = (0..plan.bands()).collect();
    let (first, rest) = bands.split_at(bands.len().min(BANDS_AT_FIRST));
    for bands in std::iter::once(first).chain(rest.chunks(BANDS_AT_ONCE)) {
        let near = |pair: u64| {
            let (a, b) = unpack(pair);
            equal_slots(slots(a), slots(b)) >= plan.least_equal()
        };
        let met: Vec<Met> = entries(plan, bands, members, &slots)
            .into_par_iter()
            .map_init(Vec::new, |buffer, mut column| {
                sort::hashes(&mut column, buffer);
                Met::new(&column, hot, |pair| !seen.contains(&pair) && near(pair))
            })
            .collect();
        for met in met {
            hot_keys += met.hot_keys;
            left_out += met.left_out;
            let new = met.pairs.into_iter().filter(|&pair| seen.insert(pair));
            found.pairs.extend(new);
        }
    }
    found.pairs.par_sort_unstable();
    if hot_keys > 0 {
        found.capped = Some(Capped {
            cap: format!("band keys with more than {hot} articles"),
            keys: hot_keys,
            pairs: left_out,
        });
    }
    found
}

/// Members of a band key that are all compared with one another, in a feed of so many articles.
fn hot(members: usize) -> usize {
    let each = PAIRS / (members.max(1) as u64);
    usize::try_from(each)
        .unwrap_or(usize::MAX)
        .clamp(*HOT.start(), *HOT.end())
}

/// What one band found.
struct Met {
    pairs: Vec<u64>,
    hot_keys: usize,
    left_out: u64,
}

impl Met {
    /// Keeps those pairs under one key that pass. `column` is sorted.
    fn new(column: &[u64], hot: usize, passes: impl Fn(u64) -> bool) -> Self {
        let mut met = Self {
            pairs: Vec::new(),
            hot_keys: 0,
            left_out: 0,
        };
        let groups = column.chunk_by(|x, y| x >> 32 == y >> 32);
        for group in groups.filter(|group| group.len() > 1) {
            let (is_hot, beyond) = link(group, hot, |x, y| {
                let pair = pack(unpack(*x).1, unpack(*y).1);
                if passes(pair) {
                    met.pairs.push(pair);
                }
            });
            met.hot_keys += usize::from(is_hot);
            met.left_out += beyond;
        }
        met
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
    fn a_band_of_a_large_feed_compares_no_more_pairs_than_one_of_a_million() {
        let caps = [0, 1_000, 1_000_000, 10_000_000, 100_000_000].map(hot);
        assert_eq!(caps, [4_096, 4_096, 4_096, 429, 256]);
    }
}
