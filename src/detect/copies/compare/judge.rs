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
//! Names that belong to a form (an office, an agency) agree on every occasion. So where two texts were
//! published on different days, figures are also counted alone: a share of them that conflicts makes
//! a template even if it is a single one.
//!
//! Two short texts (`brief`) are copies only where every word that counts is the same: in a headline one
//! verb is the news. And a few equal words are one text only on one occasion.
//!
//! Below the threshold nothing is merged, and two texts of other facts are called a template only if
//! facts conflict in the places between shared passages: a footer that both share has no such places.
//!
//! Cost: a question to a [`HashedSet`] for every shingle of the second text; the alignment only for
//! pairs that share few facts.

use super::align;
use super::reading::Reading;
use super::token::Token;
use crate::config::CopyConfig;
use crate::detect::copies::overlap::{Overlap, counted, overlap};
use crate::detect::copies::scan::brief::Issue;
use crate::detect::copies::scan::shingle::SHORT_WORDS;
use crate::detect::structures::sets::{HashedSet, shared};
use crate::detection::Relation;
use crate::time::Timestamp;

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
/// Seconds between two publications from which figures are counted alone.
const OTHER_DAY: i64 = 24 * 60 * 60;
/// Resemblance from which a pair that is no copy may share a form, and the share of facts below
/// which it may.
const FORM: f64 = 0.3;
const FORM_FACTS: f64 = 0.5;
/// Shingles that an excerpt has at least, boilerplate left out, and a copy of which some was.
const LEAST_EXCERPT: usize = 10;

/// What a pair is, and by what.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::detect::copies) struct Verdict {
    pub(in crate::detect::copies) relation: Relation,
    /// Over all shingles.
    pub(in crate::detect::copies) overlap: Overlap,
    /// Without boilerplate.
    pub(in crate::detect::copies) own: Overlap,
    /// Aligned places where both state the same fact, and where they state different ones; zero
    /// when nothing had to be aligned.
    pub(in crate::detect::copies) agreeing: u32,
    pub(in crate::detect::copies) conflicting: u32,
}

/// One side of a pair.
#[derive(Debug, Clone, Copy)]
pub(in crate::detect::copies) struct Side<'a> {
    pub(in crate::detect::copies) reading: &'a Reading,
    /// Whether it is marked as an update or correction.
    pub(in crate::detect::copies) version: bool,
    pub(in crate::detect::copies) published: Option<Timestamp>,
    pub(in crate::detect::copies) source: Option<&'a str>,
}

impl Side<'_> {
    fn issue(&self) -> Issue<'_> {
        Issue {
            published: self.published,
            source: self.source,
        }
    }
}

/// An article to judge others against: its shingles at hand, all and without boilerplate. Used again
/// for the next article.
#[derive(Debug, Default)]
pub(in crate::detect::copies) struct Opened {
    all: HashedSet,
    own: HashedSet,
}

impl Opened {
    /// Opens it for another article.
    pub(in crate::detect::copies) fn open(&mut self, reading: &Reading) {
        self.all.fill(&reading.shingles);
        if let Some(own) = &reading.own {
            self.own.fill(own);
        }
    }

    /// What `other` shares with `opened`, the article that this is opened for. Each shingle of `other`
    /// is looked up, so the longer of two had better be the opened one.
    pub(in crate::detect::copies) fn shared(&self, opened: &Reading, other: &Reading) -> Shared {
        let all = self.all.count(&other.shingles);
        let own = match (&opened.own, &other.own) {
            (None, None) => all,
            (None, Some(own)) => self.all.count(own),
            (Some(_), own) => self.own.count(own.as_ref().unwrap_or(&other.shingles)),
        };
        Shared { all, own }
    }
}

/// Shingles that two articles share: all, and those that are boilerplate of neither.
#[derive(Debug, Clone, Copy)]
pub(in crate::detect::copies) struct Shared {
    all: usize,
    own: usize,
}

