//! Strength: how much two articles speak for one event, and for one storyline.
//!
//! In: the [`Features`] of a pair. Out: a [`Judgement`]: two strengths, above 0 where something
//! binds them, and what each feature added. Promise: a pure sum; a feature that is missing adds 0.
//!
//! A strength is a similarity beyond the usual: what two articles share, minus what either shares
//! with any article of the feed. Grouping compares it with how tight clusters are inside, since
//! feeds differ in how close their unrelated articles are; no one cut fits them all.

use serde::Serialize;

use crate::detect::events::score::dates::Agreement;
use crate::detect::events::score::features::Features;
use crate::detect::events::score::similarity::{BODY, LEAD, NAMES, topic_similarity};
use crate::detect::structures::numbers::narrow;

/// What a pair comes to.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Judgement {
    /// Strength for one event.
    pub event: f32,
    /// Strength for one storyline.
    pub storyline: f32,
}

/// What one feature adds to a strength.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// Which feature, as the records name it.
    pub feature: &'static str,
    /// What it adds.
    pub weight: f32,
}

/// Content words below which an article is too short to judge.
pub const SHORT: u32 = 4;
/// Event strength from which a pair is worth remembering.
pub const WORTH: f32 = 0.05;

/// How much of the mean similarity is taken off.
const CENTRING: f32 = 1.0;
/// Puts the strength of unrelated articles near 0.
const BASE: f32 = 0.05;
/// What a wide publication gap takes off, and the gap's standard deviation.
const GAP: f32 = 0.05;
const GAP_DAYS: f32 = 6.0;
/// Share of the strength that event dates take off when they part two articles for sure: dates that
/// are stated, and dates resolved from a weekday.
const STATED_DATES: f32 = 0.6;
const RESOLVED_DATES: f32 = 0.4;
/// Confidence from which an event date counts in full.
const SURE: f32 = 0.4;
/// Days over which a date resolved from "on Wednesday" loses its force: such a date is only as good
/// as the publication stamp, and a stamp that lies far off is often that of a reprint.
const STAMP_DAYS: f32 = 40.0;
/// Share that a follow-up takes off, the days that it must come later, and how much longer after its
/// day it may be published than the first report after its own.
const FOLLOW_UP: f32 = 0.5;
const FOLLOW_UP_DAYS: u32 = 3;
const STAMP_LAG_DAYS: f32 = 1.3;
/// Share that two instances of a numbered series take off.
pub const SLOT: f32 = 0.4;
/// Share that one template with other facts takes off, and the resemblance where that begins.
const TEMPLATE: f32 = 0.5;
const SAME_TEMPLATE: f32 = 0.15;
/// Share of facts from which one template is one report rather than filled anew.
const SAME_FACTS: f32 = 0.9;
/// Share that one outlet takes off: it seldom reports one event twice, and its templates repeat.
const SAME_SOURCE: f32 = 0.25;
/// Resemblance from which a template with other facts is one, whatever else binds.
const ONE_TEMPLATE: f32 = 0.5;
/// What few words take off a topic, and the content words over which it wears off.
const SHORT_TOPIC: f32 = 0.05;
const SHORT_TOPIC_WORDS: f32 = 40.0;

/// Judges a pair.
pub fn judge(features: &Features) -> Judgement {
    let parts = event_parts(features);
    let similarity: f32 = parts[..3].iter().map(|part| part.weight).sum();
    let topic = narrow(topic_similarity(
        f64::from(features.body),
        f64::from(similarity),
    ));
    Judgement {
        event: parts.iter().map(|part| part.weight).sum(),
        storyline: topic_strength(topic - CENTRING * features.mean_topic_similarity, features),
    }
}

/// How far a similarity in topic is one topic: a template filled anew is none, nor is what recurs, and a few
/// words share more by chance.
pub fn topic_strength(topic: f32, s: &Features) -> f32 {
    if topic <= 0.0 || template(s) > 0.0 || s.other_edition || s.content_words < SHORT {
        return topic.min(0.0);
    }
    let by_chance = SHORT_TOPIC * (-count(s.content_words) / SHORT_TOPIC_WORDS).exp();
    (topic - by_chance).max(0.0)
}

/// Whether two articles are one template with other facts, whatever else binds them.
pub fn is_template(s: &Features) -> bool {
    s.template >= ONE_TEMPLATE && template(s) > 0.0
}

