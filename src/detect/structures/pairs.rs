//! Pairs of articles as one number, so that they sort as numbers do.

use rayon::prelude::*;

/// A pair as one number: the smaller rank in the upper half.
pub(in crate::detect) fn pack(a: u32, b: u32) -> u64 {
    let (a, b) = (a.min(b), a.max(b));
    u64::from(a) << 32 | u64::from(b)
}

/// The two ranks of a packed pair.
#[expect(clippy::cast_possible_truncation, reason = "each half is a rank")]
pub(in crate::detect) fn unpack(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, pair as u32)
}

/// The articles of packed pairs, ascending, each once.
pub(in crate::detect) fn members(pairs: &[u64]) -> Vec<u32> {
    let mut ranks: Vec<u32> = pairs
        .iter()
        .flat_map(|&pair| <[u32; 2]>::from(unpack(pair)))
        .collect();
    ranks.par_sort_unstable();
    ranks.dedup();
    ranks
}
