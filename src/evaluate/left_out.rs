//! Leave one set out: the calibration fitted on the other sets, measured on this one.
//!
//! In: each set's scores beside the truth. Out: for each set a [`HeldOut`]: the map that the other
//! sets give, and how well the mapped scores agree with the truth here. The shipped scores are
//! mapped through their log-odds, so where the shipped calibration is itself a logistic map of a
//! raw score, this refits exactly that map. Every set weighs the same, whatever its number of
//! pairs; a set with one outcome only teaches nothing and is left out of the fits.

use serde::Serialize;

use super::agreement::real;
use super::calibrate::{Observation, Platt, log_odds, logistic};
use super::calibration::{Judged, Reliability};

/// A set judged by a calibration that never saw it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeldOut {
    /// From the log-odds of the shipped score to a probability.
    pub map: Platt,
    /// The shipped score that the map makes one half: clustering with it as the threshold is
    /// clustering with the refitted scores at the default threshold.
    pub threshold: f64,
    /// Of the mapped scores.
    pub calibration: Reliability,
    /// The mapped scores.
    #[serde(skip)]
    pub judged: Vec<Judged>,
}

/// The map that fits all sets together; `None` when no set has both outcomes.
pub fn fit(sets: &[&[Judged]]) -> Option<Platt> {
    let taught: Vec<&[Judged]> = sets.iter().copied().filter(|set| teaches(set)).collect();
    let all: usize = taught.iter().map(|set| set.len()).sum();
    let share = real(all as u64) / real((taught.len() as u64).max(1));
    let observations: Vec<Observation> = taught
        .iter()
        .flat_map(|set| {
            let weight = share / real(set.len() as u64);
            set.iter().map(move |judged| Observation {
                raw: log_odds(judged.score),
                holds: judged.truth > 0.5,
                weight,
            })
        })
        .collect();
    Platt::fit(&observations)
}

/// Holds each set out in turn; `None` for a set without scores, or when the others teach nothing.
pub fn each(sets: &[&[Judged]]) -> Vec<Option<HeldOut>> {
    (0..sets.len())
        .map(|left_out| {
            let others: Vec<&[Judged]> = sets
                .iter()
                .enumerate()
                .filter_map(|(i, set)| (i != left_out).then_some(*set))
                .collect();
            let map = fit(&others)?;
            let judged: Vec<Judged> = sets[left_out]
                .iter()
                .map(|j| Judged {
                    score: map.apply(log_odds(j.score)),
                    truth: j.truth,
                })
                .collect();
            Some(HeldOut {
                map,
                threshold: logistic(map.invert(0.5)?),
                calibration: Reliability::of(&judged)?,
                judged,
            })
        })
        .collect()
}

fn teaches(set: &[Judged]) -> bool {
    set.iter().any(|j| j.truth > 0.5) && set.iter().any(|j| j.truth <= 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores whose truth follows `map` of their log-odds.
    fn set(map: Platt, pairs: u32) -> Vec<Judged> {
        (0..pairs)
            .map(|i| {
                let score = (f64::from(i * 7 % pairs) + 0.5) / f64::from(pairs);
                let p = map.apply(log_odds(score));
                let draw = (f64::from(i * 13 % pairs) + 0.5) / f64::from(pairs);
                Judged {
                    score,
                    truth: f64::from(u8::from(draw < p)),
                }
            })
            .collect()
    }

    #[test]
    fn a_set_that_differs_shows_in_its_own_error_and_not_in_its_map() {
        let shifted = Platt {
            slope: 1.0,
            intercept: -2.0,
        };
        let (a, b) = (set(Platt::IDENTITY, 1009), set(Platt::IDENTITY, 2003));
        let odd = set(shifted, 997);
        let held = each(&[&a, &b, &odd]);
        let odd_out = held[2].as_ref().expect("scores");
        assert!(
            (odd_out.threshold - 0.5).abs() < 0.05,
            "{}",
            odd_out.threshold
        );
        assert!(odd_out.calibration.expected_error > 0.15);
        // The other two are measured with a map that the odd set pulled down.
        let a_out = held[0].as_ref().expect("scores");
        assert!(a_out.threshold > 0.55, "{}", a_out.threshold);
        let fitted = fit(&[&a, &b]).expect("both outcomes");
        assert!((fitted.slope - 1.0).abs() < 0.1 && fitted.intercept.abs() < 0.1);
    }

    #[test]
    fn a_large_set_weighs_no_more_than_a_small_one() {
        let small = set(Platt::IDENTITY, 997);
        let large = set(
            Platt {
                slope: 1.0,
                intercept: -2.0,
            },
            5003,
        );
        let both = fit(&[&small, &large]).expect("both outcomes");
        assert!((-1.3..-0.7).contains(&both.intercept), "{both:?}");
    }

    #[test]
    fn nothing_to_learn_from_gives_nothing() {
        let a = set(Platt::IDENTITY, 101);
        let only_false = [Judged {
            score: 0.3,
            truth: 0.0,
        }];
        assert_eq!(fit(&[&only_false]), None);
        assert_eq!(each(&[&a, &only_false])[0], None);
        assert_eq!(each(&[&a, &[]])[1], None);
        assert!(each(&[&a, &only_false])[1].is_some());
    }
}
