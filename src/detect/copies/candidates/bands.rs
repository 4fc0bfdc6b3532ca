//! Bands: how many slots must agree, and how often that is tried, for a threshold and a recall.
//!
//! In: a resemblance threshold and the probability with which a pair at the threshold must be
//! found. Out: a [`Plan`], and a key for every band of a sketch; articles that share a key are
//! candidates. Promise: [`Plan::probability`] at the threshold is at least the recall asked for,
//! and the rows are the most for which that holds with at most 96 bands (192 in feeds of
//! half a million articles or more), so that
//! unrelated articles meet as seldom as possible.
//!
//! Bands may share slots: each is a different choice of rows among the 128, every slot used
//! equally often. Two texts of resemblance s have K equal slots, K binomial(128, s), and a band
//! of r rows matches with probability C(K, r) / C(128, r). A candidate must besides have at least
//! [`Plan::least_equal`] equal slots, which spares reading texts that are far below the threshold.
//! Cost: bands times a sort of the articles.
//!
//! Source: Indyk and Motwani 1998 for banding; slots shared between bands as in Andoni and Indyk
//! 2006, "Efficient algorithms for substring near neighbor problem".

use crate::detect::copies::scan::hash::mix;
use crate::detect::copies::scan::sketch::{SLOTS, Slots};
use crate::detection::BandPlan;
use crate::error::Error;

/// Articles from which a feed is large.
const LARGE: usize = 500_000;
/// Most rows of a band; 32 equal slots of 128 leave no room for chance.
const MOST_ROWS: usize = 32;
/// Numbers by which the members of a large key are sorted, four slots each.
const MORE: usize = 6;
/// Share of the misses allowed at the threshold that the test of `least_equal` may cause.
const SHARE_OF_MISSES: f64 = 0.1;

/// Most bands that a plan for so many articles may use. Each costs a sort of all articles; fewer bands
/// have fewer rows, in which unrelated articles meet more often: in a large feed that costs more.
const fn most_bands(articles: usize) -> usize {
    if articles < LARGE { 96 } else { 192 }
}

/// Bands and rows with what they promise.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    threshold: f64,
    recall: f64,
    rows: usize,
    least_equal: u32,
    /// The slots of each band, `rows` of them, one band after the other.
    design: Vec<u8>,
    /// An odd factor for each row of a band.
    factors: Vec<u64>,
}

impl Plan {
    /// Chooses bands and rows for a feed of so many articles.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Config`] when no choice reaches the recall: the threshold is too low
    /// for 128 slots.
    pub fn new(threshold: f64, recall: f64, articles: usize) -> Result<Self, Error> {
        let most_bands = most_bands(articles);
        let misses = 1.0 - recall;
        let least_equal = least_equal(threshold, misses * SHARE_OF_MISSES);
        let fewest = |rows| {
            let reached = |bands| probability(threshold, bands, rows, least_equal) >= recall;
            reached(most_bands).then(|| {
                let all: Vec<usize> = (1..=most_bands).collect();
                all.partition_point(|&bands| !reached(bands)) + 1
            })
        };
        let Some((rows, count)) = (1..=MOST_ROWS)
            .rev()
            .find_map(|rows| fewest(rows).map(|count| (rows, count)))
        else {
            let reachable = probability(threshold, most_bands, 1, least_equal);
            return Err(Error::config(format!(
                "copies.threshold {threshold} with copies.recall {recall} cannot be reached: {most_bands} bands of one slot find {reachable:.4}"
            ))
            .help("raise copies.threshold or lower copies.recall"));
        };
        Ok(Self {
            threshold,
            recall,
            rows,
            least_equal,
            design: design(count, rows),
            factors: (0..rows as u64).map(|row| mix(row + 1) | 1).collect(),
        })
    }

    /// Number of bands.
    pub fn bands(&self) -> usize {
        self.design.len() / self.rows
    }

    /// Slots per band.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Equal slots, of 128, that a candidate must have.
    pub fn least_equal(&self) -> u32 {
        self.least_equal
    }

    /// Probability that a pair of this resemblance becomes a candidate, 0 to 1.
    pub fn probability(&self, resemblance: f64) -> f64 {
        probability(resemblance, self.bands(), self.rows, self.least_equal)
    }

    /// The key of one band of a sketch.
    #[inline]
    pub fn key(&self, band: usize, slots: &Slots) -> u32 {
        // Multiply-shift over a vector (Dietzfelbinger 1996): slots are hashes already.
        let rows = &self.design[band * self.rows..(band + 1) * self.rows];
        let sum = rows
            .iter()
            .zip(&self.factors)
            .fold(0_u64, |sum, (&slot, &factor)| {
                sum.wrapping_add(u64::from(slots[usize::from(slot)]).wrapping_mul(factor))
            });
        (sum >> 32) as u32
    }

    /// The slots that follow a band's in the design: of those that agree in the band, the more alike two
    /// sketches are the longer they are likely to agree here, too.
    #[inline]
    pub(in crate::detect::copies) fn more(&self, band: usize, slots: &Slots) -> [u64; MORE] {
        let from = (band + 1) * self.rows;
        let slot = |at| slots[usize::from(self.design[(from + at) % self.design.len()])];
        std::array::from_fn(|four| {
            (4 * four..4 * four + 4).fold(0, |number, at| number << 16 | u64::from(slot(at)))
        })
    }

