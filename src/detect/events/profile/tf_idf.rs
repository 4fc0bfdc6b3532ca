//! Wording: the weighted words of an article or of an event, part by part.
//!
//! In: vectors over two vocabularies. Out: the products of two wordings. Promise: a wording that is
//! spread out, to be multiplied by many others, gives the same products, bit for bit.

use rayon::prelude::*;

use crate::detect::structures::sparse::{Spread, Vector};

/// Weighted words; of an article the vectors have length 1, of an event they are means.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wording {
    /// Words of title and lead.
    pub lead: Vector,
    /// Words of title, lead and body; words that no other article has are left out.
    pub body: Vector,
    /// Words of names, numbered apart.
    pub names: Vector,
}

/// Inner products of two wordings, part by part; cosines, 0 to 1, where both are of articles.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Products {
    /// Of title and lead.
    pub lead: f32,
    /// Of all words.
    pub body: f32,
    /// Of names.
    pub names: f32,
}

impl Wording {
    /// The mean of some wordings, not scaled: its products with another mean are the mean products
    /// of all pairs across.
    pub fn mean<'a>(wordings: impl Iterator<Item = &'a Self> + Clone) -> Self {
        Self {
            lead: Vector::mean(wordings.clone().map(|w| &w.lead)),
            body: Vector::mean(wordings.clone().map(|w| &w.body)),
            names: Vector::mean(wordings.map(|w| &w.names)),
        }
    }

    /// Multiplies two wordings.
    pub fn products(&self, other: &Self) -> Products {
        Products {
            lead: self.lead.dot(&other.lead),
            body: self.body.dot(&other.body),
            names: self.names.dot(&other.names),
        }
    }
}

/// One wording laid out by term number, to be multiplied by many.
#[derive(Debug)]
pub struct SpreadWording {
    lead: Spread,
    body: Spread,
    names: Spread,
}

impl SpreadWording {
    /// Room for the words and the names of a feed.
    pub fn new(words: usize, names: usize) -> Self {
        Self {
            lead: Spread::new(words),
            body: Spread::new(words),
            names: Spread::new(names),
        }
    }

    /// Lays out a wording in place of the one before.
    fn lay(&mut self, wording: &Wording) {
        self.lead.lay(&wording.lead);
        self.body.lay(&wording.body);
        self.names.lay(&wording.names);
    }

    /// Multiplies the wording laid out by another.
    fn products(&self, other: &Wording) -> Products {
        Products {
            lead: self.lead.dot(&other.lead),
            body: self.body.dot(&other.body),
            names: self.names.dot(&other.names),
        }
    }
}

/// Makes something of each pair and the products of its wordings, in the order of the pairs.
///
/// `sides` tells which of a pair is laid out, and the other; pairs of one that is laid out should
/// stand together.
pub fn each_pair<'a, T: Send>(
    pairs: &[(u32, u32)],
    sides: impl Fn(&(u32, u32)) -> [u32; 2] + Sync,
    wording: impl Fn(u32) -> &'a Wording + Sync,
    room: impl Fn() -> SpreadWording + Sync + Send,
    make: impl Fn(&(u32, u32), Products) -> T + Sync,
) -> Vec<T> {
    pairs
        .par_chunk_by(|x, y| sides(x)[0] == sides(y)[0])
        .map_init(room, |spread, pairs| {
            spread.lay(wording(sides(&pairs[0])[0]));
            let products = |pair| spread.products(wording(sides(pair)[1]));
            pairs
                .iter()
                .map(|pair| make(pair, products(pair)))
                .collect::<Vec<T>>()
        })
        .flatten_iter()
        .collect()
}
