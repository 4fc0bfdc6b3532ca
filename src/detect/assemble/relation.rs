//! What two articles are to one another, when all is grouped.

use super::Run;
use crate::detect::events::score::order;
use crate::detection::Relation;

/// How two documents relate, as they were grouped; `copied` is what comparing their texts said.
pub(super) fn relation(run: &Run<'_>, x: u32, y: u32, copied: Relation) -> Relation {
    if copied <= Relation::Excerpt {
        copied
    } else if run.found.by_event().joins(x, y) {
        let profile = |document: u32| run.found.profile(document);
        if order::parallel(profile(x), profile(y)) {
            Relation::Rewrite
        } else {
            Relation::SameEvent
        }
    } else if copied == Relation::SameTemplate || run.found.judged.scorer().is_template(x, y) {
        Relation::SameTemplate
    } else if run.found.storyline_of(x) == run.found.storyline_of(y) {
        Relation::SameStoryline
    } else if run.found.is_short(x) || run.found.is_short(y) {
        Relation::Undecided
    } else {
        Relation::Unrelated
    }
}
