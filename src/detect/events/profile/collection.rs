//! The collection: what is kept of every document, its words weighed by how telling they are.
//!
//! In: the term frequencies of a feed. Out: [`Collection`]: a [`Profile`] a document and the vocabularies.
//! Promise: nothing depends on the order of reading. Weights are log tf times idf (Salton and Buckley 1988).

use rayon::prelude::*;

use crate::detect::text::{Edition, Span};
use crate::time::Timestamp;

use crate::detect::events::profile::contexts::Contexts;
use crate::detect::events::profile::day::EventDay;
use crate::detect::events::profile::facts::Facts;
use crate::detect::events::profile::template::TemplateSketch;
use crate::detect::events::profile::term_frequencies::TermFrequencies;
use crate::detect::events::profile::tf_idf::{DenseTfIdf, TfIdf};
use crate::detect::events::profile::vocabulary::{Numbers, Vocabulary};
use crate::detect::structures::sparse::Vector;

/// What is kept of an article.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Its headline, or the first words of its text.
    pub title: Box<str>,
    /// When it was published, as the feed says.
    pub published: Option<Timestamp>,
    /// Language code.
    pub lang: Box<str>,
    /// Words that are not function words.
    pub content_words: u32,
    /// Its words, weighed.
    pub tf_idf: TfIdf,
    /// Words of the headline, by term, each with its share of the headline's idf; the shares add up
    /// to 1.
    pub headline: Box<[(u32, f32)]>,
    /// What it states.
    pub facts: Facts,
    /// The words beside the statements of title and lead.
    pub contexts: Contexts,
    /// The numbered series of title and lead, with their instance.
    pub instances: Box<[(u64, u64)]>,
    /// When it says its event happened.
    pub day: Option<EventDay>,
    /// A weekday of title or lead that nothing resolves, Monday = 0.
    pub weekday: Option<u8>,
    /// Which piece of a kind that recurs it is.
    pub edition: Option<Edition>,
    /// Its words without names, numbers and dates, sketched.
    pub template: TemplateSketch,
    mentions: Box<[Mention]>,
    /// The words of all mentions, one after another.
    surfaces: Box<str>,
}

/// Where a term of title or lead stands first.
#[derive(Debug, Clone, Copy)]
struct Mention {
    term: u32,
    span: Span,
    /// Where its words begin in the profile's `surfaces`.
    start: u32,
}

/// All profiles, and the vocabularies that number their terms.
#[derive(Debug, Clone, Default)]
pub struct Collection {
    /// One for each document, in the same order.
    pub profiles: Vec<Profile>,
    /// Words.
    pub words: Vocabulary,
    /// Words of names.
    pub names: Vocabulary,
}

impl Profile {
    fn new(
        counted: TermFrequencies,
        words: (&Vocabulary, &Numbers),
        names: (&Vocabulary, &Numbers),
    ) -> Self {
        let frequencies = words.1.of(&counted.words);
        let lead = words.0.weigh(&frequencies, |count| f32::from(count.lead));
        let body = words.0.weigh(&frequencies, |count| count.all);
        let name = names
            .0
            .weigh(&names.1.of(&counted.names), |count| count.all);
        let shared = |term| words.0.document_frequency(term) > 1;
        let in_headline = frequencies
            .iter()
            .filter(|(_, count)| counted.headline.is_some_and(|h| h.holds(count.first())));
        let headline = words.0.shares(in_headline.map(|&(term, _)| term));
        let mut start = 0;
        let mut mentions = Vec::with_capacity(lead.len());
        for (term, count) in frequencies.iter().filter(|(_, count)| count.lead > 0) {
            let span = count.first();
            mentions.push(Mention {
                term: *term,
                span,
                start,
            });
            start += span.end - span.start;
        }
        Self {
            title: counted.title,
            published: counted.published,
            lang: counted.lang,
            content_words: counted.content_words,
            tf_idf: TfIdf {
                lead: Vector::unit(&lead, |_| true),
                body: Vector::unit(&body, shared),
                names: Vector::unit(&name, |_| true),
            },
            headline,
            instances: counted.facts.instances(),
            facts: counted.facts,
            contexts: counted.contexts,
            day: counted.day,
            weekday: counted.weekday,
            edition: counted.edition,
            template: counted.template,
            mentions: mentions.into(),
            surfaces: counted.surfaces,
        }
    }

    /// Where a term of title or lead stands first, and the words there.
    pub fn mention(&self, term: u32) -> Option<(Span, &str)> {
        let at = self.mentions.binary_search_by_key(&term, |m| m.term).ok()?;
        let Mention { span, start, .. } = self.mentions[at];
        let end = start + (span.end - span.start);
        let words = self.surfaces.get(start as usize..end as usize)?;
        Some((span, words))
    }
}

impl Collection {
    /// Room to lay out the vectors of any document.
    pub fn dense(&self) -> DenseTfIdf {
        DenseTfIdf::new(self.words.len(), self.names.len())
    }

    /// Weighs the terms of all documents of a feed.
    pub fn new(counted: Vec<TermFrequencies>) -> Self {
        let ((words, word_numbers), (names, name_numbers)) = rayon::join(
            || Vocabulary::new(&counted, |document| &document.words),
            || Vocabulary::new(&counted, |document| &document.names),
        );
        let profiles = counted
            .into_par_iter()
            .map(|document| {
                Profile::new(document, (&words, &word_numbers), (&names, &name_numbers))
            })
            .collect();
        Self {
            profiles,
            words,
            names,
        }
    }
}
