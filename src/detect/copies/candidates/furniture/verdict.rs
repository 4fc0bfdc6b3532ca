//! Whether the text that two articles share is what they are about.
//!
//! In: two [`Told`] articles. Out: what they share, and a [`Verdict`] on it. Cost: linear in the words.

use std::ops::Range;

use super::told::{Buffers, Told};
use crate::detect::copies::scan::shingle;
use crate::detect::structures::sets::{self, HashedSet};

/// Shingles in a row that make a shared stretch: fewer are turns of phrase.
pub(super) const STRETCH: usize = 4;
/// Terms of a passage, of which an article has one for itself.
const OWN: usize = 4;
/// Terms of that passage where no headline tells which it is.
const OWN_UNTITLED: usize = 8;
/// Of so many terms one is shared by chance.
const BY_CHANCE: usize = 8;

/// What the headlines say of a text that two articles share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Both are told elsewhere.
    Furniture,
    /// One of them is, and the other is not told there either.
    Likely,
    /// They are told nowhere, or there are none and the outlets differ: many such pairs make
    /// furniture.
    Perhaps,
    /// One of them is told there.
    Content,
    Unknown,
}

/// Stretches of shingles that two articles share, by index, the titles left out.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) a: Vec<Range<usize>>,
    pub(super) b: Vec<Range<usize>>,
}

/// The stretches that two articles share.
pub(super) fn shared(a: &Told, b: &Told, buffers: &mut Buffers) -> Shared {
    let mut of = |told: &Told, other: &Told| {
        buffers.seen.fill(&other.shingles);
        stretches(told, &buffers.seen)
    };
    Shared {
        a: of(a, b),
        b: of(b, a),
    }
}

fn stretches(told: &Told, other: &HashedSet) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let from = told.title.min(told.shingles.len());
    for (at, &shingle) in told.shingles.iter().enumerate().skip(from) {
        if !other.contains(shingle) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found.retain(|stretch| stretch.len() >= STRETCH);
    found
}

/// What the headline of one article says.
#[derive(Debug, Default)]
struct Side {
    /// Terms of the headline that the other's does not have.
    terms: usize,
    /// How many of them stand in the shared text.
    shared: usize,
    /// How many stand in the article's own text.
    own: usize,
    /// How many stand there only.
    own_only: usize,
}

impl Side {
    fn new(told: &Told, other: &Told, stretches: &[Range<usize>], covered: &mut Vec<bool>) -> Self {
        covered.clear();
        covered.resize(told.words.len(), false);
        for stretch in stretches {
            covered[stretch.start..stretch.end + shingle::WORDS - 1].fill(true);
        }
        let mut told_in = vec![(false, false); told.headline.len()];
        for (term, &covered) in told.words.iter().zip(&*covered).skip(told.body) {
            if let Ok(at) = told.headline.binary_search(term) {
                told_in[at].0 |= covered;
                told_in[at].1 |= !covered;
            }
        }
        let mut side = Self::default();
        for (term, (shared, own)) in told.headline.iter().zip(told_in) {
            if other.headline.binary_search(term).is_ok() {
                continue;
            }
            side.terms += 1;
            side.shared += usize::from(shared);
            side.own += usize::from(own);
            side.own_only += usize::from(own && !shared);
        }
        side
    }

    fn is_told_there(&self) -> bool {
        self.shared > self.own && (self.shared > 1 || 2 * self.shared >= self.terms)
    }

    fn is_told_elsewhere(&self) -> bool {
        self.own_only > 2 * self.shared
    }

    fn is_told_nowhere(&self) -> bool {
        self.terms > 1 && self.shared == 0 && self.own == 0
    }
}

