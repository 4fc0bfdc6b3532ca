//! The audit of a family over all pairs of its members.
//!
//! In: the nodes of a family, ascending, and the similarity of any two. Out: the least and the mean
//! similarity of its members, the weakest pair, and the bridges. Cost: m*m/2 similarities for m nodes.

use super::group::Limits;
use crate::detect::copies::FamilyCohesion;
use crate::detect::copies::scan::identical::Identical;
use crate::detect::roster::Rank;
use crate::detect::structures::articulation;

/// Audits a family; `similarity` is that of any two of its nodes.
pub(in crate::detect::copies) fn cohesion(
    nodes: &[Rank],
    identical: &Identical,
    similarity: impl Fn(Rank, Rank) -> f64,
    limits: Limits,
) -> FamilyCohesion {
    let weight = |rank: Rank| identical.group(rank).len() as f64;
    let weights: Vec<f64> = nodes.iter().map(|&rank| weight(rank)).collect();
    let (mut sum, mut count) = (0.0, 0.0);
    let mut weakest: Option<(f64, Rank, Rank)> = None;
    // By the numbers of the nodes in their list.
    let mut near: Vec<(Rank, Rank)> = Vec::new();
    for ((number, &a), &weight) in (0..).zip(nodes).zip(&weights) {
        let same = weight * (weight - 1.0) / 2.0;
        sum += same;
        count += same;
        if let (true, None) = (weight > 1.0, weakest) {
            weakest = Some((1.0, a, identical.group(a)[1]));
        }
        for ((other, &b), &by) in (0..).zip(nodes).zip(&weights).skip(number as usize + 1) {
            let similarity = similarity(a, b);
            sum += weight * by * similarity;
            count += weight * by;
            if weakest.is_none_or(|least| similarity < least.0) {
                weakest = Some((similarity, a, b));
            }
            if similarity >= limits.threshold {
                near.push((number, other));
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
    let parts = articulation::without_each(nodes.len(), &near);
    let bridges = (nodes.iter().zip(&weights).zip(parts))
        .filter(|&((_, &weight), parts)| weight < 2.0 && parts > 1)
        .map(|((&node, _), _)| node)
        .collect();
    FamilyCohesion {
        min,
        mean: sum / count,
        weakest: Some((a, b)),
        bridges,
    }
}
