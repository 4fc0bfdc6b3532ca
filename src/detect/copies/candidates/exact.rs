//! The exact join: every pair of sets whose resemblance reaches a threshold, without hashing luck.
//!
//! In: sorted shingle sets. Out: pairs with their resemblance. Promise: none is missed. Used to
//! measure the recall of the bands on a sample, and as the oracle of the tests.
//!
//! Method: two sets of resemblance t share a shingle among the first n - ceil(t n) + 1 of each in
//! any one order of all shingles; with the rarest first few sets meet under one. How rare a shingle
//! is need not be exact for that: shingles that share a counter count as one. Cost: with news close
//! to linear in the shingles; worst case, one shingle in all sets, all pairs.
//!
//! Source: `AllPairs` (Bayardo, Ma, Srikant 2007), in the form of Mann, Augsten, Bouros 2016.

use rayon::prelude::*;

use crate::detect::copies::overlap::overlap;
use crate::detect::structures::pairs::{pack, unpack};
use crate::detect::structures::sort;

/// Pairs among which repeats are looked for.
const AT_ONCE: usize = 1 << 20;

/// Every pair (i < j) of `sets` with resemblance of at least `threshold`, above 0, sorted.
pub fn join(sets: &[Vec<u64>], threshold: f64) -> Vec<(usize, usize, f64)> {
    let all: usize = sets.iter().map(Vec::len).sum();
    let mut counters = vec![0_u32; all.next_power_of_two()];
    let last = counters.len() - 1;
    let counter = |shingle: u64| usize::try_from(shingle & last as u64).unwrap_or(last);
    for &shingle in sets.iter().flatten() {
        counters[counter(shingle)] += 1;
    }
    // A shingle in the upper bits, who has it in the lower ones.
    let mut entries: Vec<u64> = Vec::new();
    let set_bits = (sets.len() as u64).next_power_of_two() - 1;
    let mut rarest: Vec<(u32, u64)> = Vec::new();
    for (i, set) in sets.iter().enumerate() {
        rarest.clear();
        rarest.extend(set.iter().map(|&x| (counters[counter(x)], x)));
        let prefix = prefix(set.len(), threshold);
        if prefix < rarest.len() {
            rarest.select_nth_unstable(prefix);
            rarest.truncate(prefix);
        }
        // A shingle of one set only brings nobody together, but fills the prefix all the same.
        let shared = rarest.iter().filter(|x| x.0 > 1);
        entries.extend(shared.map(|&(_, x)| x & !set_bits | i as u64));
    }
    sort::numbers(&mut entries, &mut Vec::new());
    entries.dedup();
    let set = |entry: u64| unpack(entry & set_bits).1;
    let mut candidates: Vec<u64> = Vec::new();
    let mut room = AT_ONCE;
    for group in entries.chunk_by(|x, y| x & !set_bits == y & !set_bits) {
        for (k, &x) in group.iter().enumerate() {
            for &y in &group[k + 1..] {
                let (i, j) = (set(x), set(y));
                let [a, b] = [i, j].map(|at| sets[at as usize].len());
                if a.min(b) as f64 >= threshold * a.max(b) as f64 {
                    candidates.push(pack(i, j));
                }
            }
        }
        // Two sets that are alike meet under hundreds of shingles.
        if candidates.len() > room {
            drop_repeats(&mut candidates);
            room = AT_ONCE.max(2 * candidates.len());
        }
    }
    drop_repeats(&mut candidates);
    candidates
        .into_par_iter()
        .filter_map(|pair| {
            let (i, j) = unpack(pair);
            let (i, j) = (i as usize, j as usize);
            let resemblance = overlap(&sets[i], &sets[j]).resemblance();
            (resemblance >= threshold).then_some((i, j, resemblance))
        })
        .collect()
}

fn drop_repeats(pairs: &mut Vec<u64>) {
    pairs.par_sort_unstable();
    pairs.dedup();
}

/// Length of the prefix in which two sets of that resemblance must meet.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a length"
)]
fn prefix(length: usize, threshold: f64) -> usize {
    // Rounding must not shorten it: a hair less is asked for.
    let needed = (threshold * length as f64 - 1e-9).ceil() as usize;
    (length + 1).saturating_sub(needed.max(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_join_equals_all_pairs(
            sets in prop::collection::vec(prop::collection::btree_set(0_u64..25, 0..12), 0..14),
            threshold in prop::sample::select(vec![0.1, 0.3, 0.5, 0.7, 0.75, 0.9, 1.0]),
        ) {
            let lists: Vec<Vec<u64>> = sets.iter().map(|set| set.iter().copied().collect()).collect();
            let mut expected = Vec::new();
            for i in 0..sets.len() {
                for j in i + 1..sets.len() {
                    let both = sets[i].intersection(&sets[j]).count() as f64;
                    let all = sets[i].union(&sets[j]).count() as f64;
                    if all > 0.0 && both / all >= threshold {
                        expected.push((i, j, both / all));
                    }
                }
            }
            prop_assert_eq!(join(&lists, threshold), expected);
        }
    }
}
