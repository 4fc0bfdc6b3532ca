//! `cluster`: copies, events and storylines of a feed.

use std::io::Write;

use samestory::{Corrections, Quiet, detect};

use crate::args::ClusterArgs;
use crate::feed;
use crate::outcome::Outcome;
use crate::session::Session;
use crate::settings;

pub(crate) fn run(args: &ClusterArgs, session: &Session) -> anyhow::Result<Outcome> {
    let config = settings::effective(&args.settings)?;
    let articles = feed::open(&args.input, session)?;
    let found = detect(&articles, &config, &Corrections::default(), &Quiet)?;
    let mut results = session.results();
    samestory::write::lines(&mut results, &found.memberships)?;
    results.flush()?;
    Ok(Outcome::Done)
}
