//! The second pass: candidates' texts are read again and compared exactly.
//!
//! In: [`Candidates`]. Out: [`Compared`]: one [`CopyPair`] each, sorted, and what is needed to compare
//! more pairs in the same way. Cost: what it takes to read their [`mod@texts`] again, and for each pair a
//! look at every shingle of the one article.

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::judge::{Opened, Side, judge};
use self::reading::Reading;
use super::CopyPair;
use super::candidates::furniture::Furniture;
use super::candidates::texts::{Batch, Texts, rounds};
use super::candidates::{Candidates, recall};
use super::scan::Articles;
use super::scan::identical::Identical;
use crate::article::ArticleSource;
use crate::config::{Config, Profile};
use crate::detect::roster::{Rank, Roster};
use crate::detect::structures::pairs::{members, unpack};
use crate::detect::structures::sets::HashedSet;
use crate::detect::{Observer, Stage};
use crate::detection::{BandPlan, Capped};
use crate::error::Error;

mod align;
pub(in crate::detect::copies) mod boilerplate;
mod judge;
mod reading;
mod token;

/// What became of the candidates.
#[derive(Debug)]
pub(in crate::detect::copies) struct Compared {
    pub(in crate::detect::copies) roster: Roster,
    pub(in crate::detect::copies) articles: Articles,
    pub(in crate::detect::copies) identical: Identical,
    /// One for each candidate, sorted by (a, b).
    pub(in crate::detect::copies) pairs: Vec<CopyPair>,
    /// What was left out of the texts.
    pub(in crate::detect::copies) left_out: LeftOut,
    /// Text that unrelated articles share, also where that ties no copies.
    pub(in crate::detect::copies) furniture: Furniture,
    /// Articles of which a cap left pairs out, ascending.
    pub(in crate::detect::copies) touched: Vec<Rank>,
    pub(in crate::detect::copies) capped: Vec<Capped>,
    pub(in crate::detect::copies) bands: BandPlan,
}

/// What counts as no article's own text.
#[derive(Debug)]
pub(in crate::detect::copies) struct LeftOut {
    /// What articles share that tell of something else.
    pub(in crate::detect::copies) furniture: Furniture,
    /// Boilerplate of each source that has any.
    pub(in crate::detect::copies) boilerplate: BTreeMap<Box<str>, Vec<u64>>,
}

/// Compares every candidate, and measures what share of the pairs at the threshold are among them.
pub(in crate::detect::copies) fn compare(
    source: &dyn ArticleSource,
    candidates: Candidates,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Compared, Error> {
    observer.begin(Stage::Compare, candidates.pairs.len() as u64);
    let Candidates {
        roster,
        articles,
        identical,
        pairs,
        near,
        parting,
        furniture,
        capped,
        plan,
    } = candidates;
    let texts = Texts {
        source,
        roster: &roster,
        config,
    };
    let left_out = LeftOut {
        boilerplate: learn_boilerplate(&texts, &pairs, &articles, &parting)?,
        furniture: parting,
    };
    let comparison = Comparison {
        texts: &texts,
        left_out: &left_out,
        observer,
    };
    let (judged, recall) = rayon::join(
        || comparison.judge(&pairs),
        || recall::recall(&texts, &articles, &near),
    );
    let mut bands = plan.report();
    (bands.measured_recall, bands.measured_pairs) = recall?;
    Ok(Compared {
        pairs: judged?,
        touched: near.found.touched,
        roster,
        articles,
        identical,
        left_out,
        furniture,
        capped,
        bands,
    })
}

/// Reads articles again and judges pairs of them.
pub(in crate::detect::copies) struct Comparison<'a> {
    pub(in crate::detect::copies) texts: &'a Texts<'a>,
    pub(in crate::detect::copies) left_out: &'a LeftOut,
    pub(in crate::detect::copies) observer: &'a dyn Observer,
}

/// Learns the boilerplate of every source of which many articles are candidates of one another.
fn learn_boilerplate(
    texts: &Texts<'_>,
    pairs: &[u64],
    articles: &Articles,
    furniture: &Furniture,
) -> Result<BTreeMap<Box<str>, Vec<u64>>, Error> {
    let mut boilerplate = BTreeMap::new();
    if texts.config.copies.profile == Profile::Reference {
        return Ok(boilerplate);
    }
    let source_of = |rank: Rank| texts.roster.get(rank).source.as_deref();
    let mut partners = vec![0_usize; texts.roster.len()];
    for &pair in pairs {
        let (a, b) = unpack(pair);
        if source_of(a).is_some() && source_of(a) == source_of(b) {
            partners[a as usize] += 1;
            partners[b as usize] += 1;
        }
    }
    let mut of_source: BTreeMap<&str, Vec<Rank>> = BTreeMap::new();
    for rank in (0..).take(texts.roster.len()) {
        let many = partners[rank as usize] >= boilerplate::CANDIDATES;
        if let (true, Some(source)) = (many, source_of(rank)) {
            of_source.entry(source).or_default().push(rank);
        }
    }
    for (source, mut ranks) in of_source {
        if ranks.len() < boilerplate::ARTICLES {
            continue;
        }
        // Which of too many are looked at depends on their content alone.
        let sequence = |rank: Rank| articles[rank as usize].sequence;
        ranks.sort_by_key(|&rank| sequence(rank));
        ranks.truncate(boilerplate::SAMPLE);
        let learned = boilerplate_of(texts, &ranks, furniture)?;
        if !learned.is_empty() {
            boilerplate.insert(source.into(), learned);
        }
    }
    Ok(boilerplate)
}

