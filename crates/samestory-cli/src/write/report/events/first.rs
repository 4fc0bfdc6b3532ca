//! Who had an event first, and who reported it last, as far as their times tell.
//!
//! In: the articles of an event. Out: the earliest and the latest of them, and in words how far
//! the first was ahead. Promise: two times that do not tell which came first put no article ahead.

use crate::write::report::lineage::order_known;
use crate::write::report::material::Material;
use crate::write::report::views;
use crate::write::report::words;

/// The earliest dated article.
pub(super) fn first(material: &Material<'_>, members: &[usize]) -> Option<usize> {
    let earliest = *members.iter().min_by_key(|&&p| material.time_key(p))?;
    material.published(earliest).map(|_| earliest)
}

/// The latest dated article, if its time tells it from the earliest.
pub(super) fn last(material: &Material<'_>, members: &[usize]) -> Option<usize> {
    let dated = members.iter().copied();
    let dated = dated.filter(|&p| material.published(p).is_some());
    let last = dated.max_by_key(|&p| material.time_key(p))?;
    let first = material.published(first(material, members)?);
    order_known(first, material.published(last)).then_some(last)
}

/// Whether an article came before all others, as far as their times tell.
pub(super) fn is_first(material: &Material<'_>, members: &[usize], first: usize) -> bool {
    let start = material.published(first);
    (members.iter()).all(|&other| {
        other == first
            || material.published(other).is_none()
            || order_known(start, material.published(other))
    })
}

/// Who had it first, when, how far ahead of the next, and how sure that is.
pub(super) fn in_words(material: &Material<'_>, members: &[usize], first: usize) -> String {
    let start = material.published(first);
    let mut others: Vec<usize> = members.iter().copied().filter(|&p| p != first).collect();
    others.sort_by_key(|&p| material.time_key(p));
    // One whose time does not tell whether it came before weighs more than the next by the clock.
    let unsure = others.iter().copied().find(|&other| {
        let then = material.published(other);
        then.is_some() && !order_known(start, then)
    });
    let next = unsure.or(others.first().copied());
    let strings = material.strings;
    let key = match (start, next, next.and_then(|p| material.published(p))) {
        (Some(_), Some(_), Some(then)) if order_known(start, Some(then)) => "event.first_before",
        (Some(start), Some(_), Some(then)) if then == start && words::knows_its_hour(start) => {
            "event.first_same_time"
        }
        (Some(start), Some(_), Some(_)) if words::knows_its_hour(start) => "event.first_same_day",
        (Some(_), Some(_), Some(_)) => "event.first_days_only",
        (_, Some(_), _) => "event.first_others_undated",
        (_, None, _) => "event.first_alone",
    };
    let ahead = match (start, next.and_then(|p| material.published(p))) {
        (Some(start), Some(then)) => strings.span(then.seconds() - start.seconds()),
        _ => String::new(),
    };
    let next = next.map_or_else(String::new, |next| views::source(material, next));
    strings.fill(
        key,
        &[
            ("source", &views::source(material, first)),
            ("time", &strings.time_or_none(start)),
            ("span", &ahead),
            ("next", &next),
        ],
    )
}
