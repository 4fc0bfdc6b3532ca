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

    /// How many excerpt keys it has.
    pub fn keys(&self) -> u32 {
        u32::try_from(self.keys.len()).unwrap_or(u32::MAX)
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
        bytes.extend(of.words.to_le_bytes());
        bytes.extend(of.title.to_le_bytes());
        bytes.extend(of.least.to_le_bytes());
        bytes.extend(of.sequence.to_le_bytes());
        for slots in std::iter::once(&of.slots).chain(of.characters.as_deref()) {
            write_slots(slots, &mut bytes);
        }
        bytes.extend(self.keys.iter().flat_map(|key| key.to_le_bytes()));
        bytes
    }

    /// It in bytes for whoever has this [`SIGNATURE`]: of its sketch only the slots that may agree, of characters
    /// nothing, and those excerpt keys.
    pub(super) fn to_bytes_beside(&self, signature: &[u8], keys: &[u32]) -> Vec<u8> {
        let of = &self.sketched;
        let mut bytes = vec![BESIDE];
        bytes.extend(of.words.to_le_bytes());
        bytes.extend(of.title.to_le_bytes());
        bytes.extend(of.sequence.to_le_bytes());
        let may_agree = |at: usize| nibble(signature, at) == of.slots[at] & 15;
        let agreeing = (0..SLOTS).fold(0, |bits, at| bits | u128::from(may_agree(at)) << at);
        bytes.extend(agreeing.to_le_bytes());
        let rest: Vec<u16> = (0..SLOTS)
            .filter(|&at| may_agree(at))
            .map(|at| of.slots[at] >> 4)
            .collect();
        write_twelves(&rest, &mut bytes);
        bytes.extend(keys.iter().flat_map(|key| key.to_le_bytes()));
        bytes
    }

    /// Reads what [`Node::to_bytes_beside`] or [`Node::to_bytes`] gave, for `other`, whose signature was taken.
    pub(super) fn read_beside(bytes: &[u8], other: &Self) -> Result<Self, Error> {
        match bytes.split_first() {
            Some((&BESIDE, rest)) => Reader(rest)
                .beside(&other.sketched.slots)
                .ok_or_else(unlike),
            _ => Self::read(bytes),
        }
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

/// Begins [`Node::to_bytes_beside`]; no amount of text has this number.
const BESIDE: u8 = u8::MAX;

/// Where the [`may_agree`] part of a written node begins, and how long it is.
pub const SIGNATURE: (usize, usize) = (38, SLOTS / 2);

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

/// The last four bits of a slot, as a signature has them.
fn nibble(signature: &[u8], at: usize) -> u16 {
    let both = signature.get(at / 2).copied().unwrap_or(0);
    u16::from(both >> (at % 2 * 4) & 15)
}

/// Whether two sketches may agree in `least` slots, by four bits of each: false only where they do not.
pub fn may_agree(a: &[u8], b: &[u8], least: u32) -> bool {
    let equal = a.iter().zip(b).map(|(x, y)| {
        let differ = x ^ y;
        u32::from(differ.trailing_zeros() >= 4) + u32::from(differ.leading_zeros() >= 4)
    });
    equal.sum::<u32>() >= least
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn node(&mut self) -> Option<Node> {
        let [amount, has_characters] = self.take()?;
        let amount = Amount::of_number(amount)?;
        let words = u32::from_le_bytes(self.take()?);
        let title = u64::from_le_bytes(self.take()?);
        let least = u64::from_le_bytes(self.take()?);
        let sequence = u128::from_le_bytes(self.take()?);
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
            *slot = nibble(&low, at);
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

    /// An article as it is seen beside one with these slots: where they cannot agree, it has others.
    fn beside(&mut self, beside: &Slots) -> Option<Node> {
        let words = u32::from_le_bytes(self.take()?);
        let title = u64::from_le_bytes(self.take()?);
        let sequence = u128::from_le_bytes(self.take()?);
        let agreeing = u128::from_le_bytes(self.take()?);
        let mut rest = self.twelves(agreeing.count_ones() as usize)?.into_iter();
        let mut slots = beside.map(|slot| !slot);
        for (at, slot) in slots.iter_mut().enumerate() {
            if agreeing >> at & 1 > 0 {
                *slot = rest.next()? << 4 | beside[at] & 15;
            }
        }
        let keys = self.keys()?;
        Some(Node {
            sketched: Box::new(Sketched {
                slots,
                characters: None,
                sequence,
                least: 0,
                title,
                words,
                amount: Amount::Full,
            }),
            keys,
        })
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
            prop_assert!(may_agree(&x, &y, equal_slots(&a, &b)));
            let own = node(&a, false, vec![7]);
            let sent = node(&b, false, vec![7]).to_bytes_beside(&x, &[7]);
            let beside = Node::read_beside(&sent, &own).expect("as written");
            prop_assert_eq!(equal_slots(&beside.sketched.slots, &a), equal_slots(&a, &b));
            let kept = (beside.sketched.title, beside.sketched.sequence, beside.sketched.words);
            prop_assert_eq!((kept, &*beside.keys), ((9, 7 << 90, 10), &[7][..]));
            prop_assert!(Node::read_beside(&sent[..sent.len() - 1], &own).is_err());
        }
    }
}
