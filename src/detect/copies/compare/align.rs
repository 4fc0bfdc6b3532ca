//! Alignment: which stretches of two texts are the same words, and what stands between them.
//!
//! In: two word sequences. Out: [`Block`]s of equal words, ascending in both. Promise: every block
//! is at least [`SEED`] equal words; moved passages are given once, in the order that keeps most.
//! Cost: O(n log n) in the words, most of it once a text ([`Seeds`]); no quadratic case, because only
//! triples of words that occur once in both texts seed a block.
//!
//! Source: Bram Cohen's patience diff, with word triples in place of lines.

use super::token::Token;
use crate::detect::copies::scan::hash;

/// Words of the shortest block.
pub(crate) const SEED: usize = 3;

/// A stretch of words that two texts share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    /// First word in one text.
    pub(crate) a: usize,
    /// First word in the other.
    pub(crate) b: usize,
    /// Number of words.
    pub(crate) words: usize,
}

/// A text's words, and the triples of them that occur once: where blocks may begin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seeded<'a> {
    pub(crate) words: &'a [Token],
    pub(crate) seeds: &'a Seeds,
}

/// Triples of words that occur once in a text, with their place, by hash.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seeds(Box<[(u64, u32)]>);

impl Seeds {
    pub(crate) fn new(words: &[Token]) -> Self {
        let mut all: Vec<(u64, u32)> = words
            .windows(SEED)
            .map(|w| hash::three_words(w[0].hash(), w[1].hash(), w[2].hash()))
            .zip(0..)
            .collect();
        all.sort_unstable();
        let once = all
            .chunk_by(|x, y| x.0 == y.0)
            .filter(|group| group.len() == 1);
        Self(once.map(|group| group[0]).collect())
    }

    /// Places of the triples that occur once in each of two texts, by place in this one.
    fn shared(&self, other: &Self) -> Vec<(u32, u32)> {
        let mut places = Vec::new();
        let mut others = other.0.iter().peekable();
        for &(hash, at) in &self.0 {
            while others.next_if(|&&(other, _)| other < hash).is_some() {}
            if let Some(&(_, other)) = others.next_if(|&&(other, _)| other == hash) {
                places.push((at, other));
            }
        }
        places.sort_unstable();
        places
    }
}

/// The blocks that two texts share, in order.
pub(crate) fn blocks(a: Seeded<'_>, b: Seeded<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut a_done, mut b_done) = (0, 0);
    let places = a.seeds.shared(b.seeds);
    let (a, b) = (a.words, b.words);
    for (i, j) in longest_ascending(&places) {
        let (mut i, mut j) = (i as usize, j as usize);
        if i < a_done || j < b_done {
            continue;
        }
        // Grow the seed both ways, back to the block before and on as far as words agree.
        while i > a_done && j > b_done && a[i - 1].is(b[j - 1]) {
            i -= 1;
            j -= 1;
        }
        let words = a[i..]
            .iter()
            .zip(&b[j..])
            .take_while(|(x, y)| x.is(**y))
            .count();
        match blocks.last_mut() {
            Some(last) if last.a + last.words == i && last.b + last.words == j => {
                last.words += words;
            }
            _ => blocks.push(Block { a: i, b: j, words }),
        }
        (a_done, b_done) = (i + words, j + words);
    }
    blocks
}

/// What lies between the blocks: the words of a and of b, either possibly empty.
pub(crate) fn gaps<'t>(
    blocks: &[Block],
    a: &'t [Token],
    b: &'t [Token],
) -> Vec<(&'t [Token], &'t [Token])> {
    let (mut i, mut j) = (0, 0);
    let mut gaps = Vec::new();
    let last = Block {
        a: a.len(),
        b: b.len(),
        words: 0,
    };
    for block in blocks.iter().chain([&last]) {
        if i < block.a || j < block.b {
            gaps.push((&a[i..block.a], &b[j..block.b]));
        }
        (i, j) = (block.a + block.words, block.b + block.words);
    }
    gaps
}

/// A longest run of places that ascends in b as well (patience sorting).
fn longest_ascending(places: &[(u32, u32)]) -> Vec<(u32, u32)> {
    // The index in `places` of the least end of a run of each length, and each one's predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (i, place) in places.iter().enumerate() {
        let length = ends.partition_point(|&end| places[end].1 < place.1);
        before[i] = length.checked_sub(1).map(|l| ends[l]);
        if length == ends.len() {
            ends.push(i);
        } else {
            ends[length] = i;
        }
    }
    let mut run = Vec::new();
    let mut at = ends.last().copied();
    while let Some(i) = at {
        run.push(places[i]);
        at = before[i];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::config::Profile;
    use crate::detect::copies::compare::reading::Reading;

    fn words(text: &str) -> Vec<Token> {
        let article = crate::Article {
            text: text.to_owned(),
            ..crate::Article::default()
        };
        Reading::new(article.as_ref(), Profile::News, 0).words
    }

    fn blocks(a: &[Token], b: &[Token]) -> Vec<Block> {
        let [x, y] = [a, b].map(Seeds::new);
        let seeded = |words, seeds| Seeded { words, seeds };
        super::blocks(seeded(a, &x), seeded(b, &y))
    }

    #[test]
    fn a_replaced_word_parts_two_blocks() {
        let a = words("one two three four five six seven eight");
        let b = words("one two three four other six seven eight");
        let blocks = blocks(&a, &b);
        assert_eq!(
            blocks,
            [
                Block {
                    a: 0,
                    b: 0,
                    words: 4
                },
                Block {
                    a: 5,
                    b: 5,
                    words: 3
                }
            ]
        );
        let gaps = gaps(&blocks, &a, &b);
        assert_eq!(gaps.len(), 1);
        assert_eq!((gaps[0].0.len(), gaps[0].1.len()), (1, 1));
    }

    proptest! {
        #[test]
        fn blocks_are_equal_words_in_ascending_order(a in "[abc ]{0,80}", b in "[abc ]{0,80}", both in "[a-m ]{0,60}") {
            let (a, b) = (words(&format!("{a} {both}")), words(&format!("{both} {b}")));
            let (mut i, mut j) = (0, 0);
            for block in blocks(&a, &b) {
                prop_assert!(block.words >= SEED && block.a >= i && block.b >= j);
                for k in 0..block.words {
                    prop_assert!(a[block.a + k].is(b[block.b + k]));
                }
                (i, j) = (block.a + block.words, block.b + block.words);
            }
        }
    }
}
