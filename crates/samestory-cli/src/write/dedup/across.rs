//! Copies between families: what no family could hold together is a copy all the same.
//!
//! In: what is left out family by family. Out: more to leave out: an article that stays although
//! another one that stays, of another family, carries its text. Promise: whoever was left out for it
//! is carried by what stays in its place, too, or stays again; that happens once to an article. So a
//! second run over what stays finds nothing to leave out. Cost: linear in the ties, a few times over.

use ahash::AHashMap;

use super::carriers::Ties;
use super::keepers::Keepers;
use super::{Removal, Rule, removal};
use samestory::detection::Relation;

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
    let mut back = vec![false; left_out.len()];
    let mut changes = true;
    while changes {
        changes = false;
        // The later of two that carry each other goes.
        for article in (0..left_out.len().min(rule.fresh)).rev() {
            if left_out[article].is_some() || !(back[article] || ties.reaches_out(article)) {
                continue;
            }
            let id = &ties.memberships[article].id;
            let others = left_out_for.get(&article).cloned().unwrap_or_default();
            let follows = |other: usize, keeper: usize| {
                let left = &removals[other];
                let tie = left.relation.as_ref();
                let same = tie.is_some_and(|t| t.kind == Relation::Identical && t.to == *id);
                counts(left.position, keeper)
                    && (same || ties.carried(left.position, keeper).is_some())
            };
            let stays = |&keeper: &usize| left_out[keeper].is_none() && counts(article, keeper);
            let mut keepers: Vec<usize> = ties.carriers(article).filter(stays).collect();
            keepers.sort_unstable();
            let whole = |&&keeper: &&usize| others.iter().all(|&other| follows(other, keeper));
            let once = |&&keeper: &&usize| {
                let been = |other: usize| back[removals[other].position];
                (others.iter()).all(|&other| !been(other) || follows(other, keeper))
            };
            let keeper = keepers.iter().find(whole);
            let keeper = keeper.or_else(|| keepers.iter().find(once));
            let Some((keeper, tied)) =
                keeper.and_then(|&keeper| Some((keeper, ties.carried(article, keeper)?)))
            else {
                continue;
            };
            changes = true;
            let (follow, stay): (Vec<usize>, Vec<usize>) =
                others.iter().partition(|&&other| follows(other, keeper));
            left_out_for.remove(&article);
            for other in stay {
                let position = removals[other].position;
                left_out[position] = None;
                back[position] = true;
            }
            for &other in &follow {
                let removal = &mut removals[other];
                removal.kept.clone_from(&ties.memberships[keeper].id);
                removal.kept_position = keeper;
                if let Some(tied) = ties.carried(removal.position, keeper) {
                    removal.relation = Some(tied.tie.clone());
                }
            }
            left_out[article] = Some(removals.len());
            let all = left_out_for.entry(keeper).or_default();
            all.extend(follow);
            all.push(removals.len());
            let family = &ties.memberships[keeper].family;
            removals.push(removal(ties, article, keeper, family, tied));
        }
    }
    let mut number = 0;
    removals.retain(|removal| {
        number += 1;
        left_out[removal.position] == Some(number - 1)
    });
}
