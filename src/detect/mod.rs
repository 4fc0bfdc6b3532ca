//! The stages in data order, and their only caller.
//!
//! Articles in, [`Detection`] out. Pure: no files, clock, environment or printing; the same
//! articles and settings give the same result for any thread count and input order.

use crate::article::{ArticleSource, Scan};
use crate::config::{Config, Level};
use crate::corrections::Corrections;
use crate::detection::{Counts, Detection};
use crate::error::Error;

mod assemble;
pub mod candidates;
mod compare;
pub mod copies;
pub mod events;
mod lead;
pub mod phrases;
pub mod roster;
mod sink;
pub mod structures;
pub mod text;

pub use compare::{Comparison, compare};
use copies::Copies;
use events::storyline::Storylines;
use phrases::{Phrases, Without};
pub use sink::{Batch, Kind, Sink};

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

impl Stage {
    /// As progress and `run.json` name it: a few plain words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sketch => "sketch",
            Self::CopyCandidates => "copy candidates",
            Self::Compare => "compare",
            Self::Families => "families",
            Self::Terms => "terms",
            Self::EventCandidates => "event candidates",
            Self::Judge => "judge",
            Self::Group => "group",
            Self::Assemble => "assemble",
        }
    }
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
    let mut found = Detection::default();
    found.counts = detect_streaming(source, config, corrections, observer, &mut found)?;
    Ok(found)
}

/// [`fn@detect`] for large feeds: the records are handed to `sink` as they are made instead of held
/// in memory.
///
/// # Errors
/// Those of [`fn@detect`] and of `sink`.
pub fn detect_streaming<S: ArticleSource + ?Sized>(
    source: &S,
    config: &Config,
    corrections: &Corrections,
    observer: &dyn Observer,
    sink: &mut dyn Sink,
) -> Result<Counts, Error> {
    config.check()?;
    let phrases = Phrases::new(config)?;
    if phrases.is_empty() {
        return run(&source, config, corrections, observer, sink);
    }
    let whole = source.scan(|position, article| source.fingerprint(position, article))?;
    let without = Without::new(source, phrases).identified(whole);
    run(&without, config, corrections, observer, sink)
}

/// The stages.
fn run(
    source: &dyn ArticleSource,
    config: &Config,
    corrections: &Corrections,
    observer: &dyn Observer,
    sink: &mut dyn Sink,
) -> Result<Counts, Error> {
    let copies = copies::find(source, config, observer)?;
    let given = corrections.verdicts.len();
    match config.events.level {
        Level::Copies => {
            observer.begin(Stage::Assemble, 0);
            assemble::copies(source, &copies, config, given, sink)
        }
        Level::Events => {
            let storylines = storylines(source, &copies, config, corrections, observer)?;
            observer.begin(Stage::Assemble, 0);
            assemble::events(&copies, &storylines, config, given, sink)
        }
    }
}

/// Scans some articles of a feed ([`copies::parts`]), without the phrases that count as no content.
///
/// # Errors
/// When a phrase has no words, or an article cannot be read.
#[doc(hidden)]
pub fn scan_part<S: ArticleSource + ?Sized>(
    source: &S,
    config: &Config,
) -> Result<Vec<(roster::Entry, copies::parts::Node)>, Error> {
    let phrases = Phrases::new(config)?;
    if phrases.is_empty() {
        return copies::parts::scan(&source, config);
    }
    let whole = source.scan(|position, article| source.fingerprint(position, article))?;
    let without = Without::new(source, phrases).identified(whole);
    copies::parts::scan(&without, config)
}

/// Hands over the records of copies that were found part by part ([`copies::parts`]); those of events and
/// storylines are not made.
///
/// # Errors
/// Those of `sink`.
#[doc(hidden)]
pub fn records_of_part(
    copies: &Copies,
    config: &Config,
    sink: &mut dyn Sink,
) -> Result<Counts, Error> {
    assemble::copies(&[].as_slice(), copies, config, 0, sink)
}

/// Finds events and storylines among the families of `copies`.
///
/// # Errors
/// When an article can no longer be read.
pub fn storylines(
    source: &dyn ArticleSource,
    copies: &Copies,
    config: &Config,
    corrections: &Corrections,
    observer: &dyn Observer,
) -> Result<Storylines, Error> {
    let profiles = events::profile::read(source, copies, config, corrections, observer)?;
    let candidates = events::candidates::find(&profiles, config, observer);
    let judged = events::score::judge(profiles, candidates, observer);
    let events = events::group::group(judged, config, observer);
    Ok(events::storyline::group(events, config))
}
