//! Term frequencies: what is read of an article before it is known how telling its words are.
//!
//! In: an article and its [`Text`]. Out: [`TermFrequencies`], about 7 KB for an article of 300 words. Those of
//! all articles are held until the document frequencies are counted, so they are kept small.

use crate::article::ArticleRef;
use crate::detect::text::{self, Edition, PublishedBasis, Section, Span, Text, Word, normalise};
use crate::detection::Field;
use crate::time::Timestamp;

use crate::detect::events::profile::contexts::Contexts;
use crate::detect::events::profile::day::{self, EventDay};
use crate::detect::events::profile::facts::{self, Facts};
use crate::detect::events::profile::headline;
use crate::detect::events::profile::names;
use crate::detect::events::profile::template::TemplateSketch;

/// Bytes of running text that count as the lead.
const LEAD_BYTES: u32 = 600;
/// Weight of a word in a paragraph about what went before.
const BACKGROUND_PARAGRAPH: f32 = 0.5;

/// One article as it is read: how often each term stands there, and what else it says.
#[derive(Debug, Default)]
pub struct TermFrequencies {
    pub(super) title: Box<str>,
    pub(super) published: Option<Timestamp>,
    pub(super) lang: Box<str>,
    pub(super) content_words: u32,
    pub(super) words: Vec<TermFrequency>,
    pub(super) names: Vec<TermFrequency>,
    pub(super) facts: Facts,
    pub(super) contexts: Contexts,
    pub(super) day: Option<EventDay>,
    pub(super) weekday: Option<u8>,
    pub(super) edition: Option<Edition>,
    pub(super) template: TemplateSketch,
    /// Where the headline stands.
    pub(super) headline: Option<Span>,
    /// The words at the first place of each term of title and lead, in the order of `words`.
    pub(super) surfaces: Box<str>,
}

/// How often a term stands in the title and lead, and in all of the article, and where first.
#[derive(Debug, Clone, Copy)]
pub(super) struct TermFrequency {
    pub(super) term: u64,
    pub(super) all: f32,
    start: u32,
    end: u32,
    pub(super) lead: u16,
    field: Field,
    /// Whether it is cut from a script without spaces.
    pub(super) n_gram: bool,
}

impl TermFrequency {
    /// Where the term stands first.
    pub(super) fn first(&self) -> Span {
        Span {
            field: self.field,
            start: self.start,
            end: self.end,
        }
    }
}

impl TermFrequencies {
    /// Counts the words of an article.
    pub fn new(article: ArticleRef<'_>, text: &Text) -> Self {
        let content = || text.words.iter().filter(|word| !word.function);
        let in_text = |word: &&Word| word.span.field == Field::Text;
        let begin = text.words.iter().find(in_text).map_or(0, |w| w.span.start);
        let place = |span: Span, section| Place {
            lead: span.field == Field::Title || span.start < begin + LEAD_BYTES,
            section,
        };
        let words = content().map(|word| {
            let written = facts::surface(article, word.span);
            TermFrequency {
                n_gram: written.starts_with(|c| normalise::unspaced(c).is_some()),
                ..count(word.term, word.span, place(word.span, word.section))
            }
        });
        let names = names::words(article, text)
            .into_iter()
            .map(|(name, span, section)| count(name, span, place(span, section)));
        let facts = Facts::new(article, text);
        // A date that the page itself bears is no feed's word on when it was published.
        let stated = text.published_basis == PublishedBasis::Feed;
        Self {
            title: headline::title(article),
            published: text.published.filter(|_| stated),
            lang: text.lang.as_str().into(),
            content_words: u32::try_from(content().count()).unwrap_or(u32::MAX),
            words: tally(words.collect()),
            names: tally(names.collect()),
            day: day::event_day(text, &facts),
            weekday: text::event_weekday(text),
            edition: text.edition,
            template: TemplateSketch::new(article, text),
            headline: Some(headline::span(article, text, begin)),
            contexts: Contexts::new(article, text, &facts),
            facts,
            surfaces: Box::default(),
        }
        .with_surfaces(article)
    }

    fn with_surfaces(mut self, article: ArticleRef<'_>) -> Self {
        let lead = self.words.iter().filter(|count| count.lead > 0);
        let surfaces: String = lead.map(|c| facts::surface(article, c.first())).collect();
        self.surfaces = surfaces.into();
        self
    }
}

/// In which part of an article a word stands.
#[derive(Clone, Copy)]
struct Place {
    lead: bool,
    section: Section,
}

fn count(term: u64, first: Span, place: Place) -> TermFrequency {
    let all = match place.section {
        Section::Background => BACKGROUND_PARAGRAPH,
        _ => 1.0,
    };
    TermFrequency {
        term,
        all,
        start: first.start,
        end: first.end,
        lead: u16::from(place.lead),
        field: first.field,
        n_gram: false,
    }
}

/// Adds up the counts of each term.
fn tally(mut counts: Vec<TermFrequency>) -> Vec<TermFrequency> {
    counts.sort_by_key(|c| (c.term, c.first()));
    counts.dedup_by(|next, kept| {
        let same = next.term == kept.term;
        if same {
            kept.lead = kept.lead.saturating_add(next.lead);
            kept.all += next.all;
        }
        same
    });
    counts.shrink_to_fit();
    counts
}
