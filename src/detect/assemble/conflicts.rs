//! Conflicts: facts on which the articles of one event disagree.
//!
//! In: the documents of an event. Out: the values that title or lead of its articles give otherwise for
//! one office, counted number or date of the event, and who says them. Promise: a conflict is
//! shown, it parts nobody.
//!
//! An event has many presidents, percentages and sums, so that two values alone are no conflict. Two
//! articles disagree where the words beside both values say that they speak of one thing
//! ([`mod@contexts`]), neither gives the other's value anywhere (a report may tell of an earlier
//! toll, or of both people), and numbers are no rounding of one another and within [`FACTOR`].
//!
//! Cost: the square of the statements of one kind in an event, at most [`SEARCHED`] of them. What that
//! leaves out is counted.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::found::Found;
use crate::detect::events::explain::{self, Side};
use crate::detect::events::profile::contexts;
use crate::detect::events::profile::day::{self, CONFIDENT, EventDay};
use crate::detect::events::profile::facts::{Fact, Facts, Statement};
use crate::detect::events::score::features::same_person;
use crate::detect::text::{Section, is_casualty};
use crate::detection::{Conflict, ConflictValue, ConflictsCapped, Quote};

/// Documents of an event, and statements on one field, that are searched for conflicts; the earliest.
const SEARCHED: usize = 256;
/// Conflicts of one field in an event, the clearest first.
const EACH: usize = 3;

/// Numbers further apart seldom count the same thing: a loss and a turnover, a country and the world.
const FACTOR: f64 = 3.0;
/// Relative difference up to which a number with fewer digits may be another one rounded.
const ROUNDING: f64 = 0.02;

/// What an article says of a field.
#[derive(Clone, Copy)]
enum Said<'a> {
    Holder(&'a str),
    Number(f64),
    Days(EventDay),
}

impl Said<'_> {
    fn agrees(self, other: Self) -> bool {
        match (self, other) {
            (Self::Holder(x), Self::Holder(y)) => same_person(x, y),
            (Self::Days(x), Self::Days(y)) => day::same_days(x, y),
            (Self::Number(x), Self::Number(y)) => {
                let apart = (x - y).abs() / x.abs().max(y.abs()).max(f64::MIN_POSITIVE);
                x.total_cmp(&y).is_eq() || (apart <= ROUNDING && digits(x) != digits(y))
            }
            _ => false,
        }
    }

    /// Whether the two may be values of the same thing.
    fn comparable(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number(x), Self::Number(y)) => x.max(y) <= FACTOR * x.min(y),
            _ => true,
        }
    }

    fn in_words(self) -> String {
        match self {
            Self::Holder(name) => name.to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Days(day) => explain::days(day),
        }
    }
}

/// Significant digits of a number as it was stated.
fn digits(number: f64) -> usize {
    let written = number.to_string().replace(['.', '-'], "");
    written.trim_matches('0').len()
}

/// A statement of title or lead.
#[derive(Clone, Copy)]
struct Claim<'a> {
    document: u32,
    said: Said<'a>,
    fact: &'a Fact,
    beside: &'a [u16],
}

/// All that the articles of an event say of one field.
#[derive(Default)]
struct Claims<'a> {
    /// In title or lead.
    stated: Vec<Claim<'a>>,
    /// How many of them are beyond those.
    beyond: usize,
    /// Anywhere, by document.
    known: Vec<(u32, Said<'a>)>,
}

/// Kinds of fields, in the order in which conflicts are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Office,
    Casualties,
    Number,
    EventDate,
}

impl Kind {
    /// How many words beside two statements must be shared, and their share of the fewer words, for
    /// the two to speak of one thing. What happened to people says by itself what is counted.
    fn needed(self) -> (usize, f32) {
        match self {
            Self::Casualties => (0, 0.0),
            Self::Office => (2, 0.0),
            Self::Number | Self::EventDate => (4, 0.5),
        }
    }
}

/// The conflicts of an event.
#[derive(Debug, Default)]
pub(super) struct Conflicts {
    /// Offices, numbers, then the event date.
    pub(super) list: Vec<Conflict>,
    /// The documents that take part in one, ascending.
    pub(super) documents: Vec<u32>,
    pub(super) capped: ConflictsCapped,
}

