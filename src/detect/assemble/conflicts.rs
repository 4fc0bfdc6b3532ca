//! Conflicts: facts on which the articles of one event disagree.
//!
//! In: the units of an event. Out: for every office, counted number and event date with more than
//! one value, the values and who says them. Promise: a conflict is shown, it parts nobody.

use std::collections::BTreeMap;

use super::Run;
use crate::detect::events::dates::{self, CONFIDENT};
use crate::detect::events::evidence::{self, Side};
use crate::detect::events::facts::{Fact, Statement};
use crate::detect::events::signals::same_person;
use crate::detect::text::Section;
use crate::detection::{Conflict, ConflictValue, Quote};

/// Units of an event that are searched for conflicts; the earliest.
const SEARCHED: usize = 256;

/// One article's value for a field.
struct Claim<'a> {
    unit: u32,
    value: String,
    fact: &'a Fact,
}

/// The conflicts of an event (offices, numbers, then the event date), and the units that take part
/// in one, ascending.
pub(super) fn conflicts(run: &Run<'_>, units: &[u32]) -> (Vec<Conflict>, Vec<u32>) {
    let mut search = Search {
        run,
        found: Vec::new(),
        units: Vec::new(),
    };
    let units = &units[..units.len().min(SEARCHED)];
    if units.len() > 1 {
        for (field, claims) in holders(run, units) {
            search.compare(field, claims, &|x, y| same_person(x, y));
        }
        for (field, claims) in counts(run, units) {
            search.compare(field, claims, &|x, y| x == y);
        }
        search.compare_dates(units);
    }
    search.units.sort_unstable();
    search.units.dedup();
    (search.found, search.units)
}

struct Search<'a> {
    run: &'a Run<'a>,
    found: Vec<Conflict>,
    units: Vec<u32>,
}

fn facts<'a>(run: &'a Run<'_>, unit: u32) -> impl Iterator<Item = (&'a Fact, (&'a str, &'a str))> {
    let facts = &run.events.terms.profiles[unit as usize].facts;
    facts.list().iter().map(|fact| (fact, facts.label(fact)))
}

/// Who holds each office, as each article first says.
fn holders<'a>(run: &'a Run<'_>, units: &[u32]) -> BTreeMap<&'a str, Vec<Claim<'a>>> {
    let mut fields: BTreeMap<&str, Vec<Claim<'_>>> = BTreeMap::new();
    for &unit in units {
        for (fact, (role, holder)) in facts(run, unit) {
            let named = matches!(
                fact.statement,
                Statement::Role {
                    holder: Some(_),
                    ..
                }
            );
            let claims = fields.entry(role).or_default();
            let known = claims.last().is_some_and(|claim| claim.unit == unit);
            if named && !known {
                claims.push(Claim {
                    unit,
                    value: holder.to_owned(),
                    fact,
                });
            }
        }
    }
    fields
}

/// Counted numbers of title and lead that each article states once only.
fn counts<'a>(run: &'a Run<'_>, units: &[u32]) -> BTreeMap<&'a str, Vec<Claim<'a>>> {
    let mut fields: BTreeMap<&str, Vec<Claim<'_>>> = BTreeMap::new();
    for &unit in units {
        let mut own: BTreeMap<&str, Option<Claim<'_>>> = BTreeMap::new();
        for (fact, (counted, _)) in facts(run, unit) {
            let Statement::Number { value, unit: key } = fact.statement else {
                continue;
            };
            if key == 0 || !matches!(fact.section, Section::Title | Section::Lead) {
                continue;
            }
            let claim = Claim {
                unit,
                value: value.to_string(),
                fact,
            };
            own.entry(counted)
                .and_modify(|once| *once = None)
                .or_insert(Some(claim));
        }
        for (counted, claim) in own {
            fields.entry(counted).or_default().extend(claim);
        }
    }
    fields
}

impl Search<'_> {
    /// Groups the claims on one field; a conflict when there is more than one value.
    fn compare(&mut self, field: &str, claims: Vec<Claim<'_>>, same: &dyn Fn(&str, &str) -> bool) {
        let mut groups: Vec<Vec<Claim<'_>>> = Vec::new();
        for claim in claims {
            match groups
                .iter_mut()
                .find(|group| same(&group[0].value, &claim.value))
            {
                Some(group) => group.push(claim),
                None => groups.push(vec![claim]),
            }
        }
        if groups.len() < 2 {
            return;
        }
        // Most supported first; the sort is stable, so ties keep the order of the articles.
        groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
        self.units
            .extend(groups.iter().flatten().map(|claim| claim.unit));
        let values = groups.into_iter().map(|group| ConflictValue {
            value: group[0].value.clone(),
            articles: group.iter().map(|claim| self.id(claim.unit)).collect(),
            quote: Some(self.quote(&group[0])),
        });
        let values = values.collect();
        self.found.push(Conflict {
            field: field.to_owned(),
            values,
        });
    }

    /// Event dates that do not touch.
    fn compare_dates(&mut self, units: &[u32]) {
        let run = self.run;
        let mut claims = Vec::new();
        let mut days = BTreeMap::new();
        for &unit in units {
            let day = run.events.terms.profiles[unit as usize]
                .day
                .filter(|d| d.confidence >= CONFIDENT);
            let facts = &run.events.terms.profiles[unit as usize].facts;
            let Some((day, fact)) = day.and_then(|d| Some((d, facts.list().get(d.fact)?))) else {
                continue;
            };
            let value = evidence::days(day);
            days.insert(value.clone(), day);
            claims.push(Claim { unit, value, fact });
        }
        let same = |x: &str, y: &str| dates::same_days(days[x], days[y]);
        self.compare("event_date", claims, &same);
    }

    fn id(&self, unit: u32) -> String {
        let lead = self.run.events.units.list[unit as usize].lead;
        self.run.id(lead).to_owned()
    }

    fn quote(&self, claim: &Claim<'_>) -> Quote {
        let side = Side {
            id: &self.id(claim.unit),
            profile: &self.run.events.terms.profiles[claim.unit as usize],
        };
        evidence::quote_fact(side, claim.fact)
    }
}
