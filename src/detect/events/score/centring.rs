//! Centring: what likeness to any article of the feed is usual, to be taken off what two share.
//!
//! In: the profiles of a feed. Out: [`Centring`]: the mean similarity of each unit to all others. A feed about
//! one matter has high ones. Cost: linear in the terms, since the mean of products is the product with the
//! mean. Without it, articles that resemble everybody become hubs (Suzuki and others 2013).

use rayon::prelude::*;

use crate::detect::events::profile::{Profile, Terms};
use crate::detect::events::score::similarity::{similarity, theme};
use crate::detect::structures::numbers::{as_f64, narrow};
use crate::detect::structures::sparse::Sum;

/// Articles that a small feed is thought to lack when it says what similarity is usual.
const UNSEEN_ARTICLES: usize = 50;

/// The usual similarity of every unit.
#[derive(Debug, Clone, Default)]
pub struct Centring {
    units: Vec<Usual>,
}

/// What is usual of an article, or of two on average.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Usual {
    /// Mean similarity to all other articles, 0 to 1, shrunk towards 0 in a small feed.
    pub similarity: f32,
    /// Mean likeness in theme to all other articles, 0 to 1, shrunk as `similarity`.
    pub theme: f32,
}

impl Centring {
    /// Of all profiles of a feed.
    pub fn new(terms: &Terms) -> Self {
        let wordings = || terms.profiles.iter().map(|p| &p.wording);
        let (words, names) = (terms.words.len(), terms.names.len());
        let (body, (lead, name)) = rayon::join(
            || Sum::of(wordings().map(|w| &w.body), words),
            || {
                let lead = Sum::of(wordings().map(|w| &w.lead), words);
                (lead, Sum::of(wordings().map(|w| &w.names), names))
            },
        );
        let others = as_f64(terms.profiles.len().saturating_sub(1) + UNSEEN_ARTICLES);
        let usual = |p: &Profile| {
            let all_words = body.to_others(&p.wording.body);
            let similarity = similarity(
                lead.to_others(&p.wording.lead),
                all_words,
                name.to_others(&p.wording.names),
            );
            Usual {
                similarity: narrow(similarity / others),
                theme: narrow(theme(all_words, similarity) / others),
            }
        };
        Self {
            units: terms.profiles.par_iter().map(usual).collect(),
        }
    }

    /// What is usual of a unit.
    ///
    /// # Panics
    /// When there is no such unit.
    pub fn of(&self, unit: u32) -> Usual {
        self.units[unit as usize]
    }

    /// What is usual of two units, on average.
    pub fn between(&self, a: u32, b: u32) -> Usual {
        let (a, b) = (self.of(a), self.of(b));
        Usual {
            similarity: f32::midpoint(a.similarity, b.similarity),
            theme: f32::midpoint(a.theme, b.theme),
        }
    }
}
