//! Candidates: pairs of articles that are worth comparing.
//!
//! In: [`Scanned`]. Out: [`Candidates`]: articles that meet in a band ([`bands`]) or under excerpt keys
//! ([`excerpts`]) and are not identical; what furniture alone brought together is no candidate.

use rayon::prelude::*;

use self::bands::Plan;
use self::clear::Cleared;
use self::furniture::Furniture;
use self::near::Near;
use self::texts::Texts;
use super::scan::identical::Identical;
use super::scan::shingle::Amount;
use super::scan::{Articles, Keys, Scanned, Sketched};
use crate::article::ArticleSource;
use crate::config::Config;
use crate::detect::roster::{Rank, Roster};
use crate::detect::structures::pairs::unpack;
use crate::detect::{Observer, Stage};
use crate::detection::Capped;
use crate::error::Error;

pub mod bands;
mod clear;
pub mod exact;
pub mod excerpts;
pub(super) mod furniture;
pub(super) mod near;
mod nearest;
pub(super) mod recall;
pub(super) mod texts;

/// Pairs that are worth comparing.
#[derive(Debug)]
pub(in crate::detect::copies) struct Candidates {
    pub(in crate::detect::copies) roster: Roster,
    /// Without furniture, where they have any.
    pub(in crate::detect::copies) articles: Articles,
    pub(in crate::detect::copies) identical: Identical,
    /// Packed, ascending, each once.
    pub(in crate::detect::copies) pairs: Vec<u64>,
    /// What the bands found before furniture was known.
    pub(in crate::detect::copies) near: Near,
    /// Furniture that would make copies of articles that tell of something else.
    pub(in crate::detect::copies) parting: Furniture,
    /// All furniture.
    pub(in crate::detect::copies) furniture: Furniture,
    pub(in crate::detect::copies) capped: Vec<Capped>,
    pub(in crate::detect::copies) plan: Plan,
}

/// Finds the candidates by a plan.
pub(in crate::detect::copies) fn find(
    source: &dyn ArticleSource,
    scanned: Scanned,
    plan: Plan,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Candidates, Error> {
    observer.begin(Stage::CopyCandidates, 0);
    let Scanned {
        roster,
        mut articles,
        mut keys,
        identical,
    } = scanned;
    let enough = |rank: &Rank| {
        let amount = articles[*rank as usize].amount;
        matches!(amount, Amount::Short | Amount::Full)
    };
    let members: Vec<Rank> = identical.firsts().filter(enough).collect();
    let Met {
        near,
        parts,
        beside,
    } = meet(&plan, &members, config, &articles, &keys);
    let mut pairs = merge(&near, &parts);
    let capped = [near.capped.clone(), parts.capped].concat();
    let texts = Texts {
        source,
        roster: &roster,
        config,
    };
    let Cleared { parting, all } = clear::clear(
        &texts,
        &mut pairs,
        beside,
        &mut articles,
        &mut keys,
        |articles, keys, members| {
            let met = meet(&plan, members, config, articles, keys);
            merge(&met.near, &met.parts)
        },
    )?;
    // Equal words of another occasion are no copies: nothing is left to compare.
    pairs.retain(|&pair| {
        let (a, b) = unpack(pair);
        articles[a as usize].sequence != articles[b as usize].sequence
    });
    Ok(Candidates {
        near: Near {
            members,
            found: near,
        },
        roster,
        articles,
        identical,
        pairs,
        parting,
        furniture: all,
        capped,
        plan,
    })
}

/// Both lists of candidates as one.
fn merge(near: &near::Found, excerpts: &near::Found) -> Vec<u64> {
    let mut all = near.pairs.clone();
    all.extend(&excerpts.pairs);
    all.par_sort_unstable();
    all.dedup();
    all
}

/// Candidates between articles that are shingled by characters and somewhat longer ones, which are
/// shingled by words: both have a sketch of their characters.
fn near_by_characters<'a>(
    plan: &Plan,
    members: &[Rank],
    of: impl Fn(Rank) -> &'a Sketched + Sync,
) -> near::Found {
    let longer = |rank: Rank| of(rank).characters.as_deref();
    let short = |rank: Rank| of(rank).amount == Amount::Short;
    if !members.iter().any(|&rank| longer(rank).is_some()) {
        return near::Found::default();
    }
    let both = |&&rank: &&Rank| short(rank) || longer(rank).is_some();
    let members: Vec<Rank> = members.iter().filter(both).copied().collect();
    let slots = |rank: Rank| longer(rank).unwrap_or(&of(rank).slots);
    let mut found = near::pairs(plan, &members, slots);
    found.pairs.retain(|&pair| {
        let (a, b) = unpack(pair);
        short(a) != short(b)
    });
    found
}

/// Pairs that meet.
struct Met {
    near: near::Found,
    parts: near::Found,
    /// Pairs that share a passage.
    beside: Vec<u64>,
}

/// Pairs among `members` that meet.
fn meet(plan: &Plan, members: &[Rank], config: &Config, articles: &Articles, keys: &[Keys]) -> Met {
    let of = |rank: Rank| &*articles[rank as usize];
    let keyed = |rank: Rank| excerpts::Keyed {
        slots: &of(rank).slots,
        keys: &keys[rank as usize],
        words: of(rank).words,
    };
    // Each has a part that is not parallel.
    let (mut near, (parts, beside)) = rayon::join(
        || near::pairs(plan, members, |rank| &of(rank).slots),
        || excerpts::pairs(members, config.copies.excerpt, keyed),
    );
    let short = near_by_characters(plan, members, of);
    near.pairs.extend(short.pairs);
    near.pairs.sort_unstable();
    near.pairs.dedup();
    near.touched.extend(short.touched);
    near.touched.sort_unstable();
    near.touched.dedup();
    near.capped.extend(short.capped);
    Met {
        near,
        parts,
        beside,
    }
}
