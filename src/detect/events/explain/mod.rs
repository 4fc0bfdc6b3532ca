//! Evidence: why two articles were put together or not, in words, with what they rest on.
//!
//! In: two profiles and what was measured of them. Out: reasons for and against, strongest first.
//! Promise: every reason that moved the score is there with what it moved, and evidence that was
//! looked for and not found is listed with weight 0.

use crate::detect::text::Span;
use crate::detection::{Evidence, Quote};

use crate::detect::events::profile::Profile;
use crate::detect::events::profile::day::EventDay;
use crate::detect::events::profile::facts::{Fact, Statement};
use crate::detect::events::profile::tf_idf::TfIdf;
use crate::detect::events::profile::vocabulary::Vocabulary;
use crate::detect::events::score::dates::Agreement;
use crate::detect::events::score::editions::{self, Apart};
use crate::detect::events::score::features;
use crate::detect::events::score::features::Features;
use crate::detect::events::score::penalties;
use crate::detect::events::score::strength;
use crate::detect::structures::sparse::Vector;
use crate::time::Day;

/// Shared words and facts that one reason names.
const NAMED: usize = 6;
/// Words and facts of each article that one reason quotes.
const QUOTED: usize = 3;

/// One side of a pair.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Id of the article.
    pub id: &'a str,
    /// What is kept of it.
    pub profile: &'a Profile,
}

/// Reasons for and against one event, each list strongest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reasons {
    /// What binds the two.
    pub binding: Vec<Evidence>,
    /// What parts them, and what is missing.
    pub parting: Vec<Evidence>,
}

