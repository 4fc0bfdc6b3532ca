//! The articles of an event as its members: who, when, how they relate, how sure, and the text.

use ahash::{AHashMap, AHashSet};
use serde::Serialize;

use samestory::cut;
use samestory::detection::{Event, Membership, Relation, Role};

use super::lineage::order_known;
use super::marks::{self, Marked, Runs, Segment};
use super::material::Material;
use super::views::{self, ArticleName, Score};
use super::words;

/// Families of an event that are shown, and copies in all of them; the rest is counted.
const SHOWN_FAMILIES: usize = 500;
const SHOWN_COPIES: usize = 1_500;

/// The members of an event that are shown.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Groups {
    pub(super) shown: Vec<Group>,
    /// Articles of the families that are not.
    pub(super) more: usize,
}

/// Members of one copy family; the first stands for it, the others are folded.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Group {
    pub(super) head: Member,
    pub(super) copies: Vec<Member>,
    /// Copies that are not shown.
    pub(super) more: usize,
    /// Outlets of the folded copies, in words.
    pub(super) copied_by: String,
}

/// An article in its event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Member {
    pub(super) article: ArticleName,
    pub(super) url: Option<String>,
    pub(super) role: &'static str,
    pub(super) is_lead: bool,
    pub(super) is_first: bool,
    /// Time since the first report, in words.
    pub(super) later: String,
    /// How sure its place is; none for an article that the others are measured against.
    pub(super) score: Option<Score>,
    pub(super) flags: Vec<&'static str>,
    pub(super) text: Option<TextView>,
}

/// A text, set against an earlier one.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TextView {
    pub(super) segments: Vec<Segment>,
    pub(super) caption: String,
    /// Anchor of the article that has the very same words, shown there.
    pub(super) same_as: Option<String>,
    /// Whether the text is cut.
    pub(super) cut: bool,
}

/// The event's members by family, earliest family first; the lead heads its own.
pub(super) fn groups(material: &Material<'_>, event: &Event, text_chars: Option<usize>) -> Groups {
    let mut order: Vec<usize> = event
        .members
        .iter()
        .map(|id| material.position(id))
        .collect();
    order.sort_by_key(|&position| material.time_key(position));
    let first = order[0];
    let lead = material.position(&event.lead);
    let mut families: Vec<Vec<usize>> = Vec::new();
    let mut family_at: AHashMap<&str, usize> = AHashMap::new();
    for &position in &order {
        let family = &*material.membership(position).family;
        let at = *family_at.entry(family).or_insert(families.len());
        if at == families.len() {
            families.push(Vec::new());
        }
        families[at].push(position);
    }
    // The family of the lead is always shown.
    if let Some(at) = family_at.get(&*material.membership(lead).family)
        && *at >= SHOWN_FAMILIES
    {
        families.swap(SHOWN_FAMILIES - 1, *at);
    }
    let hidden = families.split_off(families.len().min(SHOWN_FAMILIES));
    // What is set against the first report is set against its runs, found once.
    let first_runs = text_chars.map(|chars| {
        let (earlier, _) = cut::to_chars(&material.article(first).text, chars);
        let compared = if order.len() > 1 { earlier } else { "" };
        (chars, Runs::of(compared))
    });
    let member = |position| member(material, position, first, lead, first_runs.as_ref());
    let mut room = SHOWN_COPIES;
    let shown = families.into_iter().map(|members| {
        let head = if members.contains(&lead) {
            lead
        } else {
            members[0]
        };
        let copies: Vec<usize> = members.into_iter().filter(|&p| p != head).collect();
        let shown = copies.len().min(room);
        room -= shown;
        Group {
            head: member(head),
            copied_by: outlets(material, &copies),
            more: copies.len() - shown,
            copies: copies.into_iter().take(shown).map(member).collect(),
        }
    });
    Groups {
        shown: shown.collect(),
        more: hidden.iter().map(Vec::len).sum(),
    }
}

