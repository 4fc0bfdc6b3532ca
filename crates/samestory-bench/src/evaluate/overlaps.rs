//! Recall of copies against a list of all pairs above a resemblance, found by exact comparison.
//!
//! In: gold pairs whose label is their resemblance, and a run's families or pairs. Out:
//! [`Overlaps`]: how many of the pairs share a family; [`Equality`]: whether the run's own pairs
//! and resemblances are the gold ones. Source of the list's definition: Broder 1997.

use std::collections::BTreeMap;

use serde::Serialize;

use super::agreement::{real, share};
use super::labels::Labels;
use super::pairs::GoldPair;
use samestory::detection::Pair;

/// Pairs of one range of resemblance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Band {
    /// Lowest resemblance; the range is a tenth wide, the last one includes 1.
    pub from: f64,
    /// Pairs in it.
    pub pairs: u64,
    /// Those that share a family.
    pub found: u64,
}

/// How many listed pairs share a family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overlaps {
    /// Listed pairs.
    pub pairs: u64,
    /// Those that share a family.
    pub found: u64,
    /// Found over listed, 0 to 1; 1 for an empty list.
    pub recall: f64,
    /// The same by resemblance, lowest first.
    pub bands: Vec<Band>,
}

impl Overlaps {
    /// Counts the listed pairs; a label that is no number counts as resemblance 0.
    pub fn of(gold: &[GoldPair], families: &Labels) -> Self {
        let mut bands: BTreeMap<u64, (u64, u64)> = BTreeMap::new();
        for pair in gold {
            let same =
                families.get(&pair.a).is_some() && families.get(&pair.a) == families.get(&pair.b);
            let band = bands.entry(tenth(resemblance(pair))).or_default();
            band.0 += 1;
            band.1 += u64::from(same);
        }
        let bands: Vec<Band> = bands
            .into_iter()
            .map(|(tenth, (pairs, found))| Band {
                from: real(tenth) / 10.0,
                pairs,
                found,
            })
            .collect();
        let pairs = bands.iter().map(|b| b.pairs).sum();
        let found = bands.iter().map(|b| b.found).sum();
        Self {
            pairs,
            found,
            recall: share(real(found), real(pairs)),
            bands,
        }
    }
}

/// A run's own pairs beside the listed ones.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Equality {
    /// Listed pairs that the run has, too.
    pub shared: u64,
    /// Listed pairs that it lacks.
    pub missing: Vec<(String, String)>,
    /// Pairs of the run at or above the least listed resemblance that are not listed.
    pub extra: Vec<(String, String)>,
    /// Largest difference of resemblance over the shared pairs.
    pub largest_difference: f64,
}

impl Equality {
    /// Compares; `counts` says which articles the list covers (it may skip short ones).
    pub fn of(gold: &[GoldPair], found: &[Pair], counts: impl Fn(&str) -> bool) -> Self {
        let key = |a: &str, b: &str| (a.min(b).to_owned(), a.max(b).to_owned());
        let mut listed: BTreeMap<(String, String), f64> = gold
            .iter()
            .map(|pair| (key(&pair.a, &pair.b), resemblance(pair)))
            .collect();
        let least = listed.values().copied().fold(f64::INFINITY, f64::min);
        let mut equality = Self::default();
        for pair in found {
            let key = key(&pair.a, &pair.b);
            if let Some(expected) = listed.remove(&key) {
                equality.shared += 1;
                let difference = (expected - pair.resemblance).abs();
                equality.largest_difference = equality.largest_difference.max(difference);
            } else if pair.resemblance >= least && counts(&pair.a) && counts(&pair.b) {
                equality.extra.push(key);
            }
        }
        equality.missing = listed.into_keys().collect();
        equality.extra.sort();
        equality
    }
}

fn resemblance(pair: &GoldPair) -> f64 {
    pair.label.parse().unwrap_or(0.0)
}

/// The tenth that a share lies in; 1 belongs to the last.
fn tenth(share: f64) -> u64 {
    (0..10)
        .rev()
        .find(|&t| share >= real(t) / 10.0)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Level;
    use samestory::detection::Relation;

    #[test]
    fn pairs_are_counted_by_resemblance() {
        let gold =
            GoldPair::parse_all("a\tb\t1.0\nb\tc\t0.93\nc\td\t0.5\nx\ty\t0.5\n").expect("pairs");
        let families = Labels::parse("a\t1\nb\t1\nc\t2\nd\t2\n", Level::Family);
        let overlaps = Overlaps::of(&gold, &families);
        assert_eq!((overlaps.pairs, overlaps.found), (4, 2));
        let bands: Vec<(u64, u64)> = overlaps.bands.iter().map(|b| (b.pairs, b.found)).collect();
        assert_eq!(bands, [(2, 1), (2, 1)]);
        assert!((Overlaps::of(&[], &families).recall - 1.0).abs() < 1e-12);
    }

    #[test]
    fn missing_and_extra_pairs_are_named_and_short_articles_left_out() {
        let gold = GoldPair::parse_all("b\ta\t0.75\nc\td\t0.5\n").expect("pairs");
        let pair = |a: &str, b: &str, resemblance| Pair {
            a: a.into(),
            b: b.into(),
            relation: Relation::NearCopy,
            resemblance,
            containment: 1.0,
            containment_back: 1.0,
            event_score: None,
            storyline_score: None,
            explained: true,
            evidence_for: Vec::new(),
            evidence_against: Vec::new(),
        };
        let found = [
            pair("a", "b", 0.7501),
            pair("a", "c", 0.6),
            pair("a", "short", 0.9),
            pair("b", "c", 0.4),
        ];
        let equality = Equality::of(&gold, &found, |id| id != "short");
        assert_eq!(equality.shared, 1);
        assert_eq!(equality.missing, [("c".to_owned(), "d".to_owned())]);
        assert_eq!(equality.extra, [("a".to_owned(), "c".to_owned())]);
        assert!((equality.largest_difference - 0.0001).abs() < 1e-9);
    }
}
