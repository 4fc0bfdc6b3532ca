//! Who meets in a bucket, and whether two that met are candidates.
//!
//! In: the postings of a bucket; then the two nodes of each pair that met, from all buckets. Out:
//! [`Meeting`]s; then candidates, the same as those of a feed in one piece. Promise: keys with more
//! articles than a band may compare are not joined here: their members are named ([`Meeting::crowds`]),
//! with how many next ones each is linked to. Cost: one sort of the bucket.

use super::Node;
use super::buckets::{Buckets, Space, characters};
use super::company::unlike;
use super::node::Signature;
use super::postings::{Posting, unpacked};
use crate::config::Config;
use crate::detect::candidates::link;
use crate::detect::copies::candidates::bands::Plan;
use crate::detect::copies::candidates::excerpts::{
    HOT, Keyed, is_longer, may_contain, may_hold, needed,
};
use crate::detect::copies::candidates::near;
use crate::detect::copies::scan::shingle::Amount;
use crate::detect::copies::scan::sketch::equal_slots;
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::{pack, unpack};
use crate::detect::structures::sort;
use crate::error::Error;

/// Two articles met in a band of their sketches.
pub const NEAR: u8 = 1;
/// Two articles met in a band of their sketches of characters.
pub const CHARACTERS: u8 = 2;
/// A shorter article met a longer one under excerpt keys.
pub const PART: u8 = 4;
/// A shorter article without telling keys met a longer one under its rarest key.
pub const RAREST: u8 = 8;

/// Two articles that met: of [`PART`] and [`RAREST`] the shorter first, else by rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Met {
    /// One article.
    pub a: Rank,
    /// The other.
    pub b: Rank,
    /// How they met.
    pub how: u8,
    /// Of [`PART`], under how many of the keys where the shorter one asks.
    pub keys: u32,
    /// And how many it must be.
    pub needs: u32,
}

/// A member of a key that has more articles than a band may compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crowd {
    /// The article.
    pub rank: Rank,
    /// The band's bucket.
    pub bucket: u32,
    /// The key.
    pub key: u32,
    /// How many next ones each member is linked to.
    pub cap: u32,
}

impl Met {
    fn new(a: Rank, b: Rank, how: u8) -> Self {
        let (keys, needs) = (0, 0);
        Self {
            a,
            b,
            how,
            keys,
            needs,
        }
    }
}

/// Sorts pairs and makes those that are the same one.
pub fn add_up(met: &mut Vec<Met>) {
    met.sort_unstable();
    met.dedup_by(|next, kept| {
        let same = (next.a, next.b) == (kept.a, kept.b);
        if same {
            kept.how |= next.how;
            kept.keys += next.keys;
            kept.needs = kept.needs.max(next.needs);
        }
        same
    });
}

/// What happened in one bucket.
#[derive(Debug, Default)]
pub struct Meeting {
    /// Who met.
    pub met: Vec<Met>,
    /// Who stands under a key with too many pairs.
    pub crowds: Vec<Crowd>,
}

/// Joins a bucket, given in pieces. `members` is the number of all articles with a sketch.
///
/// # Errors
/// When the pieces are of something else.
pub fn meet(
    bucket: u32,
    pieces: &[&[u8]],
    buckets: Buckets,
    members: usize,
) -> Result<Meeting, Error> {
    let space = buckets.space(bucket);
    let mut postings: Vec<Posting> = Vec::new();
    for piece in pieces {
        postings.extend(unpacked(piece, space).ok_or_else(unlike)?);
    }
    let mut found = match space {
        Space::Words(_) => band(bucket, NEAR, &postings, buckets, members),
        Space::Characters(_) => band(bucket, CHARACTERS, &postings, buckets, members),
        Space::Excerpts => excerpts(postings),
    };
    found.met.sort_unstable();
    Ok(found)
}

fn band(bucket: u32, how: u8, postings: &[Posting], buckets: Buckets, members: usize) -> Meeting {
    let entry = |posting: &Posting| u64::from(posting.key) << 32 | u64::from(posting.rank);
    let mut column: Vec<u64> = postings.iter().map(entry).collect();
    sort::numbers(&mut column, &mut Vec::new());
    // Ranges of one band have equal shares of what it may compare.
    let budget = near::budget(members) / u64::from(buckets.ranges());
    let groups = near::groups(&column);
    let cap = near::cap(&groups.clone().map(<[u64]>::len), budget);
    let mut found = Meeting::default();
    for group in groups {
        if group.len() > cap + 1 {
            let member = |&entry: &u64| Crowd {
                rank: unpack(entry).1,
                bucket,
                key: unpack(entry).0,
                cap: u32::try_from(cap).unwrap_or(u32::MAX),
            };
            found.crowds.extend(group.iter().map(member));
            continue;
        }
        link(group, usize::MAX, |&x, &y| {
            let (a, b) = (unpack(x).1, unpack(y).1);
            found.met.push(Met::new(a, b, how));
        });
    }
    found
}

fn excerpts(mut postings: Vec<Posting>) -> Meeting {
    postings.sort_unstable_by_key(|posting| (posting.key, posting.words, posting.rank));
    let mut found = Meeting::default();
    for group in postings.chunk_by(|x, y| x.key == y.key) {
        for short in group.iter().filter(|posting| posting.needs > 0) {
            let longer = group.partition_point(|other| !is_longer(other.words, short.words));
            let met = group[longer..]
                .iter()
                .filter(|other| other.rank != short.rank);
            found.met.extend(met.map(|longer| Met {
                a: short.rank,
                b: longer.rank,
                how: PART,
                keys: 1,
                needs: short.needs,
            }));
        }
    }
    add_up(&mut found.met);
    found
}

