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
        let undated = entry.published.is_none();
        let longest = Reverse(entry.words);
        let whenever = (false, None, Reverse(None));
        let earliest = (undated, entry.published, Reverse(None));
        let latest = (undated, None, Reverse(entry.published));
        let kept = match config.keep {
            Keep::Earliest => (earliest, longest, 0, rank),
            Keep::Latest => (latest, longest, 0, rank),
            Keep::Longest => (whenever, longest, 0, rank),
            Keep::SourceOrder => (whenever, Reverse(0), entry.position, rank),
        };
        (preference.is_none(), preference, kept)
    });
    lead.unwrap_or_default()
}
