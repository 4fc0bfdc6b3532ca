//! Sorting numbers that are hashes: by their highest bits into buckets first.
//!
//! In: numbers whose highest bits are evenly spread. Out: the same, ascending. Promise: the order
//! of `sort_unstable`, whatever the numbers; uneven ones only cost time. Cost: one pass that
//! scatters, then short sorts inside the processor's cache, each bucket its own task.
//!
//! Source: the first pass of American flag sort (Bostic and others 1993), with a buffer.

use rayon::prelude::*;

/// Numbers below which there is nothing to win.
const FEW: usize = 64;
/// Numbers that a bucket holds on average, until there are too many buckets for the cache.
const BUCKET: usize = 8;
const MOST_BITS: u32 = 11;
/// Numbers from which buckets are sorted in parallel.
const MANY: usize = 1 << 16;

/// Sorts hashes; `buffer` is kept by the caller for the next sort.
pub(super) fn hashes(numbers: &mut [u64], buffer: &mut Vec<u64>) {
    if numbers.len() < FEW {
        numbers.sort_unstable();
        return;
    }
    let bits = (numbers.len() / BUCKET).ilog2().min(MOST_BITS);
    let shift = 64 - bits;
    let bucket = |number: u64| usize::try_from(number >> shift).unwrap_or(0);
    let mut starts = vec![0_usize; (1 << bits) + 1];
    for &number in numbers.iter() {
        starts[bucket(number) + 1] += 1;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    buffer.clear();
    buffer.extend_from_slice(numbers);
    let mut next = starts.clone();
    for &number in buffer.iter() {
        let at = &mut next[bucket(number)];
        numbers[*at] = number;
        *at += 1;
    }
    let mut rest = numbers;
    let mut buckets = Vec::with_capacity(1 << bits);
    for pair in starts.windows(2) {
        let (bucket, after) = rest.split_at_mut(pair[1] - pair[0]);
        buckets.push(bucket);
        rest = after;
    }
    if buffer.len() < MANY {
        buckets.into_iter().for_each(<[u64]>::sort_unstable);
    } else {
        buckets.into_par_iter().for_each(<[u64]>::sort_unstable);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::copies::hash::mix;

    proptest! {
        #[test]
        fn the_order_is_that_of_a_plain_sort(mut numbers in prop::collection::vec(prop_oneof![any::<u64>(), 0_u64..9], 0..300)) {
            let mut expected = numbers.clone();
            expected.sort_unstable();
            hashes(&mut numbers, &mut Vec::new());
            prop_assert_eq!(numbers, expected);
        }
    }

    #[test]
    fn many_numbers_are_sorted_too() {
        let mut numbers: Vec<u64> = (0..100_000).map(mix).collect();
        hashes(&mut numbers, &mut Vec::new());
        assert!(numbers.is_sorted());
    }
}