/// Judges two articles whose word sequences differ.
pub(in crate::detect::copies) fn judge(
    a: Side<'_>,
    b: Side<'_>,
    shared: Shared,
    config: &CopyConfig,
) -> Verdict {
    let by_characters = by_characters(a.reading, b.reading);
    let own = by_characters.unwrap_or_else(|| own_overlap(a, b, shared));
    let of_words = || {
        let [x, y] = [a, b].map(|side| side.reading.shingles.len());
        counted(shared.all, x, y)
    };
    let mut verdict = Verdict {
        relation: Relation::Unrelated,
        overlap: by_characters.map_or_else(of_words, |own| own.overlap),
        own: own.overlap,
        agreeing: 0,
        conflicting: 0,
    };
    let little = own.stripped && own.shorter < LEAST_EXCERPT;
    let near = own.overlap.resemblance() >= config.threshold && !little;
    let containment = own
        .overlap
        .containment()
        .max(own.overlap.containment_back());
    let excerpt = containment >= config.excerpt && own.shorter >= LEAST_EXCERPT;
    if let (Some(x), Some(y)) = (&a.reading.brief, &b.reading.brief) {
        let few = a.reading.words.len().max(b.reading.words.len()) < SHORT_WORDS;
        let same = (near || excerpt) && x.says_the_same(y);
        let rubric = same && few && !a.issue().is_of(b.issue());
        // A form of another day is another occasion; of one day, the two may be reports of one event.
        let form = near || excerpt || (own.overlap.resemblance() >= FORM && x.fills_the_form_of(y));
        if rubric || (!same && form && on_other_days(a, b)) {
            verdict.relation = Relation::SameTemplate;
            return verdict;
        }
        if !same && (near || excerpt) {
            if facts_shared(a, b) < FACTS_SHARED && is_template(a, b, &mut verdict) {
                verdict.relation = Relation::SameTemplate;
            }
            return verdict;
        }
    }
    let template = if near || excerpt {
        facts_shared(a, b) < FACTS_SHARED && is_template(a, b, &mut verdict)
    } else {
        // What hundreds of articles of a source share is boilerplate, and so is a form that it fills.
        let form =
            own.overlap.resemblance() >= FORM || verdict.overlap.resemblance() >= config.threshold;
        form && facts_shared(a, b) < FORM_FACTS && is_template(a, b, &mut verdict)
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

/// The overlap in characters of two short texts of which only one is long enough for words.
fn by_characters(a: &Reading, b: &Reading) -> Option<Own> {
    let short = |reading: &Reading| reading.words.len() < SHORT_WORDS;
    if a.brief.is_none() || b.brief.is_none() || short(a) == short(b) {
        return None;
    }
    let (x, y) = (&a.characters, &b.characters);
    Some(Own {
        overlap: overlap(x, y),
        shorter: x.len().min(y.len()),
        stripped: false,
    })
}

/// Overlap without boilerplate.
#[derive(Clone, Copy)]
struct Own {
    overlap: Overlap,
    /// Shingles of the shorter side.
    shorter: usize,
    /// Whether anything was left out of one of them.
    stripped: bool,
}

fn own_overlap(a: Side<'_>, b: Side<'_>, shared: Shared) -> Own {
    let own = |side: Side<'_>| {
        let reading = side.reading;
        reading.own.as_ref().unwrap_or(&reading.shingles).len()
    };
    Own {
        overlap: counted(shared.own, own(a), own(b)),
        shorter: own(a).min(own(b)),
        stripped: a.reading.own.is_some() || b.reading.own.is_some(),
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
    let aligned = Aligned::new(a.reading.seeded(), b.reading.seeded());
    let facts = aligned.count(Token::is_fact);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (verdict.agreeing, verdict.conflicting) = (number(facts.agreeing), number(facts.conflicting));
    if a.version || b.version {
        return facts.conflicting >= LEAST_CONFLICTS
            && facts.share() >= facts.limit(VERSION_CONFLICTS);
    }
    if facts.conflicting >= LEAST_CONFLICTS && facts.share() >= facts.limit(CONFLICTS) {
        return true;
    }
    on_other_days(a, b) && {
        let figures = aligned.count(Token::is_figure);
        figures.conflicting > 0 && figures.share() >= figures.limit(CONFLICTS)
    }
}

/// Whether the two were published on different days.
fn on_other_days(a: Side<'_>, b: Side<'_>) -> bool {
    let seconds = |side: Side<'_>| side.published.map(Timestamp::seconds);
    let apart = seconds(a).zip(seconds(b)).map(|(a, b)| a.abs_diff(b));
    apart.is_some_and(|apart| apart >= OTHER_DAY.unsigned_abs())
}

/// Places in aligned passages where both state the same, and where they state different things.
struct Places {
    agreeing: usize,
    conflicting: usize,
}

impl Places {
    fn share(&self) -> f64 {
        match self.agreeing + self.conflicting {
            0 => 0.0,
            all => self.conflicting as f64 / all as f64,
        }
    }

    /// The share that makes a template.
    fn limit(&self, share: f64) -> f64 {
        if self.conflicting >= MANY_CONFLICTS {
            share / 2.0
        } else {
            share
        }
    }
}

/// Two texts side by side.
struct Aligned<'a> {
    words: &'a [Token],
    blocks: Vec<align::Block>,
    gaps: Vec<(&'a [Token], &'a [Token])>,
}

impl<'a> Aligned<'a> {
    fn new(a: align::Seeded<'a>, b: align::Seeded<'a>) -> Self {
        let blocks = align::blocks(a, b);
        let mut gaps = align::gaps(&blocks, a.words, b.words);
        gaps.retain(|(x, y)| x.len().max(y.len()) <= SLOT_WORDS);
        Self {
            words: a.words,
            blocks,
            gaps,
        }
    }

    fn count(&self, kind: impl Fn(Token) -> bool + Copy) -> Places {
        let differing = |words: &[Token], other: &[Token]| {
            let stated = |word: Token| other.iter().any(|x| x.is(word));
            let of_kind = words.iter().filter(|&&word| kind(word));
            of_kind.filter(|&&word| !stated(word)).count()
        };
        let agreeing = self.blocks.iter().map(|block| {
            let words = &self.words[block.a..block.a + block.words];
            words.iter().filter(|&&word| kind(word)).count()
        });
        let conflicting = self
            .gaps
            .iter()
            .map(|(x, y)| differing(x, y).min(differing(y, x)));
        Places {
            agreeing: agreeing.sum(),
            conflicting: conflicting.sum(),
        }
    }
}
