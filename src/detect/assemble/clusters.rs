//! Event and storyline records.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Run;
use crate::detect::events::explain;
use crate::detect::events::profile::day::{self, EventDay};
use crate::detect::events::score::calibration::{self, Grouped};
use crate::detect::events::storyline::topic::Topic;
use crate::detect::roster::Rank;
use crate::detect::structures::numbers::as_f64;
use crate::detection::{
    Cohesion, ConflictsCapped, Event, EventDate, Follows, Storyline, four_decimals,
};
use crate::time::Day;

/// Words that a cluster is described by.
const TERMS: usize = 8;

/// Every event, by its first article.
pub(super) fn events(run: &Run<'_>) -> Vec<u32> {
    let mut order: Vec<u32> = (0..).take(run.found.by_event().len()).collect();
    order.sort_by_cached_key(|&event| run.found.first(event));
    order
}

pub(super) fn event(run: &Run<'_>, event: u32) -> Event {
    let members = run.found.members(event);
    let lead = run.leads[event as usize];
    let documents = run.found.by_event().members(event);
    let storyline = run.found.by_storyline().of(event);
    let found = &run.conflicts[event as usize];
    Event {
        event: run.event_ids.get(event),
        storyline: run.storyline_ids.get(storyline),
        title: title(run, event),
        lead: run.found.id(lead).to_owned(),
        members: run.found.articles.members(lead, &members),
        families: documents.len(),
        sources: run.found.articles.sources(&members),
        first_published: run.found.articles.published(&members).min(),
        last_published: run.found.articles.published(&members).max(),
        event_date: event_date(run, documents),
        terms: terms(run, &run.found.storylines.topics[event as usize], documents),
        cohesion: event_cohesion(run, event),
        conflicts: found.list.clone(),
        conflicts_capped: (found.capped != ConflictsCapped::default()).then_some(found.capped),
    }
}

/// The title a person gave the event, else that of its lead article.
fn title(run: &Run<'_>, event: u32) -> String {
    let given = run.found.profiles.corrections.titles.iter().rev();
    let mut given = given.filter(|(rank, _)| run.found.event_of(*rank) == event);
    if let Some((_, title)) = given.next() {
        return title.clone();
    }
    let lead = run.found.document_of(run.leads[event as usize]);
    run.found.profile(lead).title.to_string()
}

fn event_cohesion(run: &Run<'_>, event: u32) -> Cohesion {
    let found = &run.cohesion[event as usize];
    let id = |document: u32| run.found.id(run.found.lead_of(document)).to_owned();
    Cohesion {
        min: four_decimals(found.min),
        mean: four_decimals(found.mean),
        weakest: found.weakest.map(|(a, b)| [id(a), id(b)]),
        bridges: found.bridges.iter().map(|&document| id(document)).collect(),
    }
}

/// The day that most of an event's dated articles agree on.
fn event_date(run: &Run<'_>, documents: &[u32]) -> Option<EventDate> {
    let dated: Vec<(u32, EventDay)> = documents
        .iter()
        .filter_map(|&document| Some((document, run.found.profile(document).day?)))
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
    let rank = |document: u32| run.found.lead_of(document);
    let best = |&(document, day): &(u32, EventDay)| {
        // "This week" agrees with everybody: what counts is agreement for each day of the range. Among
        // equals the earlier article.
        let days = u64::from(day.to.number().abs_diff(day.from.number())) + 1;
        (agreeing(day) as u64 * 1_000 / days, Reverse(rank(document)))
    };
    let &(document, day) = dated.iter().max_by_key(|dated| best(dated))?;
    let profile = run.found.profile(document);
    let side = explain::Side {
        id: run.found.id(rank(document)),
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

/// The most telling words of a topic, as one of the documents writes them.
fn terms(run: &Run<'_>, topic: &Topic, documents: &[u32]) -> Vec<String> {
    let mut heaviest = topic.tf_idf().lead.entries().to_vec();
    heaviest.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    let written = |term: u32| {
        let mut profiles = documents
            .iter()
            .map(|&document| run.found.profile(document));
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
        .zip(run.found.by_storyline().clusters())
        .map(|(storyline, events)| {
            let firsts = events.iter().map(|&event| run.found.first(event));
            (firsts.min().unwrap_or_default(), storyline)
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, storyline)| storyline).collect()
}

pub(super) fn storyline(run: &Run<'_>, storyline: u32) -> Storyline {
    let mut events = run.found.by_storyline().members(storyline).to_vec();
    events.sort_by_cached_key(|&event| run.found.first(event));
    let members: Vec<Vec<Rank>> = events
        .iter()
        .map(|&event| run.found.members(event))
        .collect();
    let published = || {
        let ranks = members.iter().flatten();
        ranks.filter_map(|&rank| run.found.articles.entry(rank).published)
    };
    let sizes = || {
        events
            .iter()
            .zip(&members)
            .map(|(&event, m)| (m.len(), event))
    };
    let (_, largest) = sizes()
        .min_by_key(|&(size, event)| (Reverse(size), run.found.first(event)))
        .unwrap_or_default();
    let documents: Vec<u32> = events
        .iter()
        .flat_map(|&event| run.found.by_event().members(event).iter().copied())
        .collect();
    let topic = Topic::of(run.found.profiles, &run.found.judged.centring, &documents);
    let follows = run.found.storylines.follows(&events);
    let id = |event: u32| run.event_ids.get(event);
    Storyline {
        storyline: run.storyline_ids.get(storyline),
        title: title(run, largest),
        events: events.iter().map(|&event| id(event)).collect(),
        articles: members.iter().map(Vec::len).sum(),
        terms: terms(run, &topic, &documents),
        first_published: published().min(),
        last_published: published().max(),
        follows: follows
            .into_iter()
            .map(|(later, earlier, strength)| Follows {
                event: id(later),
                follows: id(earlier),
                score: four_decimals(calibration::storyline_probability(
                    strength,
                    Grouped::Storyline,
                )),
            })
            .collect(),
    }
}
