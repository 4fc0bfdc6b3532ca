//! Articles under the keys by which they may meet, sorted into buckets that are joined one by one.
//!
//! In: nodes, and of each of their keys how many articles have it. Out: of every bucket the articles and
//! those of their keys that others have, too, packed: 6 bytes an article and band, 8 an excerpt key. Promise:
//! what shares a key is in one bucket, whichever nodes were given together. A bucket is a range of the keys
//! of one band; those of excerpts have buckets of their own.

use super::Node;
use super::company::{ALONE, TELLS_NOTHING, unlike};
use crate::detect::copies::candidates::bands::Plan;
use crate::detect::copies::candidates::excerpts::needed;
use crate::detect::copies::scan::shingle::Amount;
use crate::detect::copies::scan::sketch::Slots;
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::unpack;
use crate::detect::structures::sort;
use crate::error::Error;

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

/// How many of the keys under which an article asks a longer one must share, at most. More let fewer pairs pass, and take
/// more rows.
const MOST_NEEDED: usize = 3;
/// Bits for that.
const NEEDS_BITS: u32 = 2;

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

    fn of_excerpt(self, key: u32) -> u32 {
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

fn entry(key: u32, place: u32) -> u64 {
    u64::from(key) << 32 | u64::from(place)
}

/// Of each bucket its articles under the keys that have company, packed. `nodes` are sorted by rank; `classes`
/// are those of each bucket's [`keys`](super::keys) of the same nodes.
///
/// # Errors
/// When the classes are of something else.
pub fn postings(
    nodes: &[(Rank, Node)],
    plan: &Plan,
    buckets: Buckets,
    classes: &[&[u8]],
) -> Result<Vec<Vec<u8>>, Error> {
    let mut packed = vec![Packed::default(); buckets.count() as usize];
    let mut excerpts: Vec<(u64, u8)> = Vec::new();
    for (bucket, entries) in (0..).zip(entries(nodes, plan, buckets)) {
        let classes = classes.get(bucket as usize).copied().unwrap_or_default();
        if classes.len() != entries.len() {
            return Err(unlike());
        }
        let known = entries.into_iter().map(unpack).zip(classes.iter().copied());
        if buckets.space(bucket) == Space::Excerpts {
            excerpts.extend(known.map(|((key, place), class)| (entry(place, key), class)));
            continue;
        }
        let shared = known.filter(|known| known.1 != ALONE);
        let mut shared: Vec<u64> = shared.map(|((key, place), _)| entry(place, key)).collect();
        shared.sort_unstable();
        for (place, key) in shared.into_iter().map(unpack) {
            packed[bucket as usize].push(nodes[place as usize].0, key, None);
        }
    }
    excerpts.sort_unstable();
    for of_node in excerpts.chunk_by(|x, y| unpack(x.0).0 == unpack(y.0).0) {
        let (rank, node) = &nodes[unpack(of_node[0].0).0 as usize];
        for (key, needs) in asking(of_node) {
            let told = node.sketched.words << NEEDS_BITS | needs;
            packed[buckets.of_excerpt(key) as usize].push(*rank, key, Some(told));
        }
    }
    Ok(packed.into_iter().map(|packed| packed.bytes).collect())
}

/// Of the keys of an article, with their classes, those that others have and that tell something; and where it
/// asks for longer articles, under how many of the keys where it does one must stand to be compared.
///
/// Who shares as many as are needed shares one of the rarest, all but so many less one, and two of one more than
/// these; where fewer have company, nobody does.
fn asking(keys: &[(u64, u8)]) -> Vec<(u32, u32)> {
    let telling = keys.iter().filter(|key| key.1 != TELLS_NOTHING).count();
    let shared = keys
        .iter()
        .filter(|key| (ALONE + 1..TELLS_NOTHING).contains(&key.1));
    let mut shared: Vec<(u8, u32)> = shared.map(|&(key, class)| (class, unpack(key).1)).collect();
    shared.sort_unstable();
    let needed = needed(telling);
    let beside = (shared.len() + 1).saturating_sub(needed);
    let more = if beside > 0 {
        needed.min(MOST_NEEDED) - 1
    } else {
        0
    };
    let needs = u32::try_from(more + 1).unwrap_or(0);
    let keys = shared.into_iter().enumerate();
    keys.map(|(at, (_, key))| (key, if at < beside + more { needs } else { 0 }))
        .collect()
}

#[derive(Debug, Clone, Default)]
struct Packed {
    bytes: Vec<u8>,
    before: Rank,
}

impl Packed {
    fn push(&mut self, rank: Rank, key: u32, words: Option<u32>) {
        number(&mut self.bytes, rank.wrapping_sub(self.before));
        self.before = rank;
        self.bytes.extend(key.to_le_bytes());
        if let Some(words) = words {
            number(&mut self.bytes, words);
        }
    }
}

/// An article under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) key: u32,
    pub(super) rank: Rank,
    /// 0 in a band.
    pub(super) words: u32,
    /// Where it asks for longer articles under an excerpt key, under how many of such they must stand; else 0.
    pub(super) needs: u32,
}

/// The articles of a bucket; none where the bytes are of something else.
pub(super) fn unpacked(bytes: &[u8], space: Space) -> Option<Vec<Posting>> {
    let mut rest = bytes;
    let mut postings = Vec::with_capacity(bytes.len() / 5);
    let mut rank: Rank = 0;
    while !rest.is_empty() {
        rank = rank.wrapping_add(next(&mut rest)?);
        let (key, after) = rest.split_first_chunk()?;
        rest = after;
        let told = match space {
            Space::Excerpts => next(&mut rest)?,
            Space::Words(_) | Space::Characters(_) => 0,
        };
        let key = u32::from_le_bytes(*key);
        postings.push(Posting {
            key,
            rank,
            words: told >> NEEDS_BITS,
            needs: told & ((1 << NEEDS_BITS) - 1),
        });
    }
    Some(postings)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn who_shares_as_many_keys_as_are_needed_stands_under_enough_that_are_asked_for(
            classes in prop::collection::vec(0..=TELLS_NOTHING, 1..24),
            has in any::<u32>(),
        ) {
            let keys: Vec<(u64, u8)> = (0..).map(|key| entry(0, key)).zip(classes).collect();
            let telling = keys.iter().filter(|key| key.1 != TELLS_NOTHING).count();
            let asking = asking(&keys);
            // What is not sent has no company, or tells nothing.
            let sent = ALONE + 1..TELLS_NOTHING;
            let all_sent = asking.iter().all(|&(key, _)| sent.contains(&keys[key as usize].1));
            prop_assert!(all_sent);
            let shared: Vec<u32> = asking.iter().filter(|(key, _)| has >> key & 1 > 0).map(|of| of.1).collect();
            if shared.len() >= needed(telling) {
                let needs = asking.iter().map(|of| of.1).max().unwrap_or(0);
                let under = shared.iter().filter(|&&needs| needs > 0).count();
                prop_assert!(needs > 0 && under >= needs as usize);
            }
        }
    }
}
