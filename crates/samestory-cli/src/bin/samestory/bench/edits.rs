//! `bench --edits`: what the copy layer finds, measured on generated news whose copies are known.

use std::collections::BTreeMap;
use std::io::Write;

use samestory::detect::copies::{self, CopyPair, shingle};
use samestory::detection::Relation;
use samestory::{Article, Config, Quiet};
use samestory_bench::generate::{EDITS, Feed, Labelled, Options, Origin};

use crate::args::BenchArgs;
use crate::session::Session;
use crate::settings;

/// What was counted for one way in which articles came about.
#[derive(Debug, Default, Clone, Copy)]
struct Row {
    pairs: usize,
    resemblance: f64,
    judged: usize,
    copies: usize,
    together: usize,
}

pub(super) fn run(args: &BenchArgs, session: &Session) -> anyhow::Result<()> {
    settings::start_threads(args.jobs)?;
    let options = Options {
        articles: args.articles,
        seed: args.seed,
        ..Options::default()
    };
    let labelled = Feed::new(options)?.collect::<Result<Vec<Labelled>, _>>()?;
    let config = Config::default();
    let rows = measure(&labelled, &config)?;
    let mut out = session.results();
    writeln!(
        out,
        "| came about by | pairs | mean resemblance | judged | called copies | one family |\n|---|---|---|---|---|---|"
    )?;
    let origins = EDITS.map(Origin::Copy);
    for origin in origins
        .iter()
        .chain(&[Origin::Template, Origin::Rewrite, Origin::FollowUp])
    {
        let row = rows.get(origin).copied().unwrap_or_default();
        let share = |count: usize| ratio(real(count), row.pairs);
        writeln!(
            out,
            "| {} | {} | {:.3} | {:.4} | {:.4} | {:.4} |",
            origin.name(),
            row.pairs,
            ratio(row.resemblance, row.pairs),
            share(row.judged),
            share(row.copies),
            share(row.together),
        )?;
    }
    out.flush()?;
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of pairs lie far below 2^52"
)]
fn real(count: usize) -> f64 {
    count as f64
}

fn ratio(sum: f64, count: usize) -> f64 {
    if count == 0 { 0.0 } else { sum / real(count) }
}

/// Counts by origin, over every article that was made from another one.
fn measure(labelled: &[Labelled], config: &Config) -> anyhow::Result<BTreeMap<Origin, Row>> {
    let articles: Vec<Article> = labelled.iter().map(|l| l.article.clone()).collect();
    let found = copies::find(&articles, config, &Quiet)?;
    let at: BTreeMap<&str, usize> = (0..articles.len())
        .map(|position| (articles[position].id.as_str(), position))
        .collect();
    let rank = |position: usize| found.roster.input_order()[position];
    let mut family = vec![0; articles.len()];
    for (number, members) in found.families.iter().enumerate() {
        for &member in members {
            family[member as usize] = number;
        }
    }
    let mut rows: BTreeMap<Origin, Row> = BTreeMap::new();
    for (position, l) in labelled.iter().enumerate() {
        let Some(&from) = l.from.as_deref().and_then(|id| at.get(id)) else {
            continue;
        };
        let (a, b) = (
            rank(from).min(rank(position)),
            rank(from).max(rank(position)),
        );
        let pair = found
            .pairs
            .binary_search_by_key(&(a, b), |pair| (pair.a, pair.b));
        let pair = pair.ok().map(|at| &found.pairs[at]);
        let row = rows.entry(l.origin).or_default();
        row.pairs += 1;
        row.resemblance += pair.map_or_else(
            || resemblance(&articles[from], &articles[position], config),
            |pair| pair.overlap.resemblance(),
        );
        row.judged += usize::from(pair.is_some());
        row.copies += usize::from(pair.is_some_and(is_copy));
        row.together += usize::from(family[a as usize] == family[b as usize]);
    }
    Ok(rows)
}

fn is_copy(pair: &CopyPair) -> bool {
    matches!(
        pair.relation,
        Relation::Identical | Relation::NearCopy | Relation::Excerpt
    )
}

/// Exact resemblance of a pair that was not judged.
fn resemblance(a: &Article, b: &Article, config: &Config) -> f64 {
    let set = |article: &Article| shingle::set(article.as_ref(), config);
    copies::overlap(&set(a), &set(b)).resemblance()
}
