//! Crowds of one form: articles that share a template with so many others that not all were compared.
//!
//! In: the judged pairs, and the articles of which a cap left pairs out. Out: the form of each such
//! article. Promise: two of one form that were not compared with one another are hung together by pairs
//! that were found to share the form with other facts, each among such articles; the most alike were
//! compared, so a true copy is among those. Cost: near linear in the pairs.

use ahash::AHashMap;

use crate::detect::copies::CopyPair;
use crate::detect::copies::scan::identical::Identical;
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::pack;
use crate::detect::structures::union_find::UnionFind;
use crate::detection::Relation;

/// The form of every article in a crowd, named by its first.
pub(in crate::detect::copies) fn forms(
    judged: &[CopyPair],
    touched: &[Rank],
    identical: &Identical,
    articles: usize,
) -> AHashMap<Rank, Rank> {
    if touched.is_empty() {
        return AHashMap::new();
    }
    let crowded = |rank: Rank| touched.binary_search(&rank).is_ok();
    let templates = judged.iter().filter(|pair| {
        pair.relation == Relation::SameTemplate && crowded(pair.a) && crowded(pair.b)
    });
    let templates: Vec<(Rank, Rank)> = templates.map(|pair| (pair.a, pair.b)).collect();
    let mut joined = UnionFind::new(templates.iter().map(|&(a, b)| pack(a, b)), articles);
    let mut forms = AHashMap::new();
    for (a, b) in templates {
        let form = joined.root(a);
        for &rank in [a, b].iter().flat_map(|&first| identical.group(first)) {
            forms.insert(rank, form);
        }
    }
    forms
}
