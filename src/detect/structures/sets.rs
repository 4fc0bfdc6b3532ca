//! Sets: hashes that are filled in, asked for and emptied many times over, and ascending lists.
//!
//! In: numbers that are hashes already. Out: whether they are there. Promise: exact for any numbers;
//! uneven ones only cost time. Cost: about two reads a question, in a table of at most a quarter to
//! a half filled places, which for an article of usual length lies in the processor's first cache.
//!
//! Source: linear probing, Knuth, The Art of Computer Programming 3, section 6.4.

/// A place that holds nothing. The hash 0 is kept apart.
const FREE: u64 = 0;

/// Distinct hashes.
#[derive(Debug, Default)]
pub(in crate::detect) struct HashedSet {
    /// A power of two of them, or none.
    places: Vec<u64>,
    /// The first place of a hash is its highest bits.
    shift: u32,
    has_zero: bool,
}

impl HashedSet {
    /// Empties the set and makes room for so many hashes.
    pub(in crate::detect) fn clear(&mut self, room: usize) {
        let places = (2 * room).next_power_of_two().max(64);
        self.places.clear();
        self.places.resize(places, FREE);
        self.shift = 64 - places.trailing_zeros();
        self.has_zero = false;
    }

    /// Fills the emptied set with these hashes.
    #[inline]
    pub(in crate::detect) fn fill(&mut self, hashes: &[u64]) {
        self.clear(hashes.len());
        for &hash in hashes {
            self.insert(hash);
        }
    }

    /// Whether the hash is new. There must be room for it.
    #[inline]
    pub(in crate::detect) fn insert(&mut self, hash: u64) -> bool {
        if hash == FREE {
            return !std::mem::replace(&mut self.has_zero, true);
        }
        let last = self.places.len() - 1;
        let mut at = self.first(hash);
        loop {
            match self.places[at & last] {
                FREE => {
                    self.places[at & last] = hash;
                    return true;
                }
                held if held == hash => return false,
                _ => at += 1,
            }
        }
    }

    #[inline]
    pub(in crate::detect) fn contains(&self, hash: u64) -> bool {
        if hash == FREE {
            return self.has_zero;
        }
        let last = self.places.len() - 1;
        let mut at = self.first(hash);
        loop {
            match self.places[at & last] {
                FREE => return false,
                held if held == hash => return true,
                _ => at += 1,
            }
        }
    }

    #[inline]
    fn first(&self, hash: u64) -> usize {
        usize::try_from(hash >> self.shift).unwrap_or(0)
    }

    /// How many of these hashes, without repeats, are in the set.
    #[inline]
    pub(in crate::detect) fn count(&self, hashes: &[u64]) -> usize {
        hashes.iter().filter(|&&hash| self.contains(hash)).count()
    }

    /// Drops repeats; the first of each stays where it is.
    #[inline]
    pub(in crate::detect) fn drop_repeats(&mut self, hashes: &mut Vec<u64>) {
        self.clear(hashes.len());
        hashes.retain(|&hash| self.insert(hash));
    }
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
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn hashes() -> impl Strategy<Value = Vec<u64>> {
        // Even ones, small ones that all begin at the same place, and the two ends.
        let one = prop_oneof![any::<u64>(), 0_u64..20, Just(u64::MAX)];
        prop::collection::vec(one, 0..120)
    }

    proptest! {
        #[test]
        fn shared_counts_as_sets_do(a in prop::collection::btree_set(0_u32..50, 0..40), b in prop::collection::btree_set(0_u32..50, 0..40)) {
            let (x, y): (Vec<_>, Vec<_>) = (a.iter().collect(), b.iter().collect());
            prop_assert_eq!(shared(&x, &y), a.intersection(&b).count());
        }

        #[test]
        fn it_answers_as_a_tree_does(a in hashes(), b in hashes()) {
            let mut set = HashedSet::default();
            for filled in [&a, &b] {
                let tree: BTreeSet<u64> = filled.iter().copied().collect();
                set.fill(filled);
                for hash in a.iter().chain(&b) {
                    prop_assert_eq!(set.contains(*hash), tree.contains(hash));
                }
            }
            let mut once = a.clone();
            set.drop_repeats(&mut once);
            let tree: BTreeSet<u64> = a.iter().copied().collect();
            prop_assert_eq!(once.len(), tree.len());
            prop_assert_eq!(once.iter().copied().collect::<BTreeSet<_>>(), tree);
        }
    }
}
