//! The body of an event's card: what an open one shows.
//!
//! In: an event, and how much of its texts is shown. Out: its [`Body`]. Promise: every event has its
//! reasons, whatever the size of the page; only texts are cut. Cost: grows with the articles and with
//! the texts that are shown.

use std::collections::BTreeSet;

use serde::Serialize;

use super::first::{self, first, is_first, last};
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
    single: bool,
    lead: ArticleName,
    leads_because: String,
    /// Where the headline is from, if not from the lead.
    title_from: String,
    summary: String,
    /// Who had it first.
    first: Option<String>,
    happened: Option<Happened>,
    sources: String,
    /// Which sources count once, and why.
    counted_once: Vec<String>,
    strip: Option<Strip>,
    groups: Groups,
    together: Option<Together>,
    near: Vec<NearMiss>,
    conflicts: Vec<ConflictView>,
    /// Whether the search for them left something out.
    conflicts_capped: bool,
    lineage: Option<Lineage>,
    storyline: Option<InStoryline>,
    /// The latest report, if its time tells it from the first.
    last: Option<ArticleName>,
}

/// When it happened, by the articles' own words.
#[derive(Debug, Clone, Serialize)]
struct Happened {
    tense: String,
    words: String,
    quote: Option<views::QuoteView>,
}

/// The storyline that the event is part of.
#[derive(Debug, Clone, Serialize)]
struct InStoryline {
    href: String,
    title: String,
    events: usize,
}

/// The body of an event; `text_chars` is how much of a text is shown.
pub(in crate::write::report) fn body(
    material: &Material<'_>,
    owners: &Owners,
    event: &Event,
    text_chars: usize,
) -> Body {
    const SUMMARY_CHARS: usize = 320;
    let members: Vec<usize> = material.members(event).collect();
    let lead = material.position(&event.lead);
    let single = members.len() == 1;
    let text = once(material.article(lead).text.trim());
    let summary = cut::with_ellipsis(text, SUMMARY_CHARS);
    let (sources, counted_once) = sources_in_words(material, owners, event, &members);
    Body {
        single,
        lead: views::article(material, lead),
        title_from: title_from(material, event, lead),
        leads_because: leads_because(material, &members, lead),
        summary: words::clean(&summary),
        first: first(material, &members).map(|p| first::in_words(material, &members, p)),
        happened: event.event_date.as_ref().map(|date| Happened {
            tense: views::tense(material, event, date),
            words: material.strings.fill(
                "event.happened_agree",
                &[
                    ("date", &material.strings.days(date.from, date.to)),
                    ("share", &material.strings.percent(date.confidence)),
                ],
            ),
            quote: date.quote.as_ref().and_then(|q| views::quote(material, q)),
        }),
        sources,
        counted_once,
        strip: strip::strip(material, &members),
        groups: members::groups(material, event, text_chars),
        together: (!single).then(|| reasons::together(material, event)),
        near: reasons::near_misses(material, event),
        conflicts: conflicts::conflicts(material, owners, event),
        conflicts_capped: event.conflicts_capped.is_some(),
        lineage: lineage::lineage(material, event),
        storyline: (material.storyline(&event.storyline))
            .filter(|storyline| storyline.events.len() > 1)
            .map(|storyline| InStoryline {
                href: material.storyline_href(&storyline.storyline),
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

fn title_from(material: &Material<'_>, event: &Event, lead: usize) -> String {
    let strings = material.strings;
    match material.title(event).1 {
        None => strings.say("event.title_person"),
        Some(from) if from == lead => String::new(),
        Some(from) => strings.fill(
            "event.title_theirs",
            &[("source", &views::source(material, from))],
        ),
    }
}

fn leads_because(material: &Material<'_>, members: &[usize], lead: usize) -> String {
    if members.len() == 1 {
        return material.strings.say("because.only_one");
    }
    // No more of a text is looked at than any way to make the report has at hand.
    let looked_at = report_text_chars(material.articles.len());
    let length = |p: usize| cut::to_chars(&material.article(p).text, looked_at).0.len();
    let mut reasons = Vec::new();
    if material.membership(lead).flags.contains(&Flag::Corrected) {
        reasons.push("because.person");
    }
    let source = material.article(lead).source.as_deref();
    if material.run.config.preference(source).is_some() {
        reasons.push("because.preferred");
    }
    let dated = material.published(lead).is_some();
    if dated && first(material, members) == Some(lead) {
        reasons.push(if is_first(material, members, lead) {
            "because.first"
        } else {
            "because.none_earlier"
        });
    }
    if members
        .iter()
        .all(|&p| p == lead || length(p) < length(lead))
    {
        reasons.push("because.longest");
    }
    if reasons.is_empty() {
        reasons.push(match material.run.config.keep {
            Keep::Earliest => "because.earliest_own",
            Keep::Latest => "because.latest_own",
            Keep::Longest => "because.longest_own",
            Keep::SourceOrder => "because.input_order",
        });
    }
    let reasons: Vec<String> = reasons
        .into_iter()
        .map(|key| material.strings.say(key))
        .collect();
    reasons.join("; ")
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
    let strings = material.strings;
    let words = strings.fill(
        "event.sources_of",
        &[
            ("articles", &strings.count("count.articles", members.len())),
            (
                "sources",
                &strings.count("count.sources", event.sources.len().max(1)),
            ),
            ("independent", &strings.count("event.independent", sources)),
        ],
    );
    let outlet = |&position: &usize| views::source(material, position);
    let once = shared.iter().filter_map(|(what, articles)| {
        let outlets: BTreeSet<String> = articles.iter().map(outlet).collect();
        let why = match what {
            Shared::Text(_) => strings.say("event.once_text"),
            Shared::Owner(_) => strings.say("event.once_owner"),
            Shared::Agency(agency) => strings.fill("event.once_agency", &[("agency", agency)]),
        };
        // That an outlet's own articles count once needs no word.
        (outlets.len() > 1).then(|| {
            let outlets = members::outlets(material, articles);
            strings.fill("event.once", &[("outlets", &outlets), ("why", &why)])
        })
    });
    let mut once: Vec<String> = once.collect();
    let more = once.len().saturating_sub(NAMED_ONCE);
    once.truncate(NAMED_ONCE);
    if more > 0 {
        once.push(strings.count("list.more", more));
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
