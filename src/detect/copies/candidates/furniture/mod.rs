//! Furniture: text that articles share although each of them tells of something else.
//!
//! In: pairs of articles that share text. Out: the shingles of a cookie notice, a sidebar, a paywall
//! or a standing paragraph, sorted. Promise: how large a share of each article it is, where it
//! stands and whose outlet prints it does not matter; an article that shares no text with those
//! changes nothing.
//!
//! Each pair is asked whether the text that both have is what their headlines are about
//! ([`mod@verdict`]), and votes for or against every shingle of it; a copy under another headline has
//! that headline's words in the shared text, while the headlines above furniture are told elsewhere
//! in each article. One article whose headline stands in the sidebar of all others is outvoted.
//!
//! It misleads where two copies open with sentences of their own that alone tell their headlines.
//!
//! Cost: a reading of every article in the pairs, of which [`select`] takes at most [`PAIRS`] an
//! article, and a sort of the shingles they share.

mod stretches;
mod told;
mod verdict;

use std::ops::Range;

use rayon::prelude::*;

pub(in crate::detect::copies) use self::stretches::Stretches;
use self::told::{Buffers, Told};
use self::verdict::{Verdict, shared, verdict};
use super::texts::{Texts, rounds};
use crate::article::ArticleRef;
use crate::config::{Config, Profile};
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::{members, unpack};
use crate::error::Error;

/// The furniture of a feed.
#[derive(Debug, Clone, Default)]
pub struct Furniture {
    /// Sorted.
    shingles: Vec<u64>,
    profile: Profile,
    seed: u64,
}

impl Furniture {
    pub(in crate::detect::copies) fn new(shingles: Vec<u64>, config: &Config) -> Self {
        Self {
            shingles,
            profile: config.copies.profile,
            seed: config.seed,
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.shingles.is_empty()
    }

    /// The bytes of an article's text that are furniture, ascending and apart.
    pub fn bytes(&self, article: ArticleRef<'_>) -> Vec<Range<usize>> {
        self.of(article)
            .map_or_else(Vec::new, |stretches| stretches.bytes(article))
    }

    /// Where it stands in an article; nowhere where there is none.
    pub(in crate::detect::copies) fn of(&self, article: ArticleRef<'_>) -> Option<Stretches> {
        (!self.is_empty())
            .then(|| Stretches::of(article, &self.shingles, self.profile, self.seed))
            .flatten()
    }

    /// Takes in that of another part of the feed.
    pub(in crate::detect::copies) fn add(&mut self, other: &[u64]) {
        self.shingles.extend_from_slice(other);
        self.shingles.sort_unstable();
        self.shingles.dedup();
    }
}

/// Pairs of one article that are asked.
pub const PAIRS: u8 = 8;
/// What a pair counts whose headlines speak for furniture or against it.
#[doc(hidden)]
pub const SURE: u32 = 6;

/// What brought the articles of a pair together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::detect::copies) enum Met {
    /// They would be copies if what they share counted.
    AsCopies,
    /// They share a passage, as reports of one event do, too: furniture is what three articles and
    /// more share of which each has its own headline told elsewhere.
    InPassing,
}

/// What a pair of headlines told elsewhere counts for a passage shared in passing.
const IN_PASSING: u32 = 2;

/// At most [`PAIRS`] pairs an article of those that may share furniture, in their order.
pub(in crate::detect::copies) fn select(
    pairs: impl Iterator<Item = u64>,
    articles: usize,
    may: impl Fn(Rank, Rank) -> bool,
) -> Vec<u64> {
    let mut taken = vec![0_u8; articles];
    pairs
        .filter(|&pair| {
            let (a, b) = unpack(pair);
            let [x, y] = [taken[a as usize], taken[b as usize]];
            let takes = x < PAIRS && y < PAIRS && may(a, b);
            if takes {
                taken[a as usize] += 1;
                taken[b as usize] += 1;
            }
            takes
        })
        .collect()
}

/// Votes on one shingle: how many for furniture and how many against.
pub(in crate::detect::copies) type Vote = (u64, u32, u32);

