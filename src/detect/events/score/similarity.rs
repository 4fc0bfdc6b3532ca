//! Similarity: the cosines of two articles, part by part, as one number.
//!
//! In: cosines, or sums or means of them, since the weights are linear. Out: the similarity that an event is
//! judged by, and the likeness in theme that a storyline is.

/// Weights of the three cosines.
pub(super) const LEAD: f32 = 0.5;
pub(super) const BODY: f32 = 0.25;
pub(super) const NAMES: f32 = 0.25;
/// How much of the storyline likeness is the likeness of all words; the rest is the similarity.
const THEME_BODY: f64 = 0.5;

/// The likeness in theme, from the cosine of all words and the similarity.
pub fn theme(body: f64, similarity: f64) -> f64 {
    THEME_BODY * body + (1.0 - THEME_BODY) * similarity
}

/// The three cosines as one similarity.
pub fn similarity(lead: f64, body: f64, names: f64) -> f64 {
    f64::from(LEAD) * lead + f64::from(BODY) * body + f64::from(NAMES) * names
}
