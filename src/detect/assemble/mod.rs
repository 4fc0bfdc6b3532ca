//! Puts the records of a [`Detection`] together from what the stages found.
//!
//! In: the copies and the events. Out: the records. Nothing is decided here; what is computed is
//! how the decisions are shown: ids, leads, ties, flags.

use ahash::AHashSet;
use rayon::prelude::*;

use crate::config::{self, Config};
use crate::detect::PairSink;
use crate::detect::copies::{Copies, CopyPair, Overlap};
use crate::detect::events::Events;
use crate::detect::events::cohesion::EventCohesion;
use crate::detect::events::judge;
use crate::detect::lead;
use crate::detect::roster::Rank;
use crate::detection::{Capped, Conflict, CorrectionOutcome, Counts, Detection, Pair, Relation};
use crate::error::Error;

mod clusters;
mod conflicts;
mod ids;
mod members;
mod pairs;

use ids::Ids;

/// Builds the records; `given` is the number of corrections given. The pairs go to `pairs` and
/// stand in no list; without it none are made.
///
/// # Errors
/// Those of `pairs`.
pub(super) fn assemble(
    copies: &Copies,
    events: &Events,
    config: &Config,
    given: usize,
    pairs: Option<&mut PairSink<'_>>,
) -> Result<Detection, Error> {
    let run = Run::new(copies, events, config);
    if let Some(sink) = pairs {
        pairs::hand_over(&run, sink)?;
    }
    let detection = Detection {
        memberships: members::memberships(&run),
        families: clusters::families(&run),
        events: clusters::events(&run),
        storylines: clusters::storylines(&run),
        pairs: Vec::new(),
        counts: Counts::default(),
    };
    Ok(Detection {
        counts: counts(&run, config, &detection, given),
        ..detection
    })
}

/// The record of two articles alone, whatever binds them or not.
pub(super) fn one_pair(
    copies: &Copies,
    events: &Events,
    config: &Config,
    overlap: Overlap,
) -> Pair {
    let run = Run::new(copies, events, config);
    pairs::any_pair(&run, 0, 1, overlap)
}

/// Everything a record may draw on.
struct Run<'a> {
    copies: &'a Copies,
    events: &'a Events,
    ids: Ids,
    /// The article that leads each event.
    leads: Vec<Rank>,
    /// How well each event holds together.
    cohesion: Vec<EventCohesion>,
    /// The family of each article.
    family_of: Vec<u32>,
    /// On what the articles of each event disagree.
    conflicts: Vec<Vec<Conflict>>,
    /// Units that take part in a conflict.
    contradicted: Vec<bool>,
    /// Articles that share a form, not facts, with another.
    templates: AHashSet<Rank>,
    /// Articles that a person placed.
    corrected: AHashSet<Rank>,
}

impl<'a> Run<'a> {
    fn new(copies: &'a Copies, events: &'a Events, config: &Config) -> Self {
        let mut family_of = vec![0; copies.roster.len()];
        for (family, members) in (0..).zip(&copies.families) {
            for &member in members {
                family_of[member as usize] = family;
            }
        }
        let mut run = Self {
            copies,
            events,
            ids: Ids::new(copies, events),
            leads: Vec::new(),
            cohesion: Vec::new(),
            family_of,
            conflicts: Vec::new(),
            contradicted: vec![false; events.units.list.len()],
            templates: AHashSet::new(),
            corrected: AHashSet::new(),
        };
        let numbers = 0..u32::try_from(events.events.len()).unwrap_or(u32::MAX);
        run.leads = (numbers.clone())
            .map(|event| run.lead(event, config))
            .collect();
        run.cohesion = numbers
            .into_par_iter()
            .map(|e| events.cohesion(e))
            .collect();
        run.mark();
        run
    }

