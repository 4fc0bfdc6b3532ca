//! Vocabularies: the document frequency of each term of a feed, and how telling that makes it (Spärck Jones 1972).
//!
//! In: the term frequencies of all documents. Out: [`Vocabulary`]. Promise: term numbers follow the terms'
//! hashes. The feed's document frequencies are blended with those of a background, so that two articles alone
//! still get sensible weights.

use ahash::AHashMap;
use rayon::prelude::*;

use crate::detect::events::profile::background;
use crate::detect::events::profile::term_frequencies::{TermFrequencies, TermFrequency};
use crate::detect::structures::numbers::{as_f64, narrow};

/// How many documents the background counts for beside the feed's own.
const BACKGROUND_DOCUMENTS: f64 = 300.0;
/// Weight of an n-gram that no other article has. Where no spaces part the words, about every
/// second n-gram lies across two of them and is no word; so it counts for half in a vector's square.
const LONE_N_GRAM: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// The terms of a feed, numbered by their hash, with their weight.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    idf: Vec<f32>,
    document_frequency: Vec<u32>,
    documents: usize,
}

/// The number of each term of a vocabulary; needed only until all documents are weighed.
pub(super) struct Numbers(AHashMap<u64, u32>);

/// Articles whose terms are counted in one table; a table that fits the cache is much faster.
const COUNTED_TOGETHER: usize = 4_096;

impl Vocabulary {
    /// Counts in how many documents each term stands.
    pub(super) fn new(
        documents: &[TermFrequencies],
        counts: impl Fn(&TermFrequencies) -> &[TermFrequency] + Sync,
    ) -> (Self, Numbers) {
        let count = |documents: &[TermFrequencies]| {
            let mut frequencies: AHashMap<u64, u32> = AHashMap::new();
            for count in documents.iter().flat_map(&counts) {
                *frequencies.entry(count.term).or_default() += 1;
            }
            frequencies
        };
        let parts: Vec<_> = documents.par_chunks(COUNTED_TOGETHER).map(count).collect();
        let mut parts = parts.into_iter();
        let mut frequencies = parts.next().unwrap_or_default();
        for (term, df) in parts.flatten() {
            *frequencies.entry(term).or_default() += df;
        }
        let mut sorted: Vec<(u64, u32)> = frequencies.iter().map(|(&t, &df)| (t, df)).collect();
        sorted.sort_unstable();
        let total = as_f64(documents.len()) + BACKGROUND_DOCUMENTS;
        let idf = |&(term, df): &(u64, u32)| {
            let seen = f64::from(df) + BACKGROUND_DOCUMENTS * background::share(term);
            narrow(((total + 1.0) / (seen + 0.5)).ln().max(0.0))
        };
        let vocabulary = Self {
            idf: sorted.iter().map(idf).collect(),
            document_frequency: sorted.iter().map(|&(_, df)| df).collect(),
            documents: documents.len(),
        };
        // The table of frequencies becomes that of the numbers: there may be millions of terms.
        let mut numbers = frequencies;
        for (number, (term, _)) in (0..).zip(&sorted) {
            numbers.insert(*term, number);
        }
        (vocabulary, Numbers(numbers))
    }

    /// Number of documents whose terms were counted.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Number of terms.
    pub fn len(&self) -> usize {
        self.idf.len()
    }

    /// Whether it has no terms.
    pub fn is_empty(&self) -> bool {
        self.idf.is_empty()
    }

    /// How telling a term is: 0 for one that stands everywhere.
    pub fn idf(&self, term: u32) -> f32 {
        self.idf[term as usize]
    }

    /// In how many documents a term stands.
    pub fn document_frequency(&self, term: u32) -> u32 {
        self.document_frequency[term as usize]
    }

    /// The share of each term in the idf of them all, by term number.
    pub(super) fn shares(&self, terms: impl Iterator<Item = u32>) -> Box<[(u32, f32)]> {
        let weights: Vec<(u32, f64)> = terms
            .map(|term| (term, f64::from(self.idf(term))))
            .filter(|&(_, weight)| weight > 0.0)
            .collect();
        let all: f64 = weights.iter().map(|&(_, weight)| weight).sum();
        let share = |(term, weight)| (term, narrow(weight / all));
        weights.into_iter().map(share).collect()
    }

    /// Log term frequency times idf, by term number; less for n-grams that may be no words.
    pub(super) fn weigh(
        &self,
        counts: &[(u32, TermFrequency)],
        part: impl Fn(&TermFrequency) -> f32,
    ) -> Vec<(u32, f32)> {
        let weights = counts.iter().filter_map(|(term, count)| {
            let tf = part(count);
            let log_tf = if tf >= 1.0 { 1.0 + tf.ln() } else { tf };
            let is_small = count.n_gram && self.document_frequency(*term) == 1;
            let share = if is_small { LONE_N_GRAM } else { 1.0 };
            (tf > 0.0).then(|| (*term, log_tf * self.idf(*term) * share))
        });
        weights.filter(|&(_, weight)| weight > 0.0).collect()
    }
}

impl Numbers {
    /// The counts of an article with the number of each term; both ascend.
    pub(super) fn of(&self, counts: &[TermFrequency]) -> Vec<(u32, TermFrequency)> {
        let number = |count: &TermFrequency| Some((*self.0.get(&count.term)?, *count));
        counts.iter().filter_map(number).collect()
    }
}
