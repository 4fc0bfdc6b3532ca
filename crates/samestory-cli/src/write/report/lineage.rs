//! Who has a text from whom, as far as times and shared text tell.
//!
//! In: an event. Out: its copies and rewrites as a tree in pre-order, each line with its depth.
//! Each article hangs on the earlier one that it shares most text with. Where two times do not
//! tell which came first, the line says so.

use ahash::AHashMap;
use serde::Serialize;

use samestory::detection::{Event, Pair, Relation};
use samestory::time::Timestamp;

use super::material::Material;
use super::views::{self, ArticleName};
use super::words;

/// Lines shown; the rest is counted.
const SHOWN: usize = 40;
/// Share of a text below which it is not worth a word.
const LEAST_SHOWN: f64 = 0.05;
/// Depth beyond which lines are no longer indented further.
const DEEPEST: usize = 8;

/// The tree of an event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Lineage {
    pub(super) lines: Vec<Line>,
    pub(super) more: usize,
}

/// One article and where it has its text from.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Line {
    pub(super) article: ArticleName,
    pub(super) depth: usize,
    pub(super) from: Option<From>,
    /// Where the article stands in the records.
    #[serde(skip)]
    pub(super) position: usize,
    /// The line of the article that the text is from.
    #[serde(skip)]
    pub(super) above: Option<usize>,
}

/// The article above it in the tree.
#[derive(Debug, Clone, Serialize)]
pub(super) struct From {
    /// What it took, and from whom.
    pub(super) how: String,
    pub(super) shared: String,
}

/// The lineage of an event; none when no text was taken over.
pub(super) fn lineage(material: &Material<'_>, event: &Event) -> Option<Lineage> {
    tree(material, material.members(event).collect(), SHOWN)
}

/// The same of any articles, in at most so many lines.
pub(super) fn tree(
    material: &Material<'_>,
    mut order: Vec<usize>,
    shown: usize,
) -> Option<Lineage> {
    order.sort_by_key(|&position| material.time_key(position));
    let place: AHashMap<usize, usize> = order.iter().copied().zip(0..).collect();
    let parents: Vec<Option<(usize, &Pair)>> = (0..order.len())
        .map(|at| parent(material, &order, &place, at))
        .collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); order.len()];
    for (at, parent) in parents.iter().enumerate() {
        if let Some((above, _)) = parent {
            children[*above].push(at);
        }
    }
    let mut lines = Vec::new();
    let mut line_of: AHashMap<usize, usize> = AHashMap::new();
    let mut total = 0;
    // Articles that neither gave nor took anything have no lineage.
    let roots = (0..order.len()).filter(|&at| parents[at].is_none() && !children[at].is_empty());
    let mut stack: Vec<(usize, usize)> = roots.map(|at| (at, 0)).collect();
    stack.reverse();
    while let Some((at, depth)) = stack.pop() {
        total += 1;
        if lines.len() < shown {
            line_of.insert(at, lines.len());
            lines.push(Line {
                position: order[at],
                above: parents[at].and_then(|(above, _)| line_of.get(&above).copied()),
                article: views::article(material, order[at]),
                depth: depth.min(DEEPEST),
                from: parents[at]
                    .map(|(above, pair)| from(material, order[above], order[at], pair)),
            });
        }
        stack.extend(children[at].iter().rev().map(|&child| (child, depth + 1)));
    }
    let more = total - lines.len();
    (total > 0).then_some(Lineage { lines, more })
}

/// The earlier article that shares most text; ties go to the earliest. `place` tells where in the
/// order an article stands.
fn parent<'a>(
    material: &Material<'a>,
    order: &[usize],
    place: &AHashMap<usize, usize>,
    at: usize,
) -> Option<(usize, &'a Pair)> {
    let mut best: Option<(usize, &Pair)> = None;
    for pair in material
        .pairs(order[at])
        .filter(|pair| is_taken_over(pair.relation))
    {
        let other = if pair.a == material.article(order[at]).id {
            &pair.b
        } else {
            &pair.a
        };
        let other = material.find(other);
        let above = other.and_then(|other| place.get(&other).copied());
        let Some(above) = above.filter(|&above| above < at) else {
            continue;
        };
        let better = best.is_none_or(|(known, by)| {
            shared(pair)
                .total_cmp(&shared(by))
                .then(known.cmp(&above))
                .is_gt()
        });
        if better {
            best = Some((above, pair));
        }
    }
    best
}

fn shared(pair: &Pair) -> f64 {
    pair.resemblance
        .max(pair.containment)
        .max(pair.containment_back)
}

fn is_taken_over(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Identical | Relation::NearCopy | Relation::Excerpt | Relation::Rewrite
    )
}

fn from(material: &Material<'_>, above: usize, below: usize, pair: &Pair) -> From {
    let swapped = pair.a != material.article(below).id;
    let (own, back) = if swapped {
        (pair.containment_back, pair.containment)
    } else {
        (pair.containment, pair.containment_back)
    };
    let known = order_known(material.published(above), material.published(below));
    let key = match (pair.relation, known) {
        (Relation::Identical, true) => "took.same_words",
        (Relation::Identical, false) => "took.same_words_either",
        (Relation::NearCopy, true) => "took.near_copy",
        (Relation::NearCopy, false) => "took.near_copy_either",
        (Relation::Excerpt, true) if own >= back => "took.excerpt",
        (Relation::Excerpt, true) => "took.longer",
        (Relation::Excerpt, false) => "took.excerpt_either",
        (_, true) => "took.retold",
        (_, false) => "took.retold_either",
    };
    From {
        how: material
            .strings
            .fill(key, &[("source", &views::source(material, above))]),
        shared: if own.max(back) < LEAST_SHOWN {
            String::new()
        } else {
            let share = |share| material.strings.percent(share);
            (material.strings).fill(
                "took.shared",
                &[("own", &share(own)), ("theirs", &share(back))],
            )
        },
    }
}

/// Whether two times tell which of the two came first.
pub(super) fn order_known(one: Option<Timestamp>, other: Option<Timestamp>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return false;
    };
    let hours = words::knows_its_hour(one) && words::knows_its_hour(other);
    one.day() != other.day() || (hours && one.seconds() != other.seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_times_tell_an_order_only_when_they_are_fine_enough() {
        let at = |text: &str| Some(text.parse::<Timestamp>().unwrap());
        assert!(order_known(at("2020-05-02"), at("2020-05-03")));
        assert!(order_known(
            at("2020-05-02T10:00:00Z"),
            at("2020-05-02T10:00:01Z")
        ));
        assert!(!order_known(at("2020-05-02"), at("2020-05-02T10:00:00Z")));
        assert!(!order_known(
            at("2020-05-02T10:00:00Z"),
            at("2020-05-02T10:00:00Z")
        ));
        assert!(!order_known(
            at("2020-05-02T00:00:00Z"),
            at("2020-05-02T10:00:00Z")
        ));
        assert!(!order_known(None, at("2020-05-02")));
    }
}
