//! A whole suite of labelled sets: what is measured on each, and over all of them.
//!
//! In: for each set its gold and what a run found. Out: [`SetReport`] and [`Report`]. The runs
//! themselves belong to the caller; nothing here knows how a result came about.

use serde::Serialize;

use super::bootstrap::Interval;
use super::calibrate::Platt;
use super::calibration::{Judged, Reliability};
use super::clusters::ClusterMeasures;
use super::coverage::Coverage;
use super::floors::Floor;
use super::labels::{Labels, Level};
use super::left_out::{self, HeldOut};
use super::memberships::{self, ScoredMembership};
use super::overlaps::{Equality, Overlaps};
use super::pairs::{self, GoldPair, Score, ScoredPair};
use super::verdicts::Verdicts;
use samestory::detection::{Detection, Relation};

/// What is known about a set; whatever is missing is not measured.
#[derive(Debug, Default)]
pub struct Gold {
    /// Events.
    pub events: Option<Labels>,
    /// Storylines.
    pub storylines: Option<Labels>,
    /// Pairs labelled OK (same event) or BAD.
    pub verdicts: Vec<GoldPair>,
    /// Every pair above a resemblance, the label its exact value.
    pub overlaps: Vec<GoldPair>,
}

/// How large a result is, and how it holds together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Shape {
    /// Articles.
    pub articles: usize,
    /// Articles that a copy family holds beside its lead.
    pub copies: usize,
    /// Events of two articles or more.
    pub events: usize,
    /// Articles of the largest event.
    pub largest_event: usize,
    /// Events that would fall apart without one of their articles.
    pub bridged_events: usize,
    /// Storylines of two events or more.
    pub storylines: usize,
    /// Events of the largest storyline.
    pub largest_storyline: usize,
    /// Judged pairs that were left undecided.
    pub undecided_pairs: usize,
}

impl Shape {
    fn of(found: &Detection) -> Self {
        let sizes = |sizes: &mut dyn Iterator<Item = usize>| {
            let (mut several, mut largest) = (0, 0);
            for size in sizes {
                several += usize::from(size > 1);
                largest = largest.max(size);
            }
            (several, largest)
        };
        let (events, largest_event) = sizes(&mut found.events.iter().map(|e| e.members.len()));
        let (storylines, largest_storyline) =
            sizes(&mut found.storylines.iter().map(|s| s.events.len()));
        Self {
            articles: found.counts.articles,
            copies: found.counts.copies,
            events,
            largest_event,
            bridged_events: found
                .events
                .iter()
                .filter(|e| !e.cohesion.bridges.is_empty())
                .count(),
            storylines,
            largest_storyline,
            undecided_pairs: found
                .pairs
                .iter()
                .filter(|p| p.relation == Relation::Undecided)
                .count(),
        }
    }
}

/// One of the two scores on one set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoreReport {
    /// As shipped.
    pub calibration: Reliability,
    /// With the calibration that the other sets give.
    pub held_out: Option<HeldOut>,
    /// The scores beside the truth.
    #[serde(skip)]
    pub judged: Vec<Judged>,
}

/// Copies against the list of all pairs above a resemblance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CopyReport {
    /// With the default profile, which leaves page furniture out.
    pub default: Overlaps,
    /// With the profile that counts words as the list does.
    pub reference: Overlaps,
    /// The pairs and resemblances of that profile beside the listed ones.
    pub equality: Equality,
}

/// Labelled pairs, decided in two ways.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictReport {
    /// Within the whole set.
    pub in_feed: Verdicts,
    /// Each pair as a feed of two.
    pub alone: Verdicts,
}

/// Events at the threshold that is best on the other sets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventsHeldOut {
    /// That threshold.
    pub threshold: f64,
    /// This set's events at it.
    pub measures: ClusterMeasures,
}

