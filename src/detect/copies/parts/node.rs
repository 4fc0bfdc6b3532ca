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
pub fn scan<S: ArticleSource + ?Sized>(
    source: &S,
    config: &Config,
) -> Result<Vec<(Entry, Node)>, Error> {
    let read = scan::read(source, config, &Quiet)?;
    let node = |(entry, (sketched, keys))| (entry, Node { sketched, keys });
    Ok(read.into_iter().map(node).collect())
}

impl Node {
    /// How much text it is: 0 for none, 1 for a few words, 2 for a short one, 3 for any other.
    pub fn amount(&self) -> u8 {
        match self.sketched.amount {
            Amount::Empty => 0,
            Amount::Tiny => 1,
            Amount::Short => 2,
            Amount::Full => 3,
        }
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

    /// Appends it to `bytes`.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        let of = &self.sketched;
        bytes.extend([self.amount(), u8::from(of.characters.is_some())]);
        bytes.extend(of.words.to_le_bytes());
        bytes.extend(of.title.to_le_bytes());
        bytes.extend(of.least.to_le_bytes());
        bytes.extend(of.sequence.to_le_bytes());
        for slots in std::iter::once(&of.slots).chain(of.characters.as_deref()) {
            bytes.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
        }
        bytes.extend(self.keys.iter().flat_map(|key| key.to_le_bytes()));
    }

    /// Reads what [`Node::write`] wrote.
    ///
    /// # Errors
    /// When the bytes are of something else.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        Reader(bytes).node().ok_or_else(|| {
            Error::new(
                ErrorKind::Incompatible,
                "what was kept of an article has another form",
            )
            .help("use one version of samestory on the driver and on all workers")
        })
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn node(&mut self) -> Option<Node> {
        let [amount, has_characters] = self.take()?;
        let amount = match amount {
            0 => Amount::Empty,
            1 => Amount::Tiny,
            2 => Amount::Short,
            3 => Amount::Full,
            _ => return None,
        };
        let words = u32::from_le_bytes(self.take()?);
        let title = u64::from_le_bytes(self.take()?);
        let least = u64::from_le_bytes(self.take()?);
        let sequence = u128::from_le_bytes(self.take()?);
        let slots = self.slots()?;
        let characters = match has_characters {
            0 => None,
            _ => Some(Box::new(self.slots()?)),
        };
        let (keys, rest) = self.0.as_chunks::<4>();
        let keys = keys.iter().map(|key| u32::from_le_bytes(*key)).collect();
        rest.is_empty().then_some(Node {
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

    fn slots(&mut self) -> Option<Slots> {
        let (taken, rest) = self.0.split_at_checked(2 * SLOTS)?;
        self.0 = rest;
        let (pairs, _) = taken.as_chunks::<2>();
        let mut slots = [0; SLOTS];
        for (slot, pair) in slots.iter_mut().zip(pairs) {
            *slot = u16::from_le_bytes(*pair);
        }
        Some(slots)
    }
}
