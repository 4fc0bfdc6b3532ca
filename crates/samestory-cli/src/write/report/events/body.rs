//! The body of an event's card: what an open one shows.
//!
//! In: an event, and how much of its texts is shown. Out: its [`Body`]. Promise: where no text is
//! shown, the summary, the strip, the reasons and the lineage are left out, too, so that a page of
//! many events stays small. Cost: grows with the articles and with the texts that are shown.

use std::collections::BTreeSet;

use serde::Serialize;

use super::first::{FirstReport, first, first_report, is_first, last};
use super::positions;
use crate::write::report::conflicts::{self, ConflictView};
use crate::write::report::lineage::{self, Lineage};
use crate::write::report::material::Material;
use crate::write::report::members::{self, Groups};
use crate::write::report::reasons::{self, NearMiss, Together};
use crate::write::report::report_text_chars;
use crate::write::report::sources::{self, Independence, Owners, Shared};
use crate::write::report::strip::{self, Strip};
use crate::write::report::views::{self, ArticleName};
use crate::write::report::words;
use samestory::config::Keep;
use samestory::cut;
use samestory::detection::{Event, Flag};

/// What an open event shows.
#[derive(Debug, Clone, Serialize)]
pub(in crate::write::report) struct Body {
    /// Texts and reasons are in the page; otherwise only the members are.
    full: bool,
    single: bool,
    lead: ArticleName,
    leads_because: String,
    summary: String,
    first: Option<FirstReport>,
    happened: Option<Happened>,
    sources: String,
    /// Which sources count once, and why.
    counted_once: Vec<String>,
    strip: Option<Strip>,
    groups: Groups,
    together: Option<Together>,
    near: Vec<NearMiss>,
    conflicts: Vec<ConflictView>,
    /// What the search for them left out, in words.
    conflicts_capped: String,
    lineage: Option<Lineage>,
    storyline: Option<InStoryline>,
    /// The latest report, if its time tells it from the first.
    last: Option<ArticleName>,
}

/// When it happened, by the articles' own words.
#[derive(Debug, Clone, Serialize)]
struct Happened {
    tense: &'static str,
    date: String,
    agree: String,
    quote: Option<views::QuoteView>,
}

/// The storyline that the event is part of.
#[derive(Debug, Clone, Serialize)]
struct InStoryline {
    anchor: String,
    title: String,
    events: usize,
}

/// The body of an event; `text_chars` is how much of a text is shown, or none for members only.
pub(in crate::write::report) fn body(
    material: &Material<'_>,
    owners: &Owners,
    event: &Event,
    text_chars: Option<usize>,
) -> Body {
    const SUMMARY_CHARS: usize = 320;
    let members = positions(material, event);
    let lead = material.position(&event.lead);
    let single = members.len() == 1;
    let full = text_chars.is_some();
    let text = once(material.article(lead).text.trim());
    let summary = cut::with_ellipsis(text, SUMMARY_CHARS);
    let (sources, counted_once) = sources_in_words(material, owners, event, &members);
    Body {
        full,
        single,
        lead: views::article(material, lead),
        leads_because: leads_because(material, &members, lead),
        summary: if full {
            words::clean(&summary)
        } else {
            String::new()
        },
        first: first(material, &members).map(|p| first_report(material, &members, p)),
        happened: event.event_date.as_ref().map(|date| Happened {
            tense: views::tense(event, date),
            date: words::days(date.from, date.to),
            agree: words::percent(date.confidence),
            quote: date.quote.as_ref().and_then(|q| views::quote(material, q)),
        }),
        sources,
        counted_once,
        strip: if full {
            strip::strip(material, &members)
        } else {
            None
        },
        groups: members::groups(material, event, text_chars),
        together: (full && !single).then(|| reasons::together(material, event)),
        near: if full {
            reasons::near_misses(material, event)
        } else {
            Vec::new()
        },
        conflicts: conflicts::conflicts(material, owners, event),
        conflicts_capped: (event.conflicts_capped.iter())
            .map(ToString::to_string)
            .collect(),
        lineage: if full {
            lineage::lineage(material, event)
        } else {
            None
        },
        storyline: (material.storyline(&event.storyline))
            .filter(|storyline| storyline.events.len() > 1)
            .map(|storyline| InStoryline {
                anchor: views::storyline_anchor(&storyline.storyline),
                title: words::label(&storyline.title),
                events: storyline.events.len(),
            }),
        last: last(material, &members).map(|p| views::article(material, p)),
    }
}

