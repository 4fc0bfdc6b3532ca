//! Which article stands for several: the lead of a family of copies or of an event.
//!
//! In: articles by rank. Out: one of them. Promise: the best-placed outlet of
//! [`Config::prefer`] comes first, then what [`Config::keep`] says; the same article for any order
//! in which they are given.

use std::cmp::Reverse;

use super::roster::{Rank, Roster};
use crate::config::{Config, Keep};

/// The one of these articles that stands for them; the first of all when there are none.
pub(super) fn lead(roster: &Roster, config: &Config, of: impl IntoIterator<Item = Rank>) -> Rank {
    let lead = of.into_iter().min_by_key(|&rank| {
        let entry = roster.get(rank);
        let preference = config.preference(entry.source.as_deref());
        let time = (entry.published.is_none(), entry.published);
        let longest = Reverse(entry.words);
        let kept = match config.keep {
            Keep::Earliest => (time, longest, 0, rank),
            Keep::Longest => ((false, None), longest, 0, rank),
            Keep::SourceOrder => ((false, None), Reverse(0), entry.position, rank),
        };
        (preference.is_none(), preference, kept)
    });
    lead.unwrap_or_default()
}
