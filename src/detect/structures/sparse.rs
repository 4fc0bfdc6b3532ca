//! Sparse vectors: weighted terms, sorted by term.
//!
//! In: (term, weight) entries. Out: a unit-length vector whose inner product with another is their
//! cosine. Promise: sums run in term order, so that they are the same on every machine.

use super::numbers::{as_f64, narrow};

/// A sparse vector; length 1 from [`Vector::unit`] (0 when it has no terms).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vector {
    entries: Box<[(u32, f32)]>,
}

impl Vector {
    /// Scales `entries` to length 1. They must be sorted by term, each term once.
    ///
    /// Collection that `keep` refuses count for the length but are not stored: no other article has
    /// them, so no product can meet them.
    pub fn unit(entries: &[(u32, f32)], keep: impl Fn(u32) -> bool) -> Self {
        debug_assert!(entries.is_sorted_by(|x, y| x.0 < y.0), "terms ascend");
        let length = entries
            .iter()
            .map(|&(_, w)| f64::from(w) * f64::from(w))
            .sum::<f64>()
            .sqrt();
        if length <= 0.0 {
            return Self::default();
        }
        let scaled = entries
            .iter()
            .filter(|&&(term, _)| keep(term))
            .map(|&(term, w)| (term, narrow(f64::from(w) / length)));
        Self {
            entries: scaled.collect(),
        }
    }

    /// The mean of some vectors, not scaled: its product with another mean is the mean product of
    /// all pairs across.
    pub fn mean<'a>(vectors: impl Iterator<Item = &'a Self>) -> Self {
        let mut count = 0;
        let mut all: Vec<(u32, f32)> = Vec::new();
        for vector in vectors {
            count += 1;
            all.extend_from_slice(&vector.entries);
        }
        // A stable sort: the weights of a term are added in the order of the vectors.
        all.sort_by_key(|&(term, _)| term);
        let mut sums: Vec<(u32, f32)> = Vec::with_capacity(all.len());
        for group in all.chunk_by(|x, y| x.0 == y.0) {
            let sum: f64 = group.iter().map(|&(_, weight)| f64::from(weight)).sum();
            sums.push((group[0].0, narrow(sum / as_f64(count))));
        }
        Self {
            entries: sums.into(),
        }
    }

    /// Whether it has a term.
    pub fn has(&self, term: u32) -> bool {
        let at = self.entries.binary_search_by_key(&term, |&(t, _)| t);
        at.is_ok()
    }

    /// The entries, by term.
    pub fn entries(&self) -> &[(u32, f32)] {
        &self.entries
    }

    /// Whether it has no terms.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Inner product; for two unit vectors their cosine, 0 to 1.
    pub fn dot(&self, other: &Self) -> f32 {
        let products =
            (self.shared(other)).map(|(_, weight, by)| f64::from(weight) * f64::from(by));
        // Not `sum`, which makes -0 of nothing.
        narrow(products.fold(0.0, |sum, product| sum + product))
    }

    /// The terms of both, with their weight in each.
    pub fn shared<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (u32, f32, f32)> + 'a {
        let (x, y) = (&*self.entries, &*other.entries);
        let (mut i, mut j) = (0, 0);
        // Which side comes next is a coin's toss that no processor predicts, so it is added up
        // instead of branched on.
        std::iter::from_fn(move || {
            while i < x.len() && j < y.len() {
                let ((term, weight), (other, by)) = (x[i], y[j]);
                i += usize::from(term <= other);
                j += usize::from(other <= term);
                if term == other {
                    return Some((term, weight, by));
                }
            }
            None
        })
    }
}

/// One vector laid out by term, to be multiplied by many: a product then costs one look a term of
/// the other alone, and no step on this side.
#[derive(Debug)]
pub struct Dense {
    /// Weight by term; 0 for terms that the vector does not have.
    weights: Vec<f32>,
    terms: Vec<u32>,
}

impl Dense {
    /// Room for vectors whose terms lie below `terms`.
    pub fn new(terms: usize) -> Self {
        Self {
            weights: vec![0.0; terms],
            terms: Vec::new(),
        }
    }

    /// Lays out a vector in place of the one before.
    pub fn scatter(&mut self, vector: &Vector) {
        for term in self.terms.drain(..) {
            self.weights[term as usize] = 0.0;
        }
        for &(term, weight) in vector.entries() {
            self.weights[term as usize] = weight;
            self.terms.push(term);
        }
    }

    /// Inner product of the vector laid out and another: what [`Vector::dot`] gives.
    pub fn dot(&self, other: &Vector) -> f32 {
        let mut sum = 0.0;
        for &(term, by) in other.entries() {
            let weight = self.weights[term as usize];
            // Nearly always so, and adding nothing would make each step wait for the one before.
            if weight > 0.0 {
                sum += f64::from(weight) * f64::from(by);
            }
        }
        narrow(sum)
    }
}

/// The sum of many vectors, by term.
#[derive(Debug, Clone, Default)]
pub struct Sum {
    weights: Vec<f64>,
}

impl Sum {
    /// Adds the vectors one after another; terms lie below `terms`.
    pub fn of<'a>(vectors: impl Iterator<Item = &'a Vector>, terms: usize) -> Self {
        let mut sum = Self {
            weights: vec![0.0; terms],
        };
        for vector in vectors {
            for &(term, weight) in vector.entries() {
                sum.weights[term as usize] += f64::from(weight);
            }
        }
        sum
    }

    /// Sum of the inner products of `vector`, one of those summed, with all the others.
    pub fn to_others(&self, vector: &Vector) -> f64 {
        let (mut all, mut own) = (0.0, 0.0);
        for &(term, weight) in vector.entries() {
            all += f64::from(weight) * self.weights[term as usize];
            own += f64::from(weight) * f64::from(weight);
        }
        (all - own).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(entries: &[(u32, f32)]) -> Vector {
        Vector::unit(entries, |_| true)
    }

    #[test]
    fn the_product_of_unit_vectors_is_their_cosine() {
        let (a, b) = (vector(&[(1, 3.0), (4, 4.0)]), vector(&[(4, 2.0), (9, 1.0)]));
        assert!((a.dot(&a) - 1.0).abs() < 1e-6);
        assert!((f64::from(a.dot(&b)) - 0.8 * 2.0 / 5f64.sqrt()).abs() < 1e-6);
        assert!(vector(&[]).is_empty() && vector(&[]).dot(&a) <= 0.0);
    }

    #[test]
    fn a_vector_laid_out_gives_the_same_products() {
        let all = [
            vector(&[(0, 0.1), (3, 0.7), (4, 0.2)]),
            vector(&[]),
            vector(&[(1, 0.3), (3, 0.9), (4, 0.4)]),
        ];
        let mut dense = Dense::new(5);
        for one in &all {
            dense.scatter(one);
            for other in &all {
                assert_eq!(dense.dot(other).to_bits(), one.dot(other).to_bits());
            }
        }
    }

    #[test]
    fn a_term_left_out_still_counts_for_the_length() {
        let a = Vector::unit(&[(1, 3.0), (4, 4.0)], |term| term != 4);
        assert_eq!(a.entries(), [(1, 0.6)]);
    }

    #[test]
    fn the_sum_to_others_leaves_the_vector_itself_out() {
        let all = [
            vector(&[(0, 1.0)]),
            vector(&[(0, 1.0)]),
            vector(&[(1, 1.0)]),
        ];
        let sum = Sum::of(all.iter(), 2);
        assert!((sum.to_others(&all[0]) - 1.0).abs() < 1e-6);
        assert!(sum.to_others(&all[2]).abs() < 1e-6);
    }
}