/// The boilerplate that these articles of one source have, sorted.
pub(in crate::detect::copies) fn boilerplate_of(
    texts: &Texts<'_>,
    ranks: &[Rank],
    furniture: &Furniture,
) -> Result<Vec<u64>, Error> {
    Ok(boilerplate::learn(&read(texts, ranks, furniture)?))
}

/// Readings of these articles, in this order, without furniture.
fn read(texts: &Texts<'_>, ranks: &[Rank], furniture: &Furniture) -> Result<Vec<Reading>, Error> {
    let (profile, seed) = (texts.config.copies.profile, texts.config.seed);
    texts.scan(ranks, |article| {
        let mut reading = Reading::new(article, profile, seed);
        reading.own = furniture.of(article).map(|stretches| {
            let mut own = stretches.own;
            HashedSet::default().drop_repeats(&mut own);
            own
        });
        reading
    })
}

impl Comparison<'_> {
    /// Readings of these articles, in this order, without furniture and boilerplate.
    fn read(&self, ranks: &[Rank]) -> Result<Vec<Reading>, Error> {
        let mut readings = read(self.texts, ranks, &self.left_out.furniture)?;
        for (reading, &rank) in readings.iter_mut().zip(ranks) {
            let source = self.texts.roster.get(rank).source.as_deref();
            if let Some(known) = source.and_then(|source| self.left_out.boilerplate.get(source)) {
                reading.leave_out(known);
            }
        }
        Ok(readings)
    }

    /// Judges every pair.
    pub(in crate::detect::copies) fn judge(&self, pairs: &[u64]) -> Result<Vec<CopyPair>, Error> {
        // Room for all at once: what grows is held twice while it does.
        let mut judged = Vec::with_capacity(pairs.len());
        for batches in rounds(&self.texts.batches(pairs)) {
            let batches = batches.par_iter().map(|batch| self.judge_batch(batch));
            let batches: Vec<Vec<CopyPair>> = batches.collect::<Result<_, _>>()?;
            judged.extend(batches.into_iter().flatten());
        }
        judged.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        Ok(judged)
    }

    /// Judges the pairs of one batch.
    fn judge_batch(&self, batch: &Batch) -> Result<Vec<CopyPair>, Error> {
        let batch = &batch.pairs;
        let ranks = members(batch);
        let readings = self.read(&ranks)?;
        let side = |rank: Rank| Side {
            reading: &readings[ranks.partition_point(|&other| other < rank)],
            version: self.texts.roster.get(rank).version,
            published: self.texts.roster.get(rank).published,
            source: self.texts.roster.get(rank).source.as_deref(),
        };
        let mut by_longer: Vec<(Rank, Rank)> = batch
            .iter()
            .map(|&pair| self.texts.longer_first(pair))
            .collect();
        by_longer.sort_unstable();
        let of_longer: Vec<&[(Rank, Rank)]> = by_longer.chunk_by(|x, y| x.0 == y.0).collect();
        let judged: Vec<Vec<CopyPair>> = of_longer
            .par_iter()
            .map_init(Opened::default, |opened, pairs| {
                let longer = side(pairs[0].0).reading;
                opened.open(longer);
                let judged = pairs.iter().map(|&(of_longer, of_shorter)| {
                    let shared = opened.shared(longer, side(of_shorter).reading);
                    let (first, second) = (of_longer.min(of_shorter), of_longer.max(of_shorter));
                    let (a, b) = (side(first), side(second));
                    let verdict = judge(a, b, shared, &self.texts.config.copies);
                    CopyPair {
                        a: first,
                        b: second,
                        relation: verdict.relation,
                        overlap: verdict.overlap,
                        own: verdict.own,
                        agreeing_facts: verdict.agreeing,
                        conflicting_facts: verdict.conflicting,
                        version: a.version || b.version,
                    }
                });
                judged.collect()
            })
            .collect();
        self.observer.advance(batch.len() as u64);
        Ok(judged.concat())
    }
}
