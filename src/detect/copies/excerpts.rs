//! Candidates for excerpts: a short text whose passages stand in a longer one.
//!
//! In: an article's shingles in text order. Out: `keys`, a few hashes of them; and pairs of which
//! the shorter article shares `SHARED_KEYS` of its keys with the longer one. Resemblance cannot
//! find these: a text inside one five times as long has resemblance 0.2.
//!
//! The keys are chosen by winnowing: of every [`WINDOW`] shingles in a row the one with the least
//! hash. Promise: two texts that share a passage of `WINDOW` + 2 words share a key, wherever the
//! passage stands. A key with more than `HOT` articles says little (a stock phrase, a footer) and
//! counts for nothing; only an article that has no other keys is sought under its rarest one, among
//! the first `HOT` articles there, and what that leaves out is counted.
//!
//! Cost: two keys in 33 shingles, one sort of 8-byte entries, and for each article a sort of the
//! articles that its keys name; at most `HOT` a key. Source: Schleimer, Wilkerson, Aiken 2003,
//! "Winnowing: local algorithms for document fingerprinting".

use rayon::prelude::*;

use super::near::{Found, pack, unpack};
use super::sketch::{SLOTS, Slots, equal_slots};
use super::sort;
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
/// Keys that are sorted at once: 64 MB with the buffer.
const KEYS_AT_ONCE: usize = 1 << 22;
/// Articles under one key beyond which it says little.
const HOT: usize = 256;

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
    pub(super) slots: &'a Slots,
    pub(super) words: u32,
}

/// Finds the pairs among `members` that may be an excerpt and its source.
pub(super) fn pairs<'a>(
    members: &[Rank],
    containment: f64,
    keyed: impl Fn(Rank) -> Keyed<'a> + Sync,
) -> Found {
    let groups = Groups::new(members, &keyed);
    let mut uses = groups.uses();
    uses.par_sort_unstable();
    let of_article: Vec<&[u64]> = uses.chunk_by(|x, y| x >> 32 == y >> 32).collect();
    let (pairs, capped): (Vec<Vec<u64>>, Vec<(usize, u64)>) = of_article
        .par_chunks(1024)
        .map(|articles| {
            let mut probe = Probe::default();
            for uses in articles {
                probe.article(uses, &groups, containment, &keyed);
            }
            (probe.found, probe.capped)
        })
        .unzip();
    let mut pairs = pairs.concat();
    pairs.par_sort_unstable();
    pairs.dedup();
    let articles: usize = capped.iter().map(|c| c.0).sum();
    Found {
        pairs,
        capped: (articles > 0).then(|| Capped {
            cap: format!("articles whose every excerpt key has more than {HOT} articles"),
            keys: articles,
            pairs: capped.iter().map(|c| c.1).sum(),
        }),
    }
}

/// The articles under every key that more than one has.
#[derive(Default)]
struct Groups {
    members: Vec<Rank>,
    /// Where each group ends in `members`.
    ends: Vec<usize>,
}

impl Groups {
    /// Most keys have one article and are dropped at once, a range of keys at a time, so that the
    /// sort needs little memory.
    fn new<'a>(ranks: &[Rank], keyed: &(impl Fn(Rank) -> Keyed<'a> + Sync)) -> Self {
        let keys: usize = ranks.iter().map(|&rank| keyed(rank).keys.len()).sum();
        let parts = (keys / KEYS_AT_ONCE + 1) as u64;
        let bound = |part: u64| (part << 32) / parts;
        let mut groups = Self::default();
        let mut buffer = Vec::new();
        for part in 0..parts {
            let mut entries: Vec<u64> = ranks
                .par_iter()
                .flat_map_iter(|&rank| {
                    let keys = keyed(rank).keys;
                    let below = |bound| keys.partition_point(|&key| u64::from(key) < bound);
                    let keys = &keys[below(bound(part))..below(bound(part + 1))];
                    keys.iter()
                        .map(move |&key| u64::from(key) << 32 | u64::from(rank))
                })
                .collect();
            sort::hashes(&mut entries, &mut buffer);
            let shared = entries.chunk_by(|x, y| x >> 32 == y >> 32);
            for group in shared.filter(|group| group.len() > 1) {
                groups
                    .members
                    .extend(group.iter().map(|&entry| unpack(entry).1));
                groups.ends.push(groups.members.len());
            }
        }
        groups
    }

    fn get(&self, at: u32) -> &[Rank] {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.members[start..self.ends[at]]
    }

    /// Every article under every group: its rank above, the group's number below.
    fn uses(&self) -> Vec<u64> {
        let mut uses = Vec::with_capacity(self.members.len());
        for at in (0..).take(self.ends.len()) {
            let group = self.get(at).iter();
            uses.extend(group.map(|&rank| u64::from(rank) << 32 | u64::from(at)));
        }
        uses
    }
}

/// Looks for longer articles that hold the passages of one.
#[derive(Default)]
struct Probe {
    found: Vec<u64>,
    /// Articles with hot keys only, and how many others were not looked at for them.
    capped: (usize, u64),
    met: Vec<Rank>,
}

impl Probe {
    /// `uses`: the article's rank above, the number of one of its groups below.
    fn article<'a>(
        &mut self,
        uses: &[u64],
        groups: &Groups,
        containment: f64,
        keyed: &impl Fn(Rank) -> Keyed<'a>,
    ) {
        let rank = unpack(uses[0]).0;
        let short = keyed(rank);
        let group = |entry: &u64| groups.get(unpack(*entry).1);
        let cold = uses.iter().map(group).filter(|group| group.len() <= HOT);
        self.met.clear();
        self.met.extend(cold.clone().flatten());
        let mut followed = short.keys.len() - uses.len() + cold.count();
        if followed == 0 {
            let rarest = uses.iter().map(group).min_by_key(|group| group.len());
            let rarest = rarest.unwrap_or_default();
            self.met.extend(rarest.iter().take(HOT));
            self.capped.0 += 1;
            self.capped.1 += (rarest.len() - HOT) as u64;
            followed = 1;
        }
        self.met.sort_unstable();
        let needed = needed(followed);
        let longer = self
            .met
            .chunk_by(|x, y| x == y)
            .filter(|times| times.len() >= needed && times[0] != rank)
            .map(|times| times[0])
            .filter(|&other| may_hold(keyed(other), short, containment));
        self.found.extend(longer.map(|other| pack(rank, other)));
    }
}

/// Whether lengths and sketches allow that `longer` holds such a share of `shorter`.
fn may_hold(longer: Keyed<'_>, shorter: Keyed<'_>, containment: f64) -> bool {
    let (long, short) = (f64::from(longer.words), f64::from(shorter.words));
    if long < LONGER * short {
        return false;
    }
    // The least resemblance that the containment leaves, and three standard errors below it.
    let both = containment * short;
    let least = both / (long + short - both);
    let error = (least * (1.0 - least) / SLOTS as f64).sqrt();
    let equal = f64::from(equal_slots(longer.slots, shorter.slots)) / SLOTS as f64;
    equal >= least - 3.0 * error
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
