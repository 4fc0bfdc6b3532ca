//! A day's edition: what the report says in the length of a chat message, a mail, or ten pages.
//!
//! In: the records and a [`Length`]. Out: an [`Edition`], which [`markdown`] and [`print`] put into
//! words. Promise: what does not fit is counted, and the longest edition is at most ten pages on
//! paper, since every item is cut and pays for its lines.

mod markdown;
mod print;

use serde::Serialize;

use super::ReportOptions;
use super::charts;
use super::conflicts;
use super::doubt;
use super::events::{self, Head};
use super::material::Material;
use super::members;
use super::overview;
use super::page;
use super::storylines::{self, StorylineView};
use super::strings::Strings;
use super::words;
use crate::write::Records;
use samestory::cut;
use samestory::detection::Event;
use samestory::error::Error;

/// How much of a day an edition tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// A chat message: the five largest events and three doubts.
    Chat,
    /// A mail, or a few pages: as much as fits on ten pages of paper.
    Mail,
}

/// A length in numbers.
struct Limits {
    /// Lines for all events, of some [`LINE`] letters.
    lines: usize,
    events: usize,
    singles: usize,
    storylines: usize,
    steps: usize,
    doubts: usize,
    summary_chars: usize,
}

impl Length {
    fn limits(self) -> Limits {
        match self {
            Self::Chat => Limits {
                lines: usize::MAX,
                events: 5,
                singles: 0,
                storylines: 0,
                steps: 0,
                doubts: 3,
                summary_chars: 0,
            },
            Self::Mail => Limits {
                lines: 240,
                events: 40,
                singles: 30,
                storylines: 8,
                steps: 5,
                doubts: 10,
                summary_chars: 260,
            },
        }
    }
}

/// Letters of a printed line.
const LINE: usize = 90;
/// Characters of a title.
const TITLE: usize = 140;

/// What an edition tells.
#[derive(Debug, Serialize)]
struct Edition {
    /// What happened, in a sentence.
    headline: String,
    title: String,
    program: String,
    rejected: u64,
    events: Vec<Item>,
    more_events: usize,
    singles: Vec<Single>,
    more_singles: usize,
    storylines: Vec<StorylineView>,
    more_storylines: usize,
    doubts: Vec<Question>,
    more_doubts: usize,
}

/// An event in an edition.
#[derive(Debug, Serialize)]
struct Item {
    title: String,
    lang: String,
    url: Option<String>,
    /// `3 independent sources, 7 articles`.
    size: String,
    /// `First: Coastline Wire, 12 March 2024, 05:10`; empty without a date.
    first: String,
    outlets: String,
    summary: String,
    /// `volumes lost: 12,000 / 15,000`.
    differs: Vec<String>,
    uncertain: bool,
}

/// An article that nothing else reports.
#[derive(Debug, Serialize)]
struct Single {
    title: String,
    lang: String,
    url: Option<String>,
    source: String,
}

/// An event that may be several.
#[derive(Debug, Serialize)]
struct Question {
    articles: usize,
    parts: Vec<Part>,
    more: usize,
}

/// A part that it may fall into.
#[derive(Debug, Serialize)]
struct Part {
    title: String,
    lang: String,
    articles: usize,
}

/// An edition as Markdown, in which article text does nothing.
///
/// # Errors
/// As [`super::report`].
pub fn markdown(
    records: &Records<'_>,
    options: &ReportOptions,
    length: Length,
) -> Result<String, Error> {
    let material = Material::new(records, options.lang)?;
    let edition = edition(&material, options, length);
    Ok(markdown::write(&edition, material.strings))
}

/// An edition as a page for paper: A4, no script, at most ten pages.
///
/// # Errors
/// As [`super::report`].
pub fn pages(records: &Records<'_>, options: &ReportOptions) -> Result<String, Error> {
    let material = Material::new(records, options.lang)?;
    let edition = edition(&material, options, Length::Mail);
    print::render(&edition, &charts::charts(&material), material.strings)
}

