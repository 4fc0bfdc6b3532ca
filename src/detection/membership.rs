//! One article: its family, event and storyline, and how sure that is.

use serde::{Deserialize, Serialize};

use super::Relation;

/// What an article is in its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The article that stands for its event.
    Lead,
    /// Same text as the article it is tied to.
    Identical,
    /// Nearly the same text.
    NearCopy,
    /// A part of the text, or a text that holds it.
    Excerpt,
    /// The same report in other words.
    Rewrite,
    /// An independent report.
    Report,
    /// Alone in its event.
    Single,
}

/// What a reader should know before relying on a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// No words at all.
    Empty,
    /// Too few words to judge by.
    ShortText,
    /// The feed gives no publication date.
    Undated,
    /// States a fact that another report of the event contradicts.
    Conflict,
    /// Too little evidence either way; left alone rather than guessed.
    Undecided,
    /// Marked as an update or correction of another version.
    Version,
    /// Shares a form, not facts, with another article.
    Template,
    /// The event would fall apart without this article.
    Bridge,
    /// Placed by a correction that a person made.
    Corrected,
}

/// One article's place: its family, event and storyline, and how sure that is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    /// The article.
    pub id: String,
    /// Copy family (articles that carry one text).
    pub family: String,
    /// Event.
    pub event: String,
    /// Storyline.
    pub storyline: String,
    /// What it is in its event.
    pub role: Role,
    /// Id of its event's lead article (its own id when it leads or is single).
    pub lead: String,
    /// The article it is tied to, and how; none for a lead or a single article.
    pub relation: Option<Tie>,
    /// Probability, 0 to 1, that it belongs to its event. 1 for a single article means that
    /// nothing else was found, not that nothing exists.
    pub score: f64,
    /// Probability, 0 to 1, that its event belongs to its storyline.
    pub storyline_score: f64,
    /// `score` minus the score it would have in the next best event; 1 when there is none.
    pub margin: f64,
    /// What to know before relying on it.
    pub flags: Vec<Flag>,
}

/// How an article is tied to another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tie {
    /// The other article.
    pub to: String,
    /// How they relate.
    pub kind: Relation,
    /// Shared shingles over all shingles of both, 0 to 1.
    pub resemblance: f64,
    /// Share of this article's shingles found in the other, 0 to 1.
    pub containment: f64,
    /// Share of the other's shingles found in this one, 0 to 1.
    pub containment_back: f64,
}
