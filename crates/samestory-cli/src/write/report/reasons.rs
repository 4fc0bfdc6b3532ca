//! Why an event is one, and why its nearest misses are not part of it.

use std::collections::BTreeMap;

use ahash::AHashMap;
use serde::Serialize;

use samestory::detection::{Event, Evidence, Pair, Relation};

use super::material::Material;
use super::members;
use super::sources::root;
use super::views::{self, ArticleName, EventName, Reason, Score};
use super::words;

/// Reasons shown for and against, as many as `explain` names.
const SHOWN_REASONS: usize = 3;
/// Near misses shown of an event.
const SHOWN_MISSES: usize = 3;

/// Why the articles are one event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Together {
    pub(super) reasons: Vec<Reason>,
    pub(super) terms: Vec<String>,
    pub(super) weakest: Option<Weakest>,
    pub(super) bridges: Vec<Bridge>,
}

/// The two articles that fit together least.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Weakest {
    pub(super) a: ArticleName,
    pub(super) b: ArticleName,
    pub(super) score: Score,
    pub(super) against: Vec<Reason>,
}

/// An article without which the event falls apart, and into what.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Bridge {
    pub(super) article: ArticleName,
    pub(super) parts: Vec<String>,
}

/// An event that is near but not the same.
#[derive(Debug, Clone, Serialize)]
pub(super) struct NearMiss {
    pub(super) event: EventName,
    pub(super) a: ArticleName,
    pub(super) b: ArticleName,
    pub(super) score: Score,
    pub(super) relation: String,
    pub(super) binds: Vec<Reason>,
    pub(super) parts: Vec<Reason>,
}

pub(super) fn together(material: &Material<'_>, event: &Event) -> Together {
    let cohesion = &event.cohesion;
    let weakest = cohesion.weakest.as_ref().and_then(|[a, b]| {
        let (a, b) = (material.find(a)?, material.find(b)?);
        let against = material.pair(a, b).map(|pair| &pair.evidence_against);
        Some(Weakest {
            a: views::article(material, a),
            b: views::article(material, b),
            score: views::score(material, cohesion.min),
            against: strongest(material, against.into_iter().flatten(), SHOWN_REASONS),
        })
    });
    let inside = inside(material, event);
    // That copies share their text says nothing of why different texts are one event.
    let family = |id: &String| &material.membership(material.position(id)).family;
    let across = inside
        .iter()
        .filter(|pair| family(&pair.a) != family(&pair.b));
    let across: Vec<&Pair> = across.copied().collect();
    Together {
        reasons: strongest(
            material,
            across.iter().flat_map(|pair| &pair.evidence_for),
            SHOWN_REASONS,
        ),
        terms: event
            .terms
            .iter()
            .take(12)
            .map(|t| words::label(t))
            .collect(),
        weakest,
        bridges: (cohesion.bridges.iter().take(SHOWN_REASONS))
            .filter_map(|id| bridge(material, event, &inside, material.find(id)?))
            .collect(),
    }
}

/// The judged pairs of an event's articles, in the order of the records.
fn inside<'a>(material: &Material<'a>, event: &Event) -> Vec<&'a Pair> {
    let mut pairs = Vec::new();
    for id in &event.members {
        let pairs_of = material.pairs(material.position(id));
        pairs.extend(pairs_of.filter(|pair| {
            pair.a == *id
                && (material.find(&pair.b))
                    .is_some_and(|b| material.membership(b).event == event.event)
        }));
    }
    pairs
}

/// So many of the strongest pieces of evidence, one of each signal; evidence that is missing comes last.
pub(super) fn strongest<'a>(
    material: &Material<'_>,
    evidence: impl Iterator<Item = &'a Evidence>,
    most: usize,
) -> Vec<Reason> {
    let mut best: BTreeMap<&str, &Evidence> = BTreeMap::new();
    for evidence in evidence {
        let known = best.entry(&evidence.signal).or_insert(evidence);
        if evidence.weight.abs() > known.weight.abs() {
            *known = evidence;
        }
    }
    let mut best: Vec<&Evidence> = best.into_values().collect();
    best.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    (best.into_iter().take(most))
        .map(|evidence| views::reason(material, evidence))
        .collect()
}

