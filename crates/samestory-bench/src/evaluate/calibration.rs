//! Whether scores are probabilities: of the pairs scored 0.8, are four in five true?
//!
//! In: scores beside the truth. Out: [`Reliability`]: equal-width bins and the errors made of them.
//! The expected calibration error (Naeini, Cooper and Hauskrecht 2015) averages over all scores:
//! where most pairs are easy and lie near 0, it is low by itself. So the error of the scores between
//! 0.05 and 0.95 stands beside it. Cost: one sort.

use serde::Serialize;

use super::agreement::real;

/// A score and what is true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The stated probability, 0 to 1.
    pub score: f64,
    /// Whether the run put them together.
    pub together: bool,
    /// 1 when it holds, 0 when not; between them for a membership that is right with a share of
    /// the others.
    pub truth: f64,
}

/// Scores that lie in one range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Lowest score of the range.
    pub from: f64,
    /// End of the range; belongs to the next bin, except for the last.
    pub to: f64,
    /// Number of scores in it.
    pub count: u64,
    /// Their mean; 0 when there are none.
    pub mean_score: f64,
    /// Share of them that is true; 0 when there are none.
    pub true_share: f64,
    /// 95% confidence interval of that share (Wilson 1927), as if the pairs were independent;
    /// pairs of one event are not, so it is too narrow.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// How well scores agree with what is true.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reliability {
    /// Scores that were measured.
    pub count: u64,
    /// Share of them that is true.
    pub base_rate: f64,
    /// Mean distance of score and true share over the bins, weighted by their counts, 0 to 1.
    pub expected_error: f64,
    /// The same over the scores from 0.05 to 0.95 alone; none when there are no such scores.
    pub unsure_expected_error: Option<f64>,
    /// How many scores lie from 0.05 to 0.95.
    pub unsure: u64,
    /// Mean squared distance of score and truth (Brier 1950), 0 to 1.
    pub brier: f64,
    /// Bins of equal width, from 0 to 1.
    pub bins: Vec<Bin>,
}

/// Bins that published figures mostly use.
pub const BINS: u32 = 10;
const UNSURE: std::ops::RangeInclusive<f64> = 0.05..=0.95;

impl Reliability {
    /// Measures scores in [`BINS`] bins; `None` when there are none.
    pub fn of(judged: &[Judged]) -> Option<Self> {
        if judged.is_empty() {
            return None;
        }
        // One order of summing for any order of input.
        let mut sorted = judged.to_vec();
        sorted.sort_by(|x, y| {
            x.score
                .total_cmp(&y.score)
                .then(x.truth.total_cmp(&y.truth))
        });
        let unsure: Vec<Judged> = sorted
            .iter()
            .copied()
            .filter(|j| UNSURE.contains(&j.score))
            .collect();
        let bins = bins(&sorted);
        let n = real(sorted.len() as u64);
        Some(Self {
            count: sorted.len() as u64,
            base_rate: sorted.iter().map(|j| j.truth).sum::<f64>() / n,
            expected_error: expected_error(&bins),
            unsure_expected_error: (!unsure.is_empty())
                .then(|| expected_error(&self::bins(&unsure))),
            unsure: unsure.len() as u64,
            brier: sorted
                .iter()
                .map(|j| (j.score - j.truth).powi(2))
                .sum::<f64>()
                / n,
            bins,
        })
    }
}

fn expected_error(bins: &[Bin]) -> f64 {
    let all: u64 = bins.iter().map(|b| b.count).sum();
    bins.iter()
        .map(|b| real(b.count) * (b.mean_score - b.true_share).abs())
        .sum::<f64>()
        / real(all)
}

fn bins(sorted: &[Judged]) -> Vec<Bin> {
    let edge = |i: u32| f64::from(i) / f64::from(BINS);
    let mut rest = sorted;
    (0..BINS)
        .map(|i| {
            let to = edge(i + 1);
            let within = if i + 1 == BINS {
                rest.len()
            } else {
                rest.partition_point(|j| j.score < to)
            };
            let (inside, after) = rest.split_at(within);
            rest = after;
            let count = inside.len() as u64;
            let mean = |value: fn(&Judged) -> f64| {
                inside.iter().map(value).sum::<f64>() / real(count.max(1))
            };
            let true_share = mean(|j| j.truth);
            let (low, high) = wilson(true_share, count);
            Bin {
                from: edge(i),
                to,
                count,
                mean_score: mean(|j| j.score),
                true_share,
                low,
                high,
            }
        })
        .collect()
}

/// Wilson's 95% interval of a share among `count`.
fn wilson(share: f64, count: u64) -> (f64, f64) {
    if count == 0 {
        return (0.0, 1.0);
    }
    let (z, n) = (1.959_963_984_540_054, real(count));
    let middle = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    (
        ((middle - half) / scale).max(0.0),
        ((middle + half) / scale).min(1.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(pairs: &[(f64, f64)]) -> Vec<Judged> {
        pairs
            .iter()
            .map(|&(score, truth)| Judged {
                score,
                together: false,
                truth,
            })
            .collect()
    }

    #[test]
    fn the_error_is_the_weighted_distance_over_the_bins() {
        // Bin 0.9..1: mean 0.95, all true; bin 0.2..0.3: mean 0.25, half true.
        let made = judged(&[(0.9, 1.0), (1.0, 1.0), (0.2, 0.0), (0.3, 1.0), (0.2, 1.0)]);
        let reliability = Reliability::of(&made).expect("scores");
        // Bins: {0.2, 0.2} mean 0.2 share 0.5; {0.3} share 1; {0.9, 1.0} mean 0.95 share 1.
        let expected = (2.0 * 0.3 + 0.7 + 2.0 * 0.05) / 5.0;
        assert!((reliability.expected_error - expected).abs() < 1e-12);
        let unsure = (2.0 * 0.3 + 0.7 + 0.1) / 4.0;
        assert!((reliability.unsure_expected_error.expect("unsure") - unsure).abs() < 1e-12);
        let counts: Vec<u64> = reliability.bins.iter().map(|b| b.count).collect();
        assert_eq!(counts, [0, 0, 2, 1, 0, 0, 0, 0, 0, 2]);
        assert!((reliability.brier - (0.01 + 0.04 + 0.49 + 0.64) / 5.0).abs() < 1e-12);
    }

    #[test]
    fn perfect_certainty_has_no_error_and_nothing_has_no_measure() {
        let sure = Reliability::of(&judged(&[(0.0, 0.0), (1.0, 1.0)])).expect("scores");
        assert!(sure.expected_error < 1e-12);
        assert_eq!((sure.unsure, sure.unsure_expected_error), (0, None));
        assert!(Reliability::of(&[]).is_none());
    }

    #[test]
    fn the_interval_of_five_in_ten_is_wilsons() {
        let (low, high) = wilson(0.5, 10);
        assert!((low - 0.236_593).abs() < 1e-6 && (high - 0.763_407).abs() < 1e-6);
        assert_eq!(wilson(0.0, 0), (0.0, 1.0));
    }

    #[test]
    fn the_order_of_the_scores_does_not_matter() {
        let mut pairs: Vec<(f64, f64)> = (0..200)
            .map(|i| {
                (
                    f64::from(i * 37 % 200) / 199.0,
                    f64::from(u8::from(i % 3 == 0)),
                )
            })
            .collect();
        let one = Reliability::of(&judged(&pairs));
        pairs.reverse();
        assert_eq!(one, Reliability::of(&judged(&pairs)));
    }
}
