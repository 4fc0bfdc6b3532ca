//! Storylines: events of one continuing matter.
//!
//! In: the events. Out: [`Storylines`], a partition of the events. Promise: average linkage over events, every
//! event weighing the same; an event is never split. Neither time nor dates count: a topic goes on.

pub mod topic;

use rayon::prelude::*;

use crate::config::Config;
use crate::detect::events::group::Events;
use crate::detect::events::group::agglomerative::{self, Constraints, Gate, Items};
use crate::detect::events::profile::tf_idf::{self, Cosines};
use crate::detect::events::score::calibration::{self, Grouped};
use crate::detect::events::score::editions;
use crate::detect::events::score::strength;
use crate::detect::structures::numbers::{as_f64, narrow};
use crate::detect::structures::partition::Partition;

use topic::Topic;

/// Mean strength in topic that a storyline must reach, at the default threshold.
const STORYLINE: f64 = 0.095;
/// Documents of each of two events whose facts are compared to tell one topic from a likeness of kind.
const FIRST_DOCUMENTS: usize = 2;
/// Earlier events of a storyline that an event is compared with to find the one it follows.
const LOOK_BACK: usize = 64;

/// The events, grouped; storylines are named by their index.
#[derive(Debug, Clone)]
pub struct Storylines {
    /// What was grouped.
    pub events: Events,
    /// What each event is about.
    pub topics: Vec<Topic>,
    /// Events that something binds in topic, sorted.
    pub touching: Vec<(u32, u32, f32)>,
    /// The storyline of each event.
    pub partition: Partition,
}

/// Groups the events.
pub fn group(events: Events, config: &Config) -> Storylines {
    let topics = topics(&events);
    let scorer = TopicScorer {
        events: &events,
        topics: &topics,
    };
    let mut touching = tf_idf::each_pair(
        &touching(&events),
        |&(x, y)| [x, y],
        |event| topics[event as usize].tf_idf(),
        || events.judged.profiles.collection.dense(),
        |&(x, y), cosines| (x, y, scorer.strength_of(x, y, cosines)),
    );
    touching.retain(|&(_, _, strength)| strength > 0.0);
    let items = Items {
        count: events.partition.len(),
        prior: 0.0,
        pairs: &touching,
        judge: &|x, y| scorer.strength(x, y).max(0.0),
        parting: &|_, _| 0.0,
    };
    let gate = Gate::Absolute(cut(config.events.storyline_threshold));
    let storylines = agglomerative::group(&items, gate, &constraints(&events));
    Storylines {
        partition: Partition::new(storylines, events.partition.len()),
        touching,
        topics,
        events,
    }
}

/// What each event is about.
fn topics(events: &Events) -> Vec<Topic> {
    let judged = &events.judged;
    let clusters = events.partition.clusters().par_iter();
    clusters
        .map(|documents| Topic::of(&judged.profiles, &judged.centring, documents))
        .collect()
}

/// What people said about storylines, in terms of events.
fn constraints(events: &Events) -> Constraints {
    let profiles = &events.judged.profiles;
    let event = |&rank: &u32| events.partition.of(profiles.documents.of[rank as usize]);
    let pairs = |pairs: &[(u32, u32)]| {
        let both = pairs.iter().map(|(a, b)| (event(a), event(b)));
        both.filter(|(x, y)| x != y).collect()
    };
    Constraints {
        must: pairs(&profiles.corrections.one_storyline),
        cannot: pairs(&profiles.corrections.different_storylines),
        locked: Vec::new(),
    }
}

/// Pairs of events between which some pair of documents was judged, sorted.
fn touching(events: &Events) -> Vec<(u32, u32)> {
    let pairs = events.judged.pairs.list().iter();
    let mut touching: Vec<(u32, u32)> = pairs
        .filter(|pair| pair.judgement.event > 0.0 || pair.judgement.storyline > 0.0)
        .map(|pair| (events.partition.of(pair.a), events.partition.of(pair.b)))
        .filter(|(x, y)| x != y)
        .map(|(x, y)| (x.min(y), x.max(y)))
        .collect();
    touching.par_sort_unstable();
    touching.dedup();
    touching
}

/// The least mean strength in topic across two events of one storyline, for a threshold from 0 to 1.
fn cut(threshold: f64) -> f64 {
    STORYLINE * 2.0 * threshold
}

/// What it takes to tell how much two events are about one topic.
#[derive(Clone, Copy)]
struct TopicScorer<'a> {
    events: &'a Events,
    topics: &'a [Topic],
}

impl TopicScorer<'_> {
    /// What the topics of two events share, as far as their first documents say that it is no mere likeness of
    /// kind.
    fn strength(&self, x: u32, y: u32) -> f32 {
        let [this, other] = [x, y].map(|event| &self.topics[event as usize]);
        self.strength_of(x, y, this.tf_idf().cosines(other.tf_idf()))
    }

    /// The same, when their cosines are known.
    fn strength_of(&self, x: u32, y: u32, cosines: Cosines) -> f32 {
        let [this, other] = [x, y].map(|event| &self.topics[event as usize]);
        let topic = this.strength(other, cosines);
        if topic <= 0.0 {
            return topic;
        }
        let judged = &self.events.judged;
        let pairs_scorer = judged.scorer();
        let profile = |document: u32| judged.profiles.of(document);
        let firsts = |event: u32| {
            self.events
                .partition
                .members(event)
                .iter()
                .take(FIRST_DOCUMENTS)
        };
        let (mut sum, mut pairs) = (0.0, 0);
        for &a in firsts(x) {
            for &b in firsts(y) {
                pairs += 1;
                // The weather goes on every day, and nothing continues.
                if !editions::of_one_kind(profile(a), profile(b)) {
                    sum += f64::from(strength::topic_strength(
                        topic,
                        &pairs_scorer.template(a, b),
                    ));
                }
            }
        }
        narrow(sum / as_f64(pairs.max(1)))
    }
}

impl Storylines {
    /// How much two events are about one topic: what those of both share, as far as their first
    /// documents say that it is no mere likeness of kind.
    pub fn topic_strength(&self, x: u32, y: u32) -> f32 {
        let scorer = TopicScorer {
            events: &self.events,
            topics: &self.topics,
        };
        scorer.strength(x, y)
    }

    /// Probability that two documents belong to one storyline.
    pub fn storyline_score(&self, a: u32, b: u32, strength: f32) -> f64 {
        let [x, y] = [a, b].map(|document| self.events.partition.of(document));
        let grouped = if x == y {
            Grouped::Event
        } else if self.partition.joins(x, y) {
            Grouped::Storyline
        } else {
            Grouped::Apart
        };
        calibration::storyline_probability(strength, grouped)
    }

    /// Which events of a storyline continue which: each links to the earlier one nearest to it.
    ///
    /// `order` lists the storyline's events by time. Out: (later, earlier, strength).
    pub fn follows(&self, order: &[u32]) -> Vec<(u32, u32, f32)> {
        let mut found = Vec::new();
        for (at, &later) in order.iter().enumerate().skip(1) {
            let mut best: Option<(u32, f32)> = None;
            for &earlier in &order[at.saturating_sub(LOOK_BACK)..at] {
                let strength = self.topic_strength(later, earlier);
                if best.is_none_or(|(_, b)| strength >= b) {
                    best = Some((earlier, strength));
                }
            }
            found.extend(best.map(|(earlier, strength)| (later, earlier, strength)));
        }
        found
    }
}
