//! Families: groups of copies in which every member resembles every other one.
//!
//! In: groups of identical articles (their nodes), near-copy and excerpt edges between them, and a
//! similarity for any two nodes. Out: groups of nodes. Promise: no chains. A family grows only
//! while the least similarity between its members stays at or above [`Limits::cohesion`] and at
//! least half of the new pairs reach the threshold; a node that no edge touches changes nothing.
//!
//! Edges are taken best first (ties by rank), so the result does not depend on input order. An
//! excerpt then hangs itself to one family, star-wise: it joins no two families and brings no
//! third. Cost: a sort of the edges, and for a family of m nodes about m*m/2 similarities; beyond
//! [`COMPARED`] nodes on a side an even sample of them is compared.
//!
//! Source: complete linkage with a quorum, taken best edge first as in Kruskal 1956; the star for
//! excerpts is the "direct representative" of newer tools.

use std::collections::BTreeMap;

use ahash::AHashMap;

use crate::detect::roster::Rank;

/// Nodes on either side of a union of which all pairs are compared.
const COMPARED: usize = 256;
/// Share of the pairs between two groups that must reach the threshold for a union.
const QUORUM: f64 = 0.5;
/// Least similarity inside a family, as a share of the threshold.
const COHESION: f64 = 0.6;

/// Similarities that a family must keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::detect::copies) struct Limits {
    /// For half of the pairs of a union.
    pub(in crate::detect::copies) threshold: f64,
    /// For all pairs of a family.
    pub(in crate::detect::copies) cohesion: f64,
}

impl Limits {
    pub(in crate::detect::copies) fn new(threshold: f64) -> Self {
        Self {
            threshold,
            cohesion: COHESION * threshold,
        }
    }
}

/// Two nodes whose texts are near copies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::detect::copies) struct Edge {
    pub(in crate::detect::copies) a: Rank,
    pub(in crate::detect::copies) b: Rank,
    pub(in crate::detect::copies) similarity: f64,
}

/// A shorter text and a longer one that holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::detect::copies) struct Part {
    pub(in crate::detect::copies) shorter: Rank,
    pub(in crate::detect::copies) longer: Rank,
    /// Share of the shorter one found in the longer one.
    pub(in crate::detect::copies) containment: f64,
}

/// A family: its copies, and the excerpts that hang at it with the copy that each hangs at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::detect::copies) struct Family {
    /// Nodes that are near copies of one another, ascending.
    pub(in crate::detect::copies) copies: Vec<Rank>,
    /// (excerpt, the copy it shares most with), ascending.
    pub(in crate::detect::copies) excerpts: Vec<(Rank, Rank)>,
}

impl Family {
    /// A family of one text.
    pub(in crate::detect::copies) fn of_one(node: Rank) -> Self {
        Self {
            copies: vec![node],
            excerpts: Vec::new(),
        }
    }
}

