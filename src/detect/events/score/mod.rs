//! Scores: what two documents come to.
//!
//! In: the profiles and the candidates. Out: [`Judged`]: every candidate pair with its strengths for one event
//! and for one storyline, and the scorer for any other pair. Neither score knows what grouping will decide.
//! Cost: a product of sparse vectors a pair, and a comparison of facts where that is worth it.

pub mod calibration;
pub mod centring;
pub mod chance;
pub mod dates;
pub mod editions;
pub mod features;
pub mod order;
pub mod pairs;
pub mod penalties;
pub mod scorer;
pub mod similarity;
pub mod strength;

use crate::detect::events::candidates::Candidates;
use crate::detect::events::candidates::window::Window;
use crate::detect::events::profile::{Profiles, tf_idf};
use crate::detect::{Observer, Stage};

use centring::Centring;
use pairs::{JudgedPair, Pairs};
use scorer::Scorer;

/// The candidates, judged.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What was judged.
    pub profiles: Profiles,
    /// How similar they are on average.
    pub centring: Centring,
    /// How far apart reports of one event are published.
    pub window: Window,
    /// Every judged pair.
    pub pairs: Pairs,
    /// How strongly each document is bound to its nearest others.
    nearest: Vec<f32>,
    /// The strength from which a pair of this feed is more likely one event than a coincidence.
    pub level: f32,
    /// Keys that were searched in part only, and the pairs left out by it.
    pub capped: (usize, u64),
}

/// Judges every candidate pair.
pub fn judge(profiles: Profiles, candidates: Candidates, observer: &dyn Observer) -> Judged {
    let pairs = candidates.pairs;
    observer.begin(Stage::Judge, pairs.len() as u64);
    let centring = Centring::new(&profiles.collection);
    let scorer = Scorer {
        profiles: &profiles,
        centring: &centring,
        window: candidates.window,
    };
    let judged = tf_idf::each_pair(
        &pairs,
        |&(earlier, later)| [later, earlier],
        |document| &profiles.of(document).tf_idf,
        || profiles.collection.dense(),
        |&(a, b), cosines| JudgedPair {
            a,
            b,
            judgement: scorer.judgement_of(a, b, cosines),
        },
    );
    observer.advance(pairs.len() as u64);
    let pairs = Pairs::new(judged, profiles.documents.list.len());
    let in_window = |pair: &&JudgedPair| scorer.in_window(pair.a, pair.b);
    let words: Vec<u32> = (profiles.collection.profiles.iter())
        .map(|profile| profile.content_words)
        .collect();
    let met = pairs.list().iter().filter(in_window);
    Judged {
        level: chance::level(&words, met.map(|pair| pair.judgement.event)),
        nearest: pairs.nearest_strengths(),
        pairs,
        window: candidates.window,
        capped: (candidates.hot_keys, candidates.left_out),
        centring,
        profiles,
    }
}

impl Judged {
    /// What it takes to judge two documents.
    pub fn scorer(&self) -> Scorer<'_> {
        Scorer {
            profiles: &self.profiles,
            centring: &self.centring,
            window: self.window,
        }
    }

    /// How much two documents speak for one event; 0 when too little to mean anything.
    pub fn strength(&self, a: u32, b: u32) -> f32 {
        let known = self.pairs.get(a, b).map(|known| known.event);
        known.unwrap_or_else(|| self.scorer().strength(a, b))
    }

    /// Probability that two documents report one event, given whether they were put `together`: a strength is
    /// held against how strongly the two are bound to their nearest others, and what the feed lets expect.
    pub fn probability(&self, a: u32, b: u32, strength: f32, together: bool) -> f64 {
        let nearest = |document: u32| self.nearest[document as usize];
        let nearest = f32::midpoint(nearest(a), nearest(b));
        calibration::event_probability(strength, nearest, self.level, together)
    }
}
