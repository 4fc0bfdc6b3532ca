//! The most alike partners of every article, where there are more pairs than can be compared.
//!
//! In: pairs of articles. Out: of each article the partners with the most equal slots. Promise: nothing
//! is left out as long as the pairs stay within a budget; otherwise a pair is kept when it is among the
//! nearest of either article, as many as the budget allows, and what is left out is counted. Cost: two
//! sketches compared and two counters raised for each pair; 0.5 KB an article that has too many.

use rayon::prelude::*;

use crate::detect::copies::scan::sketch::{SLOTS, Slots, equal_slots};
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::unpack;
use crate::detection::Capped;

/// What was kept of the pairs, each time that they were too many.
#[derive(Debug, Default)]
pub(in crate::detect::copies) struct Kept {
    /// By rank, whether pairs of the article were left out.
    touched: Vec<bool>,
    /// By rank, the equal slots that a further partner must exceed to be among the nearest: 0 where all
    /// were kept.
    exceed: Vec<u8>,
    left_out: u64,
}

impl Kept {
    /// Whether a pair with so many equal slots may be among the nearest of either article.
    #[inline]
    pub(in crate::detect::copies) fn wants(&self, pair: u64, equal: u32) -> bool {
        let (a, b) = unpack(pair);
        let exceed = |rank: Rank| self.exceed.get(rank as usize).copied().unwrap_or(0);
        equal > u32::from(exceed(a).min(exceed(b)))
    }

    /// Counts pairs that were not wanted.
    pub(in crate::detect::copies) fn leave_out(&mut self, pairs: u64) {
        self.left_out += pairs;
    }

    /// Leaves out of sorted pairs those that are beyond `budget` and farthest apart.
    pub(in crate::detect::copies) fn choose<'a>(
        &mut self,
        pairs: &mut Vec<u64>,
        budget: u64,
        slots: &(impl Fn(Rank) -> &'a Slots + Sync),
    ) {
        if pairs.len() as u64 <= budget {
            return;
        }
        let equal = |&pair: &u64| {
            let (a, b) = unpack(pair);
            equal_slots(slots(a), slots(b)) as usize
        };
        let equal: Vec<usize> = pairs.par_iter().map(equal).collect();
        let mut partners: Vec<u32> = Vec::new();
        for rank in pairs
            .iter()
            .flat_map(|&pair| <[Rank; 2]>::from(unpack(pair)))
        {
            let at = rank as usize;
            if at >= partners.len() {
                partners.resize(at + 1, 0);
            }
            partners[at] += 1;
        }
        let most = most(&partners, budget);
        let mut crowds = Crowds::new(&partners, most);
        for (&pair, &equal) in pairs.iter().zip(&equal) {
            crowds.count(unpack(pair), equal);
        }
        crowds.decide(most);
        let before = pairs.len();
        let mut equal = equal.into_iter();
        pairs.retain(|&pair| {
            let equal = equal.next().unwrap_or_default();
            let (a, b) = unpack(pair);
            // Both are asked, because each has its own count of ties.
            let kept = [a, b].map(|rank| crowds.keeps(rank, equal));
            kept[0] || kept[1]
        });
        self.left_out += (before - pairs.len()) as u64;
        self.touched
            .resize(self.touched.len().max(partners.len()), false);
        self.exceed.resize(self.touched.len(), 0);
        for (rank, &partners) in (0..).zip(&partners) {
            if partners > most {
                self.touched[rank as usize] = true;
                let exceed = &mut self.exceed[rank as usize];
                *exceed = crowds.least(rank).max(*exceed);
            }
        }
    }

    /// The articles of which pairs were left out, ascending.
    pub(in crate::detect::copies) fn touched(&self) -> impl Iterator<Item = Rank> {
        (0..).zip(&self.touched).filter(|x| *x.1).map(|x| x.0)
    }

    /// What was left out; none when all pairs were kept.
    pub(in crate::detect::copies) fn capped(&self) -> Option<Capped> {
        (self.left_out > 0).then(|| Capped {
            cap: "articles with so many others alike that only the most alike are compared"
                .to_owned(),
            keys: self.touched().count(),
            pairs: self.left_out,
        })
    }
}

