//! Judges a candidate pair: exact overlap, and what the two articles are to one another.
//!
//! In: two [`Reading`]s, their sources' boilerplate told. Out: a [`Verdict`]. Promise: overlap counts all
//! shingles exactly; the relation disregards boilerplate and never calls two texts copies that
//! share a form but state other facts.
//!
//! The template test looks at the pair's facts (figures, names, weekdays, months). Where most of
//! the rarer side's facts occur in the other text it is a copy and nothing more is computed.
//! Otherwise the texts are aligned: facts inside equal stretches agree, and a gap in which both
//! sides state something else conflicts. Many conflicts spread through a shared form are a
//! template; one or two, or a new paragraph, are an edit. A mark such as UPDATE or CORRECTED lets
//! more conflicts pass, because that is what such marks announce.
//!
//! Below the threshold nothing is merged, so there the share of facts decides alone whether a pair
//! is called a template.
//!
//! Cost: a merge of two sorted lists; the alignment only for pairs that share few facts.

use super::Overlap;
use super::align;
use super::excerpts::shared;
use super::reading::{Reading, Token};
use crate::config::CopyConfig;
use crate::detection::Relation;

/// Share of the facts of the text with fewer of them that the other one must state for the pair
/// to pass without alignment.
const FACTS_SHARED: f64 = 0.9;
/// Share of aligned fact places that must conflict for a template.
const CONFLICTS: f64 = 0.3;
/// The same for a pair of which one is marked as a version of another.
const VERSION_CONFLICTS: f64 = 0.6;
/// Conflicting places below which a pair is no template, whatever their share.
const LEAST_CONFLICTS: usize = 2;
/// So many conflicting places make a template at half of the share: long forms repeat names that
/// have nothing to do with the occasion.
const MANY_CONFLICTS: usize = 8;
/// Longest gap, in words on either side, in which a differing fact is a filled-in slot.
const SLOT_WORDS: usize = 12;
/// Resemblance from which a pair that is no copy may share a form, and the share of facts below
/// which it does: too little is at stake there for an alignment.
const FORM: f64 = 0.3;
const FORM_FACTS: f64 = 0.5;
/// Shingles that an excerpt has at least, boilerplate left out.
const LEAST_EXCERPT: usize = 10;

/// What a pair is, and by what.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Verdict {
    pub(super) relation: Relation,
    /// Over all shingles.
    pub(super) overlap: Overlap,
    /// Aligned places where both state the same fact, and where they state different ones; zero
    /// when nothing had to be aligned.
    pub(super) agreeing: u32,
    pub(super) conflicting: u32,
    /// Share of the shared shingles that are boilerplate, 0 to 1.
    pub(super) boilerplate: f64,
}

/// One side of a pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) reading: &'a Reading,
    /// Whether it is marked as an update or correction.
    pub(super) version: bool,
}

/// Exact overlap of two sorted sets.
pub(super) fn overlap(a: &[u64], b: &[u64]) -> Overlap {
    counted(shared(a, b), a.len(), b.len())
}

fn counted(both: usize, a: usize, b: usize) -> Overlap {
    let share = |of: usize| {
        if of == 0 {
            0.0
        } else {
            both as f64 / of as f64
        }
    };
    Overlap {
        resemblance: share(a + b - both),
        containment: share(a),
        containment_back: share(b),
    }
}

/// Judges two articles whose word sequences differ.
pub(super) fn judge(a: Side<'_>, b: Side<'_>, config: &CopyConfig) -> Verdict {
    let full = overlap(&a.reading.shingles, &b.reading.shingles);
    let own = own_overlap(a, b, full);
    let mut verdict = Verdict {
        relation: Relation::Unrelated,
        overlap: full,
        agreeing: 0,
        conflicting: 0,
        boilerplate: own.boilerplate,
    };
    let near = own.overlap.resemblance >= config.threshold;
    let containment = own.overlap.containment.max(own.overlap.containment_back);
    let excerpt = containment >= config.excerpt && own.shorter >= LEAST_EXCERPT;
    let template = if near || excerpt {
        facts_shared(a, b) < FACTS_SHARED && is_template(a, b, &mut verdict)
    } else {
        own.overlap.resemblance >= FORM && facts_shared(a, b) < FORM_FACTS
    };
    if template {
        verdict.relation = Relation::SameTemplate;
    } else if near {
        verdict.relation = Relation::NearCopy;
    } else if excerpt {
        verdict.relation = Relation::Excerpt;
    }
    verdict
}

/// Overlap without boilerplate.
struct Own {
    overlap: Overlap,
    /// Shingles of the shorter side.
    shorter: usize,
    boilerplate: f64,
}

fn own_overlap(a: Side<'_>, b: Side<'_>, full: Overlap) -> Own {
    let (x, y) = (&a.reading.shingles, &b.reading.shingles);
    if a.reading.own.is_none() && b.reading.own.is_none() {
        return Own {
            overlap: full,
            shorter: x.len().min(y.len()),
            boilerplate: 0.0,
        };
    }
    let own_a = a.reading.own.as_ref().unwrap_or(x);
    let own_b = b.reading.own.as_ref().unwrap_or(y);
    let (all, own) = (shared(x, y), shared(own_a, own_b));
    Own {
        overlap: counted(own, own_a.len(), own_b.len()),
        shorter: own_a.len().min(own_b.len()),
        boilerplate: match all {
            0 => 0.0,
            all => (all - own) as f64 / all as f64,
        },
    }
}

/// Share of the facts of the text with fewer of them that the other one states, 0 to 1; 1 when
/// there are too few facts to differ in.
fn facts_shared(a: Side<'_>, b: Side<'_>) -> f64 {
    let (x, y) = (&a.reading.facts, &b.reading.facts);
    let fewer = x.len().min(y.len());
    if fewer < LEAST_CONFLICTS {
        1.0
    } else {
        shared(x, y) as f64 / fewer as f64
    }
}

/// Whether two texts state other facts in the passages that they share.
fn is_template(a: Side<'_>, b: Side<'_>, verdict: &mut Verdict) -> bool {
    let (a_words, b_words) = (&a.reading.words, &b.reading.words);
    let blocks = align::blocks(a_words, b_words);
    let agreeing: usize = blocks
        .iter()
        .map(|block| facts(&a_words[block.a..block.a + block.words]))
        .sum();
    let conflicting: usize = align::gaps(&blocks, a_words, b_words)
        .into_iter()
        .filter(|(x, y)| x.len().max(y.len()) <= SLOT_WORDS)
        .map(|(x, y)| differing(x, y).min(differing(y, x)))
        .sum();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (verdict.agreeing, verdict.conflicting) = (count(agreeing), count(conflicting));
    let limit = if a.version || b.version {
        VERSION_CONFLICTS
    } else {
        CONFLICTS
    };
    let limit = if conflicting >= MANY_CONFLICTS {
        limit / 2.0
    } else {
        limit
    };
    conflicting >= LEAST_CONFLICTS && conflicting as f64 >= limit * (conflicting + agreeing) as f64
}

fn facts(words: &[Token]) -> usize {
    words.iter().filter(|word| word.is_fact).count()
}

/// Facts of a gap that its other side does not state.
fn differing(words: &[Token], other: &[Token]) -> usize {
    let stated = |word: &Token| other.iter().any(|x| x.hash == word.hash);
    words.iter().filter(|w| w.is_fact && !stated(w)).count()
}
