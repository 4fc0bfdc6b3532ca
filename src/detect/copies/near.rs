//! Candidates for near copies: articles whose sketches agree in a band.
//!
//! In: the sketches of distinct contents. Out: pairs that share a band key and have enough equal
//! slots. Promise: found with [`Plan::probability`]; a key with more than [`HOT`] members links
//! each only to its next [`HOT`] ones, and the pairs left out are counted. Cost: one sort of
//! 8-byte entries a band; worst case, bounded by the cap, `articles * HOT` comparisons a band.

use rayon::prelude::*;

use super::bands::Plan;
use super::sketch::{Slots, equal_slots};
use super::sort;
use crate::detect::candidates::link;
use crate::detect::roster::Rank;
use crate::detection::Capped;

/// Members of a band key that are all compared with one another.
const HOT: usize = 1024;
/// Bands whose keys are computed together, so that a sketch is fetched once for all of them.
const BANDS_AT_ONCE: usize = 8;
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
    let (mut hot_keys, mut left_out) = (0, 0);
    let bands: Vec<usize> = (0..plan.bands()).collect();
    for bands in bands.chunks(BANDS_AT_ONCE) {
        let mut met: Vec<u64> = Vec::new();
        let mut columns = entries(plan, bands, members, &slots);
        columns
            .par_iter_mut()
            .for_each(|entries| sort::hashes(entries, &mut Vec::new()));
        for entries in columns {
            for group in entries.chunk_by(|x, y| x >> 32 == y >> 32) {
                if group.len() > 1 {
                    let (hot, beyond) = link(group, HOT, |x, y| {
                        met.push(pack(unpack(*x).1, unpack(*y).1));
                    });
                    hot_keys += usize::from(hot);
                    left_out += beyond;
                }
            }
        }
        met.par_sort_unstable();
        met.dedup();
        met.retain(|pair| found.pairs.binary_search(pair).is_err());
        let near: Vec<u64> = met
            .into_par_iter()
            .filter(|&pair| {
                let (a, b) = unpack(pair);
                equal_slots(slots(a), slots(b)) >= plan.least_equal()
            })
            .collect();
        found.pairs.extend(near);
        found.pairs.par_sort_unstable();
    }
    if hot_keys > 0 {
        found.capped = Some(Capped {
            cap: format!("band keys with more than {HOT} articles"),
            keys: hot_keys,
            pairs: left_out,
        });
    }
    found
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
