//! Events: families that report one happening, and the storylines that events form.
//!
//! In: the families. Out: [`Events`]: every judged pair of units with its scores, the events as a
//! partition of the units, and the storylines as a partition of the events. A unit is a copy
//! family, judged by its lead.

use ahash::AHashSet;
use rayon::prelude::*;

use crate::article::{ArticleRef, ArticleSource};
use crate::config::Config;
use crate::corrections::{Corrections, Resolved};
use crate::detect::copies::Copies;
use crate::detect::{Observer, Stage, text};
use crate::detection::Relation;
use crate::error::Error;

pub mod background;
pub mod bridges;
pub mod cohesion;
pub mod dates;
pub mod evidence;
pub mod facts;
pub mod form;
pub mod group;
pub mod judge;
pub mod keys;
pub mod names;
pub mod order;
pub mod signals;
pub mod storylines;
pub mod surroundings;
pub mod terms;
pub mod units;
pub mod vector;
pub mod weak;

use group::{Constraints, Gate};
use judge::Judgement;
use storylines::Theme;
use terms::{Draft, Terms};
use units::Units;

const SECONDS_PER_HOUR: u64 = 3_600;
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
    /// Pairs of units of one form with other facts.
    pub templates: AHashSet<(u32, u32)>,
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
    /// The result when events are not asked for: each family its own event and storyline.
    ///
    /// # Errors
    /// When an article can no longer be read.
    pub fn one_per_family<S: ArticleSource + ?Sized>(
        source: &S,
        copies: &Copies,
        observer: &dyn Observer,
    ) -> Result<Self, Error> {
        let mut found = read(
            source,
            copies,
            Resolved::default(),
            observer,
            &Draft::titled,
        )?;
        let units = found.units.list.len();
        let each: Vec<Vec<u32>> = (0..).take(units).map(|unit| vec![unit]).collect();
        found.set_events(each.clone());
        found.set_storylines(each);
        Ok(found)
    }

    /// Measures two units in full.
    pub fn signals(&self, a: u32, b: u32) -> judge::Signals {
        signals::measure(self.profile(a), self.profile(b), self.origin(a, b))
    }

    fn profile(&self, unit: u32) -> &terms::Profile {
        &self.terms.profiles[unit as usize]
    }

    fn origin(&self, a: u32, b: u32) -> signals::Origin {
        let outlet = self.outlets[a as usize].zip(self.outlets[b as usize]);
        signals::Origin {
            same_source: outlet.is_some_and(|(p, q)| p == q),
            same_template: self.templates.contains(&(a.min(b), a.max(b))),
        }
    }

    /// How much binds two units; an event strength too small to mean anything is 0.
    pub fn judgement(&self, a: u32, b: u32) -> Judgement {
        let likeness = signals::likeness(self.profile(a), self.profile(b));
        let alike = judge::judge(&likeness);
        if alike.event <= judge::WORTH && alike.storyline <= 0.0 {
            return Judgement {
                event: 0.0,
                ..alike
            };
        }
        self.judge(a, b, likeness)
    }

    /// What two units come to, all told.
    fn judge(&self, a: u32, b: u32, likeness: judge::Signals) -> Judgement {
        let origin = self.origin(a, b);
        let signals = signals::judged(self.profile(a), self.profile(b), origin, likeness);
        let judgement = judge::judge(&signals);
        let enough = signals.content_words >= judge::SHORT;
        Judgement {
            event: if enough && judgement.event > judge::WORTH {
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
        let likeness = signals::likeness(self.profile(a), self.profile(b));
        if judge::judge(&likeness).event <= judge::WORTH {
            0.0
        } else {
            self.judge(a, b, likeness).event
        }
    }

    /// Whether so few articles stand for a unit's event that doubts weigh more.
    pub fn is_lone(&self, unit: u32) -> bool {
        self.events[self.event_of[unit as usize] as usize].len() <= weak::FEW
    }

    /// Whether two units are one form with other facts, whatever else binds them.
    pub fn is_template(&self, a: u32, b: u32) -> bool {
        let (x, y) = (self.profile(a), self.profile(b));
        judge::is_template(&signals::form(x, y, self.origin(a, b)))
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
        let theme = self.themes[x as usize].strength(&self.themes[y as usize]);
        if theme <= 0.0 {
            return theme;
        }
        let firsts = |event: u32| self.events[event as usize].iter().take(FIRST_UNITS);
        let (mut sum, mut pairs) = (0.0, 0);
        for &a in firsts(x) {
            for &b in firsts(y) {
                let form = signals::form(self.profile(a), self.profile(b), self.origin(a, b));
                sum += f64::from(judge::matter(theme, &form));
                pairs += 1;
            }
        }
        vector::narrow(sum / vector::as_f64(pairs.max(1)))
    }

    /// How well an event holds together.
    pub fn cohesion(&self, event: u32) -> cohesion::EventCohesion {
        let probability = |a: u32, b: u32| self.event_score(a, b, self.strength(a, b));
        cohesion::cohesion(&self.events[event as usize], &probability)
    }

    /// Probability that two units report one event.
    pub fn event_score(&self, a: u32, b: u32, strength: f32) -> f64 {
        let together = self.event_of[a as usize] == self.event_of[b as usize];
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
        let prior = mean(&|unit| judge::prior(self.terms.profiles[unit].terms));
        judge::event_probability(strength, nearest, prior, together)
    }

    /// Probability that two units belong to one storyline.
    pub fn storyline_score(&self, a: u32, b: u32, strength: f32) -> f64 {
        let storyline = |unit: u32| self.storyline_of[self.event_of[unit as usize] as usize];
        judge::storyline_probability(strength, storyline(a) == storyline(b))
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

/// Finds events and storylines among the families of `copies`.
///
/// # Errors
/// When an article can no longer be read.
pub fn find<S: ArticleSource + ?Sized>(
    source: &S,
    copies: &Copies,
    config: &Config,
    corrections: &Corrections,
    observer: &dyn Observer,
) -> Result<Events, Error> {
    let entries = copies.roster.entries();
    let fingerprints: Vec<u64> = entries.iter().map(|entry| entry.fingerprint).collect();
    let corrections = corrections.resolve(&fingerprints);
    let terms = |article: ArticleRef<'_>| Draft::new(article, &text::analyse(article));
    let mut found = read(source, copies, corrections, observer, &terms)?;
    found.judge_candidates(config, observer);
    observer.begin(Stage::Group, 0);
    found.group_events(config);
    found.group_storylines(config);
    Ok(found)
}

/// Reads the leads of all units and weighs their terms.
fn read<S: ArticleSource + ?Sized>(
    source: &S,
    copies: &Copies,
    corrections: Resolved,
    observer: &dyn Observer,
    draft: &(dyn Fn(ArticleRef<'_>) -> Draft + Sync),
) -> Result<Events, Error> {
    let units = Units::new(copies, &corrections);
    observer.begin(Stage::Terms, units.list.len() as u64);
    let lead = |unit: &units::Unit| copies.roster.get(unit.lead).position;
    let leads: Vec<u32> = units.list.iter().map(lead).collect();
    let drafts = source.scan_some(&leads, |_, article| {
        observer.advance(1);
        draft(article)
    })?;
    let terms = Terms::new(drafts);
    Ok(Events {
        outlets: outlets(copies, &units),
        templates: templates(copies, &units),
        nearest: vec![0.0; units.list.len()],
        units,
        terms,
        corrections,
        ..Events::default()
    })
}

/// The outlet of each unit's lead, numbered; none at all when the feed has but one.
fn outlets(copies: &Copies, units: &Units) -> Vec<Option<u32>> {
    let source = |unit: &units::Unit| copies.roster.get(unit.lead).source.as_deref();
    let mut names: Vec<&str> = units.list.iter().filter_map(source).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < 2 {
        return vec![None; units.list.len()];
    }
    let number = |name| names.binary_search(&name).ok();
    let outlet = |unit| u32::try_from(source(unit).and_then(number)?).ok();
    units.list.iter().map(outlet).collect()
}

/// Pairs of units that the copy layer found to be one form with other facts.
fn templates(copies: &Copies, units: &Units) -> AHashSet<(u32, u32)> {
    let pairs = copies.pairs.iter();
    let templates = pairs.filter(|pair| pair.relation == Relation::SameTemplate);
    templates
        .map(|pair| (units.of[pair.a as usize], units.of[pair.b as usize]))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .filter(|(a, b)| a != b)
        .collect()
}

impl Events {
    /// Judges every pair of units that meet in a key.
    fn judge_candidates(&mut self, config: &Config, observer: &dyn Observer) {
        observer.begin(Stage::EventCandidates, 0);
        let window = u64::from(config.events.window_hours) * SECONDS_PER_HOUR;
        let met = keys::nearest(&self.terms.profiles, window);
        observer.begin(Stage::Judge, met.pairs.len() as u64);
        let judged: Vec<JudgedPair> = met
            .pairs
            .par_iter()
            .map(|&(a, b)| {
                let judgement = self.judgement(a, b);
                JudgedPair { a, b, judgement }
            })
            .collect();
        observer.advance(met.pairs.len() as u64);
        self.capped = (met.hot_keys, met.left_out);
        self.pairs = judged;
        self.pairs.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        self.pairs_from = begins(&self.pairs, self.units.list.len());
        self.nearest = nearest_strengths(&self.pairs, self.units.list.len());
    }

    fn group_events(&mut self, config: &Config) {
        let constraints = self.units.constraints(&self.corrections);
        let prior = |p: &terms::Profile| judge::prior(p.terms);
        let priors: Vec<f32> = self.terms.profiles.iter().map(prior).collect();
        let pairs: Vec<(u32, u32, f32)> = self
            .pairs
            .iter()
            .filter(|pair| pair.judgement.event > 0.0)
            .map(|pair| (pair.a, pair.b, pair.judgement.event))
            .collect();
        let judge = |a: u32, b: u32| self.strength(a, b);
        let instances = |unit: u32| &*self.profile(unit).instances;
        let parting = |a: &[u32], b: &[u32]| other_instance(&instances, a, b);
        let grouped = group::group(
            &group::Units {
                priors: &priors,
                pairs: &pairs,
                judge: &judge,
                parting: &parting,
            },
            Gate::Relative(judge::relative_gate(config.events.threshold)),
            &constraints,
        );
        let extra = |unit: u32| priors[unit as usize] - judge::prior(u32::MAX);
        let mut linked = constraints.must;
        linked.extend(linked.clone().into_iter().map(|(a, b)| (b, a)));
        linked.sort_unstable();
        let linked = |a: u32, b: u32| linked.binary_search(&(a, b)).is_ok();
        let lone = |a: u32, b: u32| judge::lone(judge(a, b), &self.signals(a, b));
        let held = weak::fall_apart(grouped, &lone, &extra, &linked);
        let holds = |a: u32, b: u32| linked(a, b) || self.holds(a, b);
        let mut events: Vec<Vec<u32>> = held
            .into_par_iter()
            .flat_map_iter(|event| {
                if event.len() <= cohesion::EXACT {
                    bridges::split(event, &holds)
                } else {
                    vec![event]
                }
            })
            .collect();
        events.par_sort_unstable();
        self.set_events(events);
    }

    fn group_storylines(&mut self, config: &Config) {
        let strength = |x: u32, y: u32| self.matter(x, y);
        let touching = storylines::touching(&self.event_of, &self.pairs, &strength);
        let event = |&rank: &u32| self.event_of[self.units.of[rank as usize] as usize];
        let events = |pairs: &[(u32, u32)]| {
            let both = pairs.iter().map(|(a, b)| (event(a), event(b)));
            both.filter(|(x, y)| x != y).collect()
        };
        let constraints = Constraints {
            must: events(&self.corrections.one_storyline),
            cannot: events(&self.corrections.different_storylines),
            locked: Vec::new(),
        };
        let cut = judge::storyline_cut(config.events.storyline_threshold);
        let grouped = storylines::group(self.events.len(), &touching, &strength, cut, &constraints);
        self.touching = touching;
        self.set_storylines(grouped);
    }
}

/// The share that two clusters lose when they speak of different instances of one numbered series:
/// it is enough that some of their articles say so, and none says otherwise.
fn other_instance<'a>(instances: &dyn Fn(u32) -> &'a [(u64, u64)], a: &[u32], b: &[u32]) -> f64 {
    let all = |units: &[u32]| -> AHashSet<(u64, u64)> {
        units
            .iter()
            .flat_map(|&unit| instances(unit))
            .copied()
            .collect()
    };
    let x = all(a);
    if x.is_empty() {
        return 0.0;
    }
    let y = all(b);
    let same_series = x
        .iter()
        .any(|(series, _)| y.iter().any(|(other, _)| other == series));
    if same_series && x.is_disjoint(&y) {
        f64::from(judge::SLOT)
    } else {
        0.0
    }
}

/// Where the pairs of each of so many units begin among sorted pairs, and their end.
fn begins(pairs: &[JudgedPair], units: usize) -> Vec<usize> {
    let mut begins = vec![0; units + 1];
    for pair in pairs {
        begins[pair.a as usize + 1] += 1;
    }
    for unit in 0..units {
        begins[unit + 1] += begins[unit];
    }
    begins
}

/// Strength of the bonds that the articles of an event usually have: stands for those that a feed
/// of two or three articles cannot show.
const USUAL_BOND: f32 = 0.35;

/// For each unit the mean of its three strongest bonds; 0 for one without any in a larger feed.
fn nearest_strengths(pairs: &[JudgedPair], units: usize) -> Vec<f32> {
    let unseen = 4_usize.saturating_sub(units);
    let none = std::array::from_fn(|at| if at < unseen { USUAL_BOND } else { 0.0 });
    let mut best: Vec<[f32; 3]> = vec![none; units];
    for pair in pairs {
        for unit in [pair.a, pair.b] {
            let mut strength = pair.judgement.event;
            for slot in &mut best[unit as usize] {
                if strength > *slot {
                    std::mem::swap(slot, &mut strength);
                }
            }
        }
    }
    best.iter()
        .map(|top| top.iter().sum::<f32>() / 3.0)
        .collect()
}
