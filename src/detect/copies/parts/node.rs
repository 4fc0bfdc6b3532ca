//! What the first pass keeps of an article, to be sent to wherever the article is compared.
//!
//! In: an article. Out: a [`Node`], and the same as bytes. Cost: a copy; 300 bytes and 4 a key.

use crate::article::ArticleRef;
use crate::article::ArticleSource;
use crate::config::Config;
use crate::detect::Quiet;
use crate::detect::copies::candidates::furniture::Furniture;
use crate::detect::copies::scan::shingle::Amount;
use crate::detect::copies::scan::sketch::{SLOTS, Slots};
use crate::detect::copies::scan::{self, Keys, Sketched};
use crate::detect::roster::Entry;
use crate::error::{Error, ErrorKind};

/// An article as the first pass leaves it.
#[derive(Debug)]
pub struct Node {
    pub(super) sketched: Box<Sketched>,
    pub(super) keys: Keys,
}

/// Scans every article of `source`; in input order.
///
/// # Errors
/// When an article cannot be read.
pub fn scan(source: &dyn ArticleSource, config: &Config) -> Result<Vec<(Entry, Node)>, Error> {
    let read = scan::read(source, config, &Quiet)?;
    let node = |(entry, (sketched, keys))| (entry, Node { sketched, keys });
    Ok(read.into_iter().map(node).collect())
}

impl Node {
    /// How much text it is: 0 for none, 1 for a few words, 2 for a short one, 3 for any other.
    pub fn amount(&self) -> u8 {
        self.sketched.amount.number()
    }

    /// The hash of its words: equal for identical articles.
    pub fn sequence(&self) -> u128 {
        self.sketched.sequence
    }

    /// Whether it has a sketch of its characters besides that of its words.
    pub fn has_characters(&self) -> bool {
        self.sketched.characters.is_some()
    }

    /// Lets the furniture of its article go; none where that has none.
    pub(super) fn strip(mut self, article: ArticleRef<'_>, furniture: &Furniture) -> Option<Self> {
        let stretches = furniture.of(article)?;
        self.keys = self.sketched.strip(&stretches.own, stretches.words);
        Some(self)
    }

    /// It in bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let of = &self.sketched;
        let mut bytes = Vec::new();
        bytes.extend([self.amount(), u8::from(of.characters.is_some())]);
        bytes.extend(of.title.to_le_bytes());
        bytes.extend(of.least.to_le_bytes());
        bytes.extend(of.sequence.to_le_bytes());
        bytes.extend(of.words.to_le_bytes());
        for slots in std::iter::once(&of.slots).chain(of.characters.as_deref()) {
            write_slots(slots, &mut bytes);
        }
        bytes.extend(self.keys.iter().flat_map(|key| key.to_le_bytes()));
        bytes
    }

    /// Reads what [`Node::to_bytes`] gave.
    ///
    /// # Errors
    /// When the bytes are of something else.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        Reader(bytes).node().ok_or_else(unlike)
    }
}

fn unlike() -> Error {
    Error::new(
        ErrorKind::Incompatible,
        "what was kept of an article has another form",
    )
    .help("use one version of samestory on the driver and on all workers")
}

/// Where the signature of a written node begins, and how long it is.
pub const SIGNATURE: (usize, usize) = (34, 4 + SLOTS / 2);

/// Writes four bits of every slot first, so that these can be sent by themselves.
fn write_slots(slots: &Slots, bytes: &mut Vec<u8>) {
    let (pairs, _) = slots.as_chunks::<2>();
    bytes.extend(
        pairs
            .iter()
            .map(|[x, y]| (x & 15) as u8 | ((y & 15) as u8) << 4),
    );
    write_twelves(&slots.map(|slot| slot >> 4), bytes);
}

/// Writes numbers of twelve bits, two in three bytes.
#[expect(clippy::cast_possible_truncation, reason = "parts of 12 bits")]
fn write_twelves(numbers: &[u16], bytes: &mut Vec<u8>) {
    for pair in numbers.chunks(2) {
        let (x, y) = (pair[0], pair.get(1).copied().unwrap_or(0));
        bytes.extend([x as u8, (x >> 8) as u8 | ((y & 15) as u8) << 4]);
        bytes.extend((pair.len() > 1).then_some((y >> 4) as u8));
    }
}

/// A part of a written node by which most pairs are told apart at a sixth of the cost: the words of the article,
/// and four bits of every slot of its sketch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signature<'a> {
    pub(super) words: u32,
    nibbles: &'a [u8],
}

