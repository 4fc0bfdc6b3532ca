//! Blocking keys: what two articles must share to be worth judging.
//!
//! In: a profile. Out: its keys with their weights: the most telling terms of lead and text, words of names,
//! numbers with a unit and quotations. Two articles that share none are never judged.

use crate::detect::events::profile::Profile;
use crate::detect::events::profile::facts::Statement;
use crate::detect::structures::sparse::Vector;

/// What a key is made of, in its upper four bits.
const KIND_SHIFT: u32 = 60;
const TERM: u64 = 0;
const NAME: u64 = 1;
const NUMBER: u64 = 2;
const QUOTATION: u64 = 3;
/// Telling terms that serve as keys, and how much they count from the lead and from all of the text.
const TERM_KEYS: usize = 28;
const LEAD_WEIGHT: f32 = 0.7;
const BODY_WEIGHT: f32 = 0.35;
/// Words of names that serve as keys.
const NAME_KEYS: usize = 12;
const NAME_WEIGHT: f32 = 0.5;
/// What a shared number with unit, or a shared quotation, counts beside the terms.
const FACT: f32 = 0.08;

/// A key of an article and how much sharing it counts.
pub(super) type Key = (u64, f32);

/// The keys of an article, each once.
pub(super) fn keys(profile: &Profile) -> Vec<Key> {
    let mut keys = Vec::with_capacity(TERM_KEYS + NAME_KEYS + 8);
    let terms = blend(&profile.tf_idf.lead, &profile.tf_idf.body);
    keys.extend(strongest(terms, TERM_KEYS, TERM));
    let names = profile.tf_idf.names.entries().iter();
    let names = names.map(|&(name, weight)| (name, weight * NAME_WEIGHT));
    keys.extend(strongest(names.collect(), NAME_KEYS, NAME));
    for fact in profile.facts.list() {
        match fact.statement {
            Statement::Number { value, unit } if unit != 0 => {
                let number = mix(unit ^ value.to_bits());
                keys.push((NUMBER << KIND_SHIFT | number, FACT));
            }
            Statement::Quotation(words) => {
                keys.push((QUOTATION << KIND_SHIFT | mix(words), FACT));
            }
            _ => {}
        }
    }
    keys.sort_by_key(|&(key, _)| key);
    keys.dedup_by_key(|key| key.0);
    keys
}

/// Leaves the upper four bits free for the kind of key.
fn mix(hash: u64) -> u64 {
    hash >> (u64::BITS - KIND_SHIFT)
}

/// Terms of the lead and of all of the text, with their weight from both.
fn blend(lead: &Vector, body: &Vector) -> Vec<(u32, f32)> {
    let weighted = |vector: &Vector, by: f32| -> Vec<(u32, f32)> {
        vector
            .entries()
            .iter()
            .map(|&(term, w)| (term, w * by))
            .collect()
    };
    let mut terms = weighted(lead, LEAD_WEIGHT);
    terms.extend(weighted(body, BODY_WEIGHT));
    terms.sort_by_key(|&(term, _)| term);
    terms.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    terms
}

/// The heaviest terms as keys.
fn strongest(mut terms: Vec<(u32, f32)>, limit: usize, kind: u64) -> Vec<Key> {
    let order = |x: &(u32, f32), y: &(u32, f32)| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0));
    if terms.len() > limit {
        terms.select_nth_unstable_by(limit, order);
        terms.truncate(limit);
    }
    let key = |(term, w): (u32, f32)| (kind << KIND_SHIFT | u64::from(term), w);
    terms.into_iter().map(key).collect()
}
