//! Cohesion: how well an event holds together, and how sure each of its documents is in it.
//!
//! In: the documents of an event and the probability of each pair. Out: [`EventCohesion`]. Promise: all
//! pairs count, rejected ones included; of an event of more than [`EXACT`] documents an even sample of
//! that many stands for the rest. Cost: quadratic in the smaller of the two.

use crate::detect::events::group::bridges::bridges;
use crate::detect::structures::numbers::as_f64;

/// Documents of an event up to which all of its pairs are looked at.
pub const EXACT: usize = 256;
/// Probability from which a pair holds an event together.
pub const HOLDS: f64 = 0.5;

/// How well an event holds together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventCohesion {
    /// Lowest probability of any pair; 1 without pairs.
    pub min: f64,
    /// Mean probability over all pairs; 1 without pairs.
    pub mean: f64,
    /// The pair with the lowest probability.
    pub weakest: Option<(u32, u32)>,
    /// Documents without which the event falls apart.
    pub bridges: Vec<u32>,
    /// Mean probability of each document with the others, in the order of the documents; 1 when alone.
    pub documents: Vec<f64>,
}

/// Looks at the pairs of an event. `probability` is symmetric.
pub fn cohesion(documents: &[u32], probability: &dyn Fn(u32, u32) -> f64) -> EventCohesion {
    let step = documents.len().div_ceil(EXACT).max(1);
    let sample: Vec<u32> = documents.iter().copied().step_by(step).collect();
    let mut scores = vec![0.0; sample.len() * sample.len()];
    let mut found = EventCohesion {
        min: 1.0,
        mean: 1.0,
        ..EventCohesion::default()
    };
    let (mut sum, mut pairs) = (0.0, 0);
    for (i, &a) in sample.iter().enumerate() {
        for (j, &b) in sample.iter().enumerate().skip(i + 1) {
            let p = probability(a, b);
            scores[i * sample.len() + j] = p;
            scores[j * sample.len() + i] = p;
            sum += p;
            pairs += 1;
            if p < found.min || found.weakest.is_none() {
                found.min = p;
                found.weakest = Some((a, b));
            }
        }
    }
    if pairs > 0 {
        found.mean = sum / as_f64(pairs);
    }
    let holds = |i: usize, j: usize| scores[i * sample.len() + j] >= HOLDS;
    found.bridges = bridges(sample.len(), &holds)
        .into_iter()
        .map(|i| sample[i])
        .collect();
    found.documents = (documents.iter().enumerate())
        .map(|(at, &document)| {
            let row = |j: usize| match step {
                1 => scores[at * sample.len() + j],
                _ => probability(document, sample[j]),
            };
            let others = (0..sample.len()).filter(|&j| sample[j] != document);
            let (sum, count) = others.fold((0.0, 0), |(sum, n), j| (sum + row(j), n + 1));
            if count == 0 { 1.0 } else { sum / as_f64(count) }
        })
        .collect();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_has_its_middle_as_bridge_and_its_ends_as_weakest_pair() {
        let found = cohesion(&[4, 7, 9], &|a, b| {
            if a.abs_diff(b) == 5 { 0.1 } else { 0.9 }
        });
        assert_eq!(found.bridges, [7]);
        assert_eq!(found.weakest, Some((4, 9)));
        assert!((found.mean - 1.9 / 3.0).abs() < 1e-9 && (found.documents[1] - 0.9).abs() < 1e-9);
        assert_eq!(cohesion(&[3], &|_, _| 0.0).documents, [1.0]);
    }

    #[test]
    fn a_large_event_is_sampled_and_every_unit_is_scored() {
        let documents: Vec<u32> = (0..600).collect();
        let found = cohesion(&documents, &|_, _| 0.75);
        assert_eq!(found.documents.len(), 600);
        assert!((found.mean - 0.75).abs() < 1e-9 && found.bridges.is_empty());
    }
}
