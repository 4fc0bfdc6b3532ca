//! Events: families that report one happening, and the storylines that events form.
//!
//! In: the families. Out: [`Events`]: every judged pair of units with its scores, the events as a
//! partition of the units, and the storylines as a partition of the events. A unit is a copy
//! family, judged by its lead.

use ahash::AHashSet;
use rayon::prelude::*;

use crate::corrections::Resolved;

pub mod candidates;
pub mod explain;
mod find;
pub mod group;
pub mod profile;
pub mod score;
pub mod storyline;

pub use find::{Forms, find};

use crate::detect::structures::sparse;
use candidates::window::Window;
use group::{cohesion, prune};
use profile::Terms;
use profile::documents::Units;
use profile::tf_idf::Products;
use score::features;
use score::strength::{self, Grouped, Judgement};
use storyline::Theme;

/// Units of each of two events whose facts are compared to tell one matter from a likeness of kind.
const FIRST_UNITS: usize = 2;

/// What the event layer found; units and events are named by their index.
#[derive(Debug, Clone, Default)]
pub struct Events {
    /// What was grouped.
    pub units: Units,
    /// The profile of each unit's lead.
    pub terms: Terms,
    /// Outlets by unit, numbered; none when it is not known or the feed has but one.
    pub outlets: Vec<Option<u32>>,
    /// How far apart reports of one event are published.
    pub window: Window,
    /// Pairs of units of one form with other facts.
    pub templates: AHashSet<(u32, u32)>,
    /// Units of one form of which not all pairs were compared.
    pub forms: Forms,
    /// Every judged pair, sorted.
    pub pairs: Vec<JudgedPair>,
    /// Where the pairs of each unit with later ones begin in `pairs`; empty before they are judged.
    pairs_from: Vec<usize>,
    /// Keys that were searched in part only, and the pairs left out by it.
    pub capped: (usize, u64),
    /// How strongly each unit is bound to its nearest others.
    pub nearest: Vec<f32>,
    /// A partition of the units.
    pub events: Vec<Vec<u32>>,
    /// The event of each unit.
    pub event_of: Vec<u32>,
    /// What each event is about.
    pub themes: Vec<Theme>,
    /// Events that something binds in theme, sorted.
    pub touching: Vec<(u32, u32, f32)>,
    /// A partition of the events.
    pub storylines: Vec<Vec<u32>>,
    /// The storyline of each event.
    pub storyline_of: Vec<u32>,
    /// What people said, resolved against the run's articles by rank.
    pub corrections: Resolved,
}

/// Two units and what they come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JudgedPair {
    /// The unit that comes first.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How much binds them.
    pub judgement: Judgement,
}

impl Events {
    /// Measures two units in full.
    pub fn signals(&self, a: u32, b: u32) -> strength::Signals {
        features::measure(self.profile(a), self.profile(b), self.origin(a, b))
    }

    fn profile(&self, unit: u32) -> &profile::Profile {
        &self.terms.profiles[unit as usize]
    }

    fn products(&self, a: u32, b: u32) -> Products {
        self.profile(a).wording.products(&self.profile(b).wording)
    }

    fn origin(&self, a: u32, b: u32) -> features::Origin {
        let outlet = self.outlets[a as usize].zip(self.outlets[b as usize]);
        features::Origin {
            same_source: outlet.is_some_and(|(p, q)| p == q),
            same_template: self.templates.contains(&(a.min(b), a.max(b))) || self.forms.share(a, b),
            out_of_window: !self.in_window(a, b),
        }
    }

    /// Whether two units were published near enough to be put into one event because of each other. A
    /// third between the two may still tie them.
    fn in_window(&self, a: u32, b: u32) -> bool {
        let published = |unit: u32| self.profile(unit).published;
        self.window.holds_event(published(a), published(b))
    }

    /// How much binds two units; an event strength too small to mean anything is 0.
    pub fn judgement(&self, a: u32, b: u32) -> Judgement {
        self.judgement_of(a, b, self.products(a, b))
    }

    /// The same, when the products of their wordings are known.
    fn judgement_of(&self, a: u32, b: u32, products: Products) -> Judgement {
        let likeness = features::likeness(self.profile(a), self.profile(b), products);
        let alike = strength::judge(&likeness);
        if alike.event <= strength::WORTH && alike.storyline <= 0.0 {
            return Judgement {
                event: 0.0,
                ..alike
            };
        }
        self.judge(a, b, likeness)
    }

    /// What two units come to, all told.
    fn judge(&self, a: u32, b: u32, likeness: strength::Signals) -> Judgement {
        let origin = self.origin(a, b);
        let signals = features::judged(self.profile(a), self.profile(b), origin, likeness);
        let judgement = strength::judge(&signals);
        let enough = signals.content_words >= strength::SHORT;
        Judgement {
            event: if enough && judgement.event > strength::WORTH {
                judgement.event
            } else {
                0.0
            },
            ..judgement
        }
    }

