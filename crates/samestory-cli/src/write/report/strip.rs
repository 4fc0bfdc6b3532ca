//! An event's reports in time, as coordinates for inline SVG.

use std::collections::BTreeSet;

use serde::Serialize;

use super::material::Material;
use super::views;

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
