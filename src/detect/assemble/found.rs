//! What the stages found, as the records draw on it.

use super::articles::Articles;
use crate::detect::copies::Copies;
use crate::detect::events::group::Events;
use crate::detect::events::profile::{Profile, Profiles};
use crate::detect::events::score::{Judged, strength};
use crate::detect::events::storyline::Storylines;
use crate::detect::roster::Rank;
use crate::detect::structures::partition::Partition;

/// Copies, events and storylines of a run.
pub(super) struct Found<'a> {
    pub(super) articles: Articles<'a>,
    pub(super) profiles: &'a Profiles,
    pub(super) judged: &'a Judged,
    pub(super) events: &'a Events,
    pub(super) storylines: &'a Storylines,
}

impl<'a> Found<'a> {
    pub(super) fn new(copies: &'a Copies, storylines: &'a Storylines) -> Self {
        let events = &storylines.events;
        Self {
            articles: Articles::new(copies),
            profiles: &events.judged.profiles,
            judged: &events.judged,
            events,
            storylines,
        }
    }

    /// The event of each document.
    pub(super) fn by_event(&self) -> &'a Partition {
        &self.events.partition
    }

    /// The storyline of each event.
    pub(super) fn by_storyline(&self) -> &'a Partition {
        &self.storylines.partition
    }

    pub(super) fn id(&self, rank: Rank) -> &'a str {
        self.articles.id(rank)
    }

    pub(super) fn document_of(&self, rank: Rank) -> u32 {
        self.profiles.documents.of[rank as usize]
    }

    /// What is kept of a document.
    pub(super) fn profile(&self, document: u32) -> &'a Profile {
        self.profiles.of(document)
    }

    /// The article that is judged for a document.
    pub(super) fn lead_of(&self, document: u32) -> Rank {
        self.profiles.documents.list[document as usize].lead
    }

    /// The articles of a document, ascending.
    pub(super) fn articles_of(&self, document: u32) -> &'a [Rank] {
        &self.profiles.documents.list[document as usize].members
    }

    pub(super) fn event_of(&self, rank: Rank) -> u32 {
        self.by_event().of(self.document_of(rank))
    }

    /// The storyline that a document's event belongs to.
    pub(super) fn storyline_of(&self, document: u32) -> u32 {
        self.by_storyline().of(self.by_event().of(document))
    }

    /// The first article of an event.
    pub(super) fn first(&self, event: u32) -> Rank {
        let documents = self.by_event().members(event).iter();
        let first = |&document: &u32| self.articles_of(document).first().copied();
        documents.filter_map(first).min().unwrap_or_default()
    }

    /// All articles of an event, ascending.
    pub(super) fn members(&self, event: u32) -> Vec<Rank> {
        let documents = self.by_event().members(event).iter();
        let mut members: Vec<Rank> = documents
            .flat_map(|&document| self.articles_of(document))
            .copied()
            .collect();
        members.sort_unstable();
        members
    }

    /// Whether an article has too few words to judge by.
    pub(super) fn is_short(&self, document: u32) -> bool {
        self.profile(document).content_words < strength::SHORT
    }
}
