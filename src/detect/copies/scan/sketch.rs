//! Sketches: 128 numbers that stand for a shingle set and estimate resemblance.
//!
//! In: shingle hashes, in any order, repeats allowed. Out: [`Slots`]. Promise: the share of equal
//! slots of two sketches estimates their resemblance with a bias below 1/65,536 and a standard error
//! of at most 1/(2 sqrt 128) = 0.044; every shingle takes part, whatever the length or order of the text.
//!
//! Method: in round i every shingle draws a slot and a value and the slot keeps its least; further
//! rounds fill only slots that are still empty, first by drawing and, in rounds 128 to 255, slot by
//! slot, so that every slot of a non-empty set is filled. Cost: O(n + 128 log 128); above some 400
//! shingles two or three rounds do. Worst case: one shingle, 256 rounds.
//!
//! Source: Dahlgaard, Knudsen, Thorup 2017, "Fast Similarity Sketching" (arXiv 1704.04370); slots cut
//! to few bits: Li and König 2010, "b-Bit Minwise Hashing".

use super::hash::mix;
use crate::config::Profile;
use crate::error::{Error, ErrorKind};

/// Slots of a sketch.
pub const SLOTS: usize = 128;
/// The numbers of a sketch. Equal slots mean that the same shingle won them, but for one in 65,536 of
/// those that differ.
pub type Slots = [u16; SLOTS];

/// What a sketch was made with: only sketches of equal schemes may be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Scheme {
    /// Name of the method.
    pub name: SchemeName,
    /// Version of method and hashes: raised whenever a slot's value can change.
    pub version: u16,
    /// Seed of the hashes.
    pub seed: u64,
    /// Number of slots.
    pub slots: u16,
    /// Words per shingle.
    pub shingle_words: u16,
    /// Characters per shingle of short texts.
    pub shingle_characters: u16,
    /// The profile whose normaliser cut the words.
    pub normaliser: Profile,
}

/// Methods of sketching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SchemeName {
    /// Fast Similarity Sketching.
    FastSimilarity,
}

impl Scheme {
    /// The scheme of this version of the library.
    pub fn current(profile: Profile, seed: u64) -> Self {
        Self {
            name: SchemeName::FastSimilarity,
            version: 2,
            seed,
            slots: 128,
            shingle_words: 3,
            shingle_characters: 5,
            normaliser: profile,
        }
    }

    /// Checks that sketches of two schemes may be compared.
    ///
    /// # Errors
    /// [`ErrorKind::Incompatible`] when any part differs.
    pub fn check(&self, other: &Self) -> Result<(), Error> {
        if self == other {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Incompatible,
            format!("sketches of different schemes: {self:?} and {other:?}"),
        )
        .help("sketch both with the same version, seed and profile"))
    }
}

/// A sketch with the scheme that it was made with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    scheme: Scheme,
    slots: Option<Box<Slots>>,
}

impl Sketch {
    /// Sketches a set of shingle hashes; repeats and order make no difference.
    pub fn new(scheme: Scheme, shingles: &[u64]) -> Self {
        let slots = (!shingles.is_empty()).then(|| Box::new(sketch(shingles)));
        Self { scheme, slots }
    }

    /// Estimated resemblance, 0 to 1; 0 when either set was empty.
    ///
    /// # Errors
    /// [`ErrorKind::Incompatible`] when the sketches were made with different schemes.
    pub fn resemblance(&self, other: &Self) -> Result<f64, Error> {
        self.scheme.check(&other.scheme)?;
        Ok(match (&self.slots, &other.slots) {
            (Some(a), Some(b)) => f64::from(equal_slots(a, b)) / 128.0,
            _ => 0.0,
        })
    }

    /// What it was made with.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Its slots; none for the empty set.
    pub fn slots(&self) -> Option<&Slots> {
        self.slots.as_deref()
    }
}