/// What remains of the event without one article, when that is more than one part.
fn bridge(
    material: &Material<'_>,
    event: &Event,
    inside: &[&Pair],
    without: usize,
) -> Option<Bridge> {
    let mut others: Vec<usize> = (material.members(event))
        .filter(|&position| position != without)
        .collect();
    others.sort_by_key(|&position| material.time_key(position));
    let place: AHashMap<usize, usize> = others.iter().copied().zip(0..).collect();
    let mut part: Vec<usize> = (0..others.len()).collect();
    let mut join = |a: usize, b: usize| {
        if let (Some(&one), Some(&other)) = (place.get(&a), place.get(&b)) {
            let (one, other) = (root(&mut part, one), root(&mut part, other));
            part[one.max(other)] = one.min(other);
        }
    };
    for pair in inside.iter().filter(|pair| binds(pair.relation)) {
        join(material.position(&pair.a), material.position(&pair.b));
    }
    for position in material.members(event) {
        if let Some(family) = material.family(position) {
            join(position, material.position(&family.lead));
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, &position) in others.iter().enumerate() {
        parts.entry(root(&mut part, at)).or_default().push(position);
    }
    (parts.len() > 1).then(|| Bridge {
        article: views::article(material, without),
        parts: parts
            .values()
            .map(|part| members::outlets(material, part))
            .collect(),
    })
}

/// Whether a pair of this relation holds an event together.
fn binds(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Identical
            | Relation::NearCopy
            | Relation::Excerpt
            | Relation::Rewrite
            | Relation::SameEvent
    )
}

/// The nearest events that were kept apart, nearest first, one pair each.
pub(super) fn near_misses(material: &Material<'_>, event: &Event) -> Vec<NearMiss> {
    let mut best: BTreeMap<usize, &Pair> = BTreeMap::new();
    for id in &event.members {
        for pair in material.pairs(material.position(id)) {
            let other = if pair.a == *id { &pair.b } else { &pair.a };
            let Some(other) = material.find(other) else {
                continue;
            };
            let other = material.event_position_of(other);
            if material.detection.events[other].event == event.event || !is_near(pair) {
                continue;
            }
            let known = best.entry(other).or_insert(pair);
            if nearness(pair) > nearness(known) {
                *known = pair;
            }
        }
    }
    let mut best: Vec<(usize, &Pair)> = best.into_iter().collect();
    best.sort_by(|(one, a), (other, b)| nearness(b).total_cmp(&nearness(a)).then(one.cmp(other)));
    (best.into_iter().take(SHOWN_MISSES))
        .map(|(other, pair)| {
            let (mut a, mut b) = (material.position(&pair.a), material.position(&pair.b));
            if material.event_position_of(a) == other {
                (a, b) = (b, a);
            }
            NearMiss {
                event: views::event(material, &material.detection.events[other]),
                a: views::article(material, a),
                b: views::article(material, b),
                score: views::score(material, nearness(pair)),
                relation: material.strings.say(relation(pair.relation)),
                binds: strongest(material, pair.evidence_for.iter(), SHOWN_REASONS),
                parts: strongest(material, pair.evidence_against.iter(), SHOWN_REASONS),
            }
        })
        .collect()
}

/// Chance that the two report one event; a pair compared only as text has none.
pub(super) fn nearness(pair: &Pair) -> f64 {
    pair.event_score.unwrap_or(0.0)
}

pub(super) fn is_near(pair: &Pair) -> bool {
    nearness(pair) >= 0.1
        || matches!(
            pair.relation,
            Relation::SameStoryline | Relation::SameTemplate | Relation::Undecided
        )
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::SameStoryline => "near.storyline",
        Relation::SameTemplate => "near.template",
        Relation::Undecided => "near.undecided",
        Relation::Unrelated => "near.unrelated",
        _ => "near.apart",
    }
}
