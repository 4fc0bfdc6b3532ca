//! The two-parameter map that turns scores into probabilities.
//!
//! In: scores on any scale beside the truth. Out: [`Platt`], `p = 1 / (1 + exp(-(slope x +
//! intercept)))`, fitted by maximum likelihood with Platt's smoothed targets. Two parameters keep
//! the order of the scores and can learn little that only one data set teaches. Sources: Platt
//! 1999; Lin, Lin and Weng 2007 (the Newton iteration with backtracking used here).

use serde::{Deserialize, Serialize};

/// A score on any scale, what is true, and how much it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// The score to be mapped.
    pub raw: f64,
    /// Whether it holds.
    pub holds: bool,
    /// Weight above 0; 1 for a plain fit.
    pub weight: f64,
}

/// A logistic map from scores to probabilities.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Platt {
    /// Factor of the score.
    pub slope: f64,
    /// Added to it.
    pub intercept: f64,
}

impl Platt {
    /// Maps log-odds to their own probability: the map that changes nothing.
    pub const IDENTITY: Self = Self {
        slope: 1.0,
        intercept: 0.0,
    };

    /// The probability of a score.
    pub fn apply(self, raw: f64) -> f64 {
        logistic(self.slope * raw + self.intercept)
    }

    /// The score whose probability is `probability`; `None` for a flat map.
    pub fn invert(self, probability: f64) -> Option<f64> {
        (self.slope != 0.0).then(|| (log_odds(probability) - self.intercept) / self.slope)
    }

    /// Fits the map to observations; `None` unless both outcomes occur, for then every score would
    /// get one and the same probability.
    pub fn fit(observations: &[Observation]) -> Option<Self> {
        let weight = |holds: bool| -> f64 {
            observations
                .iter()
                .filter(|o| o.holds == holds)
                .map(|o| o.weight)
                .sum()
        };
        let (positive, negative) = (weight(true), weight(false));
        if positive <= 0.0 || negative <= 0.0 {
            return None;
        }
        let likelihood = Likelihood {
            observations,
            target: [1.0 / (negative + 2.0), (positive + 1.0) / (positive + 2.0)],
        };
        let start = Self {
            slope: 0.0,
            intercept: ((positive + 1.0) / (negative + 1.0)).ln(),
        };
        Some(likelihood.minimise(start))
    }
}

/// 1 / (1 + e^-x).
pub fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + (-x).exp())
    } else {
        let e = x.exp();
        e / (1.0 + e)
    }
}

/// ln(p / (1 - p)), with p kept 1e-12 away from 0 and 1.
pub fn log_odds(probability: f64) -> f64 {
    let p = probability.clamp(1e-12, 1.0 - 1e-12);
    (p / (1.0 - p)).ln()
}

/// The negative log-likelihood of the smoothed targets.
struct Likelihood<'a> {
    observations: &'a [Observation],
    /// Target of those that do not hold, and of those that do.
    target: [f64; 2],
}

const STEPS: usize = 100;
const SMALLEST_STEP: f64 = 1e-10;
/// Keeps the Hessian invertible, as in Lin, Lin and Weng.
const RIDGE: f64 = 1e-12;

