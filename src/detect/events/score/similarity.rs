//! Similarity: the cosines of two articles, part by part, as one number.
//!
//! In: cosines, or sums or means of them, since the weights are linear. Out: the similarity that an event is
//! judged by, and the similarity in topic that a storyline is.

/// Weights of the three cosines.
pub(super) const LEAD: f32 = 0.5;
pub(super) const BODY: f32 = 0.25;
pub(super) const NAMES: f32 = 0.25;
/// How much of the similarity in topic is the cosine of all words; the rest is the similarity.
const TOPIC_BODY: f64 = 0.5;

/// The similarity in topic, from the cosine of all words and the similarity.
pub fn topic_similarity(body: f64, similarity: f64) -> f64 {
    TOPIC_BODY * body + (1.0 - TOPIC_BODY) * similarity
}

/// The three cosines as one similarity.
pub fn similarity(lead: f64, body: f64, names: f64) -> f64 {
    f64::from(LEAD) * lead + f64::from(BODY) * body + f64::from(NAMES) * names
}
