//! Origins: what is known of articles beside their words.
//!
//! In: the copies. Out: [`Origins`]: which units one outlet published, and which are one form with other
//! facts. Promise: only what the copy layer compared or counted is said.

use ahash::AHashSet;

use crate::detect::copies::Copies;
use crate::detect::events::profile::documents::{Unit, Units};
use crate::detection::Relation;

/// Where units come from, and which of them the copy layer found to be one form.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    /// Outlets by unit, numbered; none when it is not known or the feed has but one.
    outlets: Vec<Option<u32>>,
    /// Pairs of units of one form with other facts.
    templates: AHashSet<(u32, u32)>,
    /// The form of each unit's lead where too many share it for all to be compared; else empty.
    forms: Vec<Option<u32>>,
    /// Pairs of units of one such form that were compared and found not to be a template.
    others: AHashSet<(u32, u32)>,
}

impl Origins {
    /// Those of the units that the families were made into.
    pub(super) fn new(copies: &Copies, units: &Units) -> Self {
        let forms = forms(copies, units);
        Self {
            outlets: outlets(copies, units),
            templates: pairs_of(copies, units, |relation| relation == Relation::SameTemplate)
                .filter(|(a, b)| a != b)
                .collect(),
            others: pairs_of(copies, units, |relation| relation != Relation::SameTemplate)
                .filter(|&(a, b)| share(&forms, a, b))
                .collect(),
            forms,
        }
    }

    /// Whether one outlet of several published both.
    pub fn same_outlet(&self, a: u32, b: u32) -> bool {
        let outlets = self.outlets[a as usize].zip(self.outlets[b as usize]);
        outlets.is_some_and(|(x, y)| x == y)
    }

    /// Whether two units fill one form with other facts, as far as was compared.
    pub fn same_template(&self, a: u32, b: u32) -> bool {
        let pair = (a.min(b), a.max(b));
        self.templates.contains(&pair) || (share(&self.forms, a, b) && !self.others.contains(&pair))
    }

    /// Pairs of units that were compared and found to be one form with other facts, sorted.
    pub fn templates(&self) -> Vec<(u32, u32)> {
        let mut templates: Vec<(u32, u32)> = self.templates.iter().copied().collect();
        templates.sort_unstable();
        templates
    }
}

/// The outlet of each unit's lead, numbered; none at all when the feed has but one.
fn outlets(copies: &Copies, units: &Units) -> Vec<Option<u32>> {
    let source = |unit: &Unit| copies.roster.get(unit.lead).source.as_deref();
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

/// The form of each unit's lead, where there are forms that too many share.
fn forms(copies: &Copies, units: &Units) -> Vec<Option<u32>> {
    if copies.forms.is_empty() {
        return Vec::new();
    }
    let form = |unit: &Unit| copies.forms.get(&unit.lead).copied();
    units.list.iter().map(form).collect()
}

fn share(forms: &[Option<u32>], a: u32, b: u32) -> bool {
    let form = |unit: u32| forms.get(unit as usize).copied().flatten();
    form(a).is_some_and(|of_a| form(b) == Some(of_a))
}

/// Pairs of units whose articles the copy layer compared, with that outcome.
fn pairs_of(
    copies: &Copies,
    units: &Units,
    outcome: impl Fn(Relation) -> bool,
) -> impl Iterator<Item = (u32, u32)> {
    let pairs = copies.pairs.iter();
    let pairs = pairs.filter(move |pair| outcome(pair.relation));
    pairs
        .map(move |pair| [pair.a, pair.b].map(|rank| units.of[rank as usize]))
        .map(|[a, b]| (a.min(b), a.max(b)))
}
