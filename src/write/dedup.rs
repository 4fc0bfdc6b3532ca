//! Decides which articles a deduplicated feed leaves out, and says why.
//!
//! In: a [`Detection`]. Out: a [`Removal`] for each article that is left out; all others stay.
//! Promise for copies: an article is left out only when one that stays carries its text. So the
//! longer of two texts, one of which quotes the other whole, is never left out for the shorter.
//!
//! Cost: linear in articles and pairs.

use std::collections::VecDeque;

use ahash::AHashMap;
use serde::{Deserialize, Serialize};

use crate::detection::{Detection, Family, Membership, Pair, Relation, Tie};

/// What counts as a repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Copies: the same text. The articles that stay hold every text of the feed.
    #[default]
    Family,
    /// Reports of one event, however worded: one article an event stays. What only another report
    /// says is left out with it.
    Event,
}

/// An article that is left out, the one that stays in its place, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Removal {
    /// The article that is left out.
    pub id: String,
    /// The article that stays in its place.
    pub kept: String,
    /// What it repeats: a text or an event.
    pub by: By,
    /// Id of the family or event that both belong to.
    pub group: String,
    /// How it is tied to its group. `to` is the kept article, or another one left out for it.
    pub relation: Option<Tie>,
    /// Probability, 0 to 1, that it belongs to its event.
    pub score: f64,
    /// Why, for a person.
    pub why: Vec<String>,
    /// Its position in the feed.
    #[serde(skip)]
    pub position: usize,
}

/// The articles to leave out, in input order; none when nothing repeats.
pub fn removals(found: &Detection, by: By) -> Vec<Removal> {
    let mut removals = match by {
        By::Family => {
            let ties = Ties::new(found);
            let families = found.families.iter();
            families.flat_map(|family| ties.removals(family)).collect()
        }
        By::Event => of_events(found),
    };
    removals.sort_by_key(|removal| removal.position);
    removals
}

fn of_events(found: &Detection) -> Vec<Removal> {
    found
        .memberships
        .iter()
        .enumerate()
        .filter(|(_, article)| article.lead != article.id)
        .map(|(position, article)| Removal {
            id: article.id.clone(),
            kept: article.lead.clone(),
            by: By::Event,
            group: article.event.clone(),
            relation: article.relation.clone(),
            score: article.score,
            why: vec![
                format!("reports the same event as `{}`", article.lead),
                article.relation.as_ref().map_or_else(String::new, reason),
            ]
            .into_iter()
            .filter(|reason| !reason.is_empty())
            .collect(),
            position,
        })
        .collect()
}

/// How the articles of each family are tied to one another.
struct Ties<'a> {
    memberships: &'a [Membership],
    positions: AHashMap<&'a str, usize>,
    /// By position of the article that is tied.
    of: AHashMap<usize, Vec<Tied<'a>>>,
}

/// One article's tie to another.
struct Tied<'a> {
    /// Position of the other.
    to: usize,
    tie: Tie,
    /// The pair as it was judged, where it was.
    pair: Option<&'a Pair>,
}

impl<'a> Ties<'a> {
    fn new(found: &'a Detection) -> Self {
        let memberships = &found.memberships[..];
        let mut ties = Self {
            memberships,
            positions: memberships.iter().map(|m| m.id.as_str()).zip(0..).collect(),
            of: AHashMap::new(),
        };
        for pair in &found.pairs {
            let back = Tie {
                to: pair.a.clone(),
                kind: pair.relation,
                resemblance: pair.resemblance,
                containment: pair.containment_back,
                containment_back: pair.containment,
            };
            let there = Tie {
                to: pair.b.clone(),
                containment: pair.containment,
                containment_back: pair.containment_back,
                ..back.clone()
            };
            ties.add(&pair.a, there, Some(pair));
            ties.add(&pair.b, back, Some(pair));
        }
        for article in memberships {
            if let Some(tie) = &article.relation {
                ties.add(&article.id, tie.clone(), None);
            }
        }
        ties
    }

    fn add(&mut self, id: &str, tie: Tie, pair: Option<&'a Pair>) {
        let (Some(&from), Some(&to)) =
            (self.positions.get(id), self.positions.get(tie.to.as_str()))
        else {
            return;
        };
        let same_family = self.memberships[from].family == self.memberships[to].family;
        if same_family && is_copy(tie.kind) {
            self.of
                .entry(from)
                .or_default()
                .push(Tied { to, tie, pair });
        }
    }

    /// Goes from each article that stays to those whose text it carries, and on from there.
    fn removals(&self, family: &Family) -> Vec<Removal> {
        let mut kept_for: AHashMap<usize, usize> = AHashMap::new();
        let mut removals = Vec::new();
        for id in &family.members {
            let Some(&first) = self.positions.get(id.as_str()) else {
                continue;
            };
            if kept_for.contains_key(&first) {
                continue;
            }
            kept_for.insert(first, first);
            let mut queue = VecDeque::from([first]);
            while let Some(carrier) = queue.pop_front() {
                for &Tied { to: other, .. } in self.of.get(&carrier).into_iter().flatten() {
                    if kept_for.contains_key(&other) {
                        continue;
                    }
                    let Some(tied) = self.carried(other, carrier) else {
                        continue;
                    };
                    kept_for.insert(other, first);
                    queue.push_back(other);
                    removals.push(self.removal(other, first, family, tied));
                }
            }
        }
        removals
    }

    /// The tie that shows that `carrier` holds the text of `article`.
    fn carried(&self, article: usize, carrier: usize) -> Option<&Tied<'a>> {
        self.of.get(&article)?.iter().find(|Tied { to, tie, .. }| {
            *to == carrier
                && (tie.kind != Relation::Excerpt || tie.containment >= tie.containment_back)
        })
    }

    fn removal(&self, article: usize, kept: usize, family: &Family, tied: &Tied<'_>) -> Removal {
        let membership = &self.memberships[article];
        let evidence = tied.pair.into_iter().flat_map(|pair| &pair.evidence_for);
        Removal {
            id: membership.id.clone(),
            kept: self.memberships[kept].id.clone(),
            by: By::Family,
            group: family.family.clone(),
            relation: Some(tied.tie.clone()),
            score: membership.score,
            why: std::iter::once(reason(&tied.tie))
                .chain(evidence.map(|evidence| evidence.detail.clone()))
                .collect(),
            position: article,
        }
    }
}

fn is_copy(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Identical | Relation::NearCopy | Relation::Excerpt
    )
}

/// A tie in words.
fn reason(tie: &Tie) -> String {
    let percent = |share: f64| format!("{:.0}%", share * 100.0);
    match tie.kind {
        Relation::Identical => format!("the same words as `{}`", tie.to),
        Relation::NearCopy => format!(
            "{} of its word sequences stand in `{}`, {} of all are shared",
            percent(tie.containment),
            tie.to,
            percent(tie.resemblance)
        ),
        Relation::Excerpt => format!(
            "{} of its word sequences stand in `{}`",
            percent(tie.containment),
            tie.to
        ),
        Relation::Rewrite => format!("a rewrite of `{}`", tie.to),
        _ => String::new(),
    }
}