/// Whether event days lie at least so many days apart, and as far apart as the publications.
pub(super) fn fresh(s: &Features, least: u32) -> bool {
    let apart = s.date_gap_days.filter(|&days| days >= least);
    apart
        .zip(s.gap_days)
        .is_some_and(|(events, stamps)| (count(events) - stamps).abs() <= STAMP_LAG_DAYS)
}

/// What each feature adds to the event strength, in a fixed order.
///
/// The likeness is a sum. What parts two articles then takes a share of it, so that it weighs as
/// much on close pairs as on distant ones.
pub fn event_parts(s: &Features) -> [Contribution; 10] {
    // Scripts without capitals show no names: the words then carry all the weight.
    let words = if s.names.is_some() {
        1.0
    } else {
        1.0 / (LEAD + BODY)
    };
    let mut parts = [
        part("lead", words * LEAD * s.lead),
        part("body", words * BODY * s.body),
        part("names", NAMES * s.names.unwrap_or_default()),
        part("usual", BASE - CENTRING * s.mean_similarity),
        part("time", s.gap_days.map_or(0.0, gap)),
        part("event_date", dates(s)),
        part("slot", taken(s.slot == Agreement::Disjoint, SLOT)),
        part("edition", taken(s.other_edition, 1.0)),
        part("template", template(s)),
        part("same_source", taken(s.same_source, SAME_SOURCE)),
    ];
    let (likeness, shares) = parts.split_at_mut(5);
    let mut strength: f32 = likeness.iter().map(|part| part.weight).sum();
    for part in shares {
        part.weight *= -strength.max(0.0);
        strength += part.weight;
    }
    parts
}

/// The share that something takes off, where it does.
fn taken(it_does: bool, share: f32) -> f32 {
    if it_does { share } else { 0.0 }
}

pub(super) fn part(feature: &'static str, weight: f32) -> Contribution {
    Contribution { feature, weight }
}

/// What a publication gap of so many days adds.
fn gap(days: f32) -> f32 {
    let deviations = days / GAP_DAYS;
    GAP * ((-0.5 * deviations * deviations).exp() - 1.0)
}

/// Whether one article follows up on the other: its title or lead recalls the other's day, its own
/// lies days away, and as far away as the publications, so that both tell what had just happened.
pub fn follows_up(s: &Features) -> bool {
    s.date != Agreement::Agree && s.date_in_lead && fresh(s, FOLLOW_UP_DAYS)
}

/// Share that event dates take off.
fn dates(s: &Features) -> f32 {
    let kept = if follows_up(s) { 1.0 - FOLLOW_UP } else { 1.0 };
    1.0 - kept * (1.0 - disjoint_dates(s))
}

fn disjoint_dates(s: &Features) -> f32 {
    if s.date != Agreement::Disjoint {
        return 0.0;
    }
    let share = match s.date_gap_days {
        _ if s.date_stated => STATED_DATES,
        None => RESOLVED_DATES,
        Some(days) => {
            let deviations = count(days) / STAMP_DAYS;
            RESOLVED_DATES * (-0.5 * deviations * deviations).exp()
        }
    };
    share * (s.date_confidence / SURE).min(1.0)
}

/// Share that a common template with other facts takes off.
fn template(s: &Features) -> f32 {
    let filled_anew =
        s.template >= SAME_TEMPLATE && s.facts.is_some_and(|facts| facts < SAME_FACTS);
    if s.same_template || filled_anew {
        TEMPLATE
    } else {
        0.0
    }
}

#[expect(clippy::cast_precision_loss, reason = "word counts lie far below 2^24")]
pub(super) fn count(n: u32) -> f32 {
    n as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_with_other_facts_is_no_matter_and_few_words_count_less() {
        let long = Features {
            lead: 0.6,
            body: 0.6,
            names: Some(0.6),
            content_words: 200,
            ..Features::default()
        };
        let short = Features {
            content_words: 20,
            ..long
        };
        let template = Features {
            template: 0.6,
            facts: Some(0.3),
            ..long
        };
        let headline = Features {
            content_words: SHORT - 1,
            ..long
        };
        assert!(topic_strength(0.2, &long) > topic_strength(0.2, &short));
        assert!(topic_strength(0.2, &short) > 0.0);
        assert!(topic_strength(0.2, &template) <= 0.0 && is_template(&template));
        assert!(topic_strength(0.2, &headline) <= 0.0);
        assert!(topic_strength(-0.1, &long) < 0.0);
    }
}
