//! The way of one text from outlet to outlet: the text of the feed that most outlets carry.
//!
//! Each row is an article, in the order of who has the text from whom; from left to right is time.
//! A line leads from the article that the text is likely taken from.

use std::collections::BTreeSet;

use super::drawing::{Drawing, Side, WIDTH};
use super::{Chart, Told};
use crate::write::report::lineage::{self, Line};
use crate::write::report::material::Material;
use crate::write::report::views;
use crate::write::report::words;
use samestory::cut;
use samestory::detection::Family;
use samestory::time::Timestamp;

/// Outlets below which there is no way to show.
const FEWEST: usize = 3;
/// Rows that are drawn; the rest is counted.
const SHOWN: usize = 24;

pub(super) fn flow(material: &Material<'_>) -> Option<Chart> {
    let outlets = |family: &Family| {
        let members = family.members.iter().filter_map(|id| material.find(id));
        let names: BTreeSet<&str> = members.map(|p| views::outlet(material, p)).collect();
        names.len()
    };
    let families = material.detection.families.iter();
    // Of several the first, by their order in the records.
    let (count, family) = families
        .map(|family| (outlets(family), family))
        .rev()
        .max_by_key(|(count, _)| *count)
        .filter(|(count, _)| *count >= FEWEST)?;
    let members: Vec<usize> = (family.members.iter())
        .filter_map(|id| material.find(id))
        .collect();
    let tree = lineage::tree(material, members, SHOWN)?;
    let lead = material.find(&family.lead)?;
    let strings = material.strings;
    let cells = tree.lines.iter().map(|line| {
        let above = line.above.map(|above| &tree.lines[above]);
        vec![
            line.article.source.clone(),
            line.article.time.clone(),
            above.map_or_else(String::new, |above| above.article.source.clone()),
        ]
    });
    let mut cells: Vec<Vec<String>> = cells.collect();
    if tree.more > 0 {
        let more = strings.count("list.more", tree.more);
        cells.push(vec![more, String::new(), String::new()]);
    }
    let title = views::title(material, lead);
    let outlets = strings.count("count.outlets", count);
    let told = Told {
        id: "flow",
        title: strings.say("chart.flow"),
        lede: strings.fill(
            "chart.flow_lede",
            &[("title", &title), ("outlets", &outlets)],
        ),
        keys: ["chart.earliest", "chart.taken"].map(|key| strings.say(key)),
        head: ["tools.source", "chart.time", "chart.likely_from"]
            .map(|key| strings.say(key))
            .into(),
        rows: cells,
    };
    Some(Chart::new(strings, draw(material, &tree.lines), told))
}

fn draw(material: &Material<'_>, lines: &[Line]) -> Drawing {
    const ROW: usize = 17;
    const LETTERS: usize = 22;
    /// Where time begins and ends.
    const FROM: usize = 150;
    const TO: usize = WIDTH - 8;
    let seconds = |line: &Line| {
        let time = material.published(line.position);
        time.filter(|&time| words::knows_its_hour(time))
            .map(Timestamp::seconds)
    };
    let known = || lines.iter().filter_map(seconds);
    let (first, last) = (known().min().unwrap_or(0), known().max().unwrap_or(0));
    // What gives no hour stands where the text that it is from does.
    let mut places: Vec<usize> = Vec::with_capacity(lines.len());
    for line in lines {
        let length = i64::try_from(TO - FROM).unwrap_or(0);
        let along = |at: i64| (at - first).saturating_mul(length) / (last - first).max(1);
        let known = seconds(line).map(|at| FROM + usize::try_from(along(at)).unwrap_or(0));
        let above = line.above.map_or(FROM, |above| places[above]);
        places.push(known.unwrap_or(above));
    }
    let mut drawing = Drawing::default();
    for (row, line) in lines.iter().enumerate() {
        let y = row * ROW + 9;
        drawing.words(
            [FROM - 12, y + 4],
            Side::Before,
            &cut::with_ellipsis(&line.article.source, LETTERS),
        );
        if let Some(above) = line.above {
            drawing.elbow([places[above], above * ROW + 9], [places[row], y]);
        }
    }
    for (row, line) in lines.iter().enumerate() {
        let class = if line.above.is_none() {
            "dark"
        } else {
            "light"
        };
        let told = format!("{}, {}", line.article.source, line.article.time);
        drawing.dot(class, [places[row], row * ROW + 9], &told);
    }
    let end = lines.len() * ROW + 2;
    drawing.line([FROM, end], [TO, end]);
    let time = |wanted: i64| {
        let at = lines.iter().find(|line| seconds(line) == Some(wanted));
        at.map(|line| line.article.time.clone()).unwrap_or_default()
    };
    if first < last {
        drawing.words([FROM - 12, end + 13], Side::Before, &time(first));
        drawing.words([TO, end + 13], Side::Before, &time(last));
    }
    drawing
}
