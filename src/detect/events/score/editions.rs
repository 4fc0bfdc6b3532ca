//! Editions: whether two pieces of a kind that recurs are about the same days and places.
//!
//! In: two profiles. Out: what tells them apart. A forecast, a horoscope, a draw, a market report or a daily count is one
//! event a day and a place, however much its words are those of the day before.

use crate::detect::events::profile::Profile;
use crate::detect::events::profile::facts::{Fact, Statement};
use crate::detect::text::{Edition, Recurring, Section};

/// Letters that two forms of one name begin with at least, and by how many they may go on differently.
const STEM: usize = 3;
const ENDING: usize = 2;

/// What tells two pieces of a kind apart.
#[derive(Debug, Clone, Copy)]
pub enum Apart<'a> {
    /// The days that they are about.
    Days(Edition, Edition),
    /// What their headlines name: places, as far as can be told.
    Places(&'a Fact, &'a Fact),
}

/// Whether two articles are pieces of one kind that recurs.
pub fn of_one_kind(a: &Profile, b: &Profile) -> bool {
    let (x, y) = (a.edition, b.edition);
    x.zip(y).is_some_and(|(x, y)| x.kind == y.kind)
}

/// What tells two articles apart as pieces of a kind that recurs; none where they are no such two.
pub fn apart<'a>(a: &'a Profile, b: &'a Profile) -> Option<Apart<'a>> {
    let (x, y) = (a.edition?, b.edition?);
    if !of_one_kind(a, b) {
        return None;
    }
    if other_days(x, y) {
        return Some(Apart::Days(x, y));
    }
    // Winners of one draw live in many places, and stars shine everywhere.
    if !matches!(x.kind, Recurring::Forecast | Recurring::Count) {
        return None;
    }
    let (here, there) = (named(a).next()?, named(b).next()?);
    let label = |profile: &'a Profile, fact| profile.facts.label(fact).0;
    let shared = named(a).any(|x| named(b).any(|y| one_name(label(a, x), label(b, y))));
    (!shared).then_some(Apart::Places(here, there))
}

/// Whether two are about other days. A week's is another than that of a day in it; one that states no day may be
/// about any of those on which it was published.
fn other_days(a: Edition, b: Edition) -> bool {
    if a.stated && b.stated {
        (a.from, a.to) != (b.from, b.to)
    } else {
        a.to < b.from || b.to < a.from
    }
}

/// What a headline names: of a forecast, where it holds.
fn named(profile: &Profile) -> impl Iterator<Item = &Fact> {
    profile.facts.leading().filter(|fact| {
        let name = matches!(fact.statement, Statement::Place(_) | Statement::Name(_));
        name && fact.section == Section::Title
    })
}

/// Whether two names are one but for their ending: `Украина`, `Украине`.
fn one_name(x: &str, y: &str) -> bool {
    let common = x.chars().zip(y.chars()).take_while(|(x, y)| x == y).count();
    let longer = x.chars().count().max(y.chars().count());
    x == y || (common >= STEM && common + ENDING >= longer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_but_for_their_ending() {
        for (x, y, one) in [
            ("украина", "украине", true),
            ("минск", "минску", true),
            ("varnholm", "varnholm", true),
            ("varnholm", "osterby", false),
            ("uk", "uae", false),
            ("uk", "uk", true),
        ] {
            assert_eq!(one_name(x, y), one, "{x} {y}");
        }
    }
}
