//! Membership records: each article's place, how it is tied, and how sure that is.

use rayon::prelude::*;

use super::Run;
use super::relation::relation;
use crate::detect::events::JudgedPair;
use crate::detect::events::score::strength::{self, Grouped};
use crate::detect::roster::Rank;
use crate::detect::structures::sparse::as_f64;
use crate::detection::{Flag, Membership, Relation, Role, Tie, four_decimals};

/// Probability from which an event that an article was kept out of leaves it undecided.
const NEAR_MISS: f64 = 0.35;
/// Other events of a storyline that one event is compared with for its storyline score.
const COMPARED: usize = 64;

/// Makes membership records.
pub(super) struct Memberships<'a> {
    run: &'a Run<'a>,
    bonds: Bonds,
}

impl<'a> Memberships<'a> {
    pub(super) fn new(run: &'a Run<'a>) -> Self {
        let bonds = Bonds::new(run);
        Self { run, bonds }
    }

    /// The article that ties a unit's lead to its event; none for that of the event's own lead.
    pub(super) fn tied_to(&self, unit: u32) -> Option<Rank> {
        let event = self.run.events.event_of[unit as usize];
        let lead = self.run.leads[event as usize];
        let rank = self.run.events.units.list[unit as usize].lead;
        (rank != lead).then(|| tied_to(self.run, &self.bonds, rank, lead))
    }

    pub(super) fn of(&self, rank: Rank) -> Membership {
        membership(self.run, &self.bonds, rank)
    }
}

/// What ties units and events, gathered once.
struct Bonds {
    /// Articles of each event.
    sizes: Vec<usize>,
    /// Probability that each unit belongs to its event.
    scores: Vec<f64>,
    /// The best probability that each unit has in another event; 0 when there is none.
    elsewhere: Vec<f64>,
    /// The strongest partner of each unit inside its event.
    partners: Vec<Option<(u32, f32)>>,
    /// Probability that each event belongs to its storyline.
    storylines: Vec<f64>,
    /// Articles that state a fact which another report of their event contradicts.
    bridge: Vec<bool>,
}

impl Bonds {
    fn new(run: &Run<'_>) -> Self {
        let units = run.events.units.list.len();
        let size = |event: &Vec<u32>| {
            let units = event
                .iter()
                .map(|&unit| &run.events.units.list[unit as usize]);
            units.map(|unit| unit.members.len()).sum()
        };
        let mut bonds = Self {
            sizes: run.events.events.iter().map(size).collect(),
            scores: vec![1.0; units],
            elsewhere: vec![0.0; units],
            partners: vec![None; units],
            storylines: storyline_scores(run),
            bridge: vec![false; units],
        };
        bonds.look_elsewhere(run);
        for (members, cohesion) in run.events.events.iter().zip(&run.cohesion) {
            for (&unit, &score) in members.iter().zip(&cohesion.units) {
                bonds.scores[unit as usize] = score;
            }
            for &unit in &cohesion.bridges {
                bonds.bridge[unit as usize] = true;
            }
        }
        for members in run
            .events
            .events
            .iter()
            .filter(|members| members.len() == 1)
        {
            let unit = members[0] as usize;
            bonds.scores[unit] = 1.0 - bonds.elsewhere[unit];
        }
        bonds
    }

    /// Goes through the judged pairs: the best partner inside, the best event outside.
    fn look_elsewhere(&mut self, run: &Run<'_>) {
        let event = |unit: u32| run.events.event_of[unit as usize];
        let bound = |pair: &&JudgedPair| pair.judgement.event > 0.0;
        let (inside, outside): (Vec<&JudgedPair>, Vec<&JudgedPair>) = (run.events.pairs)
            .par_iter()
            .filter(bound)
            .partition(|pair| event(pair.a) == event(pair.b));
        for pair in inside {
            let strength = pair.judgement.event;
            for (unit, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                let best = &mut self.partners[unit as usize];
                if best.is_none_or(|(_, s)| strength > s) {
                    *best = Some((other, strength));
                }
            }
        }
        let mut scores: Vec<(u32, u32, f64)> = outside
            .into_par_iter()
            .flat_map_iter(|pair| {
                let score = (run.events).event_score(pair.a, pair.b, pair.judgement.event);
                [
                    (pair.a, event(pair.b), score),
                    (pair.b, event(pair.a), score),
                ]
            })
            .collect();
        // Stable, so that scores are added in the order of the pairs: the same sum on every run.
        scores.par_sort_by_key(|&(unit, event, _)| (unit, event));
        for of_event in scores.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
            let (unit, event, _) = of_event[0];
            let size = run.events.events[event as usize].len();
            let sum: f64 = of_event.iter().map(|&(.., score)| score).sum();
            let best = &mut self.elsewhere[unit as usize];
            *best = best.max(sum / as_f64(size));
        }
    }
}

