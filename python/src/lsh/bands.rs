//! How many bands of how many rows an index has.
//!
//! In: a threshold, a number of hash values, and either weights of the two errors or a recall. Out:
//! bands and rows. Two sets of similarity s share a band with probability 1 - (1 - s^rows)^bands.
//!
//! By weights: the area under that curve left of the threshold (what is found and should not be)
//! and the area over it right of the threshold (what is missed), weighed and summed, is least. Such a
//! choice promises nothing at the threshold itself. By recall it does: the most rows, which find the
//! least by chance, with which the curve reaches the recall at the threshold, and as few bands of them as do.
//!
//! Source: Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3.

use samestory::Error;

/// Steps in which an area is measured; the curve is a polynomial, which Simpson's rule follows closely.
const STEPS: usize = 256;

/// Bands and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bands {
    pub(super) bands: usize,
    pub(super) rows: usize,
}

impl Bands {
    /// Those with the least error, of false positives and false negatives as they weigh.
    pub(super) fn by_weights(threshold: f64, values: usize, weights: (f64, f64)) -> Self {
        let error = |bands: &Self| {
            let positives = area(0.0, threshold, |s| bands.probability(s));
            let negatives = area(threshold, 1.0, |s| 1.0 - bands.probability(s));
            positives * weights.0 + negatives * weights.1
        };
        let choices = (1..=values).flat_map(|bands| {
            let most = values / bands;
            (1..=most).map(move |rows| Self { bands, rows })
        });
        let errors = choices.map(|bands| (error(&bands), bands));
        let least = errors.min_by(|(a, _), (b, _)| a.total_cmp(b));
        least.map_or(Self { bands: 1, rows: 1 }, |(_, bands)| bands)
    }

    /// Those that find pairs at the threshold with at least the probability `recall`.
    ///
    /// # Errors
    /// When no choice does.
    pub(super) fn by_recall(threshold: f64, values: usize, recall: f64) -> Result<Self, Error> {
        if !(recall > 0.0 && recall < 1.0) {
            return Err(Error::config(format!("recall is {recall}"))
                .help("give a number above 0 and below 1"));
        }
        let fewest = |rows: usize| {
            let choices = (1..=values / rows).map(|bands| Self { bands, rows });
            choices
                .into_iter()
                .find(|bands| bands.probability(threshold) >= recall)
        };
        (1..=values).rev().find_map(fewest).ok_or_else(|| {
            let all = Self { bands: values, rows: 1 };
            Error::config(format!(
                "threshold {threshold} with recall {recall} cannot be reached: {values} bands of one row find {:.4}",
                all.probability(threshold)
            ))
            .help("raise the threshold or num_perm, or lower the recall")
        })
    }

    /// Probability that sets of this similarity share a band.
    pub(super) fn probability(&self, similarity: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "some thousands at most")]
        let (bands, rows) = (self.bands as f64, self.rows as f64);
        1.0 - (1.0 - similarity.powf(rows)).powf(bands)
    }
}

/// The area under a curve, by Simpson's rule.
fn area(from: f64, to: f64, curve: impl Fn(f64) -> f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred steps")]
    let width = (to - from) / STEPS as f64;
    #[expect(clippy::cast_precision_loss, reason = "a few hundred steps")]
    let at = |step: usize| curve(from + step as f64 * width);
    let inner = (1..STEPS).map(|step| if step % 2 == 1 { 4.0 } else { 2.0 } * at(step));
    (at(0) + inner.sum::<f64>() + at(STEPS)) * width / 3.0
}
