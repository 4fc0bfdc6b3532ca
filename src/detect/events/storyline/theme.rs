//! Themes: what an event is about.
//!
//! In: the profiles of its units. Out: a [`Theme`], their mean. The product of two is the mean product of all
//! pairs of units across.

use crate::detect::events::profile::Profiles;
use crate::detect::events::profile::tf_idf::{Products, Wording};
use crate::detect::events::score::centring::Centring;
use crate::detect::events::score::similarity::{similarity, theme};
use crate::detect::structures::numbers::{as_f64, narrow};

/// What an event is about: the mean of its units.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    wording: Wording,
    usual: f32,
}

impl Theme {
    /// The mean of some units. The mean product of the pairs across two events is then the product of
    /// their themes.
    pub fn of(profiles: &Profiles, centring: &Centring, units: &[u32]) -> Self {
        let usual = units.iter().map(|&unit| f64::from(centring.of(unit).theme));
        Self {
            wording: Wording::mean(units.iter().map(|&unit| &profiles.of(unit).wording)),
            usual: narrow(usual.sum::<f64>() / as_f64(units.len().max(1))),
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
        let similarity = similarity(lead, body, names.min(lead + body));
        narrow(theme(body, similarity)) - f32::midpoint(self.usual, other.usual)
    }
}
