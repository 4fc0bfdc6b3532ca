//! The join that copies and events share: articles that meet under one key become candidates.
//!
//! In: (key, rank) entries. Out: unique pairs (a < b) that share a key, sorted. Promise: a key with
//! more members than the cap links each of them to its nearest neighbours in rank only, and the
//! pairs left out are counted. Cost: a sort of the entries; the worst case is bounded by the cap.

use rayon::prelude::*;

use crate::detect::roster::Rank;

/// Members of a group that are held against the later ones together.
const TILE: usize = 32;

/// One article under one key.
pub type KeyEntry = (u64, Rank);

/// Candidate pairs and what a cap left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Unique pairs (a < b), sorted.
    pub pairs: Vec<(Rank, Rank)>,
    /// Keys with more members than the cap.
    pub hot_keys: usize,
    /// Pairs that the cap left out.
    pub left_out: u64,
}

/// Joins entries by key. `cap` bounds how many members of a key are linked to one another.
pub fn join(mut entries: Vec<KeyEntry>, cap: usize) -> Candidates {
    entries.par_sort_unstable();
    entries.dedup();
    let mut found = Candidates::default();
    for group in entries.chunk_by(|x, y| x.0 == y.0) {
        let (hot, left_out) = link(group, cap, |x, y| found.pairs.push((x.1, y.1)));
        found.hot_keys += usize::from(hot);
        found.left_out += left_out;
    }
    found.pairs.par_sort_unstable();
    found.pairs.dedup();
    found
}

/// Gives every pair of a group to `pair`, or, in a group beyond the cap, each member's pairs with
/// the next `cap` members. Returns whether the cap was hit, and how many pairs it left out.
pub(crate) fn link<T>(group: &[T], cap: usize, mut pair: impl FnMut(&T, &T)) -> (bool, u64) {
    // A few at a time meet all later ones, which are then fetched less often.
    for start in (0..group.len()).step_by(TILE) {
        let end = (start + TILE).min(group.len());
        let reach = end.saturating_add(cap).min(group.len());
        for (at, y) in (start + 1..).zip(&group[start + 1..reach]) {
            for x in &group[start.max(at.saturating_sub(cap))..end.min(at)] {
                pair(x, y);
            }
        }
    }
    let left_out = beyond(group.len(), cap);
    (left_out > 0, left_out)
}

/// Pairs that [`link`] gives of so many members.
pub(crate) fn linked(members: usize, cap: usize) -> u64 {
    triangle(members) - beyond(members, cap)
}

/// Pairs that it leaves out: member i has members - 1 - i later ones, and the sum of what exceeds the
/// cap is triangular.
fn beyond(members: usize, cap: usize) -> u64 {
    triangle(members.saturating_sub(cap))
}

/// Pairs among so many.
fn triangle(members: usize) -> u64 {
    let members = members as u64;
    members * members.saturating_sub(1) / 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_hot_key_links_neighbours_and_counts_the_rest() {
        let entries = (0..10).map(|rank| (7, rank)).collect();
        let found = join(entries, 3);
        assert_eq!(found.hot_keys, 1);
        assert_eq!(found.pairs.len() as u64 + found.left_out, 45);
        assert!(found.pairs.iter().all(|(a, b)| b - a <= 3));
    }

    proptest! {
        #[test]
        fn without_a_hot_key_the_join_equals_all_pairs(entries in prop::collection::vec((0_u64..20, 0_u32..30), 0..80)) {
            let found = join(entries.clone(), 1000);
            let mut expected = Vec::new();
            for x in &entries {
                for y in &entries {
                    if x.0 == y.0 && x.1 < y.1 {
                        expected.push((x.1, y.1));
                    }
                }
            }
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(found.pairs, expected);
            prop_assert_eq!((found.hot_keys, found.left_out), (0, 0));
        }

        #[test]
        fn what_a_cap_leaves_out_is_counted(members in 0_u32..60, cap in 1_usize..20) {
            let found = join((0..members).map(|rank| (1, rank)).collect(), cap);
            let all = u64::from(members) * u64::from(members.saturating_sub(1)) / 2;
            prop_assert_eq!(found.pairs.len() as u64 + found.left_out, all);
        }
    }
}
