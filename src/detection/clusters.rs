//! Many articles: families, events and storylines, and how well each holds together.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Quote;
use crate::time::{Day, Timestamp};

/// One happening and the articles that report it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Id, derived from content.
    pub event: String,
    /// Storyline it belongs to.
    pub storyline: String,
    /// Title of its lead article, or the first words of its text.
    pub title: String,
    /// Id of the article that stands for it.
    pub lead: String,
    /// Ids of its articles, lead first, then by time and id.
    pub members: Vec<String>,
    /// Number of copy families among them.
    pub families: usize,
    /// Outlets that carry it, sorted.
    pub sources: Vec<String>,
    /// Earliest publication.
    pub first_published: Option<Timestamp>,
    /// Latest publication.
    pub last_published: Option<Timestamp>,
    /// When it happened, as the articles say.
    pub event_date: Option<EventDate>,
    /// Its most telling words, strongest first.
    pub terms: Vec<String>,
    /// How well it holds together.
    pub cohesion: Cohesion,
    /// Facts its articles disagree on.
    pub conflicts: Vec<Conflict>,
    /// What was left out of the search for them; none when nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflicts_capped: Option<ConflictsCapped>,
}

/// What the search for conflicts left out of a large event, or one of many contradictions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictsCapped {
    /// Families that were not searched: the latest.
    pub families: usize,
    /// Statements that were not searched: beyond the first so many on one field.
    pub statements: usize,
    /// Conflicts that were found and are not listed: beyond the clearest few on one field.
    pub conflicts: usize,
}

impl fmt::Display for ConflictsCapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            families,
            statements,
            conflicts,
        } = self;
        let parts = [
            (*conflicts, "more found and not listed"),
            (*families, "later texts not searched"),
            (*statements, "later statements not searched"),
        ];
        let told = parts.iter().filter(|(count, _)| *count > 0);
        for (at, (count, what)) in told.enumerate() {
            let before = if at == 0 { "" } else { ", " };
            write!(f, "{before}{count} {what}")?;
        }
        Ok(())
    }
}

/// When an event happened, and how sure that is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventDate {
    /// First day.
    pub from: Day,
    /// Last day; the same as `from` for one day.
    pub to: Day,
    /// Share, 0 to 1, of the event's dated articles that agree.
    pub confidence: f64,
    /// Words that give it.
    pub quote: Option<Quote>,
}

/// How well a cluster holds together, over all pairs of its families, rejected ones included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cohesion {
    /// Lowest score of any pair, 0 to 1; pairs that were never judged count as 0.
    pub min: f64,
    /// Mean score of all pairs, 0 to 1; 1 for a single article.
    pub mean: f64,
    /// The pair with the lowest score.
    pub weakest: Option<[String; 2]>,
    /// Articles without which the event falls apart.
    pub bridges: Vec<String>,
}

/// A fact on which reports of one event disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What it is about: `premier`, `killed`, `event_date`.
    pub field: String,
    /// Each value and who says it, most supported first.
    pub values: Vec<ConflictValue>,
}

/// One side of a [`Conflict`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictValue {
    /// The value as stated.
    pub value: String,
    /// Ids of the articles that state it.
    pub articles: Vec<String>,
    /// Where one of them states it.
    pub quote: Option<Quote>,
}

/// Events of one continuing matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Storyline {
    /// Id, derived from content.
    pub storyline: String,
    /// Title of its largest event.
    pub title: String,
    /// Its events in time order.
    pub events: Vec<String>,
    /// Number of articles in them.
    pub articles: usize,
    /// Its most telling words, strongest first.
    pub terms: Vec<String>,
    /// Earliest publication.
    pub first_published: Option<Timestamp>,
    /// Latest publication.
    pub last_published: Option<Timestamp>,
    /// Which event continues which.
    pub follows: Vec<Follows>,
}

/// One event of a storyline continues another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Follows {
    /// The later event.
    pub event: String,
    /// The earlier one.
    pub follows: String,
    /// Storyline score between the two, 0 to 1.
    pub score: f64,
}

/// A copy family and its cohesion audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// Id, derived from content.
    pub family: String,
    /// Id of the article that stands for it.
    pub lead: String,
    /// Ids of its articles, lead first, then by time and id.
    pub members: Vec<String>,
    /// Exact resemblance (excerpts: containment of the shorter) over all member pairs.
    pub cohesion: Cohesion,
}
