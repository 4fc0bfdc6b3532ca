//! From judged pairs to families, their leads and their audit.
//!
//! In: [`Compared`]. Out: [`Copies`]. Promise: the similarity of every two nodes (firsts of identical
//! articles) of a family is known exactly and reaches the cohesion; only in a family of more than
//! [`AUDITED`] nodes is that held for so many, and what is left out is counted. Method: each
//! [`Component`] is grouped by itself with what is known, sketches standing in for the rest; every pair
//! of members that was not compared is; those components are grouped again, until nothing is missing.
//! Cost: m*m/2 comparisons for a family of m nodes, at most [`AUDITED`].

use std::borrow::Cow;

use rayon::prelude::*;

use self::component::{AUDITED, Component, nodes};
use self::group::{Family, Limits};
use super::candidates::texts::Texts;
use super::compare::{Compared, Comparison};
use super::scan::identical::Identical;
use super::scan::sketch::equal_slots;
use super::{Copies, CopyPair, FamilyCohesion};
use crate::article::ArticleSource;
use crate::config::Config;
use crate::detect::lead;
use crate::detect::roster::{Rank, Roster};
use crate::detect::structures::pairs::{pack, unpack};
use crate::detect::structures::union_find::UnionFind;
use crate::detect::{Observer, Stage};
use crate::detection::{Capped, Relation};
use crate::error::Error;

mod audit;
mod component;
mod forms;
mod group;

/// Rounds after which an excerpt with unknown pairs is let go.
const ROUNDS: usize = 6;

/// Pairs of components that are compared at once, unless one has more: they are held twice until each is with
/// its own.
const AT_ONCE: usize = 1 << 18;

/// Families over all articles, aligned lists.
#[derive(Debug)]
struct Gathered {
    families: Vec<Vec<Rank>>,
    leads: Vec<Rank>,
    cohesion: Vec<FamilyCohesion>,
    excerpts: Vec<(Rank, Rank)>,
    capped: Option<Capped>,
}

/// Makes the families, and all that is told of copies.
pub(in crate::detect::copies) fn find(
    source: &dyn ArticleSource,
    compared: Compared,
    config: &Config,
    observer: &dyn Observer,
) -> Result<Copies, Error> {
    let all = |identical: &Identical, judged: &[CopyPair]| identical.listed(judged);
    find_listing(source, compared, config, observer, all)
}

/// As [`find`], with what `listed` says of how many pairs between two groups of identical articles are
/// all listed.
pub(in crate::detect::copies) fn find_listing(
    source: &dyn ArticleSource,
    compared: Compared,
    config: &Config,
    observer: &dyn Observer,
    listed: impl Fn(&Identical, &[CopyPair]) -> usize,
) -> Result<Copies, Error> {
    observer.begin(Stage::Families, 0);
    let Compared {
        roster,
        articles,
        identical,
        pairs,
        left_out,
        furniture,
        touched,
        mut capped,
        bands,
    } = compared;
    let candidates = pairs.len();
    let texts = Texts {
        source,
        roster: &roster,
        config,
    };
    let comparison = Comparison {
        texts: &texts,
        left_out: &left_out,
        observer,
    };
    let estimate = |a: Rank, b: Rank| {
        let slots = |rank: Rank| &articles[rank as usize].slots;
        f64::from(equal_slots(slots(a), slots(b))) / 128.0
    };
    let (gathered, judged) = gather(&comparison, pairs, &identical, &estimate)?;
    capped.extend(gathered.capped);
    let forms = forms::forms(&judged, &touched, &identical, roster.len());
    let (pairs, unlisted) = {
        let listed = listed(&identical, &judged);
        identical.expand(judged, listed)
    };
    capped.extend(unlisted);
    Ok(Copies {
        amounts: articles.iter().map(|article| article.amount).collect(),
        pairs,
        families: gathered.families,
        leads: gathered.leads,
        cohesion: gathered.cohesion,
        excerpts: gathered.excerpts,
        forms,
        furniture,
        candidates,
        capped,
        bands: Some(bands),
        roster,
    })
}

