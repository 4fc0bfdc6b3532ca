//! Copies: articles that carry the same text.
//!
//! In: a source. Out: [`Copies`]: the roster, every verified pair, and the families.
//!
//! A first pass over the texts keeps a sketch and a few keys of each article ([`mod@sketch`],
//! [`excerpts`]) and lets the text go. Identical articles are then one node; nodes that meet in a
//! band ([`bands`]) or under excerpt keys are candidates; the candidates' texts are read again and
//! judged exactly; families grow from the judged pairs without chaining and are audited over all
//! pairs of their members. Each phase is a type that one function makes whole of the one before, and
//! a folder: `Scanned`, `Candidates`, `Compared`, and [`Copies`], which holds the families. A phase uses
//! what the folders of earlier ones offer.
//!
//! Cost: linear in the text, plus one sort of the articles a band. Memory: about 0.5 KB an article,
//! 44 bytes a judged pair, and the texts of a few batches.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of shingles, slots and articles lie far below 2^52"
)]

use ahash::AHashMap;

use crate::article::ArticleSource;
use crate::config::Config;
use crate::detect::Observer;
use crate::detect::roster::{Rank, Roster};
use crate::detection::{BandPlan, Capped, Relation};
use crate::error::Error;

mod candidates;
mod compare;
mod families;
mod overlap;
#[doc(hidden)]
pub mod parts;
mod scan;

pub use candidates::furniture::Furniture;
pub use candidates::{bands, exact, excerpts};
pub use overlap::{Overlap, overlap};
pub use scan::shingle::Amount;
pub use scan::{minhash, shingle, sketch};

/// A candidate pair after exact comparison; `a` comes first in the total order.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyPair {
    /// Rank of the first article.
    pub a: Rank,
    /// Rank of the second.
    pub b: Rank,
    /// `Identical`, `NearCopy`, `Excerpt`, `SameTemplate` or `Unrelated`. For an excerpt the
    /// containments tell the direction: the article with the higher one is the shorter text.
    pub relation: Relation,
    /// Exact overlap of all shingles, boilerplate included.
    pub overlap: Overlap,
    /// Exact overlap without boilerplate, by which families are made.
    pub own: Overlap,
    /// Figures and names in aligned passages that both state; 0 when nothing had to be aligned.
    pub agreeing_facts: u32,
    /// Places in aligned passages where the two state different figures or names.
    pub conflicting_facts: u32,
    /// Whether one of the two is marked as an update or correction.
    pub version: bool,
}

/// How well a family holds together, over all pairs of its members.
///
/// The similarity of two members is their resemblance; where one hangs at the family as an
/// excerpt, the containment of the shorter text in the longer.
#[derive(Debug, Clone, PartialEq)]
pub struct FamilyCohesion {
    /// Least similarity of any two members, 0 to 1; 1 for a single article.
    pub min: f64,
    /// Mean similarity of all pairs of members, 0 to 1; 1 for a single article.
    pub mean: f64,
    /// The pair with the least similarity, the first such pair by rank.
    pub weakest: Option<(Rank, Rank)>,
    /// Members without which the others would not hang together by pairs at the threshold.
    pub bridges: Vec<Rank>,
}

/// What the copy layer found.
#[derive(Debug, Clone, Default)]
pub struct Copies {
    /// The articles in their total order.
    pub roster: Roster,
    /// How much text each article has, by rank.
    pub amounts: Vec<Amount>,
    /// Every verified candidate pair, sorted by (a, b).
    pub pairs: Vec<CopyPair>,
    /// A partition of all ranks: each family's members ascending; families by first member.
    pub families: Vec<Vec<Rank>>,
    /// The lead of each family, aligned with `families`; never an excerpt of another member.
    pub leads: Vec<Rank>,
    /// The cohesion of each family, aligned with `families`.
    pub cohesion: Vec<FamilyCohesion>,
    /// Excerpts that hang at a family, each with the member that it shares its text with, by rank.
    pub excerpts: Vec<(Rank, Rank)>,
    /// The form of each article that shares it, with other facts, with more others than were compared.
    pub forms: AHashMap<Rank, Rank>,
    /// Text that unrelated articles share.
    pub furniture: Furniture,
    /// Candidate pairs that were compared.
    pub candidates: usize,
    /// What caps left out.
    pub capped: Vec<Capped>,
    /// Bands and rows chosen.
    pub bands: Option<BandPlan>,
}

/// Finds the copies among the articles of `source`.
///
/// # Errors
/// When no bands reach the recall at the threshold, or an article can no longer be read.
pub fn find(
    source: &dyn ArticleSource,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Copies, Error> {
    let plan = bands::Plan::new(config.copies.threshold, config.copies.recall, source.len())?;
    let scanned = scan::scan(source, config, observer)?;
    let candidates = candidates::find(source, scanned, plan, config, observer)?;
    let compared = compare::compare(source, candidates, config, observer)?;
    families::find(source, compared, config, observer)
}