/// Mean probability of each event with the others of its storyline; of an event that is alone, that
/// it shares its matter with none of those it touches.
fn storyline_scores(run: &Run<'_>) -> Vec<f64> {
    let among = |event: u32| {
        let events = &run.events.storylines[run.events.storyline_of[event as usize] as usize];
        let step = events.len().div_ceil(COMPARED);
        let others = events.iter().step_by(step).filter(|&&other| other != event);
        let (sum, count) = others.fold((0.0, 0), |(sum, count), &other| {
            let strength = run.events.matter(event, other);
            let score = strength::storyline_probability(strength, Grouped::Storyline);
            (sum + score, count + 1)
        });
        if count == 0 { 1.0 } else { sum / as_f64(count) }
    };
    let events = u32::try_from(run.events.events.len()).unwrap_or(u32::MAX);
    let mut scores: Vec<f64> = (0..events).into_par_iter().map(among).collect();
    for &(a, b, strength) in &run.events.touching {
        if run.events.storyline_of[a as usize] == run.events.storyline_of[b as usize] {
            continue;
        }
        for event in [a, b] {
            let storyline = run.events.storyline_of[event as usize];
            if run.events.storylines[storyline as usize].len() == 1 {
                let alone = 1.0 - strength::storyline_probability(strength, Grouped::Apart);
                scores[event as usize] = scores[event as usize].min(alone);
            }
        }
    }
    scores
}

fn membership(run: &Run<'_>, bonds: &Bonds, rank: Rank) -> Membership {
    let unit = run.unit_of(rank);
    let event = run.event_of(rank);
    let storyline = run.events.storyline_of[event as usize];
    let lead = run.leads[event as usize];
    let size = bonds.sizes[event as usize];
    let tie = (rank != lead).then(|| tie(run, bonds, rank, lead));
    let score = bonds.scores[unit as usize];
    Membership {
        id: run.id(rank).to_owned(),
        family: run.articles.families.get(run.articles.family_of(rank)),
        event: run.event_ids.get(event),
        storyline: run.storyline_ids.get(storyline),
        role: role(size, rank == lead, tie.as_ref()),
        lead: run.id(lead).to_owned(),
        score: four_decimals(score),
        storyline_score: four_decimals(bonds.storylines[event as usize]),
        margin: four_decimals(score - bonds.elsewhere[unit as usize]),
        flags: flags(run, bonds, rank),
        relation: tie,
    }
}

pub(super) fn role(size: usize, leads: bool, tie: Option<&Tie>) -> Role {
    match tie.map(|tie| tie.kind) {
        _ if size == 1 => Role::Single,
        _ if leads => Role::Lead,
        Some(Relation::Identical) => Role::Identical,
        Some(Relation::NearCopy) => Role::NearCopy,
        Some(Relation::Excerpt) => Role::Excerpt,
        Some(Relation::Rewrite) => Role::Rewrite,
        _ => Role::Report,
    }
}

/// The article one is tied to: that which an excerpt is a part of, else the lead of its family; of
/// that lead, its event's lead where the two
/// were judged to belong together, else its strongest partner.
fn tied_to(run: &Run<'_>, bonds: &Bonds, rank: Rank, lead: Rank) -> Rank {
    let unit = run.unit_of(rank);
    let own = run.events.units.list[unit as usize].lead;
    if let Some(home) = run.articles.home(rank, own) {
        home
    } else if unit == run.unit_of(lead) {
        lead
    } else {
        let together = run.events.strength(unit, run.unit_of(lead)) > 0.0;
        let partner = bonds.partners[unit as usize].map(|(partner, _)| partner);
        let partner = if together { None } else { partner };
        partner.map_or(lead, |p| run.events.units.list[p as usize].lead)
    }
}

fn tie(run: &Run<'_>, bonds: &Bonds, rank: Rank, lead: Rank) -> Tie {
    let unit = run.unit_of(rank);
    let to = tied_to(run, bonds, rank, lead);
    let tie = run.articles.tie(rank, to);
    let kind = if unit == run.unit_of(to) {
        in_family(tie.kind)
    } else {
        // Copies that no family could hold together are reports of one event here: whoever is
        // called a copy or an excerpt is in the family of what it is one of.
        let copied = tie.kind.max(Relation::Rewrite);
        relation(run, unit, run.unit_of(to), copied)
    };
    Tie { kind, ..tie }
}

/// What an article of a family is to one it is tied to there.
pub(super) fn in_family(copied: Relation) -> Relation {
    if copied <= Relation::Excerpt {
        copied
    } else {
        // A copy of a copy may not have been compared with the family's lead itself.
        Relation::NearCopy
    }
}

fn flags(run: &Run<'_>, bonds: &Bonds, rank: Rank) -> Vec<Flag> {
    let unit = run.unit_of(rank);
    let at = unit as usize;
    let entry = run.articles.entry(rank);
    let alone = run.events.events[run.event_of(rank) as usize].len() == 1;
    let checks = [
        (Flag::Empty, entry.words == 0),
        (Flag::ShortText, entry.words > 0 && run.is_short(unit)),
        (Flag::Undated, entry.published.is_none()),
        (Flag::Conflict, run.contradicted[at]),
        (Flag::Undecided, alone && bonds.elsewhere[at] >= NEAR_MISS),
        (Flag::Version, entry.version),
        (Flag::Template, run.articles.shares_form(rank)),
        (Flag::Bridge, bonds.bridge[at]),
        (Flag::Corrected, run.corrected.contains(&rank)),
    ];
    let set = checks.into_iter().filter(|&(_, holds)| holds);
    set.map(|(flag, _)| flag).collect()
}
