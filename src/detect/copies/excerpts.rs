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
//! the longest `HOT` articles there, and what that leaves out is counted.
//!
//! Cost: two keys in 33 shingles, one sort of 8-byte entries, and for each article a sort of the
//! longer articles that its keys name; at most `HOT` a key. Source: Schleimer, Wilkerson, Aiken 2003,
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
pub(super) const LONGER: f64 = 1.2;
/// Keys that are sorted at once: 64 MB with the buffer.
const KEYS_AT_ONCE: usize = 1 << 22;
/// Articles under one key beyond which it says little.
const HOT: usize = 256;

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
    let shelf = Shelf::new(members, &keyed);
    let groups = Groups::new(&shelf, &keyed);
    let uses = Uses::new(shelf.ranks.len(), &groups);
    let places: Vec<Place> = (0..).take(shelf.ranks.len()).collect();
    let (pairs, capped): (Vec<Vec<u64>>, Vec<(usize, u64)>) = places
        .par_chunks(1024)
        .map(|places| {
            let mut probe = Probe::new(&shelf, &groups, containment);
            for &place in places {
                probe.article(place, uses.get(place), &keyed);
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

/// Place of an article among all, shortest first.
type Place = u32;

/// The articles by length: those that can hold a text are the last ones.
struct Shelf {
    ranks: Vec<Rank>,
    words: Vec<u32>,
}

impl Shelf {
    fn new<'a>(members: &[Rank], keyed: &(impl Fn(Rank) -> Keyed<'a> + Sync)) -> Self {
        let by_length = members.par_iter().map(|&rank| (keyed(rank).words, rank));
        let mut by_length: Vec<(u32, Rank)> = by_length.collect();
        by_length.par_sort_unstable();
        let (words, ranks) = by_length.into_iter().unzip();
        Self { ranks, words }
    }

    fn rank(&self, place: Place) -> Rank {
        self.ranks[place as usize]
    }

    /// The first place of an article long enough to hold the text at `place`.
    fn longer(&self, place: Place) -> usize {
        let least = LONGER * f64::from(self.words[place as usize]);
        self.words
            .partition_point(|&words| f64::from(words) < least)
    }
}

/// The articles under every key that more than one has.
#[derive(Default)]
struct Groups {
    /// Ascending within each group.
    members: Vec<Place>,
    /// Where each group ends in `members`.
    ends: Vec<usize>,
}

impl Groups {
    /// Most keys have one article and are dropped at once, a range of keys at a time, so that the
    /// sort needs little memory.
    fn new<'a>(shelf: &Shelf, keyed: &(impl Fn(Rank) -> Keyed<'a> + Sync)) -> Self {
        let lengths = shelf.ranks.par_iter().map(|&rank| keyed(rank).keys.len());
        let parts = (lengths.sum::<usize>() / KEYS_AT_ONCE + 1) as u64;
        let bound = |part: u64| (part << 32) / parts;
        let places: Vec<Place> = (0..).take(shelf.ranks.len()).collect();
        let mut groups = Self::default();
        let mut buffer = Vec::new();
        for part in 0..parts {
            let taken: Vec<Vec<u64>> = places
                .par_chunks(4096)
                .map(|places| {
                    let mut taken = Vec::new();
                    for &place in places {
                        let keys = keyed(shelf.rank(place)).keys;
                        let below = |bound| keys.partition_point(|&key| u64::from(key) < bound);
                        let keys = &keys[below(bound(part))..below(bound(part + 1))];
                        let entry = |&key: &u32| u64::from(key) << 32 | u64::from(place);
                        taken.extend(keys.iter().map(entry));
                    }
                    taken
                })
                .collect();
            let mut entries = taken.concat();
            drop(taken);
            sort::numbers(&mut entries, &mut buffer);
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

    fn get(&self, at: u32) -> &[Place] {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.members[start..self.ends[at]]
    }
}

/// The groups that each article stands in.
struct Uses {
    /// Where each place's groups begin, and the end of the last.
    starts: Vec<usize>,
    groups: Vec<u32>,
}

impl Uses {
    fn new(places: usize, groups: &Groups) -> Self {
        let mut starts = vec![0; places + 1];
        for &place in &groups.members {
            starts[place as usize + 1] += 1;
        }
        for place in 0..places {
            starts[place + 1] += starts[place];
        }
        let mut next = starts.clone();
        let mut of_place = vec![0; groups.members.len()];
        for at in (0..).take(groups.ends.len()) {
            for &place in groups.get(at) {
                let next = &mut next[place as usize];
                of_place[*next] = at;
                *next += 1;
            }
        }
        Self {
            starts,
            groups: of_place,
        }
    }

    fn get(&self, place: Place) -> &[u32] {
        let place = place as usize;
        &self.groups[self.starts[place]..self.starts[place + 1]]
    }
}

/// Looks for longer articles that hold the passages of one.
struct Probe<'a> {
    shelf: &'a Shelf,
    groups: &'a Groups,
    containment: f64,
    found: Vec<u64>,
    /// Articles with hot keys only, and how many others were not looked at for them.
    capped: (usize, u64),
    /// The longer articles under each key that tells something.
    followed: Vec<&'a [Place]>,
    met: Vec<Place>,
}

