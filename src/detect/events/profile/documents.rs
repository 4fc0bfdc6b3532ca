//! Documents: what is grouped. A document is a copy family, unless a person took one apart.
//!
//! In: the families and the resolved corrections. Out: [`Documents`]: a partition of the articles. Promise: no
//! document holds two articles that a person parted.

use crate::corrections::Resolved;
use crate::detect::copies::Copies;
use crate::detect::roster::Rank;

/// Articles that are grouped as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The article that is judged for all of them.
    pub lead: Rank,
    /// All of them, ascending.
    pub members: Vec<Rank>,
}

/// The documents of a run.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// In the order of their leads.
    pub list: Vec<Document>,
    /// The document of every article, by rank.
    pub of: Vec<u32>,
}

impl Documents {
    /// Makes documents of the families.
    pub fn new(copies: &Copies, corrections: &Resolved) -> Self {
        let mut family_of = vec![0_u32; copies.roster.len()];
        for (family, members) in (0..).zip(&copies.families) {
            for &member in members {
                family_of[member as usize] = family;
            }
        }
        let mut alone = vec![false; copies.roster.len()];
        let family = |rank: Rank| family_of[rank as usize];
        for &(a, b) in &corrections.different_events {
            if family(a) == family(b) {
                let lead = copies.leads[family(a) as usize];
                for rank in [a, b].into_iter().filter(|&rank| rank != lead) {
                    alone[rank as usize] = true;
                }
            }
        }
        let mut list = Vec::with_capacity(copies.families.len());
        for (members, &lead) in copies.families.iter().zip(&copies.leads) {
            let (parted, kept): (Vec<Rank>, Vec<Rank>) =
                members.iter().partition(|&&rank| alone[rank as usize]);
            list.push(Document {
                lead,
                members: kept,
            });
            list.extend(parted.into_iter().map(|rank| Document {
                lead: rank,
                members: vec![rank],
            }));
        }
        list.sort_by_key(|document| document.lead);
        let mut of = vec![0; copies.roster.len()];
        for (document, Document { members, .. }) in (0..).zip(&list) {
            for &member in members {
                of[member as usize] = document;
            }
        }
        Self { list, of }
    }
}
