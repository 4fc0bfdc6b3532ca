//! Whether a person is asked about the events that hold more than one.
//!
//! In: gold labels, found events, and the questions of a report in their order, each an event in
//! suggested parts. Out: how many of the false merges among the labelled articles are asked about
//! early, and in how many of those the parts set two gold events apart. Articles without a label
//! say nothing, so this counts the false merges that the labels show, not all there are.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::labels::Labels;

/// How many false merges a person is asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Questions {
    /// Found events whose labelled articles are of two or more gold events.
    pub false_merges: usize,
    /// Questions that were looked at.
    pub first: usize,
    /// False merges that one of them asks about.
    pub asked: usize,
    /// Those of them whose suggested parts set articles of two gold events apart.
    pub parted: usize,
    /// The question that asks about each false merge, from 1, among all questions; ascending.
    pub places: Vec<usize>,
}

impl Questions {
    /// Looks for the false merges among the `first` questions; `asked` holds all, each the article
    /// ids of its parts.
    pub fn of(gold: &Labels, found: &Labels, asked: &[Vec<Vec<String>>], first: usize) -> Self {
        let mut labels: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (id, event) in found.iter() {
            if let Some(label) = gold.get(id) {
                labels.entry(event).or_default().insert(label);
            }
        }
        labels.retain(|_, labels| labels.len() > 1);
        let mut questions = Self {
            false_merges: labels.len(),
            first: first.min(asked.len()),
            ..Self::default()
        };
        for (place, parts) in (1..).zip(asked) {
            let event = parts.iter().flatten().find_map(|id| found.get(id));
            if !event.is_some_and(|event| labels.contains_key(event)) {
                continue;
            }
            questions.places.push(place);
            if place <= first {
                questions.asked += 1;
                questions.parted += usize::from(parts_labels(gold, parts));
            }
        }
        questions
    }
}

/// Whether two parts hold articles of different gold events.
fn parts_labels(gold: &Labels, parts: &[Vec<String>]) -> bool {
    let labels: Vec<BTreeSet<&str>> = (parts.iter())
        .map(|part| part.iter().filter_map(|id| gold.get(id)).collect())
        .collect();
    let differ = |(at, one): (usize, &BTreeSet<&str>)| {
        let others = labels[at + 1..].iter().flatten();
        others
            .into_iter()
            .any(|label| one.iter().any(|own| own != label))
    };
    labels.iter().enumerate().any(differ)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Labels {
        let pairs = text.split(' ').map(|pair| pair.split_once('=').unwrap());
        pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    }

    fn question(parts: &str) -> Vec<Vec<String>> {
        let part = |part: &str| part.split(' ').map(str::to_owned).collect();
        parts.split('|').map(part).collect()
    }

    #[test]
    fn false_merges_are_counted_where_they_are_asked_about_and_where_parted() {
        let found = labels("a=1 b=1 c=1 d=2 e=2 f=3 g=3 h=4 i=4");
        let gold = labels("a=x b=y d=x e=z f=q g=q h=m i=n");
        let asked = ["f|g", "a|b c", "h i|j", "d|e"].map(question);
        let questions = Questions::of(&gold, &found, &asked, 3);
        assert_eq!(questions.false_merges, 3);
        assert_eq!((questions.asked, questions.parted), (2, 1), "h and i stay");
        assert_eq!(questions.places, [2, 3, 4]);
        assert_eq!(Questions::of(&gold, &found, &[], 3).asked, 0);
    }
}