/// Groups nodes by near-copy edges. Groups of two and more, each ascending, by first node.
pub(in crate::detect::copies) fn group(
    mut edges: Vec<Edge>,
    limits: Limits,
    similarity: impl Fn(Rank, Rank) -> f64,
) -> Vec<Vec<Rank>> {
    edges.sort_by(|x, y| {
        let by_similarity = y.similarity.total_cmp(&x.similarity);
        by_similarity.then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut nodes: Vec<Rank> = edges.iter().flat_map(|edge| [edge.a, edge.b]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let index = |rank: Rank| nodes.partition_point(|&node| node < rank);
    let mut home: Vec<usize> = (0..nodes.len()).collect();
    let mut members: Vec<Vec<Rank>> = nodes.iter().map(|&node| vec![node]).collect();
    let mut refused = Refused::default();
    for edge in edges {
        let (a, b) = (home[index(edge.a)], home[index(edge.b)]);
        let pair = (a.min(b), a.max(b));
        let sizes = (members[pair.0].len(), members[pair.1].len());
        if a == b || refused.holds(pair, sizes) {
            continue;
        }
        match may_unite(&members[a], &members[b], limits, &similarity) {
            Union::Fits => {}
            Union::TooFar => {
                refused.0.insert(pair, None);
                continue;
            }
            Union::TooFew => {
                refused.0.insert(pair, Some(sizes));
                continue;
            }
        }
        // The smaller group moves, so that each node moves a logarithmic number of times.
        let (to, from) = if members[a].len() >= members[b].len() {
            (a, b)
        } else {
            (b, a)
        };
        let moved = std::mem::take(&mut members[from]);
        for &rank in &moved {
            home[index(rank)] = to;
        }
        members[to].extend(moved);
    }
    members.retain(|group| group.len() > 1);
    for group in &mut members {
        group.sort_unstable();
    }
    members.sort_unstable();
    members
}

/// Pairs of groups that were kept apart: for ever, or while they are of these sizes.
#[derive(Default)]
struct Refused(AHashMap<(usize, usize), Option<(usize, usize)>>);

impl Refused {
    fn holds(&self, pair: (usize, usize), sizes: (usize, usize)) -> bool {
        let known = self.0.get(&pair);
        known.is_some_and(|at| at.is_none_or(|at| at == sizes))
    }
}

/// What speaks against a union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Union {
    Fits,
    /// Two members are too far apart, and stay so whoever joins either group.
    TooFar,
    /// Too few of the pairs reach the threshold.
    TooFew,
}

fn may_unite(
    a: &[Rank],
    b: &[Rank],
    limits: Limits,
    similarity: &impl Fn(Rank, Rank) -> f64,
) -> Union {
    let (mut near, mut all) = (0_usize, 0_usize);
    for x in sample(a) {
        for y in sample(b) {
            let similarity = similarity(x, y);
            if similarity < limits.cohesion {
                return Union::TooFar;
            }
            near += usize::from(similarity >= limits.threshold);
            all += 1;
        }
    }
    if near as f64 >= QUORUM * all as f64 {
        Union::Fits
    } else {
        Union::TooFew
    }
}

/// At most [`COMPARED`] members, evenly spread, the first among them.
fn sample(members: &[Rank]) -> impl Iterator<Item = Rank> {
    let step = members.len().div_ceil(COMPARED).max(1);
    members.iter().step_by(step).copied()
}

/// Hangs excerpts at the groups, and at single nodes, which become families by it.
///
/// Best containment first. `containment` is that of the shorter of two nodes in the longer; an
/// excerpt must reach the cohesion with every member it would have. A node that is in a group or
/// that something hangs at never hangs at another; a longer text hangs at the family that it holds
/// a text of, but a round-up, which holds texts of several, at none.
pub(in crate::detect::copies) fn attach(
    groups: Vec<Vec<Rank>>,
    mut parts: Vec<Part>,
    limits: Limits,
    containment: impl Fn(Rank, Rank) -> f64,
) -> Vec<Family> {
    // The first copy of the family that every node with a family belongs to.
    let mut home: BTreeMap<Rank, Rank> = BTreeMap::new();
    let mut families: BTreeMap<Rank, Family> = BTreeMap::new();
    for copies in groups {
        home.extend(copies.iter().map(|&rank| (rank, copies[0])));
        let excerpts = Vec::new();
        families.insert(copies[0], Family { copies, excerpts });
    }
    parts.sort_by(|x, y| {
        let by_containment = y.containment.total_cmp(&x.containment);
        by_containment.then((x.shorter, x.longer).cmp(&(y.shorter, y.longer)))
    });
    // Twice: a node that something hangs at is a family, at which a longer text may hang in turn.
    for _ in 0..2 {
        let round_ups = round_ups(&parts, &home);
        let grouped: Vec<Rank> = home.keys().copied().collect();
        let is_grouped = |rank: Rank| grouped.binary_search(&rank).is_ok();
        for part in &parts {
            let round_up = round_ups.binary_search(&part.longer).is_ok();
            let (excerpt, at) = match (is_grouped(part.shorter), is_grouped(part.longer)) {
                (false, _) => (part.shorter, part.longer),
                (true, false) if !round_up => (part.longer, part.shorter),
                (true, _) => continue,
            };
            let key = home.get(&at).copied().unwrap_or(at);
            let alone = Family::of_one(at);
            let family = families.get(&key).unwrap_or(&alone);
            let hangs_itself = family.copies.binary_search(&at).is_err();
            let coherent = || {
                let hung: Vec<Rank> = family.excerpts.iter().map(|x| x.0).collect();
                sample(&family.copies)
                    .chain(sample(&hung))
                    .all(|member| containment(excerpt, member) >= limits.cohesion)
            };
            if home.contains_key(&excerpt) || hangs_itself || !coherent() {
                continue;
            }
            home.insert(at, key);
            home.insert(excerpt, key);
            let family = families.entry(key).or_insert(alone);
            family.excerpts.push((excerpt, at));
        }
    }
    for family in families.values_mut() {
        family.excerpts.sort_unstable();
    }
    families.into_values().collect()
}

/// Longer texts that hold texts of more than one group, ascending.
fn round_ups(parts: &[Part], home: &BTreeMap<Rank, Rank>) -> Vec<Rank> {
    let mut held: Vec<(Rank, Rank)> = parts
        .iter()
        .filter_map(|part| home.get(&part.shorter).map(|&family| (part.longer, family)))
        .collect();
    held.sort_unstable();
    held.dedup();
    held.chunk_by(|x, y| x.0 == y.0)
        .filter(|families| families.len() > 1)
        .map(|families| families[0].0)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edges(similarity: impl Fn(Rank, Rank) -> f64, nodes: Rank, threshold: f64) -> Vec<Edge> {
        let mut edges = Vec::new();
        for a in 0..nodes {
            for b in a + 1..nodes {
                let similarity = similarity(a, b);
                if similarity >= threshold {
                    edges.push(Edge { a, b, similarity });
                }
            }
        }
        edges
    }

    #[test]
    fn a_chain_of_five_hundred_ends_as_many_families() {
        // Windows of nine parts, each moved by one: neighbours resemble one another by 0.8.
        let similarity = |a: Rank, b: Rank| {
            let apart = f64::from(a.abs_diff(b)).min(9.0);
            (9.0 - apart) / (9.0 + apart)
        };
        let limits = Limits::new(0.5);
        let groups = group(edges(similarity, 500, 0.5), limits, similarity);
        assert!(groups.len() >= 100, "{} families", groups.len());
        for members in groups {
            for &a in &members {
                for &b in &members {
                    assert!(similarity(a, b) >= limits.cohesion);
                }
            }
        }
    }

    #[test]
    fn excerpts_hang_at_one_family_and_join_no_two() {
        let part = |shorter, longer, containment| Part {
            shorter,
            longer,
            containment,
        };
        let groups = vec![vec![0, 1], vec![2, 3]];
        let parts = vec![
            part(4, 0, 0.9),
            part(4, 2, 0.95),
            part(0, 5, 1.0),
            part(2, 5, 0.9),
            part(3, 6, 0.9),
            part(8, 7, 1.0),
            part(9, 8, 1.0),
        ];
        let families = attach(groups, parts, Limits::new(0.5), |_, _| 1.0);
        let family = |copies: &[Rank], excerpts: &[(Rank, Rank)]| Family {
            copies: copies.to_vec(),
            excerpts: excerpts.to_vec(),
        };
        assert_eq!(
            families,
            [
                family(&[0, 1], &[]),
                family(&[2, 3], &[(4, 2), (6, 3)]),
                family(&[7], &[(8, 7)]),
            ]
        );
    }

    #[test]
    fn a_text_with_an_excerpt_of_its_own_takes_the_longer_one_that_quotes_it() {
        let part = |shorter, longer, containment| Part {
            shorter,
            longer,
            containment,
        };
        // 1 is the first fifth of 0, and 2 quotes all of 0; 3 to 5 the same, and 6 holds both.
        let quoted = [part(1, 0, 1.0), part(0, 2, 0.9), part(1, 2, 0.9)];
        let other = [part(4, 3, 1.0), part(3, 5, 0.9), part(4, 5, 0.9)];
        let round_up = [part(0, 6, 0.9), part(3, 6, 0.9)];
        let parts = [&quoted[..], &other, &round_up].concat();
        let families = attach(Vec::new(), parts, Limits::new(0.5), |_, _| 1.0);
        let family = |copy: Rank, first, longer| Family {
            copies: vec![copy],
            excerpts: vec![(first, copy), (longer, copy)],
        };
        assert_eq!(families, [family(0, 1, 2), family(3, 4, 5)]);
    }

    proptest! {
        #[test]
        fn groups_are_a_partition_that_keeps_its_cohesion_whatever_the_order(
            values in prop::collection::vec(0_u32..40, 2..25),
            seed in any::<u64>(),
        ) {
            let similarity = |a: Rank, b: Rank| {
                1.0 - f64::from(values[a as usize].abs_diff(values[b as usize])) / 40.0
            };
            let nodes = Rank::try_from(values.len()).expect("small");
            let limits = Limits::new(0.8);
            let mut shuffled = edges(similarity, nodes, 0.8);
            let groups = group(shuffled.clone(), limits, similarity);
            shuffled.sort_by_key(|e| crate::detect::copies::scan::hash::mix(seed ^ u64::from(e.a * 100 + e.b)));
            prop_assert_eq!(&groups, &group(shuffled, limits, similarity));
            let mut seen: Vec<Rank> = groups.concat();
            seen.sort_unstable();
            let total = seen.len();
            seen.dedup();
            prop_assert_eq!(total, seen.len());
            for members in groups {
                for &a in &members {
                    for &b in &members {
                        prop_assert!(similarity(a, b) >= limits.cohesion);
                    }
                }
            }
        }
    }
}
