//! The editors' report: one HTML file that needs nothing else.
//!
//! In: the records of a run. Out: a page that a browser shows without network and without
//! running anything but the one script whose hash its security policy names; it is readable with
//! no script at all. Promise: article text is never taken for markup; same records, same bytes.
//! Cost: every event is rendered twice (in short and in full) to choose what fits; memory is a
//! few times the page. Size: at most [`ReportOptions::max_bytes`], by cutting texts first, then
//! leaving out texts and reasons of the events at the end of the list, then those events.

use samestory::detection::{Pair, Quote, Relation};
use samestory::error::Error;

use super::Records;

mod charts;
mod conflicts;
mod doubt;
mod edition;
mod events;
mod facets;
mod lineage;
mod marks;
mod material;
mod members;
mod overview;
mod page;
mod reasons;
mod sources;
mod storylines;
pub(super) mod strings;
mod strip;
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
    /// Most bytes of the page. Default 14,000,000; at least 2,000,000 is used.
    pub max_bytes: usize,
    /// Who owns which outlet; by default nothing is stated.
    pub owners: Owners,
    /// The language of everything but the articles. Default English.
    pub lang: ReportLang,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self {
            max_bytes: 14_000_000,
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

/// Makes the report.
///
/// # Errors
/// When the articles do not fit the memberships, or a record names an article or event that is
/// not there.
pub fn report(input: &Records<'_>, options: &ReportOptions) -> Result<String, Error> {
    page::render(input, options)
}