/// Learns the furniture from `pairs`, sorted packed pairs.
pub(in crate::detect::copies) fn learn(
    texts: &Texts<'_>,
    pairs: &[u64],
    met: Met,
) -> Result<Vec<u64>, Error> {
    let (votes, mut against) = votes_of_all(texts, pairs, met, None)?;
    let mut votes = add_up(votes);
    votes.retain(|&(_, furniture, _)| furniture >= SURE);
    if votes.is_empty() {
        return Ok(Vec::new());
    }
    // Those against are counted for these shingles only: of a feed's copies that is little.
    let known: Vec<u64> = votes.iter().map(|vote| vote.0).collect();
    against.sort_unstable();
    votes.extend(votes_of_all(texts, &against, met, Some(&known))?.0);
    let votes = add_up(votes);
    let furniture = votes
        .iter()
        .filter(|(_, furniture, against)| furniture > against);
    Ok(furniture.map(|vote| vote.0).collect())
}

/// What [`votes`] gives of all pairs.
fn votes_of_all(
    texts: &Texts<'_>,
    pairs: &[u64],
    met: Met,
    known: Option<&[u64]>,
) -> Result<(Vec<Vote>, Vec<u64>), Error> {
    let (mut all, mut against) = (Vec::new(), Vec::new());
    for batches in rounds(&texts.batches(pairs)) {
        let found: Vec<(Vec<Vote>, Vec<u64>)> = batches
            .par_iter()
            .map(|batch| votes(texts, &batch.pairs, met, known))
            .collect::<Result<_, _>>()?;
        for (votes, speaking) in found {
            all.extend(votes);
            against.extend(speaking);
        }
    }
    Ok((all, against))
}

/// The votes of some pairs for furniture, and the pairs that speak against it; of those, given the
/// shingles in question, the votes.
pub(in crate::detect::copies) fn votes(
    texts: &Texts<'_>,
    batch: &[u64],
    met: Met,
    known: Option<&[u64]>,
) -> Result<(Vec<Vote>, Vec<u64>), Error> {
    let ranks = members(batch);
    let (profile, seed) = (texts.config.copies.profile, texts.config.seed);
    let told = texts.scan(&ranks, |article| Told::new(article, profile, seed))?;
    let told = |rank: Rank| &told[ranks.partition_point(|&other| other < rank)];
    let mut buffers = Buffers::default();
    let (mut votes, mut against) = (Vec::new(), Vec::new());
    for &pair in batch {
        let (a, b) = unpack(pair);
        let (a, b) = (told(a), told(b));
        let stretches = shared(a, b, &mut buffers);
        let vote = match verdict(a, b, &stretches, &mut buffers) {
            Verdict::Furniture if met == Met::InPassing => (IN_PASSING, 0),
            Verdict::Likely | Verdict::Perhaps if met == Met::InPassing => continue,
            Verdict::Furniture | Verdict::Likely => (SURE, 0),
            Verdict::Perhaps => (1, 0),
            Verdict::Content if known.is_some() => (0, SURE),
            Verdict::Content => {
                against.push(pair);
                continue;
            }
            Verdict::Unknown => continue,
        };
        if known.is_some() && vote.1 == 0 {
            continue;
        }
        let shingles = stretches
            .a
            .iter()
            .flat_map(|stretch| &a.shingles[stretch.clone()]);
        let asked = |shingle: &&u64| known.is_none_or(|known| known.binary_search(shingle).is_ok());
        votes.extend(
            shingles
                .filter(asked)
                .map(|&shingle| (shingle, vote.0, vote.1)),
        );
        if votes.len() > 1 << 18 {
            votes = add_up(votes);
        }
    }
    Ok((add_up(votes), against))
}

/// One entry a shingle, sorted.
pub(in crate::detect::copies) fn add_up(mut votes: Vec<Vote>) -> Vec<Vote> {
    votes.sort_unstable();
    votes.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(next.1);
            kept.2 = kept.2.saturating_add(next.2);
        }
        same
    });
    votes
}
