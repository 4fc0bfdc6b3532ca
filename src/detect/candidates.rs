//! The join that copies and events share: articles that meet under one key become candidates.
//!
//! In: (key, rank) entries. Out: unique pairs (a < b) that share a key, sorted. Promise: a key with
//! more members than the cap links each of them to its nearest neighbours in rank only, and the
//! pairs left out are counted. Cost: a sort of the entries; the worst case is bounded by the cap.

use crate::detect::roster::Rank;

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
    use rayon::prelude::*;
    entries.par_sort_unstable();
    entries.dedup();
    let mut found = Candidates::default();
    for group in entries.chunk_by(|x, y| x.0 == y.0) {
        let members = group.len() as u64;
        if group.len() > cap {
            found.hot_keys += 1;
            let linked = (0..members)
                .map(|i| (members - 1 - i).min(cap as u64))
                .sum::<u64>();
            found.left_out += members * (members - 1) / 2 - linked;
        }
        for (i, x) in group.iter().enumerate() {
            for y in group[i + 1..].iter().take(cap) {
                found.pairs.push((x.1, y.1));
            }
        }
    }
    found.pairs.par_sort_unstable();
    found.pairs.dedup();
    found
}