/// Puts the evidence of a pair into words. `lone` says that few articles stand for their event, so
/// that penalties weigh on it.
pub fn reasons(
    sides: [Side<'_>; 2],
    measured: &Features,
    words: &Vocabulary,
    lone: bool,
) -> Reasons {
    let pair = Pair { sides, words };
    let mut found = Reasons::default();
    let parts = strength::event_parts(measured);
    let strength = parts.iter().map(|part| part.weight).sum();
    for part in parts {
        let (detail, quotes) = pair.explain(&part, measured);
        let evidence = Evidence {
            signal: part.feature.to_owned(),
            detail,
            weight: rounded(part.weight),
            quotes,
        };
        // A reason that moved nothing is worth telling only where evidence is missing.
        let silent = matches!(part.feature, "template" | "same_source") && part.weight >= 0.0;
        if part.weight > 0.0 || (part.feature == "event_date" && measured.date == Agreement::Agree)
        {
            found.binding.push(evidence);
        } else if !evidence.detail.is_empty() && !silent {
            found.parting.push(evidence);
        }
    }
    if lone {
        for penalty in penalties(strength, measured) {
            let mut told = found.parting.iter_mut();
            match told.find(|reason| reason.signal == penalty.signal) {
                // One reason with all that it moved, not twice the same words.
                Some(told) => told.weight = rounded(told.weight + penalty.weight),
                None => found.parting.push(penalty),
            }
        }
    }
    found.parting.extend(pair.role_conflicts());
    for list in [&mut found.binding, &mut found.parting] {
        list.sort_by(|x, y| y.weight.abs().total_cmp(&x.weight.abs()));
    }
    found
}

/// What weighs more against a pair because few articles stand for its event.
fn penalties(strength: f32, s: &Features) -> impl Iterator<Item = Evidence> {
    let penalties = penalties::penalties(strength, s).into_iter();
    penalties.filter(|penalty| penalty.weight < 0.0).map(|penalty| {
        let why = match penalty.feature {
            "own_day" => "each tells of a day of its own, as far apart as the publications".to_owned(),
            "headline" => {
                let told = s.headline.unwrap_or_default().map(|share| share * 100.0);
                format!(
                    "no date or place ties the two, and {:.0} % and {:.0} % of what their headlines say is told \
                     by the other",
                    told[0], told[1]
                )
            }
            "nothing_named" => "no name, place, figure or quotation is in both".to_owned(),
            "template" => "one form with other facts".to_owned(),
            _ => "one outlet published both".to_owned(),
        };
        Evidence {
            signal: penalty.feature.to_owned(),
            detail: format!("few articles stand for this event: {why}"),
            weight: rounded(penalty.weight),
            quotes: Vec::new(),
        }
    })
}

/// Weights are shown to four digits; more would feign precision.
fn rounded(weight: impl Into<f64>) -> f64 {
    (weight.into() * 1e4).round() / 1e4
}

struct Pair<'a> {
    sides: [Side<'a>; 2],
    words: &'a Vocabulary,
}

type Reason = (String, Vec<Quote>);

impl Pair<'_> {
    fn explain(&self, part: &strength::Contribution, s: &Features) -> Reason {
        match part.feature {
            "lead" => self.shared_words("title and lead", |vectors| &vectors.lead),
            "body" => self.shared_words("all of the text", |vectors| &vectors.body),
            "names" => match s.names {
                None => missing("neither article shows a name"),
                Some(_) => self.shared_facts("name", &|f| matches!(f, Statement::Name(_))),
            },
            "usual" if part.weight > 0.0 => {
                missing("little of this likeness is usual between articles of this feed")
            }
            "usual" if s.mean_similarity > 0.0 => {
                missing("part of this likeness is usual between articles of this feed")
            }
            "time" => match s.gap_days {
                None => missing("a publication date is missing"),
                Some(days) if s.out_of_window => missing(&format!(
                    "published {days:.0} days apart, further than reports of one event are"
                )),
                Some(days) if days >= 1.0 => missing(&format!("published {days:.0} days apart")),
                Some(_) => Reason::default(),
            },
            "event_date" => self.dates(s),
            "slot" => self.slots(s.slot),
            "edition" if s.other_edition => self.editions(),
            "template" if s.same_template || s.template > 0.0 => template(s),
            "same_source" if s.same_source => missing("one outlet published both"),
            _ => Reason::default(),
        }
    }

    /// The telling words that both hold, by how much they add.
    fn shared_words(&self, place: &str, part: fn(&TfIdf) -> &Vector) -> Reason {
        let vectors = self.sides.map(|side| part(&side.profile.tf_idf));
        let mut shared: Vec<(f32, u32)> = Vec::with_capacity(vectors[0].entries().len());
        let common = vectors[0].shared(vectors[1]);
        shared.extend(common.map(|(term, x, y)| (x * y, term)));
        shared.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        if shared.is_empty() {
            return missing(&format!("no telling word of {place} is shared"));
        }
        let mut named = Vec::new();
        let mut quotes = [Vec::new(), Vec::new()];
        for &(_, term) in &shared {
            let mentions = self.sides.map(|side| side.profile.mention(term));
            let Some((_, word)) = mentions[0].or(mentions[1]) else {
                continue;
            };
            if named.len() == NAMED {
                break;
            }
            let known = self.words.document_frequency(term);
            named.push(if known == 2 && self.words.documents() > 2 {
                format!("“{word}” (in no other article)")
            } else {
                format!("“{word}”")
            });
            for ((mention, side), quotes) in mentions.into_iter().zip(self.sides).zip(&mut quotes) {
                if let Some((span, text)) = mention
                    && quotes.len() < QUOTED
                {
                    quotes.push(quote(side, span, text));
                }
            }
        }
        let more = shared.len().saturating_sub(named.len());
        let more = if more == 0 {
            String::new()
        } else {
            format!(" and {more} more")
        };
        let detail = format!("{place} share {}{more}", named.join(", "));
        (detail, quotes.concat())
    }

    /// The facts of one kind that both state.
    fn shared_facts(&self, what: &str, kind: &dyn Fn(&Statement) -> bool) -> Reason {
        let [a, b] = self.sides;
        let mut named = Vec::new();
        let mut quotes = [Vec::new(), Vec::new()];
        for fact in a.profile.facts.list().iter().filter(|f| kind(&f.statement)) {
            let same = |other: &&Fact| other.statement == fact.statement;
            let Some(other) = b.profile.facts.list().iter().find(same) else {
                continue;
            };
            if named.len() < NAMED {
                named.push(format!("“{}”", a.profile.facts.surface(fact)));
            }
            if quotes[0].len() < QUOTED {
                quotes[0].push(quote_fact(a, fact));
                quotes[1].push(quote_fact(b, other));
            }
        }
        if named.is_empty() {
            return missing(&format!("no whole {what} is shared"));
        }
        let detail = format!("both {what} {}", named.join(", "));
        (detail, quotes.concat())
    }

    fn dates(&self, measured: &Features) -> Reason {
        let [a, b] = self.sides;
        let say = |side: Side<'_>| {
            let day = side.profile.day?;
            let fact = side.profile.facts.list().get(day.fact)?;
            Some((days(day), quote_fact(side, fact)))
        };
        match (say(a), say(b)) {
            (Some(first), Some(second)) => {
                let (x, y) = (first.0, second.0);
                let detail = match measured.date {
                    Agreement::Agree => format!("both give {y} as the day of the event"),
                    Agreement::Disjoint => {
                        format!("the event is dated {x} in one and {y} in the other")
                    }
                    Agreement::Absent if strength::follows_up(measured) => {
                        format!("one follows up on the other: it tells of {x}, the other of {y}")
                    }
                    Agreement::Absent => {
                        format!("one gives {x}, the other {y}; that settles nothing")
                    }
                };
                (detail, vec![first.1, second.1])
            }
            (Some((day, said)), None) | (None, Some((day, said))) => (
                format!("only one gives the day of the event, {day}"),
                vec![said],
            ),
            (None, None) => missing("neither gives the day of the event"),
        }
    }

    fn slots(&self, agreement: Agreement) -> Reason {
        let [a, b] = self.sides;
        let Some((x, y)) = features::slots(a.profile, b.profile).1 else {
            return Reason::default();
        };
        let (first, second) = (a.profile.facts.surface(x), b.profile.facts.surface(y));
        let detail = match agreement {
            Agreement::Agree => format!("both are about “{first}”"),
            _ => format!("one is about “{first}”, the other about “{second}”"),
        };
        (detail, vec![quote_fact(a, x), quote_fact(b, y)])
    }

    /// What tells two pieces of a kind that recurs apart.
    fn editions(&self) -> Reason {
        let [a, b] = self.sides;
        match editions::apart(a.profile, b.profile) {
            Some(Apart::Days(x, y)) => missing(&format!(
                "both are of a kind that recurs: one is about {}, the other about {}",
                range(x.from, x.to),
                range(y.from, y.to)
            )),
            Some(Apart::Places(x, y)) => (
                format!(
                    "both are of a kind that recurs: one is about “{}”, the other about “{}”",
                    a.profile.facts.surface(x),
                    b.profile.facts.surface(y)
                ),
                vec![quote_fact(a, x), quote_fact(b, y)],
            ),
            None => Reason::default(),
        }
    }

    /// Offices that the two give to different people: shown, and no reason to part them.
    fn role_conflicts(&self) -> Vec<Evidence> {
        let [a, b] = self.sides;
        features::role_conflicts(a.profile, b.profile)
            .map(|(x, y)| {
                let (role, first) = a.profile.facts.label(x);
                let (_, second) = b.profile.facts.label(y);
                Evidence {
                    signal: "conflict".to_owned(),
                    detail: format!("{role}: “{first}” in one, “{second}” in the other"),
                    weight: 0.0,
                    quotes: vec![quote_fact(a, x), quote_fact(b, y)],
                }
            })
            .collect()
    }
}

fn template(s: &Features) -> Reason {
    let facts = s.facts.unwrap_or_default();
    missing(&format!(
        "one form filled with other facts: {:.0} % of the wording without names and figures is \
         shared, {:.0} % of the facts",
        s.template * 100.0,
        facts * 100.0
    ))
}

fn missing(detail: &str) -> Reason {
    (detail.to_owned(), Vec::new())
}

/// An event date in words.
pub fn days(day: EventDay) -> String {
    range(day.from, day.to)
}

fn range(from: Day, to: Day) -> String {
    if from == to {
        from.to_string()
    } else {
        format!("{from} to {to}")
    }
}

/// Quotes a fact of an article.
pub fn quote_fact(side: Side<'_>, fact: &Fact) -> Quote {
    quote(side, fact.span, side.profile.facts.surface(fact))
}

fn quote(side: Side<'_>, span: Span, text: &str) -> Quote {
    Quote {
        article: side.id.to_owned(),
        field: span.field,
        start: span.start as usize,
        end: span.end as usize,
        text: text.to_owned(),
    }
}
