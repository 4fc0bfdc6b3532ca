//! Origins: what is known of articles beside their words.
//!
//! In: the copies. Out: [`Origins`]: which documents one outlet published, and which are one template with
//! other facts. Promise: only what the copy layer compared or counted is said.

use ahash::AHashSet;

use crate::detect::copies::Copies;
use crate::detect::events::profile::documents::{Document, Documents};
use crate::detection::Relation;

/// Where documents come from, and which of them the copy layer found to be one template.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    /// Outlets by document, numbered; none when it is not known or the feed has but one.
    outlets: Vec<Option<u32>>,
    /// Pairs of documents of one template with other facts.
    templates: AHashSet<(u32, u32)>,
    /// The template of each document's lead where too many share it for all to be compared; else empty.
    crowds: Vec<Option<u32>>,
    /// Pairs of documents of one such template that were compared and found not to be a template.
    others: AHashSet<(u32, u32)>,
}

impl Origins {
    /// Those of the documents that the families were made into.
    pub(super) fn new(copies: &Copies, documents: &Documents) -> Self {
        let crowds = crowds(copies, documents);
        Self {
            outlets: outlets(copies, documents),
            templates: pairs_of(copies, documents, |relation| {
                relation == Relation::SameTemplate
            })
            .filter(|(a, b)| a != b)
            .collect(),
            others: pairs_of(copies, documents, |relation| {
                relation != Relation::SameTemplate
            })
            .filter(|&(a, b)| share(&crowds, a, b))
            .collect(),
            crowds,
        }
    }

    /// Whether one outlet of several published both.
    pub fn same_outlet(&self, a: u32, b: u32) -> bool {
        let outlets = self.outlets[a as usize].zip(self.outlets[b as usize]);
        outlets.is_some_and(|(x, y)| x == y)
    }

    /// Whether two documents fill one template with other facts, as far as was compared.
    pub fn same_template(&self, a: u32, b: u32) -> bool {
        self.templates.contains(&(a.min(b), a.max(b))) || self.same_crowd(a, b)
    }

    /// Whether the template is one that too many share for each pair to be listed.
    pub fn same_crowd(&self, a: u32, b: u32) -> bool {
        share(&self.crowds, a, b) && !self.others.contains(&(a.min(b), a.max(b)))
    }

    /// Pairs of documents that were compared and found to be one template with other facts, sorted.
    pub fn templates(&self) -> Vec<(u32, u32)> {
        let mut templates: Vec<(u32, u32)> = self.templates.iter().copied().collect();
        templates.sort_unstable();
        templates
    }
}

/// The outlet of each document's lead, numbered; none at all when the feed has but one.
fn outlets(copies: &Copies, documents: &Documents) -> Vec<Option<u32>> {
    let source = |document: &Document| copies.roster.get(document.lead).source.as_deref();
    let mut names: Vec<&str> = documents.list.iter().filter_map(source).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < 2 {
        return vec![None; documents.list.len()];
    }
    let number = |name| names.binary_search(&name).ok();
    let outlet = |document| u32::try_from(source(document).and_then(number)?).ok();
    documents.list.iter().map(outlet).collect()
}

/// The template of each document's lead, where there are some that too many share.
fn crowds(copies: &Copies, documents: &Documents) -> Vec<Option<u32>> {
    if copies.forms.is_empty() {
        return Vec::new();
    }
    let crowd = |document: &Document| copies.forms.get(&document.lead).copied();
    documents.list.iter().map(crowd).collect()
}

fn share(crowds: &[Option<u32>], a: u32, b: u32) -> bool {
    let crowd = |document: u32| crowds.get(document as usize).copied().flatten();
    crowd(a).is_some_and(|of_a| crowd(b) == Some(of_a))
}

/// Pairs of documents whose articles the copy layer compared, with that outcome.
fn pairs_of(
    copies: &Copies,
    documents: &Documents,
    outcome: impl Fn(Relation) -> bool,
) -> impl Iterator<Item = (u32, u32)> {
    let pairs = copies.pairs.iter();
    let pairs = pairs.filter(move |pair| outcome(pair.relation));
    pairs
        .map(move |pair| [pair.a, pair.b].map(|rank| documents.of[rank as usize]))
        .map(|[a, b]| (a.min(b), a.max(b)))
}
