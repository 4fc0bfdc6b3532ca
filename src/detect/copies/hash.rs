//! The 64-bit hashes of words and shingles.
//!
//! In: the folded bytes of a word; the hashes of neighbouring words. Out: 64 bits each. Promise:
//! the same on every machine, and for a word whichever way the tokeniser folded it. A word is
//! hashed once and a shingle combines its words' hashes, so that no string is built for a
//! shingle. Quality is that of XXH3 for the tests that matter here (see `sketch`): every input
//! word passes a 64 by 64 to 128 bit multiplication, every shingle a full avalanche.
//!
//! Source: the folded multiplication is that of wyhash (Wang Yi) and of XXH3's short inputs; the
//! finaliser is moremur (Pelle Evensen), of the family of Stafford's variants of the finaliser of `MurmurHash3`.

use std::ops::Range;

const FIRST: u64 = 0xa076_1d64_78bd_642f;
const SECOND: u64 = 0xe703_7ed1_a0b4_28db;
const THIRD: u64 = 0x8ebc_6af0_9c88_c6e3;

/// Multiplies to 128 bits and folds the halves.
fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

/// Spreads every bit of `x` over all 64; a bijection.
pub(crate) const fn mix(mut x: u64) -> u64 {
    x ^= x >> 27;
    x = x.wrapping_mul(0x3c79_ac49_2ba7_b653);
    x ^= x >> 33;
    x = x.wrapping_mul(0x1c69_b3f7_4ac4_ae35);
    x ^ (x >> 27)
}

/// The hash of a folded word.
pub(crate) fn folded_word(word: &[u8], seed: u64) -> u64 {
    hash(word, 0..word.len(), seed, |x| x)
}

/// The hash of the ASCII word at `range` of `text`, as if it were in lower case.
///
/// Takes the whole text so that it may read beyond the word instead of copying its end.
#[inline]
pub(crate) fn ascii_word(text: &[u8], range: Range<usize>, seed: u64) -> u64 {
    hash(text, range, seed, lower_case)
}

/// Eight ASCII bytes in lower case.
fn lower_case(x: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let from_a = x + ONES * u64::from(0x80 - b'A');
    let beyond_z = x + ONES * u64::from(0x7f - b'Z');
    x | ((from_a & !beyond_z & (ONES * 0x80)) >> 2)
}

#[inline]
fn hash(text: &[u8], range: Range<usize>, seed: u64, fold: impl Fn(u64) -> u64) -> u64 {
    let Range { mut start, end } = range;
    let length = (end - start) as u64;
    let mut state = seed ^ THIRD;
    while end - start > 16 {
        let a = fold(load(text, start, 8));
        let b = fold(load(text, start + 8, 8));
        state = multiply(a ^ FIRST, b ^ state);
        start += 16;
    }
    let left = end - start;
    let a = fold(load(text, start, left.min(8)));
    let b = if left > 8 {
        fold(load(text, start + 8, left - 8))
    } else {
        0
    };
    let state = multiply(a ^ FIRST, b ^ state);
    multiply(state ^ SECOND, length ^ THIRD)
}

/// `length` bytes (at most 8) at `at`, little-endian, the rest zero.
#[inline]
fn load(text: &[u8], at: usize, length: usize) -> u64 {
    let rest = &text[at..];
    let eight = match rest.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest
            .iter()
            .rev()
            .fold(0, |x, byte| (x << 8) | u64::from(*byte)),
    };
    if length >= 8 {
        eight
    } else {
        eight & ((1 << (8 * length)) - 1)
    }
}

/// The hash of three words in this order.
#[inline]
pub(crate) fn three_words(first: u64, second: u64, third: u64) -> u64 {
    mix(first
        .rotate_left(42)
        .wrapping_add(second.rotate_left(21))
        .wrapping_add(third))
}

/// The words of a text in order as 128 bits, fed one word at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sequence(u64, u64);

impl Sequence {
    pub(crate) fn new() -> Self {
        Self(FIRST, SECOND)
    }

    #[inline]
    pub(crate) fn push(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(SECOND);
        self.1 = (self.1.rotate_left(23) ^ word).wrapping_mul(THIRD);
    }

    pub(crate) fn finish(self) -> u128 {
        u128::from(mix(self.0)) << 64 | u128::from(mix(self.1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_word_hashes_the_same_from_either_path(word in "[A-Za-z0-9_'.,]{1,80}", before in 0_usize..4, after in 0_usize..20) {
            let text = format!("{}{word}{}", "x".repeat(before), "Z".repeat(after));
            let folded = word.to_ascii_lowercase();
            prop_assert_eq!(
                ascii_word(text.as_bytes(), before..before + word.len(), 7),
                folded_word(folded.as_bytes(), 7)
            );
        }
    }

    #[test]
    fn order_case_length_and_seed_make_their_difference() {
        let (a, b, c) = (
            folded_word(b"a", 1),
            folded_word(b"b", 1),
            folded_word(b"c", 1),
        );
        assert_ne!(three_words(a, b, c), three_words(c, b, a));
        assert_ne!(three_words(a, a, b), three_words(a, b, a));
        assert_ne!(folded_word(b"a", 1), folded_word(b"a", 2));
        assert_ne!(folded_word(b"a", 1), folded_word(b"a\0", 1));
        assert_ne!(folded_word(b"a bc", 1), folded_word(b"ab c", 1));
    }

    #[test]
    fn every_input_bit_flips_half_of_the_output() {
        let word = *b"parliamentary no";
        for bit in 0..128 {
            let mut flips = 0;
            for seed in 0..64 {
                let mut other = word;
                other[bit / 8] ^= 1 << (bit % 8);
                flips += (folded_word(&word, seed) ^ folded_word(&other, seed)).count_ones();
            }
            let mean = f64::from(flips) / 64.0;
            // 64 draws of 64 fair bits: standard error 0.5.
            assert!((mean - 32.0).abs() < 3.0, "bit {bit}: {mean} of 64");
        }
    }
}
