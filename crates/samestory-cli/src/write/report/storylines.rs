//! Storylines as threads: what happened, then what, with dates.
//!
//! In: the records. Out: the storylines of two or more events, largest first, each with its events
//! in the order of time and how long after the one before. Of a storyline of more than
//! [`SHOWN_EVENTS`] events the most reported are shown, and the rest is counted.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use samestory::detection::{Event, Follows, Storyline};
use samestory::time::{Day, Timestamp};

use super::anchors;
use super::material::Material;
use super::strings::Strings;
use super::views::{self, EventName};
use super::words;

/// Events of a storyline that are shown.
const SHOWN_EVENTS: usize = 30;

/// A storyline of several events.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StorylineView {
    pub(super) anchor: String,
    pub(super) title: String,
    /// All of its events, shown or not.
    pub(super) count: usize,
    pub(super) articles: String,
    pub(super) when: String,
    pub(super) terms: Vec<String>,
    pub(super) events: Vec<Step>,
    /// Events that are not shown.
    pub(super) more: usize,
}

/// An event in its storyline.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Step {
    pub(super) event: EventName,
    /// The day of its first report, where the step before it is of another.
    pub(super) day: String,
    /// How long after the step before, in words, when that is a day or more.
    pub(super) later: String,
    /// The hour of its first report, where that is known.
    pub(super) reported: String,
    /// When it happened or is due, if that is another day than that of the first report.
    pub(super) happened: String,
    /// The event that it continues, if that is not the step before.
    pub(super) follows: Option<Followed>,
}

/// The event that another one continues.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Followed {
    pub(super) event: EventName,
    pub(super) score: views::Score,
}

/// The storylines of two or more events, largest first, at most so many.
pub(super) fn storylines(material: &Material<'_>, most: usize) -> Vec<StorylineView> {
    let mut several: Vec<&Storyline> = of_several(material).collect();
    several.sort_by(|a, b| {
        (b.articles.cmp(&a.articles))
            .then(b.last_published.cmp(&a.last_published))
            .then_with(|| a.storyline.cmp(&b.storyline))
    });
    (several.into_iter().take(most))
        .map(|storyline| view(material, storyline))
        .collect()
}

/// Those of two or more events.
pub(super) fn of_several<'a>(material: &Material<'a>) -> impl Iterator<Item = &'a Storyline> {
    let storylines = material.detection.storylines.iter();
    storylines.filter(|storyline| storyline.events.len() > 1)
}

fn view(material: &Material<'_>, storyline: &Storyline) -> StorylineView {
    let strings = material.strings;
    let shown = shown(material, storyline);
    let before = std::iter::once(None).chain(shown.iter().map(|event| Some(*event)));
    StorylineView {
        anchor: anchors::storyline(&storyline.storyline),
        title: words::label(&storyline.title),
        count: storyline.events.len(),
        articles: strings.count("count.articles", storyline.articles),
        when: strings.days_or_none(storyline.first_published, storyline.last_published),
        terms: storyline
            .terms
            .iter()
            .take(10)
            .map(|t| words::label(t))
            .collect(),
        more: storyline.events.len() - shown.len(),
        events: (shown.iter().zip(before))
            .map(|(event, before)| step(material, storyline, event, before))
            .collect(),
    }
}

/// The events that are shown, in the order of time.
fn shown<'a>(material: &Material<'a>, storyline: &Storyline) -> Vec<&'a Event> {
    let events = storyline.events.iter().filter_map(|id| material.event(id));
    let events: Vec<&Event> = events.collect();
    if events.len() <= SHOWN_EVENTS {
        return events;
    }
    let mut largest: Vec<usize> = (0..events.len()).collect();
    largest.sort_by_key(|&at| (Reverse(events[at].members.len()), at));
    let shown: BTreeSet<usize> = largest.into_iter().take(SHOWN_EVENTS).collect();
    shown.into_iter().map(|at| events[at]).collect()
}

fn step(
    material: &Material<'_>,
    storyline: &Storyline,
    event: &Event,
    before: Option<&Event>,
) -> Step {
    let strings = material.strings;
    let day = |event: &Event| event.first_published.map(Timestamp::day);
    let last_day = before.and_then(day);
    let known_day = day(event);
    let next = |edge: &&Follows| edge.event == event.event;
    let edges = storyline.follows.iter().filter(next);
    let strongest = edges.max_by(|x, y| x.score.total_cmp(&y.score));
    Step {
        event: views::event(material, event),
        day: match known_day {
            Some(known) if Some(known) == last_day => String::new(),
            Some(known) => strings.day(known),
            None => strings.say("time.none"),
        },
        later: match (last_day, known_day) {
            (Some(from), Some(to)) if to > from => later(strings, from, to),
            _ => String::new(),
        },
        reported: (event.first_published)
            .filter(|&time| words::knows_its_hour(time))
            .map_or_else(String::new, words::clock),
        happened: (event.event_date.as_ref())
            .filter(|date| known_day != Some(date.from))
            .map_or_else(String::new, |date| {
                let days = strings.days(date.from, date.to);
                format!("{}: {days}", views::tense(material, event, date))
            }),
        follows: strongest
            .filter(|edge| before.is_none_or(|before| before.event != edge.follows))
            .and_then(|edge| {
                Some(Followed {
                    event: views::event(material, material.event(&edge.follows)?),
                    score: views::score(material, edge.score),
                })
            }),
    }
}

/// `3 days later`.
fn later(strings: &Strings, from: Day, to: Day) -> String {
    let days = usize::try_from(to.number() - from.number()).unwrap_or_default();
    let span = strings.count("count.days", days);
    strings.fill("time.later", &[("span", &span)])
}
