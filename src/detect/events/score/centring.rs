//! Centring: the mean similarity to the feed, to be taken off what two documents share.
//!
//! In: the profiles of a feed. Out: [`Centring`]: the mean similarity of each document to all others. A feed about
//! one matter has high ones. Cost: linear in the terms, since the mean of products is the product with the
//! mean. Without it, articles that resemble everybody become hubs (Suzuki and others 2013).

use rayon::prelude::*;

use crate::detect::events::profile::{Collection, Profile};
use crate::detect::events::score::similarity::{similarity, topic_similarity};
use crate::detect::structures::numbers::{as_f64, narrow};
use crate::detect::structures::sparse::Sum;

/// Documents that a small feed is thought to lack when it says what similarity is usual.
const UNSEEN_DOCUMENTS: usize = 50;

/// The mean similarity of every document.
#[derive(Debug, Clone, Default)]
pub struct Centring {
    documents: Vec<MeanSimilarity>,
}

/// How similar a document is to the others, or two are on average.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MeanSimilarity {
    /// Mean similarity to all other articles, 0 to 1, shrunk towards 0 in a small feed.
    pub similarity: f32,
    /// Mean similarity in topic to all other articles, 0 to 1, shrunk as `similarity`.
    pub topic: f32,
}

impl Centring {
    /// Of all profiles of a feed.
    pub fn new(collection: &Collection) -> Self {
        let vectors = || collection.profiles.iter().map(|p| &p.tf_idf);
        let (words, names) = (collection.words.len(), collection.names.len());
        let (body, (lead, name)) = rayon::join(
            || Sum::of(vectors().map(|w| &w.body), words),
            || {
                let lead = Sum::of(vectors().map(|w| &w.lead), words);
                (lead, Sum::of(vectors().map(|w| &w.names), names))
            },
        );
        let others = as_f64(collection.profiles.len().saturating_sub(1) + UNSEEN_DOCUMENTS);
        let mean = |p: &Profile| {
            let all_words = body.to_others(&p.tf_idf.body);
            let similarity = similarity(
                lead.to_others(&p.tf_idf.lead),
                all_words,
                name.to_others(&p.tf_idf.names),
            );
            MeanSimilarity {
                similarity: narrow(similarity / others),
                topic: narrow(topic_similarity(all_words, similarity) / others),
            }
        };
        Self {
            documents: collection.profiles.par_iter().map(mean).collect(),
        }
    }

    /// That of a document.
    ///
    /// # Panics
    /// When there is no such document.
    pub fn of(&self, document: u32) -> MeanSimilarity {
        self.documents[document as usize]
    }

    /// That of two documents, on average.
    pub fn between(&self, a: u32, b: u32) -> MeanSimilarity {
        let (a, b) = (self.of(a), self.of(b));
        MeanSimilarity {
            similarity: f32::midpoint(a.similarity, b.similarity),
            topic: f32::midpoint(a.topic, b.topic),
        }
    }
}
