//! Candidates for excerpts: a short text whose passages stand in a longer one.
//!
//! In: an article's shingles in text order. Out: [`keys`], a few hashes of them; and pairs of which
//! the shorter article shares [`SHARED_KEYS`] of its keys with the longer one. Resemblance cannot
//! find these: a text inside one five times as long has resemblance 0.2.
//!
//! The keys are chosen by winnowing: of every [`WINDOW`] shingles in a row the one with the least
//! hash. Promise: two texts that share a passage of `WINDOW` + 2 words share a key, wherever the
//! passage stands. Passages are sought under the shorter article's rarest keys only (a pair that
//! shares enough keys shares one of them), so that phrases that everybody uses cost nothing. A key
//! with more than [`HOT`] articles is not followed; what that leaves out is counted.
//!
//! Cost: two keys in 33 shingles, one sort of 8-byte entries. Sources: Schleimer, Wilkerson, Aiken
//! 2003, "Winnowing"; the rare-key prefix is that of Mann, Augsten, Bouros 2016, "An empirical
//! evaluation of set similarity join techniques".

use rayon::prelude::*;

use super::near::{Found, pack, unpack};
use crate::detect::roster::Rank;
use crate::detection::Capped;

/// Consecutive shingles of which one is a key.
pub const WINDOW: usize = 32;
/// Share of the shorter article's keys that the longer one must hold. A contained text of which
/// a fifth was edited still keeps about half of its keys: an edit also changes its neighbours'.
const SHARED_KEYS: f64 = 0.35;
/// The longer text has at least this many times the words of the shorter one: below, an excerpt
/// of containment 0.8 has a resemblance that sketches find.
const LONGER: f64 = 1.2;
/// Articles under one key beyond which it is not followed.
const HOT: usize = 2048;

/// The winnowed keys of shingles in text order, sorted, without repeats.
#[expect(
    clippy::cast_possible_truncation,
    reason = "32 well-mixed bits are kept"
)]
pub(super) fn keys(shingles: &[u64], keys: &mut Vec<u32>) {
    keys.clear();
    let window = WINDOW.min(shingles.len());
    let mut least = usize::MAX;
    for end in window..=shingles.len() {
        let start = end - window;
        if end == 0 {
            break;
        }
        if least == usize::MAX || least < start {
            // The window's least has left it: look for the new one, the last among equals.
            least = (start..end)
                .rev()
                .min_by_key(|&i| shingles[i])
                .unwrap_or(start);
        } else if shingles[end - 1] <= shingles[least] {
            least = end - 1;
        } else {
            continue;
        }
        keys.push(shingles[least] as u32);
    }
    keys.sort_unstable();
    keys.dedup();
}

/// An article as this stage sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keyed<'a> {
    pub(super) keys: &'a [u32],
    pub(super) words: u32,
}

/// Finds the pairs among `members` that may be an excerpt and its source.
pub(super) fn pairs<'a>(members: &[Rank], keyed: impl Fn(Rank) -> Keyed<'a> + Sync) -> Found {
    let mut entries: Vec<u64> = members
        .par_iter()
        .flat_map_iter(|&rank| {
            let keys = keyed(rank).keys.iter();
            keys.map(move |&key| u64::from(key) << 32 | u64::from(rank))
        })
        .collect();
    entries.par_sort_unstable();
    // Most keys have one article: only the others are looked at again, article by article.
    let groups: Vec<&[u64]> = entries
        .chunk_by(|x, y| x >> 32 == y >> 32)
        .filter(|group| group.len() > 1)
        .collect();
    let mut uses: Vec<u64> = (0_u64..)
        .zip(&groups)
        .flat_map(|(at, group)| group.iter().map(move |&entry| entry << 32 | at))
        .collect();
    uses.par_sort_unstable();
    let of_article: Vec<&[u64]> = uses.chunk_by(|x, y| x >> 32 == y >> 32).collect();
    let (pairs, hot): (Vec<Vec<u64>>, Vec<(usize, u64)>) = of_article
        .par_chunks(1024)
        .map(|articles| {
            let (mut found, mut hot) = (Vec::new(), (0, 0));
            for uses in articles {
                probe(uses, &groups, &keyed, &mut found, &mut hot);
            }
            (found, hot)
        })
        .unzip();
    let mut pairs = pairs.concat();
    pairs.par_sort_unstable();
    pairs.dedup();
    let keys: usize = hot.iter().map(|h| h.0).sum();
    Found {
        pairs,
        capped: (keys > 0).then(|| Capped {
            cap: format!("excerpt keys with more than {HOT} articles"),
            keys,
            pairs: hot.iter().map(|h| h.1).sum(),
        }),
    }
}

/// Looks for longer articles that hold the passages of one, whose shared keys are `uses`.
fn probe<'a>(
    uses: &[u64],
    groups: &[&[u64]],
    keyed: &impl Fn(Rank) -> Keyed<'a>,
    found: &mut Vec<u64>,
    hot: &mut (usize, u64),
) {
    let rank = unpack(uses[0]).0;
    let short = keyed(rank);
    let needed = needed(short.keys.len());
    // Keys that nobody shares come first among the rarest.
    let unshared = short.keys.len() - uses.len();
    let Some(rarest) = (short.keys.len() + 1 - needed).checked_sub(unshared) else {
        return;
    };
    let mut shared_keys: Vec<&[u64]> = uses
        .iter()
        .map(|&entry| groups[unpack(entry).1 as usize])
        .collect();
    shared_keys.sort_by_key(|group| group.len());
    let mut longer: Vec<Rank> = Vec::new();
    for group in shared_keys.into_iter().take(rarest) {
        if group.len() > HOT {
            hot.0 += 1;
            hot.1 += group.len() as u64 - 1;
            continue;
        }
        longer.extend(group.iter().map(|&entry| unpack(entry).1).filter(|&other| {
            f64::from(keyed(other).words) >= LONGER * f64::from(short.words) && other != rank
        }));
    }
    longer.sort_unstable();
    longer.dedup();
    longer.retain(|&other| shared(short.keys, keyed(other).keys) >= needed);
    found.extend(longer.into_iter().map(|other| pack(rank, other)));
}

/// How many of `keys` keys must be shared: at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a small count"
)]
fn needed(keys: usize) -> usize {
    ((keys as f64 * SHARED_KEYS).ceil() as usize).max(1)
}

/// Number of values that two ascending lists share.
pub(super) fn shared<T: Ord>(mut a: &[T], mut b: &[T]) -> usize {
    let mut count = 0;
    while let (Some(x), Some(y)) = (a.first(), b.first()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => a = &a[1..],
            std::cmp::Ordering::Greater => b = &b[1..],
            std::cmp::Ordering::Equal => {
                count += 1;
                a = &a[1..];
                b = &b[1..];
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::copies::hash::mix;

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

        #[test]
        fn shared_counts_as_sets_do(a in prop::collection::btree_set(0_u32..50, 0..40), b in prop::collection::btree_set(0_u32..50, 0..40)) {
            let (x, y): (Vec<_>, Vec<_>) = (a.iter().collect(), b.iter().collect());
            prop_assert_eq!(shared(&x, &y), a.intersection(&b).count());
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
