//! Storylines: events of one continuing matter, in time order.

use std::collections::BTreeMap;

use serde::Serialize;

use samestory::detection::{Follows, Storyline};
use samestory::time::Timestamp;

use super::material::Material;
use super::views::{self, EventName};
use super::words;

/// A storyline of several events.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StorylineView {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) articles: String,
    pub(super) when: String,
    pub(super) terms: Vec<String>,
    pub(super) events: Vec<Step>,
}

/// An event in its storyline.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Step {
    pub(super) event: EventName,
    pub(super) reported: String,
    /// When it happened or is due, if that is another day than that of the first report.
    pub(super) happened: String,
    pub(super) follows: Vec<Followed>,
}

/// The event that another one continues.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Followed {
    pub(super) event: EventName,
    pub(super) score: views::Score,
}

/// The storylines of two or more events, largest first.
pub(super) fn storylines(material: &Material<'_>) -> Vec<StorylineView> {
    let mut several: Vec<&Storyline> = (material.detection.storylines.iter())
        .filter(|storyline| storyline.events.len() > 1)
        .collect();
    several.sort_by(|a, b| {
        (b.articles.cmp(&a.articles))
            .then(b.last_published.cmp(&a.last_published))
            .then_with(|| a.storyline.cmp(&b.storyline))
    });
    several
        .into_iter()
        .map(|storyline| view(material, storyline))
        .collect()
}

fn view(material: &Material<'_>, storyline: &Storyline) -> StorylineView {
    let steps = storyline.events.iter().filter_map(|id| material.event(id));
    let mut followed: BTreeMap<&str, Vec<&Follows>> = BTreeMap::new();
    for edge in &storyline.follows {
        followed.entry(&edge.event).or_default().push(edge);
    }
    StorylineView {
        anchor: views::storyline_anchor(&storyline.storyline),
        title: words::label(&storyline.title),
        articles: material.strings.count("count.articles", storyline.articles),
        when: match (storyline.first_published, storyline.last_published) {
            (Some(first), Some(last)) => material.strings.days(first.day(), last.day()),
            _ => material.strings.say("time.none"),
        },
        terms: storyline
            .terms
            .iter()
            .take(10)
            .map(|t| words::label(t))
            .collect(),
        events: steps
            .map(|event| Step {
                event: views::event(material, event),
                reported: material.strings.time_or_none(event.first_published),
                happened: (event.event_date.as_ref())
                    .filter(|date| event.first_published.map(Timestamp::day) != Some(date.from))
                    .map_or_else(String::new, |date| {
                        format!(
                            "{} {}",
                            views::tense(material, event, date),
                            material.strings.days(date.from, date.to)
                        )
                    }),
                follows: (followed.get(&*event.event).into_iter().flatten())
                    .filter_map(|edge| {
                        Some(Followed {
                            event: views::event(material, material.event(&edge.follows)?),
                            score: views::score(material, edge.score),
                        })
                    })
                    .collect(),
            })
            .collect(),
    }
}
