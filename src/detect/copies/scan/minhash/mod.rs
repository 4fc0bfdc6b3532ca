//! `MinHash`es that grow and merge: sketches of any number of slots, kept up to date as a set grows.
//!
//! In: hashes of a set's elements, one after the other or many at once. Out: a [`MinHash`], whose share
//! of slots equal to another's estimates the resemblance of the two sets, with a standard error of at
//! most 1/(2 sqrt slots). Promise: the same set gives the same slots, however it was put together;
//! slot by slot the smaller of two is the `MinHash` of the union.
//!
//! Method: that of [`mod@super::sketch`]: in a round every element draws a slot and a value, and a slot
//! goes to the earliest round that reaches it, within the round to the least value. A slot keeps both as
//! one number that sorts so. The first round decides nearly all slots of large sets, so it gets most
//! of the numbers: 25 significant bits of its value at any size, 16 bits in later rounds.
//!
//! Cost: about a nanosecond an element in sets of some hundred; a single element costs as many
//! rounds as the last slot took, two or three then. Memory: 4 bytes a slot.
//!
//! Source: as for sketches; that the number of elements follows from the slots: the censored mean
//! of exponential waiting times, see Cohen 1997, "Size-estimation framework".

#![expect(
    clippy::cast_precision_loss,
    reason = "numbers of slots lie far below 2^52"
)]

mod number;

use super::hash::mix;
use crate::error::{Error, ErrorKind};

use number::{LAST_ROUND, drawn, draws, filled, first, round_of, scaled, waited};

/// Most slots of a [`MinHash`].
pub const MOST_SLOTS: usize = (LAST_ROUND as usize).div_ceil(2);
/// What a slot holds that no element has reached.
pub const EMPTY: u32 = u32::MAX;

/// Elements that are worth a pass of their own rather than one at a time.
const MANY: usize = 8;

/// A sketch of a set that grows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MinHash {
    slots: Box<[u32]>,
    seed: u64,
}

impl MinHash {
    /// That of the empty set, with so many slots.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] when there are to be no slots, or more than [`MOST_SLOTS`].
    pub fn new(slots: usize, seed: u64) -> Result<Self, Error> {
        Self::from_slots(vec![EMPTY; slots].into(), seed)
    }

    /// One that was taken apart.
    ///
    /// # Errors
    /// As [`MinHash::new`].
    pub fn from_slots(slots: Box<[u32]>, seed: u64) -> Result<Self, Error> {
        if slots.is_empty() || slots.len() > MOST_SLOTS {
            return Err(Error::usage(format!("a MinHash of {} slots", slots.len()))
                .help(format!("take 1 to {MOST_SLOTS}; 128 are usual")));
        }
        Ok(Self { slots, seed })
    }

    /// Adds an element by its hash, which need not be well mixed.
    pub fn add(&mut self, hash: u64) {
        let x = self.element(hash);
        let slots = self.slots.len();
        // Later than the last slot was won nothing more can be.
        let last = self.slots.iter().max().map_or(0, |&slot| round_of(slot));
        let last = last.min(2 * draws(slots) - 1);
        for round in 0..=last.min(draws(slots) - 1) {
            let (slot, number) = drawn(x, round, slots);
            self.slots[slot] = self.slots[slot].min(number);
        }
        for round in draws(slots)..=last {
            let (slot, number) = filled(x, round, slots);
            self.slots[slot] = self.slots[slot].min(number);
        }
    }

    /// Adds elements by their hashes, in any order, repeats allowed.
    pub fn add_all(&mut self, hashes: &[u64]) {
        if hashes.len() < MANY {
            for &hash in hashes {
                self.add(hash);
            }
            return;
        }
        let mut open = vec![true; self.slots.len()];
        let mut fresh = vec![EMPTY; self.slots.len()];
        self.first_round(hashes, &mut fresh);
        let mut round = 1;
        while self.find_open(round, &fresh, &mut open) {
            self.later_round(hashes, round, &open, &mut fresh);
            round += 1;
        }
        self.take_least(&fresh);
    }

