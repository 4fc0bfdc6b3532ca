//! What ties documents and events, as membership records tell it.
//!
//! In: what was grouped. Out: [`Bonds`]. Cost: one walk of the judged pairs for the partners inside an event, and
//! a sort of those across events.

use rayon::prelude::*;

use super::Run;
use crate::detect::events::score::calibration::{self, Grouped};
use crate::detect::events::score::pairs::JudgedPair;
use crate::detect::structures::numbers::as_f64;

/// Other events of a storyline that one event is compared with for its storyline score.
const COMPARED: usize = 64;

/// What ties documents and events, gathered once.
pub(super) struct Bonds {
    /// Articles of each event.
    pub(super) sizes: Vec<usize>,
    /// Probability that each document belongs to its event.
    pub(super) scores: Vec<f64>,
    /// The best probability that each document has in another event; 0 when there is none.
    pub(super) elsewhere: Vec<f64>,
    /// The strongest partner of each document inside its event.
    pub(super) partners: Vec<Option<(u32, f32)>>,
    /// Probability that each event belongs to its storyline.
    pub(super) storylines: Vec<f64>,
    /// Documents without which their event falls apart.
    pub(super) bridge: Vec<bool>,
}

impl Bonds {
    pub(super) fn new(run: &Run<'_>) -> Self {
        let size = |event: &Vec<u32>| {
            let articles = event
                .iter()
                .map(|&document| run.found.articles_of(document));
            articles.map(<[_]>::len).sum()
        };
        let elsewhere = elsewhere(run);
        Self {
            sizes: run.found.by_event().clusters().iter().map(size).collect(),
            scores: scores(run, &elsewhere),
            partners: partners(run),
            storylines: storyline_scores(run),
            bridge: bridges(run),
            elsewhere,
        }
    }
}

/// The judged pairs that something binds, inside events or across.
fn bound<'a>(run: &'a Run<'_>, inside: bool) -> impl ParallelIterator<Item = &'a JudgedPair> {
    let pairs = run.found.judged.pairs.list().par_iter();
    let events = run.found.by_event();
    pairs.filter(move |pair| pair.judgement.event > 0.0 && events.joins(pair.a, pair.b) == inside)
}

fn documents(run: &Run<'_>) -> usize {
    run.found.profiles.documents.list.len()
}

fn partners(run: &Run<'_>) -> Vec<Option<(u32, f32)>> {
    let mut partners: Vec<Option<(u32, f32)>> = vec![None; documents(run)];
    for pair in bound(run, true).collect::<Vec<_>>() {
        let strength = pair.judgement.event;
        for (document, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let best = &mut partners[document as usize];
            if best.is_none_or(|(_, s)| strength > s) {
                *best = Some((other, strength));
            }
        }
    }
    partners
}

fn elsewhere(run: &Run<'_>) -> Vec<f64> {
    let events = run.found.by_event();
    let mut scores: Vec<(u32, u32, f64)> = bound(run, false)
        .flat_map_iter(|pair| {
            let score = run
                .found
                .events
                .event_score(pair.a, pair.b, pair.judgement.event);
            [
                (pair.a, events.of(pair.b), score),
                (pair.b, events.of(pair.a), score),
            ]
        })
        .collect();
    // Stable, so that scores are added in the order of the pairs: the same sum on every run.
    scores.par_sort_by_key(|&(document, event, _)| (document, event));
    let mut elsewhere = vec![0.0_f64; documents(run)];
    for of_event in scores.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
        let (document, event, _) = of_event[0];
        let size = events.members(event).len();
        let sum: f64 = of_event.iter().map(|&(.., score)| score).sum();
        let best = &mut elsewhere[document as usize];
        *best = best.max(sum / as_f64(size));
    }
    elsewhere
}

/// Of a document that is alone: that it belongs nowhere else.
fn scores(run: &Run<'_>, elsewhere: &[f64]) -> Vec<f64> {
    let mut scores = vec![1.0; documents(run)];
    for (members, cohesion) in run.found.by_event().clusters().iter().zip(&run.cohesion) {
        for (&document, &score) in members.iter().zip(&cohesion.documents) {
            scores[document as usize] = score;
        }
        if let [document] = members[..] {
            scores[document as usize] = 1.0 - elsewhere[document as usize];
        }
    }
    scores
}

fn bridges(run: &Run<'_>) -> Vec<bool> {
    let mut bridge = vec![false; documents(run)];
    for &document in run.cohesion.iter().flat_map(|cohesion| &cohesion.bridges) {
        bridge[document as usize] = true;
    }
    bridge
}

/// Mean probability of each event with the others of its storyline; of an event that is alone, that
/// it shares its topic with none of those it touches.
fn storyline_scores(run: &Run<'_>) -> Vec<f64> {
    let among = |event: u32| {
        let storylines = run.found.by_storyline();
        let events = storylines.members(storylines.of(event));
        let step = events.len().div_ceil(COMPARED);
        let others = events.iter().step_by(step).filter(|&&other| other != event);
        let (sum, count) = others.fold((0.0, 0), |(sum, count), &other| {
            let strength = run.found.storylines.topic_strength(event, other);
            let score = calibration::storyline_probability(strength, Grouped::Storyline);
            (sum + score, count + 1)
        });
        if count == 0 { 1.0 } else { sum / as_f64(count) }
    };
    let events = run.found.by_event().numbers();
    let mut scores: Vec<f64> = events.into_par_iter().map(among).collect();
    for &(a, b, strength) in &run.found.storylines.touching {
        let storylines = run.found.by_storyline();
        if storylines.joins(a, b) {
            continue;
        }
        for event in [a, b] {
            if storylines.members(storylines.of(event)).len() == 1 {
                let alone = 1.0 - calibration::storyline_probability(strength, Grouped::Apart);
                scores[event as usize] = scores[event as usize].min(alone);
            }
        }
    }
    scores
}
