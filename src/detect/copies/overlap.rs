//! How much text two articles share, counted exactly.

use crate::detect::structures::sets::shared;

/// How much text two articles share, counted exactly over their shingle sets.
///
/// Kept as counts, which take half of the room of the shares that follow from them: a feed of near
/// copies has millions of pairs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Overlap {
    /// Shingles of both.
    pub shared: u32,
    /// Shingles of a.
    pub a: u32,
    /// Shingles of b.
    pub b: u32,
}

impl Overlap {
    /// The overlap of identical articles.
    pub const WHOLE: Self = Self {
        shared: 1,
        a: 1,
        b: 1,
    };

    /// Shared shingles over all shingles of both, 0 to 1 (0 when both are empty).
    pub fn resemblance(self) -> f64 {
        share(self.shared, self.a + self.b.saturating_sub(self.shared))
    }

    /// Share of a's shingles found in b, 0 to 1 (0 when a is empty).
    pub fn containment(self) -> f64 {
        share(self.shared, self.a)
    }

    /// Share of b's shingles found in a, 0 to 1 (0 when b is empty).
    pub fn containment_back(self) -> f64 {
        share(self.shared, self.b)
    }

    /// The same, seen from b.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            a: self.b,
            b: self.a,
            ..self
        }
    }
}

fn share(part: u32, of: u32) -> f64 {
    if of == 0 {
        0.0
    } else {
        f64::from(part) / f64::from(of)
    }
}

/// Exact overlap of two sorted sets; 0 where one is empty.
pub fn overlap(a: &[u64], b: &[u64]) -> Overlap {
    counted(shared(a, b), a.len(), b.len())
}

/// Overlap of two sets of so many shingles each that share `both`. A text has less than 2^31.
pub(in crate::detect::copies) fn counted(both: usize, a: usize, b: usize) -> Overlap {
    let number = |shingles: usize| u32::try_from(shingles).unwrap_or(u32::MAX);
    Overlap {
        shared: number(both),
        a: number(a),
        b: number(b),
    }
}
