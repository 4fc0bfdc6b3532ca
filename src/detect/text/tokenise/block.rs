//! Blocks of 64 bytes, looked at together: one bit a byte for what it is.
//!
//! In: the bytes of a text and a place in it. Out: a mask of the bytes that belong to words, and
//! how far that is settled. Promise: each bit says what a look at its byte alone would; behind the
//! text all bytes are separators. Cost: some tens of instructions a block, whatever it holds.
//! Source: masks of one bit a byte as in Langdale and Lemire, Parsing Gigabytes of JSON per Second
//! (2019).

use wide::u8x16;

use crate::detect::text::normalise::WordRule;

/// Bytes that are looked at together.
const BLOCK: usize = 64;

/// Bytes of a block in lower case, and 16 zero bytes behind, so that a word can be read by sixteens.
pub(crate) type Lowered = [u8; BLOCK + 16];

/// Bits of positions below `n`, for n up to 64.
#[inline]
pub(super) const fn below(n: usize) -> u64 {
    if n >= 64 { u64::MAX } else { (1 << n) - 1 }
}

/// One bit a byte for up to 64 bytes of text.
pub(super) struct Block {
    pub(super) lowered: Lowered,
    letters: u64,
    digits: u64,
    /// Full stops and apostrophes.
    stops: u64,
    commas: u64,
    beyond_ascii: u64,
}

/// How far a block's words reach.
pub(super) struct Limits {
    /// Words are settled below this bit.
    pub(super) words_end: usize,
    /// Where to go on; equal to `words_end` when the slow path has to.
    pub(super) next: usize,
}

impl Block {
    #[inline]
    pub(super) fn read(bytes: &[u8], at: usize) -> Self {
        let rest = &bytes[at..];
        let mut padded;
        let chunk: &[u8; BLOCK] = if let Some(chunk) = rest.first_chunk() {
            chunk
        } else {
            // Zero bytes are separators.
            padded = [0; BLOCK];
            padded[..rest.len()].copy_from_slice(rest);
            &padded
        };
        let (sixteens, _) = chunk.as_chunks::<16>();
        let parts: [u8x16; BLOCK / 16] = std::array::from_fn(|i| u8x16::new(sixteens[i]));
        let case = u8x16::splat(0x20);
        let letters = parts.map(|x| within(x | case, b'a', b'z'));
        let mut lowered = [0; BLOCK + 16];
        let (places, _) = lowered.as_chunks_mut::<16>();
        for i in 0..BLOCK / 16 {
            places[i] = (parts[i] | (letters[i] & case)).to_array();
        }
        let underscores = parts.map(|x| equal(x, b'_'));
        Self {
            lowered,
            letters: bits(std::array::from_fn(|i| letters[i] | underscores[i])),
            digits: bits(parts.map(|x| within(x, b'0', b'9'))),
            stops: bits(parts.map(|x| equal(x, b'.') | equal(x, b'\''))),
            commas: bits(parts.map(|x| equal(x, b','))),
            beyond_ascii: bits(parts),
        }
    }

    /// Bytes that belong to words, joiners between their two sides included.
    #[inline]
    pub(super) fn words(&self, rule: WordRule) -> u64 {
        let plain = self.letters | self.digits;
        match rule {
            WordRule::Python => plain,
            WordRule::Unicode | WordRule::Compared => {
                let between = |of: u64| (of << 1) & (of >> 1);
                let in_letters = self.stops & between(self.letters);
                let in_digits = (self.stops | self.commas) & between(self.digits);
                plain | in_letters | in_digits
            }
        }
    }

    /// How far the block's words are settled, when `left` bytes of the text begin with it.
    #[inline]
    pub(super) fn limits(&self, words: u64, left: usize) -> Limits {
        let unsettled = words | self.stops | self.commas | self.beyond_ascii;
        if self.beyond_ascii != 0 {
            let first = self.beyond_ascii.trailing_zeros() as usize;
            let separators = !unsettled & below(first);
            let start = 64 - separators.leading_zeros() as usize;
            return Limits {
                words_end: start,
                next: start,
            };
        }
        if left < 64 {
            return Limits {
                words_end: 64,
                next: left,
            };
        }
        // Up to the last byte that surely parts words; what follows is read again.
        let end = 64 - (!unsettled).leading_zeros() as usize;
        match end {
            0 => Limits {
                words_end: 0,
                next: 0,
            },
            _ => Limits {
                words_end: end - 1,
                next: end,
            },
        }
    }
}

/// The highest bit of every byte.
#[inline]
fn bits(parts: [u8x16; BLOCK / 16]) -> u64 {
    let part = |i: usize| u64::from(parts[i].to_bitmask()) << (16 * i);
    part(0) | part(1) | part(2) | part(3)
}

/// All bits of every byte that lies in `low..=top`.
#[inline]
fn within(x: u8x16, low: u8, top: u8) -> u8x16 {
    let above = x - u8x16::splat(low);
    above.simd_eq(above.min(u8x16::splat(top - low)))
}

/// All bits of every byte that is this one.
#[inline]
fn equal(x: u8x16, byte: u8) -> u8x16 {
    x.simd_eq(u8x16::splat(byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_bit_says_what_its_byte_alone_would(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let block = Block::read(&bytes, 0);
            for bit in 0..BLOCK {
                let byte = bytes.get(bit).copied().unwrap_or_default();
                let expected = [
                    (block.letters, byte.is_ascii_alphabetic() || byte == b'_'),
                    (block.digits, byte.is_ascii_digit()),
                    (block.stops, matches!(byte, b'.' | b'\'')),
                    (block.commas, byte == b','),
                    (block.beyond_ascii, !byte.is_ascii()),
                ];
                for (mask, is) in expected {
                    prop_assert_eq!(mask >> bit & 1 == 1, is, "{} at {}", byte, bit);
                }
                prop_assert_eq!(block.lowered[bit], byte.to_ascii_lowercase());
            }
        }
    }
}
