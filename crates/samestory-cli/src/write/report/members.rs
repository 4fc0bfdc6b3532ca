//! The articles of an event as its members: who, when, how they relate, how sure, and the text.

use ahash::AHashSet;
use serde::Serialize;

use samestory::cut;
use samestory::detection::{Event, Membership, Relation, Role};

use super::adds::Said;
use super::lineage::order_known;
use super::marks::{self, Marked, Runs, Segment};
use super::material::Material;
use super::strings::Strings;
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
    pub(super) role: String,
    pub(super) is_lead: bool,
    pub(super) is_first: bool,
    /// Time since the first report, in words.
    pub(super) later: String,
    /// How sure its place is; none for an article that the others are measured against.
    pub(super) score: Option<Score>,
    pub(super) flags: Vec<String>,
    /// What it adds to the reports before it: its most telling new sentence.
    pub(super) adds: String,
    pub(super) text: TextView,
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
pub(super) fn groups(material: &Material<'_>, event: &Event, text_chars: usize) -> Groups {
    let mut order: Vec<usize> = material.members(event).collect();
    order.sort_by_key(|&position| material.time_key(position));
    let first = order[0];
    let lead = material.position(&event.lead);
    let mut families = material.by_family(order.iter().copied());
    // The family of the lead is always shown.
    let of_lead = families.iter().position(|family| family.contains(&lead));
    if let Some(at) = of_lead.filter(|&at| at >= SHOWN_FAMILIES) {
        families.swap(SHOWN_FAMILIES - 1, at);
    }
    let hidden = families.split_off(families.len().min(SHOWN_FAMILIES));
    // What is set against the first report is set against its runs, found once.
    let (earlier, _) = cut::to_chars(&material.article(first).text, text_chars);
    let first_runs = Runs::of(if order.len() > 1 { earlier } else { "" });
    let member = |position| member(material, position, first, lead, (text_chars, &first_runs));
    let mut room = SHOWN_COPIES;
    let mut said = Said::default();
    let several = families.len() > 1;
    let shown = families.into_iter().map(|members| {
        let earliest = members[0];
        let head = if members.contains(&lead) {
            lead
        } else {
            earliest
        };
        let copies: Vec<usize> = members.into_iter().filter(|&p| p != head).collect();
        let shown = copies.len().min(room);
        room -= shown;
        let mut head = member(head);
        if several {
            let text = &material.article(earliest).text;
            head.adds = said.add(cut::to_chars(text, text_chars).0);
        }
        Group {
            head,
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
    material.strings.first_of(&distinct, NAMED)
}

fn member(
    material: &Material<'_>,
    position: usize,
    first: usize,
    lead: usize,
    (chars, first_runs): (usize, &Runs),
) -> Member {
    let membership = material.membership(position);
    let known_first = first == position && material.published(position).is_some();
    Member {
        article: views::article(material, position),
        url: words::link(material.article(position).url.as_deref()).map(str::to_owned),
        role: material.strings.say(role(membership)),
        is_lead: position == lead,
        is_first: known_first,
        later: later(material, first, position),
        score: (position != lead).then(|| views::score(material, membership.score)),
        flags: membership
            .flags
            .iter()
            .map(|&flag| material.strings.flag(flag))
            .collect(),
        adds: String::new(),
        text: text(material, position, first, chars, first_runs),
    }
}

fn role(membership: &Membership) -> &'static str {
    match membership.role {
        Role::Lead => "role.lead",
        Role::Identical => "role.identical",
        Role::NearCopy => "role.near_copy",
        Role::Excerpt => "role.excerpt",
        Role::Rewrite => "role.rewrite",
        Role::Report => "role.report",
        Role::Single => "role.single",
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
        let span = material.strings.span(own.seconds() - start.seconds());
        material.strings.fill("time.later", &[("span", &span)])
    } else if start == own && own.precision() == samestory::time::Precision::Second {
        material.strings.say("time.same_time")
    } else {
        material.strings.say("time.same_day")
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
        let caption = report_caption(material.strings, &marked, &named);
        return view(marked.segments, caption);
    }
    let named = views::source(material, base);
    let identical = material.article(base).text == article.text
        || (material.pair(base, position)).is_some_and(|p| p.relation == Relation::Identical);
    if identical {
        return TextView {
            segments: Vec::new(),
            caption: material.strings.fill("text.same_as", &[("source", &named)]),
            same_as: Some(material.anchor(base).to_owned()),
            cut: false,
        };
    }
    let (earlier, _) = cut::to_chars(&material.article(base).text, chars);
    let marked = marks::version(earlier, shown);
    let caption = version_caption(material.strings, &marked, &named);
    view(marked.segments, caption)
}

fn version_caption(strings: &Strings, marked: &Marked, earlier: &str) -> String {
    strings.fill(
        "text.against_version",
        &[
            ("source", &earlier),
            ("new", &strings.count("count.words", marked.new_words)),
            ("share", &share(strings, marked, marked.new_words)),
            ("gone", &strings.count("count.words", marked.gone_words)),
        ],
    )
}

fn report_caption(strings: &Strings, marked: &Marked, first: &str) -> String {
    match marked.words - marked.new_words {
        0 => strings.fill("text.shares_nothing", &[("source", &first)]),
        taken => strings.fill(
            "text.against_first",
            &[
                ("source", &first),
                ("share", &share(strings, marked, taken)),
            ],
        ),
    }
}

fn share(strings: &Strings, marked: &Marked, part: usize) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "texts hold far fewer than 2^52 words"
    )]
    strings.percent(part as f64 / marked.words.max(1) as f64)
}
