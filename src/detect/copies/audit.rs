//! The audit of a family over all pairs of its members.
//!
//! In: the nodes of a family, ascending, and the similarity of any two. Out: the least and the mean
//! similarity of its members, the weakest pair, and the bridges. Cost: m*m/2 similarities for m nodes,
//! and a search of all near pairs for each.

use super::FamilyCohesion;
use super::families::Limits;
use super::identical::Identical;
use crate::detect::roster::Rank;

/// Audits a family; `similarity` is that of any two of its nodes.
pub(super) fn cohesion(
    nodes: &[Rank],
    identical: &Identical,
    similarity: impl Fn(Rank, Rank) -> f64,
    limits: Limits,
) -> FamilyCohesion {
    let weight = |rank: Rank| identical.group(rank).len() as f64;
    let weights: Vec<f64> = nodes.iter().map(|&rank| weight(rank)).collect();
    let (mut sum, mut count) = (0.0, 0.0);
    let mut weakest: Option<(f64, Rank, Rank)> = None;
    let mut near: Vec<(usize, usize)> = Vec::new();
    for (i, &a) in nodes.iter().enumerate() {
        let same = weights[i] * (weights[i] - 1.0) / 2.0;
        sum += same;
        count += same;
        if let (true, None) = (weights[i] > 1.0, weakest) {
            weakest = Some((1.0, a, identical.group(a)[1]));
        }
        for (j, &b) in nodes.iter().enumerate().skip(i + 1) {
            let similarity = similarity(a, b);
            sum += weights[i] * weights[j] * similarity;
            count += weights[i] * weights[j];
            if weakest.is_none_or(|least| similarity < least.0) {
                weakest = Some((similarity, a, b));
            }
            if similarity >= limits.threshold {
                near.push((i, j));
            }
        }
    }
    let Some((min, a, b)) = weakest else {
        return FamilyCohesion {
            min: 1.0,
            mean: 1.0,
            weakest: None,
            bridges: Vec::new(),
        };
    };
    let bridges = (0..nodes.len())
        .filter(|&i| weights[i] < 2.0 && parts_without(i, nodes.len(), &near) > 1)
        .map(|i| nodes[i])
        .collect();
    FamilyCohesion {
        min,
        mean: sum / count,
        weakest: Some((a, b)),
        bridges,
    }
}

/// Into how many parts the nodes fall when one of them is taken away.
fn parts_without(gone: usize, nodes: usize, near: &[(usize, usize)]) -> usize {
    let mut part: Vec<usize> = (0..nodes).collect();
    let mut parts = nodes - 1;
    for &(i, j) in near.iter().filter(|&&(i, j)| i != gone && j != gone) {
        let root = |mut at: usize| {
            while part[at] != at {
                at = part[at];
            }
            at
        };
        let (i, j) = (root(i), root(j));
        if i != j {
            part[i.max(j)] = i.min(j);
            parts -= 1;
        }
    }
    parts
}
