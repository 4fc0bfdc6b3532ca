//! The order of the event layer: units are read, judged, grouped, and grouped again.
//!
//! In: the families. Out: [`Events`]. Cost: one pass over the texts of the families' leads; all
//! that follows works on their profiles.

use ahash::AHashSet;
use rayon::prelude::*;

use crate::article::ArticleSource;
use crate::config::Config;
use crate::corrections::{Corrections, Resolved};
use crate::detect::copies::Copies;
use crate::detect::events::candidates::window::Window;
use crate::detect::events::group::agglomerative::{self, Constraints, Gate};
use crate::detect::events::group::{bridges, cohesion, prune};
use crate::detect::events::profile::counted::Draft;
use crate::detect::events::profile::documents::{self, Units};
use crate::detect::events::profile::tf_idf;
use crate::detect::events::profile::{self, Terms};
use crate::detect::events::score::{penalties, strength};
use crate::detect::events::{Events, JudgedPair, candidates, storyline};
use crate::detect::{Observer, Stage, text};
use crate::detection::Relation;
use crate::error::Error;

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
    let window = Window::new(config.events.window_hours);
    let mut found = read(source, copies, corrections, window, observer)?;
    found.judge_candidates(observer);
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
    window: Window,
    observer: &dyn Observer,
) -> Result<Events, Error> {
    let units = Units::new(copies, &corrections);
    observer.begin(Stage::Terms, units.list.len() as u64);
    let lead = |unit: &documents::Unit| copies.roster.get(unit.lead).position;
    let leads: Vec<u32> = units.list.iter().map(lead).collect();
    let drafts = source.scan_some(&leads, |_, article| {
        observer.advance(1);
        let left_out = copies.furniture.bytes(article);
        Draft::new(article, &text::analyse_without(article, &left_out))
    })?;
    let terms = Terms::new(drafts);
    Ok(Events {
        outlets: outlets(copies, &units),
        templates: templates(copies, &units),
        forms: Forms::new(copies, &units),
        nearest: vec![0.0; units.list.len()],
        units,
        terms,
        window,
        corrections,
        ..Events::default()
    })
}

/// The outlet of each unit's lead, numbered; none at all when the feed has but one.
fn outlets(copies: &Copies, units: &Units) -> Vec<Option<u32>> {
    let source = |unit: &documents::Unit| copies.roster.get(unit.lead).source.as_deref();
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

/// Units of forms that too many share for all to be compared.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    /// The form of each unit's lead; empty where there are no such forms.
    of: Vec<Option<u32>>,
    /// Pairs of units of one form that were compared and found not to be a template.
    others: AHashSet<(u32, u32)>,
}

impl Forms {
    fn new(copies: &Copies, units: &Units) -> Self {
        if copies.forms.is_empty() {
            return Self::default();
        }
        let form = |unit: &documents::Unit| copies.forms.get(&unit.lead).copied();
        let mut forms = Self {
            of: units.list.iter().map(form).collect(),
            others: AHashSet::new(),
        };
        for pair in &copies.pairs {
            let [a, b] = [pair.a, pair.b].map(|rank| units.of[rank as usize]);
            if pair.relation != Relation::SameTemplate && forms.share(a, b) {
                forms.others.insert((a.min(b), a.max(b)));
            }
        }
        forms
    }

    /// Whether two units fill one form with other facts, as far as was compared.
    pub(super) fn share(&self, a: u32, b: u32) -> bool {
        let form = |unit: u32| self.of.get(unit as usize).copied().flatten();
        form(a).is_some_and(|of_a| form(b) == Some(of_a))
            && !self.others.contains(&(a.min(b), a.max(b)))
    }
}

impl Events {
    /// Judges every pair of units that meet in a key.
    fn judge_candidates(&mut self, observer: &dyn Observer) {
        observer.begin(Stage::EventCandidates, 0);
        let met = candidates::nearest(&self.terms.profiles, self.window);
        observer.begin(Stage::Judge, met.pairs.len() as u64);
        let judged = tf_idf::each_pair(
            &met.pairs,
            |&(earlier, later)| [later, earlier],
            |unit| &self.profile(unit).wording,
            || self.terms.spread(),
            |&(a, b), products| JudgedPair {
                a,
                b,
                judgement: self.judgement_of(a, b, products),
            },
        );
        observer.advance(met.pairs.len() as u64);
        self.capped = (met.hot_keys, met.left_out);
        self.pairs = judged;
        self.pairs.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        self.pairs_from = begins(&self.pairs, self.units.list.len());
        self.nearest = nearest_strengths(&self.pairs, self.units.list.len());
    }

    fn group_events(&mut self, config: &Config) {
        let mut constraints = self.units.constraints(&self.corrections);
        // One form with other facts reports another event; only a person knows better.
        let mut templates: Vec<(u32, u32)> = self.templates.iter().copied().collect();
        templates.sort_unstable();
        constraints.cannot.extend(templates);
        let prior = |p: &profile::Profile| strength::prior(p.terms);
        let priors: Vec<f32> = self.terms.profiles.iter().map(prior).collect();
        let pairs: Vec<(u32, u32, f32)> = self
            .pairs
            .iter()
            .filter(|pair| pair.judgement.event > 0.0 && self.in_window(pair.a, pair.b))
            .map(|pair| (pair.a, pair.b, pair.judgement.event))
            .collect();
        let judge = |a: u32, b: u32| self.strength(a, b);
        let instances = |unit: u32| &*self.profile(unit).instances;
        let parting = |a: &[u32], b: &[u32]| other_instance(&instances, a, b);
        let grouped = agglomerative::group(
            &agglomerative::Units {
                priors: &priors,
                pairs: &pairs,
                judge: &judge,
                parting: &parting,
            },
            Gate::Relative(strength::relative_gate(config.events.threshold)),
            &constraints,
        );
        let extra = |unit: u32| priors[unit as usize] - strength::prior(u32::MAX);
        let mut linked = constraints.must;
        linked.extend(linked.clone().into_iter().map(|(a, b)| (b, a)));
        linked.sort_unstable();
        let linked = |a: u32, b: u32| linked.binary_search(&(a, b)).is_ok();
        let lone = |a: u32, b: u32| penalties::lone(judge(a, b), &self.signals(a, b));
        let held = prune::fall_apart(grouped, &lone, &extra, &linked);
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
        let mut touching = tf_idf::each_pair(
            &storyline::touching(&self.event_of, &self.pairs),
            |&(x, y)| [x, y],
            |event| self.themes[event as usize].wording(),
            || self.terms.spread(),
            |&(x, y), products| (x, y, self.matter_of(x, y, products)),
        );
        touching.retain(|&(_, _, strength)| strength > 0.0);
        let strength = |x: u32, y: u32| self.matter(x, y);
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
        let cut = strength::storyline_cut(config.events.storyline_threshold);
        let grouped = storyline::group(self.events.len(), &touching, &strength, cut, &constraints);
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
        f64::from(strength::SLOT)
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
