//! Calibration: strengths as probabilities.
//!
//! In: strengths, and what grouping made of two articles. Out: probabilities, 0 to 1, fitted on labelled
//! feeds (`samestory evaluate` measures them). A logistic map of the log strength (Platt 1999).

/// Probability that two articles report one event.
///
/// `strength` is judged against the pair's own level: `nearest` is how strongly each of the two
/// is bound to its nearest articles, `level` what the feed lets expect. `together` says that
/// grouping put them into one event, which is evidence of its own: the cross pairs agree.
pub fn event_probability(strength: f32, nearest: f32, level: f32, together: bool) -> f64 {
    if strength <= 0.0 {
        return 0.0;
    }
    let relative =
        f64::from(strength) / (0.5 * f64::from(nearest.max(0.1)) + 0.5 * f64::from(level));
    let group = if together { 3.20 } else { 0.0 };
    logistic(2.86 * relative.ln() + group - 0.77)
}

/// What grouping made of two articles or events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouped {
    /// They share no storyline.
    Apart,
    /// One storyline, two events.
    Storyline,
    /// One event.
    Event,
}

/// Strength below which nothing is known to bind two articles in topic. Some of such pairs still
/// belong to one storyline, a few in a hundred: words do not show everything.
const LEAST_TOPIC: f32 = 0.008;

/// Probability that two articles belong to one storyline, by the strength of the similarity in topic
/// and by what grouping made of the two, which is evidence of its own.
pub fn storyline_probability(strength: f32, grouped: Grouped) -> f64 {
    let group = match grouped {
        Grouped::Apart => 0.0,
        Grouped::Storyline => 1.64,
        Grouped::Event => 4.54,
    };
    logistic(0.97 * f64::from(strength.max(LEAST_TOPIC)).ln() + group + 2.21)
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
