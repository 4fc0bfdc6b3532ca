//! The scorer: measures and weighs any two documents.
//!
//! In: the profiles, and how similar they are on average. Out: the features of a pair, and what they come to.
//! Promise: the same for a pair whether it met as candidates or not, and nothing of it depends on grouping.

use crate::detect::events::candidates::window::Window;
use crate::detect::events::profile::tf_idf::Cosines;
use crate::detect::events::profile::{Profile, Profiles};
use crate::detect::events::score::centring::Centring;
use crate::detect::events::score::features::{self, Features, Origin};
use crate::detect::events::score::strength::{self, Judgement, SHORT, WORTH};

/// What it takes to judge two documents.
#[derive(Debug, Clone, Copy)]
pub struct Scorer<'a> {
    pub(super) profiles: &'a Profiles,
    pub(super) centring: &'a Centring,
    pub(super) window: Window,
}

impl Scorer<'_> {
    /// Measures two documents in full.
    pub fn features(&self, a: u32, b: u32) -> Features {
        let (x, y) = self.both(a, b);
        Features {
            near_in_time: self.profiles.gaps.tie(x.published, y.published),
            ..features::measure(x, y, self.origin(a, b), self.centring.between(a, b))
        }
    }

    /// Measures no more than whether two documents are one template filled anew, and how short they are.
    pub fn template(&self, a: u32, b: u32) -> Features {
        let (x, y) = self.both(a, b);
        features::template(x, y, self.origin(a, b))
    }

    /// Whether two documents are one template with other facts, whatever else binds them.
    pub fn is_template(&self, a: u32, b: u32) -> bool {
        strength::is_template(&self.template(a, b))
    }

    /// Whether two documents were published near enough to be put into one event because of each other. A
    /// third between the two may still tie them.
    pub fn in_window(&self, a: u32, b: u32) -> bool {
        let (x, y) = self.both(a, b);
        self.window.holds_event(x.published, y.published)
    }

    /// How much binds two documents; an event strength too small to mean anything is 0.
    pub fn judgement(&self, a: u32, b: u32) -> Judgement {
        self.judgement_of(a, b, self.cosines(a, b))
    }

    /// The same, when their cosines are known.
    pub(super) fn judgement_of(&self, a: u32, b: u32, cosines: Cosines) -> Judgement {
        let likeness = self.likeness(a, b, cosines);
        let alike = strength::judge(&likeness);
        if alike.event <= WORTH && alike.storyline <= 0.0 {
            return Judgement {
                event: 0.0,
                ..alike
            };
        }
        self.judge(a, b, likeness)
    }

    /// How much two documents speak for one event; 0 when too little to mean anything.
    pub(super) fn strength(&self, a: u32, b: u32) -> f32 {
        let likeness = self.likeness(a, b, self.cosines(a, b));
        if strength::judge(&likeness).event <= WORTH {
            0.0
        } else {
            self.judge(a, b, likeness).event
        }
    }

    /// What two documents come to, all told.
    fn judge(&self, a: u32, b: u32, likeness: Features) -> Judgement {
        let (x, y) = self.both(a, b);
        let features = features::judged(x, y, self.origin(a, b), likeness);
        let judgement = strength::judge(&features);
        let enough = features.content_words >= SHORT;
        // Grouping bars the pairs of one template that are listed; of a crowd not every pair is.
        let filled_anew = self.profiles.origins.same_crowd(a, b);
        Judgement {
            event: if enough && !filled_anew && judgement.event > WORTH {
                judgement.event
            } else {
                0.0
            },
            ..judgement
        }
    }

    fn likeness(&self, a: u32, b: u32, cosines: Cosines) -> Features {
        let (x, y) = self.both(a, b);
        features::likeness(x, y, cosines, self.centring.between(a, b))
    }

    fn cosines(&self, a: u32, b: u32) -> Cosines {
        let (x, y) = self.both(a, b);
        x.tf_idf.cosines(&y.tf_idf)
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
