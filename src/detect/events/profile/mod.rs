//! Profiles: what is kept of each unit, and how telling its words are.
//!
//! In: the families, and what people corrected. Out: [`Profiles`], a profile a unit. A unit is a copy family,
//! judged by its lead. Cost: one pass over the texts of the leads; all that follows works on profiles.

pub mod background;
pub mod collection;
pub mod contexts;
pub mod counted;
pub mod day;
pub mod documents;
pub mod facts;
pub mod headline;
pub mod names;
pub mod origins;
pub mod template;
pub mod tf_idf;
pub mod vocabulary;

pub use collection::{Profile, Terms};

use crate::article::ArticleSource;
use crate::corrections::{Corrections, Resolved};
use crate::detect::copies::Copies;
use crate::detect::{Observer, Stage, text};
use crate::error::Error;

use counted::Draft;
use documents::{Unit, Units};
use origins::Origins;

/// What is kept of the articles of a run; units are named by their index.
#[derive(Debug, Clone)]
pub struct Profiles {
    /// What is grouped.
    pub units: Units,
    /// The profile of each unit's lead, and the vocabularies.
    pub terms: Terms,
    /// What is known beside their words.
    pub origins: Origins,
    /// What people said, resolved against the run's articles by rank.
    pub corrections: Resolved,
}

impl Profiles {
    /// What is kept of a unit.
    ///
    /// # Panics
    /// When there is no such unit.
    pub fn of(&self, unit: u32) -> &Profile {
        &self.terms.profiles[unit as usize]
    }
}

/// Reads the leads of all families and weighs their terms.
///
/// # Errors
/// When an article can no longer be read.
pub fn read<S: ArticleSource + ?Sized>(
    source: &S,
    copies: &Copies,
    corrections: &Corrections,
    observer: &dyn Observer,
) -> Result<Profiles, Error> {
    let entries = copies.roster.entries();
    let fingerprints: Vec<u64> = entries.iter().map(|entry| entry.fingerprint).collect();
    let corrections = corrections.resolve(&fingerprints);
    let units = Units::new(copies, &corrections);
    observer.begin(Stage::Terms, units.list.len() as u64);
    let lead = |unit: &Unit| copies.roster.get(unit.lead).position;
    let leads: Vec<u32> = units.list.iter().map(lead).collect();
    let drafts = source.scan_some(&leads, |_, article| {
        observer.advance(1);
        let left_out = copies.furniture.bytes(article);
        Draft::new(article, &text::analyse_without(article, &left_out))
    })?;
    Ok(Profiles {
        terms: Terms::new(drafts),
        origins: Origins::new(copies, &units),
        units,
        corrections,
    })
}
