//! Puts the records of a [`Detection`] together from what the stages found.

use crate::detect::copies::Copies;
use crate::detect::events::Events;
use crate::detection::{Counts, Detection};

/// Builds the records. Nothing is decided here.
pub(super) fn assemble(copies: &Copies, _events: Events) -> Detection {
    Detection {
        memberships: Vec::new(),
        families: Vec::new(),
        events: Vec::new(),
        storylines: Vec::new(),
        pairs: Vec::new(),
        counts: Counts {
            articles: copies.roster.len(),
            ..Counts::default()
        },
    }
}