/// A text without its first paragraph where the rest begins with the same words: feeds put the
/// beginning above the text as a teaser.
fn once(text: &str) -> &str {
    let (teaser, rest) = text.split_once('\n').unwrap_or((text, ""));
    let teaser = teaser.trim().trim_end_matches(['.', '…']);
    let rest = rest.trim_start();
    if !teaser.is_empty() && rest.starts_with(teaser) {
        rest
    } else {
        text
    }
}

fn leads_because(material: &Material<'_>, members: &[usize], lead: usize) -> String {
    if members.len() == 1 {
        return "nothing else in this feed reports it".to_owned();
    }
    // No more of a text is looked at than any way to make the report has at hand.
    let looked_at = report_text_chars(material.articles.len());
    let length = |p: usize| cut::to_chars(&material.article(p).text, looked_at).0.len();
    let mut reasons = Vec::new();
    if material.membership(lead).flags.contains(&Flag::Corrected) {
        reasons.push("a person placed it");
    }
    let source = material.article(lead).source.as_deref();
    if material.run.config.preference(source).is_some() {
        reasons.push("it is from a preferred outlet");
    }
    let dated = material.published(lead).is_some();
    if dated && first(material, members) == Some(lead) {
        reasons.push(if is_first(material, members, lead) {
            "it was published first"
        } else {
            "no other was published earlier"
        });
    }
    if members
        .iter()
        .all(|&p| p == lead || length(p) < length(lead))
    {
        reasons.push("its text is the most complete");
    }
    if reasons.is_empty() {
        reasons.push(match material.run.config.keep {
            Keep::Earliest => "of the texts that others are measured against it came first",
            Keep::Latest => "of the texts that others are measured against it came last",
            Keep::Longest => "of the texts that others are measured against it is the longest",
            Keep::SourceOrder => "it comes first in the input",
        });
    }
    reasons.join(" and ")
}

/// Groups of sources that are named as counted once.
const NAMED_ONCE: usize = 5;

/// How many sources there are and how many of them are independent; and which count once, and why.
fn sources_in_words(
    material: &Material<'_>,
    owners: &Owners,
    event: &Event,
    members: &[usize],
) -> (String, Vec<String>) {
    let Independence { sources, shared } = sources::independence(material, owners, members);
    let words = format!(
        "{} by {}, of which {} {} independent",
        words::count(members.len(), "article", "articles"),
        words::count(event.sources.len().max(1), "source", "sources"),
        sources,
        if sources == 1 { "is" } else { "are" },
    );
    let outlet = |&position: &usize| views::source(material, position);
    let once = shared.iter().filter_map(|(what, articles)| {
        let outlets: BTreeSet<String> = articles.iter().map(outlet).collect();
        let why = match what {
            Shared::Text(_) => "one text",
            Shared::Owner(_) => "one owner",
            Shared::Agency(agency) => &format!("{agency} credited"),
        };
        // That an outlet's own articles count once needs no word.
        (outlets.len() > 1).then(|| format!("{} ({why})", members::outlets(material, articles)))
    });
    let mut once: Vec<String> = once.collect();
    let more = once.len().saturating_sub(NAMED_ONCE);
    once.truncate(NAMED_ONCE);
    if more > 0 {
        once.push(format!("and {more} more"));
    }
    (words, once)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_teaser_above_the_same_words_is_left_out() {
        let text = "The dam broke on Friday, police said.\nNobody was hurt.";
        assert_eq!(once(text), text);
        assert_eq!(once(&format!("The dam broke on Friday…\n\n{text}")), text);
        assert_eq!(once("One line."), "One line.");
        assert_eq!(once(""), "");
    }
}