/// Searches an event.
pub(super) fn conflicts(run: &Found<'_>, documents: &[u32]) -> Conflicts {
    let mut found = Conflicts::default();
    found.capped.families = documents.len().saturating_sub(SEARCHED);
    let documents = &documents[..documents.len().min(SEARCHED)];
    if documents.len() > 1 {
        for ((kind, field), claims) in gather(run, documents) {
            found.capped.statements += claims.beyond;
            let search = Search { run, kind, claims };
            let (conflicts, more) = search.conflicts();
            found.capped.conflicts += more;
            for values in conflicts {
                let taking_part = values.iter().flatten().map(|claim| claim.document);
                found.documents.extend(taking_part);
                found.list.push(conflict(run, field, &values));
            }
        }
    }
    found.documents.sort_unstable();
    found.documents.dedup();
    found
}

/// What the documents say, by kind of field and field.
fn gather<'a>(run: &'a Found<'_>, documents: &[u32]) -> BTreeMap<(Kind, &'a str), Claims<'a>> {
    let mut fields: BTreeMap<(Kind, &str), Claims<'_>> = BTreeMap::new();
    for &document in documents {
        let profile = run.profile(document);
        let day = profile.day.filter(|day| day.confidence >= CONFIDENT);
        for (number, fact) in profile.facts.list().iter().enumerate() {
            let day = day.filter(|day| day.fact == number);
            let Some((field, said)) = said(&profile.facts, fact, day) else {
                continue;
            };
            let claims = fields.entry(field).or_default();
            claims.known.push((document, said));
            let leading = matches!(fact.section, Section::Title | Section::Lead);
            if leading && claims.stated.len() == SEARCHED {
                claims.beyond += 1;
            } else if leading {
                claims.stated.push(Claim {
                    document,
                    said,
                    fact,
                    beside: profile.contexts.of(number),
                });
            }
        }
    }
    for ((kind, _), claims) in &mut fields {
        // "A toll of 27, after 31 on Monday elsewhere": which of the two is meant is not known.
        if *kind == Kind::Casualties {
            let all = claims.stated.clone();
            let once = |claim: &Claim<'_>| {
                all.iter().filter(|c| c.document == claim.document).count() == 1
            };
            claims.stated.retain(once);
        }
    }
    fields
}

/// Of what field a fact speaks, and what it says; none when it can contradict nothing.
fn said<'a>(
    facts: &'a Facts,
    fact: &Fact,
    day: Option<EventDay>,
) -> Option<((Kind, &'a str), Said<'a>)> {
    let (field, holder) = facts.label(fact);
    let number = if is_casualty(field) {
        Kind::Casualties
    } else {
        Kind::Number
    };
    match fact.statement {
        Statement::Role {
            holder: Some(_), ..
        } => Some(((Kind::Office, field), Said::Holder(holder))),
        Statement::Number { value, unit } if unit != 0 => {
            Some(((number, field), Said::Number(value)))
        }
        _ => day.map(|day| ((Kind::EventDate, "event_date"), Said::Days(day))),
    }
}

/// What the articles of an event say of one field, searched for contradictions.
struct Search<'a> {
    run: &'a Found<'a>,
    kind: Kind,
    claims: Claims<'a>,
}

impl<'a> Search<'a> {
    /// The values that contradict one another, the most stated first, for each thing spoken of, and
    /// how many more there are.
    fn conflicts(&self) -> (Vec<Vec<Vec<Claim<'a>>>>, usize) {
        let stated = &self.claims.stated;
        let mut pairs = Vec::new();
        for (i, x) in stated.iter().enumerate() {
            for (j, y) in stated.iter().enumerate().skip(i + 1) {
                if let Some(likeness) = self.likeness(x, y).filter(|_| self.contradict(x, y)) {
                    pairs.push((likeness, i, j));
                }
            }
        }
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut taken = vec![false; stated.len()];
        let (mut found, mut more) = (Vec::new(), 0);
        for (_, i, j) in pairs {
            if !taken[i] && !taken[j] {
                let values = self.around([i, j], &mut taken);
                if found.len() < EACH {
                    found.push(values);
                } else {
                    more += 1;
                }
            }
        }
        (found, more)
    }

    /// How alike the words beside two statements are; none when they speak of different things.
    fn likeness(&self, x: &Claim<'_>, y: &Claim<'_>) -> Option<f32> {
        let (words, share) = contexts::shared(x.beside, y.beside);
        let needed = self.kind.needed();
        (words >= needed.0 && share >= needed.1).then_some(share)
    }