    /// How much two units speak for one event; 0 when too little to mean anything.
    pub fn strength(&self, a: u32, b: u32) -> f32 {
        if let Some(known) = self.judged(a, b) {
            return known.event;
        }
        let likeness = features::likeness(self.profile(a), self.profile(b), self.products(a, b));
        if strength::judge(&likeness).event <= strength::WORTH {
            0.0
        } else {
            self.judge(a, b, likeness).event
        }
    }

    /// Whether so few articles stand for a unit's event that doubts weigh more.
    pub fn is_lone(&self, unit: u32) -> bool {
        self.events[self.event_of[unit as usize] as usize].len() <= prune::FEW
    }

    /// Whether two units are one form with other facts, whatever else binds them.
    pub fn is_template(&self, a: u32, b: u32) -> bool {
        let (x, y) = (self.profile(a), self.profile(b));
        strength::is_template(&features::form(x, y, self.origin(a, b)))
    }

    /// What two units came to, if they met as candidates.
    fn judged(&self, a: u32, b: u32) -> Option<Judgement> {
        let (a, b) = (a.min(b), a.max(b));
        let from = *self.pairs_from.get(a as usize)?;
        let pairs = &self.pairs[from..self.pairs_from[a as usize + 1]];
        let at = pairs.binary_search_by_key(&b, |pair| pair.b).ok()?;
        Some(pairs[at].judgement)
    }

    /// How much two events are about one matter: what their themes share, as far as their first
    /// units say that it is no mere likeness of kind.
    pub fn matter(&self, x: u32, y: u32) -> f32 {
        let [this, other] = [x, y].map(|event| &self.themes[event as usize]);
        self.matter_of(x, y, this.wording().products(other.wording()))
    }

    /// The same, when the products of their wordings are known.
    fn matter_of(&self, x: u32, y: u32, products: Products) -> f32 {
        let [this, other] = [x, y].map(|event| &self.themes[event as usize]);
        let theme = this.strength(other, products);
        if theme <= 0.0 {
            return theme;
        }
        let firsts = |event: u32| self.events[event as usize].iter().take(FIRST_UNITS);
        let (mut sum, mut pairs) = (0.0, 0);
        for &a in firsts(x) {
            for &b in firsts(y) {
                let form = features::form(self.profile(a), self.profile(b), self.origin(a, b));
                sum += f64::from(strength::matter(theme, &form));
                pairs += 1;
            }
        }
        sparse::narrow(sum / sparse::as_f64(pairs.max(1)))
    }

    /// How well an event holds together.
    pub fn cohesion(&self, event: u32) -> cohesion::EventCohesion {
        let probability = |a: u32, b: u32| self.event_score(a, b, self.strength(a, b));
        cohesion::cohesion(&self.events[event as usize], &probability)
    }

    /// Probability that two units report one event; 0 for two that no third ties across the window.
    pub fn event_score(&self, a: u32, b: u32, strength: f32) -> f64 {
        let together = self.event_of[a as usize] == self.event_of[b as usize];
        if !together && !self.in_window(a, b) {
            return 0.0;
        }
        self.probability(a, b, strength, together)
    }

    /// Whether two units of one event hold it together.
    fn holds(&self, a: u32, b: u32) -> bool {
        self.probability(a, b, self.strength(a, b), true) >= cohesion::HOLDS
    }

    /// Judges a strength against how strongly the two are bound to their nearest others, and what
    /// their length lets expect.
    fn probability(&self, a: u32, b: u32, strength: f32, together: bool) -> f64 {
        let mean = |part: &dyn Fn(usize) -> f32| f32::midpoint(part(a as usize), part(b as usize));
        let nearest = mean(&|unit| self.nearest[unit]);
        let prior = mean(&|unit| strength::prior(self.terms.profiles[unit].terms));
        strength::event_probability(strength, nearest, prior, together)
    }

    /// Probability that two units belong to one storyline.
    pub fn storyline_score(&self, a: u32, b: u32, strength: f32) -> f64 {
        let [x, y] = [a, b].map(|unit| self.event_of[unit as usize]);
        let storyline = |event: u32| self.storyline_of[event as usize];
        let grouped = if x == y {
            Grouped::Event
        } else if storyline(x) == storyline(y) {
            Grouped::Storyline
        } else {
            Grouped::Apart
        };
        strength::storyline_probability(strength, grouped)
    }

    fn set_events(&mut self, events: Vec<Vec<u32>>) {
        self.event_of = homes(&events, self.units.list.len());
        self.themes = events
            .par_iter()
            .map(|members| {
                let profile = |&unit: &u32| self.profile(unit);
                Theme::of(&members.iter().map(profile).collect::<Vec<_>>())
            })
            .collect();
        self.events = events;
    }

    fn set_storylines(&mut self, storylines: Vec<Vec<u32>>) {
        self.storyline_of = homes(&storylines, self.events.len());
        self.storylines = storylines;
    }
}

/// For each member the cluster it is in.
fn homes(clusters: &[Vec<u32>], members: usize) -> Vec<u32> {
    let mut home = vec![0; members];
    for (cluster, list) in (0..).zip(clusters) {
        for &member in list {
            home[member as usize] = cluster;
        }
    }
    home
}
