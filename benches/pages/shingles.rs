//! How much of one text is in another: the measure of Zyte's article extraction benchmark.
//!
//! Four words in a row are one shingle, counted as often as they occur. Precision and recall are the
//! means over pages; F1 is of these two.

use std::collections::HashMap;

/// Words of a shingle.
const WORDS: usize = 4;

/// Shingles that both have, that only the found text has, that only the expected one has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Score {
    both: f64,
    found: f64,
    expected: f64,
}

impl Score {
    pub(crate) fn of(expected: &str, found: &str) -> Self {
        let (expected, found) = (shingles(expected), shingles(found));
        let both: u32 = expected
            .iter()
            .map(|(shingle, &count)| count.min(found.get(shingle).copied().unwrap_or(0)))
            .sum();
        let sum = |counts: &HashMap<Vec<&str>, u32>| f64::from(counts.values().sum::<u32>());
        Self {
            both: f64::from(both),
            found: sum(&found),
            expected: sum(&expected),
        }
    }

    fn precision(self) -> f64 {
        if self.found > 0.0 {
            self.both / self.found
        } else {
            0.0
        }
    }

    fn recall(self) -> f64 {
        if self.expected > 0.0 {
            self.both / self.expected
        } else {
            1.0
        }
    }
}

/// Precision, recall and F1 over pages; nothing found counts for recall only.
pub(crate) fn mean(scores: &[Score]) -> (f64, f64, f64) {
    let mean = |values: Vec<f64>| {
        let count = u32::try_from(values.len().max(1)).map_or(1.0, f64::from);
        values.iter().sum::<f64>() / count
    };
    let precision = mean(
        scores
            .iter()
            .filter(|score| score.found > 0.0)
            .map(|score| score.precision())
            .collect(),
    );
    let recall = mean(scores.iter().map(|score| score.recall()).collect());
    let f1 = if precision + recall > 0.0 {
        2.0 * precision * recall / (precision + recall)
    } else {
        0.0
    };
    (precision, recall, f1)
}

fn shingles(text: &str) -> HashMap<Vec<&str>, u32> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let mut counts = HashMap::new();
    let last = words
        .len()
        .saturating_sub(WORDS - 1)
        .max(usize::from(!words.is_empty()));
    for start in 0..last {
        *counts
            .entry(words[start..words.len().min(start + WORDS)].to_vec())
            .or_default() += 1;
    }
    counts
}