/// What the headlines of two articles say of what they share.
pub(super) fn verdict(a: &Told, b: &Told, stretches: &Shared, buffers: &mut Buffers) -> Verdict {
    if stretches.a.is_empty() || stretches.b.is_empty() {
        return Verdict::Unknown;
    }
    let x = Side::new(a, b, &stretches.a, &mut buffers.covered);
    let y = Side::new(b, a, &stretches.b, &mut buffers.covered);
    let titled = a.is_titled() && b.is_titled();
    if x.is_told_there() || y.is_told_there() {
        return Verdict::Content;
    }
    let alike = sets::shared(&a.headline, &b.headline);
    // Instalments of one form, too, have half of a headline in common.
    if alike > 0 && 2 * alike >= a.headline.len().min(b.headline.len()) {
        return untitled(a, b, stretches);
    }
    let elsewhere = [&x, &y].map(Side::is_told_elsewhere);
    let enough = if titled {
        elsewhere.contains(&true)
    } else {
        elsewhere == [true, true]
    };
    if enough && x.own_only + y.own_only >= 2 * (x.shared + y.shared) + 2 {
        return if elsewhere == [true, true] {
            Verdict::Furniture
        } else {
            Verdict::Likely
        };
    }
    // Headlines say little in few words: then it counts that the passages have nothing in common.
    if elsewhere.contains(&true) && are_apart(a, b, stretches) {
        return Verdict::Likely;
    }
    if titled && alike == 0 && x.is_told_nowhere() && y.is_told_nowhere() {
        return Verdict::Perhaps;
    }
    untitled(a, b, stretches)
}

/// Without headlines it must be enough that the passages are apart.
fn untitled(a: &Told, b: &Told, stretches: &Shared) -> Verdict {
    let other_outlet = a.outlet != 0 && b.outlet != 0 && a.outlet != b.outlet;
    if a.is_titled() || b.is_titled() || !are_apart(a, b, stretches) {
        Verdict::Unknown
    } else if other_outlet {
        // Each outlet may have put words of its own under a text that both took from an agency.
        Verdict::Perhaps
    } else {
        Verdict::Likely
    }
}

/// Whether each has one passage of its own, which has nothing to do with what they share nor with
/// the other's.
fn are_apart(a: &Told, b: &Told, stretches: &Shared) -> bool {
    let [x, y] = [(a, &stretches.a), (b, &stretches.b)].map(|(told, stretches)| {
        Passage::new(told, stretches).filter(|own| !are_alike(&own.terms, &own.shared))
    });
    // Two cuttings of one text share the end of the one and the begin of the other.
    x.zip(y)
        .is_some_and(|(x, y)| x.place == y.place && !are_alike(&x.terms, &y.terms))
}

/// The passage that is an article's own.
struct Passage {
    /// Its terms, sorted.
    terms: Vec<u64>,
    /// Those of the rest.
    shared: Vec<u64>,
    /// Whether it stands before all that is shared, between, or behind.
    place: (bool, bool),
}

impl Passage {
    /// None where there are several, or it is short.
    fn new(told: &Told, stretches: &[Range<usize>]) -> Option<Self> {
        let mut passage = None;
        let mut place = (false, false);
        let mut shared = Vec::new();
        let mut at = told.body;
        let end = told.words.len();
        let ends = stretches
            .iter()
            .map(|s| s.start..s.end + shingle::WORDS - 1);
        for stretch in ends.chain(std::iter::once(end..end)) {
            let own = terms(&told.words[at..stretch.start.max(at)]);
            if own.len() >= OWN {
                place = (shared.is_empty(), stretch.is_empty());
                if passage.replace(own).is_some() {
                    return None;
                }
            }
            shared.extend_from_slice(&told.words[stretch.clone()]);
            at = at.max(stretch.end);
        }
        let terms_of_passage = passage.filter(|own| own.len() >= OWN_UNTITLED)?;
        Some(Self {
            terms: terms_of_passage,
            shared: terms(&shared),
            place,
        })
    }
}

/// The terms among some words, sorted.
fn terms(words: &[u64]) -> Vec<u64> {
    let mut terms: Vec<u64> = words.iter().copied().filter(|&term| term != 0).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Whether two passages have more terms in common than any two have.
fn are_alike(a: &[u64], b: &[u64]) -> bool {
    sets::shared(a, b) > 1 + a.len().min(b.len()) / BY_CHANCE
}