/// Number of equal slots, 0 to 128.
#[inline]
pub fn equal_slots(a: &Slots, b: &Slots) -> u32 {
    // Counted in numbers as wide as a slot, which takes the fewest instructions.
    let equal: u16 = a.iter().zip(b).map(|(x, y)| u16::from(x == y)).sum();
    u32::from(equal)
}

/// Rounds in which every shingle draws a slot.
const DRAWS: u64 = SLOTS as u64;
/// Bits of a hash that are its value; the others choose the slot.
const VALUE: u64 = (1 << 57) - 1;
/// A slot that nothing has won yet.
const EMPTY: u64 = u64::MAX;

/// The slots of a non-empty set; all zero for the empty one.
pub fn sketch(shingles: &[u64]) -> Slots {
    if shingles.is_empty() {
        return [0; SLOTS];
    }
    let mut least = [EMPTY; SLOTS];
    // The hashes are already mixed: round 0 reads slot and value straight from them.
    for &x in shingles {
        let slot = &mut least[(x >> 57) as usize];
        *slot = (*slot).min(x & VALUE);
    }
    let mut round = 1;
    while let Some(open) = open_slots(&least) {
        if round < DRAWS {
            draw(shingles, round, open, &mut least);
        } else {
            fill(shingles, round, &mut least[(round & (DRAWS - 1)) as usize]);
        }
        round += 1;
    }
    // The winner's value identifies it within its slot and round; fold it to 16 bits: what they let
    // collide lies far below the standard error of an estimate.
    least.map(|x| {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "16 well-mixed bits are kept"
        )]
        let slot = mix(x) as u16;
        slot
    })
}

/// Which slots are empty, as bits; none when all are won.
fn open_slots(least: &[u64; SLOTS]) -> Option<[u64; 2]> {
    let mut open = [0; 2];
    for (i, slot) in least.iter().enumerate() {
        open[i / 64] |= u64::from(*slot == EMPTY) << (i % 64);
    }
    (open != [0, 0]).then_some(open)
}

/// One round in which every shingle draws a slot; only open ones can be won.
fn draw(shingles: &[u64], round: u64, open: [u64; 2], least: &mut [u64; SLOTS]) {
    let key = mix(round);
    for &x in shingles {
        // The slot is drawn by one multiplication; a value is only made where it may count.
        let slot = (x.wrapping_mul(key | 1) >> 57) as usize;
        if open[slot / 64] >> (slot % 64) & 1 == 1 {
            least[slot] = least[slot].min(remix(x, key) & VALUE);
        }
    }
}

/// One round of the last part: all shingles compete for one slot.
fn fill(shingles: &[u64], round: u64, slot: &mut u64) {
    if *slot == EMPTY {
        let key = mix(round);
        *slot = shingles
            .iter()
            .map(|&x| remix(x, key) & VALUE)
            .min()
            .unwrap_or(EMPTY);
    }
}

