//! What people corrected in an earlier run, obeyed by the next one.

use serde::{Deserialize, Serialize};

/// A person's verdicts about articles, in the order in which they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// The verdicts.
    pub pairs: Vec<PairCorrection>,
}

/// A verdict about two articles, named by content so that it survives reruns and reordering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairCorrection {
    /// One article's fingerprint ([`crate::ArticleRef::fingerprint`]), 16 hex digits.
    pub a: String,
    /// The other's.
    pub b: String,
    /// What holds between them.
    pub verdict: Verdict,
}

/// What a person says of two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They report one event (must-link).
    SameEvent,
    /// They do not belong together at all (cannot-link, also in the storyline).
    NotTheSame,
    /// Different events of one storyline.
    SameStorylineOnly,
}
