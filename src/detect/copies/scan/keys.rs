//! The keys of an article: a few of its shingles, the same few wherever a passage stands.
//!
//! In: shingles in text order. Out: sorted keys. They are chosen by winnowing: of every [`WINDOW`]
//! shingles in a row the one with the least hash. Promise: two texts that share a passage of `WINDOW`
//! + 2 words share a key. Cost: two looks at each shingle; two keys in 33 of them.
//!
//! Source: Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for document
//! fingerprinting".

/// Consecutive shingles of which one is a key.
pub const WINDOW: usize = 32;

/// Fills `keys` with the winnowed keys of shingles in text order: sorted, without repeats, none of no
/// shingles.
#[expect(
    clippy::cast_possible_truncation,
    reason = "32 well-mixed bits are kept"
)]
pub fn keys(shingles: &[u64], keys: &mut Vec<u32>) {
    keys.clear();
    let window = WINDOW.min(shingles.len()).max(1);
    let mut before = None;
    // A window lies in one block, or in the end of one and the begin of the next (van Herk 1992).
    for (at, block) in shingles.chunks_exact(window).enumerate() {
        let after = &shingles[(at + 1) * window..];
        let mut ends = [u64::MAX; WINDOW];
        let mut least = u64::MAX;
        for (end, &shingle) in ends.iter_mut().zip(block).rev() {
            least = least.min(shingle);
            *end = least;
        }
        let mut begin = u64::MAX;
        let begins = std::iter::once(u64::MAX).chain(after.iter().copied());
        for (&end, shingle) in ends[..window].iter().zip(begins) {
            begin = begin.min(shingle);
            let least = begin.min(end);
            if before.replace(least) != Some(least) {
                keys.push(least as u32);
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::copies::scan::hash::mix;
    use crate::detect::structures::sets::shared;

    proptest! {
        #[test]
        fn a_shared_passage_shares_a_key(
            passage in prop::collection::vec(any::<u64>(), WINDOW..60),
            before in prop::collection::vec(any::<u64>(), 0..80),
            after in prop::collection::vec(any::<u64>(), 0..80),
        ) {
            let whole: Vec<u64> = before.iter().chain(&passage).chain(&after).copied().collect();
            let (mut a, mut b) = (Vec::new(), Vec::new());
            keys(&whole, &mut a);
            keys(&passage, &mut b);
            prop_assert!(shared(&a, &b) >= 1);
            // Every window of the passage, so every key of it, is a window of the whole.
            prop_assert_eq!(shared(&a, &b), b.len());
        }
    }

    proptest! {
        #[test]
        fn the_keys_are_the_least_of_every_window(
            shingles in prop::collection::vec(prop_oneof![any::<u64>(), 0_u64..9], 1..200),
        ) {
            let low = |shingle: &u64| u32::try_from(shingle & u64::from(u32::MAX)).unwrap_or(0);
            let windows = shingles.windows(WINDOW.min(shingles.len()));
            let expected: std::collections::BTreeSet<u32> =
                windows.filter_map(|window| window.iter().min().map(low)).collect();
            let mut found = Vec::new();
            keys(&shingles, &mut found);
            prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn keys_are_about_two_in_a_window() {
        let shingles: Vec<u64> = (0..10_000).map(mix).collect();
        let mut found = Vec::new();
        keys(&shingles, &mut found);
        let expected = 10_000.0 * 2.0 / (WINDOW + 1) as f64;
        assert!(
            (found.len() as f64 / expected - 1.0).abs() < 0.1,
            "{}",
            found.len()
        );
        keys(&[], &mut found);
        assert!(found.is_empty());
    }
}