/// Builds the families, and returns all judged pairs of nodes, sorted. `estimate` stands in for the
/// resemblance of a pair that was not compared.
fn gather(
    comparison: &Comparison<'_>,
    mut judged: Vec<CopyPair>,
    identical: &Identical,
    estimate: &(impl Fn(Rank, Rank) -> f64 + Sync),
) -> Result<(Gathered, Vec<CopyPair>), Error> {
    let (roster, config) = (comparison.texts.roster, comparison.texts.config);
    let limits = Limits::new(config.copies.threshold);
    let home = homes(&judged, roster.len());
    let home = |pair: &CopyPair| {
        let [a, b] = [pair.a, pair.b].map(|rank| home[rank as usize]);
        if a == b { a } else { APART }
    };
    judged.par_sort_unstable_by_key(|pair| (home(pair), pair.a, pair.b));
    let of_one = judged.chunk_by(|x, y| home(x) == home(y));
    let mut components: Vec<Component<'_>> = of_one
        .filter(|pairs| home(&pairs[0]) != APART)
        .map(Component::new)
        .collect();
    let mut open: Vec<&mut Component<'_>> = components.iter_mut().collect();
    for round in 0..=ROUNDS {
        let unknown = if round < ROUNDS { 1.0 } else { 0.0 };
        let missing: Vec<Vec<u64>> = open
            .par_iter_mut()
            .map(|component| component.group(roster, limits, estimate, unknown))
            .collect();
        let short = open.into_iter().zip(missing);
        let mut short: Vec<Short<'_, '_>> = short.filter(|(_, pairs)| !pairs.is_empty()).collect();
        if short.is_empty() {
            break;
        }
        let mut judged = 0;
        for some in short.chunk_by_mut(|(_, pairs), _| {
            judged = if judged > AT_ONCE { 0 } else { judged } + pairs.len();
            judged <= AT_ONCE
        }) {
            complete(comparison, some)?;
        }
        open = short.into_iter().map(|(component, _)| component).collect();
    }
    let gathered = finish(roster, config, identical, &components, estimate, limits);
    let added: Vec<Vec<CopyPair>> = components.into_iter().map(|c| c.added).collect();
    judged.reserve_exact(added.iter().map(Vec::len).sum());
    judged.extend(added.into_iter().flatten());
    judged.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
    Ok((gathered, judged))
}

/// A component, and the pairs of it that were never compared.
type Short<'s, 'c> = (&'s mut Component<'c>, Vec<u64>);

/// Compares the pairs that some components lack.
fn complete(comparison: &Comparison<'_>, short: &mut [Short<'_, '_>]) -> Result<(), Error> {
    let pairs = short.iter().flat_map(|(_, missing)| missing);
    let mut pairs: Vec<u64> = pairs.copied().collect();
    pairs.sort_unstable();
    let found = comparison.judge(&pairs)?;
    let found = |&pair: &u64| {
        let at = found.binary_search_by_key(&unpack(pair), |found| (found.a, found.b));
        at.ok().map(|at| found[at].clone())
    };
    for (component, missing) in short {
        component.add(missing.iter().filter_map(found));
        *missing = Vec::new();
    }
    Ok(())
}

/// Where a pair is at home whose nodes no family can hold together.
const APART: Rank = Rank::MAX;

/// The component of each article, named by its first.
fn homes(judged: &[CopyPair], articles: usize) -> Vec<Rank> {
    let ties = |pair: &&CopyPair| matches!(pair.relation, Relation::NearCopy | Relation::Excerpt);
    let ties = judged.iter().filter(ties).map(|pair| pack(pair.a, pair.b));
    let mut joined = UnionFind::new(ties, articles);
    (0..).take(articles).map(|rank| joined.root(rank)).collect()
}

