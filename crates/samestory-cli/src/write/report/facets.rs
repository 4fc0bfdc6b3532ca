//! What a reader can narrow the list by: kinds, outlets, languages, days, and what is named.
//!
//! In: the events with their heads. Out: the values of each facet with how many events have them, and
//! for each event the tokens of its values, which the page's script compares. Promise: the same for
//! any order of the records; a value that most events lack and the list has no room for is left to
//! the search. Cost: one look at each article, and an analysis of the beginning of each event's lead,
//! however many pages list the event.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use samestory::detection::Event;
use samestory::time::Timestamp;

use super::events::Head;
use super::material::Material;
use super::names::{self, Values};
use super::views;

/// Values of a facet that are listed.
const LISTED: usize = 60;
/// One thing to narrow by.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Facet {
    pub(super) kind: &'static str,
    /// Key of its title.
    pub(super) title: &'static str,
    pub(super) values: Vec<Value>,
}

/// One value and how many events have it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Value {
    pub(super) token: String,
    pub(super) name: String,
    pub(super) events: usize,
}

/// The facets, in the order in which they stand: what the script calls each, and the key of its title.
const FACETS: [(&str, &str); 5] = [
    ("kind", "tools.kind"),
    ("source", "tools.source"),
    ("language", "tools.language"),
    ("day", "tools.day"),
    ("name", "tools.name"),
];

/// The values of an event in each of the [`FACETS`], in their order.
pub(super) type Found = [Vec<(String, String)>; FACETS.len()];

/// The values of each event; what facets are made of, for all events or for those of a page.
pub(super) fn found(material: &Material<'_>, heads: &[(usize, Head)]) -> Vec<Found> {
    let mut named: Vec<Values> = (heads.par_iter())
        .map(|&(event, _)| names::of(material, &material.detection.events[event]))
        .collect();
    names::fold(&mut named);
    (heads.par_iter().zip(named))
        .map(|((event, head), named)| {
            let event = &material.detection.events[*event];
            [
                kinds(material, head),
                outlets(material, event),
                languages(head),
                days(material, event),
                named,
            ]
            .map(|values| values.into_iter().collect())
        })
        .collect()
}

/// The facets that have something to choose between among these events, which get their tokens.
pub(super) fn facets(found: &[&Found], heads: &mut [(usize, Head)]) -> Vec<Facet> {
    let mut tokens: Vec<Vec<String>> = vec![Vec::new(); heads.len()];
    let mut facets = Vec::new();
    for (at, (kind, title)) in FACETS.into_iter().enumerate() {
        let values = || found.iter().map(|found| &found[at]);
        let listed = listed(kind, values().flatten());
        // What all events have, or but one thing, narrows nothing.
        if listed.is_empty() || (kind == "language" && listed.len() == 1) {
            continue;
        }
        let place: BTreeMap<&str, &str> = (listed.iter())
            .map(|(value, shown)| (value.as_str(), shown.token.as_str()))
            .collect();
        for (tokens, values) in tokens.iter_mut().zip(values()) {
            let known = (values.iter()).filter_map(|(value, _)| place.get(value.as_str()));
            tokens.extend(known.map(|token| (*token).to_owned()));
        }
        facets.push(Facet {
            kind,
            title,
            values: listed.into_iter().map(|(_, shown)| shown).collect(),
        });
    }
    for ((_, head), tokens) in heads.iter_mut().zip(tokens) {
        head.tokens = tokens.join(" ");
    }
    facets
}

/// The values to list: those of most events, days the newest first, kinds in their own order.
fn listed<'a>(
    kind: &'static str,
    values: impl Iterator<Item = &'a (String, String)>,
) -> Vec<(String, Value)> {
    let mut counted: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (value, shown) in values {
        counted.entry(value).or_insert((0, shown)).0 += 1;
    }
    let mut order: Vec<(&str, usize, &str)> = (counted.into_iter())
        .map(|(value, (events, shown))| (value, events, shown))
        .collect();
    match kind {
        "kind" => {}
        "day" => order.reverse(),
        _ => order.sort_by_key(|&(value, events, _)| (Reverse(events), value)),
    }
    if kind == "name" {
        order.retain(|&(_, events, _)| events > 1);
    }
    order.truncate(LISTED);
    let token = |at: usize, value: &str| match kind {
        "kind" => value.to_owned(),
        _ => format!("{}{at}", &kind[..1]),
    };
    (order.into_iter().enumerate())
        .map(|(at, (value, events, shown))| {
            let value = value.to_owned();
            let shown = Value {
                token: token(at, &value),
                name: shown.to_owned(),
                events,
            };
            (value, shown)
        })
        .collect()
}

fn kinds(material: &Material<'_>, head: &Head) -> Values {
    [
        ("by_several", "tools.multi", head.independent > 1),
        ("doubtful", "tools.doubtful", head.uncertain.is_some()),
        ("conflicts", "tools.conflicts", head.conflicts > 0),
    ]
    .into_iter()
    .filter(|&(_, _, is)| is)
    .map(|(token, key, _)| (token.to_owned(), material.strings.say(key)))
    .collect()
}

fn outlets(material: &Material<'_>, event: &Event) -> Values {
    let named = (material.members(event))
        .filter(|&position| material.article(position).source.is_some())
        .map(|position| views::source(material, position));
    named.map(|name| (name.to_lowercase(), name)).collect()
}

fn languages(head: &Head) -> Values {
    let langs = head.langs.split(' ').filter(|lang| !lang.is_empty());
    langs
        .map(|lang| (lang.to_owned(), lang.to_owned()))
        .collect()
}

fn days(material: &Material<'_>, event: &Event) -> Values {
    let days: BTreeSet<_> = (material.members(event))
        .filter_map(|position| material.published(position))
        .map(Timestamp::day)
        .collect();
    let days = days.into_iter();
    days.map(|day| (day.to_string(), material.strings.day(day)))
        .collect()
}