    /// Whether two documents say otherwise of what may be one thing, and neither knows the other's value.
    fn contradict(&self, x: &Claim<'_>, y: &Claim<'_>) -> bool {
        let comparable = x.document != y.document && x.said.comparable(y.said);
        comparable && !self.knows(x, y.said) && !self.knows(y, x.said)
    }

    /// Whether the document of a claim gives this value anywhere, or names this person.
    fn knows(&self, claim: &Claim<'_>, said: Said<'_>) -> bool {
        let known = &self.claims.known;
        let begin = known.partition_point(|(document, _)| *document < claim.document);
        let mut own = known[begin..]
            .iter()
            .take_while(|(document, _)| *document == claim.document);
        own.any(|(_, own)| own.agrees(said))
            || match (said, claim.said) {
                (Said::Holder(person), Said::Holder(own)) => {
                    let facts = &self.run.profile(claim.document).facts;
                    let names = facts.list().iter().map(|fact| match fact.statement {
                        Statement::Name(_) => facts.label(fact).0,
                        _ => "",
                    });
                    // "Li" alone may be either of two.
                    let mut names =
                        names.filter(|name| !name.is_empty() && !same_person(name, own));
                    names.any(|name| same_person(name, person))
                }
                _ => false,
            }
    }

    /// Two statements that contradict one another, and all that speak of the same thing, by value.
    fn around(&self, both: [usize; 2], taken: &mut [bool]) -> Vec<Vec<Claim<'a>>> {
        let [x, y] = both.map(|at| self.claims.stated[at]);
        let mut values: Vec<Vec<Claim<'_>>> = vec![vec![x], vec![y]];
        for at in both {
            taken[at] = true;
        }
        for (at, claim) in self
            .claims
            .stated
            .iter()
            .enumerate()
            .filter(|(at, _)| !both.contains(at))
        {
            let told = |other: &Claim<'_>| self.likeness(claim, other).is_some();
            let apart = |value: &Vec<Claim<'_>>| {
                value[0].said.agrees(claim.said) || self.contradict(&value[0], claim)
            };
            if taken[at] || !(told(&x) || told(&y)) || !values.iter().all(apart) {
                continue;
            }
            taken[at] = true;
            match values.iter_mut().find(|v| v[0].said.agrees(claim.said)) {
                Some(value) if value.iter().any(|other| other.document == claim.document) => {}
                Some(value) => value.push(*claim),
                None => values.push(vec![*claim]),
            }
        }
        // The sort is stable, so ties keep the order of the articles.
        values.sort_by_key(|value| Reverse(value.len()));
        values
    }
}

fn conflict(run: &Found<'_>, field: &str, values: &[Vec<Claim<'_>>]) -> Conflict {
    let id = |document: u32| run.id(run.lead_of(document));
    let value = |claims: &Vec<Claim<'_>>| ConflictValue {
        value: claims[0].said.in_words(),
        articles: claims
            .iter()
            .map(|claim| id(claim.document).to_owned())
            .collect(),
        quote: Some(quote(run, id(claims[0].document), &claims[0])),
    };
    Conflict {
        field: field.to_owned(),
        values: values.iter().map(value).collect(),
    }
}

fn quote(run: &Found<'_>, id: &str, claim: &Claim<'_>) -> Quote {
    let profile = run.profile(claim.document);
    explain::quote_fact(Side { id, profile }, claim.fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_agrees_with_itself_rounded_and_with_no_other() {
        for (x, y, agrees) in [
            (27.0, 27.0, true),
            (27.0, 31.0, false),
            (49.75e9, 50e9, true),
            (49.75e9, 49.7e9, true),
            (1.5e6, 1e6, false),
            (46.0, 50.0, false),
            (41_555.0, 41_556.0, false),
            (0.0, 3.0, false),
        ] {
            assert_eq!(Said::Number(x).agrees(Said::Number(y)), agrees, "{x} {y}");
            assert_eq!(Said::Number(y).agrees(Said::Number(x)), agrees, "{y} {x}");
        }
    }

    #[test]
    fn numbers_far_apart_count_different_things() {
        let comparable = |x, y| Said::Number(x).comparable(Said::Number(y));
        assert!(comparable(27.0, 31.0) && comparable(10.0, 30.0));
        assert!(!comparable(28_710.0, 244_500.0) && !comparable(0.0, 4708.0));
    }
}
