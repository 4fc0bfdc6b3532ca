//! Copies: articles that carry the same text.
//!
//! In: a source. Out: [`Copies`]: the roster, every verified pair, and the families.
//!
//! A first pass over the texts keeps a sketch and a few keys of each article ([`mod@sketch`],
//! [`excerpts`]) and lets the text go. Identical articles are then one node; nodes that meet in a
//! band ([`bands`]) or under excerpt keys are candidates; the candidates' texts are read again and
//! judged exactly; families grow from the judged pairs without chaining and are audited over all
//! pairs of their members.
//!
//! Cost: linear in the text, plus one sort of the articles a band. Memory: about 0.5 KB an article
//! and 12 bytes a candidate pair, and one batch of texts.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of shingles, slots and articles lie far below 2^52"
)]

use ahash::AHashMap;

use crate::article::ArticleSource;
use crate::config::Config;
use crate::detect::roster::{Entry, Rank, Roster};
use crate::detect::{Observer, Stage};
use crate::detection::{BandPlan, Capped, Relation};
use crate::error::Error;

#[path = "compare/align.rs"]
mod align;
#[path = "families/audit.rs"]
mod audit;
#[path = "candidates/bands.rs"]
pub mod bands;
#[path = "compare/boilerplate.rs"]
mod boilerplate;
#[path = "scan/brief.rs"]
mod brief;
#[path = "candidates/clear.rs"]
mod clear;
#[path = "compare/mod.rs"]
mod compare;
#[path = "families/component.rs"]
mod component;
#[path = "candidates/exact.rs"]
pub mod exact;
#[path = "candidates/excerpts/mod.rs"]
pub mod excerpts;
#[path = "families/group.rs"]
mod families;
#[path = "../structures/rows.rs"]
mod filed;
#[path = "../structures/union_find.rs"]
mod forest;
#[path = "families/forms.rs"]
mod forms;
#[path = "candidates/furniture/mod.rs"]
mod furniture;
#[path = "families/mod.rs"]
mod gather;
#[path = "scan/hash.rs"]
mod hash;
#[path = "scan/identical.rs"]
mod identical;
#[path = "compare/judge.rs"]
mod judge;
#[path = "candidates/recall.rs"]
mod measure;
#[path = "candidates/near.rs"]
mod near;
#[path = "candidates/nearest.rs"]
mod nearest;
#[path = "../structures/articulation.rs"]
mod parts;
#[path = "compare/reading.rs"]
mod reading;
#[path = "scan/mod.rs"]
mod scan;
#[path = "../structures/sets.rs"]
pub(in crate::detect) mod set;
#[path = "scan/shingle.rs"]
pub mod shingle;
#[path = "scan/sketch.rs"]
pub mod sketch;
#[path = "../structures/sort.rs"]
mod sort;
#[path = "scan/version.rs"]
mod version;

pub use furniture::Furniture;
pub use judge::overlap;
pub use shingle::Amount;

use compare::Comparison;
use identical::Identical;
use scan::Scanned;

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

impl Overlap {
    /// The overlap of identical articles.
    pub const WHOLE: Self = Self {
        resemblance: 1.0,
        containment: 1.0,
        containment_back: 1.0,
    };

    /// The same, seen from b.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            containment: self.containment_back,
            containment_back: self.containment,
            ..self
        }
    }
}

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
    /// Share, 0 to 1, of the shared shingles that are printed with unrelated articles, too.
    /// The relation disregards them.
    pub boilerplate: f64,
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
pub fn find<S: ArticleSource + ?Sized>(
    source: &S,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Copies, Error> {
    let plan = bands::Plan::new(config.copies.threshold, config.copies.recall, source.len())?;
    observer.begin(Stage::Sketch, source.len() as u64);
    let mut scanned = scan::scan(source, config, observer)?;
    let roster = roster(&mut scanned);
    observer.begin(Stage::CopyCandidates, 0);
    let identical = Identical::new(&roster, &scanned);
    let of = |rank: Rank| &scanned[roster.get(rank).position as usize];
    let members: Vec<Rank> = identical
        .firsts()
        .filter(|&rank| matches!(of(rank).amount, Amount::Short | Amount::Full))
        .collect();
    let Met {
        near,
        parts,
        beside,
    } = meet(&plan, &members, config, of);
    for scanned in &mut scanned {
        scanned.keys = Box::default();
    }
    let mut capped: Vec<Capped> = [near.capped.clone(), parts.capped.clone()]
        .into_iter()
        .flatten()
        .collect();
    let mut candidates = compare::merge(&near, &parts);

    let mut comparison = Comparison::new(source, &roster, config, observer);
    let furniture = clear::clear(
        &mut comparison,
        &mut candidates,
        beside,
        &mut scanned,
        |scanned, members| {
            let of = |rank: Rank| &scanned[roster.get(rank).position as usize];
            let met = meet(&plan, members, config, of);
            compare::merge(&met.near, &met.parts)
        },
    )?;
    // Equal words of another occasion are no copies: nothing is left to compare.
    candidates.retain(|&pair| {
        let sequence = |rank: Rank| scanned[roster.get(rank).position as usize].sequence;
        let (a, b) = near::unpack(pair);
        sequence(a) != sequence(b)
    });
    observer.begin(Stage::Compare, candidates.len() as u64);
    comparison.learn_boilerplate(&candidates, &scanned)?;
    let (judged, measured) = rayon::join(
        || comparison.judge(&candidates),
        || measure::recall(source, &roster, &scanned, &members, &near, config),
    );
    let mut bands = plan.report();
    (bands.measured_recall, bands.measured_pairs) = measured?;

    observer.begin(Stage::Families, 0);
    let gathered = gather::gather(&comparison, judged?, &identical, &scanned)?;
    capped.extend(gathered.capped);
    let forms = forms::forms(&gathered.pairs, &near.touched, &identical, roster.len());
    let (pairs, left_out) = identical.expand(&gathered.pairs);
    capped.extend(left_out);
    Ok(Copies {
        amounts: roster
            .entries()
            .iter()
            .map(|e| scanned[e.position as usize].amount)
            .collect(),
        pairs,
        families: gathered.families,
        leads: gathered.leads,
        cohesion: gathered.cohesion,
        excerpts: gathered.excerpts,
        forms,
        furniture,
        candidates: candidates.len(),
        capped,
        bands: Some(bands),
        roster,
    })
}

/// Candidates between articles that are shingled by characters and somewhat longer ones, which are
/// shingled by words: both have a sketch of their characters.
fn near_by_characters<'a>(
    plan: &bands::Plan,
    members: &[Rank],
    of: impl Fn(Rank) -> &'a Scanned + Sync,
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
        let (a, b) = near::unpack(pair);
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

fn meet<'a>(
    plan: &bands::Plan,
    members: &[Rank],
    config: &Config,
    of: impl Fn(Rank) -> &'a Scanned + Sync,
) -> Met {
    let keyed = |rank: Rank| excerpts::Keyed {
        slots: &of(rank).slots,
        keys: &of(rank).keys,
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

/// The articles in their total order; takes ids and sources out of `scanned`.
fn roster(scanned: &mut [Scanned]) -> Roster {
    let entries = scanned
        .iter_mut()
        .zip(0..)
        .map(|(scanned, position)| Entry {
            position,
            id: std::mem::take(&mut scanned.id),
            published: scanned.published,
            source: scanned.source.take(),
            fingerprint: scanned.fingerprint,
            words: scanned.words,
            version: scanned.version,
        })
        .collect();
    Roster::new(entries)
}