impl<'a> Probe<'a> {
    fn new(shelf: &'a Shelf, groups: &'a Groups, containment: f64) -> Self {
        Self {
            shelf,
            groups,
            containment,
            found: Vec::new(),
            capped: (0, 0),
            followed: Vec::new(),
            met: Vec::new(),
        }
    }

    /// `uses`: the groups that the article stands in.
    fn article<'k>(&mut self, place: Place, uses: &[u32], keyed: &impl Fn(Rank) -> Keyed<'k>) {
        let rank = self.shelf.rank(place);
        let short = keyed(rank);
        if uses.len() < needed(short.keys.len()) {
            return;
        }
        let first = self.shelf.longer(place);
        let longer = |group: &'a [Place]| {
            let below = group.partition_point(|&p| (p as usize) < first);
            &group[below..]
        };
        self.followed.clear();
        let groups = uses.iter().map(|&at| self.groups.get(at));
        let telling = groups.clone().filter(|group| group.len() <= HOT);
        self.followed.extend(telling.map(longer));
        let alone = short.keys.len() - uses.len();
        let mut needed = needed(alone + self.followed.len());
        if alone + self.followed.len() == 0 {
            let longer = longer(groups.min_by_key(|group| group.len()).unwrap_or_default());
            let left_out = longer.len().saturating_sub(HOT);
            self.followed.push(&longer[left_out..]);
            self.capped.0 += usize::from(left_out > 0);
            self.capped.1 += left_out as u64;
            needed = 1;
        }
        if self.followed.len() < needed {
            return;
        }
        // Who stands in so many groups stands in one of the smallest of them.
        self.followed.sort_unstable_by_key(|group| group.len());
        let (small, large) = self.followed.split_at(self.followed.len() + 1 - needed);
        self.met.clear();
        self.met.extend(small.iter().copied().flatten());
        self.met.sort_unstable();
        let others = self
            .met
            .chunk_by(|x, y| x == y)
            .filter(|times| {
                let also = large
                    .iter()
                    .filter(|group| group.binary_search(&times[0]).is_ok());
                times.len() + also.count() >= needed && times[0] != place
            })
            .map(|times| self.shelf.rank(times[0]))
            .filter(|&other| may_hold(keyed(other), short, self.containment));
        self.found.extend(others.map(|other| pack(rank, other)));
    }
}

/// Whether keys and sketches allow that `longer` holds such a share of `shorter`. Here keys count that
/// say little, too: who holds a text holds its stock phrases.
fn may_hold(longer: Keyed<'_>, shorter: Keyed<'_>, containment: f64) -> bool {
    if shared(longer.keys, shorter.keys) < needed(shorter.keys.len()) {
        return false;
    }
    let (long, short) = (f64::from(longer.words), f64::from(shorter.words));
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
pub(in crate::detect) fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    // No branch on which is less: it is as good as random.
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        count += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
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
