//! Who a family name alone means.
//!
//! "Li said" stands for the one person of the article whose full name holds "Li". Only names that
//! something tells to be a person's are full names here, and two bearers leave it open.

use std::collections::BTreeMap;

use super::names::Mention;

/// Full names by each of their outer parts; an empty one marks an ambiguous part.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    full: BTreeMap<String, String>,
}

impl Persons {
    /// Learns the persons among `mentions`.
    pub(crate) fn of<'a>(mentions: impl Iterator<Item = &'a Mention> + Clone) -> Self {
        let mut persons = Self::default();
        let known: std::collections::BTreeSet<&str> = (mentions.clone())
            .filter(|m| m.person)
            .map(|m| m.name.as_str())
            .collect();
        for name in mentions.map(|m| m.name.as_str()) {
            let Some((first, rest)) = name.split_once(' ') else {
                continue;
            };
            let last = rest.rsplit(' ').next().unwrap_or(rest);
            for part in [first, last] {
                let entry = persons.full.entry(part.to_owned());
                let full = if known.contains(name) { name } else { "" };
                entry
                    .and_modify(|known| {
                        if known != full {
                            known.clear();
                        }
                    })
                    .or_insert_with(|| full.to_owned());
            }
        }
        persons
    }

    /// The full name behind `name`, when it is one part of exactly one.
    pub(crate) fn full_name<'a>(&'a self, name: &'a str) -> &'a str {
        match self.full.get(name) {
            Some(full) if !full.is_empty() => full,
            _ => name,
        }
    }
}
