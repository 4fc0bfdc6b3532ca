//! Which articles of a family carry the text of which others.
//!
//! In: a family's members and how they are tied. Out: its texts (identical articles have one), each
//! with the texts that carry it, and an order. Promise: a text comes after those that hold it as an
//! excerpt. Cost: linear in members and ties.

use ahash::AHashMap;

use samestory::detection::{Detection, Membership, Pair, Relation, Tie};

/// How the articles of each family are tied to one another.
pub(super) struct Ties<'a> {
    pub(super) memberships: &'a [Membership],
    positions: &'a AHashMap<&'a str, usize>,
    /// By position of the article that is tied.
    of: AHashMap<usize, Vec<Tied<'a>>>,
    /// The same between families.
    across: AHashMap<usize, Vec<Tied<'a>>>,
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
    pub(super) fn carries(&self) -> bool {
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
            across: AHashMap::new(),
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
        if is_copy(tie.kind) {
            let ties = if same_family {
                &mut self.of
            } else {
                &mut self.across
            };
            ties.entry(from).or_default().push(Tied { to, tie, pair });
        }
    }

    /// Whether an article is tied to one of another family.
    pub(super) fn reaches_out(&self, article: usize) -> bool {
        self.across.contains_key(&article)
    }

    fn all(&self, article: usize) -> impl Iterator<Item = &Tied<'a>> {
        self.of(article)
            .chain(self.across.get(&article).into_iter().flatten())
    }

    /// The articles, of whatever family, that carry another's text.
    pub(super) fn carriers(&self, article: usize) -> impl Iterator<Item = usize> {
        let carried = self.all(article).filter(|tied| tied.carries());
        carried.map(|tied| tied.to)
    }

    /// The tie that shows that one article, of whatever family, carries another's text.
    pub(super) fn carried(&self, article: usize, carrier: usize) -> Option<&Tied<'a>> {
        self.all(article)
            .find(|tied| tied.to == carrier && tied.carries())
    }

    fn of(&self, article: usize) -> impl Iterator<Item = &Tied<'a>> {
        self.of.get(&article).into_iter().flatten()
    }
}

fn is_copy(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Identical | Relation::NearCopy | Relation::Excerpt
    )
}

/// The texts of a family, numbered in the order of its members.
pub(super) struct Carriers {
    members: Vec<usize>,
    /// Number of each member's text.
    texts: AHashMap<usize, usize>,
    /// The texts that carry each text.
    above: Vec<Vec<usize>>,
    /// Those of them that are more than it: it is an excerpt of them.
    wholes: Vec<Vec<usize>>,
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
                let identical = ties
                    .of(article)
                    .filter(|t| t.tie.kind == Relation::Identical);
                for tied in identical {
                    texts.entry(tied.to).or_insert_with(|| {
                        reached.push(tied.to);
                        text
                    });
                }
            }
        }
        let mut above = vec![Vec::new(); of_text.len()];
        let mut wholes = vec![Vec::new(); of_text.len()];
        for &member in members {
            let text = texts[&member];
            of_text[text].push(member);
            for tied in ties.of(member).filter(|tied| tied.carries()) {
                let Some(&other) = texts.get(&tied.to).filter(|&&other| other != text) else {
                    continue;
                };
                above[text].push(other);
                if !tied.is_mutual() {
                    wholes[text].push(other);
                }
            }
        }
        for texts in above.iter_mut().chain(&mut wholes) {
            texts.sort_unstable();
            texts.dedup();
        }
        Self {
            members: members.to_vec(),
            texts,
            above,
            wholes,
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

    /// The texts that carry a text.
    pub(super) fn above(&self, text: usize) -> impl Iterator<Item = usize> {
        self.above[text].iter().copied()
    }

    /// The tie that shows that an article's text stands in `keeper`: the one to that article where
    /// there is one, else to one of the same words, else to another article of its own words.
    pub(super) fn shown<'t, 'a>(
        &self,
        article: usize,
        keeper: usize,
        ties: &'t Ties<'a>,
    ) -> Option<&'t Tied<'a>> {
        let carried = || ties.of(article).filter(|tied| tied.carries());
        let text = |of: usize| self.texts.get(&of);
        carried()
            .find(|tied| tied.to == keeper)
            .or_else(|| carried().find(|tied| text(tied.to) == text(keeper)))
            .or_else(|| carried().find(|tied| text(tied.to) == text(article)))
    }

    /// The members, each after all that it is an excerpt of, else as they were given.
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
                if let Some(&whole) = self.wholes[*text].get(*looked_at) {
                    *looked_at += 1;
                    if !std::mem::replace(&mut begun[whole], true) {
                        way.push((whole, 0));
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
