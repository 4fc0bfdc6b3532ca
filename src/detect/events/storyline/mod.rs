//! Storylines: events of one continuing matter.
//!
//! In: the events, the profiles of their units, and the pairs of units that were judged. Out: a
//! partition of the events. Promise: average linkage over events, every event weighing the same; an
//! event is never split. Neither time nor dates count: a matter goes on.

use rayon::prelude::*;

use crate::detect::events::JudgedPair;
use crate::detect::events::group::agglomerative::{self, Constraints, Gate, Units};
use crate::detect::events::profile::Profile;
use crate::detect::events::profile::tf_idf::{Products, Wording};
use crate::detect::events::score::strength;
use crate::detect::structures::sparse::narrow;

/// Earlier events of a storyline that an event is compared with to find the one it follows.
const LOOK_BACK: usize = 64;

/// What an event is about: the mean of its units.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    wording: Wording,
    usual: f32,
}

impl Theme {
    /// The mean of some profiles. The mean product of the pairs across two events is then the
    /// product of their themes.
    pub fn of(profiles: &[&Profile]) -> Self {
        let usual = profiles
            .iter()
            .map(|p| f64::from(p.usual_theme))
            .sum::<f64>();
        Self {
            wording: Wording::mean(profiles.iter().map(|p| &p.wording)),
            usual: narrow(usual / crate::detect::structures::sparse::as_f64(profiles.len().max(1))),
        }
    }

    /// The mean weights of its words.
    pub fn wording(&self) -> &Wording {
        &self.wording
    }

    /// How much two events are about the same matter, beyond what is usual in the feed; `products`
    /// are those of their wordings.
    pub fn strength(&self, other: &Self, products: Products) -> f32 {
        let [lead, body, names] = [products.lead, products.body, products.names].map(f64::from);
        // A name that everybody in the region mentions makes no matter by itself.
        let similarity = strength::similarity(lead, body, names.min(lead + body));
        narrow(strength::theme(body, similarity)) - f32::midpoint(self.usual, other.usual)
    }
}

/// How much two events are about one matter.
pub type Strength<'a> = dyn Fn(u32, u32) -> f32 + Sync + 'a;

/// Pairs of events between which some pair of units was judged, sorted.
pub fn touching(event_of: &[u32], pairs: &[JudgedPair]) -> Vec<(u32, u32)> {
    let mut touching: Vec<(u32, u32)> = pairs
        .iter()
        .filter(|pair| pair.judgement.event > 0.0 || pair.judgement.storyline > 0.0)
        .map(|pair| (event_of[pair.a as usize], event_of[pair.b as usize]))
        .filter(|(x, y)| x != y)
        .map(|(x, y)| (x.min(y), x.max(y)))
        .collect();
    touching.par_sort_unstable();
    touching.dedup();
    touching
}

/// Groups events into storylines; `cut` is the least mean strength across two.
pub fn group(
    events: usize,
    touching: &[(u32, u32, f32)],
    strength: &Strength<'_>,
    cut: f64,
    constraints: &Constraints,
) -> Vec<Vec<u32>> {
    let units = Units {
        priors: &vec![0.0; events],
        pairs: touching,
        judge: &|x, y| strength(x, y).max(0.0),
        parting: &|_, _| 0.0,
    };
    agglomerative::group(&units, Gate::Absolute(cut), constraints)
}

/// Which events of a storyline continue which: each links to the earlier one nearest to it.
///
/// `order` lists the storyline's events by time. Out: (later, earlier, strength).
pub fn follows(order: &[u32], strength: &Strength<'_>) -> Vec<(u32, u32, f32)> {
    let mut found = Vec::new();
    for (at, &later) in order.iter().enumerate().skip(1) {
        let mut best: Option<(u32, f32)> = None;
        for &earlier in &order[at.saturating_sub(LOOK_BACK)..at] {
            let strength = strength(later, earlier);
            if best.is_none_or(|(_, b)| strength >= b) {
                best = Some((earlier, strength));
            }
        }
        found.extend(best.map(|(earlier, strength)| (later, earlier, strength)));
    }
    found
}
