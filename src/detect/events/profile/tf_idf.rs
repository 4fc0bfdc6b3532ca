//! TF-IDF vectors of a document or of an event, part by part.
//!
//! In: weighted terms of two vocabularies. Out: the cosines of two. Promise: one that is laid out dense, to be
//! multiplied by many others, gives the same cosines, bit for bit.

use rayon::prelude::*;

use crate::detect::structures::sparse::{Dense, Vector};

/// Weighted words; of a document the vectors have length 1, of an event they are means (centroids).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TfIdf {
    /// Words of title and lead.
    pub lead: Vector,
    /// Words of title, lead and body; words that no other article has are left out.
    pub body: Vector,
    /// Words of names, numbered apart.
    pub names: Vector,
}

/// Cosines of two documents, part by part, 0 to 1; of two events the means over all pairs across.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cosines {
    /// Of title and lead.
    pub lead: f32,
    /// Of all words.
    pub body: f32,
    /// Of names.
    pub names: f32,
}

impl TfIdf {
    /// The mean of some, not scaled: its products with another mean are the mean cosines of all pairs
    /// across.
    pub fn mean<'a>(vectors: impl Iterator<Item = &'a Self> + Clone) -> Self {
        Self {
            lead: Vector::mean(vectors.clone().map(|v| &v.lead)),
            body: Vector::mean(vectors.clone().map(|v| &v.body)),
            names: Vector::mean(vectors.map(|v| &v.names)),
        }
    }

    /// Multiplies two, part by part.
    pub fn cosines(&self, other: &Self) -> Cosines {
        Cosines {
            lead: self.lead.dot(&other.lead),
            body: self.body.dot(&other.body),
            names: self.names.dot(&other.names),
        }
    }
}

/// The vectors of one document laid out by term number, to be multiplied by many.
#[derive(Debug)]
pub struct DenseTfIdf {
    lead: Dense,
    body: Dense,
    names: Dense,
}

impl DenseTfIdf {
    /// Room for the words and the names of a feed.
    pub fn new(words: usize, names: usize) -> Self {
        Self {
            lead: Dense::new(words),
            body: Dense::new(words),
            names: Dense::new(names),
        }
    }

    /// Lays out vectors in place of those before.
    fn scatter(&mut self, tf_idf: &TfIdf) {
        self.lead.scatter(&tf_idf.lead);
        self.body.scatter(&tf_idf.body);
        self.names.scatter(&tf_idf.names);
    }

    /// Multiplies what is laid out by another.
    fn cosines(&self, other: &TfIdf) -> Cosines {
        Cosines {
            lead: self.lead.dot(&other.lead),
            body: self.body.dot(&other.body),
            names: self.names.dot(&other.names),
        }
    }
}

/// Makes something of each pair and its cosines, in the order of the pairs.
///
/// `sides` tells which of a pair is laid out, and the other; pairs of one that is laid out should
/// stand together.
pub fn each_pair<'a, T: Send>(
    pairs: &[(u32, u32)],
    sides: impl Fn(&(u32, u32)) -> [u32; 2] + Sync,
    tf_idf: impl Fn(u32) -> &'a TfIdf + Sync,
    room: impl Fn() -> DenseTfIdf + Sync + Send,
    make: impl Fn(&(u32, u32), Cosines) -> T + Sync,
) -> Vec<T> {
    pairs
        .par_chunk_by(|x, y| sides(x)[0] == sides(y)[0])
        .map_init(room, |dense, pairs| {
            dense.scatter(tf_idf(sides(&pairs[0])[0]));
            let cosines = |pair| dense.cosines(tf_idf(sides(pair)[1]));
            pairs
                .iter()
                .map(|pair| make(pair, cosines(pair)))
                .collect::<Vec<T>>()
        })
        .flatten_iter()
        .collect()
}
