//! Gaps: how usual it is in a feed that two articles are published so near one another.
//!
//! In: when the articles of a feed were published. Out: whether two of them lie nearer together than
//! most of it does. Promise: what two articles share with the whole feed ties them no more than any
//! two: in a feed of one afternoon the same hour says nothing, in one of a year it says much. A feed
//! of two dated articles has nothing to hold them against, and any gap counts. Cost: a sort of the
//! times, and four searches a pair.

use crate::detect::structures::numbers::as_f64;
use crate::time::Timestamp;

/// Share of the other articles that may be published as near to one of the two.
const AS_NEAR: f64 = 0.1;

/// The times at which the articles of a feed were published.
#[derive(Debug, Clone, Default)]
pub struct Gaps {
    /// In seconds, ascending.
    times: Vec<i64>,
}

impl Gaps {
    /// Of the dated articles of a feed.
    pub fn new(published: impl Iterator<Item = Option<Timestamp>>) -> Self {
        let mut times: Vec<i64> = published.flatten().map(Timestamp::seconds).collect();
        times.sort_unstable();
        Self { times }
    }

    /// Whether few others of the feed are published as near to either of two articles as these are to
    /// one another; never when one is undated.
    pub fn tie(&self, a: Option<Timestamp>, b: Option<Timestamp>) -> bool {
        let Some((a, b)) = a.zip(b).map(|(a, b)| (a.seconds(), b.seconds())) else {
            return false;
        };
        let gap = i64::try_from(a.abs_diff(b)).unwrap_or(i64::MAX);
        // The two themselves are among those counted.
        let others = |time: i64| {
            let before = self
                .times
                .partition_point(|&t| t < time.saturating_sub(gap));
            let within = self
                .times
                .partition_point(|&t| t <= time.saturating_add(gap));
            (within - before).saturating_sub(2)
        };
        let all = self.times.len().saturating_sub(2);
        as_f64(others(a) + others(b)) <= 2.0 * AS_NEAR * as_f64(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_ties_two_articles_of_a_year_and_not_two_of_an_afternoon() {
        const HOUR: i64 = 3600;
        let at = |hours: i64| Timestamp::from_seconds(1_700_000_000 + hours * HOUR).ok();
        let feed = |hours: &[i64]| Gaps::new(hours.iter().map(|&hour| at(hour)).chain([None]));
        let year = feed(&[0, 1, 900, 1800, 2700, 3600, 8000]);
        let afternoon = feed(&[0, 1, 1, 2, 3]);
        assert!(year.tie(at(0), at(1)));
        assert!(!year.tie(at(0), at(2700)));
        assert!(!afternoon.tie(at(0), at(1)));
        assert!(feed(&[0, 1]).tie(at(0), at(1)), "nothing to compare with");
        assert!(!year.tie(at(0), None));
    }
}
