//! The window: how far apart two publications may lie.
//!
//! In: two publication times. Out: whether the two articles may report one event, and whether they are
//! looked at for one storyline at all. Promise: an undated article lies within every window.
//!
//! A happening is reported for days, a storyline goes on for months. So the setting asks for the first,
//! and storylines are followed [`STORYLINE`] times as far.

use crate::time::Timestamp;

const SECONDS_PER_HOUR: u64 = 3_600;
/// Windows of an event over which a storyline is followed.
pub const STORYLINE: u64 = 24;

/// How far apart reports of one event are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    seconds: u64,
}

impl Window {
    /// A window of so many hours.
    pub fn new(hours: u32) -> Self {
        Self {
            seconds: u64::from(hours) * SECONDS_PER_HOUR,
        }
    }

    /// Whether two articles published then may report one event.
    pub fn holds_event(self, a: Option<Timestamp>, b: Option<Timestamp>) -> bool {
        apart(a, b).is_none_or(|seconds| seconds <= self.seconds)
    }

    /// Whether two articles published then may belong to one storyline.
    pub fn holds_storyline(self, a: Option<Timestamp>, b: Option<Timestamp>) -> bool {
        apart(a, b).is_none_or(|seconds| seconds <= self.seconds.saturating_mul(STORYLINE))
    }
}

fn apart(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<u64> {
    Some(a?.seconds().abs_diff(b?.seconds()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_storyline_goes_on_when_the_event_is_over_and_an_undated_article_may_be_of_any() {
        let day = |days: i64| Timestamp::from_seconds(1_700_000_000 + days * 86_400).ok();
        let window = Window::new(48);
        for (days, event, storyline) in [
            (2, true, true),
            (3, false, true),
            (48, false, true),
            (49, false, false),
        ] {
            for (a, b) in [(day(0), day(days)), (day(days), day(0))] {
                assert_eq!(window.holds_event(a, b), event, "{days} days");
                assert_eq!(window.holds_storyline(a, b), storyline, "{days} days");
            }
        }
        assert!(window.holds_event(None, day(0)) && window.holds_storyline(day(0), None));
    }
}
