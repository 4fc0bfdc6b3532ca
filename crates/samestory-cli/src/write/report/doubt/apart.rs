//! Events that were kept apart and may be one after all.
//!
//! In: the near misses of the run. Out: one question an event, the larger of each two, with the
//! nearest others; most harmful first: the chance of being one times the articles it would bring in.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::material::Material;
use super::super::reasons::{is_near, nearness, strongest};
use super::super::views::{self, ArticleName, EventName, Reason, Score};
use samestory::detection::Pair;

/// Questions shown, and other events in one; the rest is counted.
const SHOWN: usize = 50;
const SHOWN_OTHERS: usize = 3;
/// Chance of being one below which nobody needs to look.
const LEAST_CHANCE: f64 = 0.2;

/// What was kept apart.
#[derive(Debug, Clone, Serialize)]
pub(in crate::write::report) struct Apart {
    pub(in crate::write::report) questions: Vec<Question>,
    pub(in crate::write::report) total: usize,
}

/// Does one of these belong to the event?
#[derive(Debug, Clone, Serialize)]
pub(in crate::write::report) struct Question {
    event: EventName,
    others: Vec<Other>,
    /// Other events that are not shown.
    more: usize,
}

/// An event that may be the same, with the two articles that are nearest.
#[derive(Debug, Clone, Serialize)]
struct Other {
    event: EventName,
    /// Of the event that is asked about.
    a: ArticleName,
    /// Of this one.
    b: ArticleName,
    score: Score,
    binds: Vec<Reason>,
    parts: Vec<Reason>,
}

/// A near miss: two events by position, the larger first, and their nearest articles in that order.
struct Miss<'a> {
    events: (usize, usize),
    articles: (usize, usize),
    pair: &'a Pair,
    harm: f64,
}

pub(super) fn apart(material: &Material<'_>) -> Apart {
    let mut asked: BTreeMap<usize, Vec<Miss<'_>>> = BTreeMap::new();
    for miss in misses(material) {
        asked.entry(miss.events.0).or_default().push(miss);
    }
    let mut questions: Vec<Vec<Miss<'_>>> = asked.into_values().collect();
    let harm = |misses: &[Miss<'_>]| misses.iter().map(|miss| miss.harm).fold(0.0, f64::max);
    questions.sort_by(|x, y| {
        let anchor = |misses: &[Miss<'_>]| &material.detection.events[misses[0].events.0].event;
        (harm(y).total_cmp(&harm(x))).then_with(|| anchor(x).cmp(anchor(y)))
    });
    Apart {
        total: questions.len(),
        questions: (questions.iter().take(SHOWN))
            .map(|misses| question(material, misses))
            .collect(),
    }
}

/// One for each two events, the nearest pair; nearest first.
fn misses<'a>(material: &Material<'a>) -> Vec<Miss<'a>> {
    let mut pairs: Vec<&Pair> = (material.explained_pairs())
        .filter(|pair| is_near(pair) && nearness(pair) >= LEAST_CHANCE)
        .collect();
    pairs.sort_by(|x, y| nearness(y).total_cmp(&nearness(x)));
    let mut asked = BTreeSet::new();
    let miss = |pair: &'a Pair| {
        let (a, b) = (material.position(&pair.a), material.position(&pair.b));
        let (one, other) = (material.event_position_of(a), material.event_position_of(b));
        if one == other || !asked.insert((one.min(other), one.max(other))) {
            return None;
        }
        let size = |event: usize| material.detection.events[event].members.len();
        let (events, articles) = if (size(other), one) > (size(one), other) {
            ((other, one), (b, a))
        } else {
            ((one, other), (a, b))
        };
        #[expect(
            clippy::cast_precision_loss,
            reason = "events hold far fewer than 2^52 articles"
        )]
        let brought_in = size(events.1) as f64;
        Some(Miss {
            events,
            articles,
            pair,
            harm: nearness(pair) * brought_in,
        })
    };
    pairs.into_iter().filter_map(miss).collect()
}

fn question(material: &Material<'_>, misses: &[Miss<'_>]) -> Question {
    let event = |position: usize| views::event(material, &material.detection.events[position]);
    Question {
        event: event(misses[0].events.0),
        more: misses.len().saturating_sub(SHOWN_OTHERS),
        others: (misses.iter().take(SHOWN_OTHERS))
            .map(|miss| Other {
                event: event(miss.events.1),
                a: views::article(material, miss.articles.0),
                b: views::article(material, miss.articles.1),
                score: views::score(material, nearness(miss.pair)),
                binds: strongest(material, miss.pair.evidence_for.iter(), 2),
                parts: strongest(material, miss.pair.evidence_against.iter(), 2),
            })
            .collect(),
    }
}
