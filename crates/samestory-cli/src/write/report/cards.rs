//! The events of a page, rendered, with as much of their texts as fits.
//!
//! In: events with their heads. Out: a card for each. Promise: every event has its reasons and its
//! members; what is cut are texts, and each says so in its place. Cost: the events are rendered once
//! for every length that is tried.

use minijinja::value::Serde;
use minijinja::{Environment, Value, context};
use rayon::prelude::*;

use samestory::cut;
use samestory::error::Error;
use samestory::run::StoredArticle;

use super::ReportOptions;
use super::events::{self, Head};
use super::material::Material;
use super::page::template_error;

/// Lengths to which texts are cut, in characters; the longest with which all events fit is taken.
const TEXT_CHARS: [usize; 7] = [20_000, 8_000, 4_000, 2_000, 1_000, 400, 200];
/// The length in a report of many pages, where no page has to hold all.
const CHARS_OF_MANY: usize = 1_000;
/// Room for everything that is not an event.
const RESERVED_BYTES: usize = 1_500_000;

/// What cards are rendered from.
pub(super) struct Printer<'a> {
    pub(super) environment: &'a Environment<'static>,
    pub(super) material: &'a Material<'a>,
    pub(super) options: &'a ReportOptions,
}

/// The cards of events, in the order of the list.
pub(super) struct Cards {
    cards: Vec<String>,
    text_chars: usize,
}

impl Printer<'_> {
    /// All events with the longest texts with which they fit into one page; none if they do not.
    pub(super) fn one_page(&self, heads: &[(usize, Head)]) -> Result<Option<Cards>, Error> {
        let room = self.options.max_bytes.saturating_sub(RESERVED_BYTES);
        let articles = &self.material.articles;
        let most = super::report_text_chars(articles.len());
        let mut tried = usize::MAX;
        for text_chars in TEXT_CHARS.map(|chars| chars.min(most)) {
            // Nearly every text stands in the page, so what is too long is seen before it is made.
            let texts: usize = (articles.par_iter())
                .map(|stored| cut::to_chars(&stored.article.text, text_chars).0.len())
                .sum();
            // A length that cuts no more than the one before gives the same cards.
            let cuts_more = texts < tried;
            tried = texts;
            if cuts_more
                && texts / 2 <= room
                && let Some(cards) = self.cards(heads, text_chars, room)?
            {
                return Ok(Some(Cards { cards, text_chars }));
            }
        }
        Ok(None)
    }

    /// Some events, as a page of many shows them.
    pub(super) fn page_of_many(&self, heads: &[(usize, Head)]) -> Result<Cards, Error> {
        let most = super::report_text_chars(self.material.articles.len());
        let text_chars = CHARS_OF_MANY.min(most);
        let cards = self.cards(heads, text_chars, usize::MAX)?;
        Ok(Cards {
            cards: cards.unwrap_or_default(),
            text_chars,
        })
    }

    /// The cards if they fit into so many bytes, rendered in parallel batches.
    fn cards(
        &self,
        heads: &[(usize, Head)],
        text_chars: usize,
        room: usize,
    ) -> Result<Option<Vec<String>>, Error> {
        const BATCH: usize = 64;
        let mut cards: Vec<String> = Vec::with_capacity(heads.len());
        let mut used = 0;
        for batch in heads.chunks(BATCH) {
            let rendered: Vec<_> = (batch.par_iter())
                .map(|(event, head)| self.card(*event, head, text_chars))
                .collect();
            for card in rendered {
                let card = card.map_err(template_error)?;
                used += card.len();
                if used > room {
                    return Ok(None);
                }
                cards.push(card);
            }
        }
        Ok(Some(cards))
    }

    fn card(
        &self,
        event: usize,
        head: &Head,
        text_chars: usize,
    ) -> Result<String, minijinja::Error> {
        let event = &self.material.detection.events[event];
        let view = events::body(self.material, &self.options.owners, event, text_chars);
        let body = self.environment.get_template("body.html")?;
        let body = body.render(Value::from(Serde(&view)))?;
        self.environment
            .get_template("event.html")?
            .render(context! {
                body => Value::from_safe_string(body),
                ..Value::from(Serde(head))
            })
    }
}

impl Cards {
    /// Those of several articles, and the others.
    pub(super) fn split(&self, shared: usize) -> [String; 2] {
        let (shared, singles) = self.cards.split_at(shared);
        [shared.concat(), singles.concat()]
    }

    /// What the page says of its texts.
    pub(super) fn shortening(&self, material: &Material<'_>) -> String {
        let cut = |stored: &StoredArticle| {
            stored.shortened || cut::to_chars(&stored.article.text, self.text_chars).1
        };
        if material.articles.iter().any(cut) {
            material
                .strings
                .count("about.shortening_text", self.text_chars)
        } else {
            material.strings.say("about.shortening_none")
        }
    }
}
