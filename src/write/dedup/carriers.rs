//! Which articles of a family carry the text of which others.
//!
//! In: a family's members and how they are tied. Out: its texts, each with the articles that carry
//! it, and the texts that hold it as an excerpt. Promise: a text comes after those that hold it.
//! Cost: linear in members and ties; the texts above an excerpt are gathered when they are asked for.

use ahash::{AHashMap, AHashSet};

use crate::detection::{Detection, Membership, Pair, Relation, Tie};

/// How the articles of each family are tied to one another.
pub(super) struct Ties<'a> {
    pub(super) memberships: &'a [Membership],
    positions: &'a AHashMap<&'a str, usize>,
    /// By position of the article that is tied.
    of: AHashMap<usize, Vec<Tied<'a>>>,
}

/// One article's tie to another.
pub(super) struct Tied<'a> {
    /// Position of the other.
    pub(super) to: usize,
    pub(super) tie: Tie,
    /// The pair as it was judged, where it was.
    pub(super) pair: Option<&'a Pair>,
}

impl Tied<'_> {
    /// Whether the other one holds this article's text.
    fn carries(&self) -> bool {
        self.tie.kind != Relation::Excerpt || self.tie.containment >= self.tie.containment_back
    }

    /// Whether each holds the other's text.
    fn is_mutual(&self) -> bool {
        #[expect(
            clippy::float_cmp,
            reason = "the same two numbers seen from either side"
        )]
        let alike = self.tie.containment == self.tie.containment_back;
        self.tie.kind != Relation::Excerpt || alike
    }
}

impl<'a> Ties<'a> {
    pub(super) fn new(found: &'a Detection, positions: &'a AHashMap<&'a str, usize>) -> Self {
        let memberships = &found.memberships[..];
        let mut ties = Self {
            memberships,
            positions,
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
                let back = Tie {
                    to: article.id.clone(),
                    containment: tie.containment_back,
                    containment_back: tie.containment,
                    ..tie.clone()
                };
                ties.add(&tie.to, back, None);
                ties.add(&article.id, tie.clone(), None);
            }
        }
        ties
    }

    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    fn add(&mut self, id: &str, tie: Tie, pair: Option<&'a Pair>) {
        let (Some(from), Some(to)) = (self.position(id), self.position(&tie.to)) else {
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

    fn of(&self, article: usize) -> impl Iterator<Item = &Tied<'a>> {
        self.of.get(&article).into_iter().flatten()
    }

    /// The tie that shows that an article's text stands elsewhere: the one to `keeper` itself where
    /// there is one.
    pub(super) fn shown(&self, article: usize, keeper: usize) -> Option<&Tied<'a>> {
        let carried = || self.of(article).filter(|tied| tied.carries());
        let itself = carried().find(|tied| tied.to == keeper);
        itself.or_else(|| carried().next())
    }
}

fn is_copy(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Identical | Relation::NearCopy | Relation::Excerpt
    )
}

/// The texts of a family: articles that carry each other's text have one text.
pub(super) struct Carriers {
    members: Vec<usize>,
    /// Number of each member's text.
    texts: AHashMap<usize, usize>,
    /// The texts that hold each text as an excerpt.
    above: Vec<Vec<usize>>,
    /// The members of each text.
    of_text: Vec<Vec<usize>>,
}

impl Carriers {
    pub(super) fn new(members: &[usize], ties: &Ties<'_>) -> Self {
        let mut texts: AHashMap<usize, usize> = AHashMap::new();
        let mut of_text: Vec<Vec<usize>> = Vec::new();
        for &member in members {
            if texts.contains_key(&member) {
                continue;
            }
            let text = of_text.len();
            of_text.push(Vec::new());
            texts.insert(member, text);
            let mut reached = vec![member];
            while let Some(article) = reached.pop() {
                for tied in ties.of(article).filter(|tied| tied.is_mutual()) {
                    texts.entry(tied.to).or_insert_with(|| {
                        reached.push(tied.to);
                        text
                    });
                }
            }
        }
        let mut above = vec![Vec::new(); of_text.len()];
        for &member in members {
            let text = texts[&member];
            of_text[text].push(member);
            let holding = ties.of(member).filter(|tied| tied.carries());
            let holding = holding.filter_map(|tied| texts.get(&tied.to).copied());
            above[text].extend(holding.filter(|&holds| holds != text));
        }
        for texts in &mut above {
            texts.sort_unstable();
            texts.dedup();
        }
        Self {
            members: members.to_vec(),
            texts,
            above,
            of_text,
        }
    }

    /// How many texts there are.
    pub(super) fn texts(&self) -> usize {
        self.of_text.len()
    }

    pub(super) fn text(&self, member: usize) -> usize {
        self.texts[&member]
    }

    /// The text and all that hold it, the nearest first.
    pub(super) fn above(&self, text: usize) -> Vec<usize> {
        let mut seen = AHashSet::from([text]);
        let mut all = vec![text];
        let mut at = 0;
        while let Some(&text) = all.get(at) {
            all.extend(self.above[text].iter().filter(|&&holds| seen.insert(holds)));
            at += 1;
        }
        all
    }

    /// The members, each after all that hold its text, else as they were given.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut begun = vec![false; self.texts()];
        let mut order = Vec::with_capacity(self.members.len());
        for &member in &self.members {
            // The texts on the way up, each with how many of those above it are looked at.
            let mut way = vec![(self.text(member), 0)];
            if std::mem::replace(&mut begun[way[0].0], true) {
                continue;
            }
            while let Some((text, looked_at)) = way.last_mut() {
                if let Some(&holds) = self.above[*text].get(*looked_at) {
                    *looked_at += 1;
                    if !std::mem::replace(&mut begun[holds], true) {
                        way.push((holds, 0));
                    }
                } else {
                    order.extend(&self.of_text[*text]);
                    way.pop();
                }
            }
        }
        order
    }
}
