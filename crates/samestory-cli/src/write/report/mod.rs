//! The editors' report: one HTML file that needs nothing else, or a folder of them.
//!
//! In: the records of a run. Out: a page that a browser shows without network and without
//! running anything but the one script whose hash its security policy names; it is readable with
//! no script at all. Promise: article text is never taken for markup; same records, same bytes.
//! Cost: every event is rendered once for each length of texts that is tried; memory is a few times
//! a page. Size: one page of at most [`ReportOptions::max_bytes`], by cutting texts; where all events
//! do not fit with their reasons, pages by day.

use samestory::detection::{Pair, Quote, Relation};
use samestory::error::Error;

use super::Records;

mod adds;
mod anchors;
mod cards;
mod charts;
mod conflicts;
mod doubt;
mod edition;
mod events;
mod facets;
mod index;
mod lineage;
mod marks;
mod material;
mod members;
mod names;
mod overview;
mod page;
mod pages;
mod reasons;
mod render;
mod sources;
mod storylines;
pub(super) mod strings;
mod strip;
mod title;
mod told;
mod views;
pub(super) mod words;

pub use doubt::{Doubted, doubted};
pub use edition::{Length, markdown, pages};
pub use sources::Owners;
pub use strings::ReportLang;

/// How a report is made.
#[derive(Debug, Clone)]
pub struct ReportOptions {
    /// Most bytes of one page that holds all events; beyond that there are many. Default 15,000,000.
    pub max_bytes: usize,
    /// Who owns which outlet; by default nothing is stated.
    pub owners: Owners,
    /// The language of everything but the articles. Default English.
    pub lang: ReportLang,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self {
            max_bytes: 15_000_000,
            owners: Owners::default(),
            lang: ReportLang::default(),
        }
    }
}

/// Characters of a text that the report looks at, when there are so many articles: whoever holds
/// the articles for it need keep no more, and memory stays bounded.
pub fn report_text_chars(articles: usize) -> usize {
    const ALL_TEXTS: usize = 100_000_000;
    (ALL_TEXTS / articles.max(1)).clamp(400, samestory::run::STORED_TEXT_CHARS)
}

/// What the report needs of a judged pair, by the side of [`report_text_chars`]: of one that is not
/// explained its scores, where it binds two reports of one event, and of the others no quote that
/// only repeats its reason.
pub fn report_pair(mut pair: Pair) -> Option<Pair> {
    for evidence in pair
        .evidence_for
        .iter_mut()
        .chain(&mut pair.evidence_against)
    {
        let told = evidence.detail.to_lowercase();
        let adds = |quote: &Quote| !views::repeats(&told, quote);
        evidence.quotes.retain(adds);
        evidence.quotes.shrink_to_fit();
    }
    let binds = matches!(pair.relation, Relation::SameEvent | Relation::Rewrite);
    (pair.explained || binds).then_some(pair)
}

/// A file of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFile<'a> {
    /// The whole report, which needs no other file.
    Whole(&'a str),
    /// One page of many, with its name in their folder; `index.html` comes first and leads to all.
    Page(&'a str, &'a str),
}

/// Makes the report, and hands each of its files to `write` as soon as it is ready.
///
/// # Errors
/// When the articles do not fit the memberships, or a record names an article or event that is
/// not there; and what `write` returns.
pub fn report(
    input: &Records<'_>,
    options: &ReportOptions,
    mut write: impl FnMut(ReportFile<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    render::render(input, options, &mut write)
}
