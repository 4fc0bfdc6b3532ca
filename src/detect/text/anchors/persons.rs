//! Who a family name alone means.
//!
//! "Li said" stands for the one person of the article whose full name holds "Li" first or last.
//! Of names that nothing tells to be a person's only the last part stands for the whole, and only
//! behind the whole ("the Kansas City Chiefs ... the Chiefs"). Two bearers leave it open.

use std::collections::BTreeMap;

use super::names::Mention;

/// Full names by their outer parts.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    parts: BTreeMap<String, Full>,
}

/// The full name that a part stands for.
#[derive(Debug)]
struct Full {
    /// Empty when there are two.
    name: String,
    /// Something tells that it is a person.
    person: bool,
    /// Place of its first mention in reading order.
    first: usize,
    /// The part stands alone before the full name does, or as a place.
    apart: bool,
}

impl Persons {
    /// Learns full names from mentions in reading order.
    pub(crate) fn of<'a>(mentions: impl Iterator<Item = &'a Mention> + Clone) -> Self {
        let mut parts: BTreeMap<String, Full> = BTreeMap::new();
        for (place, mention) in mentions.clone().enumerate() {
            let name = &mention.name;
            let Some((first, rest)) = name.split_once(' ') else {
                continue;
            };
            if name.split(' ').count() > 4 {
                continue;
            }
            let last = rest.rsplit(' ').next().unwrap_or(rest);
            for (part, outer) in [(first, false), (last, true)] {
                if !outer && !mention.person {
                    continue;
                }
                parts
                    .entry(part.to_owned())
                    .and_modify(|full| {
                        full.person |= full.name == *name && mention.person;
                        if full.name != *name {
                            full.name.clear();
                        }
                    })
                    .or_insert_with(|| Full {
                        name: name.clone(),
                        person: mention.person,
                        first: place,
                        apart: false,
                    });
            }
        }
        for (place, mention) in mentions.enumerate() {
            if let Some(full) = parts.get_mut(&mention.name) {
                full.apart |= mention.place || place < full.first;
            }
        }
        Self { parts }
    }

    /// The full name behind `name`, when it is one part of exactly one.
    pub(crate) fn full_name<'a>(&'a self, name: &'a str) -> &'a str {
        match self.parts.get(name) {
            Some(full) if !full.name.is_empty() && (full.person || !full.apart) => &full.name,
            _ => name,
        }
    }
}
