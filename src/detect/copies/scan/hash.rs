//! The 64-bit hashes of words and shingles.
//!
//! In: the folded bytes of a word; the hashes of neighbouring words. Out: 64 bits a shingle, 62 a
//! word: its lowest two bits are 0, which leaves room for marks. Promise: the same on every machine, and
//! for a word whichever way the tokeniser folded it. A word is hashed once and a shingle combines
//! its words' hashes, so that no string is built for a shingle. Quality is that of XXH3 for the
//! tests that matter here (see `sketch`): every input word passes a 64 by 64 to 128 bit
//! multiplication, every shingle a full avalanche.
//!
//! Source: the folded multiplication is that of wyhash (Wang Yi) and of XXH3's short inputs; the
//! finaliser is moremur (Pelle Evensen), of the family of Stafford's variants of the finaliser of `MurmurHash3`.

use crate::detect::text::tokenise::Lowered;

const FIRST: u64 = 0xa076_1d64_78bd_642f;
const SECOND: u64 = 0xe703_7ed1_a0b4_28db;
const THIRD: u64 = 0x8ebc_6af0_9c88_c6e3;

/// Multiplies to 128 bits and folds the halves.
#[inline]
fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

/// Spreads every bit of `x` over all 64; a bijection.
#[inline]
pub(crate) const fn mix(mut x: u64) -> u64 {
    x ^= x >> 27;
    x = x.wrapping_mul(0x3c79_ac49_2ba7_b653);
    x ^= x >> 33;
    x = x.wrapping_mul(0x1c69_b3f7_4ac4_ae35);
    x ^ (x >> 27)
}

/// The hash of a folded word.
pub(crate) fn folded_word(word: &[u8], seed: u64) -> u64 {
    let (sixteens, rest) = match word.as_chunks::<16>() {
        // The last sixteen bytes are taken as the rest.
        (sixteens, []) => match sixteens.split_last() {
            Some((last, before)) => (before, last.as_slice()),
            None => (sixteens, [].as_slice()),
        },
        parts => parts,
    };
    let mut state = begin(word.len(), seed);
    for sixteen in sixteens {
        state = step(halves(sixteen), state);
    }
    let mut last = [0; 16];
    last[..rest.len()].copy_from_slice(rest);
    end(halves(&last), state)
}

/// The hash of an ASCII word of `length` bytes at `start` of a block in lower case.
#[inline]
pub(crate) fn lowered_word(block: &Lowered, start: usize, length: usize, seed: u64) -> u64 {
    if length > 16 {
        return folded_word(&block[start..start + length], seed);
    }
    let sixteen = match block[start..].first_chunk() {
        Some(sixteen) => halves(sixteen),
        // Words begin in the first 64 of 80 bytes.
        None => (0, 0),
    };
    // No branch on the length: it is as good as random.
    let (low, high) = KEPT[length];
    end((sixteen.0 & low, sixteen.1 & high), begin(length, seed))
}

/// The bits of the first so many of sixteen bytes.
const KEPT: [(u64, u64); 17] = {
    let mut kept = [(u64::MAX, u64::MAX); 17];
    let mut length = 0;
    while length < 8 {
        kept[length] = ((1 << (8 * length)) - 1, 0);
        kept[length + 8] = (u64::MAX, (1 << (8 * length)) - 1);
        length += 1;
    }
    kept
};

#[inline]
fn begin(length: usize, seed: u64) -> u64 {
    seed ^ (length as u64).wrapping_mul(THIRD)
}

#[inline]
fn step((low, high): (u64, u64), state: u64) -> u64 {
    multiply(low ^ FIRST, high ^ state)
}

/// At most 16 bytes are left: most words are no longer, and cost one multiplication.
#[inline]
fn end((low, high): (u64, u64), state: u64) -> u64 {
    multiply(low ^ FIRST, high ^ state ^ SECOND) & !3
}

