//! `plan`: what a threshold and a recall cost and promise, before anything is run.

use std::io::Write;

use samestory::config::{Config, CopyConfig};
use samestory::detect::copies::bands::Plan;

use crate::args::PlanArgs;
use crate::new_file;
use crate::outcome::Outcome;
use crate::places::Places;
use crate::session::Session;

mod curve;

/// Bytes that a run keeps of an article: sketch, excerpt keys, id and source, place in the feed.
const BYTES_PER_ARTICLE: f64 = 780.0;
/// Resemblance of two articles that have nothing but common phrases in common.
const UNRELATED: [f64; 3] = [0.01, 0.05, 0.1];

pub(crate) fn run(args: &PlanArgs, session: &Session) -> anyhow::Result<Outcome> {
    let default = CopyConfig::default();
    let config = Config {
        copies: CopyConfig {
            threshold: args.threshold.unwrap_or(default.threshold),
            recall: args.recall.unwrap_or(default.recall),
            ..default
        },
        ..Config::default()
    };
    config.check()?;
    let articles = usize::try_from(args.articles).unwrap_or(usize::MAX);
    let plan = Plan::new(config.copies.threshold, config.copies.recall, articles)?;
    if let Some(path) = &args.svg {
        let mut places = Places::default();
        places.writes([path]);
        places.writes_stdout();
        places.check()?;
        new_file::write(path, curve::svg(&plan, &config.copies).as_bytes())?;
    }
    let mut out = session.results();
    describe(&mut out, &plan, &config.copies, args.articles)?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn describe(
    out: &mut dyn Write,
    plan: &Plan,
    config: &CopyConfig,
    articles: u32,
) -> std::io::Result<()> {
    let articles = f64::from(articles);
    writeln!(
        out,
        "{} bands of {} rows; a candidate has at least {} of 128 equal slots",
        plan.bands(),
        plan.rows(),
        plan.least_equal()
    )?;
    writeln!(
        out,
        "found at resemblance {}: {:.5} (asked for {})\n",
        config.threshold,
        plan.probability(config.threshold),
        config.recall
    )?;
    writeln!(out, "resemblance  found")?;
    for step in 0..=20 {
        let resemblance = f64::from(step) / 20.0;
        let found = plan.probability(resemblance);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 40 marks"
        )]
        let bar = "#".repeat((found * 40.0).round() as usize);
        writeln!(out, "{resemblance:11.2}  {found:.4} {bar}")?;
    }
    writeln!(
        out,
        "\nmemory for {articles} articles: about {:.0} MB, and 12 bytes a candidate pair",
        articles * BYTES_PER_ARTICLE / 1e6
    )?;
    let pairs = articles * (articles - 1.0) / 2.0;
    writeln!(
        out,
        "unrelated pairs that would be compared, of {pairs:.0}:"
    )?;
    for resemblance in UNRELATED {
        writeln!(
            out,
            "  if all resembled one another by {resemblance}: {:.0}",
            pairs * plan.probability(resemblance)
        )?;
    }
    Ok(())
}
