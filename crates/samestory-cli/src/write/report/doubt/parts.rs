//! Into which parts an event would fall, and how sure it is that they are one.
//!
//! In: the texts of an event, as numbers, and the scores of its judged pairs. Out: a [`Split`].
//! Scores are averaged as log-odds, since near 0 and 1 a small step means much, by average linkage
//! over the judged pairs across (Lance and Williams 1967); texts with no judged pair across are as
//! far apart as can be. Promise: the same pairs give the same parts. Cost: cubic in the texts, of
//! which there are at most [`MOST_TEXTS`].

/// Texts of an event that are looked at.
pub(super) const MOST_TEXTS: usize = 400;
/// Parts that are suggested at most.
const MOST_PARTS: usize = 6;
/// How tight a part must hold together, between the tie across the halves, 0, and that inside, 1. The
/// parts are for a person to choose from: a part too many costs a glance, one too few a false merge.
const WITHIN_PARTS: f64 = 0.75;
/// Log-odds of 0.98: a score nearer to 0 or 1 says no more.
const SUREST: f64 = 3.89;

/// A score as log-odds.
fn log_odds(score: f64) -> f64 {
    (score / (1.0 - score)).ln().clamp(-SUREST, SUREST)
}

/// How an event would be parted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Split {
    /// Two parts or more, each ascending, in the order of their first texts.
    pub(super) parts: Vec<Vec<usize>>,
    /// The half of each text when it is cut in two, named by its first.
    pub(super) halves: Vec<usize>,
    /// Log-odds by which texts of one half are tied closer than those of different halves, when it
    /// is cut in two; 0 where nothing tells the halves apart.
    pub(super) gap: f64,
    /// Probability that the two halves are one, by the pairs across.
    pub(super) across: f64,
}

/// Parts `texts` texts, two or more.
pub(super) fn split(texts: usize, pairs: &[(usize, usize, f64)]) -> Split {
    let pairs: Vec<(usize, usize, f64)> = (pairs.iter())
        .map(|&(a, b, score)| (a, b, log_odds(score)))
        .collect();
    let joins = joins(texts, &pairs);
    let halves = after(texts, &joins, 2);
    let (mut inside, mut across) = (Mean::default(), Mean::default());
    for &(a, b, odds) in &pairs {
        let mean = if halves[a] == halves[b] {
            &mut inside
        } else {
            &mut across
        };
        mean.add(odds);
    }
    // Two texts alone are each as sure of themselves as can be.
    let (inside, across) = (inside.or(SUREST), across.or(-SUREST));
    let weakest_tie = across + WITHIN_PARTS * (inside - across);
    let weak = joins.iter().filter(|join| join.odds < weakest_tie).count();
    let count = (weak + 1).clamp(2, MOST_PARTS.min(texts));
    Split {
        parts: gathered(&after(texts, &joins, count)),
        halves,
        gap: (inside - across).max(0.0),
        across: 1.0 / (1.0 + (-across).exp()),
    }
}

/// Two clusters that become one; a cluster goes by its first text.
struct Join {
    one: usize,
    other: usize,
    odds: f64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: f64,
    known: u32,
}

impl Mean {
    fn add(&mut self, odds: f64) {
        self.sum += odds;
        self.known += 1;
    }

    fn or(self, unknown: f64) -> f64 {
        match self.known {
            0 => unknown,
            known => self.sum / f64::from(known),
        }
    }
}

/// All joins, the closest clusters first, until one is left; ties go to the first texts.
fn joins(texts: usize, pairs: &[(usize, usize, f64)]) -> Vec<Join> {
    let mut means = vec![vec![Mean::default(); texts]; texts];
    for &(a, b, odds) in pairs {
        means[a][b].add(odds);
        means[b][a].add(odds);
    }
    let mut left: Vec<usize> = (0..texts).collect();
    let mut joins = Vec::new();
    while left.len() > 1 {
        let mut best: Option<Join> = None;
        for (at, &one) in left.iter().enumerate() {
            for &other in &left[at + 1..] {
                let odds = means[one][other].or(-SUREST);
                if best.as_ref().is_none_or(|best| odds > best.odds) {
                    best = Some(Join { one, other, odds });
                }
            }
        }
        let Some(join) = best else { break };
        left.retain(|&text| text != join.other);
        for &text in left.iter().filter(|&&text| text != join.one) {
            let taken = means[join.other][text];
            let mean = &mut means[join.one][text];
            mean.sum += taken.sum;
            mean.known += taken.known;
            means[text][join.one] = means[join.one][text];
        }
        joins.push(join);
    }
    joins
}

/// The part of each text, named by its first, when so many parts are left.
fn after(texts: usize, joins: &[Join], parts: usize) -> Vec<usize> {
    let mut part: Vec<usize> = (0..texts).collect();
    for join in &joins[..texts - parts] {
        for of in &mut part {
            if *of == join.other {
                *of = join.one;
            }
        }
    }
    part
}

fn gathered(part: &[usize]) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); part.len()];
    for (text, &of) in part.iter().enumerate() {
        parts[of].push(text);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_weak_cut_between_tight_parts_is_found() {
        let tight = [(0, 2, 0.97), (1, 3, 0.96), (1, 4, 0.97), (3, 4, 0.95)];
        let weak = [(0, 1, 0.4), (2, 3, 0.3)];
        let split = split(5, &[&tight[..], &weak[..]].concat());
        assert_eq!(split.parts, [vec![0, 2], vec![1, 3, 4]]);
        assert!(split.across < 0.4 && split.gap > 3.0, "{split:?}");
    }

    #[test]
    fn three_matters_are_three_parts_and_two_texts_are_two() {
        let pairs = [
            (0, 1, 0.98),
            (2, 3, 0.98),
            (4, 5, 0.98),
            (1, 2, 0.5),
            (3, 4, 0.45),
        ];
        assert_eq!(split(6, &pairs).parts, [vec![0, 1], vec![2, 3], vec![4, 5]]);
        assert_eq!(split(2, &[(0, 1, 0.7)]).parts, [vec![0], vec![1]]);
        assert!((split(2, &[(0, 1, 0.7)]).across - 0.7).abs() < 1e-9);
        assert!(split(2, &[]).across < 0.03, "no pair speaks for them");
    }

    #[test]
    fn what_is_tied_alike_throughout_has_no_gap() {
        let all = (0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b, 0.9)));
        assert!(split(6, &all.collect::<Vec<_>>()).gap < 1e-9);
    }

    proptest! {
        #[test]
        fn every_text_is_in_one_part(texts in 2_usize..20, pairs in prop::collection::vec((0_usize..20, 0_usize..20, 0.0..1.0_f64), 0..60)) {
            let pairs: Vec<_> = pairs.into_iter().filter(|&(a, b, _)| a < b && b < texts).collect();
            let split = split(texts, &pairs);
            let mut seen: Vec<usize> = split.parts.concat();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..texts).collect::<Vec<_>>());
            prop_assert!((2..=MOST_PARTS).contains(&split.parts.len()));
            prop_assert!(split.gap >= 0.0 && (0.0..=1.0).contains(&split.across));
        }
    }
}
