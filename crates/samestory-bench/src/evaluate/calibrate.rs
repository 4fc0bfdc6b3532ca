//! The map that turns scores into probabilities.
//!
//! In: scores on any scale beside the truth. Out: [`Platt`], the logistic function of slope times
//! score, plus an amount for pairs that grouping put together (evidence of its own), plus an
//! intercept; fitted by maximum likelihood with Platt's smoothed targets. So few parameters keep
//! the order of the scores and can learn little that only one data set teaches. Sources: Platt
//! 1999; Lin, Lin and Weng 2007 (the Newton iteration with backtracking used here).

use serde::{Deserialize, Serialize};

/// A score on any scale, what is true, and how much it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// The score to be mapped.
    pub raw: f64,
    /// Whether grouping put the pair together.
    pub together: bool,
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
    /// Added for pairs that grouping put together; 0 when none or all of the observations were.
    pub together: f64,
    /// Added to all.
    pub intercept: f64,
}

impl Platt {
    /// Maps log-odds to their own probability: the map that changes nothing.
    pub const IDENTITY: Self = Self {
        slope: 1.0,
        together: 0.0,
        intercept: 0.0,
    };

    /// The probability of a score.
    pub fn apply(self, raw: f64, together: bool) -> f64 {
        logistic(self.log_odds(raw, together))
    }

    fn log_odds(self, raw: f64, together: bool) -> f64 {
        let group = if together { self.together } else { 0.0 };
        self.slope * raw + group + self.intercept
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
        let grouped = observations.iter().filter(|o| o.together).count();
        let likelihood = Likelihood {
            observations,
            target: [1.0 / (negative + 2.0), (positive + 1.0) / (positive + 2.0)],
            learns_together: grouped > 0 && grouped < observations.len(),
        };
        let start = Self {
            slope: 0.0,
            together: 0.0,
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
    learns_together: bool,
}

const STEPS: usize = 100;
const SMALLEST_STEP: f64 = 1e-10;
/// Keeps the Hessian invertible, as in Lin, Lin and Weng.
const RIDGE: f64 = 1e-9;

impl Likelihood<'_> {
    fn value(&self, map: Platt) -> f64 {
        self.observations
            .iter()
            .map(|o| {
                let z = map.log_odds(o.raw, o.together);
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
            let (step, along) = self.newton(map);
            // Nothing is left to gain that a number of this size can show.
            if along > -1e-12 * (1.0 + value) {
                break;
            }
            let mut size = 1.0;
            loop {
                let next = Platt {
                    slope: map.slope + size * step[0],
                    together: map.together + size * step[1],
                    intercept: map.intercept + size * step[2],
                };
                let next_value = self.value(next);
                if next_value < value + 1e-4 * size * along {
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

    /// The Newton step, and the slope of the value along it.
    fn newton(&self, map: Platt) -> ([f64; 3], f64) {
        let mut gradient = [0.0; 3];
        let mut hessian = [[0.0; 3]; 3];
        for o in self.observations {
            let p = map.apply(o.raw, o.together);
            let off = o.weight * (p - self.target[usize::from(o.holds)]);
            let curve = o.weight * p * (1.0 - p);
            let group = f64::from(u8::from(o.together && self.learns_together));
            let features = [o.raw, group, 1.0];
            for i in 0..3 {
                gradient[i] += features[i] * off;
                for j in 0..3 {
                    hessian[i][j] += features[i] * features[j] * curve;
                }
            }
        }
        for (i, row) in hessian.iter_mut().enumerate() {
            row[i] += RIDGE;
        }
        let step = solve(hessian, gradient.map(|g| -g));
        let along = (0..3).map(|i| gradient[i] * step[i]).sum();
        (step, along)
    }
}

/// Solves a symmetric positive definite system by elimination.
fn solve(mut matrix: [[f64; 3]; 3], mut right: [f64; 3]) -> [f64; 3] {
    for pivot in 0..3 {
        for row in pivot + 1..3 {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            let above = matrix[pivot];
            for (entry, above) in matrix[row].iter_mut().zip(above) {
                *entry -= factor * above;
            }
            right[row] -= factor * right[pivot];
        }
    }
    for row in (0..3).rev() {
        for column in row + 1..3 {
            right[row] -= matrix[row][column] * right[column];
        }
        right[row] /= matrix[row][row];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Outcomes that follow a map exactly: each score so often as its probability says.
    fn drawn_from(map: Platt) -> Vec<Observation> {
        (-30..=30)
            .flat_map(|i| {
                let raw = f64::from(i) / 10.0;
                let together = i % 3 == 0;
                let p = map.apply(raw, together);
                (0..200).map(move |k| Observation {
                    raw,
                    together,
                    holds: (f64::from(k) + 0.5) / 200.0 < p,
                    weight: 1.0,
                })
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn the_fit_finds_the_map_that_made_the_outcomes(
            slope in 0.5..4.0, together in -2.0..3.0, intercept in -2.0..2.0,
        ) {
            let map = Platt { slope, together, intercept };
            let found = Platt::fit(&drawn_from(map)).expect("both outcomes");
            for i in -20..=20 {
                let raw = f64::from(i) / 10.0;
                for grouped in [false, true] {
                    let (f, m) = (found.apply(raw, grouped), map.apply(raw, grouped));
                    prop_assert!((f - m).abs() < 0.015, "{found:?} for {map:?}");
                }
            }
        }
    }

    #[test]
    fn separable_scores_give_a_finite_map_and_one_outcome_none() {
        let observation = |raw, holds| Observation {
            raw,
            together: false,
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
        assert!(map.together.abs() < 1e-12, "nothing was put together");
        assert!(map.apply(-1.0, false) < map.apply(0.5, false));
        assert_eq!(Platt::fit(&apart[..2]), None);
        assert_eq!(Platt::fit(&[]), None);
    }

    #[test]
    fn a_weight_of_two_counts_like_two_observations() {
        let mut plain = drawn_from(Platt {
            slope: 2.0,
            together: 1.0,
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
        assert!((one.together - other.together).abs() < 1e-6);
        assert!((one.intercept - other.intercept).abs() < 1e-6);
    }

    #[test]
    fn log_odds_and_logistic_undo_each_other() {
        for p in [0.001, 0.3, 0.5, 0.97] {
            assert!((logistic(log_odds(p)) - p).abs() < 1e-12);
        }
        assert!(log_odds(0.0).is_finite() && log_odds(1.0).is_finite());
    }

    #[test]
    fn a_system_of_three_is_solved() {
        let matrix = [[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]];
        let x = solve(matrix, [6.0 + 1.5, 7.0 + 0.6, 0.9 + 6.0]);
        for (found, expected) in x.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-12, "{x:?}");
        }
    }
}