/// Everything measured on one set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetReport {
    /// Its name.
    pub name: String,
    /// How large the result is.
    pub shape: Shape,
    /// Found events against gold.
    pub events: Option<ClusterMeasures>,
    /// The same at the threshold that is best on the other sets.
    pub events_held_out: Option<EventsHeldOut>,
    /// The same at each of [`THRESHOLDS`]; empty without gold events.
    #[serde(skip)]
    pub events_at: Vec<ClusterMeasures>,
    /// Found storylines against gold.
    pub storylines: Option<ClusterMeasures>,
    /// Whether the pairs of gold events were judged.
    pub coverage: Option<Coverage>,
    /// Event scores against gold.
    pub event_scores: Option<ScoreReport>,
    /// Storyline scores against gold.
    pub storyline_scores: Option<ScoreReport>,
    /// Scores of memberships in their events.
    pub memberships: Option<Reliability>,
    /// Labelled pairs.
    pub verdicts: Option<VerdictReport>,
    /// Copies.
    pub copies: Option<CopyReport>,
}

/// Event thresholds that are tried; the default is among them.
pub const THRESHOLDS: [f64; 9] = [0.4, 0.425, 0.45, 0.475, 0.5, 0.525, 0.55, 0.575, 0.6];
/// Where the default stands among them.
const DEFAULT_THRESHOLD: usize = 4;

/// Worst clusters of a set that the report keeps.
const WORST: usize = 5;

impl SetReport {
    /// Measures what can be measured on one result; the rest is filled in from further runs.
    pub fn of(name: &str, gold: &Gold, found: &Detection) -> Self {
        let clusters = |gold: Option<&Labels>, level| {
            ClusterMeasures::of(
                gold?,
                &Labels::of_memberships(&found.memberships, level),
                seed(name),
                WORST,
            )
        };
        let judged: Vec<ScoredPair> = found.pairs.iter().map(ScoredPair::from).collect();
        let scores = |gold: Option<&Labels>, level, score| {
            let clusters = Labels::of_memberships(&found.memberships, level);
            let judged = pairs::judged(&judged, gold?, &clusters, score);
            Some(ScoreReport {
                calibration: Reliability::of(&judged)?,
                held_out: None,
                judged,
            })
        };
        let events = gold.events.as_ref();
        let storylines = gold.storylines.as_ref();
        let scored: Vec<ScoredMembership> = found
            .memberships
            .iter()
            .map(ScoredMembership::from)
            .collect();
        Self {
            name: name.to_owned(),
            shape: Shape::of(found),
            events: clusters(events, Level::Event),
            events_held_out: None,
            events_at: Vec::new(),
            storylines: clusters(storylines, Level::Storyline),
            coverage: None,
            event_scores: scores(events, Level::Event, Score::Event),
            storyline_scores: scores(storylines, Level::Storyline, Score::Storyline),
            memberships: events.and_then(|gold| {
                Reliability::of(&memberships::judged(&scored, gold, Level::Event))
            }),
            verdicts: None,
            copies: None,
        }
    }

    /// Adds the events of a run at the next of [`THRESHOLDS`].
    pub fn add_threshold(&mut self, gold: &Gold, found: &Detection) {
        let found = Labels::of_memberships(&found.memberships, Level::Event);
        self.events_at.extend(
            gold.events
                .as_ref()
                .and_then(|gold| ClusterMeasures::of(gold, &found, seed(&self.name), WORST)),
        );
    }
}

/// Each set draws its own resamplings, so that their mean has independent parts.
fn seed(name: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(name.as_bytes())
}

/// Everything measured on a suite.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// The sets, by name.
    pub sets: Vec<SetReport>,
    /// Figures to beat.
    pub floors: Vec<Floor>,
    /// The map that fits the event scores of all sets; identity when they are calibrated.
    pub event_map: Option<Platt>,
    /// The map that fits the storyline scores of all sets.
    pub storyline_map: Option<Platt>,
    /// Mean B-cubed F1 of the sets' events at each of [`THRESHOLDS`], those set apart left out.
    pub by_threshold: Vec<f64>,
}

impl Report {
    /// Fits calibration and threshold: to all sets, and to all but each.
    pub fn fit(&mut self) {
        self.fit_threshold();
        self.event_map = self.fit_score(|set| &mut set.event_scores);
        self.storyline_map = self.fit_score(|set| &mut set.storyline_scores);
    }