/// `Alpha, Beta and 3 more`.
pub(super) fn outlets(material: &Material<'_>, positions: &[usize]) -> String {
    const NAMED: usize = 4;
    let mut seen: AHashSet<&str> = AHashSet::new();
    let sources = positions
        .iter()
        .map(|&position| views::outlet(material, position));
    let distinct: Vec<&str> = sources.filter(|source| seen.insert(source)).collect();
    let more = distinct.len().saturating_sub(NAMED);
    let named = distinct.into_iter().take(NAMED).map(words::label);
    let names: Vec<String> = named.collect();
    match more {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

fn member(
    material: &Material<'_>,
    position: usize,
    first: usize,
    lead: usize,
    first_runs: Option<&(usize, Runs)>,
) -> Member {
    let membership = material.membership(position);
    let known_first = first == position && material.published(position).is_some();
    Member {
        article: views::article(material, position),
        url: words::link(material.article(position).url.as_deref()).map(str::to_owned),
        role: role(membership),
        is_lead: position == lead,
        is_first: known_first,
        later: later(material, first, position),
        score: (position != lead).then(|| views::score(membership.score)),
        flags: membership
            .flags
            .iter()
            .map(|&flag| words::flag(flag))
            .collect(),
        text: first_runs.map(|(chars, runs)| text(material, position, first, *chars, runs)),
    }
}

fn role(membership: &Membership) -> &'static str {
    match membership.role {
        Role::Lead => "lead",
        Role::Identical => "same words",
        Role::NearCopy => "near copy",
        Role::Excerpt => "excerpt",
        Role::Rewrite => "in other words",
        Role::Report => "own report",
        Role::Single => "single report",
    }
}

/// `18 minutes later`; `same day` when only days are known; nothing when times do not tell.
fn later(material: &Material<'_>, first: usize, position: usize) -> String {
    let (Some(start), Some(own)) = (material.published(first), material.published(position)) else {
        return String::new();
    };
    if first == position {
        String::new()
    } else if order_known(Some(start), Some(own)) {
        format!("{} later", words::span(own.seconds() - start.seconds()))
    } else if start == own && own.precision() == samestory::time::Precision::Second {
        "at the same time".to_owned()
    } else {
        "same day".to_owned()
    }
}

/// The text, set against the earliest version of it, or else against the first report.
fn text(
    material: &Material<'_>,
    position: usize,
    first: usize,
    chars: usize,
    first_runs: &Runs,
) -> TextView {
    let article = material.article(position);
    let (shown, cut) = cut::to_chars(&article.text, chars);
    let cut = cut || material.articles[position].shortened;
    let view = |segments, caption| TextView {
        segments,
        caption,
        same_as: None,
        cut,
    };
    let base = material.earliest_version(position);
    if base == position && position == first {
        return view(marks::plain(shown), String::new());
    }
    if base == position {
        let named = views::source(material, first);
        let marked = first_runs.mark(shown);
        let caption = report_caption(&marked, &named);
        return view(marked.segments, caption);
    }
    let named = views::source(material, base);
    let identical = material.article(base).text == article.text
        || (material.pair(base, position)).is_some_and(|p| p.relation == Relation::Identical);
    if identical {
        return TextView {
            segments: Vec::new(),
            caption: format!("The same words as {named}."),
            same_as: Some(material.anchor(base).to_owned()),
            cut: false,
        };
    }
    let (earlier, _) = cut::to_chars(&material.article(base).text, chars);
    let marked = marks::version(earlier, shown);
    let caption = version_caption(&marked, &named);
    view(marked.segments, caption)
}

fn version_caption(marked: &Marked, earlier: &str) -> String {
    format!(
        "Against the earliest version ({earlier}): {} new ({}), {} left out.",
        words::count(marked.new_words, "word", "words"),
        share(marked, marked.new_words),
        words::count(marked.gone_words, "word", "words"),
    )
}

fn report_caption(marked: &Marked, first: &str) -> String {
    match marked.words - marked.new_words {
        0 => format!("Shares no run of four words with the first report ({first})."),
        taken => format!(
            "Against the first report ({first}): {} of its words stand in runs of four or more \
             that are also there; the rest is new.",
            share(marked, taken),
        ),
    }
}

fn share(marked: &Marked, part: usize) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "texts hold far fewer than 2^52 words"
    )]
    words::percent(part as f64 / marked.words.max(1) as f64)
}
