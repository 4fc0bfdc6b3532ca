//! Pairs of articles whose texts are at hand: what they say of furniture, and what they are.
//!
//! In: a [`Part`]: some articles of a feed in their order. Out: votes, boilerplate, judged pairs. Pairs
//! name articles by their place in the part. Cost: that of the phases that do it.

use std::collections::BTreeMap;

use super::Node;
use crate::article::Article;
use crate::config::{Config, Profile};
use crate::detect::Quiet;
use crate::detect::copies::CopyPair;
use crate::detect::copies::candidates::furniture::{self, Furniture, Met, Vote};
use crate::detect::copies::candidates::texts::Texts;
use crate::detect::copies::compare::{self, Comparison};
use crate::detect::copies::scan;
use crate::detect::roster::{Entry, Rank, Roster};
use crate::detect::structures::pairs::{members, pack, unpack};
use crate::detect::structures::union_find::UnionFind;
use crate::error::Error;

/// Some articles of a feed.
#[derive(Debug)]
pub struct Part {
    /// In the order of the feed.
    articles: Vec<Article>,
    pub(super) roster: Roster,
}

/// What counts as no article's own text.
#[derive(Debug, Clone, Default)]
pub struct LeftOut {
    /// Shingles of furniture, sorted.
    pub furniture: Vec<u64>,
    /// Boilerplate of each source that has any, sorted.
    pub boilerplate: BTreeMap<Box<str>, Vec<u64>>,
}

impl LeftOut {
    /// The furniture by itself.
    pub fn furniture(&self, config: &Config) -> Furniture {
        Furniture::new(self.furniture.clone(), config)
    }

    pub(super) fn of(&self, config: &Config) -> compare::LeftOut {
        compare::LeftOut {
            furniture: self.furniture(config),
            boilerplate: self.boilerplate.clone(),
        }
    }
}

/// What pairs say of furniture.
#[derive(Debug, Default)]
pub struct Votes {
    /// Of each shingle the votes for and against, sorted.
    pub votes: Vec<(u64, u32, u32)>,
    /// Pairs that speak against the shingles that they share, which were not counted.
    pub against: Vec<(Rank, Rank)>,
}

impl Part {
    /// Takes articles in the order of the feed, each with what the first pass found; the text of an
    /// article that is not read again may be empty.
    pub fn new(articles: Vec<(Entry, Article)>) -> Self {
        let (entries, articles): (Vec<Entry>, Vec<Article>) = (0..)
            .zip(articles)
            .map(|(position, (entry, article))| (Entry { position, ..entry }, article))
            .unzip();
        Self {
            roster: Roster::new(entries),
            articles,
        }
    }

    /// The articles.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    pub(super) fn texts<'a>(&'a self, config: &'a Config) -> Texts<'a> {
        Texts {
            source: &self.articles,
            roster: &self.roster,
            config,
        }
    }

    /// What pairs that would be copies say of the text that they share: the votes for furniture, or,
    /// given the shingles in question, those of pairs that speak against them.
    ///
    /// # Errors
    /// None but those of a defect.
    pub fn votes(
        &self,
        pairs: &[u64],
        known: Option<&[u64]>,
        config: &Config,
    ) -> Result<Votes, Error> {
        let texts = self.texts(config);
        let mut found = Votes::default();
        let mut all: Vec<Vote> = Vec::new();
        for batch in texts.batches(pairs) {
            let (votes, against) = furniture::votes(&texts, &batch.pairs, Met::AsCopies, known)?;
            all.extend(votes);
            found.against.extend(against.into_iter().map(unpack));
        }
        found.votes = furniture::add_up(all);
        Ok(found)
    }

    /// What the first pass keeps of each article that has furniture, without it.
    ///
    /// # Errors
    /// None but those of a defect.
    pub fn strip(&self, left_out: &LeftOut, config: &Config) -> Result<Vec<Option<Node>>, Error> {
        let furniture = left_out.furniture(config);
        let scanned = scan::read(&self.articles, config, &Quiet)?;
        let nodes = scanned.into_iter().zip(&self.articles);
        let stripped = nodes.map(|((_, (sketched, keys)), article)| {
            Node { sketched, keys }.strip(article.as_ref(), &furniture)
        });
        Ok(stripped.collect())
    }

    /// The boilerplate of these articles, which are of one source.
    ///
    /// # Errors
    /// None but those of a defect.
    pub fn boilerplate(&self, left_out: &LeftOut, config: &Config) -> Result<Vec<u64>, Error> {
        if config.copies.profile == Profile::Reference {
            return Ok(Vec::new());
        }
        let ranks: Vec<Rank> = (0..).take(self.articles.len()).collect();
        compare::boilerplate_of(&self.texts(config), &ranks, &left_out.furniture(config))
    }

    /// Judges pairs.
    ///
    /// # Errors
    /// None but those of a defect.
    pub fn judge(
        &self,
        pairs: &[u64],
        left_out: &LeftOut,
        config: &Config,
    ) -> Result<Vec<CopyPair>, Error> {
        let comparison = Comparison {
            texts: &self.texts(config),
            left_out: &left_out.of(config),
            observer: &Quiet,
        };
        comparison.judge(pairs)
    }
}

/// The component of each article of some pairs, named by its least rank.
pub fn components(a: &[Rank], b: &[Rank]) -> Vec<(Rank, Rank)> {
    let pairs = || a.iter().zip(b).map(|(&a, &b)| pack(a, b));
    let ranks = members(&pairs().collect::<Vec<_>>());
    let place = |rank: Rank| {
        Rank::try_from(ranks.partition_point(|&known| known < rank)).unwrap_or(Rank::MAX)
    };
    let placed = a.iter().zip(b).map(|(&a, &b)| pack(place(a), place(b)));
    let mut joined = UnionFind::new(placed, ranks.len());
    let of = (0..)
        .zip(&ranks)
        .map(|(at, &rank)| (rank, ranks[joined.root(at) as usize]));
    of.collect()
}

/// Of pairs in their order those that are asked about furniture, at most eight an article.
pub fn select(pairs: &[(Rank, Rank)]) -> Vec<bool> {
    let packed = pairs.iter().map(|&(a, b)| pack(a, b));
    let most = pairs.iter().map(|&(a, b)| a.max(b) as usize + 1).max();
    let taken = furniture::select(packed.clone(), most.unwrap_or(0), |_, _| true);
    let mut taken = taken.into_iter().peekable();
    packed
        .map(|pair| taken.next_if(|&next| next == pair).is_some())
        .collect()
}