    /// Marks conflicts, templates and what a person placed.
    fn mark(&mut self) {
        let events = self.events.events.par_iter();
        let found: Vec<_> = events
            .map(|units| conflicts::conflicts(self, units))
            .collect();
        for (conflicts, units) in found {
            self.conflicts.push(conflicts);
            for unit in units {
                self.contradicted[unit as usize] = true;
            }
        }
        for pair in &self.copies.pairs {
            if pair.relation == Relation::SameTemplate {
                self.templates.extend([pair.a, pair.b]);
            }
        }
        let said = &self.events.corrections;
        let pairs = said.one_event.iter().chain(&said.different_events);
        let pairs = pairs
            .chain(&said.one_storyline)
            .chain(&said.different_storylines);
        self.corrected.extend(pairs.flat_map(|&(a, b)| [a, b]));
        self.corrected.extend(said.locked.iter().flatten());
    }

    /// Which article leads an event: the one a person pinned, else as the settings say.
    fn lead(&self, event: u32, config: &Config) -> Rank {
        let pinned = &self.events.corrections.leads;
        if let Some(&rank) = pinned
            .iter()
            .rev()
            .find(|&&rank| self.event_of(rank) == event)
        {
            return rank;
        }
        let units = self.events.events[event as usize].iter();
        let leads = units.map(|&unit| self.events.units.list[unit as usize].lead);
        lead::lead(&self.copies.roster, config, leads)
    }

    fn id(&self, rank: Rank) -> &str {
        &self.copies.roster.get(rank).id
    }

    fn unit_of(&self, rank: Rank) -> u32 {
        self.events.units.of[rank as usize]
    }

    fn event_of(&self, rank: Rank) -> u32 {
        self.events.event_of[self.unit_of(rank) as usize]
    }

    /// All articles of an event, ascending.
    fn members(&self, event: u32) -> Vec<Rank> {
        let units = self.events.events[event as usize].iter();
        let mut members: Vec<Rank> = units
            .flat_map(|&unit| &self.events.units.list[unit as usize].members)
            .copied()
            .collect();
        members.sort_unstable();
        members
    }

    /// The exact comparison of two articles, if the copy layer made one.
    fn copy_pair(&self, a: Rank, b: Rank) -> Option<&'a CopyPair> {
        let key = (a.min(b), a.max(b));
        let pairs = &self.copies.pairs;
        let at = pairs.binary_search_by_key(&key, |pair| (pair.a, pair.b));
        at.ok().map(|at| &pairs[at])
    }

    /// Whether an article has too few words to judge by.
    fn is_short(&self, unit: u32) -> bool {
        self.events.terms.profiles[unit as usize].content_words < judge::SHORT
    }
}

/// What was counted, chosen and capped.
fn counts(run: &Run<'_>, config: &Config, detection: &Detection, given: usize) -> Counts {
    let entries = run.copies.roster.entries();
    let (hot_keys, left_out) = run.events.capped;
    let mut capped = run.copies.capped.clone();
    if left_out > 0 {
        capped.push(Capped {
            cap: "event_key_postings".to_owned(),
            keys: hot_keys,
            pairs: left_out,
        });
    }
    let single = |event: &&Vec<u32>| event.len() == 1;
    let ranks = 0..u32::try_from(entries.len()).unwrap_or(u32::MAX);
    Counts {
        articles: entries.len(),
        empty: entries.iter().filter(|entry| entry.words == 0).count(),
        short: ranks
            .filter(|&rank| run.is_short(run.unit_of(rank)))
            .count(),
        copies: entries.len() - run.copies.families.len(),
        families: detection.families.len(),
        events: run.events.events.len(),
        single_events: run.events.events.iter().filter(single).count(),
        storylines: run.events.storylines.len(),
        copy_candidates: run.copies.candidates,
        event_candidates: run.events.pairs.len(),
        capped,
        unknown_preferred: unknown_preferred(run, config),
        bands: run.copies.bands.clone(),
        corrections: CorrectionOutcome {
            given,
            unmatched: run.events.corrections.unmatched.clone(),
            contradictions: run.events.corrections.contradictions.clone(),
        },
    }
}

/// Names of `prefer` that no article's source has, so that a slip of the pen is seen.
fn unknown_preferred(run: &Run<'_>, config: &Config) -> Vec<String> {
    let entries = run.copies.roster.entries();
    let known = |name: &str| {
        let sources = entries.iter().filter_map(|entry| entry.source.as_deref());
        sources
            .into_iter()
            .any(|source| config::names(name, source))
    };
    let unknown = config.prefer.iter().filter(|name| !known(name));
    unknown.cloned().collect()
}