#[inline]
fn halves(sixteen: &[u8; 16]) -> (u64, u64) {
    let number = u128::from_le_bytes(*sixteen);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    let halves = (number as u64, (number >> 64) as u64);
    halves
}

/// The hash of three words in this order.
#[inline]
pub(crate) fn three_words(first: u64, second: u64, third: u64) -> u64 {
    mix(first
        .rotate_left(42)
        .wrapping_add(second.rotate_left(21))
        .wrapping_add(third))
}

/// The hashes of a title's words in order as 64 bits; 0 for none.
pub(crate) fn few_words(words: &[u64]) -> u64 {
    words.iter().fold(0, |state, &word| {
        mix(state.rotate_left(21).wrapping_add(word))
    })
}

/// The hashes of a text's words in order as 128 bits.
pub(crate) fn sequence(words: &[u64]) -> u128 {
    // Two chains over every other word, so that one need not wait for the other's multiplication.
    let mut even = [FIRST, SECOND];
    let mut odd = [SECOND, THIRD];
    let push = |state: &mut [u64; 2], word: u64| {
        state[0] = (state[0].rotate_left(5) ^ word).wrapping_mul(SECOND);
        state[1] = (state[1].rotate_left(23) ^ word).wrapping_mul(THIRD);
    };
    let (pairs, rest) = words.as_chunks::<2>();
    for pair in pairs {
        push(&mut even, pair[0]);
        push(&mut odd, pair[1]);
    }
    for &word in rest {
        push(&mut even, word);
    }
    let length = words.len() as u64;
    let half = |i: usize| {
        let both = mix(even[i]).wrapping_add(mix(odd[i]).rotate_left(32));
        u128::from(mix(both ^ length))
    };
    half(0) << 64 | half(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_word_hashes_the_same_from_either_path(word in "[a-z0-9_'.,]{1,63}", start in 0_usize..64) {
            let start = start.min(64 - word.len());
            let mut block = [b'z'; 80];
            block[64..].fill(0);
            block[start..start + word.len()].copy_from_slice(word.as_bytes());
            prop_assert_eq!(
                lowered_word(&block, start, word.len(), 7),
                folded_word(word.as_bytes(), 7)
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

    proptest! {
        #[test]
        fn sequences_differ_by_order_word_and_length(words in prop::collection::vec(any::<u64>(), 1..9), at in 0_usize..8) {
            let at = at % words.len();
            let mut other = words.clone();
            other[at] ^= 4;
            prop_assert_ne!(sequence(&words), sequence(&other));
            prop_assert_ne!(sequence(&words), sequence(&words[1..]));
            let mut moved = words.clone();
            moved.rotate_left(1);
            prop_assert_eq!(sequence(&words) == sequence(&moved), words == moved);
        }
    }

    #[test]
    fn every_bit_of_a_word_flips_half_of_its_shingle() {
        let (before, after) = (folded_word(b"the", 1), folded_word(b"voted", 1));
        for bit in 0..128 {
            let mut flips = 0;
            for draw in 0..64_u64 {
                let mut word = *b"parliamentary no";
                word[..8].copy_from_slice(&mix(draw).to_le_bytes());
                let shingle = |word: &[u8]| three_words(before, folded_word(word, 1), after);
                let mut other = word;
                other[bit / 8] ^= 1 << (bit % 8);
                flips += (shingle(&word) ^ shingle(&other)).count_ones();
            }
            let mean = f64::from(flips) / 64.0;
            // 64 draws of 64 fair bits: standard error 0.5.
            assert!((mean - 32.0).abs() < 3.0, "bit {bit}: {mean} of 64");
        }
    }

    #[test]
    fn two_hundred_thousand_words_collide_nowhere() {
        let mut hashes: Vec<u64> = (0..200_000_u32)
            .map(|number| folded_word(format!("w{number}").as_bytes(), 0))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), 200_000);
    }
}
