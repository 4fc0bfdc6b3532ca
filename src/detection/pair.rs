//! Two articles: how they relate, and the evidence with its quotes.

use serde::{Deserialize, Serialize};

/// How two articles relate, from closest to farthest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same words in the same order, after normalisation.
    Identical,
    /// The same text with small edits.
    NearCopy,
    /// One holds (most of) the other's text; see the two containments for which.
    Excerpt,
    /// The same report in other words, part by part.
    Rewrite,
    /// Reports of one happening.
    SameEvent,
    /// Reports of different events of one continuing matter.
    SameStoryline,
    /// The same form with other facts: results, weather, earnings.
    SameTemplate,
    /// Too little text or evidence to say.
    Undecided,
    /// Nothing binds them.
    Unrelated,
}

/// A judged pair, with its evidence where that can matter to a reader.
///
/// A run judges some forty pairs an article, and almost all of them come to nothing.
/// `Config::pairs` says which are recorded. Their evidence is put into words for the main tie
/// and the nearest miss of each article, in a small run for all; `explained` tells which is which.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The article that comes first in the total order (time, id).
    pub a: String,
    /// The other one.
    pub b: String,
    /// How they relate.
    pub relation: Relation,
    /// Shared shingles over all shingles of both, 0 to 1.
    pub resemblance: f64,
    /// Share of a's shingles found in b, 0 to 1.
    pub containment: f64,
    /// Share of b's shingles found in a, 0 to 1.
    pub containment_back: f64,
    /// Probability, 0 to 1, that both report one event; null where only texts were compared.
    pub event_score: Option<f64>,
    /// Probability, 0 to 1, that both belong to one storyline; null as for `event_score`.
    pub storyline_score: Option<f64>,
    /// Whether the evidence is given. Where it is not, the two lists are empty because nobody put
    /// the evidence into words, not because there is none; `samestory compare` does.
    #[serde(default = "yes")]
    pub explained: bool,
    /// Evidence that they belong together, strongest first.
    #[serde(rename = "for")]
    pub evidence_for: Vec<Evidence>,
    /// Evidence that they do not, strongest first; missing evidence is listed with weight 0.
    #[serde(rename = "against")]
    pub evidence_against: Vec<Evidence>,
}

impl Pair {
    /// Event score from which a pair that was kept apart is a near miss.
    pub const NEAR_MISS: f64 = 0.1;
}

/// Folders written before there was a choice explain every pair.
fn yes() -> bool {
    true
}

/// One reason, with the words it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Which signal speaks: `shared_text`, `lead`, `body`, `names`, `numbers`, `event_date`, `kind`, ...
    pub signal: String,
    /// The reason in words, for a person.
    pub detail: String,
    /// How much it moves the score, in the score's own scale; 0 when evidence is missing.
    pub weight: f64,
    /// The words it rests on.
    pub quotes: Vec<Quote>,
}

/// Words of one of the two articles of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Id of the article that is quoted.
    pub article: String,
    /// Whether the offsets count in its title or its text.
    pub field: Field,
    /// First byte in that field.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The quoted words.
    pub text: String,
}

/// Which string of an article an offset counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The headline.
    Title,
    /// The body text.
    Text,
}
