//! Articles as every record names and ties them: what the copy layer alone says.

use ahash::AHashSet;

use super::ids::{self, Ids};
use crate::config::{self, Config};
use crate::detect::copies::{Copies, CopyPair, Overlap};
use crate::detect::roster::{Entry, Rank};
use crate::detection::{Cohesion, Counts, Family, Relation, Tie, four_decimals};
use crate::time::Timestamp;

/// The articles of a run, their families, and what binds them as texts.
pub(super) struct Articles<'a> {
    pub(super) copies: &'a Copies,
    pub(super) families: Ids,
    /// The family of each article.
    family_of: Vec<u32>,
    /// Articles that share a template, not facts, with another.
    templates: AHashSet<Rank>,
}

impl<'a> Articles<'a> {
    pub(super) fn new(copies: &'a Copies) -> Self {
        let mut family_of = vec![0; copies.roster.len()];
        for (family, members) in (0..).zip(&copies.families) {
            for &member in members {
                family_of[member as usize] = family;
            }
        }
        let template = |pair: &&CopyPair| pair.relation == Relation::SameTemplate;
        let alike = copies.pairs.iter().filter(template);
        Self {
            copies,
            families: ids::families(copies),
            family_of,
            templates: alike.flat_map(|pair| [pair.a, pair.b]).collect(),
        }
    }

    pub(super) fn entry(&self, rank: Rank) -> &'a Entry {
        self.copies.roster.get(rank)
    }

    pub(super) fn id(&self, rank: Rank) -> &'a str {
        &self.entry(rank).id
    }

    pub(super) fn family_of(&self, rank: Rank) -> u32 {
        self.family_of[rank as usize]
    }

    pub(super) fn shares_form(&self, rank: Rank) -> bool {
        self.templates.contains(&rank)
    }

    /// The exact comparison of two articles, if the copy layer made one.
    pub(super) fn pair(&self, a: Rank, b: Rank) -> Option<&'a CopyPair> {
        let key = (a.min(b), a.max(b));
        let pairs = &self.copies.pairs;
        let at = pairs.binary_search_by_key(&key, |pair| (pair.a, pair.b));
        at.ok().map(|at| &pairs[at])
    }

    /// The article that an article of a family is tied to there, unless it leads it: what it is an
    /// excerpt of, else the lead.
    pub(super) fn home(&self, rank: Rank, lead: Rank) -> Option<Rank> {
        let excerpts = &self.copies.excerpts;
        match excerpts.binary_search_by_key(&rank, |&(part, _)| part) {
            Ok(at) => Some(excerpts[at].1),
            Err(_) => (rank != lead).then_some(lead),
        }
    }

    /// How the texts of two articles overlap, and what that makes them; unrelated where they were
    /// never compared.
    pub(super) fn tie(&self, rank: Rank, to: Rank) -> Tie {
        let compared = self.pair(rank, to);
        let overlap = compared.map_or_else(Overlap::default, |pair| pair.overlap);
        let overlap = if rank < to {
            overlap
        } else {
            overlap.reversed()
        };
        Tie {
            to: self.id(to).to_owned(),
            kind: compared.map_or(Relation::Unrelated, |pair| pair.relation),
            resemblance: four_decimals(overlap.resemblance()),
            containment: four_decimals(overlap.containment()),
            containment_back: four_decimals(overlap.containment_back()),
        }
    }

    /// Families of two or more, by earliest member.
    pub(super) fn real_families(&self) -> Vec<u32> {
        let all = (0..).zip(&self.copies.families);
        let several = all.filter(|(_, members)| members.len() > 1);
        several.map(|(family, _)| family).collect()
    }

    pub(super) fn family(&self, family: u32) -> Family {
        let at = family as usize;
        let lead = self.copies.leads[at];
        Family {
            family: self.families.get(family),
            lead: self.id(lead).to_owned(),
            members: self.members(lead, &self.copies.families[at]),
            cohesion: self.cohesion(family),
        }
    }

    /// Ids of members, lead first, then in the total order.
    pub(super) fn members(&self, lead: Rank, members: &[Rank]) -> Vec<String> {
        let others = members.iter().copied().filter(|&rank| rank != lead);
        let all = std::iter::once(lead).chain(others);
        all.map(|rank| self.id(rank).to_owned()).collect()
    }

    /// As the copy layer audited the family.
    fn cohesion(&self, family: u32) -> Cohesion {
        let found = &self.copies.cohesion[family as usize];
        let id = |rank: Rank| self.id(rank).to_owned();
        Cohesion {
            min: four_decimals(found.min),
            mean: four_decimals(found.mean),
            weakest: found.weakest.map(|(a, b)| [id(a), id(b)]),
            bridges: found.bridges.iter().map(|&rank| id(rank)).collect(),
        }
    }

    /// When some articles were published, as far as it is known.
    pub(super) fn published(&self, members: &[Rank]) -> impl Iterator<Item = Timestamp> {
        let entries = members.iter().map(|&rank| self.entry(rank));
        entries.filter_map(|entry| entry.published)
    }

    /// Outlets of some articles, sorted.
    pub(super) fn sources(&self, members: &[Rank]) -> Vec<String> {
        let entries = members.iter().map(|&rank| self.entry(rank));
        let mut sources: Vec<String> = entries
            .filter_map(|entry| entry.source.as_deref().map(str::to_owned))
            .collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    /// What was counted, chosen and capped.
    pub(super) fn counts(&self, config: &Config) -> Counts {
        let entries = self.copies.roster.entries();
        let families = &self.copies.families;
        Counts {
            articles: entries.len(),
            empty: entries.iter().filter(|entry| entry.words == 0).count(),
            copies: entries.len() - families.len(),
            families: families.iter().filter(|members| members.len() > 1).count(),
            copy_candidates: self.copies.candidates,
            capped: self.copies.capped.clone(),
            unknown_preferred: self.unknown(&config.prefer),
            bands: self.copies.bands.clone(),
            ..Counts::default()
        }
    }

    /// Names of outlets that no article's source has, so that a slip of the pen is seen.
    fn unknown(&self, outlets: &[String]) -> Vec<String> {
        let entries = self.copies.roster.entries();
        let known = |name: &str| {
            let mut sources = entries.iter().filter_map(|entry| entry.source.as_deref());
            sources.any(|source| config::names(name, source))
        };
        let unknown = outlets.iter().filter(|name| !known(name));
        unknown.cloned().collect()
    }
}
