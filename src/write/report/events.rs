//! An event as a card: a head that is always shown, and a body that opens.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::config::Keep;
use crate::detection::{Event, Flag};
use crate::time::Timestamp;

use super::conflicts::{self, ConflictView};
use super::lineage::{self, Lineage, order_known};
use super::material::Material;
use super::members::{self, Group};
use super::reasons::{self, NearMiss, Together};
use super::sources::{self, Independence, Owners, Shared};
use super::strip::{self, Strip};
use super::views::{self, ArticleName};
use super::words::{self, Sureness};

/// What is always shown of an event, and what filters and sorting need.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Head {
    pub(super) anchor: String,
    /// Place in the list as it is first shown.
    pub(super) rank: usize,
    pub(super) title: String,
    pub(super) lang: String,
    pub(super) single: bool,
    pub(super) articles: usize,
    pub(super) independent: usize,
    pub(super) copies: usize,
    pub(super) conflicts: usize,
    pub(super) first: String,
    pub(super) first_source: String,
    /// Whether its time sets the first report apart from all others.
    pub(super) first_known: bool,
    /// Seconds since 1970, for sorting; none when undated.
    pub(super) first_seconds: Option<i64>,
    pub(super) last_seconds: Option<i64>,
    pub(super) langs: String,
    /// Chance that some member does not belong times the articles at stake, for sorting.
    pub(super) doubt: String,
    pub(super) uncertain: Option<&'static str>,
}

/// What an open event shows.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Body {
    /// Texts and reasons are in the page; otherwise only the members are.
    pub(super) full: bool,
    pub(super) single: bool,
    pub(super) lead: ArticleName,
    pub(super) leads_because: String,
    pub(super) summary: String,
    pub(super) first: Option<FirstReport>,
    pub(super) happened: Option<Happened>,
    pub(super) sources: String,
    /// Which sources count once, and why.
    pub(super) counted_once: Vec<String>,
    pub(super) strip: Option<Strip>,
    pub(super) groups: Vec<Group>,
    pub(super) together: Option<Together>,
    pub(super) near: Vec<NearMiss>,
    pub(super) conflicts: Vec<ConflictView>,
    pub(super) lineage: Option<Lineage>,
    pub(super) storyline: Option<InStoryline>,
    /// The latest report, if its time tells it from the first.
    pub(super) last: Option<ArticleName>,
}

/// Who had it first.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FirstReport {
    pub(super) article: ArticleName,
    pub(super) ahead: String,
}

/// When it happened, by the articles' own words.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Happened {
    pub(super) tense: &'static str,
    pub(super) date: String,
    pub(super) agree: String,
    pub(super) quote: Option<views::QuoteView>,
}

/// The storyline that the event is part of.
#[derive(Debug, Clone, Serialize)]
pub(super) struct InStoryline {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) events: usize,
}

fn positions(material: &Material<'_>, event: &Event) -> Vec<usize> {
    event
        .members
        .iter()
        .map(|id| material.position(id))
        .collect()
}

/// The earliest dated article, if its time sets it apart from all others or it is the only one.
fn first(material: &Material<'_>, members: &[usize]) -> Option<usize> {
    let earliest = *members.iter().min_by_key(|&&p| material.time_key(p))?;
    material.published(earliest).map(|_| earliest)
}

/// The latest dated article, if its time tells it from the earliest.
fn last(material: &Material<'_>, members: &[usize]) -> Option<usize> {
    let dated = members.iter().copied();
    let dated = dated.filter(|&p| material.published(p).is_some());
    let last = dated.max_by_key(|&p| material.time_key(p))?;
    let first = material.published(first(material, members)?);
    order_known(first, material.published(last)).then_some(last)
}

/// Whether an article came before all others, as far as their times tell.
fn is_first(material: &Material<'_>, members: &[usize], first: usize) -> bool {
    let start = material.published(first);
    (members.iter()).all(|&other| {
        other == first
            || material.published(other).is_none()
            || order_known(start, material.published(other))
    })
}

pub(super) fn head(material: &Material<'_>, owners: &Owners, event: &Event) -> Head {
    let members = positions(material, event);
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
        anchor: views::event_anchor(&event.event),
        rank: 0,
        title: views::event_title(event),
        lang: views::lang(material, lead),
        single,
        articles: members.len(),
        independent: sources::independence(material, owners, &members).sources,
        copies: members.len() - event.families.min(members.len()),
        conflicts: event.conflicts.len(),
        first: first.map_or_else(String::new, |p| {
            material.published(p).map(words::time).unwrap_or_default()
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
            .then(|| Sureness::of(least).word()),
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
pub(super) fn ordered(material: &Material<'_>, owners: &Owners) -> Vec<(usize, Head)> {
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

/// The body of an event; `text_chars` is how much of a text is shown, or none for members only.
pub(super) fn body(
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
    let (summary, cut) = members::shorten(text, SUMMARY_CHARS);
    let summary = if cut {
        ends_in_a_word(summary)
    } else {
        summary.to_owned()
    };
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

/// A cut text without its last, broken word; unspaced scripts are cut where they are.
fn ends_in_a_word(text: &str) -> String {
    let end = text
        .rfind(char::is_whitespace)
        .filter(|&end| end > text.len() / 2);
    format!("{}…", text[..end.unwrap_or(text.len())].trim_end())
}

fn leads_because(material: &Material<'_>, members: &[usize], lead: usize) -> String {
    if members.len() == 1 {
        return "nothing else in this feed reports it".to_owned();
    }
    // No more of a text is looked at than any way to make the report has at hand.
    let looked_at = super::report_text_chars(material.articles.len());
    let length = |p: usize| {
        members::shorten(&material.article(p).text, looked_at)
            .0
            .len()
    };
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
            Keep::Longest => "of the texts that others are measured against it is the longest",
            Keep::SourceOrder => "it comes first in the input",
        });
    }
    reasons.join(" and ")
}

fn first_report(material: &Material<'_>, members: &[usize], first: usize) -> FirstReport {
    let start = material.published(first);
    let mut others: Vec<usize> = members.iter().copied().filter(|&p| p != first).collect();
    others.sort_by_key(|&p| material.time_key(p));
    let next = others.first().copied();
    let ahead = match (start, next, next.and_then(|p| material.published(p))) {
        (Some(start), Some(next), Some(then)) if order_known(Some(start), Some(then)) => format!(
            "{} before {}",
            words::span(then.seconds() - start.seconds()),
            views::source(material, next)
        ),
        (Some(start), Some(next), Some(then)) => format!(
            "{} gives the same {}, so who came first is not known",
            views::source(material, next),
            if then == start && words::knows_its_hour(start) {
                "time"
            } else {
                "day"
            },
        ),
        (_, Some(_), _) => "the others give no date".to_owned(),
        (_, None, _) => String::new(),
    };
    FirstReport {
        article: views::article(material, first),
        ahead,
    }
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
