//! Leave one set out: what the other sets teach, measured on this one.
//!
//! In: each set's scores beside the truth, or each set's figure at each of some settings. Out: for
//! each set a [`HeldOut`]: the calibration that the other sets give, and how well it agrees with the
//! truth here; or the setting that is best on the others. The shipped scores are mapped through
//! their log-odds: where the shipped calibration is itself logistic in a raw score and in whether
//! grouping put a pair together, this refits exactly that calibration. Every set weighs the same,
//! whatever its number of pairs; a set with one outcome only teaches no calibration. A score of
//! exactly 0 or 1 is a rule's verdict, which no calibration made: it is not fitted and stays.

use serde::Serialize;

use super::agreement::real;
use super::calibrate::{Observation, Platt, log_odds};
use super::calibration::{Judged, Reliability};

/// A set judged by a calibration that never saw it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeldOut {
    /// From the log-odds of the shipped score to a probability.
    pub map: Platt,
    /// Of the mapped scores.
    pub calibration: Reliability,
    /// The mapped scores.
    #[serde(skip)]
    pub judged: Vec<Judged>,
}

/// The map that fits all sets together; `None` when no set has both outcomes.
pub fn fit(sets: &[&[Judged]]) -> Option<Platt> {
    let taught: Vec<&[Judged]> = sets.iter().copied().filter(|set| teaches(set)).collect();
    let fitted = |set: &[Judged]| set.iter().filter(|j| is_unsure(j)).count() as u64;
    let all: u64 = taught.iter().map(|set| fitted(set)).sum();
    let share = real(all) / real((taught.len() as u64).max(1));
    let observations: Vec<Observation> = taught
        .iter()
        .flat_map(|set| {
            let weight = share / real(fitted(set));
            set.iter()
                .filter(|j| is_unsure(j))
                .map(move |judged| Observation {
                    raw: log_odds(judged.score),
                    together: judged.together,
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
                    score: if is_unsure(j) {
                        map.apply(log_odds(j.score), j.together)
                    } else {
                        j.score
                    },
                    ..*j
                })
                .collect();
            Some(HeldOut {
                map,
                calibration: Reliability::of(&judged)?,
                judged,
            })
        })
        .collect()
}

/// The setting with the best mean figure over the sets; ties go to the one nearest `usual`.
///
/// `figures` holds a row a set and a column a setting, all rows of one length. `None` when there is
/// no set or no setting.
pub fn best(figures: &[&[f64]], usual: usize) -> Option<usize> {
    let settings = figures.first()?.len();
    let mean = |setting: usize| figures.iter().map(|row| row[setting]).sum::<f64>();
    let away = |setting: usize| (setting.abs_diff(usual), setting);
    (0..settings).max_by(|&x, &y| {
        // Sums of the same figures in one order: equal where the figures are.
        mean(x)
            .total_cmp(&mean(y))
            .then_with(|| away(y).cmp(&away(x)))
    })
}

/// For each set the setting that is best on the others.
pub fn best_elsewhere(figures: &[&[f64]], usual: usize) -> Vec<Option<usize>> {
    (0..figures.len())
        .map(|left_out| {
            let mut others = figures.to_vec();
            others.remove(left_out);
            best(&others, usual)
        })
        .collect()
}

fn is_unsure(judged: &Judged) -> bool {
    judged.score > 0.0 && judged.score < 1.0
}

fn teaches(set: &[Judged]) -> bool {
    let outcome = |holds| set.iter().any(|j| is_unsure(j) && (j.truth > 0.5) == holds);
    outcome(true) && outcome(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIFTED: Platt = Platt {
        slope: 1.0,
        together: 0.0,
        intercept: -2.0,
    };

    /// Scores whose truth follows `map` of their log-odds.
    fn set(map: Platt, pairs: u32) -> Vec<Judged> {
        (0..pairs)
            .map(|i| {
                let score = (f64::from(i * 7 % pairs) + 0.5) / f64::from(pairs);
                let p = map.apply(log_odds(score), false);
                let draw = (f64::from(i * 13 % pairs) + 0.5) / f64::from(pairs);
                Judged {
                    score,
                    together: false,
                    truth: f64::from(u8::from(draw < p)),
                }
            })
            .collect()
    }

    #[test]
    fn a_set_that_differs_shows_in_its_own_error_and_not_in_its_map() {
        let (a, b) = (set(Platt::IDENTITY, 1009), set(Platt::IDENTITY, 2003));
        let odd = set(SHIFTED, 997);
        let held = each(&[&a, &b, &odd]);
        let odd_out = held[2].as_ref().expect("scores");
        assert!((odd_out.map.slope - 1.0).abs() < 0.1, "{:?}", odd_out.map);
        assert!(odd_out.map.intercept.abs() < 0.1, "{:?}", odd_out.map);
        assert!(odd_out.calibration.expected_error > 0.15);
        // The other two are measured with a map that the odd set pulled down.
        let a_out = held[0].as_ref().expect("scores");
        assert!(a_out.map.intercept < -0.5, "{:?}", a_out.map);
    }

    #[test]
    fn a_large_set_weighs_no_more_than_a_small_one() {
        let (small, large) = (set(Platt::IDENTITY, 997), set(SHIFTED, 5003));
        let both = fit(&[&small, &large]).expect("both outcomes");
        assert!((-1.3..-0.7).contains(&both.intercept), "{both:?}");
    }

    #[test]
    fn nothing_to_learn_from_gives_nothing() {
        let a = set(Platt::IDENTITY, 101);
        let only_false = [Judged {
            score: 0.3,
            together: false,
            truth: 0.0,
        }];
        assert_eq!(fit(&[&only_false]), None);
        assert_eq!(each(&[&a, &only_false])[0], None);
        assert_eq!(each(&[&a, &[]])[1], None);
        assert!(each(&[&a, &only_false])[1].is_some());
    }

    #[test]
    fn verdicts_of_certainty_are_neither_fitted_nor_changed() {
        let plain = set(Platt::IDENTITY, 1009);
        let mut with = plain.clone();
        with.extend((0..5000).map(|_| Judged {
            score: 0.0,
            together: false,
            truth: 0.0,
        }));
        let (one, other) = (fit(&[&plain]).expect("fit"), fit(&[&with]).expect("fit"));
        assert!((one.slope - other.slope).abs() < 1e-6, "{one:?} {other:?}");
        assert!(
            (one.intercept - other.intercept).abs() < 1e-6,
            "{one:?} {other:?}"
        );
        let held = each(&[&plain, &with]).pop().flatten().expect("scores");
        assert!(held.judged[1009..].iter().all(|j| j.score <= 0.0));
    }

    #[test]
    fn a_set_gets_the_setting_that_is_best_on_the_others() {
        let figures: [&[f64]; 3] = [&[0.9, 0.5, 0.1], &[0.8, 0.7, 0.1], &[0.0, 0.6, 1.0]];
        assert_eq!(best(&figures, 0), Some(1));
        assert_eq!(best_elsewhere(&figures, 0), [Some(1), Some(1), Some(0)]);
        assert_eq!(
            best(&[&[0.5, 0.5, 0.5]], 1),
            Some(1),
            "ties go to the usual setting"
        );
        assert_eq!(best_elsewhere(&[&[0.5, 0.6]], 0), [None]);
        assert_eq!(best(&[], 0), None);
    }
}
