//! The head of an event's card: what the list shows of it, sorts and filters by.
//!
//! In: an event. Out: its [`Head`], and the order of all. Promise: the order is total, and the same
//! for any order of the records. Cost: one look at each article.

use serde::Serialize;

use super::first::{first, is_first};
use crate::write::report::anchors;
use crate::write::report::material::Material;
use crate::write::report::sources::{self, Owners};
use crate::write::report::views;
use crate::write::report::words::Sureness;
use samestory::detection::Event;
use samestory::time::Timestamp;

/// What is always shown of an event, and what filters and sorting need.
#[derive(Debug, Clone, Serialize)]
pub(in crate::write::report) struct Head {
    pub(in crate::write::report) anchor: String,
    /// Its address, seen from any page.
    pub(in crate::write::report) href: String,
    /// Place in the list as it is first shown.
    pub(in crate::write::report) rank: usize,
    pub(in crate::write::report) title: String,
    pub(in crate::write::report) title_lang: String,
    /// What the list can be narrowed by, as the page's script compares it.
    pub(in crate::write::report) tokens: String,
    pub(in crate::write::report) single: bool,
    pub(in crate::write::report) articles: usize,
    pub(in crate::write::report) independent: usize,
    pub(in crate::write::report) copies: usize,
    pub(in crate::write::report) conflicts: usize,
    pub(in crate::write::report) first: String,
    pub(in crate::write::report) first_source: String,
    /// Whether its time sets the first report apart from all others.
    pub(in crate::write::report) first_known: bool,
    /// Seconds since 1970, for sorting; none when undated.
    pub(in crate::write::report) first_seconds: Option<i64>,
    pub(in crate::write::report) last_seconds: Option<i64>,
    pub(in crate::write::report) langs: String,
    /// Chance that some member does not belong times the articles at stake, for sorting.
    pub(in crate::write::report) doubt: String,
    pub(in crate::write::report) uncertain: Option<String>,
}

fn head(material: &Material<'_>, owners: &Owners, event: &Event) -> Head {
    let members: Vec<usize> = material.members(event).collect();
    let lead = material.position(&event.lead);
    let first = first(material, &members);
    let mut langs: Vec<String> = members.iter().map(|&p| views::lang(material, p)).collect();
    langs.sort();
    langs.dedup();
    langs.retain(|lang| !lang.is_empty());
    let least = (members.iter())
        .map(|&p| material.membership(p).score)
        .fold(1.0, f64::min);
    let single = members.len() == 1;
    Head {
        anchor: anchors::event(&event.event),
        href: material.event_href(event),
        rank: 0,
        title: views::event_title(material, event),
        title_lang: views::lang(material, material.title(event).1.unwrap_or(lead)),
        tokens: String::new(),
        single,
        articles: members.len(),
        independent: sources::independence(material, owners, &members).sources,
        copies: members.len() - event.families.min(members.len()),
        conflicts: event.conflicts.len(),
        first: first.map_or_else(String::new, |p| {
            (material.published(p)).map_or_else(String::new, |stamp| material.strings.time(stamp))
        }),
        first_source: views::source(material, first.unwrap_or(lead)),
        first_known: first.is_some_and(|first| is_first(material, &members, first)),
        first_seconds: event.first_published.map(Timestamp::seconds),
        last_seconds: event.last_published.map(Timestamp::seconds),
        langs: langs.join(" "),
        doubt: if single {
            String::new()
        } else {
            harm(1.0 - least, members.len())
        },
        uncertain: (!single && Sureness::of(least) < Sureness::Likely)
            .then(|| Sureness::of(least).word(material.strings)),
    }
}

fn harm(chance: f64, articles: usize) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "events hold far fewer than 2^52 articles"
    )]
    let articles = articles as f64;
    format!("{:.2}", chance * articles)
}

/// Every event with its position: shared ones first, most independent sources first, then most articles, then freshest.
pub(in crate::write::report) fn ordered(
    material: &Material<'_>,
    owners: &Owners,
) -> Vec<(usize, Head)> {
    let mut heads: Vec<(usize, Head)> = (material.detection.events.iter().enumerate())
        .map(|(position, event)| (position, head(material, owners, event)))
        .collect();
    heads.sort_by(|(_, a), (_, b)| {
        (a.single.cmp(&b.single))
            .then(b.independent.cmp(&a.independent))
            .then(b.articles.cmp(&a.articles))
            .then(b.last_seconds.cmp(&a.last_seconds))
            .then_with(|| a.anchor.cmp(&b.anchor))
    });
    for (rank, (_, head)) in heads.iter_mut().enumerate() {
        head.rank = rank;
    }
    heads
}

/// Shared and single events among some.
pub(in crate::write::report) fn counts(heads: &[(usize, Head)]) -> [usize; 2] {
    let shared = heads.iter().filter(|(_, head)| !head.single).count();
    [shared, heads.len() - shared]
}
