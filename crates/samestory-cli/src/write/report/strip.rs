//! The two charts, as coordinates for inline SVG: events per day, and an event's reports in time.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use samestory::detection::Event;
use samestory::time::Day;

use super::material::Material;
use super::strings::Strings;
use super::views;

/// Bars beyond which days are taken together.
const MOST_BARS: i32 = 60;

/// An event's reports along its time, from left to right.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Strip {
    pub(super) dots: Vec<Dot>,
    pub(super) from: String,
    pub(super) to: String,
}

/// One report; copies are drawn hollow.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Dot {
    /// Place from left to right, 0 to 1000.
    pub(super) x: i64,
    pub(super) copy: bool,
    pub(super) label: String,
}

/// Events that began on each day.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Timeline {
    pub(super) bars: Vec<Bar>,
    pub(super) undated: usize,
    pub(super) most: usize,
}

/// A bar of the timeline: a day, or several days taken together.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Bar {
    /// First and last day, for filtering.
    pub(super) from: String,
    pub(super) to: String,
    pub(super) label: String,
    pub(super) events: usize,
    pub(super) shared: usize,
    /// Heights of all and of shared events, 0 to 100.
    pub(super) height: usize,
    pub(super) shared_height: usize,
}

/// The strip of an event; none unless two reports have different times.
pub(super) fn strip(material: &Material<'_>, members: &[usize]) -> Option<Strip> {
    const MOST_DOTS: usize = 400;
    let mut dated: Vec<(i64, usize)> = (members.iter())
        .filter_map(|&p| Some((material.published(p)?.seconds(), p)))
        .collect();
    dated.sort_by_key(|&(seconds, p)| (seconds, &material.article(p).id));
    let ((start, first), (end, last)) = (*dated.first()?, *dated.last()?);
    if start == end {
        return None;
    }
    let mut families = BTreeSet::new();
    let dots = (dated.iter().take(MOST_DOTS))
        .map(|&(seconds, position)| Dot {
            x: (seconds - start).saturating_mul(1_000) / (end - start),
            copy: !families.insert(material.membership(position).family.as_str()),
            label: views::source(material, position),
        })
        .collect();
    let time = |p: usize| material.strings.time_or_none(material.published(p));
    Some(Strip {
        dots,
        from: time(first),
        to: time(last),
    })
}

/// The timeline of all events by the day of their first report; none when no event is dated.
pub(super) fn timeline(strings: &Strings, events: &[Event]) -> Option<Timeline> {
    let mut days: BTreeMap<Day, (usize, usize)> = BTreeMap::new();
    for event in events {
        if let Some(first) = event.first_published {
            let (all, shared) = days.entry(first.day()).or_default();
            *all += 1;
            *shared += usize::from(event.members.len() > 1);
        }
    }
    let (&start, &end) = (days.keys().next()?, days.keys().next_back()?);
    let length = end.number() - start.number() + 1;
    let days_per_bar = (length + MOST_BARS - 1) / MOST_BARS;
    let mut bars: Vec<Bar> = (0..(length + days_per_bar - 1) / days_per_bar)
        .map(|bar| start.plus(bar * days_per_bar))
        .map(|from| {
            let to = from.plus(days_per_bar - 1).min(end);
            let (events, shared) = (days.range(from..=to))
                .fold((0, 0), |(x, y), (_, (all, shared))| (x + all, y + shared));
            Bar {
                from: from.to_string(),
                to: to.to_string(),
                label: strings.days(from, to),
                events,
                shared,
                height: 0,
                shared_height: 0,
            }
        })
        .collect();
    let most = bars.iter().map(|bar| bar.events).max().unwrap_or(1).max(1);
    for bar in &mut bars {
        bar.height = (bar.events * 100).div_ceil(most);
        bar.shared_height = (bar.shared * 100).div_ceil(most);
    }
    let dated: usize = days.values().map(|(all, _)| all).sum();
    Some(Timeline {
        bars,
        undated: events.len() - dated,
        most,
    })
}
