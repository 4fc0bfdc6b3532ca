//! Explains one article: where it is, what ties it there, and where else it nearly went.

use samestory::Relation;
use samestory::detection::{Membership, Pair};
use serde_json::json;

use super::Explanation;
use super::lookup::Lookup;
use samestory_cli::reasons::relation;
use samestory_cli::shown::Lines;

/// Ties and near misses that are told.
const TOLD: usize = 3;

pub(super) fn explain(lookup: &Lookup, membership: &Membership) -> Explanation {
    let copies = lookup.copies_of(membership);
    let (inside, outside): (Vec<_>, Vec<_>) = lookup
        .pairs_from(&copies)
        .into_iter()
        .partition(|pair| lookup.share_an_event(pair));
    let to = membership
        .relation
        .iter()
        .map(|tie| tie.to.as_str())
        .collect();
    let mut ties = lookup.pairs_between(&[membership.id.as_str()].into(), &to);
    ties.extend(inside);
    ties.dedup();
    // One with its reasons says more than several without.
    if ties.iter().any(|pair| pair.explained) {
        ties.retain(|pair| pair.explained);
    }
    ties.truncate(TOLD);
    let near_misses = nearest(outside);
    let text = text(lookup, membership, &ties, &near_misses);
    let json = json!({
        "article": membership,
        "event": lookup.event(&membership.event),
        "family": lookup.family(&membership.family),
        "ties": ties,
        "near_misses": near_misses,
    });
    Explanation { text, json }
}

fn text(lookup: &Lookup, of: &Membership, ties: &[&Pair], near_misses: &[&Pair]) -> Lines {
    let mut text = Lines::default();
    text.add(format_args!("article {}  {}", of.id, lookup.title(&of.id)));
    let event = lookup.event(&of.event);
    let articles = event.map_or(1, |event| event.members.len());
    text.add(format_args!(
        "  event      {}  {} of {articles}, score {:.3}, margin {:.3}",
        of.event,
        name(of.role),
        of.score,
        of.margin
    ));
    if let Some(family) = lookup.family(&of.family) {
        text.add(format_args!(
            "  family     {}  {}",
            family.family,
            family.members.join(", ")
        ));
    }
    text.add(format_args!(
        "  storyline  {}  score {:.3}",
        of.storyline, of.storyline_score
    ));
    if !of.flags.is_empty() {
        let flags: Vec<_> = of.flags.iter().map(name).collect();
        text.add(format_args!("  flags      {}", flags.join(", ")));
    }
    if event.is_some_and(|event| event.cohesion.bridges.contains(&of.id)) {
        text.add(format_args!(
            "  bridge     without it the event falls apart"
        ));
    }
    if let Some(tie) = &of.relation {
        text.add(format_args!(
            "  tied to    {}: {}",
            tie.to,
            relation(tie.kind)
        ));
    }
    let none = lookup.no_pair(true);
    section(&mut text, lookup, "why it is here", ties, none);
    let none = lookup.no_pair(false);
    section(
        &mut text,
        lookup,
        "nearest outside its event",
        near_misses,
        none,
    );
    text
}

fn section(text: &mut Lines, lookup: &Lookup, heading: &str, pairs: &[&Pair], none: &str) {
    let none = if pairs.is_empty() { none } else { "" };
    text.gap();
    text.add(format_args!("  {heading}{none}"));
    for pair in pairs {
        text.append(&lookup.told(pair, "    "));
    }
}

/// The nearest pair, and the next ones as far as anything binds them.
pub(super) fn nearest(outside: Vec<&Pair>) -> Vec<&Pair> {
    let near = |pair: &&Pair| pair.relation != Relation::Unrelated;
    let binding = outside.iter().copied().take_while(near).count();
    outside.into_iter().take(binding.clamp(1, TOLD)).collect()
}

/// A value's name in the output files.
pub(super) fn name(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name.replace('_', " "),
        _ => String::new(),
    }
}
