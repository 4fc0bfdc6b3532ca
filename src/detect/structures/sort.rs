//! Sorting numbers that are hashes, or pairs of ranks: by their highest bits into buckets first.
//!
//! In: numbers that are evenly spread from 0 to the greatest. Out: the same, ascending. Promise: the order
//! of `sort_unstable`, whatever the numbers; uneven ones only cost time. Cost: one pass that
//! scatters, then the same inside each bucket, in the processor's cache, until few are left.
//!
//! Source: the first pass of American flag sort (Bostic and others 1993), with a buffer.

use rayon::prelude::*;

/// Numbers below which there is nothing to win.
const FEW: usize = 32;
/// Numbers that a bucket holds on average, until there are too many buckets for the cache.
const BUCKET: usize = 2;
const MOST_BITS: u32 = 11;
/// Numbers from which buckets are sorted in parallel.
const MANY: usize = 1 << 20;

/// Sorts numbers; `buffer` is kept by the caller for the next sort.
pub(in crate::detect) fn numbers(numbers: &mut [u64], buffer: &mut Vec<u64>) {
    let greatest = numbers.iter().max().copied().unwrap_or_default();
    by_bits(numbers, buffer, u64::BITS - greatest.leading_zeros());
}

/// Sorts numbers that agree in all but their lowest `left` bits.
fn by_bits(numbers: &mut [u64], buffer: &mut Vec<u64>, left: u32) {
    if numbers.len() < FEW {
        numbers.sort_unstable();
        return;
    }
    let bits = (numbers.len() / BUCKET).ilog2().min(MOST_BITS).min(left);
    if bits == 0 {
        return;
    }
    let left = left - bits;
    let buckets = 1 << bits;
    let bucket = |number: u64| usize::try_from(number >> left).unwrap_or(0) & (buckets - 1);
    // Where each bucket begins; behind the scattering, where it ends.
    let mut starts = [0_u32; 1 << MOST_BITS];
    let starts = &mut starts[..buckets];
    for &number in numbers.iter() {
        starts[bucket(number)] += 1;
    }
    let mut before = 0;
    for start in starts.iter_mut() {
        before += std::mem::replace(start, before);
    }
    buffer.clear();
    buffer.extend_from_slice(numbers);
    for &number in buffer.iter() {
        let at = &mut starts[bucket(number)];
        numbers[*at as usize] = number;
        *at += 1;
    }
    let many = numbers.len() >= MANY;
    let mut parts = Vec::new();
    let (mut rest, mut begin) = (numbers, 0);
    for &end in starts.iter() {
        let (part, after) = rest.split_at_mut((end - begin) as usize);
        rest = after;
        begin = end;
        match part {
            [] | [_] => {}
            [x, y] => {
                if x > y {
                    std::mem::swap(x, y);
                }
            }
            _ if many => parts.push(part),
            _ => by_bits(part, buffer, left),
        }
    }
    parts
        .into_par_iter()
        .for_each_init(Vec::new, |buffer, part| by_bits(part, buffer, left));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::numbers as sort;

    proptest! {
        #[test]
        fn the_order_is_that_of_a_plain_sort(mut numbers in prop::collection::vec(prop_oneof![any::<u64>(), 0_u64..9], 0..300)) {
            let mut expected = numbers.clone();
            expected.sort_unstable();
            sort(&mut numbers, &mut Vec::new());
            prop_assert_eq!(numbers, expected);
        }
    }

    #[test]
    fn many_numbers_are_sorted_too() {
        let mut numbers: Vec<u64> = (0..100_000_u64)
            .map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15))
            .collect();
        sort(&mut numbers, &mut Vec::new());
        assert!(numbers.is_sorted());
    }
}
