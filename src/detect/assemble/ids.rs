//! Ids of clusters: a prefix and 16 hex digits from the content of the founding article.
//!
//! The founder is the member that comes first in the total order, so a rerun keeps the id, and so
//! does a later run that only adds newer articles.

use ahash::AHashSet;

use crate::detect::copies::Copies;
use crate::detect::events::Events;
use crate::detect::roster::{Rank, Roster};

/// The ids of all clusters, by index.
pub(super) struct Ids {
    pub(super) families: Vec<String>,
    pub(super) events: Vec<String>,
    pub(super) storylines: Vec<String>,
}

impl Ids {
    pub(super) fn new(copies: &Copies, events: &Events) -> Self {
        let units = &events.units.list;
        let event = |units_in: &Vec<u32>| {
            let firsts = units_in.iter().map(|&unit| units[unit as usize].members[0]);
            firsts.min().unwrap_or_default()
        };
        let founders: Vec<Rank> = events.events.iter().map(event).collect();
        let storyline = |events_in: &Vec<u32>| {
            let firsts = events_in.iter().map(|&event| founders[event as usize]);
            firsts.min().unwrap_or_default()
        };
        let families: Vec<Rank> = copies.families.iter().map(|members| members[0]).collect();
        let storylines: Vec<Rank> = events.storylines.iter().map(storyline).collect();
        Self {
            families: ids('f', &copies.roster, &families),
            events: ids('e', &copies.roster, &founders),
            storylines: ids('s', &copies.roster, &storylines),
        }
    }
}

/// Ids from founders. Articles with the same content in different clusters (texts without a word,
/// or parted by a person) are told apart by their article ids.
fn ids(prefix: char, roster: &Roster, founders: &[Rank]) -> Vec<String> {
    let mut order: Vec<usize> = (0..founders.len()).collect();
    order.sort_unstable_by_key(|&cluster| founders[cluster]);
    let mut taken = AHashSet::new();
    let mut ids = vec![String::new(); founders.len()];
    for cluster in order {
        let entry = roster.get(founders[cluster]);
        let mut value = entry.fingerprint;
        while !taken.insert(value) {
            let named = format!("{value:016x}{}", entry.id);
            value = xxhash_rust::xxh3::xxh3_64(named.as_bytes());
        }
        ids[cluster] = format!("{prefix}-{value:016x}");
    }
    ids
}