impl<'a> Signature<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let (words, nibbles) = bytes.split_first_chunk().ok_or_else(unlike)?;
        let words = u32::from_le_bytes(*words);
        Ok(Self { words, nibbles })
    }

    /// In how many slots the two sketches agree at most.
    pub(super) fn most_equal(self, other: Self) -> u32 {
        let both = self.nibbles.iter().zip(other.nibbles);
        let equal = both.map(|(x, y)| {
            let differ = x ^ y;
            u32::from(differ.trailing_zeros() >= 4) + u32::from(differ.leading_zeros() >= 4)
        });
        equal.sum()
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn node(&mut self) -> Option<Node> {
        let [amount, has_characters] = self.take()?;
        let amount = Amount::of_number(amount)?;
        let title = u64::from_le_bytes(self.take()?);
        let least = u64::from_le_bytes(self.take()?);
        let sequence = u128::from_le_bytes(self.take()?);
        let words = u32::from_le_bytes(self.take()?);
        let slots = self.slots()?;
        let characters = match has_characters {
            0 => None,
            _ => Some(Box::new(self.slots()?)),
        };
        let keys = self.keys()?;
        Some(Node {
            sketched: Box::new(Sketched {
                slots,
                characters,
                sequence,
                least,
                title,
                words,
                amount,
            }),
            keys,
        })
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    /// Those of the rest.
    fn keys(&mut self) -> Option<Keys> {
        let (keys, rest) = self.0.as_chunks::<4>();
        let keys = keys.iter().map(|key| u32::from_le_bytes(*key)).collect();
        rest.is_empty().then_some(keys)
    }

    fn slots(&mut self) -> Option<Slots> {
        let low: [u8; SLOTS / 2] = self.take()?;
        let mut slots = [0; SLOTS];
        for (at, slot) in slots.iter_mut().enumerate() {
            *slot = u16::from(low[at / 2] >> (at % 2 * 4) & 15);
        }
        let rest = self.twelves(SLOTS)?;
        for (slot, rest) in slots.iter_mut().zip(rest) {
            *slot |= rest << 4;
        }
        Some(slots)
    }

    /// So many numbers of twelve bits.
    fn twelves(&mut self, count: usize) -> Option<Vec<u16>> {
        let (bytes, rest) = self.0.split_at_checked((count * 3).div_ceil(2))?;
        self.0 = rest;
        let numbers = bytes.chunks(3).flat_map(|of| {
            let [first, middle, last] =
                [0, 1, 2].map(|at| of.get(at).copied().map_or(0, u16::from));
            [first | (middle & 15) << 8, middle >> 4 | last << 4]
        });
        Some(numbers.take(count).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::copies::scan::sketch::equal_slots;

    fn node(slots: &Slots, characters: bool, keys: Vec<u32>) -> Node {
        Node {
            sketched: Box::new(Sketched {
                slots: *slots,
                characters: characters.then(|| Box::new(*slots)),
                sequence: 7 << 90,
                least: 8,
                title: 9,
                words: 10,
                amount: Amount::Short,
            }),
            keys: keys.into(),
        }
    }

    proptest! {
        #[test]
        fn a_node_is_read_as_it_was_written(
            slots in prop::array::uniform32(any::<u64>()),
            characters in any::<bool>(),
            keys in prop::collection::vec(any::<u32>(), 0..5),
        ) {
            let slot = |at: usize| (slots[at / 4] >> (at % 4 * 16) & 0xffff) as u16;
            let slots: Slots = std::array::from_fn(slot);
            let written = node(&slots, characters, keys);
            let bytes = written.to_bytes();
            let read = Node::read(&bytes).expect("as written");
            prop_assert_eq!(format!("{read:?}"), format!("{written:?}"));
            prop_assert!(Node::read(&bytes[1..]).is_err());
        }

        #[test]
        fn slots_that_agree_never_part_two_sketches(
            slots in prop::array::uniform32(any::<u64>()),
            other in prop::array::uniform32(any::<u64>()),
            shared in 0_usize..128,
        ) {
            let of = |from: [u64; 32]| move |at: usize| (from[at / 4] >> (at % 4 * 16) & 0xffff) as u16;
            let (own, others) = (of(slots), of(other));
            let a: Slots = std::array::from_fn(own);
            let b: Slots = std::array::from_fn(|at| if at < shared { own(at) } else { others(at) });
            let [x, y] = [a, b].map(|slots| {
                let bytes = node(&slots, false, Vec::new()).to_bytes();
                bytes[SIGNATURE.0..SIGNATURE.0 + SIGNATURE.1].to_vec()
            });
            let most = Signature::read(&x).expect("as written").most_equal(Signature::read(&y).expect("as written"));
            prop_assert!(most >= equal_slots(&a, &b));
        }
    }
}
