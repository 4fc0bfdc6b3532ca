//! Features: everything that is measured of two articles.
//!
//! In: two profiles. Out: [`Features`]. Promise: the same whichever comes first.

use serde::Serialize;

use crate::detect::events::profile::Profile;
use crate::detect::events::profile::facts::{Fact, Shared, Statement};
use crate::detect::events::profile::tf_idf::Cosines;
use crate::detect::events::score::centring::MeanSimilarity;
use crate::detect::events::score::dates::{self, Agreement};
use crate::detect::events::score::editions;
use crate::detect::structures::numbers::{as_f64, narrow, seconds_f32};

const SECONDS_PER_DAY: f32 = 86_400.0;
/// Facts below which the share that another article states says nothing.
const FEW_FACTS: usize = 3;
/// Resemblance of templates from which two texts of few facts and other figures are one template filled anew.
const LITTLE_TEMPLATE: f32 = 0.4;

/// Everything that is measured of a pair of articles.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row of measurements, each its own column"
)]
pub struct Features {
    /// Cosine of title and lead, 0 to 1.
    pub lead: f32,
    /// Cosine of all words, 0 to 1.
    pub body: f32,
    /// Cosine of the words of names, 0 to 1; none when neither article has a name.
    pub names: Option<f32>,
    /// Mean similarity of the two to the rest of the feed.
    #[serde(rename = "usual")]
    pub mean_similarity: f32,
    /// The same of the similarity in topic.
    #[serde(rename = "usual_theme")]
    pub mean_topic_similarity: f32,
    /// Whether the event dates agree.
    pub date: Agreement,
    /// How sure the less sure of the two event dates is, 0 to 1; 0 when one is absent.
    pub date_confidence: f32,
    /// Whether both event dates are stated, not resolved from a weekday.
    pub date_stated: bool,
    /// Whether title or lead of one article states the event date of the other.
    pub date_in_lead: bool,
    /// Days between the event dates; none when one is absent or only a weekday.
    pub date_gap_days: Option<u32>,
    /// Whether a numbered series of title or lead stands at the same number.
    pub slot: Agreement,
    /// Whether they are two pieces of a kind that recurs, of other days or places.
    pub other_edition: bool,
    /// Whether they name the same place.
    pub place: Agreement,
    /// Numbers with a unit that both state.
    pub shared_numbers: u32,
    /// Quotations that both hold.
    pub shared_quotations: u32,
    /// Whole names that both hold.
    pub shared_names: u32,
    /// Places that both name.
    pub shared_places: u32,
    /// Share of the names, places, numbers with a unit, dates and quotations of the article with
    /// fewer that the other one states too; none when it has too few to say.
    pub facts: Option<f32>,
    /// Resemblance of the words without names, numbers and dates, 0 to 1.
    #[serde(rename = "form")]
    pub template: f32,
    /// Which share of each headline the other article tells too, 0 to 1: the lesser and the greater
    /// share; none when one has no telling word.
    pub headline: Option<[f32; 2]>,
    /// Offices that they give to different people.
    pub role_conflicts: u32,
    /// Days between the publications; none when one is undated.
    pub gap_days: Option<f32>,
    /// Whether both are dated and few others of the feed are published as near to either.
    pub near_in_time: bool,
    /// Whether one outlet of several published both.
    pub same_source: bool,
    /// Whether the copy layer found one template with other facts.
    pub same_template: bool,
    /// Whether they were published further apart than reports of one event are; weighs nothing, since
    /// such a pair is not put together in the first place.
    pub out_of_window: bool,
    /// Content words of the shorter article.
    pub content_words: u32,
}

/// What is known of a pair beside the two texts' words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origin {
    /// Whether one outlet of several published both.
    pub same_source: bool,
    /// Whether the copy layer found one template with other facts.
    pub same_template: bool,
    /// Whether they were published further apart than reports of one event are.
    pub out_of_window: bool,
}

/// Measures a pair in full, what is only shown included.
pub fn measure(a: &Profile, b: &Profile, origin: Origin, mean: MeanSimilarity) -> Features {
    Features {
        place: places(a, b),
        headline: headlines(a, b),
        role_conflicts: u32::try_from(role_conflicts(a, b).count()).unwrap_or(u32::MAX),
        ..judged(
            a,
            b,
            origin,
            likeness(a, b, a.tf_idf.cosines(&b.tf_idf), mean),
        )
    }
}

/// Measures everything that is weighed, when the likeness is known.
pub fn judged(a: &Profile, b: &Profile, origin: Origin, likeness: Features) -> Features {
    let date = dates::compare(a, b);
    let shared = a.facts.shared(&b.facts);
    let template = a.template.resemblance(&b.template);
    Features {
        date: date.agreement,
        date_confidence: date.confidence,
        date_stated: date.stated,
        date_in_lead: date.in_lead,
        date_gap_days: date.gap_days,
        slot: slots(a, b).0,
        other_edition: editions::apart(a, b).is_some(),
        shared_numbers: shared.numbers,
        shared_quotations: shared.quotations,
        shared_names: shared.names,
        shared_places: shared.places,
        facts: stated_by_both(&shared).or_else(|| other_figures(a, b, &shared, template)),
        template,
        same_source: origin.same_source,
        same_template: origin.same_template,
        out_of_window: origin.out_of_window,
        ..likeness
    }
}

