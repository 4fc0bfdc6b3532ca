//! Order: whether two articles state the same facts in the same order.
//!
//! That marks a parallel rewrite or a translation: few shared words, but names, numbers and dates
//! come one after another alike. Independent reports of one event share facts, not their order.

use crate::detect::events::profile::Profile;
use crate::detect::events::profile::facts::{Fact, Statement};
use crate::detect::structures::numbers::as_f64;

/// Shared facts below which their order says nothing.
const LEAST: usize = 8;
/// Share of the facts of the article with fewer that the other must hold.
const COVERAGE: f64 = 0.5;
/// Share of the shared facts that must stand in one order.
const IN_ORDER: f64 = 0.75;

/// Whether one article is the other, part by part, in other words.
pub fn parallel(a: &Profile, b: &Profile) -> bool {
    let (x, y) = (telling(a), telling(b));
    let places: Vec<usize> = x
        .iter()
        .filter_map(|fact| y.iter().position(|other| other.statement == fact.statement))
        .collect();
    let fewer = as_f64(x.len().min(y.len()));
    let shared = as_f64(places.len());
    places.len() >= LEAST
        && shared >= COVERAGE * fewer
        && as_f64(ascending(&places)) >= IN_ORDER * shared
}

/// Facts whose first place tells something about the order of a report.
fn telling(profile: &Profile) -> Vec<&Fact> {
    let facts = profile.facts.list().iter();
    let kind = |fact: &&Fact| !matches!(fact.statement, Statement::Number { unit: 0, .. });
    facts.filter(kind).collect()
}

/// Length of the longest ascending subsequence.
fn ascending(places: &[usize]) -> usize {
    let mut tails: Vec<usize> = Vec::new();
    for &place in places {
        let at = tails.partition_point(|&tail| tail < place);
        match tails.get_mut(at) {
            Some(tail) => *tail = place,
            None => tails.push(place),
        }
    }
    tails.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ascending_run_is_found_across_gaps() {
        assert_eq!(ascending(&[3, 1, 2, 9, 4, 5]), 4);
        assert_eq!(ascending(&[]), 0);
        assert_eq!(ascending(&[5, 4, 3]), 1);
    }
}
