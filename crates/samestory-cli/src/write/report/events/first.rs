//! Who had an event first, and who reported it last, as far as their times tell.
//!
//! In: the articles of an event. Out: the earliest and the latest of them, and in words how far
//! the first was ahead. Promise: two times that do not tell which came first put no article ahead.

use serde::Serialize;

use crate::write::report::lineage::order_known;
use crate::write::report::material::Material;
use crate::write::report::views::{self, ArticleName};
use crate::write::report::words;

/// Who had it first.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FirstReport {
    article: ArticleName,
    ahead: String,
}

/// The earliest dated article, if its time sets it apart from all others or it is the only one.
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

/// The first report, and how far it was ahead of the next.
pub(super) fn first_report(
    material: &Material<'_>,
    members: &[usize],
    first: usize,
) -> FirstReport {
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
