//! Which names of fields gave values, and how often.

use super::fields::Field;

/// How often each name gave a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Hits(Vec<(Field, u16, u64)>);

impl Hits {
    pub(super) fn add(&mut self, field: Field, rank: u16, articles: u64) {
        let known = self
            .0
            .iter_mut()
            .find(|hit| (hit.0, hit.1) == (field, rank));
        match known {
            Some(hit) => hit.2 += articles,
            None => self.0.push((field, rank, articles)),
        }
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        for &(field, rank, articles) in &other.0 {
            self.add(field, rank, articles);
        }
    }

    /// By field, best names first.
    pub(super) fn sorted(&self) -> Vec<(Field, u16, u64)> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable_by_key(|&(field, rank, _)| (field as usize, rank));
        sorted
    }
}