/// An independent hash of a mixed one.
#[inline]
pub(super) fn remix(x: u64, key: u64) -> u64 {
    let y = (x ^ key).wrapping_mul(0x9fb2_1c65_1e98_df25);
    (y ^ (y >> 32)).wrapping_mul(0x3c79_ac49_2ba7_b653)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Two sets of `n` shingles with resemblance `shared / (2 n - shared)`, new for every trial.
    fn sets(n: usize, shared: usize, trial: u64) -> (Vec<u64>, Vec<u64>) {
        let hash = |i: usize| mix(mix(trial).wrapping_add(i as u64));
        let a = (0..n).map(hash).collect();
        let b = (n - shared..2 * n - shared).map(hash).collect();
        (a, b)
    }

    /// Bias and root mean square error of the estimate over many trials, from `sketch`.
    fn errors(
        n: usize,
        shared: usize,
        trials: u64,
        sketch: impl Fn(&[u64]) -> Slots,
    ) -> (f64, f64, f64) {
        let truth = shared as f64 / (2 * n - shared) as f64;
        let (mut sum, mut squares) = (0.0, 0.0);
        for trial in 0..trials {
            let (a, b) = sets(n, shared, trial);
            let error = f64::from(equal_slots(&sketch(&a), &sketch(&b))) / 128.0 - truth;
            sum += error;
            squares += error * error;
        }
        (truth, sum / trials as f64, (squares / trials as f64).sqrt())
    }

    const SIZES: [(usize, u64); 5] = [
        (5, 2000),
        (20, 2000),
        (100, 1000),
        (1_000, 300),
        (10_000, 40),
    ];

    /// Whether estimates are unbiased and no noisier than independent slots would be.
    fn agrees_with_theory(sketch: impl Fn(&[u64]) -> Slots) -> Result<(), String> {
        for (n, trials) in SIZES {
            for shared in [n / 5, n / 2, n * 4 / 5] {
                let (truth, bias, rmse) = errors(n, shared, trials, &sketch);
                let theory = (truth * (1.0 - truth) / 128.0).sqrt();
                // Four standard errors of a mean of `trials` estimates; for the RMSE, whose own
                // relative standard error is 1/sqrt(2 trials), the same.
                let bias_limit = 4.0 * theory / (trials as f64).sqrt();
                let rmse_limit = theory * (1.0 + 4.0 / (2.0 * trials as f64).sqrt());
                if bias.abs() > bias_limit || rmse > rmse_limit {
                    return Err(format!(
                        "n {n}, resemblance {truth:.3}: bias {bias:.5} (limit {bias_limit:.5}), rmse {rmse:.5} (limit {rmse_limit:.5})"
                    ));
                }
            }
        }
        Ok(())
    }

    #[test]
    fn estimates_agree_with_theory_at_every_size() {
        agrees_with_theory(sketch).expect("an unbiased sketch");
    }

    #[test]
    fn the_test_of_theory_fails_a_broken_hash_and_a_sampled_set() {
        let narrow = |set: &[u64]| sketch(&set.iter().map(|x| x >> 54 << 54).collect::<Vec<_>>());
        let sampled = |set: &[u64]| sketch(&set.iter().step_by(7).copied().collect::<Vec<_>>());
        let short = |set: &[u64]| sketch(set).map(|slot| slot & 3);
        agrees_with_theory(narrow).expect_err("hashes of ten bits");
        agrees_with_theory(sampled).expect_err("every seventh shingle by position");
        agrees_with_theory(short).expect_err("slots of two bits");
    }

    #[test]
    fn sketches_of_different_schemes_are_never_compared() {
        let base = Scheme::current(Profile::News, 0);
        let sketch = |scheme| Sketch::new(scheme, &[1, 2, 3]);
        assert!(
            sketch(base)
                .resemblance(&sketch(base))
                .is_ok_and(|r| r > 0.999)
        );
        for other in [
            Scheme {
                version: base.version + 1,
                ..base
            },
            Scheme { seed: 1, ..base },
            Scheme { slots: 64, ..base },
            Scheme {
                shingle_words: 5,
                ..base
            },
            Scheme {
                shingle_characters: 4,
                ..base
            },
            Scheme::current(Profile::Reference, 0),
        ] {
            let error = sketch(base).resemblance(&sketch(other)).expect_err("mixed");
            assert_eq!(error.kind(), ErrorKind::Incompatible);
        }
    }

    #[test]
    fn the_empty_set_resembles_nothing() {
        let scheme = Scheme::current(Profile::News, 0);
        let empty = Sketch::new(scheme, &[]);
        assert!(empty.resemblance(&empty).expect("one scheme") < 0.001);
        assert!(empty.slots().is_none());
    }

    proptest! {
        #[test]
        fn order_and_repeats_make_no_difference(mut set in prop::collection::vec(any::<u64>(), 1..300)) {
            let first = sketch(&set);
            set.reverse();
            set.extend_from_within(..);
            prop_assert_eq!(first, sketch(&set));
        }
    }
}
