//! `show`: what an intermediate stage makes of each article, one JSON object a line.

mod anchors;
mod copies;
mod terms;
mod words;

use std::io::{self, Write};

use samestory::detect::phrases::{Phrases, Without};
use samestory::{ArticleRef, ArticleSource, Scan};
use samestory_cli::write;
use serde::{Serialize, Serializer};

use crate::args::{ShowArgs, StageArg};
use crate::outcome::Outcome;
use crate::progress::Progress;
use crate::session::Session;
use crate::{feed, settings, summary};

pub(crate) fn run(args: &ShowArgs, session: &Session) -> anyhow::Result<Outcome> {
    feed::expect_input(&args.input, session)?;
    let config = settings::effective(&args.settings)?;
    let progress = Progress::new(session);
    let opened = feed::open(&args.input, &progress)?;
    progress.finish();
    let feed = &Without::new(&opened.feed, Phrases::new(&config)?);
    let results = &mut session.results();
    match args.stage {
        StageArg::Normalise => one_by_one(feed, |article| words::normalised(article, results))?,
        StageArg::Tokens => one_by_one(feed, |article| words::tokens(article, results))?,
        StageArg::Anchors => one_by_one(feed, |article| anchors::anchors(article, results))?,
        StageArg::Shingles => {
            one_by_one(feed, |article| copies::shingles(article, &config, results))?;
        }
        StageArg::Sketch => one_by_one(feed, |article| copies::slots(article, &config, results))?,
        StageArg::Terms => {
            let counted = feed.scan(|_, article| terms::counted(article))?;
            write::lines(results, terms::weighed(counted))?;
        }
    }
    results.flush()?;
    Ok(summary::of_feed(&opened.feed, session))
}

/// Shows every article, in input order; what a stage makes of one can be many times as large as the
/// article, so no more than one is held.
fn one_by_one(
    feed: &impl ArticleSource,
    mut show: impl FnMut(ArticleRef<'_>) -> io::Result<()>,
) -> anyhow::Result<()> {
    for position in 0..feed.len() {
        show(feed.article(position)?.as_ref())?;
    }
    Ok(())
}

/// A list in JSON of which each item is made when it is written.
struct List<F>(F);

impl<F, I> Serialize for List<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0())
    }
}
