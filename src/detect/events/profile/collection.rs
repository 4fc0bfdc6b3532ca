//! Terms: what the event layer keeps of an article, weighted by how telling each word is.
//!
//! In: the drafts of a feed. Out: [`Terms`]: a [`Profile`] an article and the vocabularies. Promise:
//! nothing depends on the order of reading. Weights are log tf times idf (Salton and Buckley 1988).

use rayon::prelude::*;

use crate::detect::text::Span;
use crate::time::Timestamp;

use crate::detect::events::profile::contexts::Surroundings;
use crate::detect::events::profile::counted::Draft;
use crate::detect::events::profile::day::EventDay;
use crate::detect::events::profile::facts::Facts;
use crate::detect::events::profile::template::Form;
use crate::detect::events::profile::tf_idf::{SpreadWording, Wording};
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
    /// Its weighted words.
    pub wording: Wording,
    /// Words of the headline, by term, each with its share of the headline's idf; the shares add up
    /// to 1.
    pub headline: Box<[(u32, f32)]>,
    /// Number of different content words.
    pub terms: u32,
    /// What it states.
    pub facts: Facts,
    /// The words beside the statements of title and lead.
    pub surroundings: Surroundings,
    /// The numbered series of title and lead, with their instance.
    pub instances: Box<[(u64, u64)]>,
    /// When it says its event happened.
    pub day: Option<EventDay>,
    /// A weekday of title or lead that nothing resolves, Monday = 0.
    pub weekday: Option<u8>,
    /// Its wording without names, numbers and dates.
    pub form: Form,
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
pub struct Terms {
    /// One for each draft, in the same order.
    pub profiles: Vec<Profile>,
    /// Words.
    pub words: Vocabulary,
    /// Words of names.
    pub names: Vocabulary,
}

impl Profile {
    fn new(draft: Draft, words: (&Vocabulary, &Numbers), names: (&Vocabulary, &Numbers)) -> Self {
        let counted = words.1.of(&draft.words);
        let lead = words.0.weigh(&counted, |count| f32::from(count.lead));
        let body = words.0.weigh(&counted, |count| count.all);
        let name = names.0.weigh(&names.1.of(&draft.names), |count| count.all);
        let shared = |term| words.0.frequency(term) > 1;
        let in_headline = counted
            .iter()
            .filter(|(_, count)| draft.headline.is_some_and(|h| h.holds(count.first())));
        let headline = words.0.shares(in_headline.map(|&(term, _)| term));
        let mut start = 0;
        let mut mentions = Vec::with_capacity(lead.len());
        for (term, count) in counted.iter().filter(|(_, count)| count.lead > 0) {
            let span = count.first();
            mentions.push(Mention {
                term: *term,
                span,
                start,
            });
            start += span.end - span.start;
        }
        Self {
            title: draft.title,
            published: draft.published,
            lang: draft.lang,
            content_words: draft.content_words,
            wording: Wording {
                lead: Vector::unit(&lead, |_| true),
                body: Vector::unit(&body, shared),
                names: Vector::unit(&name, |_| true),
            },
            headline,
            terms: u32::try_from(draft.words.len()).unwrap_or(u32::MAX),
            instances: draft.facts.instances(),
            facts: draft.facts,
            surroundings: draft.surroundings,
            day: draft.day,
            weekday: draft.weekday,
            form: draft.form,
            mentions: mentions.into(),
            surfaces: draft.surfaces,
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

impl Terms {
    /// Room to lay out the wording of any profile.
    pub fn spread(&self) -> SpreadWording {
        SpreadWording::new(self.words.len(), self.names.len())
    }

    /// Weighs the drafts of a feed.
    pub fn new(drafts: Vec<Draft>) -> Self {
        let ((words, word_numbers), (names, name_numbers)) = rayon::join(
            || Vocabulary::new(&drafts, |draft| &draft.words),
            || Vocabulary::new(&drafts, |draft| &draft.names),
        );
        let profiles = drafts
            .into_par_iter()
            .map(|draft| Profile::new(draft, (&words, &word_numbers), (&names, &name_numbers)))
            .collect();
        Self {
            profiles,
            words,
            names,
        }
    }
}
