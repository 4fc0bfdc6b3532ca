//! What a slot holds: the round and the value that won it, as one number that sorts so.
//!
//! In: the hash of an element, a round. Out: the slot that it asks for, and its number there.

use crate::detect::copies::scan::hash::mix;
use crate::detect::copies::scan::sketch::remix;

/// The last round that a slot's number has room for.
pub(super) const LAST_ROUND: u32 = (1 << 15) - 3;
/// Marks numbers of later rounds.
const LATER: u32 = 1 << 31;
/// Significant bits of a first round's value.
const SIGNIFICANT: u32 = 25;
/// Upper bits of a hash that a sketch takes for the slot; left out in later rounds, so that the same
/// elements win.
const SLOT_BITS: u32 = 7;

/// Rounds in which every element draws a slot; then as many follow in which all compete for one.
#[expect(clippy::cast_possible_truncation, reason = "at most MOST_SLOTS")]
pub(super) fn draws(slots: usize) -> u32 {
    slots as u32
}

/// Splits a hash into one of so many slots and a value in it.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
pub(super) fn scaled(x: u64, slots: usize) -> (usize, u64) {
    let product = u128::from(x) * slots as u128;
    ((product >> 64) as usize, product as u64)
}

/// The slot that an element draws in a round, and what it offers for it.
#[inline]
pub(super) fn drawn(x: u64, round: u32, slots: usize) -> (usize, u32) {
    if round == 0 {
        let (slot, value) = scaled(x, slots);
        return (slot, first(value));
    }
    let key = mix(u64::from(round));
    let (slot, _) = scaled(x.wrapping_mul(key | 1), slots);
    (slot, later(round, remix(x, key) << SLOT_BITS))
}

/// What an element offers for the slot whose turn it is.
#[inline]
pub(super) fn filled(x: u64, round: u32, slots: usize) -> (usize, u32) {
    let slot = (round - draws(slots)) as usize;
    (
        slot,
        later(round, remix(x, mix(u64::from(round))) << SLOT_BITS),
    )
}

/// A first round's value as a number that sorts alike: the place of the highest bit, and those behind.
#[inline]
pub(super) fn first(value: u64) -> u32 {
    let zeros = value.leading_zeros().min(63);
    let behind = (value << zeros << 1) >> (64 - SIGNIFICANT);
    (63 - zeros) << SIGNIFICANT | behind as u32
}

/// The number of a later round.
#[inline]
pub(super) fn later(round: u32, value: u64) -> u32 {
    LATER | round << 16 | (value >> 48) as u32
}

/// The round in which a slot was won; the last there is where it was not.
#[inline]
pub(super) fn round_of(slot: u32) -> u32 {
    if slot < LATER {
        0
    } else {
        (slot ^ LATER) >> 16
    }
}

/// How many rounds it took until a slot was won.
pub(super) fn waited(slot: u32) -> f64 {
    if slot < LATER {
        let significant =
            1.0 + f64::from(slot & ((1 << SIGNIFICANT) - 1)) / f64::from(1 << SIGNIFICANT);
        let place = f64::from(slot >> SIGNIFICANT);
        significant * (place - 64.0).exp2()
    } else {
        f64::from(round_of(slot)) + f64::from(slot & 0xffff) / 65536.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::EMPTY;
    use super::*;

    #[test]
    fn numbers_sort_as_rounds_and_values_do() {
        let values = [0, 1, 2, 3, 1 << 20, (1 << 40) + 5, u64::MAX >> 1, u64::MAX];
        let firsts = values.map(first);
        assert!(firsts.is_sorted() && firsts[7] < later(1, 0));
        assert!(later(1, u64::MAX) < later(2, 0));
        assert!(later(LAST_ROUND, u64::MAX) < EMPTY);
        assert!((waited(first(1 << 63)) - 0.5).abs() < 1e-6);
    }
}
