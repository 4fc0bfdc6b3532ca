//! Penalties: what a pair loses on top when few articles stand for its event.
//!
//! In: the [`Features`] of a pair and its strength. Out: what each penalty takes off. In an event of
//! two or three, one or three pairs decide, and a false merge is worse than a miss.

use crate::detect::events::score::dates::Agreement;
use crate::detect::events::score::features::Features;
use crate::detect::events::score::strength::{Contribution, count, fresh, part};

/// Share of two headlines that the other article is expected to tell when neither publication, event
/// date nor place ties the two, and what a lone pair must show more for what is missing of it. The
/// lesser share counts less: a short report leaves much of a long one's headline out. A text of few words
/// is expected to tell less.
const TOLD: f32 = 0.7;
const UNTOLD: f32 = 2.0;
const LESSER: f32 = 0.3;
const TELLING_WORDS: f32 = 60.0;
/// Days from which two reports, each of its own day, seldom are about one event, and the share that
/// a lone pair then loses: it grows until they lie so many days further apart.
const OWN_DAYS: u32 = 5;
const OWN_DAY: std::ops::RangeInclusive<f32> = 0.4..=0.7;
const OWN_DAYS_MORE: f32 = 20.0;
/// Share that a lone pair loses whose common template is filled with other facts: all of it where the
/// resemblance times other facts reaches the end of the range.
const FILLED: f32 = 0.35;
const FILLED_FROM: f32 = 0.1;
const FILLED_TO: f32 = 0.15;
/// Share that a lone pair loses when the two have neither a whole name nor a place, figure or quotation in common: two
/// pieces on one subject. In texts of few words there may be none, and in scripts that show no names there is none.
const NOTHING_NAMED: f32 = 0.3;
/// Share that a lone pair of one outlet loses on top of what every pair of one outlet does.
const OWN_OUTLET: f32 = 0.25;

/// What is left of an event strength where few articles stand for it: in an event of two or three,
/// one or three pairs decide, so whatever casts doubt on them weighs more.
pub fn penalised(strength: f32, s: &Features) -> f32 {
    let penalties = penalties(strength, s);
    strength + penalties.iter().map(|p| p.weight).sum::<f32>()
}

/// What each penalty takes off the strength of a pair that stands nearly alone, in a fixed order.
pub fn penalties(strength: f32, s: &Features) -> [Contribution; 5] {
    let tied = s.near_in_time || s.date == Agreement::Agree || s.place == Agreement::Agree;
    let told = s.headline.filter(|_| !tied);
    let untold = told.map_or(0.0, |[lesser, greater]| {
        (TOLD - LESSER * lesser - (1.0 - LESSER) * greater).max(0.0)
    });
    let expected = 1.0 - (-count(s.content_words) / TELLING_WORDS).exp();
    let nothing_named = if names_nothing(s) { NOTHING_NAMED } else { 0.0 };
    let own_outlet = if s.same_source { OWN_OUTLET } else { 0.0 };
    // What each takes: a share of what those before it leave, and so much more.
    let mut left = strength;
    [
        ("own_day", own_day(s), 0.0),
        ("template", filled(s), 0.0),
        ("headline", 0.0, UNTOLD * untold * expected),
        ("nothing_named", nothing_named * expected, 0.0),
        ("same_source", own_outlet, 0.0),
    ]
    .map(|(feature, share, more)| {
        let taken = share * left.max(0.0) + more;
        left -= taken;
        part(feature, -taken)
    })
}

/// Whether two articles have nothing in common that is only where one happening is.
fn names_nothing(s: &Features) -> bool {
    let shared = s.shared_names + s.shared_places + s.shared_numbers + s.shared_quotations;
    s.names.is_some() && shared == 0
}

/// Share that a lone pair loses when each of two articles tells what had just happened, days apart:
/// their event days lie as far from one another as their publications.
fn own_day(s: &Features) -> f32 {
    if s.date == Agreement::Agree || !fresh(s, OWN_DAYS) {
        return 0.0;
    }
    let more = s.date_gap_days.unwrap_or_default().saturating_sub(OWN_DAYS);
    let (least, most) = (OWN_DAY.start(), OWN_DAY.end());
    least + (most - least) * (count(more) / OWN_DAYS_MORE).min(1.0)
}

fn filled(s: &Features) -> f32 {
    let other = s.facts.map_or(0.0, |facts| s.template * (1.0 - facts));
    FILLED * ((other - FILLED_FROM) / (FILLED_TO - FILLED_FROM)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two close articles that nothing dates, each telling the other's headline.
    fn alike() -> Features {
        Features {
            lead: 0.6,
            body: 0.6,
            names: Some(0.6),
            shared_names: 1,
            headline: Some([0.9, 1.0]),
            content_words: 2_000,
            ..Features::default()
        }
    }

    #[test]
    fn two_long_texts_with_nothing_named_in_common_need_more_than_two_short_ones() {
        let bare = Features {
            shared_names: 0,
            ..alike()
        };
        assert!((taken_off(&bare) - 0.15).abs() < 1e-6);
        let headline = Features {
            content_words: 6,
            ..bare
        };
        assert!(taken_off(&headline) < 0.02);
        let without_capitals = Features {
            names: None,
            ..bare
        };
        assert!(taken_off(&without_capitals) <= 0.0);
        for shared in [
            Features {
                shared_places: 1,
                ..bare
            },
            Features {
                shared_numbers: 1,
                ..bare
            },
            Features {
                shared_quotations: 1,
                ..bare
            },
        ] {
            assert!(taken_off(&shared) <= 0.0, "{shared:?}");
        }
    }

    fn taken_off(s: &Features) -> f32 {
        0.5 - penalised(0.5, s)
    }

    #[test]
    fn what_few_articles_leave_in_doubt_weighs_on_them() {
        let told = alike();
        assert!(taken_off(&told) <= 0.0);
        let untold = Features {
            headline: Some([0.2, 0.4]),
            ..told
        };
        assert!((taken_off(&untold) - 0.72).abs() < 1e-6);
        let headline = Features {
            content_words: 6,
            ..untold
        };
        assert!(
            taken_off(&headline) < 0.1,
            "six words tell little of any headline"
        );
        let tied = Features {
            gap_days: Some(0.5),
            near_in_time: true,
            ..untold
        };
        assert!(taken_off(&tied) <= 0.0, "a date ties them");
        let afternoon = Features {
            near_in_time: false,
            ..tied
        };
        assert!(taken_off(&afternoon) > 0.7, "all of the feed is as near");
        let placed = Features {
            place: Agreement::Agree,
            ..untold
        };
        assert!(taken_off(&placed) <= 0.0, "a place ties them");
        let own_days = Features {
            gap_days: Some(24.2),
            date_gap_days: Some(24),
            ..told
        };
        assert!((taken_off(&own_days) - 0.5 * (0.4 + 0.3 * 19.0 / 20.0)).abs() < 1e-6);
        let years = Features {
            gap_days: Some(800.0),
            date_gap_days: Some(800),
            ..told
        };
        assert!((taken_off(&years) - 0.35).abs() < 1e-6, "the most it takes");
        let reprint = Features {
            gap_days: Some(400.0),
            ..own_days
        };
        assert!(taken_off(&reprint) <= 0.0, "a stamp far from the day");
        let lone_outlet = Features {
            same_source: true,
            ..told
        };
        assert!((taken_off(&lone_outlet) - 0.125).abs() < 1e-6);
        let filled = Features {
            template: 0.4,
            facts: Some(0.5),
            ..told
        };
        assert!((taken_off(&filled) - 0.175).abs() < 1e-6);
    }
}
