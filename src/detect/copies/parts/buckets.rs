//! Buckets: where the keys of a feed go, to be joined one by one.
//!
//! In: nodes. Out: of every bucket their keys. Promise: what shares a key is in one bucket, whichever nodes were given
//! together. A bucket is a range of the keys of one band; those of excerpts have buckets of their own. Cost: a sort of
//! each.

use super::Node;
use crate::detect::copies::candidates::bands::Plan;
use crate::detect::copies::scan::shingle::Amount;
use crate::detect::copies::scan::sketch::Slots;
use crate::detect::roster::Rank;
use crate::detect::structures::sort;

/// Where the keys of a feed go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buckets {
    /// Bands of the plan.
    bands: u32,
    /// Buckets of a band.
    ranges: u32,
    /// Whether sketches of characters are joined, too.
    characters: bool,
    /// How many fingerprints the keys of a band have.
    prints: u64,
}

/// Fingerprints an article: the more, the fewer keys have company by chance, and the longer is each.
const PRINTS: u64 = 16;

/// Articles of a band that a bucket holds at most, about: 8 bytes each where they are joined.
const IN_A_BUCKET: u64 = 1 << 24;

/// What is joined in a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// A band of the sketches of words.
    Words(usize),
    /// A band of the sketches of characters.
    Characters(usize),
    /// Excerpt keys.
    Excerpts,
}

impl Buckets {
    /// Those for so many articles; `characters` where any has a sketch of characters.
    pub fn new(plan: &Plan, articles: usize, characters: bool) -> Self {
        let ranges = (articles as u64).div_ceil(IN_A_BUCKET).max(1);
        Self {
            bands: u32::try_from(plan.bands()).unwrap_or(u32::MAX),
            ranges: u32::try_from(ranges).unwrap_or(u32::MAX),
            characters,
            prints: (PRINTS * articles as u64).min(1 << 32),
        }
    }

    /// By what it is asked whether a key has company; in the order of the keys.
    pub(super) fn print(self, space: Space, key: u32) -> u32 {
        match space {
            Space::Excerpts => key,
            Space::Words(_) | Space::Characters(_) => ((u64::from(key) * self.prints) >> 32) as u32,
        }
    }

    /// Number of buckets.
    pub fn count(self) -> u32 {
        self.excerpts() + self.bands * self.ranges
    }

    /// The first bucket of excerpt keys; there are as many as a band of each range has.
    fn excerpts(self) -> u32 {
        self.bands * self.ranges * (1 + u32::from(self.characters))
    }

    /// What is joined in a bucket.
    pub fn space(self, bucket: u32) -> Space {
        let band = bucket / self.ranges;
        if bucket >= self.excerpts() {
            Space::Excerpts
        } else if band < self.bands {
            Space::Words(band as usize)
        } else {
            Space::Characters((band - self.bands) as usize)
        }
    }

    /// How many buckets a band is spread over.
    pub(super) fn ranges(self) -> u32 {
        self.ranges
    }

    fn of_band(self, space: u32, band: usize, key: u32) -> u32 {
        let band = space * self.bands + u32::try_from(band).unwrap_or(u32::MAX);
        band * self.ranges + part(key, self.ranges)
    }

    pub(super) fn of_excerpt(self, key: u32) -> u32 {
        self.excerpts() + part(key, self.bands * self.ranges)
    }
}

/// The range that a key falls into, of so many.
fn part(key: u32, ranges: u32) -> u32 {
    ((u64::from(key) * u64::from(ranges)) >> 32) as u32
}

/// Whether an article meets others by its sketch or its keys.
pub(super) fn enough(node: &Node) -> bool {
    matches!(node.sketched.amount, Amount::Short | Amount::Full)
}

/// The sketch by which an article meets a short one.
pub(super) fn characters(node: &Node) -> Option<&Slots> {
    let short = node.sketched.amount == Amount::Short;
    let longer = node.sketched.characters.as_deref();
    longer.or(short.then_some(&node.sketched.slots))
}

/// Of each bucket the keys of some nodes, ascending, each with the node's place as one number; none in most
/// buckets of a few nodes.
pub(super) fn entries(nodes: &[(Rank, Node)], plan: &Plan, buckets: Buckets) -> Vec<Vec<u64>> {
    let mut entries = vec![Vec::new(); buckets.count() as usize];
    for (place, (_, node)) in (0..).zip(nodes).filter(|(_, (_, node))| enough(node)) {
        let sketches = [
            Some(&node.sketched.slots),
            characters(node).filter(|_| buckets.characters),
        ];
        for (space, slots) in (0..).zip(sketches) {
            let Some(slots) = slots else { continue };
            for band in 0..plan.bands() {
                let key = plan.key(band, slots);
                entries[buckets.of_band(space, band, key) as usize].push(entry(key, place));
            }
        }
        for &key in &node.keys {
            entries[buckets.of_excerpt(key) as usize].push(entry(key, place));
        }
    }
    let mut buffer = Vec::new();
    for entries in &mut entries {
        sort::numbers(entries, &mut buffer);
    }
    entries
}

/// A key and a place as one number, sorted by the key.
pub(super) fn entry(key: u32, place: u32) -> u64 {
    u64::from(key) << 32 | u64::from(place)
}

/// Appends a number in as few bytes as it takes (LEB128).
#[expect(clippy::cast_possible_truncation, reason = "seven bits")]
pub(super) fn number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number off the front; none where the bytes are of something else.
pub(super) fn next(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..32).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}