/// The articles that ask for longer ones under one excerpt key, which tells nothing, and those that they
/// meet: of each the longest so many. All are (rank, words), `members` all articles of the key. Returns
/// also how many askers had more, and how many pairs that left out.
pub fn rarest(members: &mut [(u32, Rank)], askers: &[(u32, Rank)]) -> (Vec<Met>, usize, u64) {
    members.sort_unstable();
    let (mut met, mut asked, mut left_out) = (Vec::new(), 0, 0);
    for &(words, a) in askers {
        let first = members.partition_point(|other| !is_longer(other.0, words));
        let longer = &members[first..];
        let beyond = longer.len().saturating_sub(HOT);
        asked += usize::from(beyond > 0);
        left_out += beyond as u64;
        let others = longer[beyond..].iter().filter(|other| other.1 != a);
        met.extend(others.map(|&(_, b)| Met::new(a, b, RAREST)));
    }
    (met, asked, left_out)
}

/// The slots by which the members of a crowd in a bucket are put in order, in bytes that sort as they do.
pub fn likeness(node: &Node, plan: &Plan, buckets: Buckets, bucket: u32) -> Vec<u8> {
    let slots = Some(&node.sketched.slots);
    let (band, slots) = match buckets.space(bucket) {
        Space::Words(band) => (band, slots),
        Space::Characters(band) => (band, characters(node)),
        Space::Excerpts => return Vec::new(),
    };
    let more = slots.map(|slots| plan.more(band, slots));
    more.into_iter()
        .flatten()
        .flat_map(u64::to_be_bytes)
        .collect()
}

/// Links the members of a crowd, in their order, each to the next so many; returns also how many pairs
/// that leaves out.
pub fn crowd(members: &[Rank], cap: usize, how: u8) -> (Vec<Met>, u64) {
    let mut met = Vec::new();
    let (_, left_out) = link(members, cap, |&x, &y| {
        let (a, b) = unpack(pack(x, y));
        met.push(Met::new(a, b, how));
    });
    (met, left_out)
}

/// How articles of a bucket of bands meet.
pub fn how(buckets: Buckets, bucket: u32) -> u8 {
    match buckets.space(bucket) {
        Space::Words(_) => NEAR,
        Space::Characters(_) => CHARACTERS,
        Space::Excerpts => PART,
    }
}

/// `how` two articles met that may be candidates by what the [`SIGNATURE`](super::SIGNATURE) of each tells; 0 where
/// they cannot be.
///
/// # Errors
/// When the bytes are of something else.
pub fn likely(
    signatures: [&[u8]; 2],
    mut how: u8,
    plan: &Plan,
    config: &Config,
) -> Result<u8, Error> {
    let [a, b] = signatures.map(Signature::read);
    let (a, b) = (a?, b?);
    let most = a.most_equal(b);
    if most < plan.least_equal() {
        how &= !NEAR;
    }
    if !may_contain(most, (b.words, a.words), config.copies.excerpt) {
        how &= !(PART | RAREST);
    }
    Ok(how)
}

/// What makes two articles that met a candidate pair: equal slots, or passages enough; 0 for none. `hot`
/// are the excerpt keys that tell nothing, ascending.
pub fn check(a: &Node, b: &Node, how: u8, hot: &[u32], plan: &Plan, config: &Config) -> u8 {
    let (x, y) = (&a.sketched, &b.sketched);
    let alike = |equal: u32| equal >= plan.least_equal();
    let mut holds = 0;
    if how & NEAR > 0 && alike(equal_slots(&x.slots, &y.slots)) {
        holds |= NEAR;
    }
    let short = [x, y].map(|sketched| sketched.amount == Amount::Short);
    if let (true, true, Some(x), Some(y)) = (
        how & CHARACTERS > 0,
        short[0] != short[1],
        characters(a),
        characters(b),
    ) && alike(equal_slots(x, y))
    {
        holds |= CHARACTERS;
    }
    let telling = how & PART > 0 && {
        let tells = |key: &&u32| hot.binary_search(key).is_err();
        let shared = (a.keys.iter().filter(tells)).filter(|key| b.keys.binary_search(key).is_ok());
        shared.count() >= needed(a.keys.iter().filter(tells).count())
    };
    if (telling || how & RAREST > 0) && may_hold(keyed(b), keyed(a), config.copies.excerpt) {
        holds |= PART;
    }
    holds
}

/// In how many slots two articles agree by whose sketches they are candidates.
pub fn alike(a: &Node, b: &Node, holds: u8) -> u32 {
    let words = (holds & NEAR > 0).then(|| equal_slots(&a.sketched.slots, &b.sketched.slots));
    let characters = characters(a)
        .zip(characters(b))
        .filter(|_| holds & CHARACTERS > 0);
    let characters = characters.map(|(x, y)| equal_slots(x, y));
    words.max(characters).unwrap_or(0)
}

/// How many pairs the sketches of so many articles may find.
pub fn budget(members: usize) -> u64 {
    near::budget(members)
}

fn keyed(node: &Node) -> Keyed<'_> {
    Keyed {
        keys: &node.keys,
        slots: &node.sketched.slots,
        words: node.sketched.words,
    }
}

/// Whether two articles have one title, and whether they have the same words.
pub fn are_one(a: &Node, b: &Node) -> (bool, bool) {
    let (x, y) = (&a.sketched, &b.sketched);
    (x.title == y.title && x.title != 0, x.sequence == y.sequence)
}