impl Likelihood<'_> {
    fn value(&self, map: Platt) -> f64 {
        self.observations
            .iter()
            .map(|o| {
                let z = map.slope * o.raw + map.intercept;
                let target = self.target[usize::from(o.holds)];
                // -(t ln p + (1-t) ln(1-p)), written so that no large z overflows.
                let loss = z.max(0.0) - target * z + (-z.abs()).exp().ln_1p();
                o.weight * loss
            })
            .sum()
    }

    fn minimise(&self, start: Platt) -> Platt {
        let mut map = start;
        let mut value = self.value(map);
        for _ in 0..STEPS {
            let Some((step, slope_along)) = self.newton(map) else {
                break;
            };
            let mut size = 1.0;
            loop {
                let next = Platt {
                    slope: map.slope + size * step.slope,
                    intercept: map.intercept + size * step.intercept,
                };
                let next_value = self.value(next);
                if next_value < value + 1e-4 * size * slope_along {
                    (map, value) = (next, next_value);
                    break;
                }
                size /= 2.0;
                if size < SMALLEST_STEP {
                    return map;
                }
            }
        }
        map
    }

    /// The Newton step and the slope along it; `None` where the gradient vanishes.
    fn newton(&self, map: Platt) -> Option<(Platt, f64)> {
        let (mut g1, mut g2) = (0.0, 0.0);
        let (mut h11, mut h22, mut h21) = (RIDGE, RIDGE, 0.0);
        for o in self.observations {
            let p = map.apply(o.raw);
            let off = o.weight * (p - self.target[usize::from(o.holds)]);
            let curve = o.weight * p * (1.0 - p);
            g1 += o.raw * off;
            g2 += off;
            h11 += o.raw * o.raw * curve;
            h22 += curve;
            h21 += o.raw * curve;
        }
        if g1.abs() < 1e-9 && g2.abs() < 1e-9 {
            return None;
        }
        let determinant = h11 * h22 - h21 * h21;
        let step = Platt {
            slope: -(h22 * g1 - h21 * g2) / determinant,
            intercept: -(h11 * g2 - h21 * g1) / determinant,
        };
        Some((step, g1 * step.slope + g2 * step.intercept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Outcomes that follow a map exactly: each score once for every hundredth of its probability.
    fn drawn_from(map: Platt) -> Vec<Observation> {
        (-30..=30)
            .flat_map(|i| {
                let raw = f64::from(i) / 10.0;
                let p = map.apply(raw);
                (0..200).map(move |k| Observation {
                    raw,
                    holds: (f64::from(k) + 0.5) / 200.0 < p,
                    weight: 1.0,
                })
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_fit_finds_the_map_that_made_the_outcomes(slope in 0.5..4.0, intercept in -2.0..2.0) {
            let map = Platt { slope, intercept };
            let found = Platt::fit(&drawn_from(map)).expect("both outcomes");
            for i in -20..=20 {
                let raw = f64::from(i) / 10.0;
                prop_assert!((found.apply(raw) - map.apply(raw)).abs() < 0.01, "{found:?} for {map:?}");
            }
        }

        #[test]
        fn inverting_gives_the_score_back(slope in 0.5..4.0, intercept in -2.0..2.0, raw in -3.0..3.0) {
            let map = Platt { slope, intercept };
            let back = map.invert(map.apply(raw)).expect("not flat");
            prop_assert!((back - raw).abs() < 1e-6);
        }
    }

    #[test]
    fn separable_scores_give_a_finite_map_and_one_outcome_none() {
        let observation = |raw, holds| Observation {
            raw,
            holds,
            weight: 1.0,
        };
        let apart = [
            observation(-1.0, false),
            observation(-0.5, false),
            observation(0.5, true),
        ];
        let map = Platt::fit(&apart).expect("both outcomes");
        assert!(map.slope.is_finite() && map.slope > 0.0);
        assert!(map.apply(-1.0) < map.apply(0.5));
        assert_eq!(Platt::fit(&apart[..2]), None);
        assert_eq!(Platt::fit(&[]), None);
    }

    #[test]
    fn a_weight_of_two_counts_like_two_observations() {
        let mut plain = drawn_from(Platt {
            slope: 2.0,
            intercept: -1.0,
        });
        let mut weighted = plain.clone();
        for o in &mut weighted {
            o.weight = 2.0;
        }
        plain.extend(plain.clone());
        let (one, other) = (
            Platt::fit(&plain).expect("fit"),
            Platt::fit(&weighted).expect("fit"),
        );
        assert!((one.slope - other.slope).abs() < 1e-6);
        assert!((one.intercept - other.intercept).abs() < 1e-6);
    }

    #[test]
    fn log_odds_and_logistic_undo_each_other() {
        for p in [0.001, 0.3, 0.5, 0.97] {
            assert!((logistic(log_odds(p)) - p).abs() < 1e-12);
        }
        assert!(log_odds(0.0).is_finite() && log_odds(1.0).is_finite());
    }
}