fn finish(
    roster: &Roster,
    config: &Config,
    identical: &Identical,
    components: &[Component<'_>],
    estimate: &(impl Fn(Rank, Rank) -> f64 + Sync),
    limits: Limits,
) -> Gathered {
    let found: Vec<(&Family, &Component<'_>)> = components
        .iter()
        .flat_map(|component| {
            component
                .families
                .iter()
                .map(move |family| (family, component))
        })
        .collect();
    let order = by_first_member(&found, identical, roster.len());
    let family = |&(first, at): &(Rank, Option<u32>)| match at {
        Some(at) => Cow::Borrowed(found[at as usize].0),
        None => Cow::Owned(Family::of_one(first)),
    };
    let copies = |family: &Family| {
        let groups = family.copies.iter().map(|&rank| identical.group(rank));
        groups.flatten().copied().collect::<Vec<Rank>>()
    };
    let members = |entry| {
        let family = family(entry);
        let mut members = copies(&family);
        let excerpts = family.excerpts.iter();
        members.extend(excerpts.flat_map(|&(excerpt, _)| identical.group(excerpt)));
        members.sort_unstable();
        members
    };
    let lead = |entry| lead::lead(roster, config, copies(&family(entry)));
    let cohesion = |entry: &(Rank, Option<u32>)| match entry.1.map(|at| found[at as usize]) {
        Some((family, component)) => {
            let similarity = |a, b| component.similarity(family, a, b, estimate);
            let nodes = nodes(family);
            let audited = &nodes[..nodes.len().min(AUDITED)];
            audit::cohesion(audited, identical, similarity, limits)
        }
        None => audit::cohesion(&[entry.0], identical, estimate, limits),
    };
    Gathered {
        families: order.par_iter().map(members).collect(),
        leads: order.par_iter().map(lead).collect(),
        cohesion: order.par_iter().map(cohesion).collect(),
        excerpts: excerpts(&found, identical),
        capped: capped(&found),
    }
}

/// The first member of every family with its number, ascending; articles that are in none, and
/// identical articles without another copy, are families without a number.
fn by_first_member(
    found: &[(&Family, &Component<'_>)],
    identical: &Identical,
    articles: usize,
) -> Vec<(Rank, Option<u32>)> {
    let mut in_family = vec![false; articles];
    let mut order = Vec::with_capacity(articles);
    for (number, (family, _)) in (0..).zip(found) {
        let nodes = nodes(family);
        for &rank in &nodes {
            in_family[rank as usize] = true;
        }
        order.extend(nodes.first().map(|&first| (first, Some(number))));
    }
    let alone = identical.firsts().filter(|&rank| !in_family[rank as usize]);
    order.extend(alone.map(|first| (first, None)));
    order.par_sort_unstable();
    order
}

/// All excerpts, each with what it hangs at, ascending.
fn excerpts(found: &[(&Family, &Component<'_>)], identical: &Identical) -> Vec<(Rank, Rank)> {
    let hung = found.iter().flat_map(|(family, _)| &family.excerpts);
    let mut excerpts: Vec<(Rank, Rank)> = hung
        .flat_map(|&(excerpt, at)| identical.group(excerpt).iter().map(move |&rank| (rank, at)))
        .collect();
    excerpts.sort_unstable();
    excerpts
}

/// What the audit estimated.
fn capped(found: &[(&Family, &Component<'_>)]) -> Option<Capped> {
    let pairs = |nodes: usize| nodes as u64 * (nodes as u64).saturating_sub(1) / 2;
    let sizes = (found.iter()).map(|(family, _)| family.copies.len() + family.excerpts.len());
    let large: Vec<usize> = sizes.filter(|&nodes| nodes > AUDITED).collect();
    (!large.is_empty()).then(|| Capped {
        cap: format!("families of more than {AUDITED} different texts, audited over so many"),
        keys: large.len(),
        pairs: large.iter().map(|&n| pairs(n) - pairs(AUDITED)).sum(),
    })
}
