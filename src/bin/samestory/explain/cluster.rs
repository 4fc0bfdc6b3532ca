//! Explains a whole event, storyline or family.

use std::collections::BTreeSet;
use std::fmt::Write;

use samestory::Day;
use samestory::detection::{Cohesion, Event, Family, Storyline};
use serde_json::json;

use super::Explanation;
use super::article::{name, nearest};
use super::lookup::Lookup;

pub(super) fn event(lookup: &Lookup, event: &Event) -> Explanation {
    let members: BTreeSet<&str> = event.members.iter().map(String::as_str).collect();
    let near_misses = nearest(lookup.pairs_from(&members));
    let mut text = String::new();
    let _ = writeln!(text, "event {}  {}", event.event, event.title);
    if let Some(date) = &event.event_date {
        let _ = writeln!(
            text,
            "  date       {}, {:.0} % of the dated articles agree",
            span(date.from, date.to),
            date.confidence * 100.0
        );
    }
    let _ = writeln!(text, "  storyline  {}", event.storyline);
    let _ = writeln!(text, "  terms      {}", event.terms.join(", "));
    text.push_str(&members_text(lookup, &event.members));
    text.push_str(&cohesion(&event.cohesion));
    for conflict in &event.conflicts {
        let _ = writeln!(text, "  conflict   {}", conflict.field);
        for value in &conflict.values {
            let _ = writeln!(
                text,
                "             {}: {}",
                value.value,
                value.articles.join(", ")
            );
        }
    }
    let none = if near_misses.is_empty() {
        ": nothing was close enough to be judged"
    } else {
        ""
    };
    let _ = writeln!(text, "\n  nearest outside{none}");
    for pair in &near_misses {
        text.push_str(&lookup.told(pair, "    "));
    }
    Explanation {
        text,
        json: json!({ "event": event, "near_misses": near_misses }),
    }
}

pub(super) fn storyline(lookup: &Lookup, storyline: &Storyline) -> Explanation {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "storyline {}  {}",
        storyline.storyline, storyline.title
    );
    let _ = writeln!(text, "  terms      {}", storyline.terms.join(", "));
    for id in &storyline.events {
        let Some(event) = lookup.event(id) else {
            continue;
        };
        let date = event.event_date.as_ref();
        let date = date.map_or_else(|| "no date".to_owned(), |d| span(d.from, d.to));
        let _ = writeln!(
            text,
            "  {id}  {date}  {} ({})",
            event.title,
            event.members.join(", ")
        );
        for link in storyline.follows.iter().filter(|link| link.event == *id) {
            let _ = writeln!(
                text,
                "    continues {} (score {:.3})",
                link.follows, link.score
            );
        }
    }
    Explanation {
        text,
        json: json!({ "storyline": storyline }),
    }
}

pub(super) fn family(lookup: &Lookup, family: &Family) -> Explanation {
    let mut text = format!("family {}\n", family.family);
    text.push_str(&members_text(lookup, &family.members));
    text.push_str(&cohesion(&family.cohesion));
    Explanation {
        text,
        json: json!({ "family": family }),
    }
}

fn members_text(lookup: &Lookup, members: &[String]) -> String {
    let mut text = String::new();
    for id in members {
        let role = lookup
            .membership(id)
            .map(|m| name(m.role))
            .unwrap_or_default();
        let _ = writeln!(text, "  {role:10} {id}  {}", lookup.title(id));
    }
    text
}

fn cohesion(cohesion: &Cohesion) -> String {
    let mut text = format!(
        "  cohesion   mean {:.3}, least {:.3}",
        cohesion.mean, cohesion.min
    );
    if let Some([a, b]) = &cohesion.weakest {
        let _ = write!(text, " ({a} and {b})");
    }
    text.push('\n');
    if !cohesion.bridges.is_empty() {
        let _ = writeln!(text, "  bridges    {}", cohesion.bridges.join(", "));
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
