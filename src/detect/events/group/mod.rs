//! Events: documents that report one happening.
//!
//! In: the judged pairs. Out: [`Events`], a partition of the documents. Agglomerative clustering by average
//! linkage, then two tests that take apart again: of small events that hold together too loosely, and of those
//! that hang together by one document. Promise: what people said goes before every score. Cost: near-linear in the
//! judged pairs, quadratic in the documents of an event up to [`cohesion::EXACT`] of them.

pub mod agglomerative;
pub mod bridges;
pub mod cohesion;
pub mod prune;

use ahash::AHashSet;
use rayon::prelude::*;

use crate::config::Config;
use crate::detect::events::profile::{Profile, Profiles};
use crate::detect::events::score::{Judged, editions, penalties, strength};
use crate::detect::structures::partition::Partition;
use crate::detect::{Observer, Stage};

use agglomerative::{Constraints, Gate};
use cohesion::EventCohesion;

/// Share of the cohesion inside that a join must reach across, at the default threshold.
const RELATIVE: f64 = 0.65;
/// Pieces of a kind that recurs by which a cluster is told from another.
const EDITIONS: usize = 64;

/// The documents, grouped; events are named by their index.
#[derive(Debug, Clone)]
pub struct Events {
    /// The pairs by which they were grouped.
    pub judged: Judged,
    /// The event of each document.
    pub partition: Partition,
}

/// Groups the documents.
pub fn group(judged: Judged, config: &Config, observer: &dyn Observer) -> Events {
    observer.begin(Stage::Group, 0);
    let documents = judged.profiles.documents.list.len();
    let constraints = constraints(&judged.profiles);
    let linked = linked(&constraints.must);
    let linked = |a: u32, b: u32| linked.binary_search(&(a, b)).is_ok();
    let events = prune(&judged, cluster(&judged, config, &constraints), &linked);
    let holds = |a: u32, b: u32| linked(a, b) || holds(&judged, a, b);
    let mut events: Vec<Vec<u32>> = events
        .into_par_iter()
        .flat_map_iter(|event| {
            if event.len() <= cohesion::EXACT {
                bridges::split(event, &holds)
            } else {
                vec![event]
            }
        })
        .collect();
    events.par_sort_unstable();
    Events {
        partition: Partition::new(events, documents),
        judged,
    }
}

/// What people said about events, in terms of documents, and what one template with other facts says: that is
/// another event, and only a person knows better.
fn constraints(profiles: &Profiles) -> Constraints {
    let said = &profiles.corrections;
    let document = |rank: u32| profiles.documents.of[rank as usize];
    let documents = |pairs: &[(u32, u32)]| -> Vec<(u32, u32)> {
        let pairs = pairs.iter();
        pairs.map(|&(a, b)| (document(a), document(b))).collect()
    };
    let mut cannot = documents(&said.different_events);
    cannot.extend(profiles.origins.templates());
    Constraints {
        must: documents(&said.one_event),
        cannot,
        locked: said
            .locked
            .iter()
            .flatten()
            .map(|&rank| document(rank))
            .collect(),
    }
}

/// Pairs that a person linked, both ways, sorted.
fn linked(must: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let both = must.iter().flat_map(|&(a, b)| [(a, b), (b, a)]);
    let mut linked: Vec<(u32, u32)> = both.collect();
    linked.sort_unstable();
    linked
}

/// Joins documents, best pair first.
fn cluster(judged: &Judged, config: &Config, constraints: &Constraints) -> Vec<Vec<u32>> {
    let profiles = &judged.profiles;
    let scorer = judged.scorer();
    let pairs = judged.pairs.list().iter();
    let pairs: Vec<(u32, u32, f32)> = pairs
        .filter(|pair| pair.judgement.event > 0.0 && scorer.in_window(pair.a, pair.b))
        .map(|pair| (pair.a, pair.b, pair.judgement.event))
        .collect();
    let instances = |document: u32| &*profiles.of(document).instances;
    agglomerative::group(
        &agglomerative::Items {
            count: profiles.documents.list.len(),
            prior: judged.level,
            pairs: &pairs,
            judge: &|a, b| judged.strength(a, b),
            parting: &|a, b| {
                if other_edition(profiles, a, b) {
                    1.0
                } else {
                    other_instance(&instances, a, b)
                }
            },
        },
        Gate::Relative(relative_gate(config.events.threshold)),
        constraints,
    )
}

/// Takes small events apart that hold together too loosely.
fn prune(
    judged: &Judged,
    events: Vec<Vec<u32>>,
    linked: &dyn Fn(u32, u32) -> bool,
) -> Vec<Vec<u32>> {
    let scorer = judged.scorer();
    let lone = |a: u32, b: u32| penalties::penalised(judged.strength(a, b), &scorer.features(a, b));
    prune::prune(events, &lone, judged.level, linked)
}

/// Whether two documents of one event hold it together.
fn holds(judged: &Judged, a: u32, b: u32) -> bool {
    judged.probability(a, b, judged.strength(a, b), true) >= cohesion::HOLDS
}

/// Which share of the cohesion inside two clusters the average across must reach, for a threshold
/// from 0 to 1; the default, 0.5, asks for 0.65.
fn relative_gate(threshold: f64) -> f64 {
    RELATIVE * 2.0 * threshold
}

/// Whether two clusters hold pieces of a kind that recurs, of other days or places. As those of one cluster are of one
/// day and place, the first of many tell.
fn other_edition(profiles: &Profiles, a: &[u32], b: &[u32]) -> bool {
    let recurring = |documents: &[u32]| -> Vec<&Profile> {
        let profiles = documents.iter().map(|&document| profiles.of(document));
        let recurring = profiles.filter(|profile| profile.edition.is_some());
        recurring.take(EDITIONS).collect()
    };
    let (x, y) = (recurring(a), recurring(b));
    x.iter()
        .any(|x| y.iter().any(|y| editions::apart(x, y).is_some()))
}

/// The share that two clusters lose when they speak of different instances of one numbered series:
/// it is enough that some of their articles say so, and none says otherwise.
fn other_instance<'a>(instances: &dyn Fn(u32) -> &'a [(u64, u64)], a: &[u32], b: &[u32]) -> f64 {
    let all = |documents: &[u32]| -> AHashSet<(u64, u64)> {
        documents
            .iter()
            .flat_map(|&document| instances(document))
            .copied()
            .collect()
    };
    let x = all(a);
    if x.is_empty() {
        return 0.0;
    }
    let y = all(b);
    let same_series = x
        .iter()
        .any(|(series, _)| y.iter().any(|(other, _)| other == series));
    if same_series && x.is_disjoint(&y) {
        f64::from(strength::SLOT)
    } else {
        0.0
    }
}

impl Events {
    /// Whether so few articles stand for a document's event that penalties weigh on it.
    pub fn is_small(&self, document: u32) -> bool {
        self.partition.members(self.partition.of(document)).len() <= prune::FEW
    }

    /// Probability that two documents report one event; 0 for two that no third ties across the window.
    pub fn event_score(&self, a: u32, b: u32, strength: f32) -> f64 {
        let together = self.partition.joins(a, b);
        if !together && !self.judged.scorer().in_window(a, b) {
            return 0.0;
        }
        self.judged.probability(a, b, strength, together)
    }

    /// How well an event holds together.
    pub fn cohesion(&self, event: u32) -> EventCohesion {
        let probability = |a: u32, b: u32| self.event_score(a, b, self.judged.strength(a, b));
        cohesion::cohesion(self.partition.members(event), &probability)
    }
}
