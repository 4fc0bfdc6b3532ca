//! Event and storyline records.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Run;
use crate::detect::events::explain;
use crate::detect::events::profile::day::{self, EventDay};
use crate::detect::events::score::strength::{self, Grouped};
use crate::detect::events::storyline::{self, Theme};
use crate::detect::roster::Rank;
use crate::detect::structures::sparse::as_f64;
use crate::detection::{
    Cohesion, ConflictsCapped, Event, EventDate, Follows, Storyline, four_decimals,
};
use crate::time::Day;

/// Words that a cluster is described by.
const TERMS: usize = 8;

/// Every event, by its first article.
pub(super) fn events(run: &Run<'_>) -> Vec<u32> {
    let mut order: Vec<u32> = (0..).take(run.events.events.len()).collect();
    order.sort_by_cached_key(|&event| run.first(event));
    order
}

pub(super) fn event(run: &Run<'_>, event: u32) -> Event {
    let members = run.members(event);
    let lead = run.leads[event as usize];
    let units = &run.events.events[event as usize];
    let storyline = run.events.storyline_of[event as usize];
    let found = &run.conflicts[event as usize];
    Event {
        event: run.event_ids.get(event),
        storyline: run.storyline_ids.get(storyline),
        title: title(run, event),
        lead: run.id(lead).to_owned(),
        members: run.articles.members(lead, &members),
        families: units.len(),
        sources: run.articles.sources(&members),
        first_published: run.articles.published(&members).min(),
        last_published: run.articles.published(&members).max(),
        event_date: event_date(run, units),
        terms: terms(run, &run.events.themes[event as usize], units),
        cohesion: event_cohesion(run, event),
        conflicts: found.list.clone(),
        conflicts_capped: (found.capped != ConflictsCapped::default()).then_some(found.capped),
    }
}

/// The title a person gave the event, else that of its lead article.
fn title(run: &Run<'_>, event: u32) -> String {
    let given = run.events.corrections.titles.iter().rev();
    let mut given = given.filter(|(rank, _)| run.event_of(*rank) == event);
    if let Some((_, title)) = given.next() {
        return title.clone();
    }
    let lead = run.unit_of(run.leads[event as usize]);
    run.events.terms.profiles[lead as usize].title.to_string()
}

fn event_cohesion(run: &Run<'_>, event: u32) -> Cohesion {
    let found = &run.cohesion[event as usize];
    let id = |unit: u32| run.id(run.events.units.list[unit as usize].lead).to_owned();
    Cohesion {
        min: four_decimals(found.min),
        mean: four_decimals(found.mean),
        weakest: found.weakest.map(|(a, b)| [id(a), id(b)]),
        bridges: found.bridges.iter().map(|&unit| id(unit)).collect(),
    }
}

/// The day that most of an event's dated articles agree on.
fn event_date(run: &Run<'_>, units: &[u32]) -> Option<EventDate> {
    let dated: Vec<(u32, EventDay)> = units
        .iter()
        .filter_map(|&unit| Some((unit, run.events.terms.profiles[unit as usize].day?)))
        .filter(|(_, day)| day.confidence >= day::CONFIDENT)
        .collect();
    // Many articles, few days.
    let mut days: BTreeMap<(Day, Day), (EventDay, usize)> = BTreeMap::new();
    for &(_, day) in &dated {
        days.entry((day.from, day.to)).or_insert((day, 0)).1 += 1;
    }
    let agreeing = |day: EventDay| -> usize {
        let same = days
            .values()
            .filter(|(other, _)| day::same_days(day, *other));
        same.map(|(_, articles)| articles).sum()
    };
    let agreement: BTreeMap<(Day, Day), usize> = (days.iter())
        .map(|(&days, &(day, _))| (days, agreeing(day)))
        .collect();
    let agreeing = |day: EventDay| agreement[&(day.from, day.to)];
    let rank = |unit: u32| run.events.units.list[unit as usize].lead;
    let best = |&(unit, day): &(u32, EventDay)| {
        // "This week" agrees with everybody: what counts is agreement for each day of the range. Among
        // equals the earlier article.
        let days = u64::from(day.to.number().abs_diff(day.from.number())) + 1;
        (agreeing(day) as u64 * 1_000 / days, Reverse(rank(unit)))
    };
    let &(unit, day) = dated.iter().max_by_key(|dated| best(dated))?;
    let profile = &run.events.terms.profiles[unit as usize];
    let side = explain::Side {
        id: run.id(rank(unit)),
        profile,
    };
    let fact = profile.facts.list().get(day.fact);
    Some(EventDate {
        from: day.from,
        to: day.to,
        confidence: four_decimals(as_f64(agreeing(day)) / as_f64(dated.len())),
        quote: fact.map(|fact| explain::quote_fact(side, fact)),
    })
}

/// The most telling words of a theme, as one of the units writes them.
fn terms(run: &Run<'_>, theme: &Theme, units: &[u32]) -> Vec<String> {
    let mut heaviest = theme.wording().lead.entries().to_vec();
    heaviest.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    let written = |term: u32| {
        let mut profiles = units
            .iter()
            .map(|&unit| &run.events.terms.profiles[unit as usize]);
        profiles
            .find_map(|profile| profile.mention(term))
            .map(|(_, word)| word.to_owned())
    };
    let words = heaviest.into_iter().filter_map(|(term, _)| written(term));
    words.take(TERMS).collect()
}

/// Every storyline, by its first article.
pub(super) fn storylines(run: &Run<'_>) -> Vec<u32> {
    let mut order: Vec<(Rank, u32)> = (0..)
        .zip(&run.events.storylines)
        .map(|(storyline, events)| {
            let firsts = events.iter().map(|&event| run.first(event));
            (firsts.min().unwrap_or_default(), storyline)
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, storyline)| storyline).collect()
}

pub(super) fn storyline(run: &Run<'_>, storyline: u32) -> Storyline {
    let mut events = run.events.storylines[storyline as usize].clone();
    events.sort_by_cached_key(|&event| run.first(event));
    let members: Vec<Vec<Rank>> = events.iter().map(|&event| run.members(event)).collect();
    let published = || {
        let ranks = members.iter().flatten();
        ranks.filter_map(|&rank| run.articles.entry(rank).published)
    };
    let sizes = || {
        events
            .iter()
            .zip(&members)
            .map(|(&event, m)| (m.len(), event))
    };
    let (_, largest) = sizes()
        .min_by_key(|&(size, event)| (Reverse(size), run.first(event)))
        .unwrap_or_default();
    let units: Vec<u32> = events
        .iter()
        .flat_map(|&event| run.events.events[event as usize].iter().copied())
        .collect();
    let profile = |&unit: &u32| &run.events.terms.profiles[unit as usize];
    let theme = Theme::of(&units.iter().map(profile).collect::<Vec<_>>());
    let follows = storyline::follows(&events, &|x, y| run.events.matter(x, y));
    let id = |event: u32| run.event_ids.get(event);
    Storyline {
        storyline: run.storyline_ids.get(storyline),
        title: title(run, largest),
        events: events.iter().map(|&event| id(event)).collect(),
        articles: members.iter().map(Vec::len).sum(),
        terms: terms(run, &theme, &units),
        first_published: published().min(),
        last_published: published().max(),
        follows: follows
            .into_iter()
            .map(|(later, earlier, strength)| Follows {
                event: id(later),
                follows: id(earlier),
                score: four_decimals(strength::storyline_probability(
                    strength,
                    Grouped::Storyline,
                )),
            })
            .collect(),
    }
}
