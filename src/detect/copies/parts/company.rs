//! How many articles have each key, found before any article is named: most have a key for themselves.
//!
//! In: some nodes, then of a bucket the keys of all. Out: of each piece, key by key, a class that tells how
//! many articles have it. Promise: a key that two articles have is never said to have one. Keys of
//! excerpts are compared whole, so that their classes are exact; of those of bands only as many bits as the
//! feed needs, by which one in sixteen has company by chance alone. Cost: a sort of each bucket, in each
//! piece and once more of all; about a byte a key of a band and two an excerpt key, and a bit or two back.

use super::buckets::{Buckets, Space, entries, next, number};
use super::{Node, Plan};
use crate::detect::copies::candidates::excerpts::HOT;
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::unpack;
use crate::detect::structures::sort;
use crate::error::{Error, ErrorKind};

/// The class of a key that one article has.
pub(super) const ALONE: u8 = 0;
/// The class of an excerpt key that so many articles have that it tells nothing.
#[expect(clippy::cast_possible_truncation, reason = "an exponent is at most 63")]
pub(super) const TELLS_NOTHING: u8 = HOT.ilog2() as u8 + 1;

/// The next power of two of how many articles have a key: 0 for one, 1 for two, 2 for three or four.
fn class(articles: usize) -> u8 {
    let power = articles.next_power_of_two().ilog2();
    u8::try_from(power).map_or(TELLS_NOTHING, |class| class.min(TELLS_NOTHING))
}

/// Of each bucket the keys of `nodes`, in ascending order and packed, without whose they are.
pub fn keys(nodes: &[(Rank, Node)], plan: &Plan, buckets: Buckets) -> Vec<Vec<u8>> {
    let packed = |(bucket, entries): (u32, Vec<u64>)| {
        let space = buckets.space(bucket);
        let mut bytes = Vec::with_capacity(entries.len());
        let mut before = 0;
        for entry in entries {
            let print = buckets.print(space, unpack(entry).0);
            number(&mut bytes, print - before);
            before = print;
        }
        bytes
    };
    (0..)
        .zip(entries(nodes, plan, buckets))
        .map(packed)
        .collect()
}

fn unpacked(mut bytes: &[u8]) -> Option<Vec<u32>> {
    let mut prints = Vec::with_capacity(bytes.len());
    let mut print = 0_u32;
    while !bytes.is_empty() {
        print = print.checked_add(next(&mut bytes)?)?;
        prints.push(print);
    }
    Some(prints)
}

/// The company that the keys of a bucket have.
#[derive(Debug, Default)]
pub struct Company {
    /// Of each piece a class a key, in its order.
    pub classes: Vec<Vec<u8>>,
    /// The excerpt keys that tell nothing, ascending.
    pub hot: Vec<u32>,
}

/// Counts the keys of a bucket, given in the pieces that [`keys`] made.
///
/// # Errors
/// When the pieces are of something else.
pub fn company(bucket: u32, pieces: &[&[u8]], buckets: Buckets) -> Result<Company, Error> {
    let pieces = pieces.iter().map(|piece| unpacked(piece));
    let pieces: Vec<Vec<u32>> = pieces.collect::<Option<_>>().ok_or_else(unlike)?;
    let mut all: Vec<u64> = pieces.iter().flatten().copied().map(u64::from).collect();
    sort::numbers(&mut all, &mut Vec::new());
    let most = match buckets.space(bucket) {
        Space::Excerpts => TELLS_NOTHING,
        // Of bands it is asked only whether there is any.
        Space::Words(_) | Space::Characters(_) => ALONE + 1,
    };
    let shared = all.chunk_by(|x, y| x == y).filter(|same| same.len() > 1);
    let shared: Vec<(u32, u8)> = shared
        .map(|same| (unpack(same[0]).1, class(same.len()).min(most)))
        .collect();
    let of_piece = |prints: &Vec<u32>| {
        let mut shared = shared.iter().peekable();
        let class = |&print: &u32| {
            while shared.next_if(|other| other.0 < print).is_some() {}
            let found = shared.peek().filter(|other| other.0 == print);
            found.map_or(ALONE, |other| other.1)
        };
        prints.iter().map(class).collect()
    };
    Ok(Company {
        classes: pieces.iter().map(of_piece).collect(),
        hot: (shared.iter().filter(|of| of.1 == TELLS_NOTHING))
            .map(|of| of.0)
            .collect(),
    })
}

/// Articles under some excerpt keys, ascending: the rank, the key, and words of the article. `only` of those
/// that have no other keys.
pub fn under(nodes: &[(Rank, Node)], keys: &[u32], only: bool) -> Vec<(Rank, u32, u32)> {
    let mut found = Vec::new();
    for (rank, node) in nodes {
        let of = |key: &&u32| keys.binary_search(key).is_ok();
        if !only || node.keys.iter().all(|key| of(&key)) {
            let under = node.keys.iter().filter(of);
            found.extend(under.map(|&key| (*rank, key, node.sketched.words)));
        }
    }
    found
}

pub(super) fn unlike() -> Error {
    Error::new(
        ErrorKind::Incompatible,
        "the keys of articles have another form",
    )
    .help("use one version of samestory on the driver and on all workers")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn classes_tell_how_many_articles_have_a_key(
            pieces in prop::collection::vec(prop::collection::vec(0_u32..40, 0..400), 1..4),
        ) {
            let plan = Plan::new(0.5, 0.9, 100).expect("default");
            let buckets = Buckets::new(&plan, 100, false);
            let packed: Vec<Vec<u8>> = pieces.iter().map(|keys| {
                let mut keys = keys.clone();
                keys.sort_unstable();
                let mut bytes = Vec::new();
                let mut before = 0;
                for key in keys {
                    number(&mut bytes, key - before);
                    before = key;
                }
                bytes
            }).collect();
            let of: Vec<&[u8]> = packed.iter().map(Vec::as_slice).collect();
            let articles = |key: u32| pieces.iter().flatten().filter(|&&other| other == key).count();
            let bands = company(0, &of, buckets).expect("as written");
            let excerpts = company(buckets.count() - 1, &of, buckets).expect("as written");
            for (at, keys) in pieces.iter().enumerate() {
                let mut keys = keys.clone();
                keys.sort_unstable();
                for (place, &key) in keys.iter().enumerate() {
                    let count = articles(key);
                    prop_assert_eq!(bands.classes[at][place] > ALONE, count > 1);
                    let class = excerpts.classes[at][place];
                    prop_assert_eq!(class == TELLS_NOTHING, count > HOT);
                    prop_assert_eq!(class == ALONE, count == 1);
                    prop_assert_eq!(excerpts.hot.binary_search(&key).is_ok(), count > HOT);
                }
            }
            prop_assert!(company(0, &[&[0x80]], buckets).is_err());
        }
    }
}
