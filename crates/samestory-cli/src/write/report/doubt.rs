//! What a person should look at first.
//!
//! In: the records. Out: questions about two articles each, ordered by the harm to expect: the
//! chance that the tool is wrong times the number of articles at stake. A copy
//! family asks once, through its lead.

use std::collections::BTreeSet;

use serde::Serialize;

use super::material::Material;
use super::reasons::{is_near, nearness};
use super::views::{self, ArticleName, EventName, Reason, Score};

/// Questions shown; the rest is counted.
pub(super) const SHOWN: usize = 100;
/// Chance of being wrong below which nobody needs to look: what is at least likely is left alone.
const LEAST_CHANCE: f64 = 0.2;

/// Questions, most harmful first.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Doubts {
    pub(super) questions: Vec<Question>,
    pub(super) total: usize,
}

/// Are these two one event?
#[derive(Debug, Clone, Serialize)]
pub(super) struct Question {
    pub(super) a: ArticleName,
    pub(super) b: ArticleName,
    pub(super) event: EventName,
    /// Whether the tool put them together.
    pub(super) together: bool,
    pub(super) score: Score,
    pub(super) at_stake: String,
    pub(super) binds: Vec<Reason>,
    pub(super) parts: Vec<Reason>,
}

/// A question before it is put into words.
struct Doubt {
    a: usize,
    b: usize,
    together: bool,
    score: f64,
    /// Articles of the event, or those that would be brought into it.
    at_stake: usize,
}

impl Doubt {
    fn wrong(&self) -> f64 {
        if self.together {
            1.0 - self.score
        } else {
            self.score
        }
    }

    fn harm(&self) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "events hold far fewer than 2^52 articles"
        )]
        let at_stake = self.at_stake as f64;
        self.wrong() * at_stake
    }
}

pub(super) fn doubts(material: &Material<'_>) -> Doubts {
    let mut doubts: Vec<Doubt> = placements(material).chain(near_misses(material)).collect();
    doubts.retain(|doubt| doubt.wrong() >= LEAST_CHANCE);
    doubts.sort_by(|x, y| {
        (y.harm().total_cmp(&x.harm()))
            .then_with(|| material.time_key(x.a).cmp(&material.time_key(y.a)))
            .then_with(|| material.time_key(x.b).cmp(&material.time_key(y.b)))
    });
    Doubts {
        total: doubts.len(),
        questions: (doubts.iter().take(SHOWN))
            .map(|doubt| question(material, doubt))
            .collect(),
    }
}

/// Articles whose place in their event is not sure.
fn placements<'a>(material: &'a Material<'_>) -> impl Iterator<Item = Doubt> + 'a {
    (0..material.articles.len()).filter_map(|position| {
        let membership = material.membership(position);
        let event = material.event_of(position);
        let speaks_for_family = (material.family(position))
            .is_none_or(|family| family.lead == material.article(position).id);
        let lead = material.position(&event.lead);
        let own_family = material.membership(lead).family == membership.family;
        (event.families > 1 && speaks_for_family && !own_family).then_some(Doubt {
            a: lead,
            b: position,
            together: true,
            score: membership.score,
            at_stake: event.members.len(),
        })
    })
}

/// Pairs that nearly became one event; one for each two events, the nearest.
fn near_misses<'a>(material: &'a Material<'_>) -> impl Iterator<Item = Doubt> + 'a {
    let mut pairs: Vec<_> = (material.explained_pairs())
        .filter(|pair| is_near(pair))
        .map(|pair| (pair, material.position(&pair.a), material.position(&pair.b)))
        .collect();
    pairs.sort_by(|(x, ..), (y, ..)| nearness(y).total_cmp(&nearness(x)));
    let mut asked = BTreeSet::new();
    pairs.into_iter().filter_map(move |(pair, a, b)| {
        let (one, other) = (material.event_position_of(a), material.event_position_of(b));
        if one == other || !asked.insert((one.min(other), one.max(other))) {
            return None;
        }
        let size = |event: usize| material.detection.events[event].members.len();
        Some(Doubt {
            a,
            b,
            together: false,
            score: nearness(pair),
            at_stake: size(one).min(size(other)),
        })
    })
}

fn question(material: &Material<'_>, doubt: &Doubt) -> Question {
    let pair = material.pair(doubt.a, doubt.b);
    let reasons = |list: Option<&Vec<samestory::detection::Evidence>>| {
        (list.into_iter().flatten().take(2))
            .map(|evidence| views::reason(material, evidence))
            .collect()
    };
    Question {
        a: views::article(material, doubt.a),
        b: views::article(material, doubt.b),
        event: views::event(material, material.event_of(doubt.a)),
        together: doubt.together,
        score: views::score(material, doubt.score),
        at_stake: material.strings.count("count.articles", doubt.at_stake),
        binds: reasons(pair.map(|pair| &pair.evidence_for)),
        parts: reasons(pair.map(|pair| &pair.evidence_against)),
    }
}
