//! Whether the scores of memberships are probabilities.
//!
//! In: lines of `memberships.jsonl` and gold labels. Out: each membership's score beside how far it
//! is right: the share of its cluster's other parts that gold puts together with it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::agreement::real;
use super::calibration::Judged;
use super::labels::{Labels, Level};
use samestory::detection::Membership;
use samestory::error::Error;

/// What calibration needs of a membership.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ScoredMembership {
    /// The article.
    pub id: String,
    /// Its event.
    pub event: String,
    /// Its storyline.
    pub storyline: String,
    /// Probability that it belongs to its event.
    pub score: f64,
    /// Probability that its event belongs to its storyline.
    pub storyline_score: f64,
}

impl ScoredMembership {
    /// Reads a line of `memberships.jsonl`.
    ///
    /// # Errors
    /// When the line is not such a record.
    pub fn parse(line: &str) -> Result<Self, Error> {
        serde_json::from_str(line).map_err(|e| {
            Error::input(format!("line is not a scored membership: {e}"))
                .help("give memberships.jsonl as `samestory cluster` writes it")
        })
    }
}

impl From<&Membership> for ScoredMembership {
    fn from(membership: &Membership) -> Self {
        Self {
            id: membership.id.clone(),
            event: membership.event.clone(),
            storyline: membership.storyline.clone(),
            score: membership.score,
            storyline_score: membership.storyline_score,
        }
    }
}

/// Scores of memberships beside the truth.
///
/// An event's score is held against the event's other articles, a storyline's against its articles
/// of other events. Where there are none (a single article, an event alone in its storyline) and
/// at the level of families nothing is judged.
pub fn judged(memberships: &[ScoredMembership], gold: &Labels, level: Level) -> Vec<Judged> {
    let labelled = || {
        memberships.iter().filter_map(|m| {
            let gold = gold.get(&m.id)?;
            match level {
                Level::Family => None,
                Level::Event => Some((m.event.as_str(), m.id.as_str(), gold, m.score)),
                Level::Storyline => Some((
                    m.storyline.as_str(),
                    m.event.as_str(),
                    gold,
                    m.storyline_score,
                )),
            }
        })
    };
    // Articles in each cluster, and in each of its parts; for every label, and for one.
    let mut counts: BTreeMap<(&str, Option<&str>, Option<&str>), u64> = BTreeMap::new();
    for (cluster, part, gold, _) in labelled() {
        for part in [None, Some(part)] {
            for gold in [None, Some(gold)] {
                *counts.entry((cluster, part, gold)).or_default() += 1;
            }
        }
    }
    labelled()
        .filter_map(|(cluster, part, gold, score)| {
            let others =
                |gold| counts[&(cluster, None, gold)] - counts[&(cluster, Some(part), gold)];
            let all = others(None);
            (all > 0).then(|| Judged {
                score,
                together: true,
                truth: real(others(Some(gold))) / real(all),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_membership_is_right_with_the_share_of_the_others_it_belongs_with() {
        let membership = |id: &str, event: &str, score| ScoredMembership {
            id: id.into(),
            event: event.into(),
            storyline: "s".into(),
            score,
            storyline_score: 0.5,
        };
        let found = [
            membership("a", "e", 0.9),
            membership("b", "e", 0.8),
            membership("c", "e", 0.7),
            membership("d", "single", 1.0),
            membership("unlabelled", "e", 0.1),
        ];
        let gold = Labels::parse("a\tx\nb\tx\nc\ty\nd\tx\n", Level::Event);
        let truths = |level| -> Vec<f64> {
            judged(&found, &gold, level)
                .iter()
                .map(|j| j.truth)
                .collect()
        };
        assert_eq!(truths(Level::Event), [0.5, 0.5, 0.0]);
        // a, b and c are held against d; d against a, b and c.
        assert_eq!(truths(Level::Storyline), [1.0, 1.0, 0.0, 2.0 / 3.0]);
        assert!(truths(Level::Family).is_empty());
    }
}
