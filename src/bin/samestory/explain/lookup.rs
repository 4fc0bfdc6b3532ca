//! Finds what an id names in the results of a run.

use std::collections::{BTreeMap, BTreeSet};

use samestory::detection::{Event, Family, Membership, Pair, Storyline};
use samestory::read::Results;

use crate::reasons::{self, STRONGEST};

/// The results of a run, by id.
pub(super) struct Lookup<'a> {
    results: &'a Results,
    memberships: BTreeMap<&'a str, usize>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(results: &'a Results) -> Self {
        let memberships = results.detection.memberships.iter().enumerate();
        Self {
            results,
            memberships: memberships.map(|(at, m)| (m.id.as_str(), at)).collect(),
        }
    }

    pub(super) fn membership(&self, article: &str) -> Option<&'a Membership> {
        let at = *self.memberships.get(article)?;
        self.results.detection.memberships.get(at)
    }

    /// The article's headline, or the beginning of its text.
    pub(super) fn title(&self, article: &str) -> &'a str {
        let at = self.memberships.get(article);
        let stored = at.and_then(|at| self.results.articles.get(*at));
        stored.map_or("", |stored| {
            let words = match stored.article.title.trim() {
                "" => stored
                    .article
                    .text
                    .trim_start()
                    .lines()
                    .next()
                    .unwrap_or_default(),
                title => title,
            };
            let end = words
                .char_indices()
                .nth(80)
                .map_or(words.len(), |(at, _)| at);
            &words[..end]
        })
    }

    pub(super) fn event(&self, id: &str) -> Option<&'a Event> {
        self.results.detection.events.iter().find(|e| e.event == id)
    }

    pub(super) fn storyline(&self, id: &str) -> Option<&'a Storyline> {
        let storylines = &self.results.detection.storylines;
        storylines.iter().find(|s| s.storyline == id)
    }

    pub(super) fn family(&self, id: &str) -> Option<&'a Family> {
        self.results
            .detection
            .families
            .iter()
            .find(|f| f.family == id)
    }

    /// A pair in full, headlines included.
    pub(super) fn told(&self, pair: &Pair, indent: &str) -> String {
        let titles = [&pair.a, &pair.b].map(|id| self.title(id));
        reasons::told(pair, titles, STRONGEST, indent)
    }

    /// Whether both articles of the pair are in one event.
    pub(super) fn share_an_event(&self, pair: &Pair) -> bool {
        let [a, b] = [&pair.a, &pair.b].map(|id| self.membership(id).map(|m| &m.event));
        a == b
    }

    /// The article and its copies: what was judged of one of them holds for all.
    pub(super) fn copies_of(&self, membership: &'a Membership) -> BTreeSet<&'a str> {
        match self.family(&membership.family) {
            Some(family) => family.members.iter().map(String::as_str).collect(),
            None => [membership.id.as_str()].into(),
        }
    }

    /// Judged pairs with exactly one side in `articles`, the most alike first.
    pub(super) fn pairs_from(&self, articles: &BTreeSet<&str>) -> Vec<&'a Pair> {
        let inside = |id: &String| articles.contains(id.as_str());
        let pairs = self.results.detection.pairs.iter();
        ranked(
            pairs
                .filter(|pair| inside(&pair.a) != inside(&pair.b))
                .collect(),
        )
    }

    /// Judged pairs with one side in each set, the most alike first.
    pub(super) fn pairs_between(&self, a: &BTreeSet<&str>, b: &BTreeSet<&str>) -> Vec<&'a Pair> {
        let meets = |x: &str, y: &str| a.contains(x) && b.contains(y);
        let pairs = self.results.detection.pairs.iter();
        ranked(
            pairs
                .filter(|pair| meets(&pair.a, &pair.b) || meets(&pair.b, &pair.a))
                .collect(),
        )
    }
}

/// Sorted by relation, then score, then ids.
fn ranked(mut pairs: Vec<&Pair>) -> Vec<&Pair> {
    pairs.sort_by(|x, y| {
        let score = |pair: &Pair| pair.event_score.unwrap_or(pair.resemblance);
        x.relation
            .cmp(&y.relation)
            .then_with(|| score(y).total_cmp(&score(x)))
            .then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
    });
    pairs
}
