//! How much text two articles share, counted exactly.

use crate::detect::structures::sets::shared;

/// How much text two articles share, counted exactly over their shingle sets.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Overlap {
    /// Shared shingles over all shingles of both, 0 to 1 (0 when both are empty).
    pub resemblance: f64,
    /// Share of a's shingles found in b, 0 to 1.
    pub containment: f64,
    /// Share of b's shingles found in a, 0 to 1.
    pub containment_back: f64,
}

impl Overlap {
    /// The overlap of identical articles.
    pub const WHOLE: Self = Self {
        resemblance: 1.0,
        containment: 1.0,
        containment_back: 1.0,
    };

    /// The same, seen from b.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            containment: self.containment_back,
            containment_back: self.containment,
            ..self
        }
    }
}

/// Exact overlap of two sorted sets; 0 where one is empty.
pub fn overlap(a: &[u64], b: &[u64]) -> Overlap {
    counted(shared(a, b), a.len(), b.len())
}

/// Overlap of two sets of so many shingles each that share `both`.
pub(in crate::detect::copies) fn counted(both: usize, a: usize, b: usize) -> Overlap {
    let share = |of: usize| {
        if of == 0 {
            0.0
        } else {
            both as f64 / of as f64
        }
    };
    Overlap {
        resemblance: share(a + b - both),
        containment: share(a),
        containment_back: share(b),
    }
}