    /// The plan as it is reported, the curve at every twentieth; recall not yet measured.
    pub fn report(&self) -> BandPlan {
        let at = |i: u32| f64::from(i) / 20.0;
        BandPlan {
            bands: self.bands(),
            rows: self.rows,
            threshold: self.threshold,
            target_recall: self.recall,
            curve: (0..=20).map(|i| (at(i), self.probability(at(i)))).collect(),
            measured_recall: None,
            measured_pairs: 0,
        }
    }
}

/// Bands of `rows` slots each: chunks of shuffles of all slots, so that use is even.
fn design(count: usize, rows: usize) -> Vec<u8> {
    let mut bands = Vec::new();
    let mut state = 0_u64;
    while bands.len() < count * rows {
        let mut slots: Vec<u8> = (0..=127).collect();
        for i in (1..SLOTS).rev() {
            state += 1;
            // The bias of the remainder is below 2^-57.
            let j = mix(state) % (i as u64 + 1);
            slots.swap(i, usize::try_from(j).unwrap_or(i));
        }
        bands.extend_from_slice(&slots[..SLOTS / rows * rows]);
    }
    bands.truncate(count * rows);
    bands
}

/// Probability that a binomial(128, p) number of slots is `k`, for every `k`.
fn binomial(p: f64) -> Vec<f64> {
    let mut choose = 0.0_f64;
    (0..=SLOTS)
        .map(|k| {
            if k > 0 {
                choose += ((SLOTS - k + 1) as f64 / k as f64).ln();
            }
            let power = |base: f64, n: usize| if n == 0 { 0.0 } else { n as f64 * base.ln() };
            (choose + power(p, k) + power(1.0 - p, SLOTS - k)).exp()
        })
        .collect()
}

fn probability(resemblance: f64, bands: usize, rows: usize, least_equal: u32) -> f64 {
    let found = |equal: usize| {
        if equal < rows || equal < least_equal as usize {
            return 0.0;
        }
        let one_band: f64 = (0..rows)
            .map(|i| (equal - i) as f64 / (SLOTS - i) as f64)
            .product();
        1.0 - (1.0 - one_band).powf(bands as f64)
    };
    let sum: f64 = (0..)
        .zip(binomial(resemblance))
        .map(|(k, p)| p * found(k))
        .sum();
    sum.clamp(0.0, 1.0)
}

/// The most equal slots that a pair at the threshold falls short of with at most this probability.
fn least_equal(threshold: f64, miss: f64) -> u32 {
    let mut below = 0.0;
    (0..)
        .zip(binomial(threshold))
        .find_map(|(k, p)| {
            below += p;
            (below > miss).then_some(k)
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::copies::scan::sketch::{equal_slots, sketch};

    #[test]
    fn the_plan_keeps_its_promise_for_every_threshold_and_recall() {
        for threshold in [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0] {
            for recall in [0.9, 0.99, 0.999] {
                for (articles, most) in [(2, 96), (LARGE, 192)] {
                    let plan = Plan::new(threshold, recall, articles).expect("reachable");
                    let name = format!("{threshold} {recall}: {} x {}", plan.bands(), plan.rows());
                    assert!(plan.probability(threshold) >= recall, "{name}");
                    assert!(plan.bands() <= most, "{name}");
                    assert!(plan.probability(0.0) < 1e-9, "{name}");
                }
            }
        }
    }

    #[test]
    fn an_unreachable_recall_is_an_error_that_says_how_to_repair_it() {
        let error = Plan::new(0.02, 0.999, 2).expect_err("too low");
        assert!(error.repair().is_some(), "{error}");
    }

    #[test]
    fn more_rows_would_miss_the_recall() {
        for (articles, most, rows) in [(2, 96, 3), (LARGE, 192, 4)] {
            let plan = Plan::new(0.5, 0.999, articles).expect("reachable");
            assert_eq!(plan.rows(), rows);
            let found = |bands, rows| probability(0.5, bands, rows, plan.least_equal());
            assert!(found(most, rows + 1) < 0.999);
            assert!(found(plan.bands() - 1, rows) < 0.999);
        }
    }

    #[test]
    fn every_slot_is_used_equally_often() {
        let plan = Plan::new(0.5, 0.999, 2).expect("reachable");
        let mut uses = [0; SLOTS];
        for slot in &plan.design {
            uses[usize::from(*slot)] += 1;
        }
        let (least, most) = (uses.iter().min(), uses.iter().max());
        assert!(most <= least.map(|x| x + 2).as_ref(), "{uses:?}");
    }

    /// The prediction against real sketches of sets with that resemblance.
    #[test]
    fn the_predicted_curve_is_what_sketches_do() {
        let plan = Plan::new(0.6, 0.99, 2).expect("reachable");
        let trials = 1500;
        for (n, shared) in [(300_u64, 120), (300, 170), (300, 225)] {
            let truth = shared as f64 / (2 * n - shared) as f64;
            let mut found = 0;
            for trial in 0..trials {
                let hash = |i: u64| mix(mix(trial) ^ i);
                let a: Vec<u64> = (0..n).map(hash).collect();
                let b: Vec<u64> = (n - shared..2 * n - shared).map(hash).collect();
                let (a, b) = (sketch(&a), sketch(&b));
                let met = (0..plan.bands()).any(|band| plan.key(band, &a) == plan.key(band, &b));
                found += u32::from(met && equal_slots(&a, &b) >= plan.least_equal());
            }
            let predicted = plan.probability(truth);
            let measured = f64::from(found) / trials as f64;
            let error = (predicted * (1.0 - predicted) / trials as f64).sqrt();
            assert!(
                (measured - predicted).abs() < 4.0 * error + 0.02,
                "resemblance {truth:.2}: predicted {predicted:.3}, measured {measured:.3}"
            );
        }
    }
}
