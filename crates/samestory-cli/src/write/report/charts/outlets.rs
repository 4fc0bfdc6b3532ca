//! Outlets by what they write themselves and what they carry of others.
//!
//! A text is an outlet's own when no other outlet's copy of it came earlier in the feed. What can
//! mislead: agency copy whose original is not in the feed counts as own.

use std::collections::BTreeMap;

use super::bars::{Row, bars};
use super::{Chart, Told};
use crate::write::report::material::Material;
use crate::write::report::views;
use crate::write::report::words;

/// Outlets that are drawn; the rest is counted.
const SHOWN: usize = 15;

pub(super) fn outlets(material: &Material<'_>) -> Option<Chart> {
    let mut known: BTreeMap<&str, Row> = BTreeMap::new();
    for position in 0..material.articles.len() {
        let Some(outlet) = material.article(position).source.as_deref() else {
            continue;
        };
        let outlet = outlet.trim();
        let earliest = material.earliest_version(position);
        let own = views::outlet(material, earliest) == outlet;
        let row = known.entry(outlet).or_insert_with(|| Row {
            name: words::label(outlet),
            dark: 0,
            light: 0,
        });
        *(if own { &mut row.dark } else { &mut row.light }) += 1;
    }
    let more = known.len().saturating_sub(SHOWN);
    let mut rows: Vec<Row> = known.into_values().collect();
    // A stable sort: outlets of one size stay in the order of their names.
    rows.sort_by_key(|row| std::cmp::Reverse(row.dark + row.light));
    rows.truncate(SHOWN);
    if rows.is_empty() {
        return None;
    }
    let strings = material.strings;
    let mut cells: Vec<Vec<String>> = (rows.iter())
        .map(|row| {
            let number = |number| strings.number(number);
            vec![row.name.clone(), number(row.dark), number(row.light)]
        })
        .collect();
    if more > 0 {
        let more = strings.count("list.more", more);
        cells.push(vec![more, String::new(), String::new()]);
    }
    let told = Told {
        id: "outlets",
        title: strings.say("chart.outlets"),
        lede: strings.say("chart.outlets_lede"),
        keys: ["chart.own", "chart.carried"].map(|key| strings.say(key)),
        head: ["tools.source", "chart.own_column", "chart.carried_column"]
            .map(|key| strings.say(key))
            .into(),
        rows: cells,
    };
    Some(Chart::new(strings, bars(strings, &rows), told))
}
