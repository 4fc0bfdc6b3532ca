//! Two articles alone: how they relate, with every signal.
//!
//! In: two articles. Out: a [`Comparison`]. The two are a feed of their own: what is usual in news
//! is known from the background alone, so a score may differ from that of a run which knows more.

use serde::Serialize;

use super::copies::{Copies, overlap, shingle};
use super::events::score::features::Features;
use super::phrases::Phrases;
use super::{Quiet, assemble, copies, storylines};
use crate::article::Article;
use crate::config::Config;
use crate::corrections::Corrections;
use crate::detection::Pair;
use crate::error::Error;

/// How two articles relate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The verdict with its evidence; the shared text is counted exactly, however little it is.
    pub pair: Pair,
    /// Everything that was measured.
    pub signals: Features,
}

/// Compares two articles alone.
///
/// `pair.a` is the one that comes first in the total order (publication, id), which need not be `a`.
///
/// # Errors
/// When both have the same id, or a setting is out of range.
pub fn compare(a: &Article, b: &Article, config: &Config) -> Result<Comparison, Error> {
    config.check()?;
    if a.id == b.id {
        return Err(
            Error::usage(format!("both articles have the id `{}`", a.id))
                .help("give each its own id"),
        );
    }
    let phrases = Phrases::new(config)?;
    let both = [phrases.strip(a), phrases.strip(b)];
    let feed = both.as_slice();
    // Copies are judged as two families all the same, so that every signal is measured.
    let copies = Copies {
        families: vec![vec![0], vec![1]],
        leads: vec![0, 1],
        cohesion: Vec::new(),
        excerpts: Vec::new(),
        ..copies::find(&feed, config, &Quiet)?
    };
    let storylines = storylines(&feed, &copies, config, &Corrections::default(), &Quiet)?;
    let set = |rank: usize| {
        let position = copies.roster.entries()[rank].position;
        shingle::set(both[position as usize].as_ref(), config)
    };
    let overlap = overlap(&set(0), &set(1));
    Ok(Comparison {
        pair: assemble::one_pair(&copies, &storylines, config, overlap),
        signals: storylines.events.judged.scorer().features(0, 1),
    })
}
