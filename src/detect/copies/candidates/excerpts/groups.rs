//! Who stands under a key, and under which keys an article stands.
//!
//! In: the keys of every article. Out: [`Groups`] of the articles under one key, and each article's
//! uses of them. Cost: one sort of 8-byte entries, a range of keys at a time.

use rayon::prelude::*;

use super::{Keyed, Place, Shelf};
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::unpack;
use crate::detect::structures::rows::Rows;
use crate::detect::structures::sort;

/// Keys that are sorted at once: 64 MB with the buffer.
const KEYS_AT_ONCE: usize = 1 << 22;

/// The articles under every key that more than one has.
#[derive(Default)]
pub(super) struct Groups {
    /// Ascending within each group.
    members: Vec<Place>,
    /// Where each group ends in `members`.
    ends: Vec<usize>,
}

impl Groups {
    /// Most keys have one article and are dropped at once, a range of keys at a time, so that the
    /// sort needs little memory.
    pub(super) fn new<'a>(shelf: &Shelf, keyed: &(impl Fn(Rank) -> Keyed<'a> + Sync)) -> Self {
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

    /// The groups that each of so many places stands in, by number.
    pub(super) fn uses(&self, places: usize) -> Rows {
        let groups = (0..).take(self.ends.len());
        let of_group = |at| self.get(at).iter().map(move |&place| (place, at));
        Rows::new(places, groups.flat_map(of_group))
    }

    /// All groups.
    pub(super) fn all(&self) -> impl Iterator<Item = &[Place]> {
        (0..).take(self.ends.len()).map(|at| self.get(at))
    }

    pub(super) fn get(&self, at: u32) -> &[Place] {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.members[start..self.ends[at]]
    }
}
