//! Articles under the keys by which they may meet.
//!
//! In: nodes, and of each of their keys how many articles have it. Out: of every bucket the articles and
//! those of their keys that others have, too, packed: 6 bytes an article and band, 8 an excerpt key.

use super::Node;
use super::buckets::{Buckets, Space, entries, entry, next, number};
use super::company::{ALONE, TELLS_NOTHING, unlike};
use crate::detect::copies::candidates::bands::Plan;
use crate::detect::copies::candidates::excerpts::needed;
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::unpack;
use crate::error::Error;

/// How many of the keys under which an article asks a longer one must share, at most. More let fewer pairs pass, and take
/// more rows.
const MOST_NEEDED: usize = 3;
/// Bits for that.
const NEEDS_BITS: u32 = 2;

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
