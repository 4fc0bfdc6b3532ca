//! How large events are: how many events have one article, two, three or four, and so on.

use super::bars::{Row, bars};
use super::{Chart, Told};
use crate::write::report::material::Material;
use crate::write::report::strings::Strings;

/// Largest sizes of the classes; beyond the last is one more.
const CLASSES: [usize; 6] = [1, 2, 4, 8, 16, 32];

pub(super) fn sizes(material: &Material<'_>) -> Option<Chart> {
    let mut counts = [0; CLASSES.len() + 1];
    for event in &material.detection.events {
        let class = CLASSES.partition_point(|&most| most < event.members.len());
        counts[class] += 1;
    }
    let last = counts.iter().rposition(|&count| count > 0)?;
    let strings = material.strings;
    let rows: Vec<Row> = (0..=last)
        .map(|class| Row {
            name: name(strings, class),
            dark: if class > 0 { counts[class] } else { 0 },
            light: if class > 0 { 0 } else { counts[class] },
        })
        .collect();
    let told = Told {
        id: "sizes",
        title: strings.say("chart.sizes"),
        lede: strings.say("chart.sizes_lede"),
        keys: ["figures.days_shared", "figures.days_single"].map(|key| strings.say(key)),
        head: ["chart.size", "figures.events"]
            .map(|key| strings.say(key))
            .into(),
        rows: (rows.iter())
            .map(|row| vec![row.name.clone(), strings.number(row.dark + row.light)])
            .collect(),
    };
    Some(Chart::new(strings, bars(strings, &rows), told))
}

fn name(strings: &Strings, class: usize) -> String {
    let from = if class == 0 {
        1
    } else {
        CLASSES[class - 1] + 1
    };
    match CLASSES.get(class) {
        Some(&to) if to == from => strings.count("count.articles", from),
        Some(&to) => {
            let from = strings.number(from);
            strings.fill_count("chart.size_range", to, &[("from", &from)])
        }
        None => strings.count("chart.size_more", from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::report::strings::ReportLang;

    #[test]
    fn classes_follow_one_another() {
        let strings = Strings::of(ReportLang::En);
        let names: Vec<String> = (0..=CLASSES.len())
            .map(|class| name(strings, class))
            .collect();
        assert_eq!(names[..3], ["1 article", "2 articles", "3 to 4 articles"]);
        assert_eq!(names[CLASSES.len()], "33 articles and more");
    }
}
