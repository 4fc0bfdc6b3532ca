//! `show`: what an intermediate stage makes of each article, one JSON object a line.

mod anchors;
mod copies;
mod terms;
mod words;

use std::io::Write;

use samestory::ArticleSource;
use samestory::detect::phrases::{Phrases, Without};
use serde_json::Value;

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
    let records: Vec<Value> = match args.stage {
        StageArg::Normalise => feed.scan(|_, article| words::normalised(article))?,
        StageArg::Tokens => feed.scan(|_, article| words::tokens(article))?,
        StageArg::Anchors => feed.scan(|_, article| anchors::anchors(article))?,
        StageArg::Shingles => feed.scan(|_, article| copies::shingles(article, &config))?,
        StageArg::Sketch => feed.scan(|_, article| copies::slots(article, &config))?,
        StageArg::Terms => terms::weighed(feed.scan(|_, article| terms::counted(article))?),
    };
    let mut results = session.results();
    samestory_cli::write::lines(&mut results, &records)?;
    results.flush()?;
    Ok(summary::of_feed(&opened.feed, session))
}