fn edition(material: &Material<'_>, options: &ReportOptions, length: Length) -> Edition {
    let limits = length.limits();
    let ordered = events::ordered(material, &options.owners);
    let doubts = doubt::doubts(material, &ordered);
    let overview = overview::overview(material, &ordered, &doubts);
    let (singles, shared): (Vec<_>, Vec<_>) = ordered.iter().partition(|(_, head)| head.single);
    let items = items(material, options, &shared, &limits);
    let single = |(event, head): &&(usize, Head)| {
        let event = &material.detection.events[*event];
        Single {
            title: cut::with_ellipsis(&head.title, LINE - 20),
            lang: head.title_lang.clone(),
            url: url(material, event),
            source: cut::with_ellipsis(&head.first_source, 24),
        }
    };
    let mut storylines = storylines::storylines(material, limits.storylines);
    for story in &mut storylines {
        story.title = cut::with_ellipsis(&story.title, TITLE);
        story.more += story.events.len().saturating_sub(limits.steps);
        story.events.truncate(limits.steps);
        for step in &mut story.events {
            step.event.title = cut::with_ellipsis(&step.event.title, LINE - 30);
        }
    }
    let several = storylines::of_several(material).count();
    Edition {
        headline: page::headline(
            &overview,
            material.strings,
            &overview.period,
            material.articles.len(),
            [shared.len(), singles.len()],
        ),
        title: overview.title,
        program: overview.program,
        rejected: overview.rejected,
        more_events: shared.len() - items.len(),
        events: items,
        more_singles: singles.len().saturating_sub(limits.singles),
        singles: singles.iter().take(limits.singles).map(single).collect(),
        more_storylines: several - storylines.len(),
        storylines,
        more_doubts: doubts.total.saturating_sub(limits.doubts),
        doubts: (doubts.questions.iter().take(limits.doubts))
            .map(question)
            .collect(),
    }
}

/// The largest events, as many as the lines allow.
fn items(
    material: &Material<'_>,
    options: &ReportOptions,
    shared: &[&(usize, Head)],
    limits: &Limits,
) -> Vec<Item> {
    let mut lines = limits.lines;
    let mut items = Vec::new();
    for (event, head) in shared.iter().take(limits.events) {
        let event = &material.detection.events[*event];
        let item = item(material, options, event, head, limits);
        let Some(left) = lines.checked_sub(item.lines()) else {
            break;
        };
        lines = left;
        items.push(item);
    }
    items
}

fn item(
    material: &Material<'_>,
    options: &ReportOptions,
    event: &Event,
    head: &Head,
    limits: &Limits,
) -> Item {
    const DIFFERENCES: usize = 2;
    let strings = material.strings;
    let members: Vec<usize> = material.members(event).collect();
    let text = material.article(material.position(&event.lead)).text.trim();
    let differs = conflicts::conflicts(material, &options.owners, event);
    let mut told: Vec<String> = (differs.iter())
        .map(|conflict| {
            let values: Vec<&str> = (conflict.values.iter().take(3))
                .map(|side| side.value.as_str())
                .collect();
            let told = format!("{}: {}", conflict.field, values.join(" / "));
            cut::with_ellipsis(&told, LINE)
        })
        .collect();
    // Two conflicts may differ only in who says what.
    told.dedup();
    Item {
        title: cut::with_ellipsis(&head.title, TITLE),
        lang: head.title_lang.clone(),
        url: url(material, event),
        size: format!(
            "{}, {}",
            strings.count("count.independent", head.independent),
            strings.count("count.articles", head.articles)
        ),
        first: first(strings, head),
        outlets: cut::with_ellipsis(&members::outlets(material, &members), LINE),
        summary: match limits.summary_chars {
            0 => String::new(),
            chars => words::clean(&cut::with_ellipsis(text, chars)).replace('\n', " "),
        },
        differs: told.into_iter().take(DIFFERENCES).collect(),
        uncertain: head.uncertain.is_some(),
    }
}

fn first(strings: &Strings, head: &Head) -> String {
    let key = match (head.first.is_empty(), head.first_known) {
        (true, _) => return String::new(),
        (_, true) => "card.first",
        (_, false) => "card.among_first",
    };
    let source = cut::with_ellipsis(&head.first_source, LINE / 2);
    strings.fill(key, &[("source", &source), ("time", &head.first)])
}

impl Item {
    /// Lines that it takes on paper, with the room around it.
    fn lines(&self) -> usize {
        let of = |words: &str, letters: usize| width(words).div_ceil(letters);
        // Titles are larger.
        of(&self.title, LINE * 2 / 3) * 3 / 2
            + of(&self.size, LINE).max(of(&self.first, LINE))
            + 1
            + of(&self.outlets, LINE)
            + of(&self.summary, LINE)
            + self.differs.len()
            + 1
    }
}

/// Letters by their width: those of East Asian scripts are twice as wide.
fn width(words: &str) -> usize {
    words
        .chars()
        .map(|c| 1 + usize::from(c >= '\u{1100}'))
        .sum()
}

fn url(material: &Material<'_>, event: &Event) -> Option<String> {
    let lead = material.article(material.position(&event.lead));
    words::link(lead.url.as_deref()).map(str::to_owned)
}

fn question(question: &doubt::Question) -> Question {
    const PARTS: usize = 3;
    Question {
        articles: question.articles,
        more: question.parts.len().saturating_sub(PARTS),
        parts: (question.parts.iter().take(PARTS))
            .map(|part| Part {
                title: cut::with_ellipsis(&part.article.title, LINE - 20),
                lang: part.article.lang.clone(),
                articles: part.articles,
            })
            .collect(),
    }
}
