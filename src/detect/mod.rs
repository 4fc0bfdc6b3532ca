//! The stages in data order, and their only caller.
//!
//! Articles in, [`Detection`] out. Pure: no files, clock, environment or printing; the same
//! articles and settings give the same result for any thread count and input order.

use crate::article::ArticleSource;
use crate::config::{Config, Level};
use crate::corrections::Corrections;
use crate::detection::{Detection, Pair};
use crate::error::Error;

mod assemble;
pub mod candidates;
mod compare;
pub mod copies;
pub mod events;
mod lead;
pub mod roster;
pub mod text;

pub use compare::{Comparison, compare};

/// A stage of a run, as progress reports name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Reading, normalising, shingling and sketching every article.
    Sketch,
    /// Joining band keys to candidates.
    CopyCandidates,
    /// Comparing candidates exactly.
    Compare,
    /// Grouping copies.
    Families,
    /// Terms and anchors of every family's lead.
    Terms,
    /// Joining event keys to candidates.
    EventCandidates,
    /// Scoring candidates.
    Judge,
    /// Grouping events and storylines.
    Group,
    /// Putting the records together.
    Assemble,
}

/// Hears how far a run is. Calls may come from several threads.
pub trait Observer: Sync {
    /// A stage begins; `total` counts its units of work, 0 when unknown.
    fn begin(&self, stage: Stage, total: u64);
    /// So many more units of the current stage are done.
    fn advance(&self, units: u64);
}

/// An [`Observer`] that ignores everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Observer for Quiet {
    fn begin(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
}

/// Finds copies, events and storylines among the articles of `source`.
///
/// An empty source gives an empty detection.
///
/// # Errors
/// When a setting is out of range, or an article can no longer be read from its source.
pub fn detect<S: ArticleSource + ?Sized>(
    source: &S,
    config: &Config,
    corrections: &Corrections,
    observer: &dyn Observer,
) -> Result<Detection, Error> {
    let mut pairs = Vec::new();
    let mut collect = |batch: Vec<Pair>| {
        pairs.extend(batch);
        Ok(())
    };
    let found = detect_streaming(source, config, corrections, observer, Some(&mut collect))?;
    Ok(Detection { pairs, ..found })
}

/// Takes judged pairs as they come: batches in the order of [`Detection::pairs`]. An error ends the
/// run.
pub type PairSink<'a> = dyn FnMut(Vec<Pair>) -> Result<(), Error> + Send + 'a;

/// [`fn@detect`] for large feeds: the judged pairs, by far the most of the records, are handed to
/// `pairs` instead of held in memory, and [`Detection::pairs`] stays empty.
///
/// Without a sink no pair records are made.
///
/// # Errors
/// Those of [`fn@detect`] and of `pairs`.
pub fn detect_streaming<S: ArticleSource + ?Sized>(
    source: &S,
    config: &Config,
    corrections: &Corrections,
    observer: &dyn Observer,
    pairs: Option<&mut PairSink<'_>>,
) -> Result<Detection, Error> {
    config.check()?;
    let copies = copies::find(source, config, observer)?;
    let events = match config.events.level {
        Level::Copies => events::Events::one_per_family(source, &copies, observer)?,
        Level::Events => events::find(source, &copies, config, corrections, observer)?,
    };
    observer.begin(Stage::Assemble, 0);
    assemble::assemble(&copies, &events, config, corrections.verdicts.len(), pairs)
}