    fn fit_threshold(&mut self) {
        let figures = |sets: &[&SetReport]| -> Vec<Vec<f64>> {
            let row = |set: &&SetReport| {
                set.events_at
                    .iter()
                    .map(|at| at.agreement.b_cubed.f1)
                    .collect()
            };
            sets.iter().map(row).collect()
        };
        let tried = |set: &&SetReport| set.events_at.len() == THRESHOLDS.len();
        let together = figures(
            &self
                .with_events(Apart::Excluded)
                .filter(tried)
                .collect::<Vec<_>>(),
        );
        let n = super::agreement::real((together.len() as u64).max(1));
        self.by_threshold = (0..THRESHOLDS.len())
            .filter(|_| !together.is_empty())
            .map(|i| together.iter().map(|row| row[i]).sum::<f64>() / n)
            .collect();
        let all = figures(
            &self
                .with_events(Apart::Included)
                .filter(tried)
                .collect::<Vec<_>>(),
        );
        let all: Vec<&[f64]> = all.iter().map(Vec::as_slice).collect();
        let chosen = left_out::best_elsewhere(&all, DEFAULT_THRESHOLD);
        let sets = self.sets.iter_mut().filter(|set| tried(&&**set));
        for (set, chosen) in sets.zip(chosen) {
            set.events_held_out = chosen.map(|i| EventsHeldOut {
                threshold: THRESHOLDS[i],
                measures: set.events_at[i].clone(),
            });
        }
    }

    fn fit_score(
        &mut self,
        score: impl Fn(&mut SetReport) -> &mut Option<ScoreReport>,
    ) -> Option<Platt> {
        let mut reports: Vec<&mut ScoreReport> = self
            .sets
            .iter_mut()
            .filter_map(|set| score(set).as_mut())
            .collect();
        let judged: Vec<&[Judged]> = reports.iter().map(|r| r.judged.as_slice()).collect();
        let (map, held) = (left_out::fit(&judged), left_out::each(&judged));
        for (report, held) in reports.iter_mut().zip(held) {
            report.held_out = held;
        }
        map
    }

    /// The figure to beat on a set.
    pub fn floor(&self, set: &str) -> Option<&Floor> {
        self.floors.iter().find(|floor| floor.set == set)
    }

    /// Sets with gold events that the means take in; `apart` asks for those set apart, too.
    pub fn with_events(&self, apart: Apart) -> impl Iterator<Item = &SetReport> {
        self.sets.iter().filter(move |set| {
            let is_apart = self.floor(&set.name).is_some_and(|floor| floor.apart);
            set.events.is_some() && (apart == Apart::Included || !is_apart)
        })
    }

    /// The mean of a figure over sets, with its interval from the sets' replicates.
    pub fn mean<'a>(
        sets: impl Iterator<Item = &'a ClusterMeasures>,
        figure: fn(&ClusterMeasures) -> (f64, &[f64]),
    ) -> Option<Mean> {
        let all: Vec<(f64, &[f64])> = sets.map(figure).collect();
        let draws = all.iter().map(|(_, r)| r.len()).min()?;
        let n = super::agreement::real(all.len() as u64);
        let replicates: Vec<f64> = (0..draws)
            .map(|draw| all.iter().map(|(_, r)| r[draw]).sum::<f64>() / n)
            .collect();
        Some(Mean {
            sets: all.len(),
            value: all.iter().map(|(value, _)| value).sum::<f64>() / n,
            interval: Interval::of(&replicates),
        })
    }
}

/// Whether sets of another kind (titles with one line of text) count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// They do.
    Included,
    /// They do not.
    Excluded,
}

/// A mean over sets.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Mean {
    /// Number of sets.
    pub sets: usize,
    /// Their mean.
    pub value: f64,
    /// Its 95% interval over other events of the same sets; other sets may lie outside.
    pub interval: Option<Interval>,
}

/// The B-cubed F1 and its replicates.
pub fn b_cubed_f1(measures: &ClusterMeasures) -> (f64, &[f64]) {
    (
        measures.agreement.b_cubed.f1,
        &measures.replicates.b_cubed_f1,
    )
}

/// The pairwise F1 and its replicates.
pub fn pairwise_f1(measures: &ClusterMeasures) -> (f64, &[f64]) {
    (
        measures.agreement.pairwise.f1,
        &measures.replicates.pairwise_f1,
    )
}
