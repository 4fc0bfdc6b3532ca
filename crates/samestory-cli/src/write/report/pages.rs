//! Which page an event stands on, when one page cannot hold all of them.
//!
//! In: the events in the order of the list. Out: pages by the day of the first report, each with its
//! events in that order. Promise: the name of a page goes by its day alone, so that links to it last
//! while the day's events still fit into one page.

use std::collections::BTreeMap;

use samestory::run::UNDATED_PAGE;
use samestory::time::Timestamp;

use super::events::Head;
use super::material::Material;

/// Articles of a page at most, unless one event has more.
const MOST_ARTICLES: usize = 1_200;

/// The events of a day, or of a part of it.
#[derive(Debug)]
pub(super) struct Page {
    /// Its file.
    pub(super) name: String,
    /// The day in words, with the part's number where there are several.
    pub(super) label: String,
    /// Its events, by their place in the list.
    pub(super) events: Vec<usize>,
}

/// The pages, newest day first, undated last.
pub(super) fn pages(material: &Material<'_>, heads: &[(usize, Head)]) -> Vec<Page> {
    let mut days: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, (event, _)) in heads.iter().enumerate() {
        let first = material.detection.events[*event].first_published;
        days.entry(first.map(Timestamp::day)).or_default().push(at);
    }
    let mut pages = Vec::new();
    // None sorts before all days, so that it comes last.
    for (day, events) in days.into_iter().rev() {
        let (name, label) = match day {
            Some(day) => (day.to_string(), material.strings.day(day)),
            None => (UNDATED_PAGE.to_owned(), material.strings.say("time.none")),
        };
        let parts = parts(heads, events);
        let several = parts.len() > 1;
        for (number, events) in (1..).zip(parts) {
            pages.push(Page {
                name: match number {
                    1 => format!("{name}.html"),
                    number => format!("{name}-{number}.html"),
                },
                label: if several {
                    format!("{label} ({number})")
                } else {
                    label.clone()
                },
                events,
            });
        }
    }
    pages
}

/// The page of each event, by the event's position.
pub(super) fn of_events(pages: &[Page], heads: &[(usize, Head)]) -> Vec<String> {
    let mut page_of = vec![String::new(); heads.len()];
    for page in pages {
        for &at in &page.events {
            page_of[heads[at].0].clone_from(&page.name);
        }
    }
    page_of
}

/// The events in parts of so many articles.
fn parts(heads: &[(usize, Head)], events: Vec<usize>) -> Vec<Vec<usize>> {
    let mut parts = Vec::new();
    let (mut part, mut articles) = (Vec::new(), 0);
    for at in events {
        let own = heads[at].1.articles;
        if articles + own > MOST_ARTICLES && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
            articles = 0;
        }
        articles += own;
        part.push(at);
    }
    parts.push(part);
    parts
}