/// How many partners each article may keep, so that all pairs stay within the budget: the most for which
/// that holds, at least 1.
fn most(partners: &[u32], budget: u64) -> u32 {
    let fits = |most: u32| {
        let kept = partners
            .iter()
            .map(|&partners| u64::from(partners.min(most)));
        kept.sum::<u64>() <= budget
    };
    let (mut fitting, mut beyond) = (1, partners.iter().copied().max().unwrap_or(0).max(2));
    while beyond - fitting > 1 {
        let middle = u32::midpoint(fitting, beyond);
        if fits(middle) {
            fitting = middle;
        } else {
            beyond = middle;
        }
    }
    fitting
}

/// Articles with too many partners.
struct Crowds {
    /// The number of each such article among them, by rank.
    number: Vec<Option<u32>>,
    /// For each, its partners by equal slots.
    by_equal: Vec<[u32; SLOTS + 1]>,
    /// For each, the least equal slots of a partner that is kept, and how many with just so many are.
    bound: Vec<(usize, u32)>,
}

impl Crowds {
    fn new(partners: &[u32], most: u32) -> Self {
        let mut crowds = 0;
        let number = partners.iter().map(|&partners| {
            (partners > most).then(|| {
                crowds += 1;
                crowds - 1
            })
        });
        let number: Vec<Option<u32>> = number.collect();
        Self {
            number,
            by_equal: vec![[0; SLOTS + 1]; crowds as usize],
            bound: Vec::new(),
        }
    }

    fn count(&mut self, (a, b): (Rank, Rank), equal: usize) {
        for rank in [a, b] {
            if let Some(number) = self.number[rank as usize] {
                self.by_equal[number as usize][equal] += 1;
            }
        }
    }

    /// Finds the bound of each for so many partners.
    fn decide(&mut self, most: u32) {
        let bound = self.by_equal.iter().map(|by_equal| {
            let mut left = most;
            for (equal, &partners) in by_equal.iter().enumerate().rev() {
                if partners >= left {
                    return (equal, left);
                }
                left -= partners;
            }
            (0, left)
        });
        self.bound = bound.collect();
    }

    /// The least equal slots of a partner that is kept.
    fn least(&self, rank: Rank) -> u8 {
        let number = self.number[rank as usize];
        let least = number.map_or(0, |number| self.bound[number as usize].0);
        u8::try_from(least).unwrap_or(u8::MAX)
    }

    /// Whether a partner with so many equal slots is among the nearest. Of those at the bound the first
    /// ones are.
    fn keeps(&mut self, rank: Rank, equal: usize) -> bool {
        let Some(number) = self.number[rank as usize] else {
            return true;
        };
        let (least, ties) = &mut self.bound[number as usize];
        if equal == *least && *ties > 0 {
            *ties -= 1;
            return true;
        }
        equal > *least
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::structures::pairs::pack;

    /// Sketches that agree in as many slots as the numbers of their articles are apart from 128.
    fn sketches(count: usize) -> Vec<Slots> {
        let sketch = |article: usize| std::array::from_fn(|slot| u16::from(slot >= article));
        (0..count).map(sketch).collect()
    }

    #[test]
    fn each_article_keeps_its_most_alike_partners_and_the_rest_is_counted() {
        let sketches = sketches(20);
        let pairs: Vec<u64> = (0..20)
            .flat_map(|a| (a + 1..20).map(move |b| pack(a, b)))
            .collect();
        let slots = |rank: Rank| &sketches[rank as usize];
        for budget in [190, 80, 40, 1] {
            let mut kept = Kept::default();
            let mut chosen = pairs.clone();
            kept.choose(&mut chosen, budget, &slots);
            assert!(chosen.len() as u64 <= budget.max(20));
            assert!(chosen.is_sorted());
            let left_out = kept.capped().map_or(0, |capped| capped.pairs);
            assert_eq!(left_out, (pairs.len() - chosen.len()) as u64);
            // Neighbours are the most alike.
            if budget > 1 {
                let next = (1..20).map(|b| pack(b - 1, b));
                assert!(next.into_iter().all(|pair| chosen.contains(&pair)));
            }
        }
    }
}
