//! Explains what lies between two articles: together or apart, and why.

use std::collections::BTreeSet;

use samestory::detection::{Membership, Pair};
use serde_json::json;

use super::Explanation;
use super::lookup::Lookup;
use samestory_cli::shown::Lines;

pub(super) fn explain(lookup: &Lookup, a: &Membership, b: &Membership) -> Explanation {
    let together = together(a, b);
    let pair = judged(lookup, a, b);
    let through = (pair.is_none() && a.event == b.event).then_some(&a.lead);
    let mut text = Lines::default();
    text.add(format_args!("{} and {}: {together}", a.id, b.id));
    match (pair, through) {
        (Some(pair), _) => text.append(&lookup.told(pair, "  ")),
        (None, Some(lead)) => {
            text.add(format_args!(
                "  not recorded as a pair; each is tied to the event of {lead}: \
                 explain {} and explain {} say how",
                a.id, b.id
            ));
        }
        (None, None) => {
            text.add(format_args!(
                "  not recorded: they share too little to meet as candidates, or to be near; \
                 `samestory compare` judges them all the same"
            ));
        }
    }
    let json = json!({
        "a": a.id,
        "b": b.id,
        "together": together,
        "pair": pair,
        "through": through,
    });
    Explanation { text, json }
}

/// The pair itself, or else the pair of a copy of each.
fn judged<'a>(lookup: &'a Lookup, a: &Membership, b: &Membership) -> Option<&'a Pair> {
    let alone = [a, b].map(|of| BTreeSet::from([of.id.as_str()]));
    let itself = lookup.pairs_between(&alone[0], &alone[1]);
    let copies = [a, b].map(|of| lookup.copies_of(of));
    let of_copies = lookup.pairs_between(&copies[0], &copies[1]);
    let differ = a.family != b.family;
    let mut pairs = itself
        .into_iter()
        .chain(of_copies.into_iter().filter(|_| differ));
    pairs.next()
}

fn together(a: &Membership, b: &Membership) -> &'static str {
    if a.family == b.family {
        "in one family"
    } else if a.event == b.event {
        "in one event"
    } else if a.storyline == b.storyline {
        "in one storyline, in different events"
    } else {
        "apart"
    }
}
