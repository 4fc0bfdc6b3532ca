//! Ids of clusters: a prefix and 16 hex digits from the content of the founding article.
//!
//! The founder is the member that comes first in the total order, so a rerun keeps the id, and so
//! does a later run that only adds newer articles.

use ahash::AHashSet;

use crate::detect::copies::Copies;
use crate::detect::roster::{Rank, Roster, named_anew};

/// Ids of the clusters of one kind, by index.
pub(super) struct Ids {
    prefix: char,
    values: Vec<u64>,
}

impl Ids {
    /// Ids from founders. Articles with the same content in different clusters (texts without a
    /// word, or parted by a person) are told apart by their article ids.
    pub(super) fn new(prefix: char, roster: &Roster, founders: &[Rank]) -> Self {
        let mut order: Vec<u32> = (0..).take(founders.len()).collect();
        order.sort_unstable_by_key(|&cluster| founders[cluster as usize]);
        let mut taken = AHashSet::with_capacity(founders.len());
        let mut values = vec![0; founders.len()];
        for cluster in order {
            let entry = roster.get(founders[cluster as usize]);
            let mut value = entry.fingerprint;
            while !taken.insert(value) {
                value = named_anew(value, &entry.id);
            }
            values[cluster as usize] = value;
        }
        Self { prefix, values }
    }

    pub(super) fn get(&self, cluster: u32) -> String {
        format!("{}-{:016x}", self.prefix, self.values[cluster as usize])
    }

    /// The same content as a cluster of another kind.
    pub(super) fn get_as(&self, prefix: char, cluster: u32) -> String {
        format!("{prefix}-{:016x}", self.values[cluster as usize])
    }
}

/// Those of the families.
pub(super) fn families(copies: &Copies) -> Ids {
    let founders: Vec<Rank> = copies.families.iter().map(|members| members[0]).collect();
    Ids::new('f', &copies.roster, &founders)
}
