//! The pairs that were judged.
//!
//! In: the pairs and what they came to. Out: [`Pairs`]: looked up by two documents in a few steps, and how
//! strongly each document is bound to its nearest others.

use rayon::prelude::*;

use crate::detect::events::score::strength::Judgement;

/// Strength of the bonds that the articles of an event usually have: stands for those that a feed
/// of two or three articles cannot show.
const TYPICAL_BOND: f32 = 0.35;
/// Bonds of a document that tell how strongly it is bound.
const BONDS: usize = 3;

/// Two documents and what they come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JudgedPair {
    /// The document that comes first.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How much binds them.
    pub judgement: Judgement,
}

/// Every judged pair of so many documents, by (a, b).
#[derive(Debug, Clone, Default)]
pub struct Pairs {
    list: Vec<JudgedPair>,
    /// Where the pairs of each document with later ones begin, and their end.
    begins: Vec<usize>,
}

impl Pairs {
    pub(super) fn new(mut list: Vec<JudgedPair>, documents: usize) -> Self {
        list.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        let mut begins = vec![0; documents + 1];
        for pair in &list {
            begins[pair.a as usize + 1] += 1;
        }
        for document in 0..documents {
            begins[document + 1] += begins[document];
        }
        Self { list, begins }
    }

    /// All of them, sorted.
    pub fn list(&self) -> &[JudgedPair] {
        &self.list
    }

    /// What two documents came to, if they met as candidates.
    pub fn get(&self, a: u32, b: u32) -> Option<Judgement> {
        let (a, b) = (a.min(b), a.max(b));
        let pairs = &self.list[self.begins[a as usize]..self.begins[a as usize + 1]];
        let at = pairs.binary_search_by_key(&b, |pair| pair.b).ok()?;
        Some(pairs[at].judgement)
    }

    /// For each document the mean of its three strongest bonds; 0 for one without any in a larger feed.
    pub(super) fn nearest_strengths(&self) -> Vec<f32> {
        let documents = self.begins.len() - 1;
        let unseen = (BONDS + 1).saturating_sub(documents);
        let none = std::array::from_fn(|at| if at < unseen { TYPICAL_BOND } else { 0.0 });
        let mut best: Vec<[f32; BONDS]> = vec![none; documents];
        for pair in &self.list {
            for document in [pair.a, pair.b] {
                let mut strength = pair.judgement.event;
                for slot in &mut best[document as usize] {
                    if strength > *slot {
                        std::mem::swap(slot, &mut strength);
                    }
                }
            }
        }
        best.iter()
            .map(|top| top.iter().sum::<f32>() / 3.0)
            .collect()
    }
}
