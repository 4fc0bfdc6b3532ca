//! Profiles: what is kept of each document, and how telling its words are.
//!
//! In: the families, and what people corrected. Out: [`Profiles`], a profile a document. A document is a copy family,
//! judged by its lead. Cost: one pass over the texts of the leads; all that follows works on profiles.

pub mod background;
pub mod collection;
pub mod contexts;
pub mod day;
pub mod documents;
pub mod facts;
pub mod gaps;
pub mod headline;
pub mod names;
pub mod origins;
pub mod template;
pub mod term_frequencies;
pub mod tf_idf;
pub mod vocabulary;

pub use collection::{Collection, Profile};

use crate::article::ArticleSource;
use crate::corrections::{Corrections, Resolved};
use crate::detect::copies::Copies;
use crate::detect::{Observer, Stage, text};
use crate::error::Error;

use documents::{Document, Documents};
use gaps::Gaps;
use origins::Origins;
use term_frequencies::TermFrequencies;

/// What is kept of the articles of a run; documents are named by their index.
#[derive(Debug, Clone)]
pub struct Profiles {
    /// What is grouped.
    pub documents: Documents,
    /// The profile of each document's lead, and the vocabularies.
    pub collection: Collection,
    /// What is known beside their words.
    pub origins: Origins,
    /// How near to one another they are published.
    pub gaps: Gaps,
    /// What people said, resolved against the run's articles by rank.
    pub corrections: Resolved,
}

impl Profiles {
    /// What is kept of a document.
    ///
    /// # Panics
    /// When there is no such document.
    pub fn of(&self, document: u32) -> &Profile {
        &self.collection.profiles[document as usize]
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
    let documents = Documents::new(copies, &corrections);
    observer.begin(Stage::Terms, documents.list.len() as u64);
    let lead = |document: &Document| copies.roster.get(document.lead).position;
    let leads: Vec<u32> = documents.list.iter().map(lead).collect();
    let counted = source.scan_some(&leads, |_, article| {
        observer.advance(1);
        let left_out = copies.furniture.bytes(article);
        TermFrequencies::new(article, &text::analyse_without(article, &left_out))
    })?;
    let collection = Collection::new(counted);
    let published = collection.profiles.iter().map(|profile| profile.published);
    Ok(Profiles {
        gaps: Gaps::new(published),
        collection,
        origins: Origins::new(copies, &documents),
        documents,
        corrections,
    })
}
