//! Explains a whole event, storyline or family.

use std::collections::BTreeSet;

use samestory::Day;
use samestory::detection::{Cohesion, Event, Family, Storyline};
use serde_json::json;

use super::Explanation;
use super::article::{name, nearest};
use super::lookup::Lookup;
use samestory_cli::shown::Lines;

pub(super) fn event(lookup: &Lookup, event: &Event) -> Explanation {
    let members: BTreeSet<&str> = event.members.iter().map(String::as_str).collect();
    let near_misses = nearest(lookup.pairs_from(&members));
    let mut text = Lines::default();
    text.add(format_args!("event {}  {}", event.event, event.title));
    if let Some(date) = &event.event_date {
        text.add(format_args!(
            "  date       {}, {:.0} % of the dated articles agree",
            span(date.from, date.to),
            date.confidence * 100.0
        ));
    }
    text.add(format_args!("  storyline  {}", event.storyline));
    text.add(format_args!("  terms      {}", event.terms.join(", ")));
    text.append(&members_text(lookup, &event.members));
    text.append(&cohesion(&event.cohesion));
    for conflict in &event.conflicts {
        text.add(format_args!("  conflict   {}", conflict.field));
        for value in &conflict.values {
            text.add(format_args!(
                "             {}: {}",
                value.value,
                value.articles.join(", ")
            ));
        }
    }
    if let Some(capped) = &event.conflicts_capped {
        text.add(format_args!("  conflicts  {capped}"));
    }
    let none = if near_misses.is_empty() {
        lookup.no_pair(false)
    } else {
        ""
    };
    text.gap();
    text.add(format_args!("  nearest outside{none}"));
    for pair in &near_misses {
        text.append(&lookup.told(pair, "    "));
    }
    Explanation {
        text,
        json: json!({ "event": event, "near_misses": near_misses }),
    }
}

pub(super) fn storyline(lookup: &Lookup, storyline: &Storyline) -> Explanation {
    let mut text = Lines::default();
    text.add(format_args!(
        "storyline {}  {}",
        storyline.storyline, storyline.title
    ));
    text.add(format_args!("  terms      {}", storyline.terms.join(", ")));
    for id in &storyline.events {
        let Some(event) = lookup.event(id) else {
            continue;
        };
        let date = event.event_date.as_ref();
        let date = date.map_or_else(|| "no date".to_owned(), |d| span(d.from, d.to));
        text.add(format_args!(
            "  {id}  {date}  {} ({})",
            event.title,
            event.members.join(", ")
        ));
        for link in storyline.follows.iter().filter(|link| link.event == *id) {
            text.add(format_args!(
                "    continues {} (score {:.3})",
                link.follows, link.score
            ));
        }
    }
    Explanation {
        text,
        json: json!({ "storyline": storyline }),
    }
}

pub(super) fn family(lookup: &Lookup, family: &Family) -> Explanation {
    let mut text = Lines::default();
    text.add(format_args!("family {}", family.family));
    text.append(&members_text(lookup, &family.members));
    text.append(&cohesion(&family.cohesion));
    Explanation {
        text,
        json: json!({ "family": family }),
    }
}

fn members_text(lookup: &Lookup, members: &[String]) -> Lines {
    let mut text = Lines::default();
    for id in members {
        let role = lookup
            .membership(id)
            .map(|m| name(m.role))
            .unwrap_or_default();
        text.add(format_args!("  {role:10} {id}  {}", lookup.title(id)));
    }
    text
}

fn cohesion(cohesion: &Cohesion) -> Lines {
    let weakest = cohesion.weakest.as_ref();
    let weakest = weakest.map_or_else(String::new, |[a, b]| format!(" ({a} and {b})"));
    let mut text = Lines::default();
    text.add(format_args!(
        "  cohesion   mean {:.3}, least {:.3}{weakest}",
        cohesion.mean, cohesion.min
    ));
    if !cohesion.bridges.is_empty() {
        text.add(format_args!("  bridges    {}", cohesion.bridges.join(", ")));
    }
    text
}

fn span(from: Day, to: Day) -> String {
    if from == to {
        from.to_string()
    } else {
        format!("{from} to {to}")
    }
}
