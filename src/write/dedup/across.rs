//! Copies between families: what no family could hold together is a copy all the same.
//!
//! In: what is left out family by family. Out: more to leave out: an article that stays although
//! another one that stays, of another family, carries its text. Promise: whoever was left out for it
//! is carried by what stays in its place, too; where that does not hold, it stays. So a second run
//! over what stays finds hardly anything to leave out. Cost: linear in the ties, a few times over.

use ahash::AHashMap;

use super::carriers::Ties;
use super::keepers::Keepers;
use super::{Removal, Rule, removal};
use crate::detection::Relation;

/// Adds to `removals`.
pub(super) fn leave_out(ties: &Ties<'_>, rule: &Rule<'_>, removals: &mut Vec<Removal>) {
    let mut left_out: Vec<Option<usize>> = vec![None; ties.memberships.len()];
    let mut left_out_for: AHashMap<usize, Vec<usize>> = AHashMap::new();
    for (number, removal) in removals.iter().enumerate() {
        left_out[removal.position] = Some(number);
        let others = left_out_for.entry(removal.kept_position).or_default();
        others.push(number);
    }
    let counts = |article: usize, keeper: usize| {
        let mut keepers = Keepers::new(rule);
        keepers.add(keeper);
        keepers.of(article).is_some()
    };
    let mut changes = true;
    while changes {
        changes = false;
        // The later of two that carry each other goes.
        for article in (0..left_out.len().min(rule.fresh)).rev() {
            if left_out[article].is_some() {
                continue;
            }
            let others: Vec<usize> = left_out_for.get(&article).cloned().unwrap_or_default();
            let follow = |keeper: usize| {
                others.iter().all(|&other| {
                    let left = &removals[other];
                    let same = (left.relation.as_ref()).is_some_and(|tie| {
                        tie.kind == Relation::Identical && tie.to == ties.memberships[article].id
                    });
                    counts(left.position, keeper)
                        && (same || ties.carried(left.position, keeper).is_some())
                })
            };
            let carriers = ties.across(article).iter().filter(|tied| tied.carries());
            let mut keepers: Vec<usize> = carriers.map(|tied| tied.to).collect();
            keepers.sort_unstable();
            let keeper = keepers.into_iter().find(|&keeper| {
                left_out[keeper].is_none() && counts(article, keeper) && follow(keeper)
            });
            let Some((keeper, tied)) =
                keeper.and_then(|keeper| Some((keeper, ties.carried(article, keeper)?)))
            else {
                continue;
            };
            changes = true;
            for &other in &others {
                removals[other]
                    .kept
                    .clone_from(&ties.memberships[keeper].id);
                removals[other].kept_position = keeper;
                if let Some(tied) = ties.carried(removals[other].position, keeper) {
                    removals[other].relation = Some(tied.tie.clone());
                }
            }
            left_out[article] = Some(removals.len());
            let moved = left_out_for.remove(&article).unwrap_or_default();
            let all = left_out_for.entry(keeper).or_default();
            all.extend(moved);
            all.push(removals.len());
            let family = &ties.memberships[keeper].family;
            removals.push(removal(ties, article, keeper, family, tied));
        }
    }
}
