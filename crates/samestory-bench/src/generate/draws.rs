//! Deterministic random draws: integers only, the same on every machine.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// A stream of draws that depends on a seed and on what it is for, nothing else.
///
/// Source: XXH3 makes the starting state of each stream; `SplitMix64` (Steele, Lea, Flood 2014)
/// steps it.
#[derive(Debug, Clone)]
pub struct Draws {
    state: u64,
}

impl Draws {
    /// The stream for `purpose` under `seed`; other purposes give unrelated streams.
    pub fn new(seed: u64, purpose: &[u64]) -> Self {
        let mut state = seed;
        for part in purpose {
            state = xxh3_64_with_seed(&part.to_le_bytes(), state);
        }
        Self { state }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let wide = u128::from(self.bits()) * n as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `items`, all equally likely.
    ///
    /// # Panics
    /// When `items` is empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// One of `words`, all equally likely.
    ///
    /// # Panics
    /// When `words` is empty.
    pub fn word<'a, T: AsRef<str>>(&mut self, words: &'a [T]) -> &'a str {
        self.pick(words).as_ref()
    }

    /// A rank from 0 to `n - 1`, rank r about as likely as 1 / (r + 1): Zipf's law in octaves.
    pub fn zipf(&mut self, n: usize) -> usize {
        let octaves = (n + 1).ilog2() as usize;
        loop {
            let octave = self.below(octaves + 1);
            let rank = (1 << octave) - 1 + self.below(1 << octave);
            if rank < n {
                return rank;
            }
        }
    }

    /// Puts `items` into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_the_same_every_time_and_differs_by_purpose() {
        let take = |purpose: &[u64]| {
            let mut draws = Draws::new(7, purpose);
            [draws.bits(), draws.bits()]
        };
        assert_eq!(take(&[1, 2]), take(&[1, 2]));
        assert_ne!(take(&[1, 2]), take(&[2, 1]));
    }

    #[test]
    fn low_ranks_are_drawn_about_in_inverse_proportion() {
        let mut draws = Draws::new(1, &[]);
        let mut counts = [0_usize; 100];
        for _ in 0..100_000 {
            counts[draws.zipf(100)] += 1;
        }
        assert!(counts[0] > 10_000, "{}", counts[0]);
        assert!(counts[99] > 0 && counts[99] * 20 < counts[0]);
    }
}
