//! Profiles: what is kept of each document, and how telling its words are.
//!
//! In: the families, and what people corrected. Out: [`Profiles`], a profile a document. A document is a copy family,
//! judged by its lead. Cost: one pass over the texts of the leads, two where the feed lasts longer than an event may; all that
//! follows works on profiles.

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
pub mod standing;
pub mod template;
pub mod term_frequencies;
pub mod tf_idf;
pub mod vocabulary;

pub use collection::{Collection, Profile};

use crate::article::{ArticleSource, Scan};
use crate::config::Config;
use crate::corrections::{Corrections, Resolved};
use crate::detect::copies::Copies;
use crate::detect::{Observer, Stage, text};
use crate::error::Error;

use documents::{Document, Documents};
use gaps::Gaps;
use origins::Origins;
use standing::Standing;
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

/// Reads the leads of all families and weighs their terms, without lines that stand for longer than an event lasts.
///
/// # Errors
/// When an article can no longer be read.
pub fn read(
    source: &dyn ArticleSource,
    copies: &Copies,
    config: &Config,
    corrections: &Corrections,
    observer: &dyn Observer,
) -> Result<Profiles, Error> {
    let entries = copies.roster.entries();
    let fingerprints: Vec<u64> = entries.iter().map(|entry| entry.fingerprint).collect();
    let corrections = corrections.resolve(&fingerprints);
    let documents = Documents::new(copies, &corrections);
    observer.begin(Stage::Terms, documents.list.len() as u64);
    let lead = |document: &Document| {
        let entry = copies.roster.get(document.lead);
        (entry.position, entry.published)
    };
    let leads: Vec<_> = documents.list.iter().map(lead).collect();
    let standing = Standing::learn(source, &leads, config.events.window_hours)?;
    let leads: Vec<u32> = leads.into_iter().map(|(position, _)| position).collect();
    let counted = source.scan_some(&leads, |_, article| {
        observer.advance(1);
        let mut left_out = copies.furniture.bytes(article);
        left_out.extend(standing.bytes(article.text));
        let article = standing.without_title(article);
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
