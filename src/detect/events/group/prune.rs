//! Pruning: small clusters that hold together too loosely fall apart again.
//!
//! In: a partition of the documents. Out: a finer one. Promise: only clusters of two and three are
//! looked at, where one or three pairs decide; a pair that a person linked stays. A false merge is
//! worse than a miss.

/// Members up to which a cluster is looked at.
pub const FEW: usize = 3;
/// Share of the feed's level that a pair needs, that three need on average, and that the third of them needs to
/// the two that are bound most: a strong pair does not carry a third.
const PAIR: f32 = 0.77;
const TRIPLE: f32 = 0.63;
const THIRD: f32 = 0.45;

/// Splits small clusters that are too loose for a feed of this `level`. `linked` says whether a person put two
/// documents together.
pub fn prune(
    clusters: Vec<Vec<u32>>,
    judge: &dyn Fn(u32, u32) -> f32,
    level: f32,
    linked: &dyn Fn(u32, u32) -> bool,
) -> Vec<Vec<u32>> {
    let mut kept = Vec::with_capacity(clusters.len());
    for cluster in clusters {
        match *cluster {
            [a, b] if !linked(a, b) && judge(a, b) < PAIR * level => {
                kept.extend([vec![a], vec![b]]);
            }
            [a, b, c] => kept.extend(triple([a, b, c], judge, level, linked)),
            _ => kept.push(cluster),
        }
    }
    kept.sort_unstable();
    kept
}

fn triple(
    members: [u32; 3],
    judge: &dyn Fn(u32, u32) -> f32,
    level: f32,
    linked: &dyn Fn(u32, u32) -> bool,
) -> Vec<Vec<u32>> {
    let [a, b, c] = members;
    let pairs = [(a, b, c), (a, c, b), (b, c, a)];
    let strengths = pairs.map(|pair| judge(pair.0, pair.1));
    let said = pairs.iter().any(|pair| linked(pair.0, pair.1));
    let best = (0..3).max_by(|&i, &j| strengths[i].total_cmp(&strengths[j]).then(j.cmp(&i)));
    let best = best.unwrap_or(0);
    let all: f32 = strengths.iter().sum();
    let third = (all - strengths[best]) / 2.0;
    if said || (all / 3.0 >= TRIPLE * level && third >= THIRD * level) {
        return vec![members.to_vec()];
    }
    if strengths[best] >= PAIR * level {
        let (first, second, alone) = pairs[best];
        vec![vec![first, second], vec![alone]]
    } else {
        members.map(|member| vec![member]).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fall(clusters: &[&[u32]], pairs: &[(u32, u32, f32)]) -> Vec<Vec<u32>> {
        let judge = |a: u32, b: u32| {
            let pair = pairs.iter().find(|p| (p.0, p.1) == (a, b));
            pair.map_or(0.0, |p| p.2)
        };
        let clusters = clusters.iter().map(|c| c.to_vec()).collect();
        prune(clusters, &judge, 0.286, &|a, b| (a, b) == (8, 9))
    }

    #[test]
    fn a_weak_pair_falls_apart_and_a_linked_one_does_not() {
        let pairs = [(0, 1, 0.1), (2, 3, 0.4), (8, 9, 0.0)];
        assert_eq!(
            fall(&[&[0, 1], &[2, 3], &[8, 9]], &pairs),
            [vec![0], vec![1], vec![2, 3], vec![8, 9]]
        );
    }

    #[test]
    fn three_keep_their_best_pair() {
        let pairs = [
            (0, 1, 0.1),
            (0, 2, 0.3),
            (1, 2, 0.1),
            (3, 4, 0.3),
            (3, 5, 0.3),
            (4, 5, 0.1),
            (6, 7, 0.9),
            (6, 8, 0.1),
            (7, 8, 0.1),
        ];
        assert_eq!(
            fall(&[&[0, 1, 2], &[3, 4, 5], &[6, 7, 8]], &pairs),
            [vec![0, 2], vec![1], vec![3, 4, 5], vec![6, 7], vec![8]]
        );
    }
}