/// Measures no more than whether the two are one template filled anew, and how short they are.
pub fn template(a: &Profile, b: &Profile, origin: Origin) -> Features {
    let template = a.template.resemblance(&b.template);
    Features {
        template,
        facts: if template > 0.0 {
            let shared = a.facts.shared(&b.facts);
            stated_by_both(&shared).or_else(|| other_figures(a, b, &shared, template))
        } else {
            None
        },
        same_template: origin.same_template,
        content_words: a.content_words.min(b.content_words),
        ..Features::default()
    }
}

/// Which share of each headline the other article tells too: the lesser and the greater share.
fn headlines(a: &Profile, b: &Profile) -> Option<[f32; 2]> {
    if a.headline.is_empty() || b.headline.is_empty() {
        return None;
    }
    let told = |headline: &[(u32, f32)], by: &Profile| {
        let told = headline
            .iter()
            .filter(|&&(term, _)| by.tf_idf.body.has(term));
        narrow(told.map(|&(_, share)| f64::from(share)).sum())
    };
    let (x, y) = (told(&a.headline, b), told(&b.headline, a));
    Some([x.min(y), x.max(y)])
}

fn stated_by_both(shared: &Shared) -> Option<f32> {
    (shared.fewer >= FEW_FACTS).then(|| narrow(as_f64(shared.all) / as_f64(shared.fewer)))
}

/// Of two texts with few facts it says enough that they are one template, that each states figures, and
/// that they share no fact and none of those: nothing of the facts is shared.
fn other_figures(a: &Profile, b: &Profile, shared: &Shared, template: f32) -> Option<f32> {
    if template < LITTLE_TEMPLATE || shared.all > 0 {
        return None;
    }
    let figures = |profile: &Profile| -> Vec<u64> {
        let facts = profile.facts.list().iter();
        let figures = facts.filter_map(|fact| match fact.statement {
            Statement::Number { value, .. } => Some(value.to_bits()),
            _ => None,
        });
        figures.collect()
    };
    let (x, y) = (figures(a), figures(b));
    let others = !x.is_empty() && !y.is_empty() && x.iter().all(|figure| !y.contains(figure));
    others.then_some(0.0)
}

/// Measures what makes two articles alike and leaves out what may part them: much cheaper, and
/// never less than [`measure`] finds.
pub fn likeness(a: &Profile, b: &Profile, cosines: Cosines, mean: MeanSimilarity) -> Features {
    let nameless = a.tf_idf.names.is_empty() && b.tf_idf.names.is_empty();
    let gap = a
        .published
        .zip(b.published)
        .map(|(x, y)| seconds_f32(x.seconds().abs_diff(y.seconds())) / SECONDS_PER_DAY);
    Features {
        lead: cosines.lead,
        body: cosines.body,
        names: (!nameless).then_some(cosines.names),
        mean_similarity: mean.similarity,
        mean_topic_similarity: mean.topic,
        gap_days: gap,
        content_words: a.content_words.min(b.content_words),
        ..Features::default()
    }
}

/// Whether a numbered series that both leads name stands at the same number, and the two facts
/// that say so.
pub fn slots<'a>(a: &'a Profile, b: &'a Profile) -> (Agreement, Option<(&'a Fact, &'a Fact)>) {
    let mut found = (Agreement::Absent, None);
    if a.instances.is_empty() || b.instances.is_empty() {
        return found;
    }
    for x in a.facts.leading() {
        let Statement::Slot { series, instance } = x.statement else {
            continue;
        };
        for y in b.facts.leading() {
            match y.statement {
                Statement::Slot {
                    series: s,
                    instance: i,
                } if s == series => {
                    if i == instance {
                        return (Agreement::Agree, Some((x, y)));
                    }
                    found = (Agreement::Disjoint, Some((x, y)));
                }
                _ => {}
            }
        }
    }
    found
}

fn places(a: &Profile, b: &Profile) -> Agreement {
    let mut found = Agreement::Absent;
    for x in a
        .facts
        .leading()
        .filter(|f| matches!(f.statement, Statement::Place(_)))
    {
        for y in b
            .facts
            .leading()
            .filter(|f| matches!(f.statement, Statement::Place(_)))
        {
            if x.statement == y.statement {
                return Agreement::Agree;
            }
            found = Agreement::Disjoint;
        }
    }
    found
}

/// Offices of a that b gives to somebody else, and never to the same person: both facts.
pub fn role_conflicts<'a>(
    a: &'a Profile,
    b: &'a Profile,
) -> impl Iterator<Item = (&'a Fact, &'a Fact)> {
    a.facts.list().iter().filter_map(|x| {
        let Statement::Role {
            role,
            holder: Some(holder),
        } = x.statement
        else {
            return None;
        };
        let mut other = None;
        for y in b.facts.list() {
            match y.statement {
                Statement::Role {
                    role: r,
                    holder: Some(h),
                } if r == role => {
                    if h == holder || same_person(a.facts.label(x).1, b.facts.label(y).1) {
                        return None;
                    }
                    other.get_or_insert(y);
                }
                _ => {}
            }
        }
        other.map(|y| (x, y))
    })
}

/// Whether one name may be a shorter form of the other: `li` and `li qiang`, `dan o'day` and
/// `daniel o'day`.
pub fn same_person(x: &str, y: &str) -> bool {
    let same = |part: &str, other: &str| {
        let long = part.chars().nth(2).is_some() && other.chars().nth(2).is_some();
        part == other || (long && (part.starts_with(other) || other.starts_with(part)))
    };
    let within = |short: &str, long: &str| {
        short
            .split_whitespace()
            .all(|part| long.split_whitespace().any(|other| same(part, other)))
    };
    within(x, y) || within(y, x)
}
