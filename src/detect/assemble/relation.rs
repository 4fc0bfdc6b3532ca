//! What two articles are to one another, when all is grouped.

use super::Run;
use crate::detect::events::score::order;
use crate::detection::Relation;

/// How two units relate, as they were grouped; `copied` is what comparing their texts said.
pub(super) fn relation(run: &Run<'_>, x: u32, y: u32, copied: Relation) -> Relation {
    let event = |unit: u32| run.events.event_of[unit as usize];
    let storyline = |unit: u32| run.events.storyline_of[event(unit) as usize];
    if copied <= Relation::Excerpt {
        copied
    } else if event(x) == event(y) {
        let profile = |unit: u32| &run.events.terms.profiles[unit as usize];
        if order::parallel(profile(x), profile(y)) {
            Relation::Rewrite
        } else {
            Relation::SameEvent
        }
    } else if copied == Relation::SameTemplate || run.events.is_template(x, y) {
        Relation::SameTemplate
    } else if storyline(x) == storyline(y) {
        Relation::SameStoryline
    } else if run.is_short(x) || run.is_short(y) {
        Relation::Undecided
    } else {
        Relation::Unrelated
    }
}