    /// Makes this the `MinHash` of both sets together.
    ///
    /// # Errors
    /// [`ErrorKind::Incompatible`] when the two differ in seed or number of slots.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.check(other)?;
        self.take_least(&other.slots);
        Ok(())
    }

    /// Estimated resemblance of the two sets, 0 to 1; two empty sets are equal.
    ///
    /// # Errors
    /// As [`MinHash::merge`].
    pub fn resemblance(&self, other: &Self) -> Result<f64, Error> {
        self.check(other)?;
        let both = self.slots.iter().zip(&other.slots);
        let equal = both.filter(|(a, b)| a == b).count();
        Ok(equal as f64 / self.slots.len() as f64)
    }

    /// Estimated number of different elements, with a relative standard error of about 1/sqrt slots.
    pub fn count(&self) -> f64 {
        let slots = self.slots.len();
        let within = |&&slot: &&u32| slot != EMPTY && round_of(slot) < draws(slots);
        let decided = self.slots.iter().filter(within).count();
        let waited = |&slot: &u32| waited(slot).min(slots as f64);
        let all: f64 = self.slots.iter().map(waited).sum();
        decided as f64 * slots as f64 / all
    }

    /// Whether no element was added.
    pub fn is_empty(&self) -> bool {
        self.slots.iter().all(|&slot| slot == EMPTY)
    }

    /// The numbers of the slots; [`EMPTY`] where nothing was added.
    pub fn slots(&self) -> &[u32] {
        &self.slots
    }

    /// The seed that its hashes are mixed with.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    fn check(&self, other: &Self) -> Result<(), Error> {
        let differ = |what: &str, a: u64, b: u64| {
            Err(Error::new(
                ErrorKind::Incompatible,
                format!("MinHashes of different {what}, {a} and {b}"),
            )
            .help("make both with the same seed and number of slots"))
        };
        match (self.slots.len(), other.slots.len()) {
            (a, b) if a != b => differ("numbers of slots", a as u64, b as u64),
            _ if self.seed != other.seed => differ("seeds", self.seed, other.seed),
            _ => Ok(()),
        }
    }

    fn take_least(&mut self, others: &[u32]) {
        for (slot, &other) in self.slots.iter_mut().zip(others) {
            *slot = (*slot).min(other);
        }
    }

    #[inline]
    fn element(&self, hash: u64) -> u64 {
        mix(hash ^ self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The round in which a large set decides nearly every slot. Which value is less is seen without
    /// making numbers of them, so that is done at its end.
    fn first_round(&self, hashes: &[u64], fresh: &mut [u32]) {
        let slots = fresh.len();
        let mut least = vec![u64::MAX; slots];
        for &hash in hashes {
            let (slot, value) = scaled(self.element(hash), slots);
            least[slot] = least[slot].min(value);
        }
        for (number, &value) in fresh.iter_mut().zip(&least) {
            if value < u64::MAX {
                *number = first(value);
            }
        }
    }

    /// Notes which slots a round can still win, and says whether there are any. What was won before the
    /// elements came cannot be won by them in a later round.
    fn find_open(&self, round: u32, fresh: &[u32], open: &mut [bool]) -> bool {
        let both = fresh.iter().zip(&self.slots);
        for (open, (&fresh, &before)) in open.iter_mut().zip(both) {
            *open = fresh == EMPTY && round_of(before) >= round;
        }
        open.contains(&true)
    }

    fn later_round(&self, hashes: &[u64], round: u32, open: &[bool], fresh: &mut [u32]) {
        let slots = fresh.len();
        let mut offer = |(slot, number): (usize, u32)| {
            if open[slot] {
                fresh[slot] = fresh[slot].min(number);
            }
        };
        if round < draws(slots) {
            for &hash in hashes {
                offer(drawn(self.element(hash), round, slots));
            }
        } else if open[(round - draws(slots)) as usize] {
            for &hash in hashes {
                offer(filled(self.element(hash), round, slots));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::copies::scan::sketch;

    fn of(slots: usize, hashes: &[u64]) -> MinHash {
        let mut made = MinHash::new(slots, 1).expect("slots");
        made.add_all(hashes);
        made
    }

    /// Two sets of `n` elements that share `shared`, new for every trial.
    fn sets(n: usize, shared: usize, trial: u64) -> [Vec<u64>; 2] {
        let hash = |i: usize| mix(trial << 32 | i as u64);
        [0, n - shared].map(|from| (from..from + n).map(hash).collect())
    }

    #[test]
    fn estimates_are_unbiased_and_as_noisy_as_theory_says() {
        for (slots, n, trials) in [
            (64, 5, 3000),
            (100, 40, 2000),
            (128, 300, 1000),
            (256, 4000, 100),
        ] {
            let shared = n * 2 / 3;
            let truth = shared as f64 / (2 * n - shared) as f64;
            let errors: Vec<f64> = (0..trials)
                .map(|trial| {
                    let [a, b] = sets(n, shared, trial);
                    of(slots, &a).resemblance(&of(slots, &b)).expect("alike") - truth
                })
                .collect();
            let mean = errors.iter().sum::<f64>() / trials as f64;
            let rmse = (errors.iter().map(|e| e * e).sum::<f64>() / trials as f64).sqrt();
            let theory = (truth * (1.0 - truth) / slots as f64).sqrt();
            let name = format!("{slots} slots, {n} elements: bias {mean:.4}, rmse {rmse:.4}");
            assert!(mean.abs() < 4.0 * theory / (trials as f64).sqrt(), "{name}");
            assert!(
                rmse < theory * (1.0 + 4.0 / (2.0 * trials as f64).sqrt()),
                "{name}"
            );
        }
    }

    #[test]
    fn the_count_is_estimated_at_every_size() {
        for (n, trials) in [(1, 400), (3, 400), (50, 400), (1000, 200), (100_000, 10)] {
            let counts = (0..trials).map(|trial| of(128, &sets(n, 0, trial)[0]).count());
            let mean = counts.sum::<f64>() / trials as f64;
            let error = n as f64 / 128_f64.sqrt() / (trials as f64).sqrt();
            assert!(
                (mean - n as f64).abs() < 4.0 * error + 0.02 * n as f64,
                "{n}: {mean}"
            );
        }
        assert!(of(128, &[]).count() < 0.001);
    }

    #[test]
    fn the_same_elements_win_as_in_a_sketch() {
        for (n, shared) in [(10, 5), (400, 300), (3000, 1000)] {
            for trial in 0..20 {
                let [a, b] = sets(n, shared, trial);
                // The seed 0 and mixed hashes leave an element's hash as the mix of it.
                let mixed = |set: &[u64]| set.iter().map(|&x| mix(x)).collect::<Vec<u64>>();
                let [mut one, mut other] =
                    [0, 0].map(|seed| MinHash::new(128, seed).expect("slots"));
                one.add_all(&a);
                other.add_all(&b);
                let equal = one.resemblance(&other).expect("alike") * 128.0;
                let sketched = [&a, &b].map(|set| sketch(&mixed(set)));
                let expected = sketch::equal_slots(&sketched[0], &sketched[1]);
                // A sketch takes one in 65,536 of the slots that differ for equal.
                assert!(
                    (equal - f64::from(expected)).abs() < 1.5,
                    "{n}, {trial}: {equal}, {expected}"
                );
            }
        }
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        assert!(MinHash::new(0, 1).is_err() && MinHash::new(MOST_SLOTS + 1, 1).is_err());
        let mut one = of(64, &[1]);
        for other in [of(128, &[1]), MinHash::new(64, 2).expect("slots")] {
            let error = one.merge(&other).expect_err("unlike");
            assert_eq!(error.kind(), ErrorKind::Incompatible);
        }
    }

    proptest! {
        #[test]
        fn a_set_has_one_minhash_however_it_was_put_together(
            hashes in prop::collection::vec(any::<u64>(), 0..60),
            cut in 0_usize..60,
            slots in prop::sample::select(vec![1_usize, 2, 4, 7, 128]),
        ) {
            let whole = of(slots, &hashes);
            let mut one_by_one = of(slots, &[]);
            for &hash in hashes.iter().rev().chain(&hashes) {
                one_by_one.add(hash);
            }
            prop_assert_eq!(&whole, &one_by_one);
            let (before, behind) = hashes.split_at(cut.min(hashes.len()));
            let mut merged = of(slots, before);
            merged.merge(&of(slots, behind)).expect("alike");
            prop_assert_eq!(&whole, &merged);
            let mut grown = of(slots, before);
            grown.add_all(behind);
            prop_assert_eq!(&whole, &grown);
        }
    }
}
