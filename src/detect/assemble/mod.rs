//! Puts the records of a [`Detection`] together from what the stages found.
//!
//! In: the copies and the events. Out: the records. Nothing is decided here; what is computed is
//! how the decisions are shown: ids, leads, ties, flags.

use ahash::AHashSet;
use rayon::prelude::*;

use crate::config::Config;
use crate::detect::copies::{Copies, Overlap};
use crate::detect::events::Events;
use crate::detect::events::group::cohesion::EventCohesion;
use crate::detect::events::score::strength;
use crate::detect::lead;
use crate::detect::roster::Rank;
use crate::detect::{Batch, Kind, Sink};
use crate::detection::{Capped, CorrectionOutcome, Counts, Pair, PairCounts};
use crate::error::Error;

mod alone;
mod articles;
mod choice;
mod clusters;
mod conflicts;
mod ids;
mod members;
mod pairs;
mod relation;

pub(super) use alone::copies;
use articles::Articles;
use conflicts::Conflicts;
use ids::Ids;

/// Records that are made at once, and handed over before the next are made, so that memory does not
/// grow with them.
const BATCH: usize = 4_096;

/// Hands over all records of a run; `given` is the number of corrections given.
///
/// # Errors
/// Those of `sink`.
pub(super) fn events(
    copies: &Copies,
    events: &Events,
    config: &Config,
    given: usize,
    sink: &mut dyn Sink,
) -> Result<Counts, Error> {
    let run = Run::new(copies, events, config);
    let members = members::Memberships::new(&run);
    let mut recorded = PairCounts::default();
    if sink.wants(Kind::Pairs) {
        let weighed = pairs::known(&run).map(|known| known.weigh(&run, &members));
        let choice = choice::choose(weighed, copies.roster.len(), config.pairs);
        let chosen = choice.of(config.pairs, pairs::known(&run));
        let make = |(known, explained): (pairs::Known<'_>, bool)| known.record(&run, explained);
        hand_over(chosen, make, Batch::Pairs, sink)?;
        recorded = choice.counts;
    }
    if sink.wants(Kind::Memberships) {
        let order = copies.roster.input_order().iter().copied();
        hand_over(order, |rank| members.of(rank), Batch::Memberships, sink)?;
    }
    if sink.wants(Kind::Families) {
        let family = |family| run.articles.family(family);
        let order = run.articles.real_families();
        hand_over(order.into_iter(), family, Batch::Families, sink)?;
    }
    if sink.wants(Kind::Events) {
        let event = |event| clusters::event(&run, event);
        let order = clusters::events(&run);
        hand_over(order.into_iter(), event, Batch::Events, sink)?;
    }
    if sink.wants(Kind::Storylines) {
        let storyline = |storyline| clusters::storyline(&run, storyline);
        let order = clusters::storylines(&run);
        hand_over(order.into_iter(), storyline, Batch::Storylines, sink)?;
    }
    Ok(Counts {
        pairs: recorded,
        ..counts(&run, config, given)
    })
}

/// Makes the records of some items, on all threads, and hands them over while the next are made.
fn hand_over<I: Send, T: Send>(
    mut items: impl Iterator<Item = I> + Send,
    make: impl Fn(I) -> T + Sync,
    batch: impl Fn(Vec<T>) -> Batch + Sync,
    sink: &mut dyn Sink,
) -> Result<(), Error> {
    let mut next = || -> Vec<T> {
        let some: Vec<I> = items.by_ref().take(BATCH).collect();
        some.into_par_iter().map(&make).collect()
    };
    let mut made = next();
    while !made.is_empty() {
        let (taken, following) = rayon::join(|| sink.take(batch(made)), &mut next);
        taken?;
        made = following;
    }
    Ok(())
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
    articles: Articles<'a>,
    events: &'a Events,
    event_ids: Ids,
    storyline_ids: Ids,
    /// The article that leads each event.
    leads: Vec<Rank>,
    /// How well each event holds together.
    cohesion: Vec<EventCohesion>,
    /// On what the articles of each event disagree.
    conflicts: Vec<Conflicts>,
    /// Units that take part in a conflict.
    contradicted: Vec<bool>,
    /// Articles that a person placed.
    corrected: AHashSet<Rank>,
}

impl<'a> Run<'a> {
    fn new(copies: &'a Copies, events: &'a Events, config: &Config) -> Self {
        let (event_ids, storyline_ids) = ids::events(&copies.roster, events);
        let mut run = Self {
            articles: Articles::new(copies),
            events,
            event_ids,
            storyline_ids,
            leads: Vec::new(),
            cohesion: Vec::new(),
            conflicts: Vec::new(),
            contradicted: vec![false; events.units.list.len()],
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

    /// Marks conflicts and what a person placed.
    fn mark(&mut self) {
        let events = self.events.events.par_iter();
        let found: Vec<_> = events
            .map(|units| conflicts::conflicts(self, units))
            .collect();
        for &unit in found.iter().flat_map(|conflicts| &conflicts.units) {
            self.contradicted[unit as usize] = true;
        }
        self.conflicts = found;
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
        lead::lead(&self.articles.copies.roster, config, leads)
    }

    fn id(&self, rank: Rank) -> &str {
        self.articles.id(rank)
    }

    fn unit_of(&self, rank: Rank) -> u32 {
        self.events.units.of[rank as usize]
    }

    fn event_of(&self, rank: Rank) -> u32 {
        self.events.event_of[self.unit_of(rank) as usize]
    }

    /// The first article of an event.
    fn first(&self, event: u32) -> Rank {
        let units = self.events.events[event as usize].iter();
        let first = |&unit: &u32| {
            self.events.units.list[unit as usize]
                .members
                .first()
                .copied()
        };
        units.filter_map(first).min().unwrap_or_default()
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

    /// Whether an article has too few words to judge by.
    fn is_short(&self, unit: u32) -> bool {
        self.events.terms.profiles[unit as usize].content_words < strength::SHORT
    }
}

/// What was counted, chosen and capped.
fn counts(run: &Run<'_>, config: &Config, given: usize) -> Counts {
    let single = |event: &&Vec<u32>| event.len() == 1;
    let mut counts = Counts {
        short: run
            .events
            .units
            .of
            .iter()
            .filter(|&&unit| run.is_short(unit))
            .count(),
        events: run.events.events.len(),
        single_events: run.events.events.iter().filter(single).count(),
        storylines: run.events.storylines.len(),
        event_candidates: run.events.pairs.len(),
        corrections: CorrectionOutcome {
            given,
            unmatched: run.events.corrections.unmatched.clone(),
            contradictions: run.events.corrections.contradictions.clone(),
        },
        ..run.articles.counts(config)
    };
    let (keys, pairs) = run.events.capped;
    if pairs > 0 {
        counts.capped.push(Capped {
            cap: "event_key_postings".to_owned(),
            keys,
            pairs,
        });
    }
    counts
}
