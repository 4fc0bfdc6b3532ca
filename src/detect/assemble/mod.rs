//! Puts the records of a [`Detection`] together from what the stages found.
//!
//! In: the copies and the events. Out: the records. Nothing is decided here; what is computed is
//! how the decisions are shown: ids, leads, ties, flags.

use ahash::AHashSet;
use rayon::prelude::*;

use crate::config::Config;
use crate::corrections::Resolved;
use crate::detect::copies::{Copies, Overlap};
use crate::detect::events::group::cohesion::EventCohesion;
use crate::detect::events::storyline::Storylines;
use crate::detect::lead;
use crate::detect::roster::Rank;
use crate::detect::{Batch, Kind, Sink};
use crate::detection::{Capped, CorrectionOutcome, Counts, Pair, PairCounts};
use crate::error::Error;

mod alone;
mod articles;
mod bonds;
mod choice;
mod clusters;
mod conflicts;
mod found;
mod ids;
mod members;
mod pairs;
mod relation;

pub(super) use alone::copies;
use conflicts::Conflicts;
use found::Found;
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
    storylines: &Storylines,
    config: &Config,
    given: usize,
    sink: &mut dyn Sink,
) -> Result<Counts, Error> {
    let run = Run::new(copies, storylines, config);
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
        let family = |family| run.found.articles.family(family);
        let order = run.found.articles.real_families();
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
    storylines: &Storylines,
    config: &Config,
    overlap: Overlap,
) -> Pair {
    let run = Run::new(copies, storylines, config);
    pairs::any_pair(&run, 0, 1, overlap)
}

/// Everything a record may draw on.
struct Run<'a> {
    found: Found<'a>,
    event_ids: Ids,
    storyline_ids: Ids,
    /// The article that leads each event.
    leads: Vec<Rank>,
    /// How well each event holds together.
    cohesion: Vec<EventCohesion>,
    /// On what the articles of each event disagree.
    conflicts: Vec<Conflicts>,
    /// Documents that take part in a conflict.
    contradicted: Vec<bool>,
    /// Articles that a person placed.
    corrected: AHashSet<Rank>,
}

impl<'a> Run<'a> {
    fn new(copies: &'a Copies, storylines: &'a Storylines, config: &Config) -> Self {
        let found = Found::new(copies, storylines);
        let (event_ids, storyline_ids) = ids(&found);
        let events = found.by_event();
        let conflicts: Vec<Conflicts> = events
            .clusters()
            .par_iter()
            .map(|documents| conflicts::conflicts(&found, documents))
            .collect();
        Self {
            event_ids,
            storyline_ids,
            leads: events
                .numbers()
                .map(|event| lead(&found, event, config))
                .collect(),
            cohesion: events
                .numbers()
                .into_par_iter()
                .map(|event| found.events.cohesion(event))
                .collect(),
            contradicted: contradicted(&conflicts, found.profiles.documents.list.len()),
            conflicts,
            corrected: corrected(&found.profiles.corrections),
            found,
        }
    }
}

/// Which of so many documents take part in a conflict.
fn contradicted(conflicts: &[Conflicts], documents: usize) -> Vec<bool> {
    let mut contradicted = vec![false; documents];
    for &document in conflicts.iter().flat_map(|conflicts| &conflicts.documents) {
        contradicted[document as usize] = true;
    }
    contradicted
}

/// Articles that a person placed.
fn corrected(said: &Resolved) -> AHashSet<Rank> {
    let pairs = said.one_event.iter().chain(&said.different_events);
    let pairs = pairs
        .chain(&said.one_storyline)
        .chain(&said.different_storylines);
    let pairs = pairs.flat_map(|&(a, b)| [a, b]);
    pairs.chain(said.locked.iter().flatten().copied()).collect()
}

/// The ids of events and storylines.
fn ids(found: &Found<'_>) -> (Ids, Ids) {
    let events = found.by_event().numbers();
    let founders: Vec<Rank> = events.map(|event| found.first(event)).collect();
    let storyline = |events: &Vec<u32>| {
        let firsts = events.iter().map(|&event| founders[event as usize]);
        firsts.min().unwrap_or_default()
    };
    let storylines = found.by_storyline().clusters().iter();
    let storylines: Vec<Rank> = storylines.map(storyline).collect();
    let roster = &found.articles.copies.roster;
    (
        Ids::new('e', roster, &founders),
        Ids::new('s', roster, &storylines),
    )
}

/// Which article leads an event: the one a person pinned, else as the settings say.
fn lead(found: &Found<'_>, event: u32, config: &Config) -> Rank {
    let mut pinned = found.profiles.corrections.leads.iter().rev().copied();
    if let Some(rank) = pinned.find(|&rank| found.event_of(rank) == event) {
        return rank;
    }
    let documents = found.by_event().members(event).iter();
    let leads = documents.map(|&document| found.lead_of(document));
    lead::lead(&found.articles.copies.roster, config, leads)
}

/// What was counted, chosen and capped.
fn counts(run: &Run<'_>, config: &Config, given: usize) -> Counts {
    let single = |event: &&Vec<u32>| event.len() == 1;
    let mut counts = Counts {
        short: run
            .found
            .profiles
            .documents
            .of
            .iter()
            .filter(|&&document| run.found.is_short(document))
            .count(),
        events: run.found.by_event().len(),
        single_events: run
            .found
            .by_event()
            .clusters()
            .iter()
            .filter(single)
            .count(),
        storylines: run.found.by_storyline().len(),
        event_candidates: run.found.judged.pairs.list().len(),
        corrections: CorrectionOutcome {
            given,
            unmatched: run.found.profiles.corrections.unmatched.clone(),
            contradictions: run.found.profiles.corrections.contradictions.clone(),
        },
        ..run.found.articles.counts(config)
    };
    let (keys, pairs) = run.found.judged.capped;
    if pairs > 0 {
        counts.capped.push(Capped {
            cap: "event_key_postings".to_owned(),
            keys,
            pairs,
        });
    }
    counts
}
