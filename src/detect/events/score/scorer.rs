//! The scorer: measures and weighs any two units.
//!
//! In: the profiles, and what is usual among them. Out: the features of a pair, and what they come to.
//! Promise: the same for a pair whether it met as candidates or not, and nothing of it depends on grouping.

use crate::detect::events::candidates::window::Window;
use crate::detect::events::profile::tf_idf::Products;
use crate::detect::events::profile::{Profile, Profiles};
use crate::detect::events::score::centring::Centring;
use crate::detect::events::score::features::{self, Origin, Signals};
use crate::detect::events::score::strength::{self, Judgement, SHORT, WORTH};

/// What it takes to judge two units.
#[derive(Debug, Clone, Copy)]
pub struct Scorer<'a> {
    pub(super) profiles: &'a Profiles,
    pub(super) centring: &'a Centring,
    pub(super) window: Window,
}

impl Scorer<'_> {
    /// Measures two units in full.
    pub fn signals(&self, a: u32, b: u32) -> Signals {
        let (x, y) = self.both(a, b);
        features::measure(x, y, self.origin(a, b), self.centring.between(a, b))
    }

    /// Measures no more than whether two units are one form filled anew, and how short they are.
    pub fn form(&self, a: u32, b: u32) -> Signals {
        let (x, y) = self.both(a, b);
        features::form(x, y, self.origin(a, b))
    }

    /// Whether two units are one form with other facts, whatever else binds them.
    pub fn is_template(&self, a: u32, b: u32) -> bool {
        strength::is_template(&self.form(a, b))
    }

    /// Whether two units were published near enough to be put into one event because of each other. A
    /// third between the two may still tie them.
    pub fn in_window(&self, a: u32, b: u32) -> bool {
        let (x, y) = self.both(a, b);
        self.window.holds_event(x.published, y.published)
    }

    /// How much binds two units; an event strength too small to mean anything is 0.
    pub fn judgement(&self, a: u32, b: u32) -> Judgement {
        self.judgement_of(a, b, self.products(a, b))
    }

    /// The same, when the products of their wordings are known.
    pub(super) fn judgement_of(&self, a: u32, b: u32, products: Products) -> Judgement {
        let likeness = self.likeness(a, b, products);
        let alike = strength::judge(&likeness);
        if alike.event <= WORTH && alike.storyline <= 0.0 {
            return Judgement {
                event: 0.0,
                ..alike
            };
        }
        self.judge(a, b, likeness)
    }

    /// How much two units speak for one event; 0 when too little to mean anything.
    pub(super) fn strength(&self, a: u32, b: u32) -> f32 {
        let likeness = self.likeness(a, b, self.products(a, b));
        if strength::judge(&likeness).event <= WORTH {
            0.0
        } else {
            self.judge(a, b, likeness).event
        }
    }

    /// What two units come to, all told.
    fn judge(&self, a: u32, b: u32, likeness: Signals) -> Judgement {
        let (x, y) = self.both(a, b);
        let signals = features::judged(x, y, self.origin(a, b), likeness);
        let judgement = strength::judge(&signals);
        let enough = signals.content_words >= SHORT;
        Judgement {
            event: if enough && judgement.event > WORTH {
                judgement.event
            } else {
                0.0
            },
            ..judgement
        }
    }

    fn likeness(&self, a: u32, b: u32, products: Products) -> Signals {
        let (x, y) = self.both(a, b);
        features::likeness(x, y, products, self.centring.between(a, b))
    }

    fn products(&self, a: u32, b: u32) -> Products {
        let (x, y) = self.both(a, b);
        x.wording.products(&y.wording)
    }

    fn origin(&self, a: u32, b: u32) -> Origin {
        let origins = &self.profiles.origins;
        Origin {
            same_source: origins.same_outlet(a, b),
            same_template: origins.same_template(a, b),
            out_of_window: !self.in_window(a, b),
        }
    }

    fn both(&self, a: u32, b: u32) -> (&Profile, &Profile) {
        (self.profiles.of(a), self.profiles.of(b))
    }
}
